"""Four eyes: what is laid before somebody, who may approve it, what the database keeps of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from content import approving, contributing, countersigning, publishing, snapshots
from content.approving import Wish, approve, propose, send_back, take_back
from content.models import Countersignature, FourEyes, Proposal, Publication
from content.publishing import Refused, publish, withdraw
from tests import drafts
from tests.drafts import published_edition

pytestmark = [pytest.mark.django_db, pytest.mark.data]

DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return User.objects.create_user("anna")


@pytest.fixture
def bert():
    return User.objects.create_user("bert")


@pytest.fixture
def carla():
    return User.objects.create_user("carla")


@pytest.fixture
def four_eyes():
    for kind in ("notice", "checklist"):
        FourEyes.objects.create(kind=kind)


@pytest.fixture
def notice(four_eyes):
    return drafts.notice(title="Aufnahme")


def written(obj, by, **fields):
    """Somebody saves the object in the admin."""
    for name, value in fields.items():
        setattr(obj, name, value)
    contributing.note(obj, by)
    obj.save()
    return obj


def public_title(obj):
    thing = published_edition().current(timezone.now()).get(obj.uid)
    return thing and thing.title


def refused(function, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        function(*args, **kwargs)
    return [problem.message for problem in refusal.value.problems]


# --- From the draft to the public


def test_what_needs_four_eyes_is_published_by_nobody_alone(notice, anna):
    written(notice, anna, title="Neu")

    messages = refused(publish, notice, by=anna)

    assert messages == [publishing.NEEDS_APPROVAL.message]
    assert Publication.objects.count() == 0


def test_approved_proposal_is_public_and_its_row_names_both(notice, anna, bert):
    proposal = propose(written(notice, anna, title="Neu"), by=anna, wish=Wish())

    publication = approve(proposal, by=bert)

    assert public_title(notice) == "Neu"
    assert (publication.made_by, publication.approved_by) == (anna, bert)
    assert (publication.four_eyes, publication.revision) == (True, notice.revision)
    assert Proposal.objects.get().state == "approved"


def test_what_is_approved_is_what_was_laid_before_also_when_somebody_writes_on(notice, anna, bert):
    proposal = propose(written(notice, anna, title="Vorgelegt"), by=anna, wish=Wish())
    written(notice, anna, title="Weiter geschrieben", slug="spaeter")

    publication = approve(proposal, by=bert)

    notice.refresh_from_db()
    assert public_title(notice) == "Vorgelegt"
    assert publication.record().data == proposal.data.encode()
    assert (notice.title, notice.slug) == ("Weiter geschrieben", "spaeter")


def test_approval_leaves_the_parts_of_the_draft_as_they_are(four_eyes, anna, bert):
    checklist = written(drafts.checklist("Pass", "Foto"), anna)
    proposal = propose(checklist, by=anna, wish=Wish())
    checklist.items.first().delete()
    checklist.items.create(name="Mietvertrag", position=5)
    written(checklist, anna)
    before = list(checklist.items.values_list("pk", "name"))

    approve(proposal, by=bert)

    published = published_edition().current(timezone.now()).get(checklist.uid)
    assert [item.name for item in published.items] == ["Pass", "Foto"]
    assert list(checklist.items.values_list("pk", "name")) == before


def test_wish_is_kept_to_the_instant(notice, anna, bert):
    publish(notice)
    planned = publish(notice, live_from=timezone.now() + DAY)
    wish = Wish(
        live_from=timezone.now() + 2 * DAY,
        note="Wie besprochen",
        confirmed=True,
        cancels=[planned.number],
        senses=[[f"{notice.uid}.title", "Aufnahme", "Neu"]],
    )

    proposal = propose(written(notice, anna, title="Neu"), by=anna, wish=wish)
    publication = approve(proposal, by=bert)

    assert Wish.of(Proposal.objects.get()) == wish
    assert publication.live_from == wish.live_from
    assert (publication.note, publication.confirmed) == ("Wie besprochen", True)
    assert publication.cancels == [planned.number]
    assert Publication.objects.last().action == "same"


def test_instant_that_passed_while_it_waited_means_at_once(notice, anna, bert):
    soon = timezone.now() + timedelta(minutes=1)
    proposal = propose(written(notice, anna), by=anna, wish=Wish(live_from=soon))

    publication = approve(proposal, by=bert, now=soon + DAY)

    assert publication.live_from == publication.made_at == soon + DAY


def test_what_became_live_while_the_proposal_waited_is_not_cancelled(notice, anna, bert):
    planned = publish(notice, live_from=timezone.now() + DAY)
    wish = Wish(cancels=[planned.number])
    proposal = propose(written(notice, anna), by=anna, wish=wish)

    publication = approve(proposal, by=bert, now=timezone.now() + 2 * DAY)

    assert publication.cancels == []


def test_second_of_two_approvers_is_told(notice, anna, bert, carla):
    proposal = propose(written(notice, anna), by=anna, wish=Wish())
    approve(proposal, by=bert)

    assert refused(approve, proposal, by=carla) == [approving.DECIDED.message]
    assert Publication.objects.count() == 1


def test_approver_publishes_nothing_against_another_version_than_seen(notice, anna, bert):
    seen = publish(notice).number
    proposal = propose(written(notice, anna, title="Neu"), by=anna, wish=Wish())
    withdraw(notice)

    messages = refused(approve, proposal, by=bert, seen=seen)

    assert messages == [approving.STANDS_OTHERWISE.message]
    assert Proposal.objects.waiting().count() == 1


def test_proposal_that_points_at_what_was_deleted_is_refused(notice, anna, bert):
    FourEyes.objects.create(kind="service")
    area = drafts.create(snapshots.model_of("servicearea"), title="Pass", slug="pass")
    service = drafts.service(area=area)
    proposal = propose(written(service, anna), by=anna, wish=Wish())
    written(service, anna, area=None)
    area.delete()

    assert refused(approve, proposal, by=bert) == [approving.TARGET_GONE.message]
    assert Publication.objects.count() == 0


def test_new_proposal_takes_the_place_of_the_one_that_waits(notice, anna):
    first = propose(written(notice, anna), by=anna, wish=Wish())
    second = propose(written(notice, anna, title="Neu"), by=anna, wish=Wish())

    first.refresh_from_db()
    assert first.state == "closed"
    assert list(Proposal.objects.waiting()) == [second]


# --- Who may approve


def test_nobody_approves_what_they_have_a_part_in(notice, anna, bert, carla):
    written(notice, bert, title="Anfang")
    proposal = propose(written(notice, anna, title="Ende"), by=anna, wish=Wish())

    assert approving.writers(proposal) == [anna, bert]
    assert refused(approve, proposal, by=anna) == [approving.OWN_WORK.message]
    assert refused(approve, proposal, by=bert) == [approving.OWN_WORK.message]
    assert approve(proposal, by=carla).approved_by == carla


def test_who_wrote_before_the_last_publication_or_after_the_proposal_may_approve(
    notice, anna, bert, carla
):
    first = propose(written(notice, bert, title="Eins"), by=bert, wish=Wish())
    approve(first, by=anna)
    second = propose(written(notice, anna, title="Zwei"), by=anna, wish=Wish())
    written(notice, carla, title="Drei")

    assert approving.writers(second) == [anna]
    assert set(approving.waiting_for(bert)) == set(approving.waiting_for(carla)) == {second}
    assert approve(second, by=bert).approved_by == bert


def test_restoring_counts_as_writing(notice, anna, bert):
    publish(notice)
    publish(written(notice, None, title="Neuer"))
    publishing.restore(
        notice, published_edition().versions(("notice", notice.uid))[0].thing, by=bert
    )
    notice.refresh_from_db()

    proposal = propose(notice, by=anna, wish=Wish())

    assert approving.writers(proposal) == [anna, bert]


def test_who_wrote_what_lay_aside_can_not_approve_it_when_somebody_else_takes_it_up(
    notice, anna, bert, carla
):
    before = snapshots.snapshot(notice)
    written(notice, anna, title="Von Anna")
    aside, _ = publishing.restore(notice, before, by=bert)
    approve(propose(publishing.locked(notice), by=bert, wish=Wish()), by=carla)
    publishing.restore(notice, aside.thing(), by=bert, draft=aside)
    proposal = propose(notice, by=bert, wish=Wish())

    messages = refused(approve, proposal, by=anna)

    assert messages == [approving.OWN_WORK.message]
    assert approving.writers(proposal) == [bert, anna]


def test_proposal_keeps_its_writers_when_a_later_state_was_published_meanwhile(notice, anna, bert):
    written(notice, bert, title="Anfang")
    proposal = propose(written(notice, anna), by=anna, wish=Wish())
    publish(written(notice, anna, title="Eilig"), by=anna, alone_reason="Sturm")

    assert approving.writers(proposal) == [anna, bert]
    assert list(approving.waiting_for(bert)) == []


# --- What the database keeps by itself


def row(notice, **fields):
    defaults = {"by": None, "data": "{}", "revision": notice.revision}
    with publishing.numbering() as (number, instant):
        key = publishing.key_of(notice)
        return publishing.add("publish", key, number, instant, **defaults | fields)


def test_database_refuses_what_was_not_seen_by_four_eyes(notice, anna):
    with pytest.raises(IntegrityError, match="approval of somebody else"), transaction.atomic():
        row(notice, by=anna)
    with pytest.raises(IntegrityError, match="four_eyes_or_a_reason"), transaction.atomic():
        row(notice, by=anna, four_eyes=True)
    assert Publication.objects.count() == 0


def test_database_refuses_the_approval_of_a_writer(notice, anna, bert):
    written(notice, bert)

    with pytest.raises(IntegrityError, match="nobody_approves_their_own"), transaction.atomic():
        row(notice, by=anna, four_eyes=True, approved_by=anna)
    with pytest.raises(IntegrityError, match="written themselves"), transaction.atomic():
        row(notice, by=anna, four_eyes=True, approved_by=bert)
    assert Publication.objects.count() == 0


def test_database_lets_nobody_forget_who_has_written(notice, anna):
    written(notice, anna)

    for change in (
        lambda rows: rows.update(user=None),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError, match="Contributions are never"), transaction.atomic():
            change(contributing.Contribution.objects.all())


def test_database_refuses_a_proposal_decided_by_its_maker_or_returned_without_a_reason(
    notice, anna, bert
):
    proposal = propose(written(notice, anna), by=anna, wish=Wish())
    rows = Proposal.objects.filter(pk=proposal.pk)

    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        rows.update(state="approved", decided_by=anna)
    with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
        rows.update(state="returned", decided_by=bert)


# --- Sent back, taken back


def test_proposal_sent_back_is_told_to_all_who_wrote_it_until_they_propose_again(
    notice, anna, bert, carla
):
    written(notice, bert)
    proposal = propose(written(notice, anna), by=anna, wish=Wish())

    send_back(proposal, by=carla, reason=" Die Frist fehlt. ")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("returned", "Die Frist fehlt.")
    assert list(approving.returned_to(anna)) == list(approving.returned_to(bert)) == [proposal]
    assert list(approving.returned_to(carla)) == []
    propose(notice, by=anna, wish=Wish())
    assert list(approving.returned_to(anna)) == []


def test_publication_ends_that_a_proposal_came_back(notice, anna, bert):
    proposal = propose(written(notice, anna), by=anna, wish=Wish())
    send_back(proposal, by=bert, reason="Noch nicht.")

    publish(notice, by=anna, alone_reason="Sturm")

    assert list(approving.returned_to(anna)) == []


def test_writer_lays_to_rest_what_came_back(notice, anna, bert):
    proposal = propose(written(notice, anna), by=anna, wish=Wish())
    send_back(proposal, by=bert, reason="Gilt nicht mehr.")

    approving.lay_to_rest(proposal, by=anna)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("closed", "Gilt nicht mehr.")
    assert list(approving.returned_to(anna)) == []
    assert refused(approving.lay_to_rest, proposal, by=anna) == [approving.DECIDED.message]


def test_sending_back_needs_a_reason(notice, anna, bert):
    proposal = propose(written(notice, anna), by=anna, wish=Wish())

    assert refused(send_back, proposal, by=bert, reason="  ") == [approving.NO_REASON.message]
    assert Proposal.objects.waiting().count() == 1


def test_proposal_taken_back_can_not_be_approved(notice, anna, bert):
    proposal = propose(written(notice, anna), by=anna, wish=Wish())
    take_back(proposal, by=anna)

    assert refused(approve, proposal, by=bert) == [approving.DECIDED.message]


# --- Without approval, and afterwards


def test_emergency_stays_unsigned_until_somebody_else_has_looked(notice, anna, bert, carla):
    written(notice, bert)
    publication = publish(notice, by=anna, alone_reason="Sturm, das Amt ist zu")

    assert list(countersigning.unsigned()) == [publication]
    for writer in (anna, bert):
        messages = refused(countersigning.countersign, publication, by=writer)
        assert messages == [countersigning.OWN_WORK.message]
    countersigning.countersign(publication, by=carla)
    assert list(countersigning.unsigned()) == []


def test_withdrawal_alone_needs_a_reason_and_somebody_else_s_signature(notice, anna, bert):
    publish(notice)
    written(notice, bert)

    assert refused(withdraw, notice, by=anna) == [publishing.NEEDS_REASON.message]
    publication = withdraw(notice, by=anna, note="Falsche Angaben")
    assert list(countersigning.unsigned()) == [publication]
    # Bert's unpublished words became public with it as little as before.
    assert countersigning.countersign(publication, by=bert).signed_by == bert


def test_database_refuses_the_signature_of_who_published_alone(notice, anna):
    publication = publish(written(notice, anna), by=anna, alone_reason="Sturm")

    with pytest.raises(IntegrityError, match="countersigns_their_own"), transaction.atomic():
        Countersignature.objects.create(publication=publication, made_by=anna, signed_by=anna)


def test_approved_publication_has_nothing_to_countersign(notice, anna, bert, carla):
    publication = approve(propose(written(notice, anna), by=anna, wish=Wish()), by=bert)

    messages = refused(countersigning.countersign, publication, by=carla)

    assert messages == [countersigning.NOTHING_TO_SIGN.message]


def test_what_the_software_publishes_and_kinds_without_the_rule_need_no_approval(notice, anna):
    service = drafts.service()

    publish(notice)
    publish(service, by=anna)

    assert list(Publication.objects.values_list("four_eyes", flat=True)) == [False, False]

"""How publications work, case by case."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from content import publishing, records
from content.models import ChecklistItem, Language, Proposal, Publication
from content.publishing import Refused, cancel, publish, restore, withdraw
from content.snapshots import snapshot
from tests import drafts
from tests.drafts import HOUR, NOON, published_edition

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def title_at(instant, uid):
    thing = published_edition().at(instant).get(uid)
    return thing and thing.title


def retitle(obj, title):
    obj.title = title
    obj.save()


# --- Promises 2 and 3


def test_promise_2_what_is_saved_and_not_published_is_visible_to_nobody():
    notice = drafts.notice(title="Alter Titel")
    publish(notice, now=NOON)

    retitle(notice, "Geheimer Entwurf")

    records = published_edition().records
    assert title_at(NOON + HOUR, notice.uid) == "Alter Titel"
    assert "Geheimer Entwurf" not in str(records)


def test_promise_2_names_of_staff_and_their_notes_never_reach_the_reader(django_user_model):
    writer = django_user_model.objects.create_user("frau-beispiel")

    publish(drafts.notice(), by=writer, note="Rücksprache mit Herrn Muster", now=NOON)

    records = str(published_edition().records)
    assert Publication.objects.get().made_by == writer
    assert "beispiel" not in records
    assert "Muster" not in records


def test_promise_3_a_publication_is_never_changed():
    publication = publish(drafts.notice(), now=NOON)
    publication.note = "anders"

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        publication.save()

    assert Publication.objects.get().note == ""


def test_promise_3_a_publication_is_never_deleted():
    publish(drafts.notice(), now=NOON)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Publication.objects.all().delete()

    assert Publication.objects.count() == 1


def test_promise_3_a_refused_publication_leaves_no_gap():
    notice = drafts.notice()
    publish(notice, now=NOON)
    with pytest.raises(Refused):
        publish(drafts.notice(title="Zweiter"), now=NOON)

    publish(notice, now=NOON)

    assert list(Publication.objects.values_list("number", flat=True)) == [1, 2]


# --- From when


def test_scheduled_version_holds_from_its_instant_on():
    notice = drafts.notice(title="Jetzt")
    publish(notice, now=NOON)
    retitle(notice, "Später")
    publish(notice, live_from=NOON + HOUR, now=NOON)

    assert title_at(NOON + HOUR - timedelta(microseconds=1), notice.uid) == "Jetzt"
    assert title_at(NOON + HOUR, notice.uid) == "Später"


def test_of_two_versions_from_the_same_instant_the_later_number_holds():
    notice = drafts.notice(title="Erste")
    publish(notice, live_from=NOON + HOUR, now=NOON)
    retitle(notice, "Zweite")
    publish(notice, live_from=NOON + HOUR, now=NOON)

    assert title_at(NOON + HOUR, notice.uid) == "Zweite"


def test_version_is_never_live_before_its_making():
    publication = publish(drafts.notice(), live_from=NOON - HOUR, now=NOON)

    assert publication.live_from == NOON


def test_correcting_now_while_a_later_version_waits_keeps_the_later_one():
    notice = drafts.notice(title="A")
    publish(notice, now=NOON)
    retitle(notice, "B")
    publish(notice, live_from=NOON + 2 * HOUR, now=NOON)

    retitle(notice, "A, berichtigt")
    publish(notice, now=NOON + HOUR)

    assert title_at(NOON + HOUR, notice.uid) == "A, berichtigt"
    assert title_at(NOON + 2 * HOUR, notice.uid) == "B"


def test_correcting_now_may_cancel_the_version_that_waits():
    notice = drafts.notice(title="A")
    publish(notice, now=NOON)
    retitle(notice, "B")
    waiting = publish(notice, live_from=NOON + 2 * HOUR, now=NOON)

    retitle(notice, "A, berichtigt")
    publish(notice, now=NOON + HOUR, cancels=[waiting.number])

    assert title_at(NOON + 2 * HOUR, notice.uid) == "A, berichtigt"


def test_cancelled_version_never_becomes_live():
    notice = drafts.notice(title="A")
    publish(notice, now=NOON)
    retitle(notice, "B")
    waiting = publish(notice, live_from=NOON + 2 * HOUR, now=NOON)

    cancel(notice, waiting.number, now=NOON + HOUR)

    assert title_at(NOON + 3 * HOUR, notice.uid) == "A"


def test_what_is_live_can_not_be_cancelled_any_more():
    notice = drafts.notice()
    publication = publish(notice, now=NOON)

    with pytest.raises(Refused, match="gilt schon"):
        cancel(notice, publication.number, now=NOON + HOUR)


def test_what_is_cancelled_can_not_be_cancelled_again():
    notice = drafts.notice()
    waiting = publish(notice, live_from=NOON + 2 * HOUR, now=NOON)
    cancel(notice, waiting.number, now=NOON)

    with pytest.raises(Refused, match="aufgehoben"):
        cancel(notice, waiting.number, now=NOON)


def test_scheduled_withdrawal_can_be_cancelled():
    notice = drafts.notice()
    publish(notice, now=NOON)
    withdrawal = withdraw(notice, live_from=NOON + HOUR, now=NOON)

    cancel(notice, withdrawal.number, now=NOON)

    assert title_at(NOON + HOUR, notice.uid) == "Aufnahme"


# --- Withdrawing


def test_withdrawn_object_is_gone_and_its_history_stays():
    notice = drafts.notice()
    publish(notice, now=NOON)

    withdraw(notice, now=NOON + HOUR)

    assert title_at(NOON + HOUR, notice.uid) is None
    assert title_at(NOON, notice.uid) == "Aufnahme"


def test_withdrawing_cancels_what_is_scheduled():
    notice = drafts.notice()
    publish(notice, now=NOON)
    retitle(notice, "Später")
    publish(notice, live_from=NOON + 2 * HOUR, now=NOON)

    withdraw(notice, now=NOON + HOUR)

    assert title_at(NOON + 3 * HOUR, notice.uid) is None


def test_withdrawal_can_be_scheduled():
    notice = drafts.notice()
    publish(notice, now=NOON)

    withdraw(notice, live_from=NOON + HOUR, now=NOON)

    assert title_at(NOON, notice.uid) == "Aufnahme"
    assert title_at(NOON + HOUR, notice.uid) is None


def test_reference_to_a_withdrawn_target_is_absent():
    photo = drafts.notice(title="Fotos")
    checklist = drafts.checklist("Foto")
    checklist.items.update(notice=photo)
    publish(photo, now=NOON)
    publish(checklist, now=NOON)

    withdraw(photo, now=NOON + HOUR)

    site = published_edition().at(NOON + HOUR)
    (item,) = site.get(checklist.uid).items
    assert item.notice == photo.uid
    assert site.get(item.notice) is None


def test_withdrawing_lists_what_points_at_the_object():
    photo = drafts.notice()
    checklist = drafts.checklist("Foto")
    checklist.items.update(notice=photo)
    publish(photo, now=NOON)
    publish(checklist, live_from=NOON + HOUR, now=NOON)
    publish(drafts.service(), now=NOON)

    assert publishing.pointing_at(photo, NOON) == [checklist]


def test_withdrawing_is_refused_while_a_text_needs_a_fact_of_the_object():
    hotline = drafts.hotline()
    service = drafts.service(summary=f"Rufen Sie an: {{telefon:{hotline.uid}}}")
    publish(hotline, now=NOON)
    publish(service, live_from=NOON + HOUR, now=NOON)

    with pytest.raises(Refused, match="Übertragung"):
        withdraw(hotline, now=NOON)

    assert title_at(NOON + HOUR, hotline.uid) == "Hotline"


@pytest.mark.parametrize("create", [drafts.office, drafts.german])
def test_what_every_page_needs_can_not_be_withdrawn(create):
    obj = create()
    publish_with_hotline(obj)

    with pytest.raises(Refused, match="keine einzige Seite"):
        withdraw(obj, now=NOON + HOUR)


def publish_with_hotline(obj):
    if hasattr(obj, "hotline"):
        obj.hotline = drafts.hotline()
        obj.save()
    return publish(obj, now=NOON)


def test_hotline_needs_a_number_that_can_be_dialled():
    counter = drafts.hotline(kind="counter", phone="")

    with pytest.raises(Refused) as refusal:
        publish(drafts.office(hotline=counter), now=NOON)

    assert [problem.field for problem in refusal.value.problems] == ["hotline"]


# --- Facts that texts quote


def test_text_that_quotes_a_fact_which_is_not_public_is_refused():
    hotline = drafts.hotline()

    with pytest.raises(Refused, match="nicht öffentlich"):
        publish(drafts.service(summary=f"{{telefon:{hotline.uid}}}"), now=NOON)


def test_text_may_not_come_before_the_fact_that_it_quotes():
    hotline = drafts.hotline()
    service = drafts.service(summary=f"{{telefon:{hotline.uid}}}")
    publish(hotline, live_from=NOON + HOUR, now=NOON)

    with pytest.raises(Refused, match="nicht öffentlich"):
        publish(service, now=NOON)
    publish(service, live_from=NOON + HOUR, now=NOON)

    assert title_at(NOON + HOUR, service.uid) == "Übertragung"


def test_text_may_not_quote_a_fact_that_is_about_to_go():
    hotline = drafts.hotline()
    publish(hotline, now=NOON)
    withdraw(hotline, live_from=NOON + HOUR, now=NOON)

    with pytest.raises(Refused, match="nicht öffentlich"):
        publish(drafts.service(summary=f"{{telefon:{hotline.uid}}}"), now=NOON)


def test_fact_that_texts_quote_can_not_be_emptied():
    service = drafts.service()
    fee = service.fees.create(amount=10)
    publish(service, now=NOON)
    publish(drafts.notice(summary=f"Es kostet {{gebuehr:{service.uid}}}."), now=NOON)
    fee.delete()

    with pytest.raises(Refused, match="„Aufnahme“"):
        publish(service, now=NOON + HOUR)


def test_misspelt_quotation_is_refused_at_its_field():
    with pytest.raises(Refused) as refusal:
        publish(drafts.notice(body="<p>{telefohn:x}</p>"), now=NOON)

    assert [problem.field for problem in refusal.value.problems] == ["body"]


# --- Restoring


def test_restoring_brings_a_deleted_part_back_with_its_uid():
    checklist = drafts.checklist("Pass", "Foto")
    first = publish(checklist, now=NOON)
    checklist.items.get(name="Foto").delete()
    publish(checklist, now=NOON + HOUR)
    old = records.read(first.record())

    restore(checklist, old)
    publish(checklist, now=NOON + 2 * HOUR)

    assert published_edition().at(NOON + 2 * HOUR).get(checklist.uid) == old


def test_restoring_deletes_a_part_that_came_later():
    checklist = drafts.checklist("Pass")
    first = publish(checklist, now=NOON)
    ChecklistItem.objects.create(checklist=checklist, name="Foto", position=1)

    restore(checklist, records.read(first.record()))

    assert [item.name for item in checklist.items.all()] == ["Pass"]


def test_restoring_keeps_the_address_of_today():
    service = drafts.service(slug="alt", title="Alter Titel")
    first = publish(service, now=NOON)
    service.slug, service.title = "neu", "Neuer Titel"
    service.save()

    restore(service, records.read(first.record()))

    service.refresh_from_db()
    assert (service.slug, service.title) == ("neu", "Alter Titel")


def test_restoring_sets_an_unpublished_draft_aside():
    notice = drafts.notice(title="Öffentlich")
    first = publish(notice, now=NOON)
    retitle(notice, "Nur ein Entwurf")

    restore(notice, records.read(first.record()))

    notice.refresh_from_db()
    assert Proposal.objects.get().thing().title == "Nur ein Entwurf"
    assert snapshot(notice).title == "Öffentlich"


def test_restoring_sets_nothing_aside_that_was_published():
    notice = drafts.notice(title="Eins")
    first = publish(notice, now=NOON)
    retitle(notice, "Zwei")
    publish(notice, now=NOON)

    restore(notice, records.read(first.record()))

    assert not Proposal.objects.exists()


def test_withdrawn_object_can_be_restored():
    notice = drafts.notice()
    first = publish(notice, now=NOON)
    withdraw(notice, now=NOON + HOUR)

    restore(notice, records.read(first.record()))
    publish(notice, now=NOON + 2 * HOUR)

    assert title_at(NOON + 2 * HOUR, notice.uid) == "Aufnahme"


# --- Addresses


def test_renamed_address_is_found_under_both():
    service = drafts.service(slug="alt")
    publish(service, now=NOON)
    service.slug = "neu"
    service.save()
    publish(service, now=NOON + HOUR)

    site = published_edition().at(NOON + HOUR)
    assert site.find("service", "neu").uid == service.uid
    assert site.find("service", "alt") is None
    assert site.moved("service", "alt").uid == service.uid


def test_two_objects_can_not_have_one_address():
    publish(drafts.service(slug="pass", title="Erste"), now=NOON)

    with pytest.raises(Refused, match="hat schon „Erste“") as refusal:
        publish(drafts.service(slug="pass", title="Zweite"), now=NOON)

    assert [problem.field for problem in refusal.value.problems] == ["slug"]


def test_scheduled_object_holds_its_address():
    publish(drafts.service(slug="pass"), live_from=NOON + HOUR, now=NOON)

    with pytest.raises(Refused, match="hat schon"):
        publish(drafts.service(slug="pass", title="Zweite"), now=NOON)


def test_address_of_a_withdrawn_object_is_free():
    first = drafts.service(slug="pass")
    publish(first, now=NOON)
    withdraw(first, now=NOON)
    second = drafts.service(slug="pass", title="Zweite")

    publish(second, now=NOON + HOUR)

    assert published_edition().at(NOON + HOUR).find("service", "pass").uid == second.uid


def test_two_languages_can_not_have_one_code():
    publish(drafts.german(), now=NOON)

    with pytest.raises(Refused, match="hat schon") as refusal:
        publish(drafts.german(name="Auch Deutsch"), now=NOON)

    assert [problem.field for problem in refusal.value.problems] == ["code"]


def test_source_language_is_always_there():
    with pytest.raises(Refused, match="immer da"):
        publish(drafts.german(ready=False), now=NOON)


# --- What is refused before it is written


def test_incomplete_draft_is_refused_with_a_message_at_the_field():
    checklist = drafts.checklist(title="")

    with pytest.raises(Refused) as refusal:
        publish(checklist, now=NOON)

    assert [problem.field for problem in refusal.value.problems] == ["title", "items"]


def test_what_could_not_be_read_back_is_refused():
    notice = drafts.notice()
    notice.level = "laut"
    notice.save()

    with pytest.raises(Refused, match="nicht wieder lesen"):
        publish(notice, now=NOON)

    assert not Publication.objects.exists()


# --- Clocks


def test_clock_set_back_makes_no_earlier_instant():
    notice = drafts.notice(title="A")
    publish(notice, now=NOON)
    retitle(notice, "B")

    publication = publish(notice, now=NOON - HOUR)

    assert publication.made_at == NOON
    assert published_edition().current(NOON - HOUR).get(notice.uid).title == "B"


@pytest.mark.django_db
def test_code_of_a_language_that_was_published_stays(live):
    german = Language.objects.get(code="de")
    german.code = "deu"
    german.save()

    with pytest.raises(Refused) as refusal:
        publish(german)

    assert [problem.field for problem in refusal.value.problems] == ["code"]
    assert published_edition().current(NOON).languages[0].code == "de"

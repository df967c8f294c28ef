"""Several at once, each in a thread with a connection of its own."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from content import contributing, translating
from content.approving import Wish, approve, propose, send_back
from content.models import FourEyes, Notice, Proposal, Publication, TranslatedText, Translation
from content.publishing import Refused, publish
from content.redacting import redact
from content.removing import Removal
from content.translating import Entry
from tests import drafts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.data]


def at_once(*jobs):
    """Run all jobs at the same moment; what each returned or raised."""
    barrier, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place, job):
        barrier.wait()
        try:
            outcomes[place] = job()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_promise_3_eight_who_publish_at_once_get_eight_numbers_in_a_row(shared_database):
    notices = [drafts.notice(slug=f"hinweis-{number}") for number in range(8)]

    at_once(*(lambda notice=notice: publish(notice) for notice in notices))

    rows = list(Publication.objects.values_list("number", "made_at"))
    assert [number for number, _ in rows] == list(range(1, 9))
    assert [made_at for _, made_at in rows] == sorted(made_at for _, made_at in rows)


def test_of_eight_who_want_one_address_exactly_one_gets_it(shared_database):
    notices = [drafts.notice(title=f"Hinweis {number}") for number in range(8)]

    outcomes = at_once(*(lambda notice=notice: publish(notice) for notice in notices))

    assert [type(outcome) for outcome in outcomes].count(Refused) == 7
    assert [type(outcome) for outcome in outcomes].count(Publication) == 1


def test_of_eight_who_approve_at_once_exactly_one_does_while_the_writer_proposes_anew(
    shared_database,
):
    writer, *approvers = (User.objects.create_user(f"konto-{number}") for number in range(9))
    FourEyes.objects.create(kind="notice")
    notice = drafts.notice()
    contributing.note(notice, writer)
    notice.save()
    proposal = propose(notice, by=writer, wish=Wish())

    *answers, anew = at_once(
        *(lambda by=by: approve(proposal, by=by) for by in approvers),
        lambda: propose(notice, by=writer, wish=Wish()),
    )

    published = [answer for answer in answers if isinstance(answer, Publication)]
    told = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(published) + len(told) == 8
    # None, where the new proposal came first and took the old one's place.
    assert len(published) == Publication.objects.count() <= 1
    assert anew.state == "open"


def test_what_is_sent_back_while_the_writer_proposes_anew_keeps_its_reason(shared_database):
    writer, approver = (User.objects.create_user(name) for name in ("anna", "bert"))
    notices = [drafts.notice(slug=f"hinweis-{number}") for number in range(8)]
    proposals = [propose(notice, by=writer, wish=Wish()) for notice in notices]

    outcomes = at_once(
        *(lambda one=one: send_back(one, by=approver, reason="Ende fehlt") for one in proposals),
        *(lambda one=one: propose(one, by=writer, wish=Wish()) for one in notices),
    )

    told = [isinstance(outcome, Refused) for outcome in outcomes[:8]]
    found = Proposal.objects.in_bulk([one.pk for one in proposals])
    states = [(found[one.pk].state, found[one.pk].reason) for one in proposals]
    assert states == [("closed", "") if one else ("returned", "Ende fehlt") for one in told]
    assert Proposal.objects.waiting().count() == 8


def test_redaction_and_translators_who_publish_at_once_all_get_through(shared_database):
    administrator = User.objects.create_superuser("leitung")
    notice = drafts.notice(title="Dank an Ida Muster")
    publish(notice)
    key, languages = ("notice", notice.uid), ["ar", "en", "fr", "pl", "ru", "tr", "uk"]
    for language in languages:
        translating.save(key, language, [Entry(f"{notice.uid}.title", notice.title, "Ida Muster")])

    def translate(language):
        """As the desk does it: the translation is locked, then the German is read."""
        with transaction.atomic():
            row = Translation.objects.select_for_update().get(language=language)
            german = Notice.objects.get().title
            translating.save(key, language, [Entry(f"{notice.uid}.title", german, "Merci")])
            return translating.publish(row)

    outcomes = at_once(
        *(lambda one=one: translate(one) for one in languages),
        lambda: redact(notice, Removal("Ida Muster"), by=administrator, reason="Versehen"),
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert set(TranslatedText.objects.values_list("source", "text")) == {
        ("Dank an [entfernt]", "Merci")
    }
    assert Publication.objects.filter(data__contains="Muster").count() == 0

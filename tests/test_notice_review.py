"""No notice is forgotten: each has an end or a day on which somebody looks at it again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from content import completeness, edition, publishing, records
from content.admin.attention.desk import Desk
from content.admin.attention.topics import found
from content.dates import DateLine, together
from content.hours import ZONE
from content.kept import Page
from content.models import Notice, Publication
from content.publishing import publish
from content.snapshots import snapshot
from tests import drafts
from tests.desk import address, errors_at, filled_form, text_of
from tests.drafts import NOON, hold_published, published_edition
from tests.factories import (
    DAY,
    HOTLINE,
    HOUR,
    NOW,
    OFFICE,
    checklist,
    edition_of,
    get,
    notice,
    read,
    record,
    service,
    true_until,
)

SECOND = timedelta(seconds=1)
REVIEW = date(2026, 3, 5)
MIDNIGHT = datetime(2026, 3, 6, tzinfo=ZONE)  # after that day
CONFIRMED = NOW - DAY
DUE = notice(review_on=REVIEW)
OWN, LIST, HOME = "/de/hinweise/hinweis/", "/de/hinweise/", "/de/"


def of_confirmed(*things):
    return edition_of(*(record(one, 1, CONFIRMED, confirmed=True) for one in things))


def duties():
    """What the front page asks of somebody who may see everything."""
    chief, _ = User.objects.get_or_create(username="chefin", is_superuser=True)
    items = found(Desk(chief))
    return {item.slug: [row.title for row in item.rows] for item in items}


# --- Publishing


@pytest.mark.django_db
def test_notice_with_neither_end_nor_review_date_is_refused_at_its_field(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"review_on": ""}
    count = Publication.objects.count()

    told = admin_client.post(address(live.notice), form | {"_publish": ""}, follow=True)

    message = (
        "Ein Hinweis braucht ein Ende oder einen Tag, an dem Sie ihn wieder prüfen. An diesem Tag "
        "erinnern wir Sie. Tragen Sie eines von beiden ein."
    )
    assert errors_at(told)["review_on"] == message
    assert Publication.objects.count() == count


@pytest.mark.django_db
@pytest.mark.parametrize("given", [{"ends_at": NOON}, {"review_on": NOON.date()}])
def test_notice_with_one_of_both_can_be_published(given):
    obj = drafts.notice(**{"review_on": None} | given)

    assert completeness.check(obj) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "fields"), [(-1, ["review_on"]), (0, []), (1, [])])
def test_review_date_that_is_over_is_a_warning_and_no_refusal(days, fields):
    obj = drafts.notice(review_on=timezone.localdate() + timedelta(days=days))

    assert [warning.field for warning in completeness.warnings(obj)] == fields
    assert completeness.check(obj) == []


@pytest.mark.django_db
def test_page_that_publishes_warns_of_a_review_date_that_is_over(admin_client, live):
    live.notice.review_on = date(2020, 1, 31)
    live.notice.save()

    page = admin_client.get(address(live.notice, "publish"))

    assert (
        "„Prüfen am“ ist schon vorbei (31.01.2020). Haben Sie den Hinweis geprüft? Dann wählen Sie "
        "den Tag der nächsten Prüfung." in text_of(page, ".desk-warnings")
    )


@pytest.mark.django_db
def test_notice_published_when_none_needed_a_date_stays_public_and_is_listed_for_staff(live):
    obj = live.notice
    Notice.objects.update(review_on=None)
    obj.refresh_from_db()
    data = records.write(snapshot(obj)).replace(',"review_on":null', "")
    with publishing.numbering() as (number, instant):
        publishing.add("publish", ("notice", obj.uid), number, instant, data=data)
    hold_published()

    listed = duties()

    assert "review_on" not in data
    assert edition.newest().current(timezone.now()).get(obj.uid).review_on is None
    assert listed["ohne-ende"] == ["Aufnahme"]


# --- What readers are told


@pytest.mark.parametrize("path", [OWN, LIST])
def test_promise_4_from_midnight_after_the_review_date_the_page_says_when_it_was_last_reviewed(
    path,
):
    known = of_confirmed(DUE)

    before, after = read(known, path, MIDNIGHT - SECOND), read(known, path, MIDNIGHT)

    assert "Stand: 2. März 2026<" in before
    assert "Zuletzt geprüft am 2. März 2026. Die nächste Prüfung steht noch aus.<" in after
    assert "Stand: " not in after
    assert true_until(get(known, path, MIDNIGHT - SECOND)) == MIDNIGHT


def test_promise_4_kept_page_of_a_notice_falls_at_midnight_after_the_review_date():
    known = of_confirmed(DUE)
    evening = MIDNIGHT - HOUR
    response = get(known, OWN, evening)
    page = Page(response.status_code, response.items(), response.content)
    page.made_of(response.reading.site, evening, response.reading.until)

    moments = [MIDNIGHT - timedelta(milliseconds=1), MIDNIGHT]

    assert [page.is_true(at, known.at(at)) for at in moments] == [True, False]


def test_home_page_with_an_overdue_notice_is_no_better_than_it():
    newer = record(OFFICE, 2, NOW, confirmed=True)
    known = of_confirmed(HOTLINE, replace(DUE, level="urgent")).after([newer])

    assert "Stand: 3. März 2026<" in read(known, HOME, MIDNIGHT - SECOND)
    assert "Zuletzt geprüft am 2. März 2026. Die nächste" in read(known, HOME, MIDNIGHT)


def test_overdue_notice_beneath_a_document_says_so():
    paper = checklist({"name": "Foto", "notice": "hinweis"})
    known = of_confirmed(DUE, paper, service(checklists=("liste",)))

    assert "Zuletzt geprüft am 2. März 2026." in read(known, "/de/dienste/dienst/", MIDNIGHT)


def test_promise_12_overdue_notice_that_nobody_ever_confirmed_claims_no_review():
    body = read(edition_of(DUE), OWN, MIDNIGHT)

    assert "Von der Abteilung noch nicht bestätigt. Stand unbekannt<" in body
    assert "eprüft" not in body


def test_overdue_notice_that_was_changed_since_says_both():
    changed = [
        record(DUE, 11, CONFIRMED, confirmed=True),
        record(replace(DUE, title="Neu"), 12, NOW),
    ]

    body = read(edition_of(*changed), OWN, MIDNIGHT)

    told = "Zuletzt geprüft am 2. März 2026. Seitdem geändert, noch nicht bestätigt.<"
    assert told in body


def test_notice_that_has_ended_needs_no_review():
    ended = of_confirmed(replace(DUE, ends_at=NOW + DAY))

    assert "Stand: 2. März 2026<" in read(ended, OWN, MIDNIGHT)


def test_new_review_date_ends_it():
    known = of_confirmed(DUE)
    reviewed = replace(DUE, review_on=date(2026, 9, 1))

    after = known.after([record(reviewed, 9, MIDNIGHT, confirmed=True)])

    assert "Stand: 6. März 2026<" in read(after, OWN, MIDNIGHT + SECOND)


def test_list_of_which_one_is_overdue_has_the_day_of_that_one():
    lines = [DateLine(NOW), DateLine(NOW - DAY, overdue=True), DateLine(NOW - 9 * DAY)]

    assert together(lines) == DateLine(NOW - DAY, overdue=True)


# --- The initial content


@pytest.fixture
def loaded(db):
    call_command("load_content", verbosity=0)
    hold_published()
    yield Notice.objects.all()
    edition.hold(edition.Edition())


@pytest.mark.data
def test_notices_of_the_initial_content_are_a_duty_from_the_day_of_loading(loaded):
    today = timezone.localdate()

    listed = duties()

    assert {one.review_on for one in loaded} == {today}
    assert set(listed["zu-pruefen"]) == {one.title for one in loaded}
    assert "ohne-ende" not in listed


@pytest.mark.data
def test_promise_12_day_of_loading_is_no_date_of_the_notice(loaded):
    later = timezone.now() + 2 * DAY
    known = published_edition()

    pages = [get(known, f"/de/hinweise/{one.slug}/", later) for one in loaded]

    assert {text_of(page, ".date") for page in pages} == {
        "Von der Abteilung noch nicht bestätigt. Stand unbekannt",
        "Von der Abteilung noch nicht bestätigt. Stand der Angaben: nach Mai 2025",
    }
    assert [str(later.year) in text_of(page, "article") for page in pages] == [False, False]


@pytest.mark.data
def test_loading_again_leaves_the_review_date_that_staff_have_chosen(loaded):
    loaded.update(review_on=date(2099, 1, 1))

    call_command("load_content", verbosity=0)

    assert {one.review_on for one in Notice.objects.all()} == {date(2099, 1, 1)}


@pytest.mark.django_db
def test_publishing_again_with_a_new_review_date_takes_the_duty_away(live):
    live.notice.review_on = timezone.localdate()
    live.notice.save()
    publish(live.notice)
    hold_published()
    due = duties()

    live.notice.review_on += timedelta(days=30)
    live.notice.save()
    publish(live.notice)
    hold_published()

    assert due["zu-pruefen"] == ["Aufnahme"]
    assert "zu-pruefen" not in duties()

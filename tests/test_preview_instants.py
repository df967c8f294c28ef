"""What a preview shows of an instant is what readers get then: the same bytes, but for the mark."""

import time as clock
from datetime import date, datetime, time, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from content import edition, models, translating
from content.hours import ZONE
from content.publishing import publish, withdraw
from content.translating import Entry
from tests import drafts
from tests.desk import address, filled_form
from tests.drafts import hold_published, published_edition
from tests.factories import get
from tests.previews import typed, without_mark
from tests.staff import Staff

SECOND = timedelta(seconds=1)
HIDDEN = "Zu diesem Zeitpunkt ist die Seite nicht öffentlich".encode()

# A week with Christmas in it, in which much happens.
MONDAY = date(2040, 12, 24)


def at(day, hour, minute=0, second=0):
    moment = time(hour, minute, second)
    return datetime.combine(MONDAY + timedelta(days=day), moment, ZONE)


CHANGES = [
    at(0, 8),  # the title changes
    at(0, 12, 30),  # the service changes
    at(1, 9),  # another title
    at(2, 7, 15),  # a notice begins
    at(3, 17),  # it ends
    at(4, 10),  # the first is withdrawn
    at(7, 8),  # and comes back
]
HOURS = [at(0, 17), at(3, 8), at(4, 0), at(4, 8), at(8, 0)]
INSTANTS = sorted(
    {moment for change in [*CHANGES, *HOURS] for moment in (change - SECOND, change)}
    | {at(-30, 11), at(1, 12), at(2, 23, 59, 59), at(60, 9)}
)
PATHS = [
    f"{language}/{page}"
    for language in ("de", "uk")
    for page in ("", "hinweise/", "hinweise/aufnahme/", "hinweise/schnee/", "dienste/", "kontakt/")
]


@pytest.fixture
def busy_week(db):
    hotline, office, service = drafts.hotline(), drafts.office(), drafts.service()
    hotline.exceptions.create(first=at(3, 0).date(), last=at(3, 0).date(), reason="Umzug")
    office.hotline = hotline
    office.save()
    notice = drafts.notice(title="Erst", body=f"<p>{{telefon:{hotline.uid}}}</p>")
    ukrainian = drafts.german(code="uk", name="Українська")
    for obj in (hotline, office, service, drafts.german(), ukrainian, notice):
        publish(obj)
    translate(notice, "Спочатку")
    schedule(notice, "Dann", at(0, 8))
    schedule(notice, "Danach", at(1, 9))
    translate(notice, "Потім")
    withdraw(notice, live_from=at(4, 10))
    schedule(notice, "Wieder", at(7, 8))
    schedule(service, "Neuer Dienst", at(0, 12, 30))
    publish(drafts.notice(title="Schnee", slug="schnee", starts_at=at(2, 7, 15), ends_at=at(3, 17)))
    hold_published()
    yield notice
    edition.hold(edition.Edition())


def schedule(obj, title, live_from):
    obj.title = title
    obj.save()
    publish(obj, live_from=live_from)


def translate(notice, words):
    entry = Entry(f"{notice.uid}.title", notice.title, words)
    translating.publish(translating.save(("notice", notice.uid), "uk", [entry]))


def served(known, path, instant):
    """What readers get then; None where there is no page."""
    try:
        return get(known, f"/{path}", instant).content
    except Http404:
        return None


def previewed(client, base, path, instant):
    response = client.get(f"{base}seite/{path}?zeit={typed(instant)}")
    body, marks = without_mark(response)
    assert marks == (HIDDEN not in body)
    return body if marks else None


def test_preview_at_an_instant_has_the_bytes_of_the_public_page_then(admin_client, busy_week):
    shown = {
        (path, instant): previewed(admin_client, "/admin/vorschau/", path, instant)
        for path in PATHS
        for instant in INSTANTS
    }

    # As a process knows it that starts then, and has never seen anything before.
    known = published_edition()
    wrong = [key for key, body in shown.items() if body != served(known, *key)]
    print(f"{len(shown)} pages at {len(INSTANTS)} instants, {len(set(shown.values()))} different")
    assert wrong == []
    assert len(INSTANTS) >= 20
    assert len(set(shown.values())) > 40
    assert None in shown.values()


def test_draft_at_its_instant_has_the_bytes_of_the_page_that_is_published_then(
    admin_client, busy_week
):
    start = at(20, 8)
    models.Notice.objects.filter(pk=busy_week.pk).update(title="Der Entwurf", summary="Neu.")
    notice = models.Notice.objects.get(pk=busy_week.pk)
    base = address(notice, "preview")
    before = [previewed(admin_client, base, path, start) for path in PATHS]

    publish(notice, live_from=start)

    known = published_edition()
    assert before == [served(known, path, start) for path in PATHS]
    assert "Der Entwurf" in before[0].decode()


def test_draft_that_is_scheduled_has_the_bytes_of_the_public_page_then(admin_client, busy_week):
    base, instants = address(busy_week, "preview"), [at(7, 8), at(7, 17), at(40, 12)]

    shown = [previewed(admin_client, base, path, then) for path in PATHS for then in instants]

    known = published_edition()
    assert shown == [served(known, path, then) for path in PATHS for then in instants]


# --- With the site as it is served


NOTICE = "hinweise/aufnahme-aus-der-ukraine/"


def in_seconds(seconds):
    return timezone.now().replace(microsecond=0) + seconds * SECOND


def schedule_by_hand(staff, title, instant=None):
    """As somebody does it who changes the notice and says from when: if nothing else, soon."""
    change, publish = staff.notice, staff.notice.replace("/change/", "/veroeffentlichen/")
    staff.post(change, filled_form(staff, change) | {"title": title, "_continue": ""})
    form = filled_form(staff, publish)
    instant = instant or in_seconds(4)
    local = timezone.localtime(instant)
    when = {"live_from_0": f"{local:%Y-%m-%d}", "live_from_1": f"{local:%H:%M:%S}"}
    staff.post(publish, form | when)
    return instant


def staff_of(site):
    staff = Staff(site)
    links = staff.get("/admin/content/notice/").page.select("#result_list a[href$='/change/']")
    staff.notice = next(link["href"] for link in links if "Ukraine" in link.text)
    return staff


def compare(site, staff, instants, paths):
    """The previews taken now, and what is served as soon as each instant has come."""
    shown = {
        instant: [previewed(staff, "/admin/vorschau/", path, instant) for path in paths]
        for instant in instants
    }
    for instant in instants:
        clock.sleep(max(0, (instant - timezone.now()).total_seconds()) + 0.1)
        yield shown[instant], [site.get(f"/{path}").body for path in paths]


def test_preview_has_the_bytes_that_are_served_when_the_version_comes_live(fresh_site):
    staff = staff_of(fresh_site)
    instant = schedule_by_hand(staff, "Gleich")

    [(shown, then)] = compare(fresh_site, staff, [instant], [f"de/{NOTICE}", "uk/hinweise/"])

    assert shown == then
    assert b"Gleich" in shown[0]


@pytest.mark.long
def test_previews_of_twenty_instants_have_the_bytes_that_are_served_then(fresh_site):
    staff, paths = staff_of(fresh_site), ["de/", f"de/{NOTICE}", f"uk/{NOTICE}", "ar/hinweise/"]
    first = in_seconds(60)
    for n in range(20):
        schedule_by_hand(staff, f"Fassung {n}", first + n * SECOND)
    instants = [first + n * SECOND for n in range(20)]

    found = list(compare(fresh_site, staff, instants, paths))

    assert [number for number, (shown, then) in enumerate(found) if shown != then] == []
    assert [f"Fassung {n}".encode() in found[n][0][1] for n in range(20)] == [True] * 20

"""Pages that renew themselves, and the same pages without JavaScript."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from content import edition, hours
from content.edition import Edition
from content.published import HoursException
from tests.factories import HOTLINE, edition_of

UNDECIDED = "bitte vorher prüfen"


def around_the_clock():
    rules = [replace(rule, opens=hours.time(0), closes=hours.time(0)) for rule in HOTLINE.rules]
    weekend = [replace(rules[0], uid=f"tag-{day}", weekday=day) for day in (5, 6)]
    regular = dict.fromkeys(hours.EFFECT_FIELDS.values(), "regular")
    return replace(HOTLINE, rules=(*rules, *weekend), **regular)


@pytest.fixture
def undecided_today(live_server):
    """A site in this process on which nobody knows until midnight whether somebody answers."""
    today = timezone.now().astimezone(hours.ZONE).date()
    exception = HoursException(uid="heute", first=today, last=today, effect="undecided")
    edition.hold(edition_of(replace(around_the_clock(), exceptions=(exception,))))
    yield live_server
    edition.hold(Edition())


def test_page_left_open_gets_its_state_anew_at_its_instant(page, undecided_today):
    page.clock.install()
    page.goto(f"{undecided_today.url}/de/", wait_until="networkidle")
    state = page.locator("#hotline-zustand")
    assert UNDECIDED in state.inner_text()
    edition.hold(edition_of(around_the_clock()))

    page.clock.run_for(timedelta(minutes=1).seconds * 1000)
    assert UNDECIDED in state.inner_text()

    page.clock.fast_forward(timedelta(days=1).total_seconds() * 1000)
    page.get_by_text("Rund um die Uhr erreichbar").first.wait_for(timeout=5000)
    assert state.count() == 1


def test_state_is_renewed_when_a_sleeping_phone_wakes(page, undecided_today):
    page.goto(f"{undecided_today.url}/de/", wait_until="networkidle")
    edition.hold(edition_of(around_the_clock()))
    page.evaluate("document.querySelector('#hotline-zustand').dataset.until = '2020-01-01'")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    page.get_by_text("Rund um die Uhr erreichbar").first.wait_for(timeout=5000)


def test_services_filter_while_one_types(page, site):
    page.goto(f"{site.url}/de/dienste/", wait_until="networkidle")
    assert page.locator("#gefunden li").count() == 6

    page.get_by_label("Was möchten Sie erledigen?").press_sequentially("wonsitz")

    page.get_by_role("heading", name="1 Dienst zu „wonsitz“").wait_for(timeout=5000)
    assert page.url == f"{site.url}/de/dienste/?q=wonsitz"
    assert page.evaluate("sessionStorage.length") == 0
    assert page.get_by_label("Was möchten Sie erledigen?").input_value() == "wonsitz"


def test_way_back_from_a_service_finds_the_words_again(page, site):
    page.goto(f"{site.url}/de/dienste/", wait_until="networkidle")
    page.get_by_label("Was möchten Sie erledigen?").press_sequentially("wonsitz")
    page.get_by_role("heading", name="1 Dienst zu „wonsitz“").wait_for(timeout=5000)

    page.get_by_role("link", name="Wohnsitz anmelden").click()
    page.go_back()

    assert page.locator("h1").inner_text() == "Dienste"
    assert page.locator("#gefunden li").count() == 1


def test_everything_works_without_javascript(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.url}/de/dienste/")

        page.get_by_label("Was möchten Sie erledigen?").fill("wonsitz")
        page.get_by_role("button", name="Suchen").click()
        page.get_by_role("link", name="Wohnsitz anmelden").click()
        page.get_by_label("Heiratsurkunde").check()

        assert page.locator("h1").inner_text() == "Wohnsitz anmelden"
        assert page.get_by_label("Heiratsurkunde").is_checked()


def test_ticks_are_not_kept(page, site):
    page.goto(f"{site.url}/de/dienste/wohnsitz-anmelden/")
    page.get_by_label("Heiratsurkunde").check()

    page.reload()

    assert not page.get_by_label("Heiratsurkunde").is_checked()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

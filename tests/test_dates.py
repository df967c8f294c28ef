import re

from content import dates
from content.dates import DateLine
from content.published import Directions
from tests.factories import (
    DAY,
    HOTLINE,
    HOUR,
    NOW,
    OFFICE,
    edition_of,
    notice,
    read,
    record,
    withdrawal,
)

PATH = "/de/hinweise/hinweis/"


def history(*records):
    site = edition_of(*records).at(NOW)
    return site.history(site.find("notice", "hinweis"))


def test_page_that_nobody_ever_confirmed_says_so_with_the_sources_date():
    body = read(edition_of(notice(source_as_of="nach Mai 2025")), PATH)
    assert "Von der Abteilung noch nicht bestätigt. Stand der Angaben: nach Mai 2025<" in body


def test_page_without_any_date_makes_none_up():
    body = read(edition_of(notice()), PATH)
    assert "Von der Abteilung noch nicht bestätigt. Stand unbekannt<" in body


def test_confirmed_page_names_the_day():
    body = read(edition_of(record(notice(), 11, NOW - DAY, confirmed=True)), PATH)
    assert "Stand: 2. März 2026<" in body


def test_later_unconfirmed_change_is_said():
    body = read(
        edition_of(
            record(notice(), 11, NOW - 3 * DAY, confirmed=True), record(notice(), 12, NOW - DAY)
        ),
        PATH,
    )
    assert "Zuletzt bestätigt am 28. Februar 2026. Seitdem geändert, noch nicht bestätigt.<" in body


def test_day_of_a_page_is_the_offices_day():
    late = NOW.replace(hour=23, minute=30)
    line = edition_of(record(notice(), 11, late, confirmed=True))
    assert "Stand: 4. März 2026<" in read(line, PATH, late)


def test_small_correction_changes_neither_date_nor_confirmation():
    confirmed = record(notice(), 11, NOW - 3 * DAY, confirmed=True)
    for tick in [False, True]:
        corrected = record(notice(title="Neu"), 12, NOW - DAY, minor=True, confirmed=tick)
        assert dates.date_line(history(confirmed, corrected)) == DateLine(NOW - 3 * DAY)


def test_confirmation_that_is_yet_to_come_does_not_count():
    versions = history(record(notice(), 11), record(notice(), 12, NOW + HOUR, confirmed=True))
    assert dates.date_line(versions) == DateLine()


def test_list_is_no_better_than_its_worst_entry():
    good, better = DateLine(NOW - DAY), DateLine(NOW)

    assert dates.together([good, better]) == better
    assert dates.together([good, DateLine(source_as_of="Mai 2025")]) == DateLine()
    assert dates.together([DateLine(source_as_of="Mai 2025")] * 2) == DateLine(
        source_as_of="Mai 2025"
    )
    assert dates.together([DateLine(NOW, changed_since=True), good]) == DateLine(
        NOW, changed_since=True
    )
    assert dates.together([]) == DateLine()


def test_earlier_versions_are_listed_with_their_times():
    versions = history(
        record(notice(title="Eins"), 11, NOW - 3 * DAY),
        record(notice(title="Zwei"), 12, NOW - 2 * DAY),
        record(notice(title="Drei"), 13, NOW - DAY),
    )
    assert [(p.number, p.thing.title, p.begins, p.ends) for p in dates.earlier(versions)] == [
        (12, "Zwei", NOW - 2 * DAY, NOW - DAY),
        (11, "Eins", NOW - 3 * DAY, NOW - 2 * DAY),
    ]


def test_small_corrections_are_no_versions_of_their_own():
    versions = history(
        record(notice(title="Fheler"), 11, NOW - 3 * DAY),
        record(notice(title="Fehler"), 12, NOW - 2 * DAY, minor=True),
        record(notice(title="Neu"), 13, NOW - DAY),
        record(notice(title="Neu!"), 14, NOW - HOUR, minor=True),
    )
    assert [(p.number, p.thing.title, p.ends) for p in dates.earlier(versions)] == [
        (11, "Fehler", NOW - DAY)
    ]


def test_version_ends_when_it_was_withdrawn():
    versions = history(
        record(notice(title="Eins"), 11, NOW - 3 * DAY),
        withdrawal(notice(), 12, NOW - 2 * DAY),
        record(notice(title="Zwei"), 13, NOW - DAY),
    )
    assert [(p.number, p.ends) for p in dates.earlier(versions)] == [(11, NOW - 2 * DAY)]


def test_version_that_nobody_could_read_before_it_was_replaced_is_not_listed():
    versions = history(
        record(notice(title="Geheim", starts_at=NOW - HOUR), 11, NOW - 3 * DAY),
        record(notice(title="Neu"), 12, NOW - 2 * DAY),
    )
    assert dates.earlier(versions) == []


def test_earlier_version_is_marked_and_not_for_search_engines():
    known = edition_of(
        record(notice(title="Eins"), 11, NOW - 2 * DAY), record(notice(title="Zwei"), 12, NOW - DAY)
    )
    body = read(known, f"{PATH}fassungen/11/")

    assert "<h1>Eins</h1>" in body
    assert "Das ist eine frühere Fassung. Sie gilt nicht mehr." in body
    assert "Sie stand hier vom 1. März 2026, 11.00 Uhr bis zum 2. März 2026, 11.00 Uhr." in body
    assert '<meta name="robots" content="noindex">' in body


def test_notice_leads_to_its_earlier_versions():
    known = edition_of(record(notice(), 11, NOW - DAY), record(notice(title="Neu"), 12, NOW - HOUR))
    assert f'href="{PATH}fassungen/11/"' in read(known, PATH)


def test_small_correction_of_what_was_withdrawn_is_a_new_text():
    confirmed = record(notice(), 11, NOW - 3 * DAY, confirmed=True)
    gone = withdrawal(notice(), 12, NOW - 2 * DAY)
    back = record(notice(title="Anders"), 13, NOW - DAY, minor=True)

    versions = history(confirmed, gone, back)

    assert dates.date_line(versions) == DateLine(NOW - 3 * DAY, changed_since=True)
    assert [(period.number, period.ends) for period in dates.earlier(versions)] == [
        (11, NOW - 2 * DAY)
    ]


def test_promise_12_home_page_is_no_better_than_the_worst_that_it_shows():
    confirmed = [record(thing, 1, confirmed=True) for thing in (OFFICE, HOTLINE)]

    body = read(edition_of(*confirmed, notice()), "/de/")

    assert "Von der Abteilung noch nicht bestätigt" in body
    assert "Stand: " not in body


def test_promise_12_confirmed_way_does_not_vouch_for_the_address():
    way = record(Directions(uid="weg", title="So finden Sie uns"), 11, NOW - DAY, confirmed=True)

    body = read(edition_of(way), "/de/anfahrt/")

    assert "Stand: 2. März 2026" in body
    assert "Von der Abteilung noch nicht bestätigt" in body


def test_sitemap_dates_no_page_that_nobody_confirmed():
    confirmed = record(notice(slug="ja", uid="ja"), 11, NOW - DAY, confirmed=True)
    corrected = record(notice(slug="ja", uid="ja"), 12, NOW, minor=True)

    body = read(edition_of(confirmed, corrected, notice()), "/sitemap.xml")

    assert re.findall("<lastmod>(.*?)T", body) == ["2026-03-02"]

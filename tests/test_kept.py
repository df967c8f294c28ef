"""Pages as bytes: how long they are true, what they cost, what a cache is told. No database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.kept import Page
from content.shelf import Shelf
from content.site import END
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    edition_of,
    get,
    notice,
    record,
    service,
)

SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
GET = {"REQUEST_METHOD": "GET"}


def kept(edition, path, at=NOW):
    response = get(edition, path, at)
    reading = response.reading
    page = Page(response.status_code, response.items(), response.content)
    return page.made_of(reading.site, at, reading.until, reading.inputs)


def test_promise_4_page_is_true_from_its_making_until_just_before_its_instant():
    edition = edition_of()
    page = kept(edition, "/de/", NOW)  # the hotline is open until 17 o'clock
    closes = NOW + 6 * HOUR

    moments = [NOW - MILLISECOND, NOW, closes - MILLISECOND, closes]

    assert [page.is_true(at, edition.at(at)) for at in moments] == [False, True, True, False]


def test_promise_4_page_is_true_until_a_notice_that_it_shows_starts():
    edition = edition_of(notice(starts_at=NOW + HOUR))
    page = kept(edition, "/de/hinweise/")

    moments = [NOW + HOUR - MILLISECOND, NOW + HOUR]

    assert [page.is_true(at, edition.at(at)) for at in moments] == [True, False]


def test_page_stays_true_through_an_instant_that_does_not_concern_it():
    changed = record(replace(service(), title="Neu"), 9, live_from=NOW + HOUR)
    edition = edition_of(service(), service(uid="b", slug="b"), changed)
    mine, other = kept(edition, "/de/dienste/dienst/"), kept(edition, "/de/dienste/b/")

    later = NOW + HOUR + SECOND

    assert not mine.is_true(later, edition.at(later))
    assert other.is_true(later, edition.at(later))


def test_page_of_a_service_falls_with_what_it_points_at():
    pointing = service(checklists=("liste",), contact="hotline", area="gebiet")
    edition = edition_of(pointing)
    page = kept(edition, "/de/dienste/dienst/")

    for thing in (replace(edition.at(NOW).hotline, phone="0 99"), service(uid="x", slug="x")):
        after = edition.after([record(thing, 9)])
        assert page.is_true(NOW, after.at(NOW)) == (thing.uid == "x")


EDITION = edition_of()


@given(st.integers(0, 10_000), st.integers(0, 20_000_000), st.booleans())
def test_promise_4_no_cache_is_told_to_hold_a_page_beyond_its_instant(longest, left, of_site):
    page, until = kept(EDITION, "/de/inhalt/"), NOW + left * MILLISECOND
    page.until = END if of_site else until
    site = EDITION.at(NOW)
    site = type(site)(site.stock, site.since, until if of_site else END)

    told = cache_control(page.answer(GET, NOW, site, longest))

    total = told["max-age"] + told["s-maxage"] + told["stale-while-revalidate"]
    assert total == max(0, min(longest, left // 1000 - 1))
    assert told["s-maxage"] - told["stale-while-revalidate"] in (0, 1)


def cache_control(answer):
    pairs = (part.split("=") for part in dict(answer.headers)["Cache-Control"].split(", "))
    return {name: int(value) for name, value in pairs}


def test_when_nobody_answers_a_cache_may_show_a_page_over_a_long_weekend():
    told = cache_control(kept(EDITION, "/de/").answer(GET, NOW, EDITION.at(NOW)))

    assert told == {
        "max-age": 0,
        "s-maxage": 0,
        "stale-while-revalidate": 0,
        "stale-if-error": 3 * 24 * 60 * 60,
    }


def test_etag_is_of_the_bytes_whoever_made_them():
    first, again = kept(edition_of(), "/de/"), kept(edition_of(), "/de/")
    other = kept(edition_of(), "/de/", NOW + DAY)

    assert etag(first) == etag(again)
    assert etag(first) != etag(other)


def keep(shelf, path, page):
    shelf.keep(path, page, NOW, EDITION.at(NOW))


def etag(page):
    return dict(page.answer(GET, NOW, EDITION.at(NOW)).headers)["ETag"]


@pytest.mark.parametrize(
    ("if_none_match", "status"),
    [
        ("{}", 304),
        ("W/{}", 304),
        ('"a", {} , "b"', 304),
        ("*", 304),
        (" * ", 304),
        ('"a"', 200),
        ("", 200),
        ("a, b", 200),
    ],
)
def test_if_none_match_is_a_list_a_star_or_nothing(if_none_match, status):
    page = kept(EDITION, "/de/")
    request = GET | {"HTTP_IF_NONE_MATCH": if_none_match.format(etag(page))}

    assert page.answer(request, NOW, EDITION.at(NOW)).status == status


def test_error_is_never_told_to_be_unchanged():
    page = Page(404, [("Content-Type", "text/html")], b"Nein")

    assert page.answer(GET | {"HTTP_IF_NONE_MATCH": "*"}, NOW, EDITION.at(NOW)).status == 404


def test_room_is_bounded_and_what_was_not_asked_for_the_longest_goes_first():
    pages = [kept(EDITION, path) for path in ("/de/", "/de/kontakt/", "/de/inhalt/")]
    shelf = Shelf(largest=sum(page.size for page in pages) - 1)

    keep(shelf, "a", pages[0])
    keep(shelf, "b", pages[1])
    assert shelf.get("a") is pages[0]
    keep(shelf, "c", pages[2])

    assert shelf.paths() == ["a", "c"]


def test_page_that_is_made_anew_takes_the_room_of_the_old_one():
    page = kept(EDITION, "/de/")
    shelf = Shelf(largest=2 * page.size)

    for _ in range(5):
        keep(shelf, "a", page)
    keep(shelf, "b", page)

    assert shelf.paths() == ["a", "b"]


def test_nothing_is_wished_for_when_the_room_is_nearly_used_up():
    page = kept(EDITION, "/de/")
    shelf = Shelf(largest=2 * page.size)
    keep(shelf, "a", page)
    assert shelf.missing(["a", "b"]) == ["b"]

    keep(shelf, "c", page)

    assert shelf.missing(["a", "b"]) == []


def test_outdated_pages_are_told_the_last_asked_for_first():
    shelf = Shelf()
    for path in ("/de/", "/de/kontakt/", "/de/inhalt/"):
        keep(shelf, path, kept(EDITION, path))
    shelf.get("/de/")

    assert shelf.outdated(NOW, EDITION.at(NOW)) == []
    assert shelf.outdated(NOW + DAY, EDITION.at(NOW)) == ["/de/", "/de/kontakt/"]
    assert shelf.instants(NOW, NOW + DAY) == {NOW + 6 * HOUR}


def test_page_made_before_its_time_leaves_the_one_that_is_until_then():
    closes = NOW + 6 * HOUR
    shelf, now, later = Shelf(), kept(EDITION, "/de/"), kept(EDITION, "/de/", closes)
    keep(shelf, "/de/", now)
    keep(shelf, "/de/", later)

    page = shelf.get("/de/")
    assert page.that_is_true(NOW, EDITION.at(NOW)) is now
    assert page.that_is_true(closes, EDITION.at(closes)) is later
    assert shelf.outdated(closes, EDITION.at(closes)) == []


def test_page_of_an_edition_that_comes_leaves_the_one_that_is_until_then():
    coming = EDITION.after([record(replace(EDITION.at(NOW).hotline, phone="0 99"), 9)])
    shelf, now, new = Shelf(), kept(EDITION, "/de/"), kept(coming, "/de/")
    keep(shelf, "/de/", now)
    keep(shelf, "/de/", new)

    page = shelf.get("/de/")
    assert page.that_is_true(NOW, EDITION.at(NOW)) is now
    assert page.that_is_true(NOW, coming.at(NOW)) is new


def test_what_held_before_takes_no_room_any_more_when_its_time_is_over():
    closes = NOW + 6 * HOUR
    now, later = kept(EDITION, "/de/"), kept(EDITION, "/de/", closes)
    shelf = Shelf(largest=now.size + 2 * later.size - 1)
    keep(shelf, "/de/", now)
    keep(shelf, "/de/", later)

    shelf.settle(NOW, EDITION.at(NOW))
    assert shelf.get("/de/").before is now
    shelf.settle(closes, EDITION.at(closes))
    assert shelf.get("/de/").before is None

    keep(shelf, "b", kept(EDITION, "/de/", closes))
    assert shelf.paths() == ["/de/", "b"]


def test_of_two_pages_before_their_time_the_one_that_is_true_now_stays():
    closes = NOW + 6 * HOUR
    coming = EDITION.after([record(replace(EDITION.at(NOW).hotline, phone="0 99"), 9)])
    shelf, now = Shelf(), kept(EDITION, "/de/")
    for page in (now, kept(EDITION, "/de/", closes), kept(coming, "/de/")):
        keep(shelf, "/de/", page)

    assert shelf.get("/de/").that_is_true(NOW, EDITION.at(NOW)) is now

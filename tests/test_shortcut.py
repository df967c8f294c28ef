"""Kept pages, through the short cut and through Django. No database."""

import gzip
import threading
from dataclasses import replace

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from content import addresses, edition
from content.edition import Edition
from content.published import Page
from content.shelf import Shelf
from migration_office import shortcut
from migration_office.shortcut import short_cut, visitor
from tests.factories import HOUR, MADE, NOW, checklist, edition_of, notice, record, service
from tests.wsgi import Counted, ask

BROWSER = {"accept_encoding": "gzip, deflate, br, zstd"}
IMPRINT = Page(uid="impressum", slug="impressum", title="Impressum")


@pytest.fixture
def shelf(monkeypatch):
    """One that no other test has put a page on."""
    monkeypatch.setattr(shortcut, "shelf", Shelf())
    return shortcut.shelf


@pytest.fixture
def published(shelf):
    edition.hold(edition_of(service(), notice(), IMPRINT))
    yield
    edition.hold(Edition())


@pytest.fixture
def django():
    return Counted()


@pytest.fixture
def site(published, django):
    return short_cut(django)


REQUESTS = {
    "a browser": BROWSER,
    "gzip": {"accept_encoding": "gzip"},
    "no encoding": {},
    "none that we have": {"accept_encoding": "zstd"},
    "brotli refused": {"accept_encoding": "br;q=0, gzip"},
    "HEAD": {"method": "HEAD", **BROWSER},
    "a query": {"query": "utm_source=mail&x=%FF", **BROWSER},
    "a cookie": {"cookie": "sessionid=abc", **BROWSER},
    "another ETag": {"if_none_match": '"other", W/"another"', **BROWSER},
    "any ETag": {"if_none_match": "*", **BROWSER},
    "over HTTPS": {"x_forwarded_proto": "https", **BROWSER},
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
@pytest.mark.parametrize("path", ["/de/", "/de/dienste/", "/de/dienste/dienst/", "/sitemap.xml"])
def test_short_cut_and_django_answer_with_the_same_bytes_and_headers(site, django, path, request_):
    long = ask(site, path, **request_)
    short = ask(site, path, **request_)

    assert django.asked == [path]
    assert short == long


def test_own_etag_in_a_list_gets_304_both_ways(site, shelf):
    etag = ask(site, "/de/", **BROWSER)["ETag"]
    request = {"if_none_match": f'"x", W/{etag}', **BROWSER}

    short = ask(site, "/de/", **request)
    shelf.forget("/de/")
    long = ask(site, "/de/", **request)

    assert short == long
    assert short.status == "304 Not Modified"
    assert short.body == b""
    assert [name for name, _ in short.headers] == ["ETag", "Vary", "Cache-Control"]


def test_each_form_has_the_same_content_and_an_etag_of_its_own(site):
    plain = ask(site, "/de/")
    packed = ask(site, "/de/", accept_encoding="gzip")
    smallest = ask(site, "/de/", **BROWSER)

    assert plain.body.startswith(b"<!doctype html>")
    assert gzip.decompress(packed.body) == plain.body
    assert brotli.decompress(smallest.body) == plain.body
    assert len({answer["ETag"] for answer in (plain, packed, smallest)}) == 3
    assert [answer["Content-Encoding"] for answer in (plain, packed, smallest)] == [
        None,
        "gzip",
        "br",
    ]


def test_etag_of_one_form_is_not_taken_for_another(site):
    etag = ask(site, "/de/", accept_encoding="gzip")["ETag"]

    assert ask(site, "/de/", if_none_match=etag, **BROWSER).status == "200 OK"


def test_head_has_the_length_of_what_get_would_send(site):
    head, get = ask(site, "/de/", method="HEAD", **BROWSER), ask(site, "/de/", **BROWSER)

    assert head.body == b""
    assert head.headers == get.headers
    assert head["Content-Length"] == str(len(get.body))


def test_what_a_page_does_not_use_neither_makes_a_second_copy_nor_changes_the_first(
    site, django, shelf
):
    first = ask(site, "/de/dienste/", **BROWSER)

    others = [
        ask(site, "/de/dienste/", query="utm_source=mail", **BROWSER),
        ask(site, "/de/dienste/", cookie="a=b", user_agent="x", accept_language="uk", **BROWSER),
        ask(site, "/de/dienste/", **BROWSER),
    ]

    assert others == [first] * 3
    assert django.asked == ["/de/dienste/"]
    assert shelf.paths() == ["/de/dienste/"]


@pytest.mark.parametrize(
    "request_", [{"query": "q=zzz"}, {"query": "a=1&%71=zzz"}], ids=["plain", "quoted"]
)
def test_search_is_answered_for_itself_and_does_not_change_what_is_kept(site, django, request_):
    every = ask(site, "/de/dienste/")

    found = ask(site, "/de/dienste/", **request_)

    assert b"zzz" in found.body
    assert ask(site, "/de/dienste/") == every
    assert len(django.asked) == 2


def test_fragment_is_answered_for_itself_and_does_not_change_what_is_kept(site, django):
    fragment = ask(site, "/de/dienste/", hx_request="true")
    page = ask(site, "/de/dienste/")
    again = ask(site, "/de/dienste/", hx_request="true")

    assert not fragment.body.startswith(b"<!doctype")
    assert page.body.startswith(b"<!doctype")
    assert again == fragment
    assert page["Vary"] == "Accept-Encoding, HX-Request, HX-History-Restore-Request"
    assert len(django.asked) == 3


@pytest.mark.parametrize("host", ["evil.example.org", "", "a b", "migration.example.org:x"])
def test_foreign_host_is_refused_before_a_kept_page_answers(site, host):
    assert ask(site, "/de/", **BROWSER).status == "200 OK"

    refused = ask(site, "/de/", host=host, **BROWSER)

    assert refused.status == "400 Bad Request"


def test_malformed_host_is_refused_where_every_host_is_allowed(site, settings):
    settings.ALLOWED_HOSTS = ["*"]
    shortcut._is_our_host.cache_clear()
    ask(site, "/de/")

    statuses = {
        host: ask(site, "/de/", host=host).status for host in ("a b", "x:y:z", "ok.example")
    }
    shortcut._is_our_host.cache_clear()

    assert statuses == {
        "a b": "400 Bad Request",
        "x:y:z": "400 Bad Request",
        "ok.example": "200 OK",
    }


def test_root_that_a_proxy_makes_up_is_on_no_page(site):
    made_up = ask(site, "/de/", SCRIPT_NAME="/amt")

    assert b"/amt/" not in made_up.body
    assert ask(site, "/de/") == made_up


def test_flood_of_addresses_that_there_are_not_is_not_remembered(site):
    known = addresses.path.cache_info().currsize

    for number in range(50):
        ask(site, f"/de/dienste/gibt-es-nicht-{number}/")

    assert addresses.path.cache_info().currsize <= known + 5


def test_page_follows_what_its_header_and_its_lists_are_made_of(site):
    """What a page has only because something else exists, or no longer does."""
    listed = service(checklists=("liste",))
    edition.hold(edition_of(listed, checklist({"name": "Pass"})))
    assert "/de/hinweise/" not in ask(site, "/de/unterlagen/").body.decode()
    assert "#liste" in ask(site, "/de/unterlagen/").body.decode()

    edition.hold(edition.newest().after([record(notice(), 9)]))
    assert "/de/hinweise/" in ask(site, "/de/unterlagen/").body.decode()

    renamed = record(replace(listed, slug="anders"), 10)
    edition.hold(edition.newest().after([renamed]))
    assert "/de/dienste/anders/#liste" in ask(site, "/de/unterlagen/").body.decode()


def test_old_version_of_a_notice_follows_the_facts_that_it_quotes(site):
    quoting = notice(summary="Rufen Sie an: {telefon:hotline}")
    edition.hold(edition_of(quoting))
    later = record(notice(summary="Neu."), 9, live_from=MADE + HOUR)
    edition.hold(edition.newest().after([later]))
    old_version = "/de/hinweise/hinweis/fassungen/1/"
    assert "0 12 34 / 56-78" in ask(site, old_version).body.decode()

    hotline = edition.newest().current(NOW).hotline
    edition.hold(edition.newest().after([record(replace(hotline, phone="0 99 / 1"), 10)]))

    assert "Rufen Sie an: 0 99 / 1" in ask(site, old_version).body.decode()


def test_other_methods_are_not_answered_with_a_kept_page(site):
    ask(site, "/de/")

    assert ask(site, "/de/", method="POST").status == "405 Method Not Allowed"


def test_only_pages_that_exist_and_only_their_own_address_take_room(site, shelf):
    changed = record(replace(notice(), summary="Neu."), 9)
    edition.hold(edition.newest().after([changed]))
    paths = ["/de/hinweise/hinweis/", "/de/gibt-es-nicht/", "/", "/xx/", "/de"]
    paths += [f"/de/hinweise/hinweis/fassungen/{zeros}1/" for zeros in ("0", "00")]

    for path in paths:
        ask(site, path)

    assert shelf.paths() == ["/de/hinweise/hinweis/"]


def test_page_is_made_anew_only_by_a_publication_of_what_it_reads(site, django):
    paths = ["/de/", "/de/dienste/", "/de/dienste/dienst/", "/de/impressum/", "/de/kontakt/"]
    for path in paths:
        ask(site, path)

    renamed = record(replace(service(), title="Neuer Name"), 9)
    edition.hold(edition.newest().after([renamed]))
    django.asked.clear()
    bodies = {path: ask(site, path).body.decode() for path in paths}

    assert django.asked == ["/de/", "/de/dienste/", "/de/dienste/dienst/"]
    assert [path for path in paths if "Neuer Name" in bodies[path]] == django.asked


def test_page_that_quotes_a_fact_is_made_anew_when_the_fact_changes(site, django):
    quoting = replace(IMPRINT, summary="Schreiben Sie an {e-mail:amt}.")
    edition.hold(edition.newest().after([record(quoting, 9)]))
    assert "amt@example.org" in ask(site, "/de/impressum/").body.decode()

    office = edition.newest().current(NOW).office
    edition.hold(edition.newest().after([record(replace(office, email="neu@example.org"), 10)]))

    assert "neu@example.org" in ask(site, "/de/impressum/").body.decode()


def test_page_rendered_before_a_publication_and_kept_after_it_is_not_served(published, shelf):
    """The publication comes while a thread is rendering the page."""
    rendering, may_finish = threading.Event(), threading.Event()

    def slow(environ, start_response):
        body = get_wsgi_application()(environ, start_response)
        rendering.set()
        assert may_finish.wait(5)
        return body

    thread = threading.Thread(target=ask, args=[short_cut(slow), "/de/dienste/dienst/"])
    thread.start()
    assert rendering.wait(5)
    edition.hold(edition.newest().after([record(replace(service(), title="Neuer Name"), 9)]))
    may_finish.set()
    thread.join()

    answer = ask(short_cut(get_wsgi_application()), "/de/dienste/dienst/")

    assert "Neuer Name" in answer.body.decode()


def test_page_of_an_object_that_a_restored_backup_does_not_have_is_not_found(site):
    assert ask(site, "/de/dienste/dienst/").status == "200 OK"
    assert ask(site, "/de/").status == "200 OK"

    edition.hold(edition_of(notice()))

    assert ask(site, "/de/dienste/dienst/").status == "404 Not Found"
    assert b"Kurz gesagt." not in ask(site, "/de/").body


def test_page_that_was_made_before_its_time_is_served_at_its_time(site, django):
    now, renamed = timezone.now(), record(replace(service(), title="Neuer Name"), 9)
    coming = edition.newest().after([renamed])
    old = ask(site, "/de/dienste/dienst/", **BROWSER)

    assert visitor(django)("/de/dienste/dienst/", coming, now)
    assert ask(site, "/de/dienste/dienst/", **BROWSER) == old
    django.asked.clear()
    edition.hold(coming)
    new = ask(site, "/de/dienste/dienst/", **BROWSER)

    assert b"Neuer Name" in brotli.decompress(new.body)
    assert django.asked == []


def test_visit_of_a_page_that_there_is_not_says_so(site, django, shelf):
    assert not visitor(django)("/de/gibt-es-nicht/", edition.newest(), timezone.now())
    assert shelf.paths() == []


def test_error_pages_are_small_too_and_not_kept(site, shelf):
    missing = ask(site, "/de/gibt-es-nicht/", if_none_match="*", **BROWSER)

    assert missing.status == "404 Not Found"
    assert missing["Content-Encoding"] == "br"
    assert b"gibt es nicht" in brotli.decompress(missing.body)
    assert shelf.paths() == []


def test_page_over_https_tells_browsers_to_stay_there_whatever_the_proxy_says(site):
    answers = [ask(site, "/de/"), ask(site, "/de/", x_forwarded_proto="http")]

    assert {answer["Strict-Transport-Security"] for answer in answers} == {"max-age=31536000"}

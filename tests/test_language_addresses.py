"""Each page in each language: its address, and the ways from one language to another."""

import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from content import edition as editions
from content.published import Language
from content.sitemaps import all_paths
from tests.factories import DAY, GERMAN, NOW, edition_of, get, notice, read, record, service
from tests.translations import AR, EN, UK, everything, page, paths_in, spoken, whole

SIMPLE = Language(uid="de-simple", code="de-simple", name="Einfache Sprache", ready=True)
POLISH_TO_COME = Language(uid="pl", code="pl", name="Polski", ready=False, position=9)
LANGUAGES = [SIMPLE, EN, UK, AR, POLISH_TO_COME]
CODES = {"de", "de-simple", "en", "uk", "ar"}
OLD_NOTICE = record(replace(notice(), title="Alt"), 70, NOW - 9 * DAY)
SITE = edition_of(*LANGUAGES, *everything()).after([OLD_NOTICE, record(notice(), 71, NOW - DAY)])
REST = sorted({path[len("/de/") :] for path in paths_in(SITE, "de")})
OF_THE_PAST = f"hinweise/hinweis/fassungen/{OLD_NOTICE.number}/"
PAGES = [*REST, OF_THE_PAST]


@cache
def shown(code, rest):
    return page(SITE, f"/{code}/{rest}")


@pytest.fixture
def held():
    editions.hold(SITE)
    yield SITE
    editions.hold(editions.Edition())


def alternates(page):
    return {one["hreflang"]: one["href"] for one in page.select("link[rel=alternate]")}


def links(page, selector):
    return [(one.get("hreflang"), one["href"]) for one in page.select(f"{selector} a")]


# --- The same page in other languages


@pytest.mark.parametrize("rest", PAGES)
def test_each_page_names_itself_in_every_language_and_all_name_the_same(rest):
    expected = {code: f"{settings.SITE_URL}/{code}/{rest}" for code in CODES}
    expected["x-default"] = settings.SITE_URL + ("/" if not rest else f"/de/{rest}")

    for code in sorted(CODES):
        found = shown(code, rest)
        assert alternates(found) == expected
        assert [one["href"] for one in found.select("link[rel=canonical]")] == [expected[code]]


def test_address_with_a_query_has_no_page_of_its_own():
    found = page(SITE, "/uk/dienste/", query="?q=dienst&x=<y>")

    canonical = found.select_one("link[rel=canonical]")["href"]
    assert canonical == f"{settings.SITE_URL}/uk/dienste/"
    assert alternates(found)["ar"] == f"{settings.SITE_URL}/ar/dienste/"


@pytest.mark.parametrize("rest", PAGES)
def test_switching_the_language_keeps_the_page(rest):
    for code in sorted(CODES):
        others = {one: f"/{one}/{rest}" for one in CODES - {code}}
        for listed in shown(code, rest).select("nav.languages ul"):
            assert dict(links(listed, "li")) == others
            assert [one.get_text() for one in listed.select("[aria-current]")] == [name_of(code)]


def name_of(code):
    return next(one.name for one in [*LANGUAGES, GERMAN] if one.code == code)


@pytest.mark.parametrize("code", sorted(CODES))
def test_names_of_languages_are_each_in_its_own(code):
    named = {node.strip(): spoken(node) for node in read_names(code)}

    assert named == {one.name: (one.code, one.direction) for one in [*LANGUAGES, GERMAN]}


def read_names(code):
    known = {one.name for one in [*LANGUAGES, GERMAN]}
    found = shown(code, "").select_one("nav.languages").find_all(string=True)
    return [node for node in found if node.strip() in known]


def test_language_to_come_is_named_and_leads_nowhere():
    languages = shown("en", "").select_one("nav.languages")

    (item,) = [li for li in languages.select("li") if "Polski" in li.get_text()]
    assert spoken(item.find(string="Polski")) == ("pl", "ltr")
    assert item.select("a") == []
    assert "pl" not in alternates(shown("en", ""))


@pytest.mark.parametrize(
    ("code", "direction"),
    [("de", "ltr"), ("de-simple", "ltr"), ("en", "ltr"), ("uk", "ltr"), ("ar", "rtl")],
)
def test_page_says_its_language_and_its_direction(code, direction):
    for rest in PAGES:
        html = shown(code, rest).html
        assert (html["lang"], html["dir"]) == (code, direction)


# --- The beginning of the site


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("uk", "uk"),
        ("uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        ("UK-ua", "uk"),
        ("de-AT", "de"),
        ("de-AT,en;q=0.9", "de"),
        ("de-simple", "de-simple"),
        ("de-Simple,de;q=0.5", "de-simple"),
        ("en;q=0.5, uk;q=0.9", "uk"),
        ("en;q=0.5, de;q=0.4", "en"),
        ("fr, ar;q=0.1", "ar"),
        ("ar-SY", "ar"),
        ("zh-Hant-TW, ar;q=0.2", "ar"),
        ("pl, en;q=0.5", "en"),
        ("fr", "de"),
        ("pl", "de"),
        ("*", "de"),
        ("*;q=0.5, ar", "ar"),
        ("", "de"),
        ("en;q=x", "de"),
        ("../../admin", "de"),
        ("x" * 5000, "de"),
        ("uk;q=0", "de"),
        ("*, uk;q=0", "de"),
        ("fr, en;q=0.000, ar;q=0.1", "ar"),
    ],
)
def test_root_leads_to_the_language_that_the_browser_asks_for(accepted, code):
    response = get(SITE, "/", **{"Accept-Language": accepted})

    assert (response.status_code, response["Location"]) == (302, f"/{code}/")
    assert response["Vary"] == "Accept-Language"
    assert response.cookies == {}


def test_root_asks_no_cookie_and_sets_none(client, held):
    client.cookies["django_language"] = "ar"

    response = client.get("/", headers={"Accept-Language": "en"})

    assert response["Location"] == "/en/"
    assert response.cookies == {}
    assert "Cookie" not in response["Vary"]


def test_root_never_leads_to_a_language_that_is_not_ready_yet():
    edition = SITE.after([record(replace(UK, ready=False), 90, NOW)])

    response = get(edition, "/", **{"Accept-Language": "uk, en;q=0.3"})

    assert response["Location"] == "/en/"


# --- What is not there


@pytest.mark.parametrize("code", sorted(CODES))
def test_page_that_is_not_there_says_so_in_the_language_that_was_asked_for(client, held, code):
    response = client.get(f"/{code}/dienste/gibt-es-nicht/")

    found = BeautifulSoup(response.content, "html.parser")
    with override(code):
        heading = gettext("Diese Seite gibt es nicht")
    assert response.status_code == 404
    assert (found.html["lang"], found.h1.get_text()) == (code, heading)
    assert found.html["dir"] == ("rtl" if code == "ar" else "ltr")
    assert alternates(found) == {}
    assert dict(links(found, "nav.languages")) == {one: f"/{one}/" for one in CODES - {code}}


@pytest.mark.parametrize("prefix", ["xx", "pl", "fr", "uk-ua", "de-at", "abc-defghijk"])
@pytest.mark.parametrize("rest", ["", "dienste/", "dienste/dienst/"])
def test_prefix_of_no_language_is_not_found(client, held, prefix, rest):
    response = client.get(f"/{prefix}/{rest}")

    found = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert (found.html["lang"], found.h1.get_text()) == ("de", "Diese Seite gibt es nicht")


@pytest.mark.parametrize("path", ["/UK/", "/u/", "/ukrainisch/", "/uk_UA/", "/de-/", "/uk//"])
def test_what_could_be_no_language_is_not_found(client, held, path):
    response = client.get(path)

    found = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert found.html["lang"] == ("uk" if path.startswith("/uk/") else "de")


def test_address_without_a_slash_leads_to_the_page_in_its_language(client, held):
    response = client.get("/uk/dienste")

    assert (response.status_code, response["Location"]) == (301, "/uk/dienste/")


def test_former_address_leads_to_the_new_one_in_the_same_language():
    renamed = record(service(slug="neu"), 80, NOW - DAY)

    response = get(SITE.after([renamed]), "/ar/dienste/dienst/")

    assert (response.status_code, response["Location"]) == (301, "/ar/dienste/neu/")


# --- Links within texts


LINKS = (
    '<p><a href="/de/dienste/dienst/">A</a> <a href="/de/">B</a> <a href="/de/kontakt/#hotline">C'
    '</a> <a href="https://example.org/de/x/">D</a> <a href="/dateien/datei/a.pdf">E</a></p>'
)
OUTSIDE = ["https://example.org/de/x/", "/dateien/datei/a.pdf"]


def led_to(edition, path):
    return [one["href"] for one in page(edition, path).select("article .prose a")]


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("translated", [True, False])
def test_links_in_texts_stay_within_the_reader_s_language(code, translated):
    linking = notice(body=LINKS)
    rows = [whole(linking, one, 80 + n) for n, one in enumerate(sorted(CODES - {"de"}))]
    edition = edition_of(*LANGUAGES, linking, *(rows if translated else []))

    found = led_to(edition, f"/{code}/hinweise/hinweis/")

    own = [f"/{code}/dienste/dienst/", f"/{code}/", f"/{code}/kontakt/#hotline"]
    assert found == own + OUTSIDE


def test_links_in_a_version_of_the_past_stay_within_the_reader_s_language():
    edition = edition_of(*LANGUAGES, record(notice(body=LINKS), 70, NOW - 9 * DAY)).after(
        [record(notice(body="<p>Neu</p>"), 71, NOW - DAY)]
    )

    found = led_to(edition, "/ar/hinweise/hinweis/fassungen/70/")

    assert found[:2] == ["/ar/dienste/dienst/", "/ar/"]


@pytest.mark.parametrize("code", sorted(CODES))
def test_no_link_leads_out_of_the_language_but_those_that_say_so(code):
    allowed = re.compile(rf"/{code}/|#|tel:|mailto:|/dateien/")

    wrong = [
        (rest, one["href"])
        for rest in PAGES
        for one in shown(code, rest).select("body a:not([hreflang])")
        if not allowed.match(one["href"])
    ]

    assert wrong == []


@pytest.mark.parametrize("code", sorted(CODES - {"de"}))
def test_way_to_the_german_page_leads_to_the_same_page(code):
    told = {rest: links(shown(code, rest), "aside.translated") for rest in PAGES}

    assert told == {rest: [("de", f"/de/{rest}")] for rest in PAGES}


# --- sitemap.xml


def test_sitemap_lists_every_page_in_every_language_that_is_ready():
    urls = ElementTree.fromstring(read(SITE, "/sitemap.xml"))

    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [url.text for url in urls.findall("s:url/s:loc", space)]
    expected = {f"{settings.SITE_URL}/{code}/{rest}" for code in CODES for rest in REST}
    assert sorted(found) == sorted(expected)
    assert set(all_paths(SITE, NOW, CODES)) == {reverse("sitemap")} | {
        url.removeprefix(settings.SITE_URL) for url in expected
    }


def test_every_page_of_the_sitemap_is_there():
    for path in all_paths(SITE, NOW, CODES):
        if path != "/sitemap.xml":
            _, code, rest = path.split("/", 2)
            found = shown(code, rest)
            assert found.html["lang"] == code
            assert len(found.select("h1")) == 1

"""What holds for every page of the public site, on the initial content."""

import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import brotli
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import URLPattern, get_resolver

from content import edition
from content.edition import Edition
from tests.factories import NOW
from tests.site import PROJECT

pytestmark = pytest.mark.usefixtures("held")

LARGEST = 10_000  # bytes


@pytest.fixture(scope="module")
def held(initial_records):
    """The initial content, for all tests of this module, which only read it."""
    edition.hold(Edition(initial_records))
    yield edition.newest()
    edition.hold(Edition())


@cache
def parsed(content):
    return BeautifulSoup(content, "html.parser")


def soup(response):
    return parsed(response.content)


def addresses(client):
    """In German, and in a language that is written from right to left; the others have tests of
    their own.
    """
    locations = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    paths = [location.removeprefix("https://migration.example.org") for location in locations]
    return [path for path in paths if path.startswith(("/de/", "/ar/"))]


@pytest.fixture(scope="module")
def pages(held):
    """Every address of the sitemap and what it answers, and the pages that stand outside it."""
    client = Client()
    answers = {path: client.get(path) for path in addresses(client)}
    return answers | {path: client.get(path) for path in ["/de/dienste/?q=pass", "/nichts/"]}


def soups(pages):
    return {path: soup(response) for path, response in pages.items()}


def violations(pages, finding):
    """The pages on which something was found, with what it is."""
    found = {path: finding(soup(response)) for path, response in pages.items()}
    return {path: what for path, what in found.items() if what}


def test_sitemap_leads_to_every_kind_of_page(client):
    patterns = get_resolver().url_patterns[1].url_patterns[-1].url_patterns
    names = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)}
    resolved = {get_resolver().resolve(path).url_name for path in addresses(client)}

    # No forms yet; and old versions are not for search engines.
    assert names - resolved == {"downloads", "notice_version"}


def test_every_address_of_the_sitemap_answers(pages):
    statuses = {path: response.status_code for path, response in pages.items()}
    assert {path: status for path, status in statuses.items() if status != 200} == {"/nichts/": 404}


def test_every_object_with_an_address_is_in_the_sitemap(client, held):
    site = held.at(NOW.replace(year=2100))
    slugs = {one.slug for one in [*site.services, *site.areas, *site.all_notices, *site.pages]}
    assert slugs - {path.split("/")[-2] for path in addresses(client)} == set()


def test_no_page_sets_a_cookie(pages):
    cookies = {path: response.cookies for path, response in pages.items() if response.cookies}
    assert cookies == {}


def test_page_does_not_depend_on_cookies(pages):
    assert {
        path for path, response in pages.items() if "Cookie" in response.get("Vary", "")
    } == set()


def test_promise_9_page_with_its_styles_fits_the_first_flight(pages):
    sizes = {path: len(brotli.compress(r.content, quality=5)) for path, r in pages.items()}
    print(f"{len(sizes)} pages, {min(sizes.values())} to {max(sizes.values())} bytes")
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


def test_page_loads_nothing_but_one_icon_and_deferred_scripts(pages):
    def loads(page):
        loading = page.select("[src], link[rel=stylesheet], link[rel=preload], iframe, object")
        icons = page.select("link[rel=icon]")
        scripts = page.select("script[src][defer]")
        return [str(tag) for tag in loading if tag not in scripts] + icons[1:]

    assert violations(pages, loads) == {}


def test_scripts_are_only_where_they_are_used(pages):
    def superfluous(page):
        uses = bool(page.select("[hx-get]"))
        return [] if uses == bool(page.select("script")) else ["scripts"]

    assert violations(pages, superfluous) == {}
    assert soup(pages["/de/impressum/"]).select("script") == []


def test_htmx_runs_without_eval_and_without_styles_of_its_own(pages):
    def config(page):
        metas = [meta["content"] for meta in page.select("meta[name=htmx-config]")]
        expected = '{"allowEval":false,"includeIndicatorStyles":false,"historyCacheSize":0}'
        return [] if metas == ([expected] if page.select("script") else []) else metas

    assert violations(pages, config) == {}


def test_policy_lets_in_the_pages_own_styles_and_no_others(pages):
    policies = {path: response["Content-Security-Policy"] for path, response in pages.items()}
    homes = {policies.pop("/de/"), policies.pop("/ar/")}
    others = set(policies.values())

    # Each with the parts that it needs.
    assert (len(homes), len(others), homes & others) == (1, 1, set())
    assert [policy for policy in homes | others if "unsafe" in policy] == []


def test_nothing_is_inline_but_the_one_stylesheet(pages):
    def inline(page):
        handlers = [
            tag.name for tag in page.find_all(True) if any(a[:2] == "on" for a in tag.attrs)
        ]
        scripts = [str(tag) for tag in page.select("script:not([src])")]
        return page.select("[style]") + handlers + scripts + page.select("style")[1:]

    assert violations(pages, inline) == {}


def test_one_heading_of_the_page_comes_first_and_no_level_is_skipped(pages):
    def disorder(page):
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        orderly = levels[:1] == [1] and levels.count(1) == 1 and max(steps, default=0) <= 1
        return [] if orderly else levels

    assert violations(pages, disorder) == {}


def test_every_landmark_has_a_name(pages):
    def nameless(page):
        landmarks = page.select("nav, aside, section, form")
        labelled = [
            tag
            for tag in landmarks
            if tag.get("aria-label") or page.find(id=tag.get("aria-labelledby"))
        ]
        return [str(tag)[:80] for tag in landmarks if tag not in labelled]

    assert violations(pages, nameless) == {}


def test_no_id_is_given_twice(pages):
    def doubles(page):
        ids = [tag["id"] for tag in page.select("[id]")]
        return {one for one in ids if ids.count(one) > 1}

    assert violations(pages, doubles) == {}


def test_each_page_has_a_title_of_its_own(pages):
    titles = {path: soup(response).title.string for path, response in pages.items()}
    distinct = {path: title for path, title in titles.items() if "?" not in path}

    assert len(set(distinct.values())) == len(distinct)
    german = [title for path, title in titles.items() if not path.startswith("/ar/")]
    ending = " – Abteilung Migration – Stadt Krefeld"
    assert [title for title in german if not title.removesuffix(ending)] == []
    assert [title for title in german if not title.endswith(ending)] == []


def test_each_page_has_a_description(pages):
    def missing(page):
        return page.select_one("meta[name=description]")["content"] in ("", None)

    assert violations(pages, missing) == {}


def test_canonical_address_is_the_one_of_the_settings_without_query(pages):
    canonical = {
        path: [link["href"] for link in soup(response).select("link[rel=canonical]")]
        for path, response in pages.items()
    }
    base = "https://migration.example.org"
    expected = {path: [base + path.split("?")[0]] for path in pages} | {"/nichts/": []}
    assert canonical == expected


def test_query_that_no_page_reads_makes_no_second_copy(client, pages):
    changed = {
        path
        for path in addresses(client)
        if client.get(f"{path}?x=1").content != pages[path].content
    }
    assert changed == set()


def test_page_says_its_language_and_direction(pages):
    said = {path: (page.html["lang"], page.html["dir"]) for path, page in soups(pages).items()}
    arabic = {path for path, language in said.items() if language == ("ar", "rtl")}

    assert arabic == {path for path in pages if path.startswith("/ar/")}
    assert {said[path] for path in pages if path not in arabic} == {("de", "ltr")}


def test_page_ends_with_phone_and_e_mail(pages):
    def missing(page):
        wanted = ['main a[href^="tel:"]', 'main a[href^="mailto:"]']
        return [one for one in wanted if not page.select(one)]

    assert violations(pages, missing) == {}


def test_links_lead_somewhere(client, pages):
    links = {
        (path, link["href"])
        for path, response in pages.items()
        for link in soup(response).select("main a[href^='/'], footer a[href^='/'], a[href^='#']")
    }
    broken = set()
    for path, href in links:
        target, _, anchor = href.partition("#")
        response = client.get(target or path)
        if target in ("", path) and path == "/nichts/":
            continue
        if response.status_code != 200 or (anchor and not soup(response).find(id=anchor)):
            broken.add((path, href))
    assert broken == set()


def test_every_checklist_box_stores_nothing(pages):
    boxes = [box for response in pages.values() for box in soup(response).select("[type=checkbox]")]

    assert boxes != []
    assert [box for box in boxes if box.get("name") or box.get("autocomplete") != "off"] == []


def test_every_page_says_how_old_it_is(pages):
    def undated(page):
        return [] if page.select(".date") else ["date"]

    assert set(violations(pages, undated)) == {"/nichts/"}


class Balance(HTMLParser):
    """Elements that are closed in another order than they were opened."""

    EMPTY = {"meta", "link", "input", "br", "path", "rect"}

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.EMPTY and (not self.open or self.open.pop() != tag):
            self.wrong.append((tag, self.getpos()))


def test_elements_are_nested_well(pages):
    wrong = {}
    for path, response in pages.items():
        balance = Balance()
        balance.feed(response.content.decode())
        if balance.wrong or balance.open:
            wrong[path] = balance.wrong, balance.open
    assert wrong == {}


def test_no_template_is_unused():
    used = "".join(
        path.read_text()
        for folder in ("content", "templates")
        for path in (PROJECT / folder).rglob("*.*")
        if path.suffix in {".py", ".html"}
    )
    ours = [
        path.relative_to(PROJECT / "templates")
        for folder in ("components", "pages")
        for path in (PROJECT / "templates" / folder).iterdir()
    ]
    errors = {f"pages/{status}.html" for status in (400, 403, 404)}  # f"pages/{status}.html"
    assert [str(path) for path in ours if f'"{path}"' not in used and str(path) not in errors] == []

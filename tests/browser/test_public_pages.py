"""What only a browser shows of the public pages: axe, widths, focus, paper.

The tab of these tests fails them when a page breaks the content policy.
"""

import io
from datetime import datetime
from unicodedata import normalize
from urllib.request import urlopen
from xml.etree import ElementTree

import pypdf
import pytest

from content.edition import Edition
from content.hours import ZONE
from tests.factories import read

SHEETS = [
    "aufenthaltstitel-pruefen-und-verlaengern",
    "aufenthaltstitel-uebertragen",
    "verpflichtungserklaerung",
    "wohnsitz-anmelden",
    "termin-und-beratung",
]
LAST_VISIBLE = 740


@pytest.fixture(scope="module")
def paths(site):
    """All pages of the sitemap, and those that stand outside it."""
    tree = ElementTree.parse(urlopen(f"{site.url}/sitemap.xml"))
    locations = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    listed = [location.partition("://")[2].partition("/")[2] for location in locations]
    # The other languages have tests of their own.
    german = [f"/{path}" for path in listed if path.startswith("de/")]
    return [*german, "/de/formulare/", "/de/dienste/?q=nichts", "/nichts/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_promise_10_axe_finds_nothing(page, site, paths, violations, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in paths:
        page.goto(site.url + path)
        found[path] = violations(page, scheme)

    assert found == {path: [] for path in paths}


def test_promise_10_nothing_is_wider_than_a_narrow_phone(page, site, paths):
    page.set_viewport_size({"width": 320, "height": 640})
    too_wide = {}
    for path in paths:
        page.goto(site.url + path)
        too_wide[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert too_wide == dict.fromkeys(paths, 0)


TAB_STOP = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const framed = at.closest('.tile') || at, style = getComputedStyle(framed);
    return at === document.body ? null : {
        what: at.outerHTML.slice(0, 90),
        seen: box.width >= 1 && box.bottom > 0 && box.top < innerHeight,
        framed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    };
}"""


def tab_stops(page):
    """What the Tab key visits, until it leaves the page."""
    stops = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(TAB_STOP)
        if stop is None or (stops and stop["what"] == stops[0]["what"]):
            return stops
        stops.append(stop)


@pytest.mark.parametrize("path", ["/de/", "/de/dienste/", "/de/dienste/verpflichtungserklaerung/"])
def test_promise_10_every_tab_stop_is_seen(page, site, path):
    page.goto(site.url + path)
    stops = tab_stops(page)

    assert "Zum Inhalt springen" in stops[0]["what"]
    assert [stop["what"] for stop in stops if not (stop["seen"] and stop["framed"])] == []


TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, summary')].filter(element => {
    const inText = element.closest('p, .prose, dd, .crumbs') && element.tagName === 'A';
    const box = (element.closest('label, .tile') || element).getBoundingClientRect();
    return !inText && box.width && (box.width < 24 || box.height < 24);
}).map((element) => element.outerHTML.slice(0, 90))"""


def test_what_is_tapped_is_large_enough(page, site, paths):
    small = {}
    for path in paths:
        page.goto(site.url + path)
        small[path] = [one for one in page.evaluate(TOO_SMALL) if "skip" not in one]

    assert small == {path: [] for path in paths}


def test_first_screen_of_a_phone_holds_what_matters(page, site):
    page.goto(f"{site.url}/de/")
    tasks = page.locator(".tasks .tile")

    wanted = {
        "notice": page.locator(".note a"),
        "state": page.locator(".call .state"),
        "number": page.locator(".call .tel"),
        "first task": tasks.nth(0),
        "second task": tasks.nth(1),
    }
    ends = {name: box["y"] + box["height"] for name, box in boxes(wanted).items()}
    assert {name: end for name, end in ends.items() if end > LAST_VISIBLE} == {}
    assert page.locator(".languages").bounding_box()["height"] < 45
    assert page.locator(".areas").bounding_box()["y"] > ends["second task"]


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2105, 3, 31, 10, tzinfo=ZONE), id="open"),
        pytest.param(datetime(2105, 4, 2, 19, tzinfo=ZONE), id="before Good Friday"),
        pytest.param(datetime(2105, 4, 6, 10, tzinfo=ZONE), id="Easter Monday"),
        pytest.param(datetime(2105, 12, 23, 19, tzinfo=ZONE), id="before Christmas"),
    ],
)
def test_first_screen_holds_two_tasks_however_much_the_state_has_to_say(page, initial_records, at):
    page.set_content(read(Edition(initial_records), "/de/", at))

    task = page.locator(".tasks .tile").nth(1).bounding_box()
    assert task["y"] + task["height"] <= LAST_VISIBLE


def boxes(locators):
    return {name: locator.bounding_box() for name, locator in locators.items()}


def test_languages_unfold(page, site):
    page.goto(f"{site.url}/de/")
    hidden = page.locator(".languages ul [hreflang=fa]")
    assert not hidden.is_visible()

    page.locator(".languages summary").click()

    assert hidden.is_visible()


@pytest.mark.parametrize("slug", SHEETS)
def test_sheet_is_at_most_two_sides_with_all_it_needs(page, site, slug):
    page.goto(f"{site.url}/de/dienste/{slug}/")
    sheet = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    # Letters that are joined in print, and lines that are broken, are the same words.
    text = normalize("NFKC", "".join("".join(side.extract_text() for side in sheet.pages).split()))

    assert len(sheet.pages) <= 2
    wanted = ["Abteilung Migration", "0 21 51 / 86-2333", "So stand es am", f"/de/dienste/{slug}"]
    assert [words for words in wanted if words.replace(" ", "") not in text] == []


def test_sheet_is_printed_large_enough_and_with_its_code(page, site):
    page.goto(f"{site.url}/de/dienste/verpflichtungserklaerung/")
    page.emulate_media(media="print")

    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('main *')]
            .filter((one) => one.innerText && one.offsetParent)
            .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert smallest >= 16  # pixels: 12 points
    assert page.locator(".qr").is_visible()
    assert not page.locator(".nav").is_visible()


def test_print_hides_no_document(page, site):
    page.goto(f"{site.url}/de/dienste/verpflichtungserklaerung/")
    on_screen = page.locator(".need li:visible").count()

    page.emulate_media(media="print")

    assert on_screen == 8
    assert page.locator(".need li:visible").count() == on_screen


@pytest.mark.parametrize("path", ["/de/", "/de/dienste/wohnsitz-anmelden/", "/de/kontakt/"])
def test_first_view_asks_for_one_icon_and_deferred_scripts_only(page, site, path):
    asked = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))

    page.goto(site.url + path, wait_until="networkidle")

    others = [url for kind, url in asked[1:] if kind != "script" and "/icon.svg" not in url]
    assert others == []
    assert [url for _, url in asked if not url.startswith(site.url)] == []


def test_page_reads_from_right_to_left_without_another_stylesheet(page, site):
    page.goto(f"{site.url}/de/")
    page.evaluate("document.documentElement.dir = 'rtl'")

    mark, menu = (page.locator(one).bounding_box() for one in (".mark svg", ".nav"))
    assert mark["x"] > 180
    assert menu["x"] + menu["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0

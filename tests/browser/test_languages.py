"""What only a browser shows of the pages in other languages: axe, widths, and which way they run.

German is in tests/browser/test_public_pages.py. The tab of these tests fails them when a page
breaks the content policy.
"""

import io
from unicodedata import normalize

import pypdf
import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_public_pages import LAST_VISIBLE, TAB_STOP
from tests.reading_languages import DIRECTIONS, LANGUAGES, TRANSLATED, listed

SERVICE = "dienste/verpflichtungserklaerung/"
NOTICE = "hinweise/aufnahme-aus-der-ukraine/"
KINDS = ["", SERVICE, NOTICE, "kontakt/", "anfahrt/", "dienste/?q=pass", "gibt-es-nicht/"]
RIGHT_TO_LEFT = [code for code in LANGUAGES if DIRECTIONS[code] == "rtl"]


@pytest.mark.parametrize("code", ["uk", "ar", "fa"])
def test_promise_10_axe_finds_nothing_in_another_script(page, site, violations, code):
    found = {}
    for path in KINDS:
        page.emulate_media(color_scheme="light")
        page.goto(f"{site.url}/{code}/{path}")
        found[path] = violations(page)
        page.emulate_media(color_scheme="dark")
        found[path] += page.evaluate(COLOURS)

    assert found == {path: [] for path in KINDS}


# In the dark only colours change. axe is in the page already.
COLOURS = """() => axe.run(
    {preload: false, runOnly: ['color-contrast', 'link-in-text-block']}
).then(({violations, passes}) => passes.some((rule) => rule.id === 'color-contrast')
        ? violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html]))
        : 'no colours were compared')"""


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_promise_10_axe_finds_nothing_on_any_page_in_any_language(page, site, violations, scheme):
    page.emulate_media(color_scheme=scheme)
    paths = [path for path in listed(site) if not path.startswith("/de/")]
    found = {}
    for path in paths:
        page.goto(site.url + path)
        found[path] = violations(page, scheme)

    assert {path: what for path, what in found.items() if what} == {}


def too_wide(page, site, paths):
    page.set_viewport_size({"width": 320, "height": 640})
    over = {}
    for path in paths:
        page.goto(site.url + path)
        over[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return {path: pixels for path, pixels in over.items() if pixels}


def test_promise_10_nothing_is_wider_than_a_narrow_phone_in_any_language(page, site):
    kinds = ["", SERVICE, NOTICE, "kontakt/", "anfahrt/"]
    paths = [f"/{code}/{path}" for code in TRANSLATED for path in kinds]

    assert too_wide(page, site, paths) == {}


@pytest.mark.long
def test_promise_10_no_page_is_wider_than_a_narrow_phone_in_any_language(page, site):
    assert too_wide(page, site, listed(site)) == {}


# Where each character is drawn, of all text that `pattern` finds.
DRAWN = """(pattern) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node; (node = walker.nextNode());) {
        for (const match of node.data.matchAll(new RegExp(pattern, 'gu'))) {
            const at = [...match[0]].map((_, index) => {
                const range = document.createRange();
                range.setStart(node, match.index + index);
                range.setEnd(node, match.index + index + 1);
                const box = range.getBoundingClientRect();
                return {x: box.x, y: Math.round(box.y), seen: box.width > 0};
            });
            const shown = at.filter((one) => one.seen);
            if (shown.length) found.push({
                text: match[0],
                whole: new Set(shown.map((one) => one.y)).size === 1,
                forward: shown.every((one, index) =>
                    !index || one.y > shown[index - 1].y || one.x > shown[index - 1].x),
            });
        }
    }
    return found;
}"""
# Numbers with what divides them – times, amounts, phone numbers – and addresses of e-mail.
NUMBERS = r"\d(?:[\d:.,/\u00a0 -]*\d)+|\S+@\S+"
PAGES_WITH_NUMBERS = ["", SERVICE, "kontakt/", "impressum/", "hinweise/fotos-nur-digital/"]


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_no_number_is_turned_around_in_what_is_read_from_right_to_left(page, site, code):
    drawn = []
    for path in PAGES_WITH_NUMBERS:
        page.goto(f"{site.url}/{code}/{path}")
        drawn += page.evaluate(DRAWN, NUMBERS)

    texts = {one["text"] for one in drawn}
    wanted = {"8:00", "17:00", "29.00", "0 21 51 / 86-2333", "47798", "2025"}
    assert wanted - texts == set()
    assert {text for text in texts if "@" in text} == {"auslaenderamt@krefeld.de"}
    assert [one["text"] for one in drawn if not one["forward"]] == []


def test_the_eye_of_these_tests_sees_what_is_turned_around(page):
    page.set_content('<p>12:34</p><p><bdo dir="rtl">56:78</bdo></p>')

    drawn = page.evaluate(DRAWN, NUMBERS)

    assert [(one["text"], one["forward"]) for one in drawn] == [("12:34", True), ("56:78", False)]


# The places of pieces of one text, as a reader's eye goes over them: from the right.
FROM_RIGHT = """(element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), words = [];
    for (let node; (node = walker.nextNode());) {
        for (const match of node.data.matchAll(/[\\p{L}\\p{N}\\p{M}\\u200c:.@/-]+|[«»]/gu)) {
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            const box = range.getBoundingClientRect();
            words.push({word: match[0], y: Math.round(box.y / 12), right: box.right});
        }
    }
    const seen = [...words].sort((a, b) => a.y - b.y || b.right - a.right);
    return [words.map((one) => one.word).join(' '), seen.map((one) => one.word).join(' ')];
}"""


# What stands in one line: a time before another, an amount before its currency, a date.
IN_LINE = [
    ("", ".hours tr:nth-child(1) td"),
    ("", ".call .state b"),
    (SERVICE, ".facts dd > bdi"),
    ("kontakt/", ".date .m"),
    ("hinweise/fotos-nur-digital/", "main .lead"),
]


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_words_and_numbers_follow_each_other_from_right_to_left(page, site, code):
    page.set_viewport_size({"width": 900, "height": 740})
    drawn = []
    for path, selector in IN_LINE:
        page.goto(f"{site.url}/{code}/{path}")
        drawn.append(page.locator(selector).first.evaluate(FROM_RIGHT))

    assert [said for said, _ in drawn if not any(one.isdigit() for one in said)] == []
    assert [seen for _, seen in drawn] == [said for said, _ in drawn]


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_what_somebody_searched_for_turns_nothing_around(page, site, code):
    """The number of results may not slip behind a word in other letters."""
    page.goto(f"{site.url}/{code}/dienste/?q=pass")

    said, seen = page.locator("#gefunden-zahl").evaluate(FROM_RIGHT)

    assert seen == said


LINES = """() => {
    const own = (element) => [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const all = [...document.querySelectorAll('body *')].filter((one) =>
        one.checkVisibility() && own(one) && one.closest('[lang]') === document.documentElement);
    const style = (one) => getComputedStyle(one);
    const name = (one) => one.outerHTML.slice(0, 60);
    // A state is a label of a few words.
    const running = all.filter((one) =>
        one.closest('p, li, dd, td') && !one.closest('nav, h2, h3, .state'));
    return {
        count: running.length,
        tight: running.filter((one) =>
            parseFloat(style(one).lineHeight) < 1.6 * parseFloat(style(one).fontSize)).map(name),
        spaced: all.filter((one) =>
            !['normal', '0px'].includes(style(one).letterSpacing)).map(name),
    };
}"""


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_arabic_letters_have_room_between_the_lines_and_are_not_drawn_apart(page, site, code):
    lines = {}
    for path in ["", SERVICE, "kontakt/"]:
        page.goto(f"{site.url}/{code}/{path}")
        lines[path] = page.evaluate(LINES)

    assert min(one.pop("count") for one in lines.values()) > 10
    assert lines == {path: {"tight": [], "spaced": []} for path in lines}


@pytest.fixture
def bare_page(browser):
    """A tab of a phone without scripts."""
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        yield context.new_page()


CUT = """(links) => links.filter((link) => {
    const box = link.getBoundingClientRect();
    return link.scrollWidth > link.clientWidth + 1 || box.left < 0 || box.right > innerWidth;
}).map((link) => link.textContent)"""


OWN_NAME = {"de": "Deutsch", "ar": "العربية"}


@pytest.mark.parametrize("code", list(OWN_NAME))
def test_menu_of_languages_opens_with_keys_and_without_scripts(bare_page, site, code):
    bare_page.goto(f"{site.url}/{code}/kontakt/")
    links = bare_page.locator(".languages li a")
    seen_before = [link for link in links.all() if link.is_visible()]

    stop = tab_to(bare_page, "<summary")
    bare_page.keyboard.press("Enter")

    assert seen_before == []
    assert (stop["seen"], stop["framed"]) == (True, True)
    assert [link.get_attribute("hreflang") for link in links.all() if link.is_visible()] == [
        other for other in LANGUAGES if other != code
    ]
    assert links.evaluate_all(CUT) == []
    assert bare_page.locator(".languages li [aria-current]").all_inner_texts() == [OWN_NAME[code]]


def test_menu_of_languages_leads_with_keys_to_the_same_page(bare_page, site):
    bare_page.goto(f"{site.url}/de/kontakt/")
    tab_to(bare_page, "<summary")
    bare_page.keyboard.press("Enter")

    stop = tab_to(bare_page, 'hreflang="fa"')
    bare_page.keyboard.press("Enter")

    assert (stop["seen"], stop["framed"]) == (True, True)
    bare_page.wait_for_url(f"{site.url}/fa/kontakt/")


def tab_to(page, wanted):
    """Press Tab until it reaches an element with this in its HTML; how it is seen there."""
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(TAB_STOP)
        if stop and wanted in stop["what"]:
            return stop
    raise AssertionError(f"Tab does not reach {wanted}")


def sides(page):
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages


def printed(pages):
    """Letters that are joined in print, and lines that are broken, are the same words."""
    return normalize("NFKC", "".join("".join(one.extract_text() for one in pages).split()))


@pytest.mark.parametrize("slug", [SERVICE, "dienste/wohnsitz-anmelden/"])
def test_sheet_has_the_german_words_beside_each_document_on_as_many_sides(page, site, slug):
    page.goto(f"{site.url}/de/{slug}")
    german = page.locator(".need label b").all_inner_texts()
    most = len(sides(page))
    found = {}
    for code in ("uk", "ar"):
        page.goto(f"{site.url}/{code}/{slug}")
        pages = sides(page)
        text = printed(pages)
        missing = [words for words in german if "".join(words.split()) not in text]
        page.emulate_media(media="print")
        found[code] = page.locator(".need li .german").all_inner_texts(), missing, len(pages)
        page.emulate_media(media="null")

    assert len(german) > 5
    assert {code: words for code, (words, _, _) in found.items() if words != german} == {}
    assert {code: missing for code, (_, missing, _) in found.items() if missing} == {}
    assert {code: count for code, (_, _, count) in found.items() if count > most} == {}


def test_first_screen_of_a_phone_holds_the_number_and_the_first_task_in_every_language(page, site):
    wanted = {"number": ".call .tel", "first task": ".tasks .tile"}
    below = {}
    for code in LANGUAGES:
        page.goto(f"{site.url}/{code}/")
        for name, selector in wanted.items():
            box = page.locator(selector).first.bounding_box()
            below[code, name] = round(box["y"] + box["height"]) - LAST_VISIBLE

    assert {what: pixels for what, pixels in below.items() if pixels > 0} == {}

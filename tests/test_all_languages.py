"""What holds for every page in every language, as it is served."""

import re
import unicodedata
from datetime import datetime
from urllib.parse import quote

import brotli
import pytest

from content.edition import Edition
from content.hours import ZONE
from tests.factories import read
from tests.reading_languages import (
    DIRECTIONS,
    LANGUAGES,
    SCRIPTS,
    TRANSLATED,
    fetched,
    letters_of_another_script,
    listed,
    messages,
)

LARGEST = 10_000  # bytes
BEFORE_CHRISTMAS = datetime(2026, 12, 23, 19, tzinfo=ZONE)
ISOLATES = "\u2066\u2067\u2068\u2069"
BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = "\u061c\u200e\u200f"
LEFT_OVER = re.compile(r"\{[^{}]*\}|%\(|%[sd]\b|&\w+;")


@pytest.fixture(scope="module")
def public(site):
    """Every page of the sitemap."""
    return [fetched(site, path) for path in listed(site)]


@pytest.fixture(scope="module")
def not_found(site):
    paths = ["gibt-es-nicht/", "dienste/gibt-es-nicht/", "hinweise/gibt-es-nicht/fassungen/1/"]
    return [fetched(site, f"/{code}/{path}") for code in LANGUAGES for path in paths]


@pytest.fixture(scope="module")
def rare(site, public, not_found, initial_records):
    """What no sitemap lists: results of searches, the past of a notice, the page of an error."""
    number = next(record.number for record in initial_records if record.kind == "notice")
    notice = next(page.path for page in public if page.path.startswith("/de/hinweise/a"))
    past = [f"{notice.replace('/de/', f'/{code}/', 1)}fassungen/{number}/" for code in LANGUAGES]
    lists = [page for page in public if page.path.endswith("/dienste/")]
    searches = [f"{page.path}?q={quote(query)}" for page in lists for query in ("0", word(page))]
    return [*(fetched(site, path) for path in [*searches, *past]), *not_found[::3]]


def word(services):
    """One that finds something."""
    return services.soup.select_one("#gefunden li a").get_text().split()[0]


@pytest.fixture(scope="module")
def pages(public, rare):
    return [*public, *rare]


def wrong(pages, finding):
    """The pages on which something was found, with what it is."""
    found = {page.path: finding(page) for page in pages}
    return {path: what for path, what in found.items() if what}


def test_every_page_is_there_in_every_language(public):
    german = {page.path for page in public if page.language == "de"}
    everywhere = {path.replace("/de/", f"/{code}/", 1) for path in german for code in LANGUAGES}

    assert len(german) > 20
    assert {page.path for page in public} == everywhere
    assert {page.path: page.status for page in public if page.status != 200} == {}


def test_what_is_not_there_is_not_found_in_every_language(not_found):
    assert {page.status for page in not_found} == {404}
    assert {page.soup.html["lang"] for page in not_found} == set(LANGUAGES)


def test_promise_1_no_page_sets_a_cookie_or_depends_on_one(pages):
    def cookies(page):
        return [
            (name, value)
            for name, value in page.headers
            if name == "Set-Cookie" or (name == "Vary" and "Cookie" in value)
        ]

    assert wrong(pages, cookies) == {}


@pytest.mark.usefixtures("published_site")
def test_promise_1_rare_pages_ask_no_database(client, rare):
    """Whoever asks one in this test is refused; tests/test_promises.py counts for the others."""
    statuses = [client.get(page.path).status_code for page in rare]

    assert statuses == [page.status for page in rare]


def test_page_says_its_language_and_direction(pages):
    def head(page):
        said = page.soup.html["lang"], page.soup.html["dir"]
        return [] if said == (page.language, DIRECTIONS[page.language]) else said

    assert wrong(pages, head) == {}


def test_promise_9_page_fits_the_first_flight_in_every_language(pages):
    sizes = {page: len(brotli.compress(page.body, quality=5)) for page in pages}
    for code in LANGUAGES:
        size, path = max((sizes[page], page.path) for page in pages if page.language == code)
        print(f"{size} bytes, the largest page in {code}: {path}")

    assert {page.path: size for page, size in sizes.items() if size > LARGEST} == {}


@pytest.mark.parametrize("at", [datetime(2026, 4, 2, 19, tzinfo=ZONE), BEFORE_CHRISTMAS])
def test_promise_9_also_when_holidays_give_the_home_page_much_to_say(initial_records, at):
    known = Edition(initial_records)
    homes = {code: read(known, f"/{code}/", at).encode() for code in LANGUAGES}

    sizes = {code: len(brotli.compress(body, quality=5)) for code, body in homes.items()}

    assert {code: size for code, size in sizes.items() if size > LARGEST} == {}


def test_page_has_one_heading_of_its_own(pages):
    def headings(page):
        found = [tag.get_text(" ", strip=True) for tag in page.soup.select("h1")]
        return [] if len(found) == 1 and found[0] else found or ["none"]

    assert wrong(pages, headings) == {}


def test_no_id_is_given_twice(pages):
    def doubles(page):
        ids = [tag["id"] for tag in page.soup.select("[id]")]
        return {one for one in ids if ids.count(one) > 1}

    assert wrong(pages, doubles) == {}


def test_titles_differ_within_a_language(public):
    titles = [(page.language, page.soup.title.string) for page in public]

    assert [title for title in set(titles) if titles.count(title) > 1] == []


def test_each_language_is_offered_at_an_address_that_is_there(site, public):
    there = {site.url + page.path for page in public} | {site.url + "/"}

    def offers(page):
        links = page.soup.select("link[rel=alternate][hreflang]")
        offered = {link["hreflang"]: link["href"] for link in links}
        complete = list(offered) == [*LANGUAGES, "x-default"]
        return [] if complete and set(offered.values()) <= there else offered

    assert wrong(public, offers) == {}


def test_links_stay_in_the_language_and_lead_to_what_is_there(public, rare):
    ids = {page.path: {tag["id"] for tag in page.soup.select("[id]")} for page in public}

    def astray(page):
        own = page.hrefs("a[href^='/']:not([hreflang])")
        other = page.hrefs("a[href^='/'][hreflang]")
        # Texts about easy German lead to it from every language.
        stays = (f"/{page.language}/", "/de-simple/")
        foreign = [href for href in own if not href.startswith(stays)]
        return foreign + [href for href in own + other if not leads(href.partition("?")[0])]

    def leads(href):
        path, _, anchor = href.partition("#")
        return path in ids and (not anchor or anchor in ids[path])

    assert wrong([*public, *rare], astray) == {}


def test_no_word_of_the_interface_is_left_in_german(pages):
    untranslated = {code: german_words(code) for code in TRANSLATED}

    def left(page):
        return [
            text.words.strip()
            for text in page.texts
            if text.language == page.language
            and untranslated[page.language].fullmatch(text.words.strip())
        ]

    translated = [page for page in pages if page.language in untranslated]
    assert wrong(translated, left) == {}


VARIABLE = re.compile(r"%\(\w+\)\w*|%[sd]")
A_WORD = re.compile(r"[^\W\d_]{3}")


def german_words(code):
    """One pattern of all that the German interface says and this language says in another way."""
    sources = [
        source
        for message in messages(code)
        for source in message.source
        if source not in message.target and A_WORD.search(VARIABLE.sub("", source))
    ]
    # In easy German the words around a variable may well be those of another sentence.
    wanted = [one for one in sources if code != "de-simple" or not VARIABLE.search(one)]
    literal = [".+".join(map(re.escape, VARIABLE.split(one))) for one in wanted]
    return re.compile("|".join(literal), re.DOTALL)


def test_search_for_words_left_in_german_would_find_them():
    english, easy = german_words("en"), german_words("de-simple")

    assert [
        english.fullmatch(words) is not None
        for words in ["Alle Seiten", "Geöffnet bis\u00a0Montag 17.00 Uhr", "All pages", "Hotline"]
    ] == [True, True, False, False]
    assert easy.fullmatch("Alle Seiten") is None


def test_no_placeholder_is_left(pages):
    def placeholders(page):
        return [found[0] for text in page.texts for found in LEFT_OVER.finditer(text.words)]

    assert wrong(pages, placeholders) == {}


def test_no_text_of_another_script_without_its_language(pages):
    assert wrong(pages, of_another_script) == {}


def of_another_script(page):
    """No element can say the language of a word within an attribute or a title: it is enough that
    the same word is marked where it stands in the text.
    """
    marked = " ".join(text.words for text in page.texts if text.language == "de")
    return [
        (text.where, text.words.strip())
        for text in page.texts
        if letters_of_another_script(without(text, marked), text.language)
    ]


def without(text, marked):
    if text.where == "<title>" or " " in text.where:
        words = re.findall(r"[^\W\d_]+", text.words)
        return " ".join(word for word in words if word not in marked)
    return text.words


def test_pages_of_another_script_have_its_letters(public):
    """So that the test before this one does not look at pages that are empty."""
    letters = {
        code: sum(
            len(text.words) - len(letters_of_another_script(text.words, code))
            for page in public
            if page.language == code
            for text in page.texts
            if text.language == code
        )
        for code in SCRIPTS
    }
    assert {code: count for code, count in letters.items() if count < 30_000} == {}


def test_no_control_character_of_direction_but_isolates(pages):
    def controls(page):
        html = page.body.decode()
        used = {
            f"{ord(one):04x}"
            for one in set(html) - set(ISOLATES)
            if one in MARKS or unicodedata.bidirectional(one) in BIDI_CONTROLS
        }
        opened = sum(map(html.count, ISOLATES[:3]))
        return used | ({"not closed"} if opened != html.count(ISOLATES[3]) else set())

    assert wrong(pages, controls) == {}


def test_digits_are_those_of_letters_and_counters(pages):
    def digits(page):
        html = page.body.decode()
        return {one for one in set(html) if one.isnumeric() and one not in "0123456789"}

    assert wrong(pages, digits) == {}


def test_no_element_begins_within_a_word_or_between_a_number_and_its_letter(pages):
    """There what is read from left to right would part from what belongs to it: 10e."""

    def parted(page):
        html = page.body.decode()
        return re.findall(r"[^\W_]<bdi[^>]*>[^\W_]+|[^\W_]+</bdi>[^\W_]", html)

    assert wrong(pages, parted) == {}

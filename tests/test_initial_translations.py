"""The initial content in eleven languages: whole, true to the German, and never said to be more
than it is: made by a machine, reviewed by nobody.
"""

import re
import tomllib
from collections import Counter
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command

from content import anatomy, initial_content, records, translating
from content.anatomy import PLACEHOLDER
from content.edition import Edition
from content.models import Publication, TranslatedText, Translation
from content.models.fields import LONGEST, TAGS, sanitize
from content.published import KINDS, SOURCE_LANGUAGE
from content.snapshots import model_of
from content.translating import Entry
from tests.reading_languages import NOT_LATIN, TRANSLATED, letters_of_another_script

FOLDER = initial_content.FOLDER
MARKUP = re.compile(r"<[^>]*>")
LINK = re.compile(r'href="[^"]*"')
IN_BRACKETS = re.compile(r"\([^()]*\)|«[^»]*»|„[^“]*“|\"[^\"]*\"")


@pytest.fixture(scope="module")
def german(initial_records):
    """Each German piece that is public, by kind, object and name."""
    own = [row for row in initial_records if row.language == SOURCE_LANGUAGE]
    return {
        (row.kind, row.uid, piece): text
        for row in own
        for piece, text in anatomy.pieces(records.read(row))
        if text
    }


@pytest.fixture(scope="module")
def translated():
    """Each translated piece, by language, as the files have it."""
    return {code: dict(pieces(code)) for code in TRANSLATED}


def pieces(code):
    for (kind, uid), entries in initial_content.read_translations(code):
        yield from (((kind, uid, entry.piece), entry) for entry in entries)


def wrong(translated, finding):
    """The pieces of which something was found, with what it is."""
    found = {
        (code, *key): finding(entry, code)
        for code, entries in translated.items()
        for key, entry in entries.items()
    }
    return {key: what for key, what in found.items() if what}


def test_there_is_a_folder_for_each_language_and_a_file_for_each_kind():
    assert initial_content.languages() == sorted(TRANSLATED)
    names = {path.stem for code in TRANSLATED for path in (FOLDER / code).iterdir()}
    assert names - set(KINDS) == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_each_german_piece_is_translated_once_and_nothing_else_is(german, code):
    files = [tomllib.loads(path.read_text("utf-8")) for path in (FOLDER / code).iterdir()]
    count = Counter((row["object"], row["piece"]) for file in files for row in file["texts"])

    expected = Counter((uid, piece) for _, uid, piece in german)
    assert len(expected) > 150
    assert (list(expected - count), list(count - expected)) == ([], [])
    assert {tuple(row) for file in files for row in file["texts"]} == {
        ("object", "piece", "german", "text")
    }


def test_each_piece_was_made_from_the_german_that_is_public(german, translated):
    for code, entries in translated.items():
        assert {(code, *key): one.source for key, one in entries.items()} == {
            (code, *key): text for key, text in german.items()
        }


def test_no_piece_is_empty_or_changed_by_the_cleaner(translated):
    def changed(entry, _code):
        clean = sanitize(entry.text) if entry.rich else entry.text.strip()
        words, left = (MARKUP.sub(" ", unescape(one)).split() for one in (entry.text, clean))
        return [] if left and left == words else [words, left]

    assert wrong(translated, changed) == {}


def digits(text):
    return Counter(re.findall(r"\d+", MARKUP.sub("", PLACEHOLDER.sub("", text))))


def test_digits_are_those_of_the_german(translated):
    def other(entry, _code):
        own, german = digits(entry.text), digits(entry.source)
        return [] if own == german else [own - german, german - own]

    assert wrong(translated, other) == {}
    everything = "".join(one.text for entries in translated.values() for one in entries.values())
    assert {one for one in everything if one.isnumeric()} <= set("0123456789")


def test_placeholders_are_those_of_the_german(translated):
    def other(entry, _code):
        own, german = (Counter(re.findall(r"[{][^}]*[}]|[{}]", one)) for one in texts(entry))
        return [] if own == german else own

    assert wrong(translated, other) == {}


def texts(entry):
    return entry.text, entry.source


def test_links_are_those_of_the_german(translated):
    def other(entry, _code):
        own, german = (Counter(LINK.findall(one)) for one in texts(entry))
        return [] if own == german else own

    assert wrong(translated, other) == {}


def test_elements_are_those_of_the_german_but_in_easy_german(translated):
    """Shorter sentences stand in more paragraphs and lists."""

    def other(entry, code):
        if code == "de-simple":
            kinds = set(re.findall(r"</?(\w+)", entry.text))
            return kinds - (TAGS if entry.rich else set())
        text = sanitize(entry.text) if entry.rich else entry.text
        own, german = (Counter(MARKUP.findall(one)) for one in (text, entry.source))
        return [] if own == german else [own - german, german - own]

    assert wrong(translated, other) == {}


def test_each_piece_fits_the_field_of_its_german(initial_records, translated):
    limits = {}
    for row in initial_records:
        if row.language == SOURCE_LANGUAGE:
            limits |= longest(records.read(row), model_of(row.kind))

    def too_long(entry, _code):
        over = len(entry.text) - limits[entry.piece]
        return max(over, 0)

    assert set(limits.values()) >= {120, 300, LONGEST}
    assert wrong(translated, too_long) == {}


def longest(thing, model):
    """How many characters each piece of a thing may have."""
    found = {}
    for slot in anatomy.slots(type(thing)):
        field = model._meta.get_field(slot.name)
        if slot.part:
            for part in getattr(thing, slot.name):
                found |= longest(part, field.related_model)
        elif slot.is_text:
            found[anatomy.piece_name(thing.uid, slot.name)] = field.max_length or LONGEST
    return found


# Signs and names to look for, laws and norms, and what has no other name.
LATIN = {
    *("Cinemaxx", "axe", "EN", "IP", "DDG", "MStV", "BGG", "NRW", "BITVNRW", "USt", "HTML", "PDF"),
}


@pytest.mark.parametrize("code", NOT_LATIN)
def test_only_names_and_laws_are_in_latin_letters_outside_brackets(translated, code):
    def latin(entry, code):
        bare = MARKUP.sub(" ", PLACEHOLDER.sub(" ", entry.text))
        bare = re.sub(r"\d+[a-z]\b", " ", bare)  # the number of a paragraph: 12a
        while IN_BRACKETS.search(bare):
            bare = IN_BRACKETS.sub(" ", bare)
        return {
            word
            for word in re.findall(r"[^\W\d_]+", bare)
            if letters_of_another_script(word, code) and word not in LATIN
        }

    assert wrong({code: translated[code]}, latin) == {}


MOST = 12  # words of a sentence
NO_SENTENCES = ("keywords", "words", "source_as_of", "legal_basis")


def test_easy_german_has_short_sentences(translated):
    def long(entry, _code):
        if entry.piece.endswith(NO_SENTENCES):
            return []
        sentences = re.split(r"[.?!:]+\s|\n", MARKUP.sub("\n", entry.text))
        return [one.strip() for one in sentences if len(one.split()) > MOST]

    assert wrong({"de-simple": translated["de-simple"]}, long) == {}


def test_all_that_is_loaded_is_current_and_machine_made(initial_records, german):
    known = Edition(initial_records)
    keys = {(kind, uid) for kind, uid, _ in german}

    states = Counter(
        (code, work.state)
        for code in TRANSLATED
        for key in keys
        for work in translating.work(known, key, code, [])
    )

    assert states == {(code, "machine"): len(german) for code in TRANSLATED}


FILES = {
    "de/openquestions.toml": "question = []",
    "de/service/pass.toml": 'uid = "pass"\nslug = "pass"\ntitle = "Pass"\nsummary = "Kurz."',
    "de/service/visum.toml": 'uid = "visum"\nslug = "visum"\ntitle = "Visum"\nsummary = "Lang."',
    "en/service.toml": "".join(
        f'[[texts]]\nobject = "{uid}"\npiece = "{uid}.{field}"\ngerman = "{german}"\n'
        f'text = "{text}"\n'
        for uid, field, german, text in [
            ("pass", "title", "Pass", "Passport"),
            ("pass", "summary", "Kurz.", "Short."),
            ("visum", "title", "Visum", "Visa"),
            ("gestrichen", "title", "Gestrichen", "Not published"),
        ]
    ),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small initial content, of which one piece is not translated."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(initial_content, "FOLDER", tmp_path)
    return tmp_path


def load_content():
    call_command("load_content", stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.data
def test_translations_are_loaded_as_made_by_a_machine_and_reviewed_by_nobody(folder):
    load_content()

    rows = TranslatedText.objects.values_list("text", "machine_made", "reviewed_by", "reviewed_at")
    assert set(rows) == {(text, True, None, None) for text in ("Passport", "Short.", "Visa")}


@pytest.mark.django_db
@pytest.mark.data
def test_loading_again_changes_nothing(folder):
    load_content()
    before = everything()

    load_content()

    assert everything() == before


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Publication, Translation, TranslatedText)
    ]


@pytest.mark.django_db
@pytest.mark.data
def test_what_staff_have_begun_is_kept(folder):
    file = folder / "en/service.toml"
    file.rename(folder / "to come")
    load_content()
    translating.save(("service", "pass"), "en", [Entry("pass.title", "Pass", "Travel passport")])
    (folder / "to come").rename(file)

    load_content()

    assert set(TranslatedText.objects.values_list("piece", "text", "machine_made")) == {
        ("pass.title", "Travel passport", False),
        ("visum.title", "Visa", True),
    }
    assert list(Publication.objects.filter(language="en").values_list("uid", flat=True)) == [
        "visum"
    ]

"""Words that the office explains, where they first occur on a page."""

from dataclasses import replace

import pytest

from content.published import Page, PageSection, ServiceArea, Term
from tests.factories import NOW, checklist, notice, record, service, withdrawal
from tests.translations import AR, EN, UK, edition_in, page, translated

PATH = "dienste/dienst/"
TITLE = Term(
    uid="titel",
    term="Aufenthaltstitel",
    words="Aufenthaltstitel, Aufenthaltstitels",
    explanation="Die Erlaubnis zu bleiben.",
)
VISA = Term(uid="visum", term="Visum", words="Visum, Visums, Visa", explanation="Für die Einreise.")


def shown(*texts, terms=(TITLE, VISA), code="de", records=()):
    """The page of a service with these texts: its summary, then its description, as HTML."""
    summary, description = [*texts, ""][:2]
    one = service(summary=summary, description=description)
    return page(edition_in(*terms, one, *records, languages=(EN, UK, AR)), f"/{code}/{PATH}")


def marked(page):
    """The words that lead to their explanation, in their order, and where they lead."""
    return [(one.get_text(), one["href"]) for one in page.select("a.term")]


def explained(page):
    entries = page.select("section.glossary dl > div")
    return [(one["id"], one.dt.get_text().strip(), one.dd.get_text()) for one in entries]


# --- Which words are marked


def test_word_is_marked_where_it_first_occurs():
    found = shown("Ein Aufenthaltstitel.", "<p>Der Aufenthaltstitel. Des Aufenthaltstitels.</p>")

    assert marked(found) == [("Aufenthaltstitel", "#wort-titel")]
    assert found.select_one(".lead a.term").get_text() == "Aufenthaltstitel"
    assert explained(found) == [("wort-titel", "Aufenthaltstitel", "Die Erlaubnis zu bleiben.")]


def test_any_of_its_forms_is_the_first():
    found = shown("Ende des Aufenthaltstitels.", "<p>Der Aufenthaltstitel.</p>")

    assert marked(found) == [("Aufenthaltstitels", "#wort-titel")]


def test_word_is_marked_as_it_is_written():
    assert marked(shown("AUFENTHALTSTITEL")) == [("AUFENTHALTSTITEL", "#wort-titel")]


@pytest.mark.parametrize(
    "words",
    [
        "Aufenthaltstitelverordnung",
        "Visumsfrei und Visumfreiheit",
        "eVisum",
        "Visum2",
        "Visu",
        "_Visum",
    ],
)
def test_part_of_another_word_is_not_marked(words):
    found = shown(words)

    assert marked(found) == []
    assert explained(found) == []


@pytest.mark.parametrize(
    "words",
    ["(Visum)", "„Visum“", "Visum.", "Visum-Antrag", "das Visum/den Pass", "Visum &amp; Pass"],
)
def test_word_is_found_beside_whatever_stands_there(words):
    assert marked(shown("", f"<p>{words}</p>")) == [("Visum", "#wort-visum")]


@pytest.mark.parametrize(
    "rich",
    [
        '<p><a href="/de/x/">Das Visum</a> und das Visum.</p>',
        '<p><a href="/de/x/">Das <strong>Visum</strong></a> und das Visum.</p>',
        "<h3>Visum</h3><p>Das Visum.</p>",
        "<h3>Das <em>Visum</em></h3><ul><li>Das Visum.</li></ul>",
    ],
)
def test_word_within_a_link_or_a_heading_is_left_for_the_next_one(rich):
    found = shown("", rich)

    (link,) = found.select("a.term")
    assert marked(found) == [("Visum", "#wort-visum")]
    assert link.parent.name in ("p", "li")
    assert found.select("a a, h1 a.term, h2 a.term, h3 a.term") == []


def test_word_that_stands_only_in_links_and_headings_is_not_explained():
    found = shown("", '<h3>Visum</h3><p><a href="/de/x/">Visum</a></p>')

    assert marked(found) == []
    assert found.select("section.glossary") == []


def test_word_in_bold_is_marked_within_it():
    found = shown("", "<p>Das <strong>Visum</strong>.</p>")

    assert (
        str(found.select_one(".prose strong a")) == '<a class="term" href="#wort-visum">Visum</a>'
    )


def test_names_of_tags_and_their_attributes_are_no_words():
    tag = Term(uid="tag", term="strong", words="strong, href, amp", explanation="Kein Wort.")

    found = shown("", '<p><strong>A</strong> &amp; <a href="/de/x/">B</a></p>', terms=[tag])

    assert marked(found) == []


def test_longest_form_wins():
    short = Term(uid="kurz", term="Aufenthalt", explanation="Kurz.")
    long = Term(uid="lang", term="Aufenthalt in Deutschland", explanation="Lang.")

    found = shown("Aufenthalt in Deutschland, dann Aufenthalt.", terms=[short, long])

    assert marked(found) == [
        ("Aufenthalt in Deutschland", "#wort-lang"),
        ("Aufenthalt", "#wort-kurz"),
    ]


def test_longest_form_of_one_word_wins():
    visa = replace(VISA, words="Visum, Visum D, nationales Visum D")

    assert marked(shown("Ein Visum D.", terms=[visa])) == [("Visum D", "#wort-visum")]
    assert marked(shown("Ein nationales Visum D.", terms=[visa]))[0][0] == "nationales Visum D"


def test_term_itself_is_found_without_any_forms():
    assert marked(shown("Das Visum.", terms=[replace(VISA, words="")])) == [
        ("Visum", "#wort-visum")
    ]


def test_empty_forms_are_none():
    odd = replace(VISA, words=" , Visa,, ")

    found = shown("Visa und Visum", terms=[odd])

    assert marked(found) == [("Visa", "#wort-visum")]
    assert explained(found)[0][1] == "Visa"


def test_term_without_an_explanation_is_not_marked():
    found = shown("Das Visum.", terms=[replace(VISA, explanation="")])

    assert marked(found) == []
    assert found.select("section.glossary") == []


def test_explanation_is_text_and_its_words_are_not_marked():
    terms = [replace(VISA, explanation="<b>Ein Aufenthaltstitel</b>"), TITLE]

    found = shown("Das Visum.", terms=terms)

    assert marked(found) == [("Visum", "#wort-visum")]
    assert explained(found) == [("wort-visum", "Visum", "<b>Ein Aufenthaltstitel</b>")]


def test_withdrawn_term_is_not_marked():
    edition = edition_in(VISA, service(summary="Das Visum."))
    before = page(edition, f"/de/{PATH}")

    after = page(edition.after([withdrawal(VISA, 90, NOW)]), f"/de/{PATH}")

    assert marked(before) == [("Visum", "#wort-visum")]
    assert marked(after) == []


# --- The section at the end


def test_section_lists_exactly_the_marked_ones_in_their_order():
    other = Term(uid="anders", term="Duldung", explanation="Nicht auf dieser Seite.")

    found = shown(
        "Erst das Visum,", "<p>dann der Aufenthaltstitel.</p>", terms=[TITLE, VISA, other]
    )

    assert [uid for uid, _, _ in explained(found)] == ["wort-visum", "wort-titel"]
    assert [f"#{uid}" for uid, _, _ in explained(found)] == [href for _, href in marked(found)]


def test_order_is_that_of_the_words_within_one_text_too():
    found = shown("Visum, Aufenthaltstitel")

    assert [uid for uid, _, _ in explained(found)] == ["wort-visum", "wort-titel"]


def test_section_shows_the_usual_form():
    found = shown("Das Visum.", terms=[replace(VISA, words="Einreisevisum, Visum")])

    assert explained(found)[0][1] == "Einreisevisum"


def test_section_stands_at_the_end_of_the_page_s_matter_with_a_heading():
    found = shown("Das Visum.")

    section = found.select_one("main > section.glossary")
    assert section.h2["id"] == section["aria-labelledby"]
    assert section.find_next_sibling() is None


def test_page_without_terms_has_no_section():
    found = shown("Nichts davon.")

    assert marked(found) == []
    assert found.select(".glossary, #woerter") == []


WORDY = "Das Visum."
RICH = f"<p>{WORDY}</p>"
PLACES = [
    pytest.param(service(description=RICH), PATH, id="service"),
    pytest.param(service(special_points=RICH), PATH, id="special points"),
    pytest.param(notice(body=RICH), "hinweise/hinweis/", id="notice"),
    pytest.param(notice(level="urgent", summary=WORDY), "", id="urgent notice at home"),
    pytest.param(
        ServiceArea(uid="g", slug="g", title="G", description=RICH), "sachgebiete/g/", id="area"
    ),
    pytest.param(
        Page(
            uid="p", slug="p", title="P", sections=(PageSection(uid="a", heading="A", body=RICH),)
        ),
        "p/",
        id="page",
    ),
]


@pytest.mark.parametrize(("thing", "path"), PLACES)
@pytest.mark.parametrize("code", ["de", "uk"])
def test_words_are_explained_wherever_one_reads(thing, path, code):
    found = page(edition_in(VISA, thing), f"/{code}/{path}")

    assert marked(found) == [("Visum", "#wort-visum")]
    assert found.select_one("#wort-visum").name == "div"


def test_words_in_a_checklist_are_explained():
    listed = checklist({"name": "Visum", "explanation": "Der Aufenthaltstitel auch."})

    found = page(edition_in(VISA, TITLE, listed, service(checklists=("liste",))), f"/de/{PATH}")

    assert marked(found) == [("Visum", "#wort-visum"), ("Aufenthaltstitel", "#wort-titel")]


def test_lists_of_services_have_no_terms_marked():
    found = page(edition_in(VISA, service(title="Visum", summary=WORDY)), "/de/dienste/")

    assert marked(found) == []


# --- In other languages


KYIV = {"words": "Віза, візу, візи", "explanation": "Для в’їзду."}
VISA_UK = translated(VISA, "uk", 60, **KYIV)


def in_ukrainian(text, *records):
    one = service(summary="Das Visum.")
    done = translated(one, "uk", 70, summary=text)
    return page(edition_in(VISA, TITLE, one, done, *records), f"/uk/{PATH}")


def test_word_is_explained_in_the_reader_s_language_with_the_german_one_beside():
    found = in_ukrainian("Потрібно отримати візу.", VISA_UK)

    (entry,) = found.select("section.glossary dl > div")
    assert marked(found) == [("візу", "#wort-visum")]
    assert str(entry.dt) == '<dt>Віза <bdi dir="ltr" lang="de">Visum</bdi></dt>'
    assert entry.dd.get_text() == "Для в’їзду."


def test_german_term_in_a_translation_is_marked_too():
    found = in_ukrainian("Потрібно Visum, і візу.", VISA_UK)

    assert marked(found) == [("Visum", "#wort-visum")]
    assert found.select_one("a.term").find_parent("bdi")["lang"] == "de"


def test_word_in_a_text_that_is_still_german_is_explained_in_the_reader_s_language():
    found = page(edition_in(VISA, service(summary="Das Visum."), VISA_UK), f"/uk/{PATH}")

    assert marked(found) == [("Visum", "#wort-visum")]
    assert found.select_one("#wort-visum dd").get_text() == "Для в’їзду."


def test_explanation_that_is_not_translated_is_german_and_says_so():
    only_words = translated(VISA, "uk", 60, words="Віза, візу")

    found = in_ukrainian("Потрібно отримати візу.", only_words)

    assert str(found.select_one("#wort-visum dd")) == (
        '<dd><span dir="ltr" lang="de">Für die Einreise.</span></dd>'
    )


def test_words_that_are_not_translated_are_german_and_say_so():
    found = page(edition_in(VISA, service(summary="Das Visum.")), f"/uk/{PATH}")

    words = [
        node for node in found.select_one("#wort-visum dt").find_all(string=True) if node.strip()
    ]
    assert [node.find_parent(lang=True)["lang"] for node in words] == ["de"] * len(words)


@pytest.mark.parametrize("code", ["en", "uk"])
def test_term_that_has_no_words_of_its_own_is_shown_once(code):
    found = page(edition_in(VISA, service(summary="Das Visum.")), f"/{code}/{PATH}")

    assert found.select_one("#wort-visum dt").get_text().split() == ["Visum"]


def test_words_of_another_language_are_not_marked():
    found = page(edition_in(VISA, service(summary="Потрібно візу."), VISA_UK), f"/en/{PATH}")

    assert marked(found) == []


def test_machine_made_word_and_explanation_are_marked_as_such():
    made = translated(VISA, "uk", 60, machine_made=True, **KYIV)

    found = in_ukrainian("Потрібно отримати візу.", made)

    entry = found.select_one("#wort-visum")
    assert entry.dd.select_one(".m").get_text() == "Для в’їзду."
    assert found.select_one("aside.translated")["class"] == ["translated", "some"]


def test_changed_explanation_is_new_on_every_page():
    edition = edition_in(VISA, service(summary="Das Visum."))
    page(edition, f"/de/{PATH}")

    after = edition.after([record(replace(VISA, explanation="Neu erklärt."), 90, NOW)])

    assert explained(page(after, f"/de/{PATH}"))[0][2] == "Neu erklärt."

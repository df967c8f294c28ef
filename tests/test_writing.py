"""What staff are told of a text: each rule on real sentences, and on those that are fine."""

import subprocess
import sys
from collections import defaultdict
from datetime import time
from decimal import Decimal
from itertools import chain
from time import monotonic

import pytest

from content import initial_content, writing
from content.anatomy import slots
from content.models.fields import LONGEST, sanitize
from content.published import (
    KINDS,
    Channel,
    Checklist,
    ChecklistItem,
    Fee,
    Notice,
    OpeningRule,
    Service,
    Term,
)
from content.snapshots import kind_of, snapshot
from content.writing import passages, readability
from tests.site import PROJECT

NOTHING = writing.public(defaultdict(list))


def remarks(text, known=NOTHING, of=Notice, field="summary"):
    if text.startswith("<"):
        text, field = sanitize(text), "body"
    thing = of(uid="u", slug="u", title="Titel", **{field: text})
    return [remark for one in writing.advice(thing, known) for remark in one.remarks]


def places(text, rule):
    """What is quoted under a rule, known by its first words."""
    return [one.split(": ")[0] for one in remarks(text) if one.split(": ")[-1].startswith(rule)]


# --- Sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Kommen Sie. Bringen Sie den Pass mit!", ["Kommen Sie.", "Bringen Sie den Pass mit!"]),
        ("Seit dem 1. Mai 2025 gilt das.", ["Seit dem 1. Mai 2025 gilt das."]),
        ("Sie brauchen z. B. Ihren Pass.", ["Sie brauchen z. B. Ihren Pass."]),
        ("Von 8.00 Uhr an. Dann nicht.", ["Von 8.00 Uhr an.", "Dann nicht."]),
        ("Er heißt „Nationalpass.“ Danke.", ["Er heißt „Nationalpass.“", "Danke."]),
        ("Rufen Sie {telefon:hotline} an.", ["Rufen Sie … an."]),
    ],
)
def test_sentences_end_where_they_end(text, sentences):
    [passage] = passages.in_text(text, rich=False)

    assert passage.sentences == sentences


def test_paragraphs_points_and_headings_are_apart():
    html = sanitize("<h3>Was</h3><p>Eins<br>Zwei</p><ul><li>Pass</li><li>Foto &amp; Geld</li></ul>")

    found = [(one.tag, one.sentences) for one in passages.in_text(html, rich=True)]

    assert found == [
        ("h3", ["Was"]),
        ("p", ["Eins", "Zwei"]),
        ("li", ["Pass"]),
        ("li", ["Foto & Geld"]),
    ]


LONG = (
    "Wenn Sie einen neuen Pass haben, müssen Sie Ihren Aufenthaltstitel, der im alten Pass ist, "
    "bald in den neuen übertragen lassen."
)


def test_sentence_over_20_words_is_named_with_its_beginning_and_its_length():
    assert remarks(LONG) == [
        "„Wenn Sie einen neuen Pass haben, …“ (21 Wörter): Höchstens 20 Wörter sind gut zu lesen. "
        "Machen Sie zwei Sätze daraus."
    ]


def test_sentence_of_20_words_is_fine_and_a_quoted_fact_is_one():
    twenty = LONG.replace("bald", "").replace("Pass haben", "{telefon:ein-neuer-pass} haben")

    assert len(passages.words(passages.in_text(twenty, rich=False)[0].text)) == 20
    assert remarks(twenty) == []


# --- Style


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Ihr Pass wird von der Druckerei ausgestellt.", "„wird … ausgestellt“"),
        ("Die Unterlagen müssen eingereicht werden.", "„eingereicht werden“"),
        ("Kommen Sie, wenn der Termin bestätigt wurde.", "„bestätigt wurde“"),
        ("Das Geld wird Ihnen überwiesen.", "„wird … überwiesen“"),
        ("Es wird um Geduld gebeten.", "„wird … gebeten“"),
        ("Ihnen wird Gelegenheit gegeben.", "„wird … gegeben“"),
        ("Nur registrierte Personen werden kontrolliert.", "„werden kontrolliert“"),
        ("Die Karte ist verschickt worden.", "„verschickt worden“"),
        ("Ein Verlust ist unverzüglich anzuzeigen.", "„ist unverzüglich anzuzeigen“"),
    ],
)
def test_passive_is_named(sentence, place):
    assert places(sentence, "Hier fehlt, wer etwas tut.") == [place]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Die Prüfung erfolgt vor Ort.", "„erfolgt“"),
        ("Zur Durchführung brauchen wir Ihren Pass.", "„Zur Durchführung“"),
        ("Hinsichtlich der Kosten fragen Sie uns.", "„Hinsichtlich“"),
    ],
)
def test_words_of_offices_are_named(sentence, place):
    assert places(sentence, "So schreiben Ämter.") == [place]


def test_three_nouns_that_hide_verbs_are_named():
    sentence = "Nach Anhörung, Prüfung und Entscheidung bekommen Sie einen Brief."

    assert places(sentence, "So viele Hauptwörter") == ["„Anhörung“, „Prüfung“, „Entscheidung“"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Wollen Sie Deutsche werden?",
        "Ihr Aufenthaltstitel wird ungültig, wenn Sie lange im Ausland sind.",
        "Sie werden bald eine Antwort bekommen.",
        "Sie werden den Brief in zwei Wochen erhalten.",
        "Wann werden Sie das Formular abgeben und nach Hause gehen?",
        "Der Besuch ist geplant und wird lustig.",
        "Wir haben das geprüft und werden besser.",
        "Das Gebäude ist leicht zu finden.",
        "Wohnung, Rechnung, Versicherung und Bescheinigung liegen bei.",
        "Wir beraten Sie mit Erfolgen.",
    ],
)
def test_active_sentences_and_names_of_things_are_fine(sentence):
    assert remarks(sentence) == []


def test_official_terms_that_the_site_explains_are_no_nominal_style():
    terms = [Term(uid=word, term=word, explanation="So.") for word in ("Erteilung", "Verlängerung")]
    known = writing.public(defaultdict(list, term=terms))
    sentence = "Erteilung, Verlängerung und Änderung kosten Geld."

    assert len(remarks(sentence)) == 1
    assert remarks(sentence, known) == []


# --- Times


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Im Juli ist geschlossen.", "„Im Juli“"),
        ("Die Lage ist seit März angespannt.", "„seit März“"),
        ("Am 24. Dezember ist geschlossen.", "„24. Dezember“"),
        ("Bis 31.12. gilt das alte Formular.", "„31.12.“"),
        ("Im Mai und im Juni ist viel los, im Mai besonders.", "„Im Mai“, „im Juni“, „im Mai“"),
    ],
)
def test_month_without_a_year_is_named(sentence, place):
    assert places(sentence, "Hier fehlt das Jahr.") == [place]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Wir haben heute geschlossen.", "„heute“"),
        ("Ab morgen gilt das.", "„morgen“"),
        ("Das war gestern anders.", "„gestern“"),
        ("Diese Woche sind wir im Urlaub.", "„Diese Woche“"),
        ("Derzeit gibt es keine Termine.", "„Derzeit“"),
        ("Aktuell gibt es keine Termine.", "„Aktuell“"),
    ],
)
def test_day_that_moves_is_named(sentence, place):
    assert places(sentence, "Später stimmt das nicht mehr.") == [place]


@pytest.mark.parametrize(
    "sentence",
    [
        "Seit dem 1. Mai 2025 nehmen wir digitale Fotos.",
        "Von Mai bis Juli 2026 bauen wir um.",
        "Am 24. und am 31. Dezember 2026 ist geschlossen.",
        "Am 31.12.2026 ist geschlossen.",
        "Jedes Jahr im Dezember ist viel los.",
        "Frau Mai und Herr August beraten Sie.",
        "Am Morgen ist es leer.",
        "Bringen Sie ein aktuelles Foto mit.",
        "Ist Ihr Foto aktuell?",
        "Kommen Sie von 8.00 bis 12.00 Uhr.",
    ],
)
def test_dates_with_a_year_and_lasting_words_are_fine(sentence):
    assert remarks(sentence) == []


# --- Abbreviations


@pytest.mark.parametrize(
    "text",
    [
        "Das Bundesamt für Migration (BAMF) hilft. Das BAMF ist in Bochum.",
        "BAMF (Bundesamt für Migration) und BAMF.",
        "BAMF heißt Bundesamt für Migration.",
        "Staatsangehörige der EU brauchen eine PDF-Datei.",
        "Die Norm EN 301 549 und der Abschnitt XII.",
        "BITTE NUR mit Termin!",
    ],
)
def test_explained_and_common_abbreviations_are_fine(text):
    assert remarks(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Das BAMF entscheidet.", "„BAMF“"),
        ("So steht es im AufenthG.", "„AufenthG“"),
        ("Für den EWR und die EU gilt das.", "„EWR“"),
    ],
)
def test_unexplained_abbreviation_is_named(text, place):
    assert places(text, "Diese Abkürzung kennen nicht alle.") == [place]


def test_abbreviation_may_be_explained_in_another_text_of_the_object_or_by_a_term():
    bamf = Term(uid="t", term="Bundesamt", words="Bundesamt, BAMF", explanation="Ein Amt.")
    item = ChecklistItem(uid="i", name="Brief", explanation="Vom BAMF")
    intro = "Vom Bundesamt (BAMF)"

    def told(checklist, **lists):
        return writing.advice(checklist, writing.public(defaultdict(list, **lists)))

    [alone] = told(Checklist(uid="c", title="Liste", items=(item,)))
    assert (alone.uid, alone.field) == ("i", "explanation")
    assert told(Checklist(uid="c", title="Liste", introduction=intro, items=(item,))) == []
    assert told(Checklist(uid="c", title="Liste", items=(item,)), term=[bamf]) == []


@pytest.mark.parametrize(
    ("short", "long"),
    [("z. B.", "zum Beispiel"), ("z.B.", "zum Beispiel"), ("ggf.", "wenn nötig")],
)
def test_what_can_be_written_out_is(short, long):
    assert remarks(f"Sie brauchen {short} Ihren Pass.") == [
        f"„{short}“: Schreiben Sie es aus, zum Beispiel „{long}“."
    ]


# --- Links and headings


@pytest.mark.parametrize("words", ["hier", "Klicken Sie hier!", "mehr …", "weiter", "Link"])
def test_link_that_says_nothing_is_named(words):
    text = f'<p>Etwas steht <a href="/de/kontakt/">{words}</a></p>'

    assert places(text, "Dieser Link sagt nicht") == [f"„{words}“"]


def test_link_that_names_its_page_is_fine():
    assert remarks('<p>Mehr steht auf der Seite <a href="/de/kontakt/">Kontakt</a>.</p>') == []


def test_paragraph_wholly_in_bold_is_a_heading_that_nobody_hears():
    text = "<p><strong>Das bringen Sie mit:</strong></p><ul><li><p>Pass</p></li></ul>"

    assert places(text, "Das sieht aus wie eine Überschrift") == ["„Das bringen Sie mit:“"]


@pytest.mark.parametrize(
    "text",
    [
        "<p><strong>Fragen Sie uns vorher.</strong></p>",
        "<p><strong>Wichtig:</strong> Fragen Sie uns.</p>",
        "<ul><li><p><strong>Pass</strong></p></li></ul>",
        "<h3><strong>Das bringen Sie mit</strong></h3>",
    ],
)
def test_loud_sentences_words_and_points_are_no_headings(text):
    assert remarks(text) == []


# --- Facts


HOTLINE = Channel(
    uid="hotline",
    title="Hotline",
    phone="0 21 51 / 86-2333",
    rules=(OpeningRule(uid="r", weekday=0, opens=time(8), closes=time(17)),),
)
PASSPORT = Service(
    uid="pass", slug="pass", title="Pass", fees=(Fee(uid="f", amount=Decimal("67.00")),)
)
FACTS = writing.public(defaultdict(list, channel=[HOTLINE], service=[PASSPORT]))


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ("8.00 bis 17.00 Uhr", "Sprechzeiten: Hotline"),
        ("8 bis 17 Uhr", "Sprechzeiten: Hotline"),
        ("8:00–17:00 Uhr", "Sprechzeiten: Hotline"),
        ("02151 862333", "Telefonnummer: Hotline"),
        ("67 Euro", "Erste Gebühr: Pass"),
        ("67,00 €", "Erste Gebühr: Pass"),
    ],
)
def test_typed_fact_that_exists_is_named_with_where_to_take_it(typed, fact):
    assert remarks(f"Das ist: {typed}.", FACTS) == [
        f"„{typed}“ ist von Hand geschrieben. Wählen Sie „{fact}“ aus der Liste „Angaben "
        "einfügen“. Dann ändert sie sich überall mit."
    ]


@pytest.mark.parametrize("typed", ["9.00 bis 11.00 Uhr", "8.00 bis 25.00 Uhr", "Zimmer 8 bis 17"])
def test_other_hours_are_fine(typed):
    assert remarks(f"Der Kurs: {typed}.", FACTS) == []


# --- Readability


EASY = "Sie haben einen neuen Pass. Sie kommen zu uns. Wir sehen den Pass an. " * 3
COMPLICATED = (
    "Die zuständige Ausländerbehörde entscheidet nach vollständiger Vorlage aller erforderlichen "
    "Unterlagen über Ihren Antrag."
)
HARD = (
    "Die Niederlassungserlaubnis ermöglicht Drittstaatsangehörigen dauerhaften Aufenthalt. "
    "Einbürgerungsbewerberinnen benötigen Staatsangehörigkeitsnachweise. "
) * 4


def test_readability_is_told_with_what_helps_most():
    figure = readability.measured([COMPLICATED] * 3)

    assert figure.message == (
        "Lesbarkeit: Schulstufe 15. Ziel: höchstens 8. Kürzere Sätze helfen am meisten: Der "
        "längste hat 13 Wörter."
    )


def test_long_words_are_what_makes_short_sentences_hard():
    [passage] = passages.in_text(HARD, rich=False)

    figure = readability.measured(passage.sentences)

    assert (figure.grade, figure.is_hard) == (15, True)
    assert figure.message == (
        "Lesbarkeit: Schulstufe 15. Ziel: höchstens 8. Kürzere Wörter helfen am meisten: Die "
        "längsten sind „Staatsangehörigkeitsnachweise“ und „Einbürgerungsbewerberinnen“."
    )


def test_easy_text_gets_its_figure_and_no_remark():
    [one] = writing.advice(Notice(uid="u", slug="u", title="Pass", summary=EASY), NOTHING)

    assert one.remarks == ()
    assert one.easy == "Lesbarkeit: Schulstufe 4. Ziel erreicht: höchstens 8."


def test_text_of_less_than_30_words_is_not_measured():
    assert readability.measured(["Drittstaatsangehörigkeitsbescheinigung"] * 29) is None
    assert readability.measured(["Drittstaatsangehörigkeitsbescheinigung"] * 30).grade == 15


@pytest.mark.parametrize(
    ("word", "count"), [("Pass", 1), ("Termin", 2), ("Einbürgerung", 4), ("Aufenthaltstitel", 5)]
)
def test_syllables_are_counted(word, count):
    assert readability.syllables(word) == count


def test_dictionary_is_not_loaded_with_the_site():
    code = (
        "import django, sys; django.setup(); import content.admin, content.urls; "
        "sys.exit('pyphen' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        capture_output=True,
    )

    assert (done.returncode, done.stderr) == (0, b"")


# --- The initial content


@pytest.mark.django_db
def test_initial_content_is_told_little_and_nothing_wrong():
    """Each of them was looked at: a rule that gives false alarms would be seen here."""
    things = defaultdict(list)
    for obj in initial_content.create_missing("de"):
        things[kind_of(obj)].append(snapshot(obj))
    known = writing.public(things)

    found = [
        (one.uid, remark.split(". W")[0].split(": ")[0])
        for thing in chain.from_iterable(things.values())
        for one in writing.advice(thing, known)
        for remark in one.remarks
    ]

    assert sorted(found) == [
        ("abteilung-migration", "Lesbarkeit"),
        ("barrierefreiheit-geltung", "Lesbarkeit"),
        ("barrierefreiheit-geltung", "„BGG“, „NRW“"),
        ("barrierefreiheit-pruefung", "„Die Tests prüfen jede Art von …“ (23 Wörter)"),
        ("barrierefreiheit-pruefung", "„wird übersprungen“"),
        ("datenschutz-hosting", "„aufgezeichnet wird“"),
        ("datenschutz-protokoll", "„Darin können die Zeit, die Adresse …“ (21 Wörter)"),
        ("datenschutz-protokoll", "„ausgeliefert wird“"),
        ("fotos-nur-digital", "„6,00 Euro“ ist von Hand geschrieben"),
        ("impressum-website", "Lesbarkeit"),
        ("ukraine-aufnahme", "„Die Aufnahme ist jetzt nur noch …“ (32 Wörter)"),
        ("ukraine-aufnahme", "„Im Juni“, „Im Juli“"),
    ]


def test_only_texts_are_read():
    """Numbers, addresses, laws and words for the search are no sentences."""
    read = {
        f"{kind}.{slot.name}"
        for kind, concept in KINDS.items()
        for slot in slots(concept)
        if slot.is_text and slot.name not in writing.NOT_READ
    }

    assert "service.description" in read
    assert not read & {"service.keywords", "service.legal_basis", "channel.phone", "term.words"}


def test_longest_text_is_read_in_seconds_whatever_is_typed():
    """Somebody may paste a table of numbers: no rule takes the square of its length."""
    begun = monotonic()

    for piece in ("1", "1.", "Ab-", "z. B. ", "ist "):
        remarks(f"<p>{piece * (LONGEST // len(piece) - 10)}</p>")

    assert monotonic() - begun < 30

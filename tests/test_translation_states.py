"""How each piece of a translation stands to the German, case by case.

Most cases are told twice: as records, and through the functions that staff use.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from content import models, publishing, translating
from content.edition import Edition
from content.models import Publication
from content.published import (
    Channel,
    Fee,
    HoursException,
    Notice,
    Service,
    ServiceArea,
)
from content.publishing import Refused
from content.translating import Entry
from tests import drafts
from tests.drafts import NOON
from tests.factories import DAY, HOTLINE, record
from tests.translations import (
    TITLE,
    UK,
    AtTheDesk,
    OnPaper,
    Told,
    cancel,
    day,
    piece_at,
    publish,
    restore,
    revoke,
    same,
    save,
    told,
    translate,
    translated,
    wait,
    withdraw,
    withdraw_translation,
)

MOMENT = timedelta(microseconds=1)


class Case(NamedTuple):
    """``at``: the day on which it is asked; the one after the last step unless told."""

    steps: list
    expected: Told | None
    piece: str = TITLE
    language: str = "uk"
    at: float | None = None

    def after(self, story) -> Told | None:
        edition = story.go(self.steps).edition()
        instant = day(len(self.steps) if self.at is None else self.at)
        return piece_at(edition, instant, self.piece, self.language)


def current(words):
    return Told("current", words)


def stale(words, since, of="stale"):
    """``since``: the day on which the German came to say something else."""
    return Told(of, words, day(since))


def missing(german):
    return Told("missing", german)


def case(name, steps, expected, **asked):
    return pytest.param(Case(steps, expected, **asked), id=name)


# The title is "A" and its translation "а", "B" and "б", "C" and "в".
BEGINNING = [publish(), translate("а")]
EDITED = [*BEGINNING, publish(title="B")]
SAME = [*EDITED, same("A", "B")]
AHEAD = [*BEGINNING, publish(title="B", on=9), translate("б")]
JUST_BEFORE_9 = 9 - MOMENT / DAY
BOTH_PARTS = [publish(), translate("паспорт", "pass.name"), translate("фото", "foto.name")]
PASSPORT, PHOTO = {"piece": "pass.name"}, {"piece": "foto.name"}
INTRODUCTION = {"piece": "liste.introduction"}

CASES = [
    # --- Published, edited
    case("never translated", [publish()], missing("A")),
    case("translated", BEGINNING, current("а")),
    case("translated in better words", [*BEGINNING, translate("а!")], current("а!")),
    case("edited", EDITED, stale("а", 2)),
    case("edited twice", [*EDITED, publish(title="C")], stale("а", 3)),
    case("edited and translated anew", [*EDITED, translate("б")], current("б")),
    case("edited and back", [*EDITED, publish(title="A")], current("а")),
    case(
        "edited, translated and back", [*EDITED, translate("б"), publish(title="A")], current("а")
    ),
    case(
        "there and back and there again",
        [*EDITED, translate("б"), publish(title="A"), publish(title="B")],
        current("б"),
    ),
    case(
        "edited again after going back",
        [*EDITED, publish(title="A"), publish(title="B")],
        stale("а", 4),
    ),
    case("saved and not published", [*BEGINNING, save(title="B")], current("а")),
    case("translation saved after the German's next version", [
        publish(), publish(title="B"), translate("а", of="A"),
    ], stale("а", 1)),
    case("small correction of the text", [*BEGINNING, publish(title="B", minor=True)],
         stale("а", 2)),
    # --- Nothing of the text changes
    case("saved without a change", [*BEGINNING, save()], current("а")),
    case("republished unchanged", [*BEGINNING, publish()], current("а")),
    case("republished unchanged when stale", [*EDITED, publish()], stale("а", 2)),
    case("only confirmed", [*BEGINNING, publish(confirmed=True)], current("а")),
    case("only confirmed when stale", [*EDITED, publish(confirmed=True)], stale("а", 2)),
    # --- Restored
    case("restored", [*EDITED, restore(0)], current("а")),
    case("restored to what was never translated", [
        publish(), publish(title="B"), translate("б"), restore(0),
    ], stale("б", 3)),
    case("restored to what was translated after it was replaced", [
        publish(), publish(title="B"), translate("а", of="A"), restore(0),
    ], current("а")),
    # --- Withdrawn
    case("withdrawn", [*BEGINNING, withdraw()], None),
    case("withdrawn and published again", [*BEGINNING, withdraw(), publish()], current("а")),
    case("withdrawn and published with other words", [*BEGINNING, withdraw(), publish(title="B")],
         stale("а", 3)),
    case("withdrawn when stale, and published again", [*EDITED, withdraw(), publish()],
         stale("а", 2)),
    case("translated while withdrawn", [publish(), withdraw(), translate("а"), publish()],
         current("а")),
    # --- Scheduled
    case("scheduled, before its instant", [*BEGINNING, publish(title="B", on=9)], current("а")),
    case("scheduled, at its instant", [*BEGINNING, publish(title="B", on=9)], stale("а", 9), at=9),
    case("translated ahead, before its instant", AHEAD, current("а")),
    case("translated ahead, just before its instant", AHEAD, current("а"), at=JUST_BEFORE_9),
    case("translated ahead, at its instant", AHEAD, current("б"), at=9),
    case("first text translated ahead", [publish(on=9), translate("а")], current("а"), at=9),
    case("first text translated ahead, before", [publish(on=9), translate("а")], None),
    case("scheduled and cancelled", [*BEGINNING, publish(title="B", on=9), cancel(2)],
         current("а"), at=9),
    case("translated ahead and cancelled", [*AHEAD, cancel(2)], current("а"), at=9),
    case("translated ahead and restored", [
        *BEGINNING, publish(title="B", on=4), translate("б"), wait(), restore(0),
    ], current("а")),
    case("two scheduled, at the first", [
        *BEGINNING, publish(title="B", on=8), publish(title="C", on=9), translate("б", of="B"),
    ], current("б"), at=8),
    case("two scheduled, at the second", [
        *BEGINNING, publish(title="B", on=8), publish(title="C", on=9), translate("б", of="B"),
    ], stale("б", 9), at=9),
    case("both scheduled translated ahead, at the first", [
        *BEGINNING, publish(title="B", on=8), publish(title="C", on=9),
        translate("б", of="B"), translate("в", of="C"),
    ], current("б"), at=8),
    case("corrected now while a later one waits", [*AHEAD, publish(title="A!")], stale("а", 4)),
    case("corrected now while a later one waits, at its instant", [*AHEAD, publish(title="A!")],
         current("б"), at=9),
    case("nothing translated but what is to come", [
        publish(), publish(title="B", on=9), translate("б"),
    ], missing("A")),
    case("nothing translated but what was cancelled", [
        publish(), publish(title="B", on=9), translate("б"), cancel(1),
    ], missing("A"), at=9),
    # --- Parts
    case("part added", [*BOTH_PARTS, publish(items={"pass": "Pass", "foto": "Foto", "x": "X"})],
         missing("X"), piece="x.name"),
    case("part added beside it", [
        *BOTH_PARTS, publish(items={"x": "X", "pass": "Pass", "foto": "Foto"}),
    ], current("паспорт"), **PASSPORT),
    case("part removed", [*BOTH_PARTS, publish(items={"foto": "Foto"})], None, **PASSPORT),
    case("part removed beside it", [*BOTH_PARTS, publish(items={"foto": "Foto"})],
         current("фото"), **PHOTO),
    case("part taken back", [
        *BOTH_PARTS, publish(items={"foto": "Foto"}),
        publish(items={"foto": "Foto", "pass": "Pass"}),
    ], current("паспорт"), **PASSPORT),
    case("part taken back by restoring", [
        *BOTH_PARTS, publish(items={"foto": "Foto"}), restore(0),
    ], current("паспорт"), **PASSPORT),
    case("part taken back with other words", [
        *BOTH_PARTS, publish(items={"foto": "Foto"}),
        publish(items={"foto": "Foto", "pass": "P"}),
    ], stale("паспорт", 4), **PASSPORT),
    case("stale part taken back", [
        *BOTH_PARTS, publish(items={"pass": "P", "foto": "Foto"}), publish(items={"foto": "Foto"}),
        publish(items={"pass": "P", "foto": "Foto"}),
    ], stale("паспорт", 3), **PASSPORT),
    case("part replaced by a new one with the same words", [
        *BOTH_PARTS, publish(items={"neu": "Pass", "foto": "Foto"}),
    ], missing("Pass"), piece="neu.name"),
    case("parts reordered", [*BOTH_PARTS, publish(items={"foto": "Foto", "pass": "Pass"})],
         current("паспорт"), **PASSPORT),
    case("parts reordered and the other one edited", [
        *BOTH_PARTS, publish(items={"foto": "Bild", "pass": "Pass"}),
    ], current("паспорт"), **PASSPORT),
    case("parts reordered and this one edited", [
        *BOTH_PARTS, publish(items={"foto": "Bild", "pass": "Pass"}),
    ], stale("фото", 3), **PHOTO),
    case("parts have changed their words with each other", [
        *BOTH_PARTS, publish(items={"pass": "Foto", "foto": "Pass"}),
    ], stale("паспорт", 3), **PASSPORT),
    # --- Sense unchanged
    case("sense unchanged", SAME, current("а")),
    case("sense unchanged, told the other way round", [*EDITED, same("B", "A")], current("а")),
    case("sense unchanged twice", [*SAME, publish(title="C"), same("B", "C")], current("а")),
    case("sense unchanged, then edited", [*SAME, publish(title="C")], stale("а", 4)),
    case("sense changed, then unchanged", [*EDITED, publish(title="C"), same("B", "C")],
         stale("а", 2)),
    case("sense unchanged, then changed, then unchanged", [
        *SAME, publish(title="C"), publish(title="D"), same("C", "D"),
    ], stale("а", 4)),
    case("sense unchanged between others", [
        *BEGINNING, publish(title="B"), publish(title="C"), same("A", "C"),
    ], current("а")),
    case("groups joined by what is said last", [
        *BEGINNING, publish(title="D"), same("A", "B"), same("C", "D"), same("B", "C"),
    ], current("а")),
    case("sense unchanged, revoked", [*SAME, revoke(3)], stale("а", 2)),
    case("sense unchanged, revoked, said again", [*SAME, revoke(3), same("A", "B")], current("а")),
    case("one of two sayings revoked", [*SAME, same("A", "B"), revoke(3)], current("а")),
    case("middle of a chain revoked", [*SAME, publish(title="C"), same("B", "C"), revoke(3)],
         stale("а", 2)),
    case("sense said of one piece only", [
        publish(), translate("е", "liste.introduction"), publish(title="B", introduction="F"),
        same("A", "B"),
    ], stale("е", 2), **INTRODUCTION),
    case("same words, sense said of another piece", [
        publish(introduction="A"), translate("а", "liste.introduction"),
        publish(title="B", introduction="B"), same("A", "B"),
    ], stale("а", 2), **INTRODUCTION),
    case("sense said before there is a translation", [
        publish(), publish(title="B"), same("A", "B"), translate("а", of="A"),
    ], current("а")),
    case("translated, and back to what means the same", [
        publish(), publish(title="B"), same("A", "B"), translate("б"), publish(title="A"),
    ], current("б")),
    case("sense unchanged, and edited back", [*SAME, publish(title="A")], current("а")),
    case("sense unchanged, edited back, revoked", [*SAME, publish(title="A"), revoke(3)],
         current("а")),
    case("exact translation before one of the same sense", [
        *SAME, translate("б"), translate("а!", of="A"),
    ], current("б")),
    case("newest of the same sense", [
        *BEGINNING, publish(title="B"), translate("б"), publish(title="C"),
        same("A", "C"), same("B", "C"),
    ], current("б")),
    case("translation of the same sense before a newer one that is stale", [
        *SAME, publish(title="C"), translate("в"), publish(title="B"),
    ], current("а")),
    case("sense said of a text that is still to come", [
        *BEGINNING, publish(title="B", on=9), same("A", "B"),
    ], current("а"), at=9),
    # --- Emptied and withdrawn translations
    case("translation emptied", [*BEGINNING, translate("")], missing("A")),
    case("translation emptied, then edited", [*BEGINNING, translate(""), publish(title="B")],
         missing("B")),
    case("translation emptied and written anew", [*BEGINNING, translate(""), translate("а!")],
         current("а!")),
    case("one piece emptied", [
        *BEGINNING, translate("е", "liste.introduction"), translate(""),
    ], current("е"), **INTRODUCTION),
    case("translation withdrawn", [*BEGINNING, withdraw_translation()], missing("A")),
    case("translation withdrawn, and back to older German", [
        *EDITED, translate("б"), withdraw_translation(), restore(0),
    ], missing("A")),
    case("translation withdrawn and published anew", [
        *BEGINNING, withdraw_translation(), translate("а"),
    ], current("а")),
    # --- At an instant of the past
    case("before it was translated", BEGINNING, missing("A"), at=0.5),
    case("before it was translated anew", [*BEGINNING, translate("а!")], current("а"), at=1.5),
    case("before its translation was withdrawn", [*BEGINNING, withdraw_translation()],
         current("а"), at=1.5),
    case("before somebody said that the sense is unchanged", SAME, stale("а", 2), at=2.5),
    case("before that was revoked", [*SAME, revoke(3)], current("а"), at=3.5),
    # --- Machines
    case("machine-made", [publish(), translate("а", machine_made=True)],
         Told("current, machine", "а")),
    case("machine-made and reviewed", [
        publish(), translate("а", machine_made=True),
        translate("а", machine_made=True, reviewed=True),
    ], current("а")),
    case("machine-made, then edited", [
        publish(), translate("а", machine_made=True), publish(title="B"),
    ], stale("а", 2, of="stale, machine")),
    case("reviewed, then edited", [
        publish(), translate("а", machine_made=True),
        translate("а", machine_made=True, reviewed=True), publish(title="B"),
    ], stale("а", 3)),
    case("machine-made, then written by a person", [
        publish(), translate("а", machine_made=True), translate("а!"),
    ], current("а!")),
    case("written by a person, and anew by a machine", [*EDITED, translate("б", machine_made=True)],
         Told("current, machine", "б")),
    # --- Pieces and languages are apart
    case("another field of the object edited", [*BEGINNING, publish(introduction="F")],
         current("а")),
    case("another field of the object edited later", [*EDITED, publish(introduction="F")],
         stale("а", 2)),
    case("another field of the object translated", [
        publish(), translate("е", "liste.introduction"),
    ], missing("A")),
    case("the same German in another field", [publish(introduction="A"), translate("а")],
         missing("A"), **INTRODUCTION),
    case("another language translated", BEGINNING, missing("A"), language="en"),
    case("another language translated anew", [
        *BEGINNING, translate("a", language="en"), publish(title="B"), translate("б"),
    ], stale("a", 3), language="en"),
    case("another language withdrawn", [
        publish(), translate("a", language="en"), translate("а"), withdraw_translation(),
    ], current("a"), language="en"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_state_as_records_tell_it(case):
    assert case.after(OnPaper()) == case.expected


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_state_as_it_comes_from_the_desk(case, django_user_model):
    user = django_user_model.objects.create_user("frau-beispiel")

    assert case.after(AtTheDesk(user)) == case.expected


@pytest.mark.parametrize("case", CASES)
def test_state_is_the_same_when_each_publication_was_read_as_it_came(case):
    told_anew = OnPaper().go(case.steps).edition()
    grown = Edition(told_anew.records[:1])
    for row in told_anew.records[1:]:
        grown = grown.after([row])
        piece_at(grown, row.made_at, case.piece, case.language)

    moments = [day(number / 2) for number in range(20)]
    asked = case.piece, case.language
    assert [piece_at(grown, at, *asked) for at in moments] == [
        piece_at(told_anew, at, *asked) for at in moments
    ]


@pytest.mark.parametrize("read_on", [[], [6], [5], [5, 6]])
def test_date_of_a_change_does_not_depend_on_what_was_read_before(read_on):
    there_and_back = [publish(title="B", on=6), publish(title="A", on=7)]
    story = OnPaper().go([publish(title="C"), translate("в"), publish(title="A"), *there_and_back])
    edition = story.edition()

    for number in read_on:
        piece_at(edition, day(number), TITLE, "uk")

    assert piece_at(edition, day(7), TITLE, "uk") == stale("в", 7)


# --- What is no text


SERVICE = Service(uid="s", slug="s", title="Pass", fees=(Fee(uid="f", amount="67.00"),))
AREA = ServiceArea(uid="s", slug="s", title="Asyl")
NOTICE = Notice(uid="s", slug="s", title="Aufnahme", level="urgent")
COUNTER = Channel(uid="s", title="Schalter", rules=HOTLINE.rules)
DAY_OFF = HoursException(uid="x", first=date(2026, 7, 3), last=date(2026, 7, 3), reason="Ausflug")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(SERVICE, replace(SERVICE, slug="neu"), id="slug"),
        pytest.param(
            SERVICE, replace(SERVICE, fees=(Fee(uid="f", amount="75.00"),)), id="amount of a fee"
        ),
        pytest.param(SERVICE, replace(SERVICE, fees=()), id="fee removed"),
        pytest.param(SERVICE, replace(SERVICE, official_name="PassG"), id="official name"),
        pytest.param(SERVICE, replace(SERVICE, legal_basis="§ 5"), id="legal basis"),
        pytest.param(SERVICE, replace(SERVICE, checklists=("c",)), id="reference"),
        pytest.param(AREA, replace(AREA, position=7), id="moved"),
        pytest.param(NOTICE, replace(NOTICE, level="information"), id="level"),
        pytest.param(NOTICE, replace(NOTICE, ends_at=NOON + 90 * DAY), id="end"),
        pytest.param(COUNTER, replace(COUNTER, rules=HOTLINE.rules[:3]), id="hours"),
        pytest.param(COUNTER, replace(COUNTER, phone="0 99"), id="number"),
        pytest.param(COUNTER, replace(COUNTER, exceptions=(DAY_OFF,)), id="day off"),
    ],
)
def test_change_of_what_is_no_text_changes_no_state(before, after):
    rows = [record(before, 1, day(0)), translated(before, "uk", 2, day(1), title="а")]

    edition = Edition([record(UK, 0), *rows, record(after, 3, day(2))])

    thing = edition.at(day(3)).in_language("uk").get("s")
    assert told(thing.title) == current("а")
    assert replace(thing, title=before.title) == replace(
        edition.at(day(3)).get("s"), title=before.title
    )


def test_fact_behind_a_text_changes_its_words_and_not_its_state():
    quoting = replace(NOTICE, uid="n", title="Rufen Sie an: {telefon:hotline}")
    rows = [record(HOTLINE, 1, day(0)), record(quoting, 2, day(0))]
    rows += [translated(quoting, "uk", 3, day(1), title="Телефон: {telefon:hotline}")]
    changed = record(replace(HOTLINE, phone="0 99"), 4, day(2))
    edition = Edition([record(UK, 0), *rows, changed])

    states = [told(edition.at(day(n)).in_language("uk").get("n").title) for n in (1, 2)]

    assert states == [current("Телефон: 0 12 34 / 56-78"), current("Телефон: 0 99")]


def test_another_fact_in_the_same_words_makes_the_translation_stale():
    quoting = replace(NOTICE, uid="n", title="Es kostet {gebuehr:s}.")
    other = replace(quoting, title="Es kostet {gebuehr:t}.")
    fees = [SERVICE, replace(SERVICE, uid="t", slug="t")]
    rows = [record(thing, number, day(0)) for number, thing in enumerate([*fees, quoting], 1)]
    rows += [translated(quoting, "uk", 4, day(1), title="Коштує {gebuehr:s}.")]

    edition = Edition([record(UK, 0), *rows, record(other, 5, day(2))])

    shown = told(edition.at(day(2)).in_language("uk").get("n").title)
    assert shown == stale("Коштує 67,00 євро.", 2)


# --- Rows and versions


@pytest.mark.parametrize("data", [b"half a", b'{"uid": "n", "texts": [{"piece": 7}]}'])
def test_unreadable_row_of_a_translation_leaves_the_former_one(data):
    story = OnPaper().go([*BEGINNING, translate("б")])
    story.records[-1] = replace(story.records[-1], data=data)

    edition = story.edition()

    assert piece_at(edition, day(5), TITLE, "uk") == current("а")
    assert [row.number for row, _ in edition.unreadable] == [3]


def test_unreadable_row_of_a_saying_leaves_what_was_said_before():
    story = OnPaper().go([*SAME, same("B", "C"), publish(title="C")])
    story.records[-2] = replace(story.records[-2], data=b'{"uid": 7}')

    edition = story.edition()

    assert piece_at(edition, day(4), TITLE, "uk") == current("а")
    assert piece_at(edition, day(6), TITLE, "uk") == stale("а", 5)


def test_draft_of_the_german_makes_only_what_it_changes_stale():
    story = OnPaper().go([*BEGINNING, translate("е", "liste.introduction")])
    draft = replace(story.thing, title="Entwurf")

    preview = story.edition().with_draft(draft, day(5))

    assert piece_at(preview, day(5), TITLE, "uk") == stale("а", 5)
    assert piece_at(preview, day(5), "liste.introduction", "uk") == current("е")
    assert piece_at(story.edition(), day(5), TITLE, "uk") == current("а")


OLD = Notice(uid="n", slug="n", title="Alt", summary="Kurz", body="<p>Text</p>")


def past_version(*said):
    """The first version of a notice, read in Ukrainian after its title was changed."""
    new = replace(OLD, title="Neu", body="<p>Neuer Text</p>")
    rows = [record(OLD, 1, day(0)), record(new, 2, day(2)), *said]
    made_anew = translated(new, "uk", 4, day(3), title="нове", summary="коротко")
    site = Edition([record(UK, 0), *rows, made_anew]).at(day(4)).in_language("uk")
    return site.filled(site.history(site.get("n"))[0].thing)


def test_past_version_shows_only_translations_that_fit_it():
    old = past_version()

    assert told(old.title) == missing("Alt")
    assert told(old.summary) == current("коротко")
    assert told(old.body) == missing("<p>Text</p>")


def test_past_version_shows_the_translation_that_was_made_of_it():
    old = past_version(translated(OLD, "uk", 3, day(1), title="старе", body="<p>текст</p>"))

    assert told(old.title) == current("старе")
    assert told(old.body) == current("<p>текст</p>")


def test_past_version_shows_a_translation_of_the_same_sense():
    story = OnPaper()
    story.go([publish(), publish(title="B"), translate("б"), same("A", "B")])

    site = story.edition().at(day(5)).in_language("uk")

    old = site.filled(site.history(site.get("liste"))[0].thing)
    assert told(old.title) == current("б")


# --- At the desk


@pytest.fixture
def desk(db, django_user_model):
    return AtTheDesk(django_user_model.objects.create_user("frau-beispiel"))


def entry(text="а", **fields):
    return Entry(TITLE, "A", text, **fields)


def test_translation_saved_and_not_published_is_visible_to_nobody(desk):
    desk.go(BEGINNING)

    translating.save(("checklist", "liste"), "uk", [entry("Таємниця")])

    edition = desk.edition()
    assert piece_at(edition, day(5), TITLE, "uk") == current("а")
    assert "Таємниця" not in b"".join(row.data for row in edition.records).decode()


def test_saving_a_translation_without_a_change_keeps_who_saved_it(desk):
    desk.go(BEGINNING)
    before = desk.translation.revision

    again = translating.save(("checklist", "liste"), "uk", [entry("  а ")])

    assert again is None
    assert models.Translation.objects.get().revision == before


def test_publishing_a_translation_without_a_change_is_refused(desk):
    desk.go(BEGINNING)

    with pytest.raises(Refused, match="schon öffentlich"):
        translating.publish(desk.translation)

    assert Publication.objects.count() == 2


def test_withdrawn_translation_can_be_published_again_as_it_was(desk):
    desk.go([*BEGINNING, withdraw_translation()])

    translating.publish(desk.translation, now=day(4))

    assert piece_at(desk.edition(), day(4), TITLE, "uk") == current("а")


@pytest.mark.parametrize("steps", [[publish()], [*BEGINNING, withdraw_translation()]])
def test_translation_that_is_not_public_can_not_be_withdrawn(desk, steps):
    desk.go(steps)
    translation = translating.save(("checklist", "liste"), "uk", [entry("neu")])

    with pytest.raises(Refused, match="nicht öffentlich"):
        translating.withdraw(translation)


def test_saving_the_same_words_again_keeps_the_review(desk):
    steps = [publish(), translate("а", machine_made=True, reviewed=True)]
    desk.go(steps)

    translating.save(("checklist", "liste"), "uk", [entry(machine_made=True)], by=desk.user)

    text = models.TranslatedText.objects.get()
    assert (text.reviewed_by, text.reviewed_at) == (desk.user, day(1))


def test_words_that_change_after_the_review_are_reviewed_by_nobody(desk):
    desk.go([publish(), translate("а", machine_made=True, reviewed=True)])

    desk.go([translate("а!", machine_made=True)])

    assert models.TranslatedText.objects.get().reviewed_by is None
    assert piece_at(desk.edition(), day(4), TITLE, "uk") == Told("current, machine", "а!")


def test_same_words_for_another_german_are_to_be_reviewed_anew(desk):
    desk.go([publish(), translate("а", machine_made=True, reviewed=True), publish(title="B")])

    desk.go([translate("а", machine_made=True)])

    assert piece_at(desk.edition(), day(5), TITLE, "uk") == Told("current, machine", "а")


def test_what_was_taken_back_can_not_be_taken_back_again(desk):
    desk.go([*SAME, revoke(3)])

    with pytest.raises(Refused, match="schon zurückgenommen"):
        desk.go([revoke(3)])


def test_saying_that_the_sense_is_unchanged_has_a_name(desk):
    desk.go([*SAME, revoke(3)])

    said = Publication.objects.filter(action__in=["same", "cancel"])
    assert [one.made_by for one in said] == [desk.user, desk.user]
    assert "frau-beispiel" not in str(desk.edition().records)


def test_translation_that_lost_a_quoted_fact_is_refused(desk):
    desk.go([publish(introduction="E")])
    wrong = Entry(TITLE, "Tel. {telefon:hotline}", "Тел.")
    translation = translating.save(("checklist", "liste"), "uk", [wrong])

    with pytest.raises(Refused, match=r"\{telefon:hotline\}") as refusal:
        translating.publish(translation)

    assert [problem.field for problem in refusal.value.problems] == [TITLE]


@pytest.mark.django_db
def test_moving_an_object_and_its_new_address_change_no_state():
    area = drafts.create(models.ServiceArea, title="A", slug="alt")
    publishing.publish(area, now=day(0))
    saved = translating.save(
        ("servicearea", area.uid), "uk", [Entry(f"{area.uid}.title", "A", "а")]
    )
    translating.publish(saved, now=day(1))
    area.position, area.slug = 5, "neu"
    area.save()

    publishing.publish(area, now=day(2))

    edition = Edition([record(UK, 0), *Publication.objects.records()])
    assert piece_at(edition, day(2), f"{area.uid}.title", "uk", area.uid) == current("а")


@pytest.mark.django_db
@pytest.mark.data
def test_states_are_the_same_from_the_database_and_from_its_rows(desk):
    desk.go([*SAME, translate("a", language="en"), revoke(3)])

    edition = desk.edition()

    assert piece_at(edition, day(9), TITLE, "uk") == stale("а", 2)
    assert piece_at(edition, day(9), TITLE, "en") == current("a")
    assert [row.form for row in edition.records[2:]] == [
        "checklist",
        "translation",
        "checklist",
        "samesense",
        "translation",
        "checklist",
    ]

"""Facts that somebody has typed into a text by hand: staff are told, nothing is refused."""

from collections import defaultdict

import pytest

from content import completeness, publishing, writing
from content.anatomy import slots
from content.published import KINDS
from content.quotes import QUOTABLE, quoted
from content.snapshots import snapshot
from tests import drafts
from tests.drafts import NOON

pytestmark = pytest.mark.django_db


def typed_in(obj):
    """What is named of the typed facts in an object's texts, and the field."""
    nothing_public = writing.public(defaultdict(list))
    return [
        (one.field, remark.split(" ist von Hand")[0])
        for one in writing.advice(snapshot(obj), nothing_public)
        for remark in one.remarks
        if "von Hand" in remark
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "0 21 51 / 86-2333",
        "02151 862333",
        "+49 2151 86-2333",
        "67,00 Euro",
        "6 €",
        "6\u00a0€",
        "29 EUR",
        "1.250,50 Euro",
        "6,- €",
        "€ 12,50",
    ],
)
def test_number_or_amount_in_a_text_is_named_with_its_field(typed):
    notice = drafts.notice(body=f"<p>Bitte beachten: <strong>{typed}</strong>, danke.</p>")

    assert typed_in(notice) == [("body", f"„{typed}“")]


@pytest.mark.parametrize(
    "text",
    [
        "§ 45c Abs. 1",
        "8.00 bis 17.00 Uhr",
        "30. August 2023",
        "01.01.2024 bis 31.12.2024",
        "EN 301 549",
        "(EU) 2018/1523",
        "47798",
        "Foto von 35 x 45 mm",
        "BGBl. I 2008 S. 162",
        "in der Europäischen Union, 27 Europäer",
        "{telefon:hotline} oder {gebuehr:02151-862333}",
        "Europa 2024",
    ],
)
def test_dates_laws_hours_and_quoted_facts_are_none(text):
    assert typed_in(drafts.notice(body=f"<p>{text}</p>")) == []


def test_number_behind_a_link_is_found_too():
    notice = drafts.notice(body='<p><a href="tel:+492151862333">Anrufen</a></p>')

    assert typed_in(notice) == [("body", "„+492151862333“")]


def test_each_text_is_told_once_of_each_fact():
    checklist = drafts.checklist("Foto, 6 Euro, ja 6 Euro", introduction="02151 862333")

    assert typed_in(checklist) == [("introduction", "„02151 862333“"), ("name", "„6 Euro“")]


def test_fields_that_are_the_fact_give_none():
    service = drafts.service()
    service.fees.create(amount="67.00", label="Karte")

    assert typed_in(service) == []
    assert typed_in(drafts.hotline(phone="0 21 51 / 86-2333")) == []


# --- Quoted facts that are refused


@pytest.mark.parametrize("what", QUOTABLE)
def test_misspelt_quotation_is_refused_and_told_all_that_can_be_quoted(what):
    misspelt = f"{{{what}hotline}}"
    obj = drafts.notice(summary=f"Hier: {misspelt}")

    [problem] = completeness.check(obj)

    assert problem.field == "summary"
    assert misspelt in problem.message
    assert f"{{{what}:…}}" in problem.message


@pytest.mark.parametrize(("what", "quotable"), QUOTABLE.items())
def test_quotation_of_what_is_not_public_is_refused_in_the_words_of_the_list(what, quotable):
    obj = drafts.notice(summary=f"Hier: {{{what}:niemand}}")

    [problem] = publishing.problems(obj, NOON)

    assert f"{{{what}:niemand}}" in problem.message
    assert f"„{quotable.label}“" in problem.message
    assert "„Angaben einfügen“" in problem.message


@pytest.mark.parametrize("name", ["duration", "processing_time"])
def test_quotation_within_a_text_that_is_quoted_itself_is_refused(name):
    service = drafts.service(**{name: "siehe {telefon:hotline}"})

    [problem] = completeness.check(service)

    assert problem.field == name
    assert "„{telefon:hotline}“" in problem.message


def test_every_text_that_is_quoted_itself_is_known():
    """Found by putting a word into each text of each thing that can be quoted."""
    found = {}
    for obj in (drafts.service(), drafts.hotline(), drafts.office()):
        kind = obj._meta.model_name
        for slot in filter(lambda slot: slot.is_text, slots(KINDS[kind])):
            setattr(obj, slot.name, "Merkwort")
            thing = snapshot(obj)
            if any("Merkwort" in quoted(what, thing) for what in QUOTABLE):
                found.setdefault(kind, []).append(slot.name)
            setattr(obj, slot.name, "")

    assert {kind: set(names) for kind, names in found.items()} == {
        kind: set(names) for kind, names in completeness.FACTS.items()
    }

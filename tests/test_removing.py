"""Words taken out of texts, as readers see them. No database."""

from decimal import Decimal

import msgspec
import pytest

from content import records
from content.published import Fee, SameSense, Service, TranslatedText, Translation
from content.removing import Cleaning, Removal


@pytest.mark.parametrize(
    ("text", "without", "times"),
    [
        ("Herr Max Muster hilft.", "Herr [entfernt] hilft.", 1),
        ("Max Muster, Max Muster", "[entfernt], [entfernt]", 2),
        ("Max\n  Muster", "[entfernt]", 1),
        ("Max Musterfrau", "[entfernt]frau", 1),
        ("max muster", "max muster", 0),
        ("<p>Bei <strong>Max</strong> Muster.</p>", "<p>Bei <strong>[entfernt]</strong>.</p>", 1),
        ("<p>M<em>ax Mus</em>ter</p>", "<p>[entfernt]<em></em></p>", 1),
        ("<p>Max&nbsp;Muster</p>", "<p>[entfernt]</p>", 1),
        ("Max Mus\u00adter", "[entfernt]", 1),
        ('<a href="https://a.de/Max%20Muster">er</a>', '<a href="https://a.de/entfernt">er</a>', 1),
        ("", "", 0),
    ],
)
def test_words_are_found_as_readers_see_them(text, without, times):
    assert Removal("Max Muster").text(text) == (without, times)


@pytest.mark.parametrize(
    ("words", "text", "without"),
    [
        ("Muster & Söhne", "<p>Muster &amp; Söhne</p>", "<p>[entfernt]</p>"),
        ("Muster & Söhne", "Muster & Söhne", "[entfernt]"),
        ("amp", "<p>Lampe &amp; Amt</p>", "<p>L[entfernt]e &amp; Amt</p>"),
        ("strong", "<p><strong>stronger</strong></p>", "<p><strong>[entfernt]er</strong></p>"),
        ("hotline", "Die hotline: {telefon:hotline}", "Die [entfernt]: {telefon:hotline}"),
        ("Frist", "Frist < 6 Wochen > Frist", "[entfernt] < 6 Wochen > [entfernt]"),
        ("a.*", "a.* und abc", "[entfernt] und abc"),
    ],
)
def test_what_other_things_hang_on_stays_whole(words, text, without):
    assert Removal(words).text(text)[0] == without


def cleaned(thing, removal):
    cleaning = Cleaning(removal)
    raw = cleaning.data(msgspec.json.decode(records.write(thing)), type(thing))
    return msgspec.convert(raw, type(thing)), dict(cleaning.found)


def test_uids_references_and_amounts_of_a_thing_stay():
    thing = Service(
        uid="muster",
        slug="dienst",
        title="Für muster",
        area="muster",
        fees=(Fee(uid="muster-1", amount=Decimal("98.00"), label="98.00 von muster"),),
    )

    by_name, found = cleaned(thing, Removal("muster"))
    by_amount, _ = cleaned(thing, Removal("98.00"))

    assert (by_name.uid, by_name.area, by_name.fees[0].uid) == ("muster", "muster", "muster-1")
    assert (by_name.title, by_name.fees[0].label) == ("Für [entfernt]", "98.00 von [entfernt]")
    assert found == {("title",): 1, ("fees", 1, "label"): 1}
    assert by_amount.fees == (
        Fee(uid="muster-1", amount=Decimal("98.00"), label="[entfernt] von muster"),
    )


def test_translation_loses_the_words_also_in_the_german_it_was_made_from():
    text = TranslatedText(piece="n.title", source="Bei Müller", text="At Müller's")
    said = SameSense(uid="n", piece="n.title", before="Bei Müller", after="Zu Müller")

    translation, _ = cleaned(Translation(uid="n", texts=(text,)), Removal("Müller"))
    sense, _ = cleaned(said, Removal("Müller"))

    assert (translation.texts[0].source, translation.texts[0].text) == (
        "Bei [entfernt]",
        "At [entfernt]'s",
    )
    assert (sense.before, sense.after) == ("Bei [entfernt]", "Zu [entfernt]")


def test_fields_that_this_software_does_not_know_lose_the_words_too():
    cleaning = Cleaning(Removal("Müller"))

    raw = cleaning.data({"uid": "n", "later": [{"who": "Frau Müller"}]}, Service)

    assert raw == {"uid": "n", "later": [{"who": "Frau [entfernt]"}]}


@pytest.mark.parametrize(
    ("slug", "becomes"),
    [("termin-max-muster", "neutral"), ("max-musterfrau", "max-musterfrau"), ("amt", "amt")],
)
def test_address_with_the_words_gets_the_one_that_was_chosen(slug, becomes):
    assert Removal("Max Muster", slug="neutral").address(slug)[0] == becomes

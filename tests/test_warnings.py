"""Facts that somebody has typed into a text by hand: staff are told, nothing is refused."""

import pytest
from bs4 import BeautifulSoup

from content import completeness, initial_content, publishing
from content.anatomy import slots
from content.published import KINDS
from content.quotes import QUOTABLE, quoted
from content.snapshots import snapshot
from tests import drafts
from tests.desk import address, filled_form, text_of
from tests.drafts import NOON

pytestmark = pytest.mark.django_db


def warned(text):
    """What is named of a text."""
    notice = drafts.notice(body=f"<p>{text}</p>")
    return [problem.message.split("“. ")[0] for problem in completeness.warnings(notice)]


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
def test_number_or_amount_in_a_text_is_named_with_its_field_and_what_to_do(typed):
    notice = drafts.notice(body=f"<p>Bitte beachten: <strong>{typed}</strong>, danke.</p>")

    [problem] = completeness.warnings(notice)

    assert problem.field == "body"
    assert problem.message == (
        f"In „Text“ steht von Hand geschrieben: „{typed}“. Wählen Sie die Angabe aus der Liste "
        "„Angaben einfügen“, dann ändert sie sich überall mit."
    )


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
    assert warned(text) == []


def test_number_behind_a_link_is_found_too():
    assert warned('<a href="tel:+492151862333">Anrufen</a>') == [
        "In „Text“ steht von Hand geschrieben: „+492151862333"
    ]


def test_each_field_is_told_once_with_all_that_was_found():
    page = drafts.checklist("Foto, 6 Euro", "Noch ein Foto, 6 Euro", introduction="02151 862333")

    found = {problem.field: problem.message for problem in completeness.warnings(page)}

    assert list(found) == ["introduction", "items"]
    assert found["items"].startswith("In „Unterlagen“ steht von Hand geschrieben: „6 Euro“.")


def test_fields_that_are_the_fact_give_none():
    service = drafts.service()
    service.fees.create(amount="67.00", label="Karte")

    assert completeness.warnings(service) == []
    assert completeness.warnings(drafts.hotline(phone="0 21 51 / 86-2333")) == []


def test_initial_content_has_one_and_that_on_purpose():
    objects = initial_content.create_missing("de")

    found = {obj.uid: completeness.warnings(obj) for obj in objects}

    told = {uid: problems for uid, problems in found.items() if problems}
    assert list(told) == ["fotos-nur-digital"]
    assert "„6,00 Euro“" in told["fotos-nur-digital"][0].message


# --- Where it is told


def test_it_is_told_after_saving_and_the_draft_is_saved(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"summary": "Kostet 6 Euro."}

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    page = BeautifulSoup(response.content, "html.parser")
    live.notice.refresh_from_db()
    assert live.notice.summary == "Kostet 6 Euro."
    assert "In „Kurz gesagt“ steht" in page.select_one(".messagelist .warning").get_text()


def test_parts_are_looked_at_as_they_were_saved_just_now(admin_client, live):
    checklist = drafts.checklist("Foto für 6 Euro")
    form = filled_form(admin_client, address(checklist)) | {"items-0-name": "Foto"}

    response = admin_client.post(address(checklist), form | {"_continue": ""}, follow=True)

    page = BeautifulSoup(response.content, "html.parser")
    assert page.select(".messagelist .warning") == []


def test_publish_page_tells_it_and_publishes_all_the_same(admin_client, live):
    live.notice.summary = "Kostet 6 Euro."
    live.notice.save()
    form = filled_form(admin_client, address(live.notice, "publish"))

    told = text_of(admin_client.get(address(live.notice, "publish")), ".desk-warnings")
    done = admin_client.post(address(live.notice, "publish"), form, follow=True)

    assert "In „Kurz gesagt“ steht von Hand geschrieben: „6 Euro“." in told
    assert "Veröffentlichen können Sie trotzdem." in told
    assert "Öffentlich: Fassung vom" in text_of(done, ".desk-state")


def test_nothing_to_tell_is_not_told(admin_client, live):
    page = admin_client.get(address(live.notice, "publish"))

    assert BeautifulSoup(page.content, "html.parser").select(".desk-warnings") == []


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

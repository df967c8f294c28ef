import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.facts_on_site import (
    EMAIL,
    EMAIL_LINK,
    FACTS,
    FROM_OTHER_PAGES,
    FROM_THE_SERVICE_PAGE,
    PHONE,
    PHONE_LINK,
    UKRAINE,
    WITH_OPEN_QUESTIONS,
)

INITIAL = Path(__file__).parent.parent / "content/initial/de"


def texts(client, page, element):
    """The words of every element of the page that the selector finds, with single spaces."""
    response = client.get(page)
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "html.parser").select(element)
    return [" ".join(one.get_text(" ").replace("\xad", "").split()) for one in found]


def test_every_fact_is_in_the_list():
    from_the_service_page = {fact.number for fact in FROM_THE_SERVICE_PAGE}
    from_other_pages = {fact.number for fact in FROM_OTHER_PAGES}

    assert from_the_service_page == {f"F{n}" for n in [*range(1, 10), *range(11, 27)]}
    assert from_other_pages == {f"F{n}" for n in [10, 27, *range(30, 44)]}


@pytest.mark.usefixtures("published_site")
@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_fact_is_on_its_page(client, fact):
    found = texts(client, fact.page, fact.element)

    lacking = [[words for words in fact.words if words not in text] for text in found]
    assert min(lacking, key=len, default=["the element"]) == []
    if fact.never:
        holders = [text for text, lacks in zip(found, lacking, strict=True) if not lacks]
        assert [text for text in holders if re.search(fact.never, text)] == []


@pytest.mark.usefixtures("published_site")
def test_ukraine_notice_names_no_instant_to_machines_either(client):
    assert texts(client, UKRAINE, 'main [data-uid="ukraine-aufnahme"] time') == []


@pytest.mark.usefixtures("published_site")
@pytest.mark.parametrize("page", WITH_OPEN_QUESTIONS)
def test_page_with_an_open_question_says_whom_to_ask(client, page):
    assert [text for text in texts(client, page, PHONE_LINK) if PHONE in text] != []
    assert [text for text in texts(client, page, EMAIL_LINK) if EMAIL in text] != []


@pytest.mark.parametrize(
    "fact",
    [
        "86-2333",
        "auslaenderamt@krefeld.de",
        "Am Hauptbahnhof 5",
        "47798",
        "67.00",
        "29.00",
        "6,00 Euro",
        "13:00:00",
        "4 Wochen",
        "45c",
        "30 Minuten",
        "044, U70, U76",
    ],
)
def test_fact_stands_in_one_place(fact):
    files = {path: path.read_text(encoding="utf-8").count(fact) for path in INITIAL.rglob("*.toml")}
    assert sum(files.values()) == 1


def test_no_text_repeats_hours():
    texts = "".join(path.read_text(encoding="utf-8") for path in INITIAL.rglob("*.toml"))
    assert re.findall(r"\d Uhr", texts) == []

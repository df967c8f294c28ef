import pytest

from content import search
from tests.factories import NOW, checklist, edition_of, get, read, service

TITLE = service(
    uid="titel",
    slug="titel",
    title="Aufenthaltstitel prüfen und verlängern",
    keywords="Aufenthaltserlaubnis",
    checklists=("liste",),
)
HOME = service(uid="wohnen", slug="wohnen", title="Wohnsitz anmelden", keywords="Umzug, Adresse")
GUESTS = service(
    uid="gast", slug="gast", title="Gäste einladen", official_name="Verpflichtungserklärung"
)
SITE = edition_of(TITLE, HOME, GUESTS, checklist({"name": "Biometrisches Foto"}))


def found(query):
    return [one.uid for one in search.find(SITE.at(NOW), query)]


@pytest.mark.parametrize(
    ("query", "uid"),
    [
        ("Wohnsitz", "wohnen"),
        ("wohnsitz anmelden", "wohnen"),
        ("Anmeldung", "wohnen"),
        ("ich möchte meinen Wohnsitz anmelden", "wohnen"),
        ("umziehen umzug", None),
        ("Umzüge", "wohnen"),
        ("Wonsitz", "wohnen"),
        ("Aufenthaltstittel", "titel"),
        ("Verlängerung", "titel"),
        ("verlaengern", "titel"),
        ("verlangern", "titel"),
        ("aufenth", "titel"),
        ("erlaubnis", "titel"),
        ("Fotos", "titel"),
        ("gast", "gast"),
        ("Verpflichtungserklaerung", "gast"),
        ("Hundesteuer", None),
        ("wohnsitz hundesteuer", None),
        ("!?", None),
    ],
)
def test_words_find_their_service(query, uid):
    assert found(query) == ([uid] if uid else [])


def test_word_of_the_title_counts_more_than_a_document():
    by_title = service(uid="foto", slug="foto", title="Foto machen")
    site = edition_of(TITLE, by_title, checklist({"name": "Foto"})).at(NOW)
    assert [one.uid for one in search.find(site, "Foto")] == ["foto", "titel"]


def test_no_query_shows_all():
    body = read(SITE, "/de/dienste/")
    assert [one.title for one in (TITLE, HOME, GUESTS) if one.title not in body] == []


def test_nothing_found_says_what_to_do():
    body = read(SITE, "/de/dienste/", query="?q=Hundesteuer")

    assert "Kein Dienst zu „<bdi>Hundesteuer</bdi>“" in body
    assert "Prüfen Sie bitte, wie das Wort geschrieben ist" in body
    assert "tel:+4912345678" in body


def test_query_is_shown_as_text():
    assert "<script>x" not in read(SITE, "/de/dienste/", query="?q=<script>x</script>")


def test_very_long_query_is_cut():
    body = read(SITE, "/de/dienste/", query="?q=" + "x" * 5000)
    assert f'value="{"x" * search.LONGEST}"' in body


def test_fragment_is_part_of_the_page():
    page = read(SITE, "/de/dienste/", query="?q=gast")
    fragment = read(SITE, "/de/dienste/", query="?q=gast", **{"HX-Request": "true"})

    assert fragment.strip() in page
    assert len(fragment) < len(page) / 4


def test_way_back_gets_the_whole_page():
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert read(SITE, "/de/dienste/", **headers) == read(SITE, "/de/dienste/")


def test_caches_are_told_of_the_fragment():
    vary = get(SITE, "/de/dienste/")["Vary"]
    assert vary == "HX-Request, HX-History-Restore-Request"

import pytest
from django.test import RequestFactory
from django.utils.html import strip_tags

from content import gallery
from tests.site import PROJECT


@pytest.fixture(scope="module")
def page():
    request = RequestFactory().get("/admin/bausteine/")
    return gallery.gallery(request).content.decode()


def test_gallery_misses_no_component():
    files = {path.stem for path in (PROJECT / "templates/components").iterdir()}
    assert set(gallery.COMPONENTS) == files


@pytest.mark.parametrize("name", gallery.COMPONENTS)
def test_each_component_is_shown_in_each_state(page, name):
    section = page.partition(f'id="baustein-{name}"')[2].partition('id="baustein-')[0]
    states = [specimen.state for specimen in gallery.COMPONENTS[name]]
    assert [state for state in states if f'<p class="small">{state}</p>' not in section] == []


@pytest.mark.parametrize(
    "words",
    [
        "Jetzt erreichbar bis 17.00 Uhr",
        "Jetzt nicht erreichbar, wieder Mittwoch ab 8.00 Uhr",
        "Heute: Karfreitag. An Feiertagen: bitte vorher prüfen",
        "Nur mit Termin",
        "Jetzt geöffnet bis 17.00 Uhr",
        "(Betriebsausflug)",
        "030 1234-567",
        "67,00 Euro",
        "6,50 Euro",
        "2 Kopien",
        "höchstens 6 Monate alt",
        "PDF, 2 Seiten",
    ],
)
def test_states_are_in_words(page, words):
    assert words in " ".join(strip_tags(page).split())

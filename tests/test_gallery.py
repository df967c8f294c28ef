from html import unescape

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
        "Erreichbar bis Dienstag 17.00 Uhr",
        "Nicht erreichbar bis Mittwoch 8.00 Uhr",
        "Nicht erreichbar, mindestens bis Samstag, 2. Mai, 24.00 Uhr",
        "Bis Freitag 17.00 Uhr: Karfreitag. An Feiertagen: bitte vorher prüfen",
        "Nur mit Termin",
        "Geöffnet bis Donnerstag 17.00 Uhr",
        "Bis Mittwoch, 4. März: Betriebsausflug",
        "Gilt bis 6. März 2026, 12.00 Uhr.",
        "030 1234-567",
        "67,00 Euro",
        "6,50 Euro",
        "2 Kopien",
        "höchstens 6 Monate alt",
        "PDF, 2 Seiten",
    ],
)
def test_states_are_in_words(page, words):
    assert words in " ".join(unescape(strip_tags(page)).split())

from io import StringIO

import pytest
from django.core.management import call_command

from content import initial_content
from content.models import Service, Translation
from content.publishing import publish
from tests import drafts
from tests.drafts import NOON, published_edition

pytestmark = [pytest.mark.django_db, pytest.mark.data]

FILES = {
    "openquestions.toml": "question = []",
    "service/pass.toml": 'uid = "pass"\nslug = "pass"\ntitle = "Pass"\nsummary = "Kurz."',
    "service/frage.toml": 'uid = "frage"\nslug = "frage"\ntitle = "Frage"\n'
    'summary = "Anruf: {telefon:hotline}"',
    "channel/hotline.toml": 'uid = "hotline"\ntitle = "Hotline"\nphone = "0 12 34 56"',
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small initial content."""
    for name, text in FILES.items():
        path = tmp_path / "de" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(initial_content, "FOLDER", tmp_path)


def load_content():
    output = StringIO()
    call_command("load_content", stdout=output)
    return output.getvalue().splitlines()


def test_initial_content_is_public_whatever_quotes_what(folder):
    assert load_content() == ["3 objects created, 3 published."]


def test_initial_content_whose_address_staff_have_taken_stays_a_draft(folder):
    own = drafts.service(slug="pass", title="Eigener")
    publish(own)

    output = load_content()

    site = published_edition().current(NOON)
    assert output == [
        "3 objects created, 2 published.",
        "Pass stays a draft: Die Adresse „pass“ hat schon „Eigener“. Bitte ändern Sie sie.",
    ]
    assert Service.objects.get(uid="pass").title == "Pass"
    assert site.get("pass") is None
    assert site.get("hotline").title == "Hotline"
    assert site.find("service", "pass").uid == own.uid


def test_loading_again_touches_nothing(folder):
    load_content()
    Service.objects.filter(uid="pass").update(title="Von der Kollegin")

    output = load_content()

    assert output == ["0 objects created, 0 published."]
    assert Service.objects.get(uid="pass").title == "Von der Kollegin"


def test_all_of_the_office_can_be_published():
    count = len(list(initial_content.read("de")))

    output = load_content()

    assert output[:1] == [f"{count} objects created, {count} published."]
    assert output[1:] == [
        f"{Translation.objects.count()} translations published, reviewed by nobody."
    ]

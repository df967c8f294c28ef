"""What „So geht es“ tells is true: it names what there is, and only what the account may do."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import finders

from content import roles
from tests.site import PROJECT

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/so-geht-es/"


def page_of(client):
    return BeautifulSoup(client.get(ADDRESS).content, "html.parser")


def source_of_the_desk():
    """All that is written in its templates and code, but for the page itself."""
    files = [*Path(PROJECT, "templates/admin").rglob("*.html")]
    files += [*Path(PROJECT, "content/admin").rglob("*.py")]
    return " ".join(file.read_text() for file in files if "howto" not in file.parts)


def test_every_button_that_is_named_is_there(admin_client):
    source = re.sub(r"\s+", " ", source_of_the_desk())

    named = {one.get_text() for one in page_of(admin_client).select("b.ui")}

    assert [name for name in sorted(named) if name not in source] == []


def test_every_picture_is_there_and_says_what_it_shows(admin_client):
    pictures = page_of(admin_client).select("img")

    missing = [one["src"] for one in pictures if not finders.find(one["src"].split("static/")[1])]
    assert (len(pictures), missing) == (8, [])
    assert all(one["alt"] for one in pictures)


def test_contents_lead_to_every_part(admin_client):
    page = page_of(admin_client)

    led_to = [link["href"] for link in page.select(".howto nav a")]

    assert led_to == [f"#{heading['id']}" for heading in page.select(".howto section h2")]


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (roles.TRANSLATOR, {"anfang", "ansehen", "vieraugen", "uebersetzen", "tasten"}),
        (roles.APPROVER, {"anfang", "ansehen", "vieraugen", "tasten"}),
    ],
)
def test_it_tells_only_what_the_account_may_do(client, role, parts):
    user = User.objects.create_user("neu", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    assert {one["id"] for one in page_of(client).select(".howto section h2")} == parts

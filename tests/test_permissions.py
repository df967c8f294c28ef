"""What accounts may see and do that are not allowed everything."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User

from tests import drafts
from tests.test_desk import address

pytestmark = pytest.mark.django_db


def account(client, *codenames, name="neu"):
    """A client that is signed in with these permissions and no others."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def test_who_may_only_look_sees_the_fields_of_the_content_and_no_others(client):
    checklist = drafts.checklist("Pass")
    account(client, "view_checklist", "view_checklistitem")

    page = BeautifulSoup(client.get(address(checklist)).content, "html.parser")

    labels = [label.get_text(strip=True) for label in page.select("#content-main .form-row label")]
    assert labels == [
        "Titel:",
        "Für wen:",
        "Einleitung:",
        "Stand der Quelle:",
        "Herkunft:",
        "Reihenfolge:",
        "Unterlage:",
        "Wie:",
        "Wie viele:",
        "Höchstens alt (Monate):",
        "Woher:",
        "Erklärung:",
        "Nur wenn:",
        "Hinweis dazu:",
    ]

"""What accounts may see and do that are not allowed everything."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from content import models
from content.admin.attention.topics import TOPICS
from content.models import Publication
from content.publishing import publish, set_aside
from tests import drafts
from tests.desk import address

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def account(client, *codenames, name="neu"):
    """A client that is signed in with these permissions and no others."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def test_who_may_only_look_sees_the_fields_of_the_content_and_no_others(client):
    checklist = drafts.checklist("Pass")
    account(client, "view_checklist")

    page = BeautifulSoup(client.get(address(checklist)).content, "html.parser")

    labels = [label.get_text(strip=True) for label in page.select("#content-main .form-row label")]
    assert labels == [
        "Titel:",
        "Für wen:",
        "Einleitung:",
        "Kennung:",
        "Stand der Quelle:",
        "Herkunft:",
        "Zuständig:",
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


# --- What needs attention


@pytest.mark.parametrize(
    "path", ["/admin/", *(f"/admin/aufmerksamkeit/{slug}/" for slug in TOPICS)]
)
def test_promise_2_account_is_told_only_of_what_it_may_view(client, path):
    notice = drafts.notice(title="Geheimer Entwurf")
    drafts.service(title="Geheimer Dienst")
    models.OpenQuestion.objects.create(number="Q1", text="Geheim?", touches=[notice.uid])

    nothing = account(client, name="nichts").get(path).content.decode()
    notices = account(client, "view_notice", name="hinweise").get(path).content.decode()

    assert nothing.count("Geheim") == 0
    assert notices.count("Geheimer Dienst") == notices.count("Geheim?") == 0


def test_account_is_told_of_what_it_may_view(client):
    drafts.notice(title="Geheimer Entwurf")
    account(client, "view_notice")

    assert "Geheimer Entwurf" in client.get("/admin/").content.decode()


# --- Publishing


@pytest.mark.parametrize("view", ["publish", "withdraw", "cancel", "restore", "proposal"])
def test_who_may_only_look_can_not_do(client, view):
    notice = drafts.notice()
    proposal = set_aside(notice)
    publish(notice)
    publish(notice, live_from=timezone.now() + DAY)
    numbered = {"cancel": 2, "restore": 1, "proposal": proposal.pk}
    number = {"number": numbered[view]} if view in numbered else {}
    account(client, "view_notice")

    response = client.post(address(notice, view, **number))

    assert response.status_code == 403
    assert Publication.objects.count() == 2

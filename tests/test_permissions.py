"""What accounts may see and do that are not allowed everything."""

from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from content import models
from content.admin.attention import TOPICS
from content.models import Publication
from content.publishing import publish, set_aside
from tests import drafts
from tests.desk import address, filled_form, text_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
PASSWORD = "ein-langes-passwort-7"


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
        "Kennung:",
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


# --- Roles


def test_account_with_the_role_edits_and_publishes_and_manages_no_accounts(admin_client, client):
    call_command("ensure_staff", stdout=StringIO())
    form = filled_form(admin_client, reverse("admin:auth_user_add"))
    words = {"username": "neu", "password1": PASSWORD, "password2": PASSWORD}
    role = Group.objects.get().pk
    admin_client.post(reverse("admin:auth_user_add"), form | words | {"groups": role})
    client.force_login(User.objects.get(username="neu"))

    add = reverse("admin:content_notice_add")
    content = {"title": "Neu", "slug": "neu", "summary": "Kurz."}
    client.post(add, filled_form(client, add) | content | {"_publish": ""})
    notice = models.Notice.objects.get()
    client.post(address(notice, "publish"), filled_form(client, address(notice, "publish")))

    assert Publication.objects.get().made_by.username == "neu"
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_role_can_be_given_and_taken_in_the_form_of_an_account(admin_client):
    call_command("ensure_staff", stdout=StringIO())
    user = User.objects.create_user("neu", is_staff=True)
    url = reverse("admin:auth_user_change", args=[user.pk])

    page = admin_client.get(url)
    admin_client.post(url, filled_form(admin_client, url) | {"groups": Group.objects.get().pk})
    given = list(user.groups.values_list("name", flat=True))
    form = filled_form(admin_client, url)
    del form["groups"]
    admin_client.post(url, form)

    assert "Redaktion: darf alle Inhalte bearbeiten und veröffentlichen." in text_of(page)
    assert (given, user.groups.count()) == (["Redaktion"], 0)

"""The form of an account: roles, for what each is responsible, and what nobody can do to others."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.urls import reverse

from content import models, roles
from content.publishing import publish
from tests import drafts
from tests.accounts import account, signed_in
from tests.desk import errors_at, filled_form, text_of

pytestmark = pytest.mark.django_db

LIST = "/admin/auth/user/"
PASSWORD = "ein-langes-passwort-7"


@pytest.fixture
def boss():
    return account("leitung", roles.ADMINISTRATOR)


@pytest.fixture
def client(boss):
    """Signed in as an administrator who is no superuser."""
    return signed_in(boss)


def url_of(user, view="change"):
    args = [user.pk]
    return reverse(f"admin:auth_user_{view}", args=args)


def role(name):
    return Group.objects.get(name=name).pk


def page_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_form_gives_roles_that_it_explains_with_areas_and_languages(client):
    area = drafts.create(models.ServiceArea, title="Asyl", slug="asyl")
    language = drafts.create(models.Language, code="uk", name="Українська")
    user = account("neu")
    page = page_of(client, url_of(user))

    typed = {
        "groups": [role(roles.EDITOR), role(roles.TRANSLATOR)],
        "profile-0-areas": [area.pk],
        "profile-0-languages": [language.pk],
    }
    client.post(url_of(user), filled_form(client, url_of(user)) | typed)

    user = User.objects.get(pk=user.pk)
    explained = [label.get_text(strip=True) for label in page.select(".field-groups label[for]")]
    assert explained[-4:] == [f"{name}: {what}" for name, what in roles.EXPLAINED.items()]
    assert {one.name for one in user.groups.all()} == {roles.EDITOR, roles.TRANSLATOR}
    assert roles.is_responsible(user, drafts.notice(responsible=area))
    assert roles.may_translate(user, "uk")


def test_new_account_can_be_made_with_all_of_it_in_one_go(client):
    add = reverse("admin:auth_user_add")
    typed = {"username": "neu", "password1": PASSWORD, "password2": PASSWORD}
    typed |= {"groups": [role(roles.EDITOR)], "profile-0-all_areas": "on"}

    client.post(add, filled_form(client, add) | typed)

    user = User.objects.get(username="neu")
    assert (user.is_staff, user.profile.all_areas) == (True, True)


def test_list_tells_roles_areas_and_languages(client):
    area = drafts.create(models.ServiceArea, title="Asyl", slug="asyl")
    account("anna", roles.EDITOR, roles.TRANSLATOR, areas=[area], all_languages=True)

    page = page_of(client, LIST)

    [row] = [row for row in page.select("#result_list tbody tr") if "anna" in row.text]
    told = [row.select_one(f".field-{name}").text for name in ("given_roles", "areas", "languages")]
    assert told == ["Redaktion, Übersetzung", "Asyl", "alle Sprachen"]


@pytest.mark.parametrize("count", [3, 60])
def test_list_needs_no_more_queries_for_more_accounts(client, django_assert_max_num_queries, count):
    area = drafts.create(models.ServiceArea, title="Asyl", slug="asyl")
    for number in range(count):
        account(f"konto-{number}", roles.EDITOR, areas=[area])

    with django_assert_max_num_queries(25):
        client.get(LIST)


# --- What an administrator can not do


def test_administrator_can_make_nobody_a_superuser(client, boss):
    user = account("neu")

    shown = page_of(client, url_of(user)).select("[name=is_superuser]")
    for one in (user, boss):
        form = filled_form(client, url_of(one)) | {"is_superuser": "on", "first_name": "Neu"}
        client.post(url_of(one), form)

    assert shown == []
    assert list(User.objects.values_list("first_name", "is_superuser")) == [("Neu", False)] * 2


def test_account_of_a_superuser_is_not_taken_over(client, admin_user):
    typed = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}

    answers = [
        client.post(url_of(admin_user, "password_change"), typed),
        client.post(url_of(admin_user), {"username": "admin", "email": "x@example.org"}),
        client.post(url_of(admin_user, "delete"), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert User.objects.get(pk=admin_user.pk).password == admin_user.password
    links = page_of(client, url_of(admin_user)).select("#content-main a")
    assert [link for link in links if "password" in link["href"]] == []


@pytest.mark.parametrize("taken", ["is_active", "groups"])
def test_last_administrator_is_not_locked_out(client, boss, taken):
    url = url_of(boss)
    form = {name: value for name, value in filled_form(client, url).items() if name != taken}

    refused = client.post(url, form)
    kept = roles.ADMINISTRATOR in Group.objects.filter(user=boss).values_list("name", flat=True)
    active = User.objects.get(pk=boss.pk).is_active
    account("vertretung", roles.ADMINISTRATOR)
    allowed = client.post(url, form)

    assert errors_at(refused)[""].startswith("Das ist das letzte Konto, das Konten verwalten darf.")
    assert (kept, active) == (True, True)
    assert allowed.status_code == 302


def test_last_administrator_is_not_deleted(client, boss):
    assert client.post(url_of(boss, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=boss.pk).exists()


def test_password_can_be_set_and_not_taken_away(client):
    user = account("neu")
    user.set_password("bisher-bisher-9")
    user.save()
    url = url_of(user, "password_change")

    fields = [one["name"] for one in page_of(client, url).select("#content form [name]")]
    client.post(url, {"password1": PASSWORD, "password2": PASSWORD})
    client.post(url, {"usable_password": "false", "unset-password": ""})

    assert fields == ["csrfmiddlewaretoken", "password1", "password2"]
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


# --- Accounts that are not needed any more


def test_account_that_has_published_is_switched_off_and_not_deleted(client):
    user = account("anna", roles.EDITOR)
    publish(drafts.notice(), by=user)

    page = client.get(url_of(user))
    deleted = client.post(url_of(user, "delete"), {"post": "yes"})
    form = filled_form(client, url_of(user))
    del form["is_active"]
    client.post(url_of(user), form)

    assert "bleibt im Verlauf mit Namen stehen" in text_of(page)
    assert BeautifulSoup(page.content, "html.parser").select(".deletelink") == []
    assert deleted.status_code == 403
    assert not User.objects.get(pk=user.pk).is_active


def test_account_that_has_written_nothing_can_be_deleted(client):
    user = account("irrtum", roles.EDITOR)

    client.post(url_of(user, "delete"), {"post": "yes"})

    assert not User.objects.filter(username="irrtum").exists()

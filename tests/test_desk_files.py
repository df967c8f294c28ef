"""Forms and leaflets at the desk: uploaded, replaced, and no version lost."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.urls import reverse

from content.models import Download, Publication
from content.pdf import UNTAGGED
from content.publishing import publish
from tests import drafts
from tests.desk import address, errors_at, filled_form, text_of
from tests.pdfs import pdf
from tests.test_uploads import protected

pytestmark = pytest.mark.django_db

ADD = "/admin/content/download/add/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def form(admin_client):
    """Public, with a file of two pages."""
    drafts.german()
    drafts.german(code="uk", name="Українська", ready=False)
    save(admin_client, ADD, title="Antrag", file=pdf(2, "scan1.pdf", tagged=True))
    form = Download.objects.get()
    publish(form)
    return form


def save(client, url, **fields):
    kept = filled_form(client, url)
    kept.pop("file", None)
    return client.post(url, kept | {"_continue": ""} | fields, follow=True)


def replaced(client, form):
    save(client, address(form), file=pdf(3, "scan2.pdf", tagged=True))
    form.refresh_from_db()
    return form


def link_in(response, words):
    page = BeautifulSoup(response.content, "html.parser")
    return next(a["href"] for a in page.select("#content a") if a.get_text(strip=True) == words)


def pages_at(client, url):
    """Of the PDF that one gets there."""
    return b"".join(client.get(url)).count(b"/MediaBox")


def about(client, form):
    return text_of(client.get(address(form)), ".field-about_file .readonly")


# --- The form


def test_form_says_what_the_file_is_and_that_its_address_stays(admin_client, form):
    assert about(admin_client, form) == (
        f"PDF, 2 Seiten, {form.size} Bytes "
        f"Adresse: https://migration.example.org/dateien/{form.uid}.pdf . "
        "Sie bleibt gleich, wenn Sie die Datei ersetzen."
    )


def test_form_without_a_file_says_so(admin_client):
    empty = Download.objects.create()

    assert about(admin_client, empty) == "Noch keine Datei."


def test_replaced_file_is_a_draft_and_the_public_one_stays_in_reach(admin_client, form):
    replaced(admin_client, form)

    page = admin_client.get(address(form))

    assert about(admin_client, form).startswith("PDF, 3 Seiten,")
    assert "Öffentlich ist noch: scan1.pdf (PDF, 2 Seiten," in about(admin_client, form)
    assert pages_at(admin_client, link_in(page, "scan1.pdf")) == 2
    assert pages_at(admin_client, default_storage.url(form.file.name)) == 3


def test_language_is_chosen_from_those_of_the_site_by_their_own_names(admin_client, form):
    page = BeautifulSoup(admin_client.get(address(form)).content, "html.parser")
    choices = [(one["value"], one.text) for one in page.select("[name=language] option")]

    save(admin_client, address(form), language="uk")

    form.refresh_from_db()
    assert choices == [("de", "Deutsch (de)"), ("uk", "Українська (uk)")]
    assert form.language == "uk"


def test_language_that_is_none_of_the_site_is_kept_where_it_is_stored(admin_client, form):
    Download.objects.update(language="so")

    save(admin_client, address(form), title="Neu")
    refused = save(admin_client, ADD, title="Anderes", language="so")

    form.refresh_from_db()
    assert (form.title, form.language) == ("Neu", "so")
    assert list(errors_at(refused)) == ["language"]


def test_protected_pdf_is_refused_at_its_field_and_nothing_is_stored(admin_client, tmp_path):
    told = save(admin_client, ADD, title="Antrag", file=protected("geheim"))

    assert errors_at(told)["file"].startswith("Dieses PDF ist geschützt")
    assert not list(tmp_path.rglob("*.pdf"))


def test_removed_file_takes_what_was_known_of_it_along(admin_client, form):
    save(admin_client, address(form), **{"file-clear": "on"})

    form.refresh_from_db()
    assert (form.file.name, form.file_type, form.pages, form.size) == ("", "", None, 0)
    assert about(admin_client, form).startswith("Noch keine Datei. Öffentlich ist noch: scan1.pdf")


def test_untagged_pdf_is_a_warning_and_can_be_published(admin_client, form):
    save(admin_client, address(form), file=pdf(1, "scan3.pdf"))
    confirmation = filled_form(admin_client, address(form, "publish"))

    told = text_of(admin_client.get(address(form, "publish")), ".desk-warnings")
    admin_client.post(address(form, "publish"), confirmation)

    assert UNTAGGED in told
    assert "scan3.pdf" in Publication.objects.last().data


# --- Old versions


def test_file_of_every_version_is_kept_and_opens_from_its_page(admin_client, form):
    first = Publication.objects.last().number
    publish(replaced(admin_client, form))
    second = Publication.objects.last().number

    pages = [
        admin_client.get(address(form, "version", number=number)) for number in (first, second)
    ]

    links = [link_in(pages[0], "scan1.pdf"), link_in(pages[1], "scan2.pdf")]
    assert [pages_at(admin_client, link) for link in links] == [2, 3]
    assert "Datei dieser Fassung: scan1.pdf (PDF, 2 Seiten," in text_of(pages[0])


def test_version_of_what_has_no_file_names_none(admin_client, live):
    number = Publication.objects.of("notice", live.notice.uid).get().number

    page = admin_client.get(address(live.notice, "version", number=number))

    assert "Datei dieser Fassung" not in text_of(page)


def test_restored_version_brings_its_file_back(admin_client, form):
    first = Publication.objects.last().number
    publish(replaced(admin_client, form))

    admin_client.post(address(form, "restore", number=first))
    confirmation = filled_form(admin_client, address(form, "publish"))
    admin_client.post(address(form, "publish"), confirmation)

    thing = drafts.published_edition().current(Publication.objects.last().made_at).get(form.uid)
    assert (thing.file, thing.pages) == ("formulare/scan1.pdf", 2)
    assert about(admin_client, form).startswith("PDF, 2 Seiten,")


@pytest.mark.parametrize("name", ["formulare/nie.pdf", "../db.sqlite3", "formulare/SCAN1.pdf"])
def test_file_that_no_version_holds_is_not_found(admin_client, form, name):
    default_storage.save("formulare/nie.pdf", pdf())

    assert admin_client.get(reverse("admin:content_download_file", args=[name])).status_code == 404


def test_promise_2_old_file_is_for_those_who_may_see_the_form(client, admin_client, form):
    old = default_storage.url(form.file.name)
    replaced(admin_client, form)
    client.force_login(User.objects.create_user("gast", is_staff=True))

    assert client.get(old).status_code == 403


def test_who_may_only_look_is_shown_the_file_and_its_language(client, form):
    guest = User.objects.create_user("gast", is_staff=True)
    guest.user_permissions.add(Permission.objects.get(codename="view_download"))
    client.force_login(guest)

    page = client.get(address(form))

    assert text_of(page, ".field-language .readonly") == "de"
    assert text_of(page, ".field-about_file .readonly").startswith("PDF, 2 Seiten,")
    assert pages_at(client, default_storage.url(form.file.name)) == 2

"""The preview answers with something useful whatever the draft and the instant."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from content import edition, models, published
from content.models import Publication
from content.publishing import publish
from content.snapshots import model_of
from tests import drafts
from tests.desk import address, text_of
from tests.drafts import hold_published

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HIDDEN = "Zu diesem Zeitpunkt ist die Seite nicht öffentlich"


@pytest.fixture(autouse=True)
def public_office():
    hotline = drafts.hotline()
    office = drafts.office(hotline=hotline)
    for obj in (hotline, office, drafts.german()):
        publish(obj)
    hold_published()
    yield office
    edition.hold(edition.Edition())


def preview(client, obj, **query):
    response = client.get(address(obj, "preview"), query)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response


def heading(response):
    return BeautifulSoup(response.content, "html.parser").h1.get_text(strip=True)


def test_notice_that_starts_later_is_shown_when_it_starts(admin_client):
    starts = timezone.localtime() + 40 * DAY
    notice = drafts.notice(title="Bald", starts_at=starts)

    response = preview(admin_client, notice)

    assert heading(response) == "Bald"
    shown = BeautifulSoup(response.content, "html.parser").select_one("#zeit")["value"]
    assert shown == f"{starts:%Y-%m-%dT%H:%M}"


def test_notice_at_an_instant_before_it_starts_is_said_to_be_hidden_with_the_ways_on(admin_client):
    notice = drafts.notice(starts_at=timezone.now() + 40 * DAY)
    before = f"{timezone.localtime() + DAY:%Y-%m-%dT%H:%M}"

    response = preview(admin_client, notice, zeit=before)

    page = BeautifulSoup(response.content, "html.parser").select_one("#content")
    assert HIDDEN in text_of(response)
    assert page.select_one("input[name=zeit]")["value"] == before
    assert page.select_one("form a")["href"] == address(notice)


def test_instant_before_anything_was_public_is_said_to_be_hidden(admin_client, public_office):
    assert HIDDEN in text_of(preview(admin_client, public_office, zeit="2021-01-01T00:00"))


def test_language_that_is_not_ready_is_said_to_be_hidden(admin_client):
    models.Language.objects.update(ready=False)

    assert HIDDEN in text_of(preview(admin_client, models.Language.objects.get()))


@pytest.mark.parametrize("kind", published.KINDS)
def test_empty_draft_of_every_kind_has_a_preview(admin_client, kind):
    draft = model_of(kind).objects.create()

    response = preview(admin_client, draft)

    assert BeautifulSoup(response.content, "html.parser").select_one("aside.preview")


@pytest.mark.parametrize("slug", ["wir", "kontakt"])
def test_draft_whose_address_is_taken_is_shown_and_not_what_is_there(admin_client, slug):
    other = models.Page.objects.create(title="Anderes", slug="wir")
    other.sections.create(heading="Was", body="<p>Alles.</p>")
    publish(other)
    hold_published()
    draft = models.Page.objects.create(title="Dieses", slug=slug)

    assert heading(preview(admin_client, draft)) == "Dieses"


def test_preview_of_an_incomplete_draft_publishes_and_saves_nothing(admin_client):
    count = Publication.objects.count()
    notice = models.Notice.objects.create()

    preview(admin_client, notice)

    notice.refresh_from_db()
    assert (notice.slug, Publication.objects.count()) == ("", count)


# --- The file of a draft


def link_to_the_file(client, download):
    page = BeautifulSoup(client.get(address(download)).content, "html.parser")
    return page.select_one("p.file-upload a")["href"]


def test_file_of_a_draft_can_be_looked_at_from_its_form(admin_client):
    download = models.Download.objects.create(title="Antrag")
    download.file.save("antrag für alle.pdf", ContentFile(b"%PDF-1.4"))

    response = admin_client.get(link_to_the_file(admin_client, download))

    assert b"".join(response.streaming_content) == b"%PDF-1.4"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


def test_promise_2_file_of_a_draft_is_for_staff_only(admin_client, client):
    download = models.Download.objects.create(title="Antrag")
    download.file.save("antrag.pdf", ContentFile(b"%PDF-1.4"))
    link = link_to_the_file(admin_client, download)

    anonymous = client.get(link)
    client.force_login(User.objects.create_user("neu", is_staff=True))

    assert anonymous["Location"].startswith("/admin/login/")
    assert client.get(link).status_code == 403


def test_file_that_no_draft_has_or_that_is_lost_is_not_found(admin_client):
    lost = models.Download.objects.create(title="Antrag", file="formulare/verloren.pdf")
    link = link_to_the_file(admin_client, lost)

    assert admin_client.get(link).status_code == 404
    assert admin_client.get(link.replace("verloren", "nie")).status_code == 404


def test_language_whose_code_is_taken_can_be_looked_at(admin_client):
    other = drafts.german(name="Zweites Deutsch")

    page = admin_client.get(address(other, "preview"))

    assert "Zweites Deutsch" in page.content.decode()


def test_checklist_is_looked_at_on_the_page_of_its_service(admin_client):
    service, checklist = drafts.service(), drafts.checklist("Pass", title="Der neue Titel")
    service.checklists.add(checklist)
    publish(service)
    hold_published()

    page = admin_client.get(address(checklist, "preview"))

    assert heading(page) == "Übertragung"
    assert "Der neue Titel" in page.content.decode()

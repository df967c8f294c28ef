"""Translators write their languages; all who see contents can read the others."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from content import edition, publishing, roles, translating, xliff
from content.models import Publication, TranslatedText, Translation
from content.translating import Entry
from tests import drafts
from tests.accounts import account, signed_in
from tests.drafts import hold_published, published_edition

pytestmark = pytest.mark.django_db

KEY = "notice", "aufnahme"
TABLE = "/admin/uebersetzungen/"


@pytest.fixture
def notice(db):
    hotline = drafts.hotline()
    own = drafts.notice(uid="aufnahme", title="Neu", summary="Kurz.")
    languages = [drafts.german(), *(drafts.german(code=c, name=c) for c in ("uk", "tr"))]
    for obj in [hotline, drafts.office(hotline=hotline), *languages, own]:
        publishing.publish(obj)
    for code, text in {"uk": "Нове", "tr": "Yeni"}.items():
        translating.save(KEY, code, [Entry("aufnahme.title", "Neu", text, rich=False)], by=None)
    hold_published()
    yield own
    edition.hold(edition.Edition())


@pytest.fixture
def translator(notice):
    """Into Ukrainian."""
    return signed_in(account("olena", roles.TRANSLATOR, languages=["uk"]))


def sheet(code):
    return f"{TABLE}notice/aufnahme/{code}/"


def page_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def file_of(*codes):
    """What a program for translators would send back, with a new title in each language."""
    places = [((KEY, code), _works(code)) for code in codes]
    data = xliff.write(places).decode()
    for text in ("Нове", "Yeni"):
        data = data.replace(f">{text}<", f">{text}!<")
    return SimpleUploadedFile("texte.xlf", data.encode())


def _works(code):
    rows = TranslatedText.objects.filter(translation__language=code)
    return translating.work(published_edition(), KEY, code, rows, timezone.now())


def saved(code):
    return TranslatedText.objects.get(translation__language=code).text


def test_own_language_has_a_form_and_another_one_is_read(translator):
    own, other = (page_of(translator, sheet(code)) for code in ("uk", "tr"))

    assert [bool(page.select("form.translation")) for page in (own, other)] == [True, False]
    assert other.select_one(".desk-looking").text == (
        "In diese Sprache übersetzen andere. Sie können die Texte hier lesen."
    )
    assert "Yeni" in other.select_one("#aufnahme\\.title .own").text
    assert other.select("#content-main :is(textarea, button), #content input[type=file]") == []


def test_editor_reads_translations_and_is_offered_nothing_to_write(notice):
    editor = signed_in(account("editor", roles.EDITOR))

    front, overview = page_of(editor, "/admin/"), page_of(editor, TABLE)

    assert front.select(f'.groups a[href="{TABLE}"]') != []
    assert overview.select("#content input[type=file]") == []
    assert overview.select('#content a[href*="xliff"]') != []


def test_file_is_taken_in_the_own_languages_and_says_which_were_refused(translator):
    response = translator.post(reverse("admin:translations_take"), {"datei": file_of("uk", "tr")})

    page = BeautifulSoup(response.content, "html.parser")
    refused = [row.get_text(" ") for row in page.select("tr") if "übersetzen andere" in row.text]
    assert (saved("uk"), saved("tr")) == ("Нове!", "Yeni")
    assert len(refused) == len(_works("tr"))
    assert all("tr" in words for words in refused)


def test_only_the_own_languages_of_a_file_are_published(translator):
    rows = Translation.objects.order_by("language")
    names = [f"{one.pk}.{one.revision}" for one in rows]

    response = translator.post(
        reverse("admin:translations_publish"), {"uebersetzung": names}, follow=True
    )

    told = BeautifulSoup(response.content, "html.parser").select(".messagelist li")
    published = Publication.objects.exclude(language="de").values_list("language", flat=True)
    assert list(published) == ["uk"]
    assert [one.text for one in told] == [
        "Neu, tr: nicht veröffentlicht. In diese Sprache übersetzen andere.",
        "Eine Übersetzung ist öffentlich, in etwa einer Sekunde überall.",
    ]

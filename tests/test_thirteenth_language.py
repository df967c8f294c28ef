"""A language more: data that staff enter, without code, without a migration."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from content import edition, models, search, translating
from content.published import Language
from content.publishing import Refused, publish
from content.translating import Entry
from tests.desk import address, filled_form
from tests.drafts import published_edition
from tests.factories import HOTLINE, NOW, notice, record, service
from tests.translations import (
    EN,
    KURDISH,
    UK,
    edition_in,
    everything,
    page,
    paths_in,
    spoken,
    texts_with,
    translated,
    whole,
    wholly,
)

NAME = "کوردیی ناوەندی"
TITLE, SUMMARY = "وەرگرتن", "تکایە پێشتر پرسیار بکە."
CKB = Language(uid="ckb", code="ckb", name=NAME, direction="rtl", ready=True, interface="en")


# --- Through the admin


def add_language(client, **fields):
    """As somebody of the staff does: fill in the form, save, publish."""
    url = reverse("admin:content_language_add")
    typed = {"code": "ckb", "name": NAME, "direction": "rtl", "ready": "on", "interface": "en"}
    client.post(url, filled_form(client, url) | typed | fields | {"_continue": ""})
    language = models.Language.objects.get(code="ckb")
    client.post(address(language, "publish"), filled_form(client, address(language, "publish")))
    return language


def translate(obj, **texts):
    german = {name: getattr(obj, name) for name in texts}
    entries = [Entry(f"{obj.uid}.{name}", german[name], text) for name, text in texts.items()]
    key = obj._meta.model_name, obj.uid
    translating.publish(translating.save(key, "ckb", entries))


def hold():
    edition.hold(published_edition())


@pytest.fixture
def with_english(live):
    publish(models.Language.objects.create(code="en", name="English", ready=True, position=1))
    return live


@pytest.fixture
def kurdish(admin_client, with_english):
    language = add_language(admin_client)
    translate(with_english.notice, title=TITLE, summary=SUMMARY)
    hold()
    return SimpleNamespace(language=language, notice=with_english.notice)


def get(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


@pytest.mark.data
def test_language_that_staff_add_is_read_at_its_address(client, kurdish):
    shown = get(client, f"/ckb/hinweise/{kurdish.notice.slug}/")

    assert (shown.html["lang"], shown.html["dir"]) == ("en", "ltr")
    assert str(shown.h1) == f'<h1><span dir="rtl" lang="ckb">{TITLE}</span></h1>'
    assert shown.select_one(".lead").get_text() == SUMMARY
    assert shown.title.get_text().startswith(f"{TITLE} – ")
    assert shown.select_one("a.skip").get_text() == "Skip to content"


def test_what_is_not_translated_yet_is_german_and_told_of_in_the_interface_s_words(client, kurdish):
    shown = get(client, f"/ckb/hinweise/{kurdish.notice.slug}/")

    (body,) = shown.select(".prose > div")
    assert (body["lang"], body["dir"], body.get_text()) == ("de", "ltr", "Alter Text.")
    told = shown.select_one("aside.translated").get_text()
    assert "Some texts on this page have not been translated yet." in told


@pytest.mark.parametrize("code", ["de", "en", "ckb"])
def test_new_language_is_named_on_every_page(client, kurdish, code):
    for rest in ("", "kontakt/", "inhalt/", f"hinweise/{kurdish.notice.slug}/"):
        shown = get(client, f"/{code}/{rest}")
        name = shown.select_one("nav.languages ul").find(string=NAME)
        assert spoken(name) == ("ckb", "rtl")
        assert (name.parent.get("href") == f"/ckb/{rest}") == (code != "ckb")
        alternate = shown.select_one("link[hreflang=ckb]")["href"]
        assert alternate.endswith(f"//migration.example.org/ckb/{rest}")


def test_new_language_is_in_the_sitemap_with_every_page(client, kurdish):
    sitemap = client.get("/sitemap.xml").content.decode()

    german = [url for url in sitemap.split("<loc>") if ".org/de/" in url]
    kurdish_ones = [url for url in sitemap.split("<loc>") if ".org/ckb/" in url]
    assert len(kurdish_ones) == len(german) > 5


def test_browsers_that_ask_for_the_new_language_are_led_to_it(client, kurdish):
    response = client.get("/", headers={"Accept-Language": "ckb-IQ, de;q=0.5"})

    assert response["Location"] == "/ckb/"


def test_language_that_is_withdrawn_is_gone(client, admin_client, kurdish):
    url = address(kurdish.language, "withdraw")
    admin_client.post(url, filled_form(admin_client, url))
    hold()

    gone = client.get(f"/ckb/hinweise/{kurdish.notice.slug}/")

    home = client.get("/de/").content.decode()
    assert gone.status_code == 404
    assert BeautifulSoup(gone.content, "html.parser").html["lang"] == "de"
    assert NAME not in home
    assert "/ckb/" not in home + client.get("/sitemap.xml").content.decode()
    assert client.get("/", headers={"Accept-Language": "ckb"})["Location"] == "/de/"


def test_language_that_is_published_again_has_its_translations(client, admin_client, kurdish):
    url = address(kurdish.language, "withdraw")
    admin_client.post(url, filled_form(admin_client, url))
    publish(kurdish.language)
    hold()

    shown = get(client, f"/ckb/hinweise/{kurdish.notice.slug}/")

    assert shown.h1.get_text() == TITLE


def test_language_to_come_is_named_and_not_to_be_read(client, admin_client, with_english):
    add_language(admin_client, ready="")
    language = models.Language.objects.get(code="ckb")
    language.ready = False
    language.save()
    publish(language)
    hold()

    home = get(client, "/de/")

    assert client.get("/ckb/").status_code == 404
    (item,) = [li for li in home.select("nav.languages li") if NAME in li.get_text()]
    assert item.select("a") == []
    assert home.select("link[hreflang=ckb]") == []


def test_without_a_catalogue_of_its_own_menus_are_german_and_marked_so(
    client, admin_client, with_english
):
    add_language(admin_client, interface="")
    translate(with_english.notice, title=TITLE)
    hold()

    shown = get(client, f"/ckb/hinweise/{with_english.notice.slug}/")

    assert (shown.html["lang"], shown.html["dir"]) == ("de", "ltr")
    assert shown.select_one("a.skip").get_text() == "Zum Inhalt springen"
    assert str(shown.h1) == f'<h1><span dir="rtl" lang="ckb">{TITLE}</span></h1>'
    assert spoken(shown.select_one(".lead").find(string=True)) == ("de", "ltr")


@pytest.mark.django_db
def test_interface_that_nobody_has_translated_is_refused():
    language = models.Language.objects.create(code="ckb", name=NAME, interface="xx")

    with pytest.raises(Refused) as refusal:
        publish(language)

    assert [problem.field for problem in refusal.value.problems] == ["interface"]


def test_interface_whose_catalogue_is_gone_is_german():
    shown = page(kurdish_edition(interface="xx"), "/ckb/")

    assert (shown.html["lang"], shown.html["dir"]) == ("de", "ltr")
    assert shown.select_one("a.skip").get_text() == "Zum Inhalt springen"


def test_stale_translation_says_so_in_the_interface_s_words(client, kurdish):
    kurdish.notice.title = "Neue Aufnahme"
    kurdish.notice.save()
    publish(kurdish.notice, now=timezone.now())
    hold()

    note = get(client, f"/ckb/hinweise/{kurdish.notice.slug}/").h1.select_one(".stale")

    assert note.get_text().startswith("The German text was changed on ")
    assert spoken(note.string) == ("en", "ltr")


# --- On every page


def kurdish_edition(*things, interface="en"):
    return edition_in(*things, languages=(EN, UK, replace(CKB, interface=interface)))


@pytest.mark.parametrize("interface", ["en", "ar", ""])
def test_every_translated_text_says_its_language_and_its_direction(interface):
    site = wholly(kurdish_edition(*everything(), interface=interface), "ckb")

    wrong = [
        (path, str(node))
        for path in paths_in(site, "ckb")
        for node in texts_with(page(site, path), KURDISH)
        if spoken(node) != ("ckb", "rtl")
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("interface", "spoken_as"), [("en", ("en", "ltr")), ("ar", ("ar", "rtl")), ("", ("de", "ltr"))]
)
def test_page_has_the_language_of_its_menus(interface, spoken_as):
    site = kurdish_edition(*everything(), interface=interface)

    for path in paths_in(site, "ckb"):
        html = page(site, path).html
        assert (html["lang"], html["dir"]) == spoken_as


@pytest.mark.parametrize("interface", ["en", "ar", ""])
def test_facts_in_a_text_from_right_to_left_are_read_from_left_to_right(interface):
    asking = notice(summary="Tel. {telefon:hotline}", body="<p>{telefon:hotline}</p>")
    done = translated(
        asking, "ckb", summary="تەلەفۆن: {telefon:hotline}", body="<p>{telefon:hotline}</p>"
    )

    shown = page(kurdish_edition(asking, done, interface=interface), "/ckb/hinweise/hinweis/")

    assert shown.select_one(".lead").get_text() == f"تەلەفۆن: \u2066{HOTLINE.phone}\u2069"
    assert spoken(shown.select_one('.prose a[href^="tel:"]').find(string=True)) == ("de", "ltr")


@pytest.mark.parametrize("interface", ["en", "ar", ""])
def test_fact_that_is_translated_is_quoted_in_the_language_and_not_in_that_of_the_menus(interface):
    visit, asking = service(duration="20 Minuten"), notice(summary="Dauer: {dauer:dienst}.")
    rows = [
        translated(visit, "ckb", 60, duration="٢٠ خولەک"),
        translated(visit, "en", 61, duration="20 minutes"),
        translated(asking, "ckb", 62, summary="ماوە: {dauer:dienst}."),
    ]

    shown = page(
        kurdish_edition(visit, asking, *rows, interface=interface), "/ckb/hinweise/hinweis/"
    )

    assert shown.select_one(".lead").get_text() == "ماوە: ٢٠ خولەک."


def test_search_finds_words_of_the_new_language_and_german_ones():
    passport = service(title="Übertragung", keywords="Reisepass")
    site = kurdish_edition(passport, translated(passport, "ckb", title="گواستنەوەی پاسپۆرت"))

    local = site.at(NOW).in_language("ckb")

    assert [
        [one.uid for one in search.find(local, query)] for query in ("پاسپۆرت", "Reisepass")
    ] == [
        ["dienst"],
        ["dienst"],
    ]


def test_language_whose_catalogue_is_another_one_has_its_own_translations():
    one = service()
    site = kurdish_edition(one, whole(one, "en", 60), translated(one, "ckb", 61, title=TITLE))

    assert page(site, "/ckb/dienste/dienst/").h1.get_text() == TITLE
    assert page(site, "/en/dienste/dienst/").h1.get_text() == "en Dienst"
    assert page(site, "/ckb/dienste/dienst/").select_one(".lead").get_text() == "Kurz gesagt."


def test_other_direction_is_that_of_the_newest_record():
    turned = record(replace(CKB, direction="ltr"), 90, NOW)
    done = translated(service(), "ckb", 61, title=TITLE)
    site = kurdish_edition(service(), done)
    page(site, "/ckb/dienste/dienst/")

    shown = page(site.after([turned]), "/ckb/dienste/dienst/")

    assert (shown.h1.span["lang"], shown.h1.span["dir"]) == ("ckb", "ltr")

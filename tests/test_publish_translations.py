"""What the publish page says of translations, and what the history keeps of "Sinn unverändert"."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from content import publishing, states, translating
from content.models import Publication, Translation
from content.publishing import Refused, publish, revoke_same_sense, say_same_sense, withdraw
from content.translating import Entry
from content.translations import Senses, Texts
from tests import drafts
from tests.desk import address, fields_of, filled_form, text_of
from tests.drafts import published_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def languages(live):
    """Two that readers can choose, and one to come."""
    english = drafts.german(code="en", name="English", position=1)
    arabic = drafts.german(code="ar", name="العربية", direction="rtl", position=2)
    polish = drafts.german(code="pl", name="Polski", ready=False, position=3)
    for language in (english, arabic, polish):
        publish(language)
    return SimpleNamespace(english=english, arabic=arabic, polish=polish)


@pytest.fixture
def notice(live, languages):
    """Public, with its title in English and Arabic and its text in English."""
    translate(live.notice, "en", title="Admission", body="<p>Old text.</p>")
    translate(live.notice, "ar", title="قبول")
    return live.notice


def translate(obj, language, **texts):
    obj.refresh_from_db()
    german = {name: getattr(obj, name) for name in texts}
    entries = [Entry(piece(obj, name), german[name], text) for name, text in texts.items()]
    key = obj._meta.model_name, obj.uid
    translating.save(key, language, entries)
    translating.publish(Translation.objects.get(kind=key[0], uid=key[1], language=language))


def piece(obj, name):
    return f"{obj.uid}.{name}"


def edit(obj, **fields):
    obj.refresh_from_db()
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.revision += 1
    obj.save()


def page_of(client, obj, view="publish"):
    return BeautifulSoup(client.get(address(obj, view)).content, "html.parser")


def told(page):
    """What the page says of translations beside each difference, by its label."""
    rows = page.select(".desk-differences > div")
    return {row.dt.get_text(): words(row.select_one(".desk-outdated")) for row in rows}


def words(element):
    return element and " ".join(element.get_text(" ").split())


def box(page, label):
    """The fields of the page's form with the box of one difference ticked."""
    rows = [row for row in page.select(".desk-differences > div") if row.dt.get_text() == label]
    [ticked] = rows[0].select("input[type=checkbox]")
    assert ticked["form"] == page.select_one("#content form")["id"]
    return dict(fields_of(page.select_one("#content form"))) | {ticked["name"]: [ticked["value"]]}


def is_stale(obj, language, name):
    """As readers of the language get it, now that the German is what it is in the draft."""
    past = published_edition().past((obj._meta.model_name, obj.uid))
    held = Texts(past.translations[language]).held(
        piece(obj, name), getattr(obj, name), Senses(past.senses)
    )
    return held.stale


BOX = "Sinn unverändert: Die Übersetzungen von „{}“ stimmen weiter."


# --- What becomes stale


def test_languages_that_become_outdated_stand_beside_the_difference(admin_client, notice):
    edit(notice, title="Neue Aufnahme", summary="Ganz anders.")

    page = page_of(admin_client, notice)

    assert told(page) == {
        "Titel": f"Danach veraltet: English , العربية {BOX.format('Titel')}",
        "Kurz gesagt": None,
    }
    [arabic] = page.select(".desk-outdated [lang=ar]")
    assert (arabic.get_text(), arabic["dir"]) == ("العربية", "rtl")


def test_nothing_is_said_where_no_words_change(admin_client, notice):
    edit(notice, level="important")

    page = page_of(admin_client, notice)

    assert told(page) == {"Stufe": None}
    assert "Übersetzung" not in words(page.select_one("#content"))


def test_translation_that_is_stale_already_does_not_become_so(admin_client, notice):
    edit(notice, title="Zweiter Titel")
    publish(notice)
    edit(notice, title="Dritter Titel")

    assert told(page_of(admin_client, notice)) == {"Titel": None}


def test_translation_made_ahead_of_the_draft_does_not_become_stale(admin_client, notice):
    edit(notice, title="Neuer Titel")
    publish(notice)
    translate(notice, "en", title="New title")
    edit(notice, title="Aufnahme")  # of which both have a translation
    publish(notice)
    edit(notice, title="Neuer Titel")

    shown = told(page_of(admin_client, notice))["Titel"]

    assert shown == f"Danach veraltet: العربية {BOX.format('Titel')}"


def test_wordings_of_which_it_was_said_before_make_nothing_stale(admin_client, admin_user, notice):
    say_same_sense(notice, piece(notice, "title"), "Aufnahme", "Zutritt", by=admin_user)
    edit(notice, title="Zutritt")

    assert told(page_of(admin_client, notice)) == {"Titel": None}


def test_text_that_only_looks_otherwise_is_told_too(admin_client, notice):
    edit(notice, body="<p>Alter <strong>Text.</strong></p>")

    page = page_of(admin_client, notice)

    assert told(page) == {
        "Text": "Die Wörter sind dieselben, nur ihre Gestaltung ist anders. "
        f"Danach veraltet: English {BOX.format('Text')}"
    }


def test_texts_of_parts_are_told_by_the_name_of_the_part(admin_client, languages):
    checklist = drafts.checklist("Pass", "Foto")
    publish(checklist)
    item = checklist.items.get(name="Foto")
    entries = [Entry(piece(item, "name"), "Foto", "Photo")]
    translating.save(("checklist", checklist.uid), "en", entries)
    translating.publish(Translation.objects.get())
    item.name = "Lichtbild"
    item.save()

    shown = told(page_of(admin_client, checklist))

    label = "Unterlage „Lichtbild“ · Unterlage"
    assert list(shown) == [label]
    assert shown[label].startswith("Danach veraltet: English")


def test_language_without_a_record_is_not_named(admin_client, notice, languages):
    withdraw(languages.english)
    edit(notice, title="Neuer Titel")

    shown = told(page_of(admin_client, notice))["Titel"]

    assert shown == f"Danach veraltet: العربية {BOX.format('Titel')}"


def test_draft_of_what_is_only_scheduled_is_held_against_that(admin_client, languages):
    obj = drafts.notice(title="Geplant", slug="geplant")
    publish(obj, live_from=timezone.now() + timedelta(days=1))
    translate(obj, "en", title="Planned")
    edit(obj, title="Anders geplant")

    page = page_of(admin_client, obj)

    [shown] = page.select(".desk-outdated")
    label = shown.find_previous_sibling("dt")
    assert words(label) == "Titel"
    assert "Gegenüber Fassung" in words(label.find_parent("section").h2)


# --- What has no translation yet


def test_new_texts_are_summed_up_with_the_number_of_languages_to_choose(admin_client, languages):
    obj = drafts.notice(title="Neu", slug="neu", body="<p>Text.</p>")

    page = page_of(admin_client, obj)

    assert words(page.select_one(".desk-untranslated")) == (
        "Noch ohne Übersetzung: Titel, Kurz gesagt, Text (in 2 Sprachen)"
    )
    assert page.select(".desk-outdated") == []


def test_new_texts_are_counted_apart_where_fewer_languages_lack_them(admin_client, notice):
    edit(notice, title="Neu", body="", summary="Neu gefasst.")
    publish(notice)
    edit(notice, body="<p>Wieder da.</p>", summary="Noch einmal.")

    page = page_of(admin_client, notice)

    assert words(page.select_one(".desk-untranslated")) == (
        "Noch ohne Übersetzung: Kurz gesagt (in 2 Sprachen); Text (in 1 Sprache)"
    )


def test_of_many_new_texts_the_first_are_named(admin_client, languages):
    obj = drafts.checklist(*[f"Unterlage {n}" for n in range(8)])

    said = words(page_of(admin_client, obj).select_one(".desk-untranslated"))

    assert said.endswith("und 3 weitere Texte (in 2 Sprachen)")


def test_nothing_is_without_translation_where_there_is_no_other_language(admin_client, live):
    edit(live.notice, title="Neu")

    assert page_of(admin_client, live.notice).select(".desk-untranslated") == []


# --- Sinn unverändert


def test_ticked_box_is_recorded_with_the_publication(admin_client, admin_user, notice):
    edit(notice, title="Neue Aufnahme", body="<p>Neuer Text.</p>")
    form = box(page_of(admin_client, notice), "Titel")

    admin_client.post(address(notice, "publish"), form)

    published, same = Publication.objects.order_by("number").reverse()[:2][::-1]
    assert (published.action, same.action) == ("publish", "same")
    assert (same.made_by, same.made_at) == (admin_user, published.made_at)
    assert not is_stale(notice, "en", "title")
    assert not is_stale(notice, "ar", "title")
    assert is_stale(notice, "en", "body")
    assert "Sinn unverändert: Titel" in LogEntry.objects.latest("pk").change_message


def test_without_a_tick_nothing_is_recorded(admin_client, notice):
    edit(notice, title="Neue Aufnahme")

    admin_client.post(
        address(notice, "publish"), filled_form(admin_client, address(notice, "publish"))
    )

    assert Publication.objects.last().action == "publish"
    assert is_stale(notice, "en", "title")


def test_of_a_scheduled_publication_it_is_said_alike(admin_client, notice):
    edit(notice, title="Ab morgen")
    tomorrow = timezone.localtime() + timedelta(days=1)
    form = box(page_of(admin_client, notice), "Titel") | {
        "live_from_0": f"{tomorrow:%d.%m.%Y}",
        "live_from_1": "08:00",
    }

    admin_client.post(address(notice, "publish"), form)

    assert states.state(notice).label == "geplant"
    assert not is_stale(notice, "en", "title")


def test_refused_publication_keeps_the_ticks_and_records_nothing(admin_client, notice):
    edit(notice, title="Neue Aufnahme")
    form = box(page_of(admin_client, notice), "Titel")
    count = Publication.objects.count()

    faulty = form | {"live_from_0": "01.01.2020", "live_from_1": "08:00"}
    refused = admin_client.post(address(notice, "publish"), faulty)

    page = BeautifulSoup(refused.content, "html.parser")
    assert page.select_one(".desk-outdated input").has_attr("checked")
    assert Publication.objects.count() == count


def test_tick_stays_when_a_colleague_has_changed_something_else(admin_client, notice):
    edit(notice, title="Neue Aufnahme")
    form = box(page_of(admin_client, notice), "Titel")
    edit(notice, level="urgent")

    refused = admin_client.post(address(notice, "publish"), form)

    page = BeautifulSoup(refused.content, "html.parser")
    assert "Inzwischen hat jemand" in words(page.select_one(".errornote"))
    assert page.select_one(".desk-outdated input").has_attr("checked")


def test_tick_does_not_stay_for_words_that_nobody_has_seen(admin_client, notice):
    edit(notice, title="Neue Aufnahme")
    form = box(page_of(admin_client, notice), "Titel")
    edit(notice, title="Der Kollegin Titel")

    refused = admin_client.post(address(notice, "publish"), form)

    page = BeautifulSoup(refused.content, "html.parser")
    assert "Inzwischen hat jemand" in words(page.select_one(".errornote"))
    assert not page.select_one(".desk-outdated input").has_attr("checked")
    assert not Publication.objects.filter(action="same").exists()


def test_promise_11_box_that_never_was_is_refused_and_nothing_published(admin_client, notice):
    edit(notice, title="Neue Aufnahme")
    form = filled_form(admin_client, address(notice, "publish")) | {"same": ["erfunden"]}
    count = Publication.objects.count()

    response = admin_client.post(address(notice, "publish"), form)

    assert response.status_code == 200
    assert Publication.objects.count() == count


def test_what_fails_after_the_publication_takes_it_back(admin_client, notice, monkeypatch):
    edit(notice, title="Neue Aufnahme")
    form = box(page_of(admin_client, notice), "Titel")
    count = Publication.objects.count()
    refusal = Refused(publishing.OVERTAKEN)
    monkeypatch.setattr(
        publishing, "say_same_sense", lambda *_, **__: (_ for _ in ()).throw(refusal)
    )

    admin_client.post(address(notice, "publish"), form)

    assert Publication.objects.count() == count


# --- The history


@pytest.fixture
def same(admin_client, admin_user, notice):
    """The publication that says it of the title, and of none of its texts any more."""
    edit(notice, title="Neue Aufnahme")
    admin_client.post(address(notice, "publish"), box(page_of(admin_client, notice), "Titel"))
    return Publication.objects.get(action="same")


def senses(client, obj):
    section = page_of(client, obj, "history").select_one("section[aria-labelledby=senses]")
    return section and section.select_one(".desk-differences > div")


def test_history_shows_who_said_it_when_and_of_which_words(admin_client, notice, same):
    entry = senses(admin_client, notice)

    made = timezone.localtime(same.made_at)
    assert words(entry.dt) == "Sinn unverändert: Titel"
    assert (words(entry.ins), entry.find("del")) == ("Neue", None)
    told_by = words(entry.select_one(".desk-told"))
    assert told_by == f"Nummer {same.number}, {made:%d.%m.%Y, %-H.%M} Uhr, admin"


def test_history_without_it_says_nothing_of_it(admin_client, notice):
    assert senses(admin_client, notice) is None


def test_taking_it_back_makes_the_translations_stale_and_is_told(admin_client, notice, same):
    response = admin_client.post(address(notice, "revoke", number=same.number), follow=True)

    entry = senses(admin_client, notice)
    notice.refresh_from_db()
    assert is_stale(notice, "en", "title")
    assert entry.button is None
    assert "Zurückgenommen: " in words(entry.select_one(".desk-told"))
    assert words(entry.select_one(".desk-told")).endswith("Uhr, admin")
    assert "ist zurückgenommen" in text_of(response, ".messagelist")
    assert "zurückgenommen" in LogEntry.objects.latest("pk").change_message


def test_taking_it_back_twice_is_refused_in_words(admin_client, admin_user, notice, same):
    revoke_same_sense(notice, same.number, by=admin_user)
    count = Publication.objects.count()

    response = admin_client.post(address(notice, "revoke", number=same.number), follow=True)

    assert "schon zurückgenommen" in text_of(response, ".messagelist")
    assert Publication.objects.count() == count


def test_looking_at_the_address_that_takes_it_back_takes_nothing_back(admin_client, notice, same):
    response = admin_client.get(address(notice, "revoke", number=same.number))

    assert response.status_code == 302
    assert Publication.objects.last() == same


def test_who_may_not_edit_can_not_take_it_back(client, notice, same):
    client.force_login(User.objects.create_user("gast", is_staff=True))

    response = client.post(address(notice, "revoke", number=same.number))

    assert response.status_code == 403
    assert Publication.objects.last() == same


def test_it_is_no_version(admin_client, admin_user, notice, same):
    revoke_same_sense(notice, same.number, by=admin_user)
    number = Publication.objects.last().number
    newest = Publication.objects.filter(action="publish", uid=notice.uid, language="de").last()

    listed = page_of(admin_client, notice, "history")
    versions = [words(row) for row in listed.select("table tbody th")]
    compared = admin_client.get(address(notice, "version", number=newest.number))
    others = BeautifulSoup(compared.content, "html.parser").select("#since option")

    assert len(versions) == 2
    assert [int(one["value"]) for one in others] == [versions_of(notice)[0]]
    for refused in (same.number, number):
        shown = admin_client.get(address(notice, "version", number=refused))
        restored = admin_client.post(address(notice, "restore", number=refused))
        assert (shown.status_code, restored.status_code) == (404, 404)


def versions_of(obj):
    rows = Publication.objects.of("notice", obj.uid).filter(action="publish")
    return [row.number for row in rows]


def test_it_changes_no_state(admin_client, notice, same):
    notice.refresh_from_db()
    state = states.state(notice)

    assert (state.label, state.live.number) == ("öffentlich", versions_of(notice)[-1])


def test_history_names_a_piece_that_the_draft_has_no_more(admin_client, admin_user, languages):
    checklist = drafts.checklist("Pass", "Foto")
    publish(checklist)
    item = checklist.items.get(name="Foto")
    say_same_sense(checklist, piece(item, "name"), "Bild", "Foto", by=admin_user)
    item.delete()

    entry = senses(admin_client, checklist)

    assert words(entry.dt) == "Sinn unverändert: Unterlage „Foto“ · Unterlage"


def test_history_bears_one_that_can_not_be_read(admin_client, notice, same):
    Publication.objects.create(
        number=same.number + 1,
        action="same",
        kind="notice",
        uid=notice.uid,
        made_at=same.made_at,
        live_from=same.made_at,
        data="kaputt",
    )

    assert "lässt sich nicht mehr lesen" in words(senses(admin_client, notice))

"""The frame of the staff's pages, their front page, and the orders that staff can set."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from content import edition, hours, models
from content.admin.attention.desk import Desk
from content.admin.attention.topics import found
from content.edition import Edition
from content.publishing import publish, withdraw
from tests import drafts
from tests.desk import filled_form
from tests.drafts import HOUR, NOON, published_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_public():
    edition.hold(Edition())
    yield
    edition.hold(Edition())


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def publish_all(*objects, **options):
    for obj in objects:
        publish(obj, **options)
    edition.hold(published_edition())


def attention(now=None):
    """The lines of the front page of somebody who may see everything."""
    chief, _ = User.objects.get_or_create(username="chefin", is_superuser=True)
    return found(Desk(chief, now))


def told():
    """The front page's lines: what each is about, and the first thing it names."""
    return {item.slug: str(item.rows[0]) for item in attention()}


# --- The frame


def test_header_carries_the_public_name_and_mark_of_the_office(admin_client):
    hotline = drafts.hotline()
    publish_all(hotline, drafts.office(hotline=hotline, name="Amt für Neues", mark="M0 0h9"))
    models.Office.objects.update(name="Entwurf")

    branding = page_of(admin_client.get("/admin/")).select_one("#site-name")

    assert branding.get_text(" ", strip=True) == "Amt für Neues Verwaltung"
    assert branding.path["d"] == "M0 0h9"


def test_sign_in_works_before_there_is_an_office(client):
    page = page_of(client.get("/admin/login/"))

    assert page.select_one("#site-name").get_text(strip=True) == "Verwaltung"
    assert page.h1.get_text(strip=True) == "Anmelden"


def test_front_page_groups_the_concepts_in_the_words_of_the_office(admin_client):
    page = page_of(admin_client.get("/admin/"))

    groups = {
        group.h2.text: [link.text for link in group.select("li a:not(.new)")]
        for group in page.select(".groups section")
    }
    assert groups == {
        "Inhalte": [
            "Hinweise",
            "Dienstleistungen",
            "Unterlagenlisten",
            "Formulare und Merkblätter",
            "Seiten (Impressum, Datenschutz …)",
            "Begriffe, die wir erklären",
            "Übersetzungen",
            "Offene Fragen",
            "Die Website an einem Tag",
        ],
        "Dienststelle": [
            "Dienststelle",
            "Sachgebiete",
            "Kontaktwege und Sprechzeiten",
            "Anfahrt",
            "Sprachen",
        ],
        "Verwaltung": ["Konten", "Vier-Augen-Regeln"],
    }


def test_refusal_stays_in_the_frame(client):
    notice = drafts.notice()
    client.force_login(User.objects.create_user("neu", is_staff=True))

    response = client.get(reverse("admin:content_notice_change", args=[notice.pk]))

    assert response.status_code == 403
    assert page_of(response).h1.text == "Das darf Ihr Konto nicht"
    assert page_of(response).select_one("#site-name a")["href"] == "/admin/"


def test_after_five_wrong_passwords_the_pause_is_explained_in_german(client):
    User.objects.create_user("neu", password="richtig-richtig", is_staff=True)

    for _ in range(5):
        response = client.post("/admin/login/", {"username": "neu", "password": "falsch"})

    assert response.status_code == 429
    assert page_of(response).h1.text == "Die Anmeldung ist für 15 Minuten gesperrt"


def test_only_pages_with_the_text_editor_have_a_nonce_and_only_for_scripts(admin_client):
    editor = admin_client.get(reverse("admin:content_notice_add"))
    plain = admin_client.get(reverse("admin:content_language_add"))

    importmap = page_of(editor).select_one("script[type=importmap]")
    directives = dict(
        directive.split(" ", 1) for directive in editor["Content-Security-Policy"].split("; ")
    )
    assert set(directives["script-src"].split()) == {"'self'", f"'nonce-{importmap['nonce']}'"}
    assert directives["style-src"] == "'self'"
    assert "nonce" not in plain["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["index", "content_notice_add", "content_page_add"])
def test_no_page_of_the_desk_has_inline_style_handler_or_script(admin_client, name):
    page = page_of(admin_client.get(reverse(f"admin:{name}")))

    attributes = {attribute for tag in page.find_all(True) for attribute in tag.attrs}
    assert not [name for name in attributes if name == "style" or name.startswith("on")]
    assert page.find_all("style") == []
    assert [s["type"] for s in page.select("script:not([src])")] in ([], ["importmap"])


def test_new_account_may_sign_in_and_nothing_more(admin_client):
    password = "ein-langes-passwort-7"
    typed = {"username": "neu", "password1": password, "password2": password}
    form = filled_form(admin_client, reverse("admin:auth_user_add"))

    admin_client.post(reverse("admin:auth_user_add"), form | typed)

    account = User.objects.get(username="neu")
    assert (account.is_staff, account.is_superuser) == (True, False)
    assert account.check_password(password)


# --- What needs attention


def test_front_page_says_when_nothing_is_to_be_done(admin_client):
    page = page_of(admin_client.get("/admin/"))

    assert page.select_one(".attention").get_text(" ", strip=True) == (
        "✓ Nichts zu tun. Was öffentlich ist, ist bestätigt und vollständig, und kein Entwurf "
        "wartet."
    )


def test_open_question_is_listed_until_it_is_answered():
    question = models.OpenQuestion.objects.create(number="Q1", text="Wer weiß es?")
    asked = told()

    question.answer = "Ich."
    question.save()

    assert (asked, told()) == ({"offene-fragen": "Q1: Wer weiß es?"}, {})


def test_draft_is_listed_until_it_is_public_and_again_when_it_differs():
    page = complete_page()
    never = told()
    publish_all(page, confirmed=True)
    public = told()
    page.summary = "Neu"
    page.save()

    assert never == {"andere-entwuerfe": "Impressum: noch nie veröffentlicht"}
    assert public == {}
    assert told() == {"andere-entwuerfe": "Impressum: geändert"}


def test_draft_that_went_on_from_a_correction_is_not_public_once_the_waiting_version_came():
    page = complete_page()
    publish_all(page, now=NOON)
    page.summary = "Danach"
    page.save()
    publish_all(page, now=NOON, live_from=NOON + 2 * HOUR)
    page.summary = "Korrigiert"
    page.save()
    publish_all(page, now=NOON + HOUR)

    unpublished = [item for item in attention(NOON + 3 * HOUR) if item.slug == "andere-entwuerfe"]

    assert [str(row) for item in unpublished for row in item.rows] == ["Impressum: geändert"]


def test_what_is_public_without_a_draft_does_not_stop_the_front_page(admin_client):
    notice = drafts.notice()
    publish_all(notice)
    models.Notice.objects.all().delete()

    assert admin_client.get("/admin/").status_code == 200
    assert told() == {}


def test_withdrawn_object_needs_no_attention():
    notice = drafts.notice()
    publish_all(notice)
    withdraw(notice)
    edition.hold(published_edition())

    assert told() == {}


def test_what_nobody_vouches_for_is_listed_but_a_small_correction_changes_nothing():
    page = complete_page()
    publish_all(page)
    never = told()
    publish_all(page, confirmed=True)
    publish_all(page, minor=True)
    vouched = told()
    page.summary = "Neu"
    page.save()
    publish_all(page)

    assert never == {"nicht-bestaetigt": "Impressum"}
    assert vouched == {}
    assert told() == {"nicht-bestaetigt": "Impressum: seit der Bestätigung geändert"}


def test_missing_facts_are_listed_by_object():
    publish_all(drafts.service(), confirmed=True)

    assert told() == {
        "fehlend": "Übertragung: Sachgebiet, Ablauf, Voraussetzungen, Gebühren, "
        "Bearbeitungsdauer, Rechtsgrundlage"
    }


@pytest.mark.parametrize(
    ("dates", "slugs"),
    [
        ({"review_on": timedelta(0)}, ["zu-pruefen"]),
        ({"review_on": timedelta(days=1)}, []),
        ({"ends_at": timedelta(days=6)}, ["endet-bald"]),
        ({"ends_at": timedelta(days=8)}, []),
    ],
)
def test_public_notices_are_listed_by_their_dates(dates, slugs):
    now = timezone.now()
    instants = {name: now + delta for name, delta in dates.items()}
    if "review_on" in instants:
        instants["review_on"] = timezone.localdate(instants["review_on"])
    publish_all(drafts.notice(**instants), confirmed=True)

    assert [item.slug for item in attention(now)] == slugs


def test_undecided_days_of_the_coming_weeks_are_listed_until_they_are_decided():
    hotline, before_christmas = drafts.hotline(), drafts.NOON.replace(month=12, day=20)
    publish_all(hotline, confirmed=True)
    [undecided] = attention(before_christmas)
    for field in hours.EFFECT_FIELDS.values():
        setattr(hotline, field, "closed")
    hotline.save()
    publish_all(hotline, confirmed=True)

    assert str(undecided.rows[0]) == (
        "Hotline: 24. Dezember (Heiligabend), 25. Dezember (Erster Weihnachtstag), "
        "31. Dezember (Silvester), 1. Januar (Neujahr), 8. Februar (Rosenmontag)"
    )
    assert attention(before_christmas) == []


def test_unreadable_publication_comes_first_and_leads_to_its_object():
    models.OpenQuestion.objects.create(number="Q1", text="Wer?")
    notice = drafts.notice()
    edition.hold(Edition([replace(publish(notice).record(), data="{}")]))

    first = attention()[0]

    assert (first.slug, first.level) == ("unlesbar", "urgent")
    assert first.url == reverse("admin:content_notice_change", args=[notice.pk])


def test_line_leads_to_the_one_place_or_to_the_list_of_all(admin_client):
    first = models.OpenQuestion.objects.create(number="Q1", text="Wer?")
    [one] = attention()
    models.OpenQuestion.objects.create(number="Q2", text="Wann?")
    [two] = attention()

    page = page_of(admin_client.get(two.url))
    assert (one.title, two.title) == ("Frage ist offen", "Fragen sind offen")
    assert one.url == reverse("admin:content_openquestion_change", args=[first.pk])
    assert [link.text for link in page.select(".attention a")] == ["Q1: Wer?", "Q2: Wann?"]


def test_unknown_topic_is_not_found(admin_client):
    assert admin_client.get("/admin/aufmerksamkeit/nichts/").status_code == 404


def test_front_page_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    for number in range(5):
        drafts.checklist("Pass", "Foto", title=f"Liste {number}")
        drafts.service(slug=f"dienst-{number}")

    with django_assert_max_num_queries(25):
        attention()


# --- Orders


def test_area_moves_up_past_its_neighbour_and_equal_positions_become_different(admin_client):
    first, second, third = [
        models.ServiceArea.objects.create(title=title, slug=title) for title in "abc"
    ]

    response = admin_client.post(move(third, "hoch"), follow=True)

    assert list(models.ServiceArea.objects.all()) == [first, third, second]
    assert "„c“ steht jetzt auf Platz 2." in response.content.decode()


def test_area_at_the_end_of_the_list_stays(admin_client):
    areas = [
        models.ServiceArea.objects.create(title=title, slug=title, position=position)
        for position, title in enumerate("ab")
    ]

    admin_client.post(move(areas[1], "runter"))

    assert list(models.ServiceArea.objects.all()) == areas


def test_who_may_not_change_areas_can_not_move_them(client):
    models.ServiceArea.objects.create(title="a", slug="a")
    area = models.ServiceArea.objects.create(title="b", slug="b")
    client.force_login(User.objects.create_user("neu", is_staff=True))

    response = client.post(move(area, "hoch"))

    assert response.status_code == 403
    assert {area.position for area in models.ServiceArea.objects.all()} == {0}


def test_looking_at_the_address_of_a_move_moves_nothing(admin_client):
    area = models.ServiceArea.objects.create(title="a", slug="a")

    assert admin_client.get(move(area, "hoch")).status_code == 405


def move(obj, step):
    name = f"admin:content_{obj._meta.model_name}_move"
    return reverse(name, kwargs={"object_id": obj.pk, "step": step})


def complete_page():
    page = models.Page.objects.create(title="Impressum", slug="impressum")
    models.PageSection.objects.create(page=page, heading="Wer", body="<p>Wir.</p>")
    return page


def test_open_question_is_saved_and_never_offered_for_publishing(admin_client):
    question = models.OpenQuestion.objects.create(number="Q9", text="Wer hebt ab?")

    page = admin_client.get(reverse("admin:content_openquestion_change", args=[question.pk]))

    row = page_of(page).select_one(".submit-row")
    buttons = [one.get("value") or one.get_text(strip=True) for one in row.find_all(["input", "a"])]
    assert buttons == ["Speichern", "Löschen …"]


def test_account_is_called_by_its_name_and_told_of_in_the_words_of_the_desk(admin_client):
    account = User.objects.create_user("ada", first_name="Ada", last_name="Xanten")

    page = admin_client.get(reverse("admin:auth_user_change", args=[account.pk]))

    soup = page_of(page)
    assert soup.h1.get_text(strip=True) == "Ada Xanten"
    assert (
        soup.select_one(".breadcrumbs").get_text(" ", strip=True) == "Start › Konten › Ada Xanten"
    )
    assert soup.select_one(".submit-row [name=_save]")["value"] == "Speichern"

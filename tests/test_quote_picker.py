"""The list of facts that staff can put into a text, without a script."""

from datetime import time

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from content import edition, models, published, refusals
from content.admin.quoting import quotations, text_fields
from content.edition import Edition
from content.publishing import publish, withdraw
from tests import drafts
from tests.desk import address, filled_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(live):
    service = drafts.service(uid="pass", title="Pass", duration="20 Minuten")
    service.fees.create(amount="67.00", label="Karte", position=0)
    service.fees.create(amount="10.00", label="Eile", position=1)
    publish(service)
    return service


def quoted_at(client, url):
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return page.select_one(".desk-quotes")


def test_all_facts_that_are_public_are_listed_with_what_they_say(live, service):
    hotline, office = live.hotline.uid, live.office.uid

    assert quotations(refusals.published()) == [
        (f"{{telefon:{hotline}}}", "Telefonnummer: Hotline (0 12 34 / 56-78)"),
        (
            f"{{sprechzeiten:{hotline}}}",
            "Sprechzeiten: Hotline (Montag bis Freitag 8.00 bis 17.00 Uhr)",
        ),
        (f"{{e-mail:{office}}}", "E-Mail-Adresse: Amt (amt@example.org)"),
        ("{gebuehr:pass}", "Erste Gebühr: Pass (67,00 Euro)"),
        ("{dauer:pass}", "Dauer des Besuchs: Pass (20 Minuten)"),
    ]


def test_what_says_nothing_or_is_a_draft_is_not_listed(live, service):
    counter = drafts.hotline(title="Schalter", kind="counter", phone="")
    publish(counter)
    drafts.hotline(title="Nur ein Entwurf")
    withdraw(service)

    named = [label for _, label in quotations(refusals.published())]

    assert [label for label in named if "Entwurf" in label or "Pass" in label] == []
    assert [label.split(":")[0] for label in named if "Schalter" in label] == ["Sprechzeiten"]


def test_change_of_the_fact_is_listed_once_it_is_public(live):
    models.Channel.objects.update(phone="0 98 76")
    live.hotline.rules.all().delete()
    models.OpeningRule.objects.create(
        channel=live.hotline, weekday=0, opens=time(9), closes=time(10)
    )
    before = dict(quotations(refusals.published()))
    live.hotline.refresh_from_db()
    publish(live.hotline)

    after = dict(quotations(refusals.published()))

    key = f"{{telefon:{live.hotline.uid}}}"
    assert (before[key], after[key]) == (
        "Telefonnummer: Hotline (0 12 34 / 56-78)",
        "Telefonnummer: Hotline (0 98 76)",
    )


def test_form_lists_each_fact_to_choose_and_to_copy(admin_client, live):
    fold = quoted_at(admin_client, address(live.notice))

    written = [one for one, _ in quotations(refusals.published())]
    assert fold.summary.get_text() == "Angaben einfügen"
    assert [option["value"] for option in fold.select("option")] == written
    assert [one.get_text() for one in fold.select("dl code")] == written
    assert fold.select_one(".desk-line").has_attr("hidden")
    assert not fold.dl.has_attr("hidden")


def test_list_is_nothing_that_the_form_sends(admin_client, live):
    fold = quoted_at(admin_client, address(live.notice))

    assert fold.select("[name]") == []
    assert [button["type"] for button in fold.select("button")] == ["button"]


def test_script_comes_before_the_text_editor_and_is_no_inline_one(admin_client, live):
    page = BeautifulSoup(admin_client.get(address(live.notice)).content, "html.parser")
    sources = [script.get("src", "") for script in page.select("script")]

    [own] = [n for n, source in enumerate(sources) if source.endswith("desk/quotes.js")]
    editor = [n for n, source in enumerate(sources) if "django_prose_editor" in source]

    assert own < min(editor)
    assert page.select("script")[own].has_attr("defer")


@pytest.mark.parametrize("kind", published.KINDS)
def test_every_concept_that_has_texts_has_the_list_also_for_a_new_one(admin_client, live, kind):
    if kind == "office":
        live.office.delete()  # of which there is one
        edition.hold(Edition())

    fold = quoted_at(admin_client, reverse(f"admin:content_{kind}_add"))

    assert (fold is not None) == (kind != "language")


@pytest.mark.parametrize("kind", sorted(published.KINDS.keys() - {"language"}))
def test_fields_for_the_list_are_fields_of_the_form(admin_client, live, kind):
    """By their names, as the script finds them."""
    if kind == "office":
        live.office.delete()
        edition.hold(Edition())
    page = BeautifulSoup(
        admin_client.get(reverse(f"admin:content_{kind}_add")).content, "html.parser"
    )

    names = {
        field["name"].replace("-__prefix__-", "-") for field in page.select("#content-main [name]")
    }

    assert text_fields(kind) != []
    assert set(text_fields(kind)) - names == set()


def test_texts_that_are_quoted_themselves_take_no_facts():
    assert {"duration", "processing_time"} & set(text_fields("service")) == set()
    assert {"deadline", "fees-condition"} <= set(text_fields("service"))


def test_fold_is_not_there_where_nothing_is_public_yet(admin_client):
    assert quoted_at(admin_client, address(drafts.notice())) is None


def test_who_may_only_look_gets_no_list(client, live):
    guest = User.objects.create_user("gast", is_staff=True)
    guest.user_permissions.add(Permission.objects.get(codename="view_notice"))
    client.force_login(guest)

    response = client.get(address(live.notice))

    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select(".desk-quotes") == []


def test_what_was_chosen_is_saved_and_published_as_the_fact(admin_client, live):
    [telephone, *_] = [written for written, _ in quotations(refusals.published())]
    form = filled_form(admin_client, address(live.notice)) | {"summary": f"Anruf: {telephone}"}

    admin_client.post(address(live.notice), form | {"_continue": ""})
    live.notice.refresh_from_db()
    publish(live.notice)

    known = drafts.published_edition()
    shown = known.current(known.made_at).get(live.notice.uid)
    assert shown.summary == "Anruf: 0 12 34 / 56-78"

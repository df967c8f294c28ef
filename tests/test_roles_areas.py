"""Editors of areas see all and change their own; they cannot give it away or take another's."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from content import models, roles
from content.models import Proposal, Publication
from content.publishing import publish
from tests import drafts
from tests.accounts import account, signed_in
from tests.desk import address, errors_at, filled_form, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def areas(db):
    create = drafts.create
    return SimpleNamespace(
        stay=create(models.ServiceArea, title="Aufenthalt", slug="aufenthalt"),
        asylum=create(models.ServiceArea, title="Asyl", slug="asyl", position=1),
    )


@pytest.fixture
def editor(areas):
    """Of the area "Aufenthalt"."""
    return signed_in(account("editor", roles.EDITOR, areas=[areas.stay]))


def page_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def choices(page, field):
    return [option.text for option in page.select(f"select[name={field}] option")]


def save(client, obj, **typed):
    url = address(obj)
    response = client.post(url, filled_form(client, url) | typed)
    obj.refresh_from_db()
    return response


# --- Whose it is


def test_list_belongs_to_the_areas_of_its_services_until_somebody_has_said_to_which(areas):
    checklist = drafts.checklist()
    of_both = [drafts.service(slug=f"d-{area.pk}", area=area) for area in vars(areas).values()]
    for service in of_both:
        service.checklists.add(checklist)

    used = roles.areas_of(models.Checklist.objects.get())
    checklist.responsible = areas.asylum
    checklist.save()

    assert used == {areas.stay.pk, areas.asylum.pk}
    assert roles.areas_of(models.Checklist.objects.get()) == {areas.asylum.pk}


def test_what_belongs_to_no_area_is_changed_by_every_editor(editor):
    notice = drafts.notice(title="Alt")

    save(editor, notice, title="Neu")

    assert notice.title == "Neu"


def test_editor_of_all_areas_changes_what_belongs_to_one(areas):
    notice = drafts.notice(title="Alt", responsible=areas.asylum)

    save(signed_in(account("alle", roles.EDITOR, all_areas=True)), notice, title="Neu")

    assert notice.title == "Neu"


def test_parts_are_changed_by_who_may_change_their_object(areas, editor):
    own = drafts.service(slug="eigen", area=areas.stay)
    other = drafts.service(slug="fremd", area=areas.asylum)
    for service in (own, other):
        service.fees.create(amount=10)

    save(editor, own, **{"fees-0-amount": "12"})
    page = page_of(editor, address(other))

    assert own.fees.get().amount == 12
    assert "10,00" in page.select_one("#fees-group").text
    assert page.select("#fees-group :is(input:not([type=hidden]), textarea, button)") == []


# --- Who may only look


def test_who_may_not_change_it_is_told_who_keeps_it_and_can_look(areas, editor):
    body = "<p>Ein <strong>fetter</strong> Text.</p>"
    notice = drafts.notice(title="Fremd", body=body, responsible=areas.asylum)
    publish(notice)

    page = page_of(editor, address(notice))

    assert page.select_one(".desk-looking").text == (
        "Das pflegt das Sachgebiet „Asyl“. Sie können es hier lesen, aber nicht ändern."
    )
    assert page.select("#content-main :is(textarea, select, button)") == []
    assert page.select_one(".field-body strong").text == "fetter"
    links = {a.text: a["href"] for a in page.select(".object-tools a")}
    assert links["Vorschau"] == address(notice, "preview")
    assert links["Verlauf"] == address(notice, "history")


def test_history_has_buttons_only_for_who_may_use_them(areas, editor):
    notice = drafts.notice(responsible=areas.asylum)
    publication = publish(notice)
    publish(notice, live_from=publication.made_at + drafts.HOUR)
    urls = [address(notice, "history"), address(notice, "version", number=1)]

    others = [page_of(editor, url).select("#content form[method=post]") for url in urls]
    notice.responsible = areas.stay
    notice.save()
    own = [page_of(editor, url).select("#content form[method=post]") for url in urls]

    assert [bool(forms) for forms in others] == [False, False]
    assert [bool(forms) for forms in own] == [True, True]


def test_list_offers_to_move_only_what_one_may_change(areas, editor):
    page = page_of(editor, reverse("admin:content_servicearea_changelist"))

    assert [button["aria-label"] for button in page.select(".move button")] == [
        "Aufenthalt nach oben",
        "Aufenthalt nach unten",
    ]
    assert page.select(".object-tools .addlink") == []


def test_list_says_who_keeps_what_and_can_be_narrowed_to_it(areas, editor):
    drafts.checklist(title="Eigene", responsible=areas.stay)
    drafts.checklist(title="Fremde", responsible=areas.asylum)
    used = drafts.checklist(title="Verwendete")
    drafts.service(area=areas.asylum).checklists.add(used)
    drafts.checklist(title="Niemandes")
    url = reverse("admin:content_checklist_changelist")

    def rows(query):
        page = page_of(editor, f"{url}?zustaendig={query}")
        return {
            row.select_one(".field-__str__").text: row.select_one(".field-kept_by").text
            for row in page.select("#result_list tbody tr")
        }

    assert rows("") == {
        "Eigene": "Aufenthalt",
        "Fremde": "Asyl",
        "Niemandes": "alle",
        "Verwendete": "Asyl",
    }
    assert list(rows("ich")) == ["Eigene", "Niemandes"]
    assert list(rows(areas.asylum.pk)) == ["Fremde", "Verwendete"]


@pytest.mark.parametrize("count", [3, 300])
@pytest.mark.parametrize("query", ["", "?zustaendig=ich"])
def test_rights_cost_no_query_for_each_row(
    areas, editor, django_assert_max_num_queries, count, query
):
    lists = [models.Checklist(title=f"Liste {number}") for number in range(count)]
    models.Checklist.objects.bulk_create(lists)
    drafts.service(area=areas.stay).checklists.set(lists)

    with django_assert_max_num_queries(25):
        editor.get(reverse("admin:content_checklist_changelist") + query)


# --- Giving away and taking


def test_field_offers_the_own_areas_and_the_one_to_which_it_belongs(areas, editor):
    notice = drafts.notice()
    service = drafts.service(responsible=areas.stay, area=areas.asylum)

    offered = choices(page_of(editor, address(notice)), "responsible")
    of_service = page_of(editor, address(service))

    assert offered == ["alle", "Aufenthalt"]
    assert choices(of_service, "responsible") == ["das Sachgebiet der Dienstleistung", "Aufenthalt"]
    assert choices(of_service, "area") == ["---------", "Aufenthalt", "Asyl"]


def test_new_object_can_not_be_made_for_another_area(areas, editor):
    url = reverse("admin:content_notice_add")
    typed = {"title": "Neu", "slug": "neu", "responsible": areas.asylum.pk}

    response = editor.post(url, filled_form(editor, url) | typed)

    assert list(errors_at(response)) == ["responsible"]
    assert models.Notice.objects.count() == 0


def test_object_is_not_given_away_by_taking_back_that_it_is_ones_own(areas, editor):
    service = drafts.service(title="Alt", responsible=areas.stay, area=areas.asylum)

    response = save(editor, service, title="Neu", responsible="")

    assert errors_at(response)["responsible"].startswith("Damit gehörte dies einem anderen")
    assert filled_form(SimpleNamespace(get=lambda url: response), "")["title"] == "Neu"
    assert (service.title, service.responsible) == ("Alt", areas.stay)


def test_who_is_responsible_for_both_areas_can_give_from_one_to_the_other(areas):
    both = signed_in(account("beide", roles.EDITOR, areas=[areas.stay, areas.asylum]))
    notice = drafts.notice(responsible=areas.stay)

    save(both, notice, responsible=areas.asylum.pk)

    assert notice.responsible == areas.asylum


def test_list_of_another_area_is_not_taken_by_using_it(areas, editor):
    foreign = drafts.checklist(title="Fremde Liste")
    drafts.service(slug="fremd", area=areas.asylum).checklists.add(foreign)
    own = drafts.service(slug="eigen", area=areas.stay)

    refused = save(editor, own, checklists=[foreign.pk])
    foreign.responsible = areas.asylum
    foreign.save()
    save(editor, own, checklists=[foreign.pk])

    assert errors_at(refused)["checklists"].startswith(
        "„Fremde Liste“: Das pflegt das Sachgebiet „Asyl“."
    )
    assert list(own.checklists.all()) == [foreign]
    assert editor.post(address(foreign)).status_code == 403


def test_list_of_another_area_is_not_taken_by_giving_its_service_an_area(areas, editor):
    foreign = drafts.checklist(title="Fremde Liste")
    drafts.service(slug="fremd", area=areas.asylum).checklists.add(foreign)
    nobodys = drafts.service(slug="niemandes")
    nobodys.checklists.add(foreign)

    response = save(editor, nobodys, area=areas.stay.pk)

    assert list(errors_at(response)) == ["checklists"]
    assert nobodys.area is None


def test_version_in_which_it_was_another_areas_is_not_restored(areas, editor):
    service = drafts.service(title="Alt", area=areas.asylum)
    publish(service)
    service.title, service.area = "Neu", areas.stay
    service.save()

    response = editor.post(address(service, "restore", number=1), follow=True)

    service.refresh_from_db()
    assert "gehört zu einem anderen Sachgebiet" in text_of(response, ".messagelist")
    assert (service.title, service.area) == ("Neu", areas.stay)
    assert Proposal.objects.count() == 0
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("count", [3, 300])
def test_form_of_an_editor_needs_few_queries(areas, editor, django_assert_max_num_queries, count):
    lists = [models.Checklist(title=f"Liste {number}") for number in range(count)]
    models.Checklist.objects.bulk_create(lists)
    service = drafts.service(area=areas.stay)
    service.checklists.set(lists)
    publish(service)

    with django_assert_max_num_queries(25):
        editor.get(address(service))

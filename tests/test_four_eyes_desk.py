"""Four eyes at the desk, as writer, as approver, as administrator and as somebody else."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content import approving, contributing, countersigning, roles
from content.approving import Wish, propose
from content.models import Countersignature, FourEyes, Profile, Proposal, Publication
from content.publishing import publish
from tests import drafts
from tests.desk import address, errors_at, fields_of, filled_form, text_of
from tests.drafts import published_edition

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def signed_in(name, *groups):
    """A browser of an account with these roles."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    Profile.objects.update_or_create(user=user, defaults={"all_areas": True})
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def writer(db):
    return signed_in("anna", roles.EDITOR)


@pytest.fixture
def approver(db):
    return signed_in("bert", roles.APPROVER)


@pytest.fixture
def administrator(db):
    return signed_in("carla", roles.ADMINISTRATOR)


@pytest.fixture
def notice(live):
    FourEyes.objects.create(kind="notice")
    return live.notice


def save(client, obj, **fields):
    """As the form does it."""
    for name, value in fields.items():
        setattr(obj, name, value)
    contributing.note(obj, client.user)
    obj.save()


def send(client, obj, button, **fields):
    """Press one of the buttons of the page that publishes."""
    url = address(obj, "publish")
    page = BeautifulSoup(client.get(url).content, "html.parser")
    form = dict(fields_of(page.select_one("form#publish")))
    return client.post(url, form | fields | {button: ""}, follow=True)


def proposed(client, obj, **wish):
    save(client, obj, title="Neue Aufnahme")
    return propose(obj, by=client.user, wish=Wish(**wish))


def page_of(client, obj, proposal):
    return client.get(address(obj, "approval", number=proposal.pk))


def answer(client, obj, proposal, button, shown=None, **fields):
    """Press a button of the page of who approves, as it was ``shown`` or is now."""
    shown = shown or page_of(client, obj, proposal)
    page = BeautifulSoup(shown.content, "html.parser")
    chosen = page.select_one(f".desk-answers form:has([name={button}])")
    form = dict(fields_of(chosen)) if chosen else {}
    url = address(obj, "approval", number=proposal.pk)
    return client.post(url, form | fields | {button: ""}, follow=True)


def public_title(obj):
    return published_edition().current(timezone.now()).get(obj.uid).title


def buttons(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [button.get_text(" ", strip=True) for button in page.select("#content button")]


# --- The writer


def test_writer_lays_the_draft_before_somebody_with_all_that_publishing_asks(writer, notice):
    planned = publish(notice, live_from=timezone.now() + 9 * DAY)
    save(writer, notice, title="Neue Aufnahme")
    tomorrow = timezone.localtime() + DAY
    when = {"live_from_0": f"{tomorrow:%Y-%m-%d}", "live_from_1": "08:00"}

    told = send(
        writer,
        notice,
        "_propose",
        note="Wie besprochen",
        confirmed="on",
        cancels=planned.number,
        **when,
    )

    wish = Wish.of(Proposal.objects.waiting().get())
    assert (wish.note, wish.confirmed, wish.cancels) == ("Wie besprochen", True, [planned.number])
    assert timezone.localtime(wish.live_from).hour == 8
    assert "Zur Freigabe vorgelegt am" in text_of(told)
    assert public_title(notice) == "Aufnahme"


def test_page_that_publishes_says_what_happens_where_four_eyes_are_needed(writer, notice):
    page = writer.get(address(notice, "publish"))

    assert "„Aufnahme“ zur Freigabe vorlegen" in text_of(page, "h1")
    assert buttons(page) == ["Zur Freigabe vorlegen"]
    assert "sobald jemand freigibt, der nicht daran geschrieben hat" in text_of(page)


def test_writer_sees_that_the_proposal_is_older_than_the_draft_and_takes_it_back(writer, notice):
    proposal = proposed(writer, notice)
    fresh = text_of(writer.get(address(notice)))

    save(writer, notice, title="Noch neuer")
    page = writer.get(address(notice))
    form = BeautifulSoup(page.content, "html.parser").select_one("form#take-back")
    told = writer.post(form["action"], follow=True)

    assert "weitergeschrieben" not in fresh
    assert "weitergeschrieben; vorgelegt ist der Stand von" in text_of(page)
    assert "Die Vorlage ist zurückgenommen." in text_of(told, ".messagelist")
    proposal.refresh_from_db()
    assert proposal.state == "closed"


def test_rule_that_came_while_the_page_was_open_publishes_nothing(writer, live):
    url = address(live.notice, "publish")
    form = filled_form(writer, url) | {"note": "Getippt"}
    count = Publication.objects.count()
    FourEyes.objects.create(kind="notice")

    told = writer.post(url, form)

    assert Publication.objects.count() == count
    assert "Es gelten vier Augen" in text_of(told)
    assert 'value="Getippt"' in told.content.decode()
    assert "Zur Freigabe vorlegen" in buttons(told)


def test_what_the_draft_became_meanwhile_is_not_laid_before_anybody(writer, administrator, notice):
    page = BeautifulSoup(writer.get(address(notice, "publish")).content, "html.parser")
    form = dict(fields_of(page.select_one("form#publish")))
    save(administrator, notice, title="Der Kollegin Titel")

    told = writer.post(address(notice, "publish"), form | {"_propose": ""})

    assert Proposal.objects.waiting().count() == 0
    assert "Der Kollegin Titel" in text_of(told, ".desk-differences")


def test_writer_sees_why_it_came_back_and_puts_it_away(writer, approver, notice):
    proposal = proposed(writer, notice)
    answer(approver, notice, proposal, "_return", reason="Die Frist fehlt.")

    page = writer.get(address(notice))
    form = BeautifulSoup(page.content, "html.parser").select_one("form#lay-to-rest")
    put_away = writer.post(form["action"], follow=True)

    assert "Uhr von bert: „Die Frist fehlt.“" in text_of(page)
    assert "Die Frist fehlt." not in text_of(put_away)


# --- The approver


def test_approver_sees_the_difference_and_who_wrote_what_for_when(writer, approver, notice):
    proposal = proposed(writer, notice, note="Wie besprochen", confirmed=True)

    page = page_of(approver, notice, proposal)

    assert text_of(page, ".desk-differences") == "Titel Neue Aufnahme"
    facts = text_of(page, ".desk-facts")
    assert "Daran geschrieben anna" in facts
    assert "„Wie besprochen“" in facts
    assert "sofort, wenn Sie freigeben" in facts
    assert "Der Inhalt ist geprüft." in facts
    assert buttons(page) == ["Freigeben und veröffentlichen", "Zurückgeben"]


def test_approver_looks_at_the_page_of_what_was_laid_before_at_its_instant(
    writer, approver, notice
):
    tomorrow = timezone.now() + DAY
    proposal = proposed(writer, notice, live_from=tomorrow)
    save(writer, notice, title="Noch neuer")
    page = page_of(approver, notice, proposal)
    link = BeautifulSoup(page.content, "html.parser").find("a", string=re.compile("Vorschau"))

    frame = approver.get(link["href"])
    source = BeautifulSoup(frame.content, "html.parser").select_one("iframe")["src"]
    shown = approver.get(source, follow=True)

    assert f"{timezone.localtime(tomorrow):%Y-%m-%dT%H:%M}" in unquote(link["href"])
    assert text_of(shown, "h1") == "Neue Aufnahme"
    assert writer.get(source).status_code == 403


def test_approver_publishes_what_was_laid_before_though_the_draft_moved_on(
    writer, approver, notice
):
    proposal = proposed(writer, notice, note="Wie besprochen")
    save(writer, notice, title="Noch neuer")

    told = answer(approver, notice, proposal, "_approve")

    publication = Publication.objects.last()
    assert public_title(notice) == "Neue Aufnahme"
    assert (publication.made_by, publication.approved_by) == (writer.user, approver.user)
    assert publication.note == "Wie besprochen"
    assert "Freigegeben. „Neue Aufnahme“ ist öffentlich" in text_of(told, ".messagelist")


def test_page_tells_what_would_be_cancelled_and_what_stays_planned(writer, approver, notice):
    first = publish(notice, live_from=timezone.now() + 8 * DAY)
    publish(notice, live_from=timezone.now() + 9 * DAY)

    proposal = proposed(writer, notice, cancels=[first.number])

    facts = text_of(page_of(approver, notice, proposal), ".desk-facts")
    assert f"Wird aufgehoben Fassung {first.number}, gilt ab" in facts
    assert f"Bleibt geplant Fassung {first.number + 1}, gilt ab" in facts


def test_instant_that_has_passed_is_told(writer, approver, notice):
    proposal = proposed(writer, notice, live_from=timezone.now() - DAY)

    page = page_of(approver, notice, proposal)

    assert "Das ist vorbei: Freigegeben gilt es sofort." in text_of(page, ".desk-facts")


def test_second_approver_is_told_and_sees_what_was_decided(writer, approver, administrator, notice):
    proposal = proposed(writer, notice)
    open_page = page_of(administrator, notice, proposal)
    answer(approver, notice, proposal, "_approve")
    count = Publication.objects.count()

    told = answer(administrator, notice, proposal, "_approve", shown=open_page)

    assert "Darüber ist schon entschieden" in text_of(told, ".messagelist")
    assert "Schon freigegeben am" in text_of(told)
    assert "von bert" in text_of(told, ".desk-state")
    assert Publication.objects.count() == count
    assert buttons(told) == []


def test_approver_of_a_difference_that_is_past_sees_the_new_one(writer, approver, notice):
    proposal = proposed(writer, notice)
    open_page = page_of(approver, notice, proposal)
    save(approver, notice, title="Zwischendurch")
    publish(notice)

    told = answer(approver, notice, proposal, "_approve", shown=open_page)

    assert "Inzwischen ist eine andere Fassung veröffentlicht" in text_of(told, ".messagelist")
    assert "Zwischendurch" in text_of(told, ".desk-differences")
    assert public_title(notice) == "Zwischendurch"


def test_sending_back_without_a_reason_is_refused_at_the_field(writer, approver, notice):
    proposal = proposed(writer, notice)

    empty = answer(approver, notice, proposal, "_return", reason="  ")
    long = answer(approver, notice, proposal, "_return", reason="Zu lang. " * 80)

    assert errors_at(empty) == {"reason": approving.NO_REASON.message}
    assert list(errors_at(long)) == ["reason"]
    assert text_of(long, "textarea").startswith("Zu lang. Zu lang.")
    assert Proposal.objects.waiting().count() == 1


def test_who_has_written_sees_why_they_can_not_approve_and_is_refused(administrator, notice):
    proposal = proposed(administrator, notice)

    page = page_of(administrator, notice, proposal)
    guessed = answer(
        administrator, notice, proposal, "_approve", number=Publication.objects.count()
    )
    returned = answer(administrator, notice, proposal, "_return", reason="Doch nicht")

    assert "Sie haben daran geschrieben." in text_of(page)
    assert buttons(page) == []
    assert "kann nicht darüber entscheiden" in text_of(guessed, ".messagelist")
    assert "kann nicht darüber entscheiden" in text_of(returned, ".messagelist")
    assert public_title(notice) == "Aufnahme"
    assert Proposal.objects.waiting().count() == 1


def test_who_may_not_approve_gets_neither_the_link_nor_the_page(writer, notice):
    proposal = proposed(writer, notice)

    assert "Ansehen und entscheiden" not in text_of(writer.get(address(notice)))
    assert page_of(writer, notice, proposal).status_code == 403
    assert answer(writer, notice, proposal, "_approve", number=4).status_code == 403
    assert Proposal.objects.waiting().count() == 1


def test_approver_can_look_and_decide_and_change_nothing(writer, approver, notice):
    proposed(writer, notice)

    form = approver.get(address(notice))

    assert "Ansehen und entscheiden" in text_of(form)
    assert "Vorlage zurücknehmen" not in text_of(form)
    assert approver.post(address(notice, "publish"), {"_propose": ""}).status_code == 403


def test_proposal_of_another_object_is_not_found(writer, approver, notice):
    proposal = proposed(writer, notice)
    other = drafts.notice(title="Andere", slug="andere")

    assert page_of(approver, other, proposal).status_code == 404


# --- The emergency


def test_administrator_publishes_alone_with_a_reason_and_it_is_told(administrator, notice):
    save(administrator, notice, title="Eilig")

    told = send(administrator, notice, "_alone", alone_reason="Sturm, das Amt ist zu")

    publication = countersigning.unsigned().get()
    assert public_title(notice) == "Eilig"
    assert publication.alone_reason == "Sturm, das Amt ist zu"
    assert "bis jemand gegenzeichnet" in text_of(told, ".messagelist")
    assert f"{publication} muss noch jemand gegenzeichnen." in text_of(told)


def test_emergency_without_a_reason_is_refused_at_its_field(administrator, notice):
    count = Publication.objects.count()

    told = send(administrator, notice, "_alone", note="Getippt")

    assert list(errors_at(told)) == ["alone_reason"]
    assert 'value="Getippt"' in told.content.decode()
    assert Publication.objects.count() == count


def test_emergency_ends_what_waited(writer, administrator, notice):
    proposal = proposed(writer, notice)

    send(administrator, notice, "_alone", alone_reason="Sturm")

    proposal.refresh_from_db()
    assert proposal.state == "closed"


def test_editor_sees_no_emergency_and_a_guessed_one_is_refused(writer, notice):
    page = writer.get(address(notice, "publish"))
    count = Publication.objects.count()

    guessed = send(writer, notice, "_alone", alone_reason="Sturm")

    assert "Im Notfall" not in text_of(page)
    assert guessed.status_code == 403
    assert Publication.objects.count() == count


def test_withdrawing_alone_asks_for_the_reason_at_its_field(writer, notice):
    url = address(notice, "withdraw")

    told = writer.post(url, filled_form(writer, url))
    writer.post(url, filled_form(writer, url) | {"note": "Falsche Angaben"})

    assert list(errors_at(told)) == ["note"]
    assert countersigning.unsigned().get().alone_reason == "Falsche Angaben"


def test_somebody_else_countersigns_on_the_page_of_the_version(administrator, approver, notice):
    save(administrator, notice, title="Eilig")
    send(administrator, notice, "_alone", alone_reason="Sturm")
    number = Publication.objects.last().number
    url = address(notice, "version", number=number)

    own = administrator.get(url)
    page = approver.get(url)
    form = BeautifulSoup(page.content, "html.parser").select_one("form[action$=gegenzeichnen\\/]")
    told = approver.post(form["action"], follow=True)

    assert "Gegenzeichnen" not in buttons(own)
    assert "Begründung: „Sturm“" in text_of(page)
    assert "Gegengezeichnet am" in text_of(told)
    assert Countersignature.objects.get().signed_by == approver.user


def test_guessed_countersignature_is_refused(administrator, writer, notice):
    save(administrator, notice, title="Eilig")
    send(administrator, notice, "_alone", alone_reason="Sturm")
    url = address(notice, "countersign", number=Publication.objects.last().number)

    own = administrator.post(url, follow=True)
    foreign = writer.post(url)

    assert countersigning.OWN_WORK.message in text_of(own, ".messagelist")
    assert foreign.status_code == 403
    assert Countersignature.objects.count() == 0


# --- The rules


def test_administrator_switches_four_eyes_on_and_off_and_it_is_logged(administrator):
    url = reverse("admin:four_eyes")

    on = administrator.post(url, {"kinds": ["notice", "term"]}, follow=True)
    administrator.post(url, {"kinds": ["term"]})

    assert "Vier Augen gelten jetzt hier: „Hinweise“, „Begriffe, die wir erklären“." in text_of(
        on, ".messagelist"
    )
    assert list(FourEyes.objects.values_list("kind", flat=True)) == ["term"]
    logged = LogEntry.objects.order_by("pk").values_list("object_repr", "change_message")
    assert list(logged) == [
        ("Hinweise", "Hier gelten jetzt vier Augen"),
        ("Begriffe, die wir erklären", "Hier gelten jetzt vier Augen"),
        ("Hinweise", "Vier Augen gelten hier nicht mehr"),
    ]


def test_page_of_the_rules_says_who_can_approve_and_what_needs_no_approval(
    administrator, approver, writer
):
    page = administrator.get(reverse("admin:four_eyes"))

    assert "Freigeben können: bert, carla." in text_of(page)
    assert "Übersetzungen brauchen keine Freigabe" in text_of(page)


def test_rules_are_the_administrators(writer, administrator):
    url = reverse("admin:four_eyes")

    assert writer.post(url, {"kinds": ["notice"]}).status_code == 403
    assert FourEyes.objects.count() == 0
    assert "Vier-Augen-Regeln" not in text_of(writer.get("/admin/"))
    assert "Vier-Augen-Regeln" in text_of(administrator.get("/admin/"))


def test_kind_that_does_not_exist_is_refused(administrator):
    told = administrator.post(reverse("admin:four_eyes"), {"kinds": ["publication"]})

    assert list(errors_at(told)) == ["kinds"]
    assert FourEyes.objects.count() == 0


# --- All pages


def test_pages_of_approval_need_few_queries_however_much_there_is(writer, administrator, notice):
    proposal = proposed(writer, notice)
    publish(notice, by=writer.user, alone_reason="Sturm", live_from=timezone.now() + DAY)
    for number in range(300):
        drafts.notice(title=f"Hinweis {number}", slug=f"hinweis-{number}")
    number = Publication.objects.last().number
    pages = {
        "approval": address(notice, "approval", number=proposal.pk),
        "publish": address(notice, "publish"),
        "version": address(notice, "version", number=number),
        "history": address(notice, "history"),
        "rules": reverse("admin:four_eyes"),
    }

    queries = {}
    for name, url in pages.items():
        with CaptureQueriesContext(connection) as asked:
            administrator.get(url)
        queries[name] = len(asked)

    assert {name: count for name, count in queries.items() if count > 25} == {}

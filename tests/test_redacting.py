"""Personal data that were published by mistake: gone from every place, and from every process."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import timezone

from content import edition, models, publishing, roles, translating
from content.admin.preview import draft, links
from content.edition import Edition
from content.models import Proposal, Publication, Redaction
from content.publishing import Refused, publish, withdraw
from content.redacting import redact
from content.removing import Removal
from content.translating import Entry
from content.watcher import Watcher
from tests import drafts
from tests.desk import address, errors_at, fields_of, filled_form, text_of
from tests.drafts import HOUR, NOON, published_edition
from tests.test_watcher import home, wait_until

pytestmark = [pytest.mark.django_db, pytest.mark.data]

NAME = "Ördög Müßig"


@pytest.fixture
def by():
    return User.objects.create_superuser("leitung")


def page():
    page = drafts.create(models.Page, title=f"Dank an {NAME}", slug="dank")
    body = f"<p>Von <strong>Ördög</strong> Müßig und {NAME}.</p>"
    drafts.create(models.PageSection, page=page, heading="Dank", body=body)
    return page


def everywhere(page, by):
    """The name in each place that can hold it, as it comes there in the course of work."""
    title = f"{page.uid}.title"
    publish(page, by=by, note=f"Für {NAME}", now=NOON)
    english = translating.save(
        ("page", page.uid), "en", [Entry(title, page.title, f"Thanks to {NAME}")]
    )
    translating.publish(english, by=by, now=NOON, note=f"Auch {NAME}")
    publishing.say_same_sense(page, title, page.title, f"Danke an {NAME}", by=by, now=NOON)
    page.source_note = f"Mail von {NAME}"
    page.save()
    draft = publishing.set_aside(page, by=by) or drafts.create(
        Proposal, kind="page", uid=page.uid, data=Publication.objects.first().data
    )
    Proposal.objects.filter(pk=draft.pk).update(
        options={"note": NAME}, reason=f"{NAME} fragen", state="returned"
    )
    LogEntry.objects.log_actions(
        by.pk, [page, page], CHANGE, [{"changed": {"name": "Abschnitt", "object": NAME}}]
    )
    LogEntry.objects.log_actions(by.pk, [english], CHANGE, f"Übersetzt: {NAME}", single_object=True)


def tables_with(*words):
    """The names of all tables in which one of the words stands, however it is written."""
    written = [*words, *(word.encode("unicode_escape").decode() for word in words)]
    return {
        model._meta.model_name
        for model in apps.get_models()
        for row in model._base_manager.values()
        if any(word in str(value) for word in written for value in row.values())
    }


# --- Every place


def test_redacted_words_are_gone_from_every_table(by):
    page_ = page()
    everywhere(page_, by)
    before = tables_with("Ördög", "Müßig")

    redact(page_, Removal(NAME), by=by, reason="Einwilligung fehlt")

    assert before == {
        "publication",
        "page",
        "pagesection",
        "translatedtext",
        "proposal",
        "logentry",
    }
    assert tables_with("Ördög", "Müßig") == set()


def test_everything_else_of_what_was_published_stays_as_it_was(by):
    page_ = page()
    everywhere(page_, by)
    before = list(Publication.objects.values())

    redact(page_, Removal(NAME), by=by, reason="Einwilligung fehlt")

    after = list(Publication.objects.values())
    named = ("data", "note")
    assert [{**row, "data": "", "note": ""} for row in after[:-1]] == [
        {**row, "data": "", "note": ""} for row in before
    ]
    assert [[row[name].replace(NAME, "[entfernt]") for name in named] for row in before[1:]] == [
        [row[name] for name in named] for row in after[1:-1]
    ]
    assert [row["number"] for row in after] == [1, 2, 3, 4]
    assert (after[-1]["action"], after[-1]["note"]) == ("redact", "Einwilligung fehlt")


def test_redacted_page_reads_on_in_every_language_and_is_no_unpublished_change(by):
    page_ = page()
    everywhere(page_, by)

    redact(page_, Removal(NAME), by=by, reason="Einwilligung fehlt")

    page_ = models.Page.objects.get()
    version = published_edition().versions(("page", page_.uid))[0]
    texts = published_edition().past(("page", page_.uid)).translations["en"]
    assert version.thing.title == page_.title == "Dank an [entfernt]"
    assert version.thing.sections[0].body == (
        "<p>Von <strong>[entfernt]</strong> und [entfernt].</p>"
    )
    assert publishing.snapshot(page_) == version.thing
    assert b"Thanks to [entfernt]" in texts[0].data
    assert (
        translating.work(published_edition(), ("page", page_.uid), "en", [])[0].state == "current"
    )


def test_who_has_the_old_text_in_an_open_form_is_told_before_saving_it_again(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"title": "Neuer Titel"}
    by = User.objects.get(username="admin")

    redact(live.notice, Removal("Alter Text"), by=by, reason="Grund")
    told = admin_client.post(address(live.notice), form | {"_save": ""})

    assert "während Sie hier geschrieben haben" in text_of(told)
    assert models.Notice.objects.get().title == "Aufnahme"


def test_redaction_of_a_note_reaches_what_was_withdrawn_and_what_is_scheduled(by):
    notice = drafts.notice(title=NAME)
    publish(notice, by=by, live_from=timezone.now() + HOUR)
    withdraw(notice, by=by, note=f"wegen {NAME}")

    redact(notice, Removal(NAME), by=by, reason="Einwilligung fehlt")

    assert tables_with(NAME) == set()
    assert Publication.objects.get(number=2).note == "wegen [entfernt]"


def test_redaction_reaches_the_reason_for_which_somebody_acted_alone(by):
    notice = drafts.notice()
    models.FourEyes.objects.create(kind="notice")
    publish(notice, by=by, alone_reason=f"{NAME} bat darum")
    withdraw(notice, by=by, note=f"wegen {NAME}")

    redact(notice, Removal(NAME), by=by, reason="Einwilligung fehlt")

    rows = Publication.objects.values_list("note", "alone_reason")
    assert tables_with(NAME) == set()
    assert list(rows)[:2] == [
        ("", "[entfernt] bat darum"),
        ("wegen [entfernt]", "wegen [entfernt]"),
    ]


def test_second_redaction_leaves_none_of_its_words_in_the_first(by):
    notice = drafts.notice(title="Von Anna Arm und Bert Bein")
    publish(notice, by=by)

    redact(notice, Removal("Anna Arm"), by=by, reason="erstens")
    redact(notice, Removal("Bert Bein"), by=by, reason="zweitens")

    reasons = list(Redaction.objects.values_list("reason", flat=True))
    assert tables_with("Anna", "Bert") == set()
    assert reasons == ["erstens", "zweitens"]
    assert published_edition().past(("notice", notice.uid)).versions[0].thing.title == (
        "Von [entfernt] und [entfernt]"
    )


def test_redaction_reaches_addresses_in_the_translations_of_a_link(by):
    page_ = page()
    publish(page_, by=by)
    section = page_.sections.get()
    english = '<p>Thanks to <a href="mailto:ida@example.org">our "Ida"</a>, ida@example.org.</p>'
    entry = Entry(f"{section.uid}.body", section.body, english, rich=True)
    translating.save(("page", page_.uid), "en", [entry])
    link = links.make(page_, by)
    before = tables_with("ida@example.org")

    redact(page_, Removal("ida@example.org"), by=by, reason="Einwilligung fehlt")

    link.refresh_from_db()
    assert before == {"translatedtext", "proposal"}
    assert tables_with("ida@example.org") == set()
    assert [text.text for text in draft.kept(link).translations["en"].texts] == [
        '<p>Thanks to <a href="mailto:entfernt">our "Ida"</a>, [entfernt].</p>'
    ]


def test_field_without_room_for_the_mark_gets_a_shorter_one(by):
    room = models.Notice._meta.get_field("title").max_length
    notice = drafts.notice(title="Uli".rjust(room, "x"))

    redact(notice, Removal("Uli"), by=by, reason="Einwilligung fehlt")

    assert models.Notice.objects.get().title == "[…]".rjust(room, "x")


def test_words_that_stand_nowhere_change_nothing(by):
    notice = drafts.notice()
    publish(notice, by=by)

    with pytest.raises(Refused, match="steht hier nirgends"):
        redact(notice, Removal(NAME), by=by, reason="Grund")

    assert Publication.objects.count() == 1


# --- Addresses and files


def test_address_with_the_words_is_replaced_in_all_versions_and_leads_nowhere(by, client):
    notice = drafts.notice(title="Ohne", slug="termin-oerdoeg-muessig")
    publish(notice, by=by)

    with pytest.raises(Refused, match="Adresse enthält"):
        redact(notice, Removal(NAME), by=by, reason="Grund")
    redact(notice, Removal(NAME, slug="termin"), by=by, reason="Grund")

    site = published_edition().current(timezone.now())
    assert models.Notice.objects.get().slug == "termin"
    assert site.find("notice", "termin").uid == notice.uid
    assert site.moved("notice", "termin-oerdoeg-muessig") is None


def test_address_that_something_else_has_is_refused(by):
    publish(drafts.notice(title="Andere", slug="termin"))
    notice = drafts.notice(title="Ohne", slug="termin-oerdoeg-muessig")
    publish(notice, by=by)

    with pytest.raises(Refused, match="hat schon „Andere“"):
        redact(notice, Removal(NAME, slug="termin"), by=by, reason="Grund")

    assert models.Notice.objects.get(pk=notice.pk).slug == "termin-oerdoeg-muessig"


def test_deleted_file_is_gone_from_the_storage_and_from_every_version(by, live, client):
    name = default_storage.save("formulare/bescheid-muessig.pdf", ContentFile(b"%PDF"))
    download = drafts.create(models.Download, title="Formular", file=name)
    publish(download, by=by)

    redact(download, Removal(files=frozenset([name])), by=by, reason="Bescheid statt Formular")

    drafts.hold_published()
    assert client.get(f"/dateien/{download.uid}.pdf").status_code == 404
    listed = BeautifulSoup(client.get("/de/formulare/").content, "html.parser").select_one(
        "main li"
    )
    assert (listed.get_text(strip=True), listed.find("a")) == ("Formular", None)
    assert not default_storage.exists(name)
    assert tables_with("bescheid-muessig") == set()


def test_reason_that_holds_the_words_is_refused_because_it_stays(by):
    notice = drafts.notice(title=NAME)

    with pytest.raises(Refused) as refused:
        redact(notice, Removal(NAME), by=by, reason=f"Von {NAME}")

    assert [problem.field for problem in refused.value.problems] == ["reason"]
    assert models.Notice.objects.get().title == NAME


# --- What the database refuses


@pytest.mark.parametrize(
    "change",
    [{"data": "{}"}, {"note": "anders"}, {"note": ""}, {"made_at": NOON}, {"number": 99}],
    ids=str,
)
def test_promise_3_a_redacted_publication_is_changed_in_no_other_way(by, change):
    notice = drafts.notice(title=NAME)
    publish(notice, by=by, note=f"Von {NAME}")
    redact(notice, Removal(NAME), by=by, reason="Einwilligung fehlt")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Publication.objects.filter(number=1).update(**change)

    assert Publication.objects.get(number=1).note == "Von [entfernt]"


@pytest.mark.parametrize("change", [{"data": "{}"}, {"reason": ""}, {"made_at": NOON}], ids=str)
def test_promise_3_a_redaction_is_never_changed_or_deleted(by, change):
    notice = drafts.notice(title=NAME)
    publish(notice, by=by)
    redact(notice, Removal(NAME), by=by, reason="Einwilligung fehlt")

    with pytest.raises(DatabaseError, match="Redactions are never"), transaction.atomic():
        Redaction.objects.update(**change)
    with pytest.raises(DatabaseError, match="Redactions are never"), transaction.atomic():
        Redaction.objects.all().delete()

    assert Redaction.objects.get().reason == "Einwilligung fehlt"


# --- Every process


def test_redacted_words_are_in_no_edition_and_not_in_the_bytes_of_the_copy(by, tmp_path):
    notice = drafts.notice(title=NAME)
    publish(notice, by=by)
    watcher, other = (Watcher(tmp_path / f"{name}.sqlite3") for name in ("one", "other"))
    watcher.refresh()
    watcher.keep_copy()
    old = edition.newest().records
    other.copy.follow(old)
    publish(drafts.notice(title="Danach", slug="danach"))

    redact(notice, Removal(NAME), by=by, reason="Einwilligung fehlt")
    watcher.ask()
    other.keep_copy()
    other.copy.follow(old)  # of a process that has not asked yet
    held = edition.newest()
    edition.hold(Edition())

    copies = [path.read_bytes() for path in tmp_path.iterdir()]
    assert NAME not in str(held.records)
    assert held.number == 3
    assert [NAME.encode() in copy for copy in copies] == [False, False]
    assert watcher.copy.read() == other.copy.read() == list(Publication.objects.records())


def test_history_and_site_of_earlier_days_keep_all_versions(by):
    notice = drafts.notice(title=f"Erster {NAME}")
    publish(notice, by=by, now=NOON)
    notice.title = "Zweiter"
    notice.save()
    publish(notice, by=by, now=NOON + HOUR)

    redact(notice, Removal(NAME), by=by, reason="Einwilligung fehlt", now=NOON + 2 * HOUR)

    known = published_edition()
    at = [known.at(NOON + hours * HOUR).get(notice.uid).title for hours in (0, 1, 2)]
    assert at == ["Erster [entfernt]", "Zweiter", "Zweiter"]
    assert [version.number for version in known.versions(("notice", notice.uid))] == [1, 2]


# --- At the desk


def test_administrator_sees_every_place_before_it_goes(admin_client, live):
    models.OpenQuestion.objects.create(number="Q1", text="Wer schrieb Alter Text?")
    view = address(live.notice, "redact")

    shown = admin_client.post(view, {"words": "Alter Text", "reason": "Irrtum"})

    assert text_of(shown, "tbody").replace(str(Publication.objects.get(number=4)), "F") == (
        "F Text 1 Entwurf Text 1"
    )
    assert "Offene Frage Q1" in text_of(shown)
    assert Publication.objects.count() == 4
    assert "no-store" in shown["Cache-Control"]


def test_other_contents_with_the_words_are_named_and_stay(
    admin_client, live, django_assert_max_num_queries
):
    for number in range(10):
        publish(drafts.service(title=f"Alter Text {number}", slug=f"dienst-{number}"))
    view = address(live.notice, "redact")

    with django_assert_max_num_queries(25):
        shown = admin_client.post(view, {"words": "Alter Text", "reason": "Irrtum"})

    assert "Dienstleistung „Alter Text" in text_of(shown)
    assert "und 2 weitere Inhalte" in text_of(shown)


def test_what_was_confirmed_goes_and_stands_in_no_log_message_or_session(admin_client, live):
    view = address(live.notice, "redact")
    confirmation = filled_form_of(admin_client.post(view, {"words": "Alter Text", "reason": "Weg"}))

    done = admin_client.post(view, confirmation | {"confirm": "1"}, follow=True)

    assert "2 Stellen, davon in 1 Fassung, entfernt. Grund: Weg" in text_of(done, ".messagelist")
    assert "geschwärzt" in text_of(done, "#content table")
    assert tables_with("Alter Text") == set()
    assert "Alter Text" not in str(dict(admin_client.session))
    assert LogEntry.objects.latest("pk").change_message == (
        "Geschwärzt: 2 Stellen, davon in 1 Fassung, entfernt. Grund: Weg"
    )


def filled_form_of(response):
    return dict(fields_of(BeautifulSoup(response.content, "html.parser").select("form")[-1]))


@pytest.mark.parametrize(
    ("typed", "at", "message"),
    [
        ({"words": "Al", "reason": "Weg"}, "words", "mindestens 3 Zeichen"),
        ({"words": "Alter Text", "reason": ""}, "reason", "zwingend erforderlich"),
        ({"words": "Alter Text", "reason": "Alter Text"}, "reason", "Nennen Sie die Wörter hier"),
        ({"words": "Nirgends", "reason": "Weg"}, "words", "steht hier nirgends"),
        ({"words": "{telefon", "reason": "Weg"}, "words", "geschweiften Klammern"),
        ({"words": "Aufnahme", "reason": "Weg"}, "slug", "Adresse enthält"),
    ],
)
def test_what_can_not_be_redacted_is_said_at_its_field(admin_client, live, typed, at, message):
    response = admin_client.post(address(live.notice, "redact"), typed | {"confirm": "1"})

    assert message in errors_at(response)[at]
    assert Redaction.objects.count() == 0


def test_only_administrators_find_the_page_and_its_link(client, live):
    client.force_login(editor := User.objects.create_user("redaktion", is_staff=True))
    editor.groups.add(Group.objects.get(name=roles.EDITOR))

    history = client.get(address(live.notice, "history"))

    assert "Personenbezogene Daten entfernen" not in text_of(history)
    assert client.get(address(live.notice, "redact")).status_code == 403


# --- The served site

PUBLISH_NAME = """
from content.models import Notice
from content.publishing import publish
notice = Notice.objects.get(uid="ukraine-aufnahme")
notice.title = "Gruß von Ördög Müßig"
notice.save()
print(publish(notice).live_from.isoformat())
"""
REDACT_NAME = """
from django.contrib.auth.models import User
from django.utils import timezone
from content.models import Notice
from content.redacting import redact
from content.removing import Removal
notice = Notice.objects.get(uid="ukraine-aufnahme")
redact(notice, Removal("Ördög Müßig"), by=User.objects.get(), reason="Einwilligung fehlt")
print(timezone.now().isoformat())
"""


def test_redacted_words_are_served_by_no_process_after_1_2_seconds_and_in_no_file(fresh_site):
    wait_until(run(fresh_site, PUBLISH_NAME) + HALF_MORE)
    before = [home(fresh_site) for _ in range(20)]

    wait_until(run(fresh_site, REDACT_NAME) + timedelta(seconds=1.2))
    after = [home(fresh_site) for _ in range(40)]
    wait_until(timezone.now() + HALF_MORE)  # the copy and the error pages come after the readers
    files = [path for path in fresh_site.log.parent.rglob("*") if path.is_file()]

    assert [NAME in page for page in before] == [True] * 20
    assert ["Gruß von [entfernt]" in page and NAME not in page for page in after] == [True] * 40
    assert [path.name for path in files if NAME.encode() in path.read_bytes()] == []


HALF_MORE = timedelta(seconds=1.8)


def run(site, script):
    """When it had happened."""
    output = site.manage("shell", "--no-imports", "-c", script)
    return datetime.fromisoformat(output.strip().splitlines()[-1])

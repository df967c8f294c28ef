"""From a publication to every process, and what stands when the database does not."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from content import edition, preparing, triggers
from content.edition import Edition
from content.models import Publication
from content.preparing import Preparer
from content.publishing import publish
from content.shelf import Shelf
from content.watcher import Watcher
from migration_office import shortcut
from migration_office.shortcut import visitor
from tests import drafts
from tests.drafts import NOON
from tests.postgres import Postgres
from tests.site import Site
from tests.wsgi import Counted

PUBLISH = """
from datetime import timedelta
from content.models import Notice
from content.publishing import publish
notice = Notice.objects.get(uid="ukraine-aufnahme")
notice.title = "{title}"
notice.save()
from django.utils import timezone
live_from = timezone.now() + timedelta(seconds={seconds})
print(publish(notice, live_from=live_from).live_from.isoformat())
"""


@pytest.fixture
def watcher(tmp_path):
    yield Watcher(tmp_path / "edition.sqlite3")
    edition.hold(Edition())


# --- What it asks, and what it keeps


@pytest.mark.data
@pytest.mark.django_db
def test_watcher_asks_only_for_what_it_does_not_know(watcher, django_assert_num_queries):
    notice = drafts.notice()
    publish(notice)
    assert watcher.refresh()

    with django_assert_num_queries(1):
        assert not watcher.refresh()
    publish(notice)
    with django_assert_num_queries(1):
        assert watcher.refresh()

    assert edition.newest().number == 2


@pytest.mark.data
@pytest.mark.django_db(transaction=True)
def test_number_that_went_back_after_a_restored_backup_loads_everything(watcher, shared_database):
    notice = drafts.notice(title="Vor der Sicherung")
    publish(notice)
    notice.title = "Nach der Sicherung"
    notice.save()
    publish(notice)
    watcher.refresh()

    restore_backup(keep=1)
    assert watcher.refresh()

    assert edition.newest().number == 1
    assert edition.newest().records == (Publication.objects.get().record(),)


@pytest.mark.data
@pytest.mark.django_db(transaction=True)
def test_copy_goes_back_with_a_restored_backup(watcher, shared_database):
    notice = drafts.notice()
    publish(notice)
    publish(notice)
    watcher.ask()

    restore_backup(keep=1)
    watcher.ask()

    assert watcher.copy.read() == [Publication.objects.get().record()]


@pytest.mark.data
@pytest.mark.django_db(transaction=True)
def test_number_that_was_given_anew_after_a_restored_backup_loads_everything(
    watcher, shared_database
):
    first, second = drafts.notice(), drafts.notice(title="Zweiter", slug="zweiter")
    for notice in (first, second):
        publish(notice)
    watcher.refresh()
    restore_backup(keep=1)
    first.title = "Auch Nummer zwei"
    first.save()
    publish(first)

    watcher.refresh()

    site = edition.newest().current(NOON)
    assert [notice.title for notice in site.all_notices] == ["Auch Nummer zwei"]


def restore_backup(keep):
    """As pg_restore does: the triggers are not there while the rows come and go."""
    triggers.remove(connection)
    Publication.objects.filter(number__gt=keep).delete()
    triggers.install(connection)


@pytest.mark.django_db
def test_process_without_a_database_serves_the_copy(watcher):
    notice = drafts.notice()
    publish(notice)
    watcher.refresh()
    watcher.keep_copy()
    edition.hold(Edition())

    Watcher(watcher.copy.path).load_copy()

    assert edition.newest().current(NOON).get(notice.uid).title == "Aufnahme"


@pytest.mark.django_db
def test_copy_holds_what_readers_may_know_and_nothing_of_the_staff(watcher, django_user_model):
    writer = django_user_model.objects.create_user("frau-beispiel")
    publish(drafts.notice(), by=writer, note="Rücksprache mit Herrn Muster")

    watcher.refresh()
    watcher.keep_copy()

    copy = watcher.copy.path.read_bytes()
    assert b"Aufnahme" in copy
    assert b"beispiel" not in copy
    assert b"Muster" not in copy


@pytest.mark.django_db
def test_new_edition_is_expected_and_told_to_the_one_who_prepares(tmp_path, live, monkeypatch):
    shelf = Shelf()  # one that holds no pages of other tests
    monkeypatch.setattr(preparing, "shelf", shelf)
    monkeypatch.setattr(shortcut, "shelf", shelf)
    django = Counted()
    preparer = Preparer(visitor(django))
    watcher = Watcher(tmp_path / "edition.sqlite3", preparer)
    watcher.refresh()
    for _ in range(10):  # rounds, each as long as a slow machine may take for a few pages
        preparer.prepare()
    django.asked.clear()

    live.notice.title = "Ganz neu"
    live.notice.save()
    publish(live.notice)
    assert watcher.refresh()

    assert live.notice.slug in django.asked[0]
    assert preparer.changed.is_set()


@pytest.mark.django_db
def test_edition_is_held_also_when_nobody_can_prepare_it(tmp_path, live):
    def broken(path, of, at):
        raise ZeroDivisionError

    preparer = Preparer(visitor(Counted()))
    preparer.prepare()
    preparer.visit = broken
    watcher = Watcher(tmp_path / "edition.sqlite3", preparer)
    live.notice.title = "Ganz neu"
    live.notice.save()
    number = publish(live.notice).number

    assert watcher.refresh()

    assert edition.newest().number == number


@pytest.mark.django_db
def test_unreadable_row_is_reported_once(watcher, live, caplog):
    broken = replace(publish(live.notice).record(), data=b"{}")
    watcher._hold(edition.newest().after([broken]))
    again = replace(broken, number=broken.number + 1, uid="anderer")

    watcher._hold(edition.newest().after([again]))

    reports = [message for message in caplog.messages if "Unreadable" in message]
    assert [
        f"Fassung {one.number}" in text for one, text in zip([broken, again], reports, strict=True)
    ] == [True, True]


# --- The served site


def publish_beside(site, title, seconds=0):
    """Publish from another process; the instant from which it is live."""
    output = site.manage(
        "shell", "--no-imports", "-c", PUBLISH.format(title=title, seconds=seconds)
    )
    return datetime.fromisoformat(output.strip().splitlines()[-1])


def wait_until(instant):
    time.sleep(max(0, (instant - datetime.now(UTC)).total_seconds()))


def home(site):
    return site.get("/de/").body.decode()


def test_published_change_is_on_the_page_within_1_2_seconds_in_every_process(fresh_site):
    before = home(fresh_site)

    live_from = publish_beside(fresh_site, "Ganz neuer Titel")
    wait_until(live_from + timedelta(seconds=1.2))
    answers = ["Ganz neuer Titel" in home(fresh_site) for _ in range(40)]

    print(f"old answers 1.2 s after the publication: {answers.count(False)} of 40")
    assert "Ganz neuer Titel" not in before
    assert answers == [True] * 40


def test_restarted_process_serves_no_page_that_was_replaced_meanwhile(fresh_site):
    fresh_site.stop()
    publish_beside(fresh_site, "In der Pause veröffentlicht")

    fresh_site.start()

    assert ["In der Pause veröffentlicht" in home(fresh_site) for _ in range(20)] == [True] * 20


@pytest.fixture
def postgres(prepared_postgres):
    with Postgres(data=prepared_postgres.data) as postgres:
        yield postgres


@pytest.fixture
def beside_postgres(prepared_postgres, postgres, tmp_path):
    prepared_postgres.files.copy_to(tmp_path / "var")
    with Site(tmp_path / "var", postgres.url) as site:
        yield site


def test_promise_4_scheduled_change_appears_at_its_instant_with_the_database_stopped(
    beside_postgres, postgres
):
    live_from = publish_beside(beside_postgres, "Geplanter Titel", seconds=4)
    number = json.loads(beside_postgres.get("/healthz").body)["edition"]
    wait_until(datetime.now(UTC) + timedelta(seconds=1.2))
    postgres.stop()

    wait_until(live_from - timedelta(seconds=0.1))
    early = home(beside_postgres)
    wait_until(live_from + timedelta(seconds=0.1))
    late = ["Geplanter Titel" in home(beside_postgres) for _ in range(20)]

    print(f"late answers 0.1 s after the instant: {late.count(False)} of 20")
    assert number > 0
    assert "Geplanter Titel" not in early
    assert late == [True] * 20


def test_promise_7_every_page_answers_with_the_database_dead_also_after_a_restart(
    beside_postgres, postgres
):
    addresses = published_addresses(beside_postgres)
    postgres.stop()

    running = {path: beside_postgres.get(path).status for path in addresses}
    beside_postgres.stop()
    beside_postgres.start()
    restarted = {path: beside_postgres.get(path).status for path in addresses}

    print(f"{len(addresses)} addresses with the database dead, and again after a restart")
    assert len(addresses) > 20
    assert set(running.values()) == {200}
    assert set(restarted.values()) == {200}


def published_addresses(site):
    """The paths of the sitemap, and those that are no pages."""
    sitemap = site.get("/sitemap.xml").body.decode()
    paths = [part.split("</loc>")[0] for part in sitemap.split("<loc>")[1:]]
    return [path.removeprefix(site.url) for path in paths] + [
        "/healthz",
        "/robots.txt",
        "/icon.svg",
    ]

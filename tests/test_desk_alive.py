"""The desk when what it stands on is gone, and readers meanwhile: each told, nothing lost."""

import io
import os
import re
import secrets
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from content import trouble
from content.uploads import LARGEST
from migration_office.explanation import refuse, typed
from tests.desk import fields_of, filled_form, text_of
from tests.disk import SmallDisk
from tests.postgres import Postgres
from tests.site import Site
from tests.staff import Staff

NOTICE = "/admin/content/notice/1/change/"
UPLOAD = "/admin/content/download/add/"
FAST = 0.5  # seconds
SOON = 15  # seconds within which things are as before


@pytest.fixture(scope="module")
def served(prepared_postgres, tmp_path_factory):
    """One process beside a PostgreSQL on a small disk; each test leaves both running."""
    files, data = prepared_postgres.files, prepared_postgres.data
    with SmallDisk(200) as disk, Postgres(within=disk.path, data=data) as postgres:
        data_dir = tmp_path_factory.mktemp("served") / "var"
        files.copy_to(data_dir)
        with Site(data_dir, postgres.url, files.password, WEB_CONCURRENCY="1") as site:
            site.postgres, site.disk = postgres, disk
            yield site


@pytest.fixture
def staff(served):
    """Signed in as soon as the process has heard from the database."""
    staff = Staff(served, sign_in=False)
    eventually(staff, "/admin/login/", 200)
    staff.sign_in()
    return staff


@pytest.fixture
def on_small_disk(prepared):
    """A site whose directories for data and for what it receives are on one small disk."""
    with SmallDisk() as disk:
        prepared.copy_to(disk.path / "var")
        received = disk.path / "received"
        received.mkdir()
        with Site(disk.path / "var", password=prepared.password, TMPDIR=str(received)) as site:
            site.disk = disk
            yield site


def eventually(staff, path, status):
    give_up = time.monotonic() + SOON
    while staff.get(path).status_code != status:
        assert time.monotonic() < give_up, f"{path} still does not answer {status}"
        time.sleep(0.05)


def timed(answer, *arguments):
    start = time.monotonic()
    found = answer(*arguments)
    return found.status, time.monotonic() - start


def uploads_of(site):
    """The paths of all that was received or stored."""
    places = ("received/", "var/media/")
    return {path for path in site.disk.files() if path.startswith(places)}


def left_behind(site):
    """What is still there when the server has finished with the request."""
    give_up = time.monotonic() + SOON
    while (found := uploads_of(site)) and time.monotonic() < give_up:
        time.sleep(0.02)
    return found


def title_of(answer):
    return answer.page.h1.get_text(strip=True)


def told_by(answer):
    """What a form says above all else, and that it does not ask for corrections."""
    assert len(answer.page.select(".errornote, .errorlist")) == 1
    return text_of(answer, ".errornote")


def value_of(answer, name):
    return answer.page.select_one(f"[name={name}]")["value"]


def form_again(answer):
    return dict(fields_of(answer.page.select_one("main form, #content-main form")))


# --- The database hangs or dies


def test_readers_are_answered_at_once_while_the_desk_hangs_with_its_database(served, staff):
    pages = re.findall(r"<loc>http://[^/]+(.+)</loc>", served.get("/sitemap.xml").body.decode())
    with ThreadPoolExecutor(12) as colleagues:
        served.postgres.hang()
        waiting = [colleagues.submit(staff.get, "/admin/") for _ in range(12)]
        public = [timed(served.get, path) for path in [*pages, *pages][:30]]
        hanging = [one for one in waiting if not one.done()]
        told = {one.result().status_code for one in waiting}
    served.postgres.resume()

    assert len(hanging) == 2  # half of the threads
    assert told == {503}
    assert [status for status, _ in public] == [200] * 30
    assert max(seconds for _, seconds in public) < FAST


@pytest.mark.long
def test_who_comes_while_the_database_hangs_is_told_at_once_and_works_on_afterwards(served, staff):
    form = filled_form(staff, NOTICE) | {"title": "Mühsam getippt", "_continue": ""}
    served.postgres.hang()
    eventually(staff, "/admin/login/", 503)

    start = time.monotonic()
    told = staff.post(NOTICE, form)
    seconds = time.monotonic() - start
    served.postgres.resume()
    eventually(staff, "/admin/", 200)
    saved = staff.post(NOTICE, form_again(told))

    assert seconds < FAST
    assert (told.status_code, title_of(told)) == (503, trouble.SILENT.title)
    assert told.headers["Retry-After"] == "5"
    assert (saved.status_code, value_of(saved, "title")) == (200, "Mühsam getippt")


def test_who_saves_at_the_moment_the_database_dies_is_told_and_saves_the_same_afterwards(
    served, staff
):
    form = filled_form(staff, NOTICE) | {"title": "Nicht verloren", "_continue": ""}
    served.postgres.kill()

    told = staff.post(NOTICE, form)
    served.postgres.start()
    eventually(staff, "/admin/", 200)
    saved = staff.post(NOTICE, form_again(told))

    assert (told.status_code, title_of(told)) == (503, trouble.BROKEN_OFF.title)
    assert (saved.status_code, value_of(saved, "title")) == (200, "Nicht verloren")


def test_desk_of_a_process_that_never_heard_from_the_database_says_so_at_once(served, staff):
    served.stop()
    served.postgres.hang()

    served.start()
    status, seconds = timed(served.get, "/admin/")
    served.postgres.resume()

    assert status == 503
    assert seconds < FAST


# --- The disk is full


def test_save_on_a_full_disk_shows_what_was_typed_and_works_when_there_is_room_again(
    on_small_disk,
):
    staff = Staff(on_small_disk)
    form = filled_form(staff, NOTICE) | {"title": "Noch hier", "_continue": ""}

    with on_small_disk.disk.full():
        told = staff.post(NOTICE, form)
        stands = staff.get(NOTICE)
    saved = staff.post(NOTICE, form_again(told) | {"_continue": ""})

    assert told_by(told).startswith(trouble.FULL.title)
    assert value_of(told, "title") == "Noch hier"
    assert value_of(stands, "title") != "Noch hier"
    assert value_of(saved, "title") == "Noch hier"
    assert saved.page.select_one(".messagelist .success")


def test_new_object_on_a_full_disk_stays_a_form_and_is_saved_once(on_small_disk):
    staff = Staff(on_small_disk)
    address = "/admin/content/notice/add/"
    form = filled_form(staff, address) | {"title": "Ganz neu", "_continue": ""}

    with on_small_disk.disk.full():
        told = staff.post(address, form)
    staff.post(address, form_again(told) | {"_continue": ""})
    listed = staff.get("/admin/content/notice/?q=Ganz+neu")

    assert told_by(told).startswith(trouble.FULL.title)
    assert len(listed.page.select("#result_list tbody tr")) == 1


def test_publishing_on_a_full_disk_is_told_and_done_when_there_is_room_again(on_small_disk):
    staff = Staff(on_small_disk)
    form = filled_form(staff, NOTICE) | {"title": "Bald öffentlich", "_publish": ""}
    address = f"/{staff.post(NOTICE, form).path}"
    form = filled_form(staff, address) | {"note": "Mit Begründung"}

    with on_small_disk.disk.full():
        told = staff.post(address, form)
        history = staff.get("/admin/content/notice/1/history/")
    done = staff.post(address, form_again(told))

    assert (told.status_code, title_of(told)) == (503, trouble.FULL.title)
    assert "Mit Begründung" not in history.content.decode()
    assert text_of(done, ".desk-state").startswith("Öffentlich: Fassung vom")


@pytest.mark.long
def test_sign_in_on_a_full_disk_says_why_it_does_not_work(on_small_disk):
    stranger = Staff(on_small_disk, sign_in=False)

    with on_small_disk.disk.full():
        told = stranger.sign_in()
        again = stranger.get("/admin/login/")

    assert (told.status_code, title_of(told)) == (503, trouble.FULL.title)
    assert on_small_disk.password not in told.content.decode()
    assert again.status_code == 200


@pytest.mark.long
def test_message_for_which_there_is_no_room_does_not_spoil_the_answer(on_small_disk):
    staff = Staff(on_small_disk)
    token = {"csrfmiddlewaretoken": value_of(staff.get(NOTICE), "csrfmiddlewaretoken")}

    with on_small_disk.disk.full():
        told = staff.post("/admin/content/notice/1/aufheben/1/", token)

    assert (told.status_code, told.path) == (200, "admin/content/notice/1/history/")


def test_save_that_fills_the_disk_of_postgresql_is_told_and_done_when_there_is_room_again(
    served, staff
):
    long = {"title": "Noch hier", "body": f"<p>{secrets.token_hex(20_000)}</p>"}
    form = filled_form(staff, NOTICE) | long | {"_continue": ""}

    with served.disk.full():
        told = staff.post(NOTICE, form)
    saved = staff.post(NOTICE, form_again(told) | {"_continue": ""})

    assert told_by(told).startswith(trouble.FULL.title)
    assert value_of(told, "title") == "Noch hier"
    assert saved.page.select_one(".messagelist .success")


# --- The database is locked


@pytest.mark.long
def test_save_that_waits_too_long_for_another_is_told_and_works_afterwards(on_small_disk):
    staff = Staff(on_small_disk)
    form = filled_form(staff, NOTICE) | {"title": "Noch hier", "_continue": ""}
    database = on_small_disk.disk.path / "var/db.sqlite3"

    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = staff.post(NOTICE, form)
    saved = staff.post(NOTICE, form_again(told) | {"_continue": ""})

    assert told_by(told).startswith(trouble.LOCKED.title)
    assert value_of(told, "title") == "Noch hier"
    assert saved.page.select_one(".messagelist .success")


# --- Uploads


def pdf(megabytes, name="neu.pdf"):
    """One page, and something of that size attached."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.add_attachment("data", os.urandom(int(megabytes * 1_000_000)))
    writer.write(file)
    return SimpleUploadedFile(name, file.getvalue())


@pytest.mark.parametrize("megabytes", [0.1, 4], ids=["in memory", "in a temporary file"])
def test_upload_on_a_full_disk_is_told_keeps_what_was_typed_and_leaves_nothing_behind(
    on_small_disk, megabytes
):
    staff = Staff(on_small_disk)
    form = filled_form(staff, UPLOAD) | {"title": "Antrag", "_continue": ""}

    with on_small_disk.disk.full():
        told = staff.upload(UPLOAD, form | {"file": pdf(megabytes)})
        behind = left_behind(on_small_disk)
    again = form_again(told) | {"_continue": "", "file": pdf(megabytes)}
    saved = staff.upload(UPLOAD, again)

    assert told_by(told).startswith(trouble.FULL.title)
    assert told_by(told).endswith("Eine neue Datei wählen Sie dazu bitte noch einmal aus.")
    assert value_of(told, "title") == "Antrag"
    assert behind == set()
    assert uploads_of(on_small_disk) == {"var/media/formulare/neu.pdf"}
    assert staff.get(saved.page.select_one(".file-upload a")["href"]).status_code == 200


@pytest.mark.long
def test_upload_that_is_received_but_finds_no_room_to_be_stored_leaves_nothing_behind(
    on_small_disk,
):
    staff = Staff(on_small_disk)
    form = filled_form(staff, UPLOAD) | {"title": "Antrag", "_continue": ""}

    with on_small_disk.disk.full(but=6_000_000):
        told = staff.upload(UPLOAD, form | {"file": pdf(4)})
        behind = left_behind(on_small_disk)

    assert told_by(told).startswith(trouble.FULL.title)
    assert value_of(told, "title") == "Antrag"
    assert behind == set()


def test_upload_whose_object_could_not_be_saved_leaves_nothing_behind(on_small_disk):
    staff = Staff(on_small_disk)
    form = filled_form(staff, UPLOAD) | {"title": "Antrag", "_continue": ""}
    file = pdf(0.1)

    with on_small_disk.disk.full(but=len(file) + 8192):
        told = staff.upload(UPLOAD, form | {"file": file})
        behind = left_behind(on_small_disk)

    assert told_by(told).startswith(trouble.FULL.title)
    assert behind == set()


def test_file_that_is_too_large_is_told_and_does_not_fill_the_disk(on_small_disk):
    staff = Staff(on_small_disk)
    form = filled_form(staff, UPLOAD) | {"title": "Antrag", "_continue": ""}

    told = staff.upload(UPLOAD, form | {"file": pdf(2 * LARGEST / 1_000_000)})

    assert on_small_disk.disk.bytes_left() < 2 * LARGEST
    assert told_by(told).startswith(trouble.TOO_LARGE.title)
    assert value_of(told, "title") == "Antrag"
    assert left_behind(on_small_disk) == set()


def test_upload_that_is_refused_at_the_door_keeps_the_words_and_is_not_received(rf):
    request = rf.post(UPLOAD, {"title": "Getippt", "file": pdf(4)})

    told = refuse(request, trouble.CROWDED)

    assert typed(request) == [("title", "Getippt")]
    assert "Nur eine Datei müssen Sie danach noch einmal auswählen." in text_of(told, "main")
    assert dict(request.FILES) == {}

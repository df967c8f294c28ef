"""What `make run` does first, also when the database or the disk does not play along."""

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.disk import SmallDisk
from tests.postgres import Postgres
from tests.site import PROJECT, Prepared, Site, environment

SOON = 10  # seconds


def prepare(data_dir, database_url=None):
    return subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=PROJECT,
        env=environment(data_dir, database_url),
        capture_output=True,
        text=True,
    )


def serve_once(data_dir, database_url=None):
    """Until this machine has a copy of the edition."""
    with Site(data_dir, database_url):
        give_up = time.monotonic() + SOON
        while not any(path.stat().st_size for path in data_dir.glob("edition.*")):
            assert time.monotonic() < give_up
            time.sleep(0.05)


def number_in(words):
    return int(words.partition("number ")[2].split()[0])


@pytest.fixture(scope="module")
def beside_postgres(prepared_postgres, tmp_path_factory):
    """A prepared directory with a copy of the edition, and its database."""
    with Postgres(data=prepared_postgres.data) as postgres:
        data_dir = tmp_path_factory.mktemp("prepared") / "var"
        # With static files of its own, which the tests take away.
        shutil.copytree(prepared_postgres.files.data_dir, data_dir)
        serve_once(data_dir, postgres.url)
        yield data_dir, postgres


LONG = pytest.param(Postgres.hang, marks=pytest.mark.long)


@pytest.mark.parametrize("harm", [LONG, Postgres.kill])
def test_without_the_database_the_last_good_edition_is_served_and_that_is_told(
    beside_postgres, harm
):
    data_dir, postgres = beside_postgres
    manifest = data_dir / "static/staticfiles.json"
    manifest.unlink()
    harm(postgres)

    done = prepare(data_dir, postgres.url)
    with Site(data_dir, postgres.url) as site:
        home = site.get("/de/").status
    postgres.resume() if postgres.pid_file.exists() else postgres.start()

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("The database does not answer (")
    assert number_in(done.stderr) > 0
    assert manifest.exists()
    assert home == 200


def test_without_the_database_and_without_a_copy_the_start_stops_and_says_why(tmp_path):
    done = prepare(tmp_path, "postgres://nobody@127.0.0.1:9/nothing")

    assert done.returncode == 1
    told = done.stderr.splitlines()[-1]
    assert told.startswith("CommandError: The database does not answer (")
    assert "knows no edition" in told
    assert "Traceback" not in done.stderr


def test_broken_file_of_sqlite_is_a_database_that_does_not_answer(prepared, tmp_path):
    prepared.copy_to(tmp_path / "var")
    serve_once(tmp_path / "var")
    (tmp_path / "var/db.sqlite3").write_bytes(b"nothing of a database" * 1000)

    done = prepare(tmp_path / "var")

    assert done.returncode == 0
    assert done.stderr.startswith("The database does not answer (file is not a database).")


def test_error_that_is_none_of_the_database_stops_the_start(prepared, tmp_path):
    prepared.copy_to(tmp_path / "var")
    serve_once(tmp_path / "var")
    with closing(sqlite3.connect(tmp_path / "var/db.sqlite3")) as database:
        database.execute("DROP TABLE content_notice")

    done = prepare(tmp_path / "var")

    assert done.returncode == 1
    assert "no such table: content_notice" in done.stderr


@pytest.mark.long
def test_full_disk_takes_no_file_that_is_served(tmp_path):
    with SmallDisk(60) as disk:
        data_dir = disk.path / "var"
        Prepared(data_dir)
        serve_once(data_dir)
        before = disk.files()
        with disk.full():
            done = prepare(data_dir)
            with Site(data_dir) as site:
                home = site.get("/de/").status
            missing = before - disk.files()

    assert done.returncode == 0
    assert "The disk is full" in done.stderr
    assert home == 200
    assert missing == set()

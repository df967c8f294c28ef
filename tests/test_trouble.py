"""Which errors staff are told about in words, and which are ours to mend."""

import errno
from contextlib import closing

import dj_database_url
import pytest
from django.db import Error
from django.db.utils import ConnectionHandler

from content import trouble


@pytest.fixture(autouse=True)
def database_allowed(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def trouble_of(url, statement):
    """What is told of the error that a statement meets on a connection of its own."""
    database = ConnectionHandler({"default": dj_database_url.parse(url)})["default"]
    with closing(database), pytest.raises(Error) as failed:
        run(database, statement)
    return trouble.of(failed.value)


def run(database, statements):
    with database.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement)


def test_missing_table_is_an_error_of_ours(tmp_path, postgres):
    statement = "SELECT * FROM nothing"

    assert trouble_of(f"sqlite:///{tmp_path}/db", statement) is None
    assert trouble_of(postgres.url, statement) is None


def test_broken_and_missing_files_of_sqlite_are_a_database_that_does_not_answer(tmp_path):
    (tmp_path / "broken").write_bytes(b"nothing of a database" * 1000)

    assert trouble_of(f"sqlite:///{tmp_path}/broken", "SELECT * FROM x") is trouble.SILENT
    assert trouble_of(f"sqlite:///{tmp_path}/missing/db", "SELECT 1") is trouble.SILENT


def test_database_that_may_only_be_read_is_told(tmp_path, postgres):
    sqlite = "PRAGMA query_only = 1; CREATE TABLE x (y)"
    postgresql = "SET default_transaction_read_only = on; CREATE TABLE x (y integer)"

    assert trouble_of(f"sqlite:///{tmp_path}/db", sqlite) is trouble.UNWILLING
    assert trouble_of(postgres.url, postgresql) is trouble.UNWILLING


def test_dead_postgresql_is_told(postgres):
    postgres.kill()

    assert trouble_of(postgres.url, "SELECT 1") is trouble.BROKEN_OFF


def wrap(error):
    try:
        raise error
    except OSError:
        raise RuntimeError("Told by somebody else.") from None


def test_error_that_came_from_a_full_disk_is_one():
    with pytest.raises(RuntimeError) as failed:
        wrap(OSError(errno.ENOSPC, "No space left on device"))

    assert trouble.of(failed.value) is trouble.FULL


def test_connection_that_a_browser_gave_up_is_no_trouble():
    assert trouble.of(ConnectionResetError(errno.ECONNRESET, "reset")) is None

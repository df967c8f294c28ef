"""The last good edition, kept for a start without the database. No database."""

import sqlite3
from dataclasses import replace

import pytest

from content.copy_on_disk import CopyOnDisk, Unusable
from tests import factories
from tests.disk import SmallDisk
from tests.drafts import NOON


@pytest.fixture
def copy(tmp_path):
    return CopyOnDisk(tmp_path / "edition.sqlite3")


def numbered(*titles):
    notices = [factories.notice(title=title) for title in titles]
    return [factories.record(notice, number) for number, notice in enumerate(notices, 1)]


def test_copy_gives_back_what_it_was_given(copy):
    cancelled = replace(
        numbered("A", "B")[1], action="cancel", data=b"", cancels=(1,), live_from=NOON
    )

    copy.follow([*numbered("A"), cancelled])

    assert copy.read() == [*numbered("A"), cancelled]


def test_copy_that_was_never_written_is_empty_and_makes_no_file(copy):
    assert copy.read() == []
    assert not copy.path.exists()


def test_copy_is_for_this_account_only_and_leaves_nothing_beside_it(copy):
    copy.follow(numbered("A"))

    assert [path.name for path in copy.path.parent.iterdir()] == ["edition.sqlite3"]
    assert copy.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("standing", "comes", "stays"),
    [
        (numbered("A"), numbered("A", "B"), numbered("A", "B")),
        (numbered("A", "B"), numbered("A"), numbered("A", "B")),
        (numbered("A", "B"), numbered("A", "B"), numbered("A", "B")),
        (numbered("A", "B", "C"), numbered("A", "B neu"), numbered("A", "B neu")),
        (numbered("A", "B"), numbered("A", "B neu", "C"), numbered("A", "B neu", "C")),
    ],
    ids=[
        "newer",
        "older, of a slower process",
        "the same",
        "fewer after a restored backup",
        "more after a restored backup",
    ],
)
def test_copy_is_never_replaced_by_an_older_one(copy, standing, comes, stays):
    copy.follow(standing)

    CopyOnDisk(copy.path).follow(comes)

    assert copy.read() == stays


@pytest.mark.parametrize(
    ("standing", "stays"),
    [(numbered("A", "B", "C"), numbered("A")), (numbered("A", "B neu"), numbered("A", "B neu"))],
    ids=["what was lost", "what another process has got since"],
)
def test_copy_goes_back_with_the_database_only_while_it_has_what_was_lost(copy, standing, stays):
    copy.follow(standing)

    copy.follow(numbered("A"), lost=numbered("A", "B", "C")[-1])

    assert copy.read() == stays


def test_one_publication_costs_the_copy_one_row(copy):
    copy.follow(numbered("A", "B"))
    rows = rows_of(copy)

    copy.follow(numbered("A", "B", "C"))

    assert rows_of(copy)[:2] == rows
    assert len(rows_of(copy)) == 3


def rows_of(copy):
    with sqlite3.connect(copy.path) as connection:
        rows = connection.execute("SELECT rowid, data FROM record").fetchall()
    connection.close()
    return rows


@pytest.mark.parametrize(
    "damage",
    [b"half a file", b"SQLite format 3\0" + bytes(range(200)) * 40],
    ids=["no database", "damaged"],
)
def test_copy_that_can_not_be_read_is_reported_and_begun_anew(copy, damage):
    copy.path.write_bytes(damage)

    with pytest.raises(Unusable):
        copy.read()

    copy.follow(numbered("A"))
    assert copy.read() == numbered("A")


def test_row_that_is_no_record_is_reported_and_written_anew(copy):
    copy.follow(numbered("A"))
    with sqlite3.connect(copy.path) as connection:
        connection.execute("UPDATE record SET data = x'00'")
    connection.close()

    with pytest.raises(Unusable):
        copy.read()

    copy.follow(numbered("A"))
    assert copy.read() == numbered("A")


def test_full_disk_leaves_the_copy_as_it_was_and_nothing_beside_it():
    with SmallDisk(megabytes=1) as disk:
        copy = CopyOnDisk(disk.path / "edition.sqlite3")
        copy.follow(numbered("A"))

        with disk.full():
            with pytest.raises(Unusable, match="full"):
                copy.follow(numbered("A", "B" * 100_000))
            when_full = copy.read()
        copy.follow(numbered("A", "B"))

        assert when_full == numbered("A")
        assert copy.read() == numbered("A", "B")
        assert disk.files() == {"edition.sqlite3"}


def test_copy_of_a_row_without_a_zone_is_not_read(copy):
    naive = replace(numbered("A")[0], live_from=NOON.replace(tzinfo=None))
    copy.follow([naive])

    with pytest.raises(Unusable, match="timezone"):
        copy.read()

"""The short form of `make growth`: a hundred objects, one look at each figure."""

from collections import Counter

import pytest

from content.anatomy import references
from content.edition import Edition
from content.models import Publication
from content.publishing import problems
from tests.bench import objects
from tests.bench.grown import filled, first_byte, read_everything
from tests.bench.processes import addresses, memory_of_workers
from tests.bench.publications import seconds_until_visible
from tests.site import Site

OBJECTS = 100  # four times the initial ones


@pytest.mark.django_db
def test_made_objects_are_what_staff_could_have_made_and_published():
    made = objects.create(objects.made(OBJECTS))
    for obj in made:
        obj.refresh_from_db()  # some were made before what they point at had its fields

    objects.publish(made)

    edition = Edition(Publication.objects.records())
    site = edition.current(edition.made_at)
    pointed_at = {uid for obj in made for uid in references(site.get(obj.uid))}
    assert [problem for obj in made for problem in problems(obj)] == []
    assert edition.unreadable == []
    assert [uid for uid in pointed_at if not site.get(uid)] == []
    assert len(pointed_at) > 30


def test_objects_are_made_in_the_proportions_of_the_initial_ones():
    initial, made = (Counter(one.kind for one in objects.made(n)) for n in (25, OBJECTS))
    few = Counter(one.kind for one in objects.made(10))

    multiplied = initial.keys() - objects.SINGLE
    assert {kind: made[kind] for kind in multiplied} == {
        kind: 4 * initial[kind] for kind in multiplied
    }
    assert {few[kind] for kind in multiplied} == {1, 2}
    assert {made[kind] - initial[kind] for kind in objects.SINGLE} == {0}


@pytest.fixture(scope="module")
def grown(prepared, tmp_path_factory):
    data_dir = filled(tmp_path_factory.mktemp("growth") / "var", prepared, OBJECTS)
    with Site(data_dir) as site:
        yield site


def test_process_that_has_served_a_hundred_objects_needs_less_than_120_megabytes(grown):
    paths = addresses(grown)[::5]  # every language has its own things in memory
    read_everything(grown, paths)

    megabytes = max(memory_of_workers(grown))

    print(f"{megabytes:.0f} MB after {len(paths)} pages")
    assert len(paths) > 150
    assert megabytes < 120


def test_publication_among_a_hundred_objects_is_visible_within_1_5_seconds(grown):
    (seconds,) = seconds_until_visible(grown, publications=1)

    print(f"visible after {seconds:.2f} s")
    assert seconds < 1.5


def test_hot_page_among_a_hundred_objects_comes_at_once(grown):
    times = sorted(first_byte(grown, "/de/") for _ in range(40))

    print(f"median {times[20]:.1f} ms")
    # Many times what it takes, and less than what Django takes.
    assert times[20] < 5

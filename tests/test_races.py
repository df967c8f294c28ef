"""Several at once, each in a thread with a connection of its own."""

import threading

import pytest
from django.db import connection

from content.models import Publication
from content.publishing import Refused, publish
from tests import drafts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.data]


def at_once(*jobs):
    """Run all jobs at the same moment; what each returned or raised."""
    barrier, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place, job):
        barrier.wait()
        try:
            outcomes[place] = job()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_promise_3_eight_who_publish_at_once_get_eight_numbers_in_a_row(shared_database):
    notices = [drafts.notice(slug=f"hinweis-{number}") for number in range(8)]

    at_once(*(lambda notice=notice: publish(notice) for notice in notices))

    rows = list(Publication.objects.values_list("number", "made_at"))
    assert [number for number, _ in rows] == list(range(1, 9))
    assert [made_at for _, made_at in rows] == sorted(made_at for _, made_at in rows)


def test_of_eight_who_want_one_address_exactly_one_gets_it(shared_database):
    notices = [drafts.notice(title=f"Hinweis {number}") for number in range(8)]

    outcomes = at_once(*(lambda notice=notice: publish(notice) for notice in notices))

    assert [type(outcome) for outcome in outcomes].count(Refused) == 7
    assert [type(outcome) for outcome in outcomes].count(Publication) == 1

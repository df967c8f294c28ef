"""Promises of the whole house that belong to no module alone."""

import re
import threading
from dataclasses import replace

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from django.utils.translation import gettext, override

from content import edition
from content.edition import Edition
from content.models import Publication
from content.published import kind_of
from content.records import write
from content.tongues import INTERFACES

HOTLINE, NEW_NUMBER = "0 21 51 / 86-2333", "0 21 51 / 86-9999"


NO_PAGES = ["/", "/healthz", "/robots.txt", "/sitemap.xml", "/icon.svg", "/de/gibt-es-nicht/"]


@pytest.fixture
def queries():
    """Every query on every connection of every thread while the test runs."""
    seen = []

    def note(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    def listen(connection, **_):
        connection.execute_wrappers.append(note)

    connection_created.connect(listen)
    with connection.execute_wrapper(note):
        yield seen
    connection_created.disconnect(listen)


@pytest.fixture
def addresses(client, published_site):
    sitemap = client.get("/sitemap.xml").content.decode()
    return [
        part.split("</loc>")[0].removeprefix("https://migration.example.org")
        for part in sitemap.split("<loc>")[1:]
    ]


@pytest.mark.django_db(transaction=True)
def test_promise_1_no_query_and_no_cookie_on_any_address_cold_and_warm(addresses, queries):
    answers = []

    def read_everything():
        client = Client()
        for path in [*addresses, *NO_PAGES] * 2:
            response = client.get(path)
            answers.append((path, len(response.cookies), "Cookie" in response.get("Vary", "")))

    in_a_thread(read_everything)

    print(f"{len(answers)} answers, {len(queries)} queries")
    assert len(answers) > 50
    assert [answer for answer in answers if answer[1:] != (0, False)] == []
    assert queries == []


@pytest.mark.django_db(transaction=True)
def test_counting_sees_the_query_of_another_thread(queries):
    in_a_thread(lambda: (Publication.objects.exists(), connection.close()))

    assert len([sql for sql in queries if "content_publication" in sql]) == 1


def in_a_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_promise_5_language_that_is_not_ready_is_named_as_one_to_come_and_never_served(
    client, initial_records
):
    site = Edition(initial_records).at(initial_records[-1].made_at)
    bulgarian = next(one for one in site.languages if one.code == "bg")
    number, made_at = initial_records[-1].number, initial_records[-1].made_at
    edition.hold(Edition(initial_records).with_draft(replace(bulgarian, ready=False), made_at))

    home = client.get("/de/").content.decode()

    assert edition.newest().number == number + 1
    assert "folgt" in home
    assert 'href="/bg/' not in home
    assert client.get("/bg/").status_code == 404


def test_promise_6_number_changed_once_is_new_on_every_page(client, addresses, initial_records):
    with_number = [path for path in addresses if HOTLINE in client.get(path).content.decode()]

    edition.hold(Edition([*initial_records, changed_number(initial_records)]))

    pages = {path: client.get(path).content.decode() for path in addresses}
    assert len(with_number) > 20
    assert [path for path in pages if HOTLINE in pages[path]] == []
    assert [path for path in pages if NEW_NUMBER in pages[path]] == with_number


def changed_number(records):
    site = Edition(records).current(records[-1].made_at)
    hotline = replace(site.hotline, phone=NEW_NUMBER)
    last = records[-1]
    return replace(
        last,
        number=last.number + 1,
        kind=kind_of(hotline),
        uid=hotline.uid,
        language="de",
        data=write(hotline).encode(),
    )


def said_in_every_language(words):
    """A pattern of what a page says for these words of the interface."""
    said = set()
    for interface in INTERFACES:
        with override(interface):
            said.add(re.escape(gettext(words)))
    return re.compile("|".join(said))


NOT_CONFIRMED = said_in_every_language("Von der Abteilung noch nicht bestätigt.")


def test_promise_12_everything_says_that_nobody_of_the_office_has_confirmed_it(client, addresses):
    silent = [
        path for path in addresses if not NOT_CONFIRMED.search(client.get(path).content.decode())
    ]

    assert silent == []

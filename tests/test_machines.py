"""Two machines: a directory each, one PostgreSQL, shared uploads, nginx before both."""

import io
import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from copy import copy
from datetime import datetime, timedelta
from http.client import IncompleteRead, RemoteDisconnected
from itertools import count
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pypdf import PdfWriter

from tests.desk import fields_of
from tests.nginx import HOST, Nginx
from tests.postgres import Postgres
from tests.site import Site, environment, manage

PHONE = "0 21 51 / 86-2333"
NOTICE = "/de/hinweise/fotos-nur-digital/"
CDN_SECONDS = 2
AGREED = 1.2  # seconds after which every machine shows a publication
HELD = CDN_SECONDS + 1  # seconds after which nginx has no page any more that was replaced
READERS = 4
LIKE_ALL_PAGES = [
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
]


pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def pool():
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """What the machines share and what each has for itself."""
    root = tmp_path_factory.mktemp("machines")
    with Postgres() as postgres:
        shared = {
            "database_url": postgres.url,
            "SECRET_KEY": "the same on both",
            "MEDIA_DIR": str(root / "uploads"),
            "SITE_URL": f"https://{HOST}",
            "CDN_SECONDS": str(CDN_SECONDS),
            "WEB_CONCURRENCY": "1",
        }
        yield SimpleNamespace(shared=shared, uploads=root / "uploads", own=[root / "1", root / "2"])


@pytest.fixture(scope="module")
def preparations(place, pool):
    """What both machines say that are started for the first time at the same moment."""
    variables = [environment(own, **place.shared) for own in place.own]
    outputs = list(pool.map(lambda own: manage("prepare", **own), variables))
    # As if its owner had chosen the password.
    with psycopg.connect(place.shared["database_url"]) as connection:
        connection.execute("DELETE FROM content_onetimepassword")
    return outputs


@pytest.fixture(scope="module")
def machines(place, preparations, pool):
    password = re.search(r"Passwort.*: (\S+)", "".join(preparations))[1]
    machines = [Site(own, password=password, **place.shared) for own in place.own]
    with ExitStack() as running:
        list(pool.map(running.enter_context, machines))
        yield machines


@pytest.fixture(scope="module")
def nginx(machines, place):
    with Nginx([machine.port for machine in machines], place.own[0]) as nginx:
        yield nginx


class Browser:
    """Somebody of the staff, signed in: keeps cookies, and sends forms as they were served."""

    def __init__(self, server, password):
        self.server, self.cookies = server, {}
        self.send("/admin/login/", username="admin", password=password)

    def at(self, server):
        """The same cookies elsewhere."""
        other = copy(self)
        other.server = server
        return other

    def found(self, kind):
        """The address of the object whose title speaks of photos."""
        page = self.request("GET", f"/admin/content/{kind}/?q=Foto").body
        link = BeautifulSoup(page, "html.parser").select_one("#result_list tbody a")["href"]
        return link.partition("?")[0]

    def request(self, method, path, body=None, **headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        known = {"Cookie": cookies, "Referer": f"https://{HOST}/", "Host": HOST}
        answer = self.server.request(method, path, body, **known | headers)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def send(self, path, **changes):
        """The page's main form with the changes; the address to which the answer leads."""
        page = BeautifulSoup(self.request("GET", path).body, "html.parser")
        fields = dict(fields_of(page.select_one("#content-main form, #content form"))) | changes
        body = encode_multipart(BOUNDARY, fields)
        answer = self.request("POST", path, body, **{"Content-Type": MULTIPART_CONTENT})
        assert answer.status == 302, answer.body.decode()
        return answer.headers["Location"]

    def publish(self, path, at=None, **changes):
        """Save, and confirm what the next page shows; the instant before which it is public."""
        confirmation = self.send(path, _publish="", **changes)
        when = {"live_from_0": f"{at:%d.%m.%Y}", "live_from_1": f"{at:%H:%M:%S}"} if at else {}
        self.send(confirmation, **when)
        return time.monotonic()


@pytest.fixture(scope="module")
def browser(nginx, machines):
    return Browser(nginx, machines[0].password)


@contextmanager
def killed(machines, pool):
    for machine in machines:
        machine.kill()
    yield
    list(pool.map(Site.start, machines))


def wait_until(moment):
    time.sleep(max(0, moment - time.monotonic()))


def appears(title, server, before):
    """Whether it is on the page of the notice before the moment."""
    while time.monotonic() < before:
        if title in server.get(NOTICE).body.decode():
            return True
        time.sleep(0.05)
    return False


def held(answer):
    return answer.headers["X-Cache"]


def pdf(megabytes):
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.add_attachment("noise", os.urandom(megabytes * 1_000_000))
    writer.write(file)
    file.name = "antrag.pdf"
    file.seek(0)
    return file


# --- What machines share


@pytest.mark.long
def test_machines_that_prepare_one_database_at_once_do_everything_once(preparations):
    printed = sorted(re.findall(r"\d+ objects created|Konto admin", "".join(preparations)))

    assert printed[0] == "0 objects created"
    assert len(printed) == 3


def test_publication_on_one_machine_is_on_all_soon_and_behind_nginx_a_little_later(
    browser, machines, nginx
):
    before = nginx.get(NOTICE).body.decode()

    published = browser.at(machines[0]).publish(browser.found("notice"), title="Neuer Titel")
    soon = [appears("Neuer Titel", machine, published + AGREED) for machine in machines]
    later = appears("Neuer Titel", nginx, published + AGREED + HELD)

    assert "Neuer Titel" not in before
    assert (soon, later) == ([True, True], True)


def test_file_uploaded_through_nginx_is_served_by_every_machine(browser, machines, place):
    file = pdf(megabytes=4)  # more than nginx takes unless told to

    published = browser.publish("/admin/content/download/add/", title="Antrag", file=file)
    wait_until(published + AGREED)
    page = machines[0].get("/de/formulare/").body.decode()
    address = re.search(r'href="(/dateien/[^"]+)"', page)[1]
    answers = [machine.get(address) for machine in machines]

    assert [answer.body == file.getvalue() for answer in answers] == [True, True]
    assert [file.name for file in place.uploads.rglob("*.*")] == ["antrag.pdf"]
    assert [list(own.rglob("*.pdf")) for own in place.own] == [[], []]


def test_session_opened_on_one_machine_is_valid_on_the_other(machines):
    opened = Browser(machines[0], machines[0].password)

    answers = [opened.at(machine).request("GET", "/admin/").status for machine in machines]

    assert answers == [200, 200]


# --- What nginx holds


def test_nginx_holds_one_page_for_each_encoding_with_the_etag_of_the_machine(machines, nginx):
    wishes = {
        "br": ["gzip, deflate, br", "br", "gzip;q=0.5, br;q=0.1"],
        "gzip": ["gzip", "br;q=0, gzip", "BR; q=0.00 , GZIP"],
        None: ["", "deflate", "br;q=0", "gzip;q=0, br;q=0.000", "brotli"],
    }
    for encoding, accepted in wishes.items():
        asked = [{"Accept-Encoding": one} for one in accepted]
        answers = [nginx.get("/de/kontakt/", **headers) for headers in asked]
        own = machines[0].get("/de/kontakt/", **asked[0])
        assert [held(answer) for answer in answers] == ["MISS"] + ["HIT"] * (len(asked) - 1)
        assert {answer.headers["Content-Encoding"] for answer in answers} == {encoding}
        assert {answer.headers["ETag"] for answer in answers} == {own.headers["ETag"]}
        assert {answer.body for answer in answers} == {own.body}
        assert answers[0].headers["Vary"] == own.headers["Vary"]


def test_nginx_answers_head_and_what_the_browser_has_from_the_page_that_it_holds(nginx):
    page = nginx.get("/de/anfahrt/")

    head = nginx.request("HEAD", "/de/anfahrt/")
    known = [f'"other", W/{page.headers["ETag"]}', "*"]
    unchanged = [nginx.get("/de/anfahrt/", **{"If-None-Match": one}) for one in known]

    assert (head.status, held(head), head.body) == (200, "HIT", b"")
    assert head.headers["Content-Length"] == str(len(page.body))
    for answer in unchanged:
        assert (answer.status, held(answer), answer.body) == (304, "HIT", b"")
        for name in ["ETag", "Vary", "Cache-Control"]:
            assert answer.headers[name] == page.headers[name]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/de/unterlagen/?utm_source=brief&fbclid=1", {}),
        ("/de/unterlagen/?q=pass", {}),
        ("/de/unterlagen/", {"Cookie": "sessionid=1; fremd=2"}),
        ("/de/unterlagen/", {"HX-Request": "true", "Accept-Language": "ar"}),
        ("/de/unterlagen/", {"Cache-Control": "no-cache", "Authorization": "Basic eDp5"}),
    ],
)
def test_what_a_page_does_not_use_makes_no_second_copy(nginx, path, headers):
    page = nginx.get("/de/unterlagen/")

    answer = nginx.get(path, **headers)

    assert held(answer) in {"HIT", "STALE"}
    assert answer.body == page.body


def test_search_is_held_by_its_words_and_by_whether_it_is_a_piece(nginx):
    asked = [
        ("/de/dienste/", {}),
        ("/de/dienste/?q=pass", {}),
        ("/de/dienste/?q=gast", {}),
        ("/de/dienste/?q=pass", {"HX-Request": "true"}),
    ]

    first = [nginx.get(path, **headers) for path, headers in asked]
    again = [
        nginx.get(f"{path}?utm_source=x" if path[-1] == "/" else f"{path}&utm_source=x", **headers)
        for path, headers in asked
    ]

    odd = nginx.get("/de/dienste/?q=pass", **{"HX-Request": "1"})

    assert [held(answer) for answer in first] == ["MISS"] * 4
    assert [held(answer) for answer in again] == ["HIT"] * 4
    assert len({answer.body for answer in first}) == 4
    assert [answer.body for answer in again] == [answer.body for answer in first]
    assert (held(odd), odd.body) == ("HIT", first[1].body)


def test_real_pages_that_do_not_exist_make_no_copy(machines, nginx):
    allowed = machines[0].get("/de/0/").headers["Cache-Control"]
    before = len(nginx.copies())

    statuses = [nginx.get(f"/de/{number}/").status for number in range(20)]

    assert "s-maxage=1" in allowed
    assert statuses == [404] * 20
    assert len(nginx.copies()) == before


def test_desk_health_and_choice_of_language_are_never_held(browser, nginx):
    for _ in range(2):
        assert held(browser.request("GET", "/admin/")) is None
        assert held(nginx.get("/healthz")) is None
    languages = [nginx.get("/", **{"Accept-Language": "de"}) for _ in range(2)]
    assert [(answer.status, held(answer)) for answer in languages] == [(302, "MISS")] * 2


def test_nobody_behind_nginx_is_told_to_hold_a_page(machines, nginx):
    own = machines[0].get("/de/").headers["Cache-Control"]
    assert own.startswith("max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=")
    assert nginx.get("/de/").headers["Cache-Control"] == "max-age=0"


def test_scheduled_change_comes_through_nginx_at_its_second(browser, nginx):
    berlin = ZoneInfo("Europe/Berlin")
    at = (datetime.now(berlin) + timedelta(seconds=4)).replace(microsecond=0)
    browser.publish(browser.found("notice"), at=at, title="Jetzt gilt es")

    early = late = asked = 0
    while (began := datetime.now(berlin)) < at + timedelta(seconds=0.5):
        is_new = b"Jetzt gilt es" in nginx.get(NOTICE).body
        early += is_new and datetime.now(berlin) < at
        late += not is_new and began > at + timedelta(seconds=0.1)
        asked += 1

    assert asked > 50
    assert (early, late) == (0, 0)


# --- What nginx does without machines


def test_machine_killed_under_load_costs_at_most_the_answers_half_sent(machines, nginx, pool):
    words, end = count(), time.monotonic() + 1.5

    def read():
        """Each search is another one: nginx has no page for it."""
        outcomes = []
        while time.monotonic() < end:
            try:
                outcomes.append(nginx.get(f"/de/dienste/?q=wort{next(words)}").status)
            except IncompleteRead:
                outcomes.append("lost")
        return outcomes

    readers = [pool.submit(read) for _ in range(READERS)]
    time.sleep(0.4)
    with killed(machines[1:], pool):
        outcomes = Counter(outcome for reader in readers for outcome in reader.result())

    assert outcomes.keys() <= {200, "lost"}
    assert outcomes["lost"] <= READERS
    assert outcomes[200] > 40


def test_without_any_machine_nginx_shows_what_it_holds_and_else_whom_to_call(machines, nginx, pool):
    page = nginx.get("/de/formulare/")
    too_old = time.monotonic() + HELD

    with killed(machines, pool):
        wait_until(too_old)
        stale = nginx.get("/de/formulare/")
        unchanged = nginx.get("/de/formulare/", **{"If-None-Match": page.headers["ETag"]})
        never_asked = nginx.get("/de/inhalt/")
        posted = nginx.request("POST", "/admin/login/", b"username=admin")

    assert (stale.status, held(stale), stale.body) == (200, "STALE", page.body)
    assert unchanged.status == 304
    for answer in (never_asked, posted):
        assert (answer.status, answer.headers["Cache-Control"]) == (503, "no-store")
        assert PHONE in answer.body.decode()
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        for name in LIKE_ALL_PAGES:
            assert answer.headers[name] == page.headers[name]


def test_other_names_get_no_answer(nginx):
    with pytest.raises(RemoteDisconnected):
        nginx.get("/de/", Host="example.com")

"""The configuration of nginx before machines that do what ours seldom do."""

import http.client
import threading
import time
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from tests.nginx import HOST, Nginx

HELD = {"Cache-Control": "max-age=0, s-maxage=60, stale-while-revalidate=60"}
PAGE = HELD | {"Vary": "Accept-Encoding"}


class Machine(ThreadingHTTPServer):
    """Answers each path with a status and headers, or worse; remembers what it was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked = {}, []
        self.ended = threading.Event()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=[0.01]).start()
        return self

    def __exit__(self, *exception):
        self.ended.set()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(SimpleNamespace(path=self.path, headers=self.headers))
        answer = self.server.answers.get(self.path.partition("?")[0], (200, {}))
        if answer == "hangs":
            self.server.ended.wait()
        elif answer != "hangs up":
            self.send_response(answer[0])
            for header in answer[1].items():
                self.send_header(*header)
            self.end_headers()

    do_POST = do_GET

    def log_message(self, *arguments):
        """Nothing to the log of the tests."""


@pytest.fixture
def machines():
    with ExitStack() as running:
        yield [running.enter_context(Machine()) for _ in range(2)]


@pytest.fixture
def nginx(machines, tmp_path):
    with Nginx([machine.server_port for machine in machines], tmp_path) as nginx:
        yield nginx


def answer_everywhere(machines, path, answer):
    for machine in machines:
        machine.answers[path] = answer


def asked(machines):
    return [request for machine in machines for request in machine.asked]


def get_without_https(nginx, host):
    connection = http.client.HTTPConnection("127.0.0.1", nginx.plain_port)
    try:
        connection.request("GET", "/de/?q=pass", headers={"Host": host})
        return connection.getresponse()
    finally:
        connection.close()


def get_until(nginx, path, wanted):
    """The first answer that is wanted."""
    give_up = time.monotonic() + 5
    while not wanted(answer := nginx.get(path)):
        assert time.monotonic() < give_up, answer.headers.items()
        time.sleep(0.05)
    return answer


def test_machine_is_told_what_a_page_depends_on_and_nothing_else(machines, nginx):
    lies = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "http"}
    wishes = {
        "Accept-Encoding": "br;q=0, gzip;q=0.1",
        "Cookie": "sessionid=1",
        "HX-Request": "true",
        "HX-History-Restore-Request": "perhaps",
    }

    nginx.get("/de/dienste/?utm_source=x&q=p%C3%A4sse&seite=2", **lies, **wishes)
    nginx.get("/de/kontakt/?q=pass", **lies, **wishes)

    of_search, of_page = asked(machines)
    assert (of_search.path, of_page.path) == ("/de/dienste/?q=p%C3%A4sse", "/de/kontakt/")
    assert dict(of_page.headers) == {
        "Host": HOST,
        "X-Forwarded-For": "127.0.0.1",
        "Accept-Encoding": "gzip",
    }
    assert dict(of_search.headers) == dict(of_page.headers) | {"HX-Request": "true"}


def test_who_comes_without_https_is_sent_there(nginx):
    answer = get_without_https(nginx, HOST)

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/de/?q=pass")


def test_nobody_who_reads_is_recorded(nginx):
    nginx.get("/de/")
    get_without_https(nginx, HOST)
    with pytest.raises(http.client.RemoteDisconnected):
        get_without_https(nginx, "example.com")

    nginx.stop()

    assert nginx.records() == []


def test_desk_is_told_everything(machines, nginx):
    nginx.get("/admin/?q=pass", Cookie="sessionid=1")

    (request,) = asked(machines)
    assert (request.path, request.headers["Cookie"]) == ("/admin/?q=pass", "sessionid=1")


def test_page_that_varies_by_something_else_is_not_held(machines, nginx):
    answer_everywhere(machines, "/de/", (200, HELD | {"Vary": "Accept-Encoding, HX-Request"}))
    answer_everywhere(machines, "/en/", (200, HELD | {"Vary": "Accept-Encoding, Cookie"}))

    answers = [nginx.get(path).headers["X-Cache"] for path in ["/de/", "/en/"] * 2]

    assert answers == ["MISS", "MISS", "HIT", "MISS"]


def test_addresses_that_somebody_invents_take_no_room(machines, nginx):
    invented = [f"/de/{number}/" for number in range(20)]
    for path in invented:
        answer_everywhere(machines, path, (404, PAGE))
    answer_everywhere(machines, "/de/", (200, PAGE))

    statuses = [nginx.get(path).status for path in [*invented, "/de/"]]

    assert statuses == [404] * 20 + [200]
    assert len(nginx.copies()) == 1


def test_page_that_was_withdrawn_does_not_come_back_when_no_machine_answers(machines, nginx):
    words = PAGE | {"Cache-Control": "max-age=0, s-maxage=1, stale-if-error=60"}
    answer_everywhere(machines, "/de/", (200, words))
    shown = nginx.get("/de/").status

    answer_everywhere(machines, "/de/", (404, words))
    get_until(nginx, "/de/", lambda answer: answer.status == 404)
    answer_everywhere(machines, "/de/", "hangs up")
    stale = get_until(nginx, "/de/", lambda answer: answer.headers["X-Cache"] == "STALE")

    assert (shown, stale.status) == (200, 404)


@pytest.mark.parametrize("header", ["HX-Request", "HX-History-Restore-Request"])
def test_only_true_makes_another_copy_of_the_list_of_services(machines, nginx, header):
    answer_everywhere(machines, "/de/dienste/", (200, PAGE))
    values = ["false", "1", "true false", "", "true", "true"]

    nginx.get("/de/dienste/")
    answers = [nginx.get("/de/dienste/", **{header: value}) for value in values]

    held = [answer.headers["X-Cache"] for answer in answers]
    assert held == ["HIT"] * 4 + ["MISS", "HIT"]
    assert [request.headers[header] for request in asked(machines)] == [None, "true"]


def test_file_that_only_one_machine_has_is_found(machines, nginx):
    machines[0].answers["/static/new.css"] = (404, {})

    assert [nginx.get("/static/new.css").status for _ in range(4)] == [200] * 4


def test_machine_that_hangs_costs_one_reader_two_seconds(machines, nginx):
    machines[0].answers["/de/"] = "hangs"
    began = time.monotonic()

    statuses = [nginx.get("/de/").status for _ in range(2)]

    assert statuses == [200, 200]
    assert time.monotonic() - began < 3


def test_page_is_asked_for_again_and_a_form_is_not_sent_again(machines, nginx):
    answer_everywhere(machines, "/de/", "hangs up")
    answer_everywhere(machines, "/admin/", "hangs up")

    statuses = [nginx.get("/de/").status, nginx.request("POST", "/admin/", b"a=b").status]

    assert statuses == [503, 503]
    assert [request.path for request in asked(machines)].count("/de/") == 2
    assert [request.path for request in asked(machines)].count("/admin/") == 1


def test_desk_that_explains_why_it_can_not_work_is_heard(machines, nginx):
    answer_everywhere(machines, "/admin/", (503, {"X-Explained": "yes"}))

    answers = [nginx.request(method, "/admin/") for method in ["GET", "POST"] * 5]

    assert [(one.status, one.headers["X-Explained"]) for one in answers] == [(503, "yes")] * 10


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/de/broken/", (500, {})), ("/admin/", "hangs up"), ("/dateien/", "hangs up")],
)
def test_what_fails_on_all_machines_stops_none_for_the_pages(machines, nginx, path, answer):
    answer_everywhere(machines, path, answer)

    failed = [nginx.get(path).status for _ in range(10)]

    assert set(failed) <= {500, 503}
    assert [nginx.get("/de/").status for _ in range(4)] == [200] * 4

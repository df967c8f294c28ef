"""What judges the site must itself see what is wrong."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from tests.faults.timeline import State, judged
from tests.load import Load, summary
from tests.readers import Answer

STATES = [State("old", 0, 0), State("new", 10.0, 10.1)]


class Bad(BaseHTTPRequestHandler):
    """Answers as its address says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        answer = getattr(self, self.path.strip("/"))
        answer()

    def good(self, status=200, body=b"<h1>Stand 7</h1>", length=None):
        self.send_response(status)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def failing(self):
        self.good(status=500)

    def slow(self):
        time.sleep(0.2)
        self.good()

    def halved(self):
        self.close_connection = True
        self.good(length=1000)

    def closing(self):
        """Without a word that it will."""
        self.good()
        self.close_connection = True

    def silent(self):
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def bad_site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Bad) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield SimpleNamespace(port=server.server_port)
        server.shutdown()


def loaded(site, *paths, mark=""):
    with Load([site], paths, mark=mark, rate=100) as load:
        time.sleep(0.5)
    return load.answers


def test_load_is_steady_and_notes_what_a_page_says(bad_site):
    answers = loaded(bad_site, "/good", mark=r"Stand \d")

    assert {(answer.status, answer.mark) for answer in answers} == {(200, "Stand 7")}
    assert 10 < len(answers) < 80


def test_failing_answer_is_counted_by_its_status(bad_site):
    found = summary(loaded(bad_site, "/failing"))

    assert dict(found.others) == {500: found.requests}


@pytest.mark.parametrize("path", ["/halved", "/silent"])
def test_answer_that_does_not_come_as_a_whole_is_lost(bad_site, path):
    found = summary(loaded(bad_site, path))

    assert found.lost == found.requests


def test_connection_that_was_closed_while_it_waited_is_asked_again(bad_site):
    found = summary(loaded(bad_site, "/closing"))

    assert found.repeated > 0
    assert found.lost == 0


def test_slow_answer_shows_in_the_times(bad_site):
    found = summary(loaded(bad_site, "/slow"))

    assert found.p50 >= 200
    assert found.longest >= found.p99 >= found.p50


@pytest.mark.parametrize(
    ("mark", "began", "ended", "expected"),
    [
        ("old", 9.0, 9.1, (0, 0)),
        ("new", 9.0, 9.1, (1, 0)),
        ("new", 9.0, 10.05, (0, 0)),  # it became true while the answer was on its way
        ("old", 11.0, 11.2, (0, 0)),  # within the grace
        ("old", 11.2, 11.3, (0, 1)),
        ("new", 20.0, 20.1, (0, 0)),
        ("", 20.0, 20.1, (0, 1)),
    ],
)
def test_answer_is_early_or_stale_only_as_a_whole(mark, began, ended, expected):
    answer = Answer(began, ended, 0, "/", 200, "", False, mark)

    (early, stale), wrong = judged([answer], {"/": STATES}, grace=1)

    assert (early.measured, stale.measured) == expected
    assert wrong == [answer] * sum(expected)

"""What is said of other sites: asked over the net, of servers that this test is."""

import ssl
import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from content.asking import REDIRECTS, ask, is_public
from tests import tools

PRIVATE = "Adresse eines internen Netzes, für Leser nicht erreichbar"


class OtherSite(BaseHTTPRequestHandler):
    """/404 answers so; /only-get does not know HEAD; /to/… leads there; /round in circles."""

    closing = Event()

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        _, what, *rest = self.path.split("/", 2)
        if what == "hangs":
            self.closing.wait(5)
        elif what in ("to", "round"):
            self.answer(302, Location=rest[0] if rest else "/round")
        elif what == "only-get":
            self.answer(200 if self.command == "GET" else 501)
        else:
            self.answer(int(what or 200))

    do_GET = do_HEAD

    def answer(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args):
        pass


@contextmanager
def serving(context=None):
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    server.asked = []
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        yield server
    finally:
        OtherSite.closing.set()
        server.shutdown()
        server.server_close()
        OtherSite.closing.clear()


@pytest.fixture(scope="module")
def other():
    with serving() as server:
        yield server


def url(server, path="/", scheme="http", host="localhost"):
    return f"{scheme}://{host}:{server.server_port}{path}"


def anywhere(ip):
    return True


@pytest.mark.parametrize(
    ("path", "words", "good"),
    [
        ("/", "erreichbar", True),
        ("/only-get", "erreichbar", True),
        ("/to//404", "404: nicht gefunden", False),
        ("/404", "404: nicht gefunden", False),
        ("/410", "410: gibt es nicht mehr", False),
        ("/503", "503: dort außer Betrieb", False),
        ("/418", "418: nur für Menschen, nicht prüfbar", True),
        ("/403", "403: nur für Menschen, nicht prüfbar", True),
        ("/round", "leitet immer weiter", False),
    ],
)
def test_answer_is_said_in_words_for_staff(other, path, words, good):
    assert ask(url(other, path), anywhere)[:2] == (words, good)


def test_site_is_asked_politely_and_only_for_its_head(other):
    other.asked.clear()

    ask(url(other, "/?q=für"), anywhere)

    [(method, path, headers)] = other.asked
    assert (method, path) == ("HEAD", "/?q=f%C3%BCr")
    assert headers["User-Agent"] == "Linkpruefung (https://migration.example.org)"
    assert headers["Host"] == f"localhost:{other.server_port}"


def test_redirects_are_followed_a_few_times_and_no_more(other):
    other.asked.clear()

    ask(url(other, "/round"), anywhere)

    assert len(other.asked) == REDIRECTS + 1


def test_site_that_hangs_is_given_up(other):
    answer = ask(url(other, "/hangs"), anywhere, seconds=0.2)

    assert answer == ("keine Antwort in 0.2 Sekunden", False, False)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://localhost:1/", "keine Verbindung"),
        ("http://gibt-es-nicht.invalid/", "diese Website gibt es nicht"),
        ("https:///", "keine gültige Adresse"),
        ("http://[entfernt]/", "keine Verbindung"),
        ("http://a..b/", "keine Verbindung"),
    ],
)
def test_what_can_not_be_asked_is_said_in_words_for_staff(address, words):
    assert ask(address, anywhere) == (words, False, False)


def test_nothing_of_the_own_network_is_asked(other):
    other.asked.clear()

    answers = [ask(url(other, host=host)) for host in ("localhost", "127.0.0.1", "[::1]")]

    assert answers == [(PRIVATE, False, False)] * 3
    assert other.asked == []


def test_redirect_into_the_own_network_is_not_followed(other):
    with serving() as within:
        inner = url(within, host="127.0.0.2")

        answer = ask(url(other, f"/to/{inner}", host="127.0.0.1"), lambda ip: ip == "127.0.0.1")

    assert answer == (PRIVATE, False, False)
    assert within.asked == []


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::5db8:d822", False),
    ],
)
def test_address_of_no_public_machine_is_known(ip, public):
    assert is_public(ip) == public


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of the name localhost, signed by itself; with its key."""
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    name = ["-addext", "subjectAltName=DNS:localhost", "-keyout", path, "-out", "-"]
    done = subprocess.run([tools.openssl(), *made, *name], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + done.stdout)
    return path


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as server:
        yield server


def test_certificate_is_that_of_the_name_though_its_machine_was_looked_up_before(
    secure, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    by_name = ask(url(secure, scheme="https"), anywhere)
    by_number = ask(url(secure, scheme="https", host="127.0.0.1"), anywhere)

    assert by_name == ("erreichbar", True, True)
    assert by_number.words == "Zertifikat ungültig: Browser warnen vor der Seite"


def test_certificate_that_browsers_warn_of_is_no_good_answer(secure):
    answer = ask(url(secure, scheme="https"), anywhere)

    assert answer == ("Zertifikat ungültig: Browser warnen vor der Seite", False, False)

"""A request to a WSGI application, without a server, a socket or Django's test client."""

from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections


class Answer(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def __getitem__(self, name):
        return dict(self.headers).get(name)


def ask(application, path, query="", method="GET", host="migration.example.org", **headers):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    environ |= {name: headers.pop(name) for name in ["SCRIPT_NAME"] if name in headers}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    begun = []
    with _connections_left_alone():
        answered = application(environ, lambda status, headers: begun.extend([status, headers]))
        return Answer(*begun, b"".join(answered))


@contextmanager
def _connections_left_alone():
    """As Django's test client does: the connection belongs to the test, if it has one."""
    request_started.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_started.connect(close_old_connections)


class Counted(WSGIHandler):
    """Django's application, which notes what it is asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def get_response(self, request):
        self.asked.append(request.path)
        return super().get_response(request)

"""The servers that are measured beside each other, each with a port and a directory of its own."""

import os
import socket
import string
import subprocess
import time
from pathlib import Path

import msgspec

from tests import tools
from tests.site import START, Site, free_port

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
# What every server says for itself.
OF_THE_SERVER = {"server", "date", "connection", "transfer-encoding"}


class Answer(msgspec.Struct):
    """An answer of the site, for others to give again."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return dict(self.headers)[name]


def answer_of(site: Site, path: str, **headers: str) -> Answer:
    response = site.get(path, **BROWSER, **headers)
    headers = response.getheaders()
    said = [(name, value) for name, value in headers if name.lower() not in OF_THE_SERVER]
    return Answer(response.status, said, response.body)


class Bare(Site):
    """The same gunicorn with the same settings, and a callable that knows one answer."""

    application = ("tests.bench.bare",)

    def __init__(self, directory: Path, answer: Answer):
        directory.mkdir()
        file = directory / "answer"
        file.write_bytes(msgspec.msgpack.encode(answer))
        super().__init__(directory, BENCH_ANSWER=str(file))

    def _answers(self):
        """Whatever it is: it may know nothing but 304."""
        try:
            return bool(self.get("/").status)
        except OSError:
            return False


class Orm(Site):
    """The same gunicorn with the same settings, and pages made from the database each time."""

    application = ("tests.bench.orm",)


class Nginx:
    """One answer as a file, with the same headers."""

    def __init__(self, directory: Path, answer: Answer):
        directory.mkdir()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        (directory / "page").write_bytes(answer.body)
        self.configuration = directory / "nginx.conf"
        template = string.Template((Path(__file__).parent / "nginx.conf").read_text())
        self.configuration.write_text(
            template.substitute(
                directory=directory,
                port=self.port,
                # Its workers could not read what belongs to root.
                user="user root;" if os.geteuid() == 0 else "",
                headers=_directives(answer),
            )
        )

    def __enter__(self):
        self.process = subprocess.Popen([tools.nginx(), "-c", self.configuration])
        give_up = time.monotonic() + START
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.__exit__()
                raise RuntimeError("nginx did not start.")
            time.sleep(0.02)
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(timeout=START)

    def _listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _directives(answer: Answer) -> str:
    lines = [f"default_type {_quoted(answer.header('Content-Type'))};"]
    for name, value in answer.headers:
        if name not in {"Content-Type", "Content-Length"}:
            lines.append(f"add_header {name} {_quoted(value)};")
    return "\n  ".join(lines)


def _quoted(value: str) -> str:
    return '"' + value.replace('"', r"\"") + '"'

"""The readers of tests/load.py, in a process of their own: no work of a test delays a request.

The order comes as one line of JSON, then "all" once everybody may ask for everything; the answers
go out when the input ends.
"""

import gzip
import http.client
import re
import sys
import threading
import time
from itertools import product
from random import Random

import brotli
import msgspec

TIMEOUT = 10  # seconds without an answer after which a reader gives up
FRESH = 0.15  # the share of requests on a connection of their own
CONDITIONAL = 0.5  # the share of requests for known pages that send what they know
ENCODINGS = ["gzip, deflate, br", "gzip", "br;q=0, gzip;q=0.5", "identity", ""]
DECODE = {"gzip": gzip.decompress, "br": brotli.decompress}


class Order(msgspec.Struct):
    """``later`` are addresses that nobody visits before the word "all"."""

    ports: list[int]
    paths: list[str]
    later: list[str]
    clients: int
    rate: float  # requests a second, of all together
    mark: str  # a pattern: what of a page's text is noted


class Answer(msgspec.Struct, array_like=True):
    """Instants in seconds of the wall clock. Without an answer ``status`` is 0.

    ``mark`` is all that the pattern found in the page, each once, in order.
    """

    began: float
    ended: float
    machine: int
    path: str
    status: int
    error: str
    repeated: bool
    mark: str


class Wishes:
    """Every address on every machine in turn, each time in another order."""

    def __init__(self, order):
        self.machines = range(len(order.ports))
        self.paths = []
        self.waiting = []
        self.random = Random(1)
        self.lock = threading.Lock()
        self.add(order.paths)

    def add(self, paths):
        with self.lock:
            self.paths += paths
            self.waiting += self._mixed(paths)

    def next(self):
        with self.lock:
            self.waiting = self.waiting or self._mixed(self.paths)
            return self.waiting.pop()

    def _mixed(self, paths):
        wishes = list(product(self.machines, paths))
        self.random.shuffle(wishes)
        return wishes


class Reader(threading.Thread):
    """Asks at a steady pace; when an answer comes late, the next question does too."""

    def __init__(self, number, order, wishes):
        super().__init__(daemon=True)
        self.pace = order.clients / order.rate
        self.due = time.perf_counter() + number / order.rate
        self.ports, self.mark, self.wishes = order.ports, re.compile(order.mark), wishes
        self.random = Random(number)
        self.connections = {}
        self.known = {}
        self.answers = []
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(max(0, self.due - time.perf_counter())):
            self.due = max(self.due + self.pace, time.perf_counter())
            self.answers.append(self._read(*self.wishes.next()))

    def _read(self, machine, path):
        key = machine, path, self.random.choice(ENCODINGS)
        began, clock = time.time(), time.perf_counter()
        status, error, mark, repeated = 0, "", "", False
        try:
            response, repeated = self._response(*key)
            body = response.read()
            status = response.status
            mark = self._marked(key, response, body)
        except Exception as problem:  # whatever it is, the reader got no page
            self._close(machine)
            error = f"{type(problem).__name__}: {problem}"
        ended = began + time.perf_counter() - clock
        return Answer(began, ended, machine, path, status, error, repeated, mark)

    def _response(self, machine, path, encoding):
        """A server may close a connection that waits; then browsers ask once more (RFC 9110 9.2.2).

        Only where not a byte of the answer has come.
        """
        if self.random.random() < FRESH:
            self._close(machine)
        reused = machine in self.connections
        headers = self._headers((machine, path, encoding))
        try:
            return self._ask(machine, path, headers), False
        except (ConnectionResetError, BrokenPipeError):
            self._close(machine)
            if not reused:
                raise
            return self._ask(machine, path, headers), True

    def _ask(self, machine, path, headers):
        if machine not in self.connections:
            port = self.ports[machine]
            self.connections[machine] = http.client.HTTPConnection("127.0.0.1", port, TIMEOUT)
        connection = self.connections[machine]
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        if response.will_close:
            del self.connections[machine]
        return response

    def _headers(self, key):
        encoding = {"Accept-Encoding": key[2]} if key[2] else {}
        if key in self.known and self.random.random() < CONDITIONAL:
            return encoding | {"If-None-Match": self.known[key][0]}
        return encoding

    def _marked(self, key, response, body):
        """What a page says; "not modified" says what the known page said."""
        if response.status == 304:
            return self.known[key][1]
        decode = DECODE.get(response.headers["Content-Encoding"], bytes)
        text = decode(body).decode(errors="replace")
        mark = " ".join(dict.fromkeys(self.mark.findall(text))) if self.mark.pattern else ""
        if etag := response.headers["ETag"]:
            self.known[key] = etag, mark
        return mark

    def _close(self, machine):
        if connection := self.connections.pop(machine, None):
            connection.close()


def main():
    source, target = sys.stdin.buffer, sys.stdout.buffer
    order = msgspec.json.decode(source.readline(), type=Order)
    wishes = Wishes(order)
    readers = [Reader(number, order, wishes) for number in range(order.clients)]
    for reader in readers:
        reader.start()
    for line in source:
        if line.strip() == b"all":
            wishes.add(order.later)
    for reader in readers:
        reader.ended.set()
    for reader in readers:
        reader.join()
    target.write(msgspec.msgpack.encode([one for reader in readers for one in reader.answers]))


if __name__ == "__main__":
    main()

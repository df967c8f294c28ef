"""A WSGI callable that does nothing but send one answer: what a gunicorn can do at best.

The answer is the file BENCH_ANSWER, as ``tests.bench.servers.Answer`` writes it.
"""

import os
from http import HTTPStatus
from pathlib import Path

import msgspec

from tests.bench.servers import Answer

answer = msgspec.msgpack.decode(Path(os.environ["BENCH_ANSWER"]).read_bytes(), type=Answer)
STATUS = f"{answer.status} {HTTPStatus(answer.status).phrase}"
HEADERS = answer.headers
BODY = [answer.body]


def application(environ, start_response):
    start_response(STATUS, HEADERS)
    return BODY

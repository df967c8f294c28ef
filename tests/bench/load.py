"""Eight clients that ask as fast as they get answers, with wrk: it is written in C, so that its own
cost does not level what it compares.
"""

import subprocess
from pathlib import Path

import msgspec

from tests import tools

CLIENTS = 8
ONCE = 4  # seconds
HERE = Path(__file__).parent


class Said(msgspec.Struct):
    """What the scripts say; times in microseconds."""

    requests: int
    duration: int
    bytes: int
    p50: int
    p99: int
    failed: int


class Measured(msgspec.Struct):
    """Requests a second, milliseconds, bytes on the wire for each answer with its headers."""

    rate: float
    p50: float
    p99: float
    bytes: float


def ask(url: str, headers: dict, seconds: int) -> Measured:
    """The same address again and again."""
    return _measured(_wrk("report.lua", url, headers, seconds))


def ask_once(url: str, headers: dict, paths: Path) -> Measured:
    """Each address of the file once, as far as that goes in a few seconds."""
    return _measured(_wrk("once.lua", url, headers, ONCE, str(paths)))


def _wrk(script: str, url: str, headers: dict, seconds: int, *arguments: str) -> Said:
    said = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    command = [tools.wrk(), "--threads=1", f"--connections={CLIENTS}", f"--duration={seconds}s"]
    command += ["--script", HERE / script, *said, url, "--", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Said)


def _measured(said: Said) -> Measured:
    if said.failed:
        raise RuntimeError(f"{said.failed} of {said.requests} requests failed: {said}")
    return Measured(
        rate=said.requests / said.duration * 1e6,
        p50=said.p50 / 1000,
        p99=said.p99 / 1000,
        bytes=said.bytes / said.requests,
    )

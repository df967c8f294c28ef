"""The findings as a table for people, in Markdown."""

import os
import platform
import subprocess

from tests.faults.findings import Finding
from tests.load import CLIENTS, RATE, summary
from tests.site import PROJECT

HEAD = [
    "fault",
    "requests",
    "not 200 or 304",
    "lost",
    "asked again",
    "p50 ms",
    "p99 ms",
    "max ms",
    "besides",
    "bounds",
]
IN_COLUMNS = {"other than 200 or 304", "lost", "p99 ms", "max ms"}
INTRODUCTION = f"""# What was broken while readers read

`make faults` runs the site as two machines (two directories, two gunicorn masters with two workers
each) with one PostgreSQL, and breaks what stands behind it. {CLIENTS} readers ask for all public
addresses on both machines, {RATE} times a second together, with mixed encodings, on kept and on
fresh connections, half of them with the ETag that they know. In the first four rows every other
address, or every one, is asked for by nobody before the harm.

- **lost**: no answer, or half of one. **asked again**: a connection that waited was closed before
  a byte of the answer; then a browser asks once more (RFC 9110 9.2.2).
- **early**, **stale**: answers that show what does not hold, from sending to receiving. A
  publication may take 1.2 s, a scheduled change nothing.
- Where workers are killed all of a machine's are in every other turn, and gunicorn's gentle restart
  sends the old ones away before the new ones have loaded the site: meanwhile requests wait in the
  machine's queue, which is the longest time in these two rows. No figure bounds it.
"""


def machine():
    named = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.check_output(named, text=True, cwd=PROJECT).strip()
    return (
        f"Measured on {os.cpu_count()} cores, Python {platform.python_version()}, commit {commit}."
    )


def heading():
    return "\n".join([row(HEAD), row(["---", *["---:"] * 7, "---", "---"])])


def line(finding: Finding) -> str:
    found = summary(finding.answers)
    others = ", ".join(f"{n} × {status}" for status, n in found.others.items()) or "0"
    counts = [str(found.requests), others, str(found.lost), str(found.repeated)]
    times = [f"{time:.0f}" for time in (found.p50, found.p99, found.longest)]
    besides = [figure for figure in finding.figures if figure.name not in IN_COLUMNS]
    told = ", ".join(f"{figure.name}: {figure.measured:.0f}" for figure in besides)
    bounds = [f"{figure.name} ≤ {figure.allowed}" for figure in finding.figures if figure.allowed]
    return row([finding.fault, *counts, *times, told, ", ".join([*bounds, "all else 0"])])


def row(cells):
    return f"| {' | '.join(cells)} |"

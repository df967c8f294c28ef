"""What the operating system says of processes."""

import os
import platform
import re
import subprocess
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tests.site import PROJECT, Site


def memory(pid: int) -> float:
    """Megabytes: PSS, which counts what processes share only once among them."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)[1]) / 1000


def memory_of_workers(site: Site) -> list[float]:
    return [memory(pid) for pid in site.workers()]


def seconds_to_first_200(site: Site) -> float:
    began = time.monotonic()
    site.start()
    return time.monotonic() - began


def addresses(site: Site, language: str = r"[a-z-]+") -> list[str]:
    """The paths of all pages, in one language or in all, as the sitemap names them."""
    sitemap = site.get("/sitemap.xml").body.decode()
    return re.findall(rf"<loc>https?://[^/]+(/{language}/\S*?)</loc>", sitemap)


def machine() -> str:
    """On what, and with what, a run was made."""
    parts = [f"{name} {version(name)}" for name in ("Django", "gunicorn")]
    commit = subprocess.check_output(
        ["git", "describe", "--always", "--dirty"], text=True, cwd=PROJECT
    )
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, "
        f"Python {platform.python_version()}, {', '.join(parts)}, commit {commit.strip()}"
    )


def processor_seconds(site: Site) -> list[float]:
    """Of all threads of each process that answers, since it was started."""
    return [
        sum(int(file.read_text().split()[0]) for file in threads(pid)) / 1e9
        for pid in site.workers()
    ]


def threads(pid: int) -> Iterator[Path]:
    return Path(f"/proc/{pid}/task").glob("*/schedstat")

"""What follows of a publication: when every process shows it, and what it costs each."""

import time

from tests.bench.processes import processor_seconds
from tests.faults.publisher import Publisher
from tests.load import Load
from tests.readers import Answer
from tests.site import Site

NOTICE, PATH = "fotos-nur-digital", "/de/hinweise/fotos-nur-digital/"
PAUSE = 1.4  # seconds: each publication comes at another moment between two questions
RATE = 100  # requests a second, on old and new connections: they meet every process


def seconds_until_visible(site: Site, publications: int) -> list[float]:
    """From each commit to the last request that got an old page."""
    with Load([site], [PATH], mark=r"Fassung \d+", rate=RATE) as load:
        commits = publish(site, publications)
    ends = [*commits[1:], time.time()]
    return [
        delay(load.answers, f"Fassung {number}", committed, end)
        for number, (committed, end) in enumerate(zip(commits, ends, strict=True))
    ]


def delay(answers: list[Answer], title: str, committed: float, end: float) -> float:
    since = [answer for answer in answers if committed < answer.began < end]
    new = [answer for answer in since if answer.mark == title]
    if not new:
        raise RuntimeError(f"{title} was never to be seen.")
    return max([answer.began - committed for answer in since if answer.mark != title], default=0.0)


def processor_milliseconds(site: Site, publications: int) -> float:
    """What a publication costs each process, beside what it does anyway. Nobody asks for a page."""
    began = sum(processor_seconds(site))
    time.sleep(PAUSE * (publications + 1))
    idle = sum(processor_seconds(site)) - began
    publish(site, publications)
    busy = sum(processor_seconds(site)) - began - idle
    return (busy - idle) * 1000 / publications / len(site.workers())


def publish(site: Site, publications: int) -> list[float]:
    """When each was committed."""
    commits = []
    with Publisher(site.environment) as publisher:
        for number in range(publications):
            time.sleep(PAUSE)
            title = f"Fassung {number}"
            commits.append(publisher.publish("notice", NOTICE, title=title).committed)
        time.sleep(PAUSE)
    return commits

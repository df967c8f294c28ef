"""What loading and publishing take in a process of the site: `manage.py shell -c` runs ``say``.

All times are milliseconds of the clock, medians of a few tries.
"""

import time
from statistics import median

import msgspec
from django.conf import settings
from django.utils import timezone

from content.copy_on_disk import CopyOnDisk
from content.edition import Edition
from content.following import up_to_date
from content.models import Notice, Publication
from content.publishing import publish
from tests.bench.grown import Inside

TRIES = 5


def say() -> None:
    print(msgspec.json.encode(measure()).decode())


def measure() -> Inside:
    copy = CopyOnDisk(settings.DATA_DIR / "edition.sqlite3")
    tries = [one_more_publication() for _ in range(TRIES)]
    return Inside(
        publications=Publication.objects.count(),
        from_database=timed(lambda: ready(Edition(Publication.objects.records()))),
        from_copy=timed(lambda: ready(Edition(copy.read()))),
        publish=median(published for published, _ in tries),
        learn=median(learned for _, learned in tries),
    )


def one_more_publication() -> tuple[float, float]:
    known = ready(Edition(Publication.objects.records()))
    notice = Notice.objects.first()
    notice.summary = f"Stand {timezone.now()}"
    notice.save()
    published = once(lambda: publish(notice))
    return published, once(lambda: ready(up_to_date(known)))


def ready(edition: Edition) -> Edition:
    edition.current(timezone.now())
    return edition


def timed(work) -> float:
    return median(once(work) for _ in range(TRIES))


def once(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000

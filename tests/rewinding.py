"""A site for many tests, each of which finds it as the first one did.

To start one for each costs more than most of what they look at.
"""

import json
import sqlite3
import time
from contextlib import closing

from tests.site import Site
from tests.staff import Staff

PATIENCE = 5  # seconds


class RewoundSite(Site):
    """`rewind()` puts its database back, with `admin` signed in; `cookies` are theirs."""

    def __init__(self, data_dir, **options):
        # One process, so that one answer tells what all know.
        super().__init__(data_dir, WEB_CONCURRENCY="1", **options)
        self.database, self.first = data_dir / "db.sqlite3", data_dir / "first.sqlite3"

    def __enter__(self):
        super().__enter__()
        jar = Staff(self).cookies
        self.cookies = [{"name": one.name, "value": one.value, "url": self.url} for one in jar]
        self.number = self._number()
        _copy(self.database, self.first)
        return self

    def rewind(self):
        """Back to the start; comes back when readers get it too."""
        _copy(self.first, self.database)
        give_up = time.monotonic() + PATIENCE
        while self._number() != self.number:
            if time.monotonic() > give_up:
                raise RuntimeError("The site goes on with what was put back.")
            time.sleep(0.02)

    def _number(self):
        return json.loads(self.get("/healthz").body)["edition"]


def _copy(origin, target):
    """Within a transaction: whoever has the database open finds another content."""
    with closing(sqlite3.connect(origin)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)

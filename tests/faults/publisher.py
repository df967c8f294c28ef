"""Somebody who publishes beside the running sites, with the product's own code.

A process that stays: no publication costs a start. An order is one line of JSON, so is its answer.
"""

import os
import subprocess
import sys
import time
from datetime import datetime

import msgspec

from tests.site import PROJECT


class Order(msgspec.Struct):
    """The object is made when it is not there; ``instants`` are fields too."""

    kind: str
    uid: str
    fields: dict
    instants: dict[str, datetime]
    live_from: datetime | None


class News(msgspec.Struct):
    """A publication; it became true somewhere between the two instants (wall clock, seconds)."""

    number: int
    began: float
    committed: float


class Publisher:
    """`with Publisher(site.environment) as publisher: publisher.publish(…)`."""

    def __init__(self, environment):
        self.environment = environment

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.publisher"],
            cwd=PROJECT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *exception):
        self.process.communicate()

    def publish(self, kind, uid, live_from=None, **fields) -> News:
        if kind == "notice":
            fields = {"review_on": "2099-12-31"} | fields
        instants = {name: value for name, value in fields.items() if isinstance(value, datetime)}
        plain = {name: value for name, value in fields.items() if name not in instants}
        order = Order(kind, uid, plain, instants, live_from)
        self.process.stdin.write(msgspec.json.encode(order) + b"\n")
        self.process.stdin.flush()
        return msgspec.json.decode(self.process.stdout.readline(), type=News)


def carry_out(order: Order) -> News:
    from content.publishing import publish  # Django is set up by now
    from content.snapshots import model_of

    obj, _ = model_of(order.kind).objects.update_or_create(
        uid=order.uid, defaults=order.fields | order.instants
    )
    began = time.time()
    publication = publish(obj, live_from=order.live_from)
    return News(publication.number, began, time.time())


def main():
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "migration_office.settings"
    django.setup()
    from django.db import connection

    for line in sys.stdin.buffer:
        news = carry_out(msgspec.json.decode(line, type=Order))
        connection.close()  # the next order may come after the database was killed
        sys.stdout.buffer.write(msgspec.json.encode(news) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

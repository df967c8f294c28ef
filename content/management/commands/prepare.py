from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

LOCK = 7_407_001  # any number; whoever prepares this database takes the same


class Command(BaseCommand):
    help = "Makes everything ready to serve; run again, it keeps everything and does what is new."

    def handle(self, **options):
        with alone():
            call_command("migrate", verbosity=0)
            hide_database()
            call_command("load_content", stdout=self.stdout)
            call_command("ensure_staff", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def alone() -> Iterator[None]:
    """Machines that share one PostgreSQL may start at the same moment: one after the other."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def hide_database():
    """Drafts and accounts are for this account only; SQLite gives its other files the same mode."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).chmod(0o600)

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.utils import timezone

from content import catalogues, edition, trouble, watcher

LOCK = 7_407_001  # any number; whoever prepares this database takes the same
ROOM_FOR_STATIC = 50_000_000  # bytes: all files twice while they are collected


class Command(BaseCommand):
    help = "Makes everything ready to serve; run again, it keeps everything and does what is new."

    def handle(self, **options):
        catalogues.compile_outdated()
        try:
            self.prepare_database()
        except Error as error:
            if not trouble.of(error):
                raise
            self.go_on_without(error)
        self.collect_static()

    def prepare_database(self):
        with alone():
            call_command("migrate", verbosity=0)
            hide_database()
            call_command("load_content", stdout=self.stdout)
            call_command("ensure_staff", stdout=self.stdout)

    def go_on_without(self, error):
        """Readers come first: what was published last needs no database."""
        reason = str(error).partition("\n")[0]
        watcher.load_copy()
        last = edition.newest().last
        if last is None:
            raise CommandError(
                f"The database does not answer ({reason}), and this machine knows no edition that "
                "it could serve without. Start the database or correct DATABASE_URL; then run "
                "this again."
            ) from error
        made_at = timezone.localtime(last.made_at)
        self.stderr.write(
            f"The database does not answer ({reason}). Readers get the last good edition that "
            f"this machine knows: number {last.number} of {made_at:%Y-%m-%d %H:%M}. Staff have to "
            "wait. Run this again when the database answers: what it lacks after an update is "
            "only made then."
        )

    def collect_static(self):
        """Anew each time; without room for that, what is there must not be half replaced."""
        kept = settings.STATIC_ROOT / "staticfiles.json"
        if kept.exists() and shutil.disk_usage(settings.STATIC_ROOT).free < ROOM_FOR_STATIC:
            self.stderr.write("The disk is full: stylesheets and scripts stay those of last time.")
            return
        call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def alone() -> Iterator[None]:
    """Machines that share one PostgreSQL may start at the same moment: one after the other."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        # Longer than the others: a machine that loads the content for the first time takes some.
        cursor.execute("SET lock_timeout = '60s'")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("RESET lock_timeout")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def hide_database():
    """Drafts and accounts are for this account only; SQLite gives its other files the same mode."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).chmod(0o600)

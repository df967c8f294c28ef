from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "Makes everything ready to serve; run again, it keeps everything and does what is new."

    def handle(self, **options):
        call_command("migrate", verbosity=0)
        hide_database()
        call_command("load_content", stdout=self.stdout)
        call_command("ensure_staff", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)


def hide_database():
    """Drafts and accounts are for this account only; SQLite gives its other files the same mode."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).chmod(0o600)

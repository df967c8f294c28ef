from django.core.management.base import BaseCommand
from django.utils import timezone

from content.models import Backup


class Command(BaseCommand):
    help = "For the end of a backup script: notes when it ran, for the admin's front page."

    def add_arguments(self, parser):
        parser.add_argument("--incomplete", action="store_true", help="something is missing in it")
        parser.add_argument("--note", default="", help="what staff shall read, at most 300 signs")

    def handle(self, incomplete, note, **options):
        note = note[: Backup._meta.get_field("note").max_length]
        Backup.objects.create(made_at=timezone.now(), complete=not incomplete, note=note)
        Backup.objects.forget_old()

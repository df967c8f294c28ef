from django.core.management.base import BaseCommand
from django.db import transaction

from content import initial_content, publishing
from content.published import SOURCE_LANGUAGE


class Command(BaseCommand):
    help = "Create and publish the initial content that is missing; confirm nothing."

    @transaction.atomic
    def handle(self, *args, **options):
        new = initial_content.create_missing(SOURCE_LANGUAGE)
        initial_content.create_missing_questions(SOURCE_LANGUAGE)
        for obj in new:
            publishing.publish(obj, note="Erster Inhalt, noch nicht bestätigt")
        self.stdout.write(f"{len(new)} objects created and published.")

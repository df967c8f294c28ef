from django.core.management.base import BaseCommand
from django.db import transaction

from content import initial_content, publishing
from content.models.base import Content
from content.published import SOURCE_LANGUAGE
from content.publishing import Refused


class Command(BaseCommand):
    help = "Create and publish the initial content that is missing; confirm nothing."

    @transaction.atomic
    def handle(self, *args, **options):
        new = initial_content.create_missing(SOURCE_LANGUAGE)
        initial_content.create_missing_questions(SOURCE_LANGUAGE)
        refused = publish_all(new)
        self.stdout.write(f"{len(new)} objects created, {len(new) - len(refused)} published.")
        for obj, refusal in refused.items():
            self.stdout.write(f"{obj} stays a draft: {refusal}")
        note = "Maschinell übersetzt, noch nicht geprüft"
        languages = initial_content.languages()
        count = sum(initial_content.publish_missing_translations(one, note) for one in languages)
        if count:
            self.stdout.write(f"{count} translations published, reviewed by nobody.")


def publish_all(objects: list[Content]) -> dict[Content, Refused]:
    """What stays a draft, and why, such as an address that staff have given to something else.

    What is refused is tried again after the others: it may quote a fact of one of them.
    """
    refused = {}
    for obj in objects:
        try:
            publishing.publish(obj, note="Erster Inhalt, noch nicht bestätigt")
        except Refused as refusal:
            refused[obj] = refusal
    return publish_all(list(refused)) if 0 < len(refused) < len(objects) else refused

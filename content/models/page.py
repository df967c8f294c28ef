from django.db import models

from content.models.base import Addressed, Ordered, Part, Sourced
from content.models.fields import RichTextField


class Page(Ordered, Addressed, Sourced):
    title = models.CharField("Titel", max_length=120, blank=True)
    summary = models.CharField("Kurz gesagt", max_length=300, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "Seite"
        verbose_name_plural = "Seiten (Impressum, Datenschutz …)"

    def __str__(self):
        return self.title or "Neue Seite"


class PageSection(Part):
    page = models.ForeignKey(Page, models.CASCADE, related_name="sections")
    heading = models.CharField("Überschrift", max_length=160)
    body = RichTextField(
        "Text", blank=True, help_text="Ohne Text erscheint der Abschnitt nicht öffentlich."
    )

    class Meta(Part.Meta):
        verbose_name = "Abschnitt"
        verbose_name_plural = "Abschnitte"

    def __str__(self):
        return self.heading

from django.core.exceptions import ValidationError
from django.db import models

from content.models.base import Addressed, Sourced
from content.models.fields import RichTextField


class Notice(Addressed, Sourced):
    title = models.CharField("Titel", max_length=120, blank=True)
    level = models.CharField(
        "Stufe",
        max_length=12,
        choices={"information": "Information", "important": "Wichtig", "urgent": "Dringend"},
        default="information",
        help_text="„Dringend“ steht ganz oben auf der Startseite.",
    )
    summary = models.CharField("Kurz gesagt", max_length=300, blank=True)
    body = RichTextField("Text", blank=True)
    starts_at = models.DateTimeField(
        "Beginn", null=True, blank=True, help_text="Vorher steht der Hinweis nirgends."
    )
    ends_at = models.DateTimeField(
        "Ende",
        null=True,
        blank=True,
        help_text="Danach steht er nicht mehr auf der Startseite, behält aber seine Adresse.",
    )
    review_on = models.DateField(
        "prüfen am",
        null=True,
        blank=True,
        help_text="An diesem Tag erinnern wir Sie. Jeder Hinweis braucht ein Ende oder diesen Tag.",
    )

    class Meta:
        verbose_name = "Hinweis"
        verbose_name_plural = "Hinweise"
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="notice_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return self.title or "Neuer Hinweis"

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "Das Ende liegt nicht nach dem Beginn."})

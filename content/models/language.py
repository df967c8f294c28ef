from django.db import models

from content.models.base import Content


class Language(Content):
    code = models.SlugField(
        "Kürzel", max_length=12, blank=True, help_text="Wie in der Adresse: de, en, uk …"
    )
    name = models.CharField(
        "Eigener Name", max_length=60, blank=True, help_text="In der Sprache selbst: Українська."
    )
    direction = models.CharField(
        "Schreibrichtung",
        max_length=3,
        choices={"ltr": "von links nach rechts", "rtl": "von rechts nach links"},
        default="ltr",
    )
    ready = models.BooleanField(
        "gibt es schon",
        default=False,
        help_text="Ohne Haken steht die Sprache als „folgt“ in der Sprachzeile.",
    )
    interface = models.CharField(
        "Wörter der Bedienung",
        max_length=12,
        blank=True,
        default="",
        db_default="",  # while machines are updated, those that know no such field go on writing
        help_text="In welcher Sprache Menüs und Überschriften stehen. Leer: in der Sprache selbst, "
        "wenn es sie gibt, sonst auf Deutsch.",
    )
    position = models.PositiveIntegerField("Reihenfolge", default=0, editable=False)

    class Meta:
        verbose_name = "Sprache"
        verbose_name_plural = "Sprachen"
        ordering = ["position", "code"]

    def __str__(self):
        return self.name or self.code or "Neue Sprache"

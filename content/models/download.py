from django.core.validators import FileExtensionValidator
from django.db import models

from content.models.base import Sourced


class Download(Sourced):
    title = models.CharField("Titel", max_length=160, blank=True)
    summary = models.CharField("Kurz gesagt", max_length=300, blank=True)
    language = models.SlugField(
        "Sprache der Datei", max_length=12, default="de", help_text="Kürzel: de, en, uk …"
    )
    file = models.FileField(
        "Datei",
        upload_to="formulare",
        blank=True,
        validators=[FileExtensionValidator(["pdf"], "Der Name der Datei muss auf .pdf enden.")],
    )
    file_type = models.CharField("Dateityp", max_length=20, blank=True, editable=False)
    pages = models.PositiveSmallIntegerField("Seiten", null=True, blank=True, editable=False)
    size = models.PositiveIntegerField("Größe in Byte", default=0, editable=False)

    class Meta:
        verbose_name = "Formular oder Merkblatt"
        verbose_name_plural = "Formulare und Merkblätter"
        ordering = ["title"]

    def __str__(self):
        return self.title or "Neue Datei"

from django.db import models

from content.models.base import Addressed, Ordered, Sourced
from content.models.fields import RichTextField


class ServiceArea(Ordered, Addressed, Sourced):
    responsible = None  # it is its own

    title = models.CharField("Name", max_length=120, blank=True)
    summary = models.CharField("Kurz gesagt", max_length=200, blank=True)
    description = RichTextField("Beschreibung", blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "Sachgebiet"
        verbose_name_plural = "Sachgebiete"

    def __str__(self):
        return self.title or "Neues Sachgebiet"

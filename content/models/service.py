from django.core.validators import MinValueValidator
from django.db import models

from content.models.base import Addressed, Part, Sourced
from content.models.fields import RichTextField


class Service(Addressed, Sourced):
    title = models.CharField(
        "Titel", max_length=120, blank=True, help_text="Wie man danach sucht, nicht wie es heißt."
    )
    official_name = models.CharField(
        "Amtlicher Begriff",
        max_length=160,
        blank=True,
        help_text="Wie es in Briefen und am Schalter heißt.",
    )
    summary = models.CharField(
        "Kurz gesagt", max_length=300, blank=True, help_text="Ein oder zwei Sätze."
    )
    area = models.ForeignKey(
        "ServiceArea",
        models.PROTECT,
        verbose_name="Sachgebiet",
        related_name="services",
        null=True,
        blank=True,
    )
    description = RichTextField("Beschreibung", blank=True)
    requirements = RichTextField("Voraussetzungen", blank=True)
    procedure = RichTextField("Ablauf", blank=True)
    processing_time = models.CharField("Bearbeitungsdauer", max_length=120, blank=True)
    duration = models.CharField("Dauer des Besuchs", max_length=120, blank=True)
    deadline = models.CharField("Frist", max_length=160, blank=True)
    legal_basis = models.CharField("Rechtsgrundlage", max_length=200, blank=True)
    special_points = RichTextField("Das ist besonders wichtig", blank=True)
    contact = models.ForeignKey(
        "Channel",
        models.PROTECT,
        verbose_name="Zuständiger Kontaktweg",
        related_name="+",
        null=True,
        blank=True,
        help_text="Leer: Es gilt die Hotline, und die Seite weist auf Termine hin.",
    )
    keywords = models.CharField(
        "Suchwörter",
        max_length=300,
        blank=True,
        help_text="Wörter, mit denen man danach sucht und die nicht im Text stehen.",
    )
    checklists = models.ManyToManyField(
        "Checklist", verbose_name="Unterlagenlisten", related_name="services", blank=True
    )
    downloads = models.ManyToManyField(
        "Download", verbose_name="Formulare und Merkblätter", related_name="services", blank=True
    )

    class Meta:
        verbose_name = "Dienstleistung"
        verbose_name_plural = "Dienstleistungen"
        ordering = ["title"]

    def __str__(self):
        return self.title or "Neue Dienstleistung"


class Fee(Part):
    service = models.ForeignKey(Service, models.CASCADE, related_name="fees")
    amount = models.DecimalField(
        "Betrag in Euro", max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    label = models.CharField("wofür", max_length=120, blank=True)
    condition = models.CharField(
        "Bedingung", max_length=200, blank=True, help_text="Wann gilt diese Gebühr?"
    )

    class Meta(Part.Meta):
        verbose_name = "Gebühr"
        verbose_name_plural = "Gebühren"
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="fee_is_not_negative")
        ]

    def __str__(self):
        return f"{self.amount} Euro"

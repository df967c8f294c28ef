from django.core.validators import MinValueValidator
from django.db import models

from content.models.base import Part, Sourced


class Checklist(Sourced):
    title = models.CharField("Titel", max_length=120, blank=True)
    audience = models.CharField(
        "für wen",
        max_length=120,
        blank=True,
        help_text="Wenn eine Dienstleistung mehrere Listen hat: Für wen ist diese?",
    )
    introduction = models.CharField("Einleitung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Unterlagenliste"
        verbose_name_plural = "Unterlagenlisten"
        ordering = ["title", "audience"]

    def __str__(self):
        return " – ".join(filter(None, [self.title, self.audience])) or "Neue Liste"


class ChecklistItem(Part):
    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="items")
    name = models.CharField("Unterlage", max_length=160)
    form = models.CharField(
        "wie",
        max_length=20,
        blank=True,
        choices={
            "original": "im Original",
            "copy": "als Kopie",
            "original_and_copy": "im Original und als Kopie",
        },
    )
    copies = models.PositiveSmallIntegerField(
        "wie viele", default=1, validators=[MinValueValidator(1)]
    )
    max_age_months = models.PositiveSmallIntegerField(
        "höchstens alt (Monate)", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    where = models.CharField("woher", max_length=200, blank=True, help_text="Wo bekommt man das?")
    explanation = models.CharField("Erklärung", max_length=300, blank=True)
    situation = models.CharField(
        "nur wenn",
        max_length=120,
        blank=True,
        help_text="Leer: Alle brauchen es. Gleiche Worte bilden eine Gruppe, etwa „angestellt“.",
    )
    notice = models.ForeignKey(
        "Notice",
        models.PROTECT,
        verbose_name="Hinweis dazu",
        related_name="+",
        null=True,
        blank=True,
        help_text="Steht direkt unter der Unterlage.",
    )

    class Meta(Part.Meta):
        verbose_name = "Unterlage"
        verbose_name_plural = "Unterlagen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(copies__gte=1), name="checklist_item_is_asked_for_once_or_more"
            ),
            models.CheckConstraint(
                condition=models.Q(max_age_months__isnull=True) | models.Q(max_age_months__gte=1),
                name="checklist_item_may_be_a_month_old",
            ),
        ]

    def __str__(self):
        return self.name

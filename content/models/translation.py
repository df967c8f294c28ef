from django.apps import apps
from django.conf import settings
from django.db import models

from content import published


class Translation(models.Model):
    """The working copy of what one language has of one object."""

    kind = models.CharField("Art", max_length=30)
    uid = models.CharField("Kennung", max_length=60)
    language = models.CharField("Sprache", max_length=12)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField("zuletzt gespeichert", auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="zuletzt gespeichert von",
        related_name="+",
        null=True,
    )

    class Meta:
        verbose_name = "Übersetzung"
        verbose_name_plural = "Übersetzungen"
        ordering = ["kind", "uid", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "uid", "language"], name="one_translation_for_each_language"
            ),
            models.CheckConstraint(
                condition=~models.Q(language=published.SOURCE_LANGUAGE),
                name="german_is_no_translation",
            ),
        ]

    def __str__(self):
        of = apps.get_model("content", self.kind).objects.filter(uid=self.uid).first()
        return f"{of or self.uid}, {self.language}"


class TranslatedText(models.Model):
    """One piece, and the German that it was made from.

    Who reviews a piece vouches for it; a machine's text that was not reviewed is marked for
    readers. A text that somebody has typed is no machine's any more.
    """

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="texts")
    piece = models.CharField("Text", max_length=130)
    source = models.TextField("deutscher Text")
    text = models.TextField("Übersetzung", blank=True)
    machine_made = models.BooleanField("maschinell übersetzt", default=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="geprüft von",
        related_name="+",
        null=True,
    )
    reviewed_at = models.DateTimeField("geprüft am", null=True)

    class Meta:
        verbose_name = "übersetzter Text"
        verbose_name_plural = "übersetzte Texte"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "piece"], name="one_text_for_each_piece"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None, reviewed_at=None)
                | models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="review_has_a_name_and_a_date",
            ),
        ]

    def __str__(self):
        return self.piece

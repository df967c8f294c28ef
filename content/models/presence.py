from django.conf import settings
from django.db import models


class Presence(models.Model):
    """Somebody has the page of an object open; of a translation, with its language."""

    kind = models.CharField(max_length=30)
    uid = models.CharField(max_length=60)
    language = models.CharField(max_length=12, blank=True, default="")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "Anwesenheit"
        verbose_name_plural = "Anwesenheiten"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "uid", "language", "user"], name="one_presence_at_each_page"
            )
        ]

    def __str__(self):
        return f"{self.user} bei {self.kind} {self.uid}"

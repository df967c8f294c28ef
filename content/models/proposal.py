from django.conf import settings
from django.db import models
from django.utils import timezone

from content import published, records


class Proposal(models.Model):
    """A stored snapshot that is not public: a draft set aside when an older state was restored."""

    kind = models.CharField("Art", max_length=30)
    uid = models.CharField("Kennung", max_length=60)
    made_at = models.DateTimeField("gemacht am", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="von", related_name="+", null=True
    )
    shape = models.PositiveSmallIntegerField(default=1)
    data = models.TextField()

    class Meta:
        verbose_name = "Zurückgelegter Entwurf"
        verbose_name_plural = "Zurückgelegte Entwürfe"
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["kind", "uid"], name="proposal_for_object")]

    def __str__(self):
        return f"Entwurf vom {timezone.localtime(self.made_at):%d.%m.%Y, %H.%M} Uhr"

    def thing(self) -> published.Thing:
        return records.decode(self.kind, self.shape, self.data)

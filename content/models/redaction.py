from django.conf import settings
from django.db import models

from content.models.publication import Publication


class Redaction(models.Model):
    """Personal data were taken out of a publication; what was taken out stands nowhere.

    The database lets these words of a publication be changed only to what stands here;
    afterwards they are emptied here, for the next redaction may take more out.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="redactions")
    made_at = models.DateTimeField("gemacht am")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField("Grund", max_length=300)
    data = models.TextField()
    note = models.CharField(max_length=300, blank=True)
    alone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "Schwärzung"
        verbose_name_plural = "Schwärzungen"
        ordering = ["pk"]
        permissions = [("redact_publication", "Darf veröffentlichte personenbezogene Daten tilgen")]

    def __str__(self):
        return f"Schwärzung in Fassung {self.publication_id}"

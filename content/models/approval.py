"""Four eyes: for which kinds of content, who has written what, who has signed afterwards."""

from django.conf import settings
from django.db import models

from content.models.publication import Publication


class FourEyes(models.Model):
    """What is published of this kind must be approved by somebody who has not written it."""

    kind = models.CharField("Art", max_length=30, primary_key=True)

    class Meta:
        verbose_name = "Vier-Augen-Regel"
        verbose_name_plural = "Vier-Augen-Regeln"

    def __str__(self):
        return self.kind


class Contribution(models.Model):
    """Who has saved which revision of an object."""

    kind = models.CharField("Art", max_length=30)
    uid = models.CharField("Kennung", max_length=60)
    revision = models.PositiveIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "Beitrag"
        verbose_name_plural = "Beiträge"
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "uid", "revision"], name="contribution_to_object")]

    def __str__(self):
        return f"{self.user}, {self.kind} {self.uid}, Stand {self.revision}"


class Countersignature(models.Model):
    """Somebody else has looked at what was published without approval."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="countersignature")
    # As the publication has it, so that the database can tell the two apart.
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "Gegenzeichnung"
        verbose_name_plural = "Gegenzeichnungen"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(signed_by=models.F("made_by")),
                name="nobody_countersigns_their_own",
            )
        ]

    def __str__(self):
        return f"Fassung {self.publication_id}, gegengezeichnet von {self.signed_by}"

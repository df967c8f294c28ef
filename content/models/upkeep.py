"""What commands on a timer have found out: links that do not answer, the last backup."""

from django.db import models


class CheckedLink(models.Model):
    """An address of another site to which a public text leads.

    ``failures`` counts the days in a row on which it did not answer as it should.
    """

    address = models.CharField("Adresse", max_length=2000, unique=True)
    checked_at = models.DateTimeField("zuletzt geprüft")
    answer = models.CharField("Antwort", max_length=300)
    failures = models.PositiveSmallIntegerField("Tage ohne Antwort", default=0)
    failed_on = models.DateField("zuletzt ohne Antwort", null=True)

    class Meta:
        verbose_name = "geprüfter Link"
        verbose_name_plural = "geprüfte Links"
        ordering = ["address"]

    def __str__(self):
        return self.address


class Backup(models.Model):
    """What the operators' backup has said of itself."""

    made_at = models.DateTimeField("gemacht am")
    complete = models.BooleanField("vollständig")
    note = models.CharField("Meldung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Sicherung"
        verbose_name_plural = "Sicherungen"
        ordering = ["made_at"]

    def __str__(self):
        return f"Sicherung vom {self.made_at:%d.%m.%Y}"

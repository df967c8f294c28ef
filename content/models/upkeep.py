"""What commands on a timer have found out: links that do not answer, the last backup."""

from datetime import datetime

from django.db import models
from django.utils import timezone

DAYS_FAILED = 3  # until somebody is told: a site may be out of order for a weekend
BACKUPS_KEPT = 30


class CheckedLinkQuerySet(models.QuerySet):
    def reported(self):
        return self.filter(failures__gte=DAYS_FAILED)


class CheckedLink(models.Model):
    """An address of another site to which a public text leads.

    ``failures`` counts the days in a row on which it did not answer as it should.
    """

    address = models.CharField("Adresse", max_length=2000, unique=True)
    checked_at = models.DateTimeField("zuletzt geprüft")
    answer = models.CharField("Antwort", max_length=300)
    failures = models.PositiveSmallIntegerField("Tage ohne Antwort", default=0)
    failed_on = models.DateField("zuletzt ohne Antwort", null=True)

    objects = CheckedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "geprüfter Link"
        verbose_name_plural = "geprüfte Links"
        ordering = ["address"]

    def __str__(self):
        return self.address

    def answered(self, answer: str, good: bool, now: datetime) -> None:
        """Keep what was answered; several failures on one day are one."""
        today = timezone.localdate(now)
        if good:
            self.failures, self.failed_on = 0, None
        elif self.failed_on != today:
            self.failures, self.failed_on = self.failures + 1, today
        self.answer, self.checked_at = answer, now
        self.save()


class BackupQuerySet(models.QuerySet):
    def forget_old(self):
        kept = self.order_by("-made_at", "-pk")[:BACKUPS_KEPT]
        self.exclude(pk__in=[backup.pk for backup in kept]).delete()


class Backup(models.Model):
    """What the operators' backup has said of itself."""

    made_at = models.DateTimeField("gemacht am")
    complete = models.BooleanField("vollständig")
    note = models.CharField("Meldung", max_length=300, blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = "Sicherung"
        verbose_name_plural = "Sicherungen"
        ordering = ["made_at"]

    def __str__(self):
        return f"Sicherung vom {self.made_at:%d.%m.%Y}"

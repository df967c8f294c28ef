from django.conf import settings
from django.db import models
from django.utils import timezone

from content import published, records


class PublicationQuerySet(models.QuerySet):
    def of(self, kind: str, uid: str):
        """The German ones, of which the object itself is made."""
        return self.filter(kind=kind, uid=uid, language=published.SOURCE_LANGUAGE)

    def in_language(self, kind: str, uid: str, language: str):
        return self.filter(kind=kind, uid=uid, language=language)

    def records(self):
        """What every web process may know, in the order of the numbers."""
        return (publication.record() for publication in self.order_by("number"))


class Publication(models.Model):
    """One immutable snapshot; database triggers refuse to change or delete it."""

    ACTIONS = {
        "publish": "veröffentlicht",
        "withdraw": "zurückgezogen",
        "cancel": "Planung aufgehoben",
        "same": "Sinn unverändert",
        "redact": "geschwärzt",
    }

    number = models.PositiveBigIntegerField("Nummer", primary_key=True)
    action = models.CharField("Vorgang", max_length=8, choices=ACTIONS)
    kind = models.CharField("Art", max_length=30)
    uid = models.CharField("Kennung", max_length=60)
    language = models.CharField("Sprache", max_length=12, default=published.SOURCE_LANGUAGE)
    made_at = models.DateTimeField("gemacht am")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="von", related_name="+", null=True
    )
    live_from = models.DateTimeField("gilt ab")
    cancels = models.JSONField("hebt auf", default=list)
    note = models.CharField("Was hat sich geändert?", max_length=300, blank=True)
    minor = models.BooleanField("kleine Korrektur", default=False)
    confirmed = models.BooleanField("bestätigt", default=False)
    shape = models.PositiveSmallIntegerField(default=1)
    data = models.TextField(blank=True)
    # Of the working copy that was published; none in translations and in older rows.
    revision = models.PositiveIntegerField(null=True)
    # Somebody had to approve; then there is an approval, or the reason why there is none.
    four_eyes = models.BooleanField("mit vier Augen", default=False, db_default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="freigegeben von",
        related_name="+",
        null=True,
    )
    alone_reason = models.CharField(
        "Warum ohne Freigabe?", max_length=300, blank=True, default="", db_default=""
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ["number"]
        indexes = [models.Index(fields=["kind", "uid", "language"], name="publication_of_object")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(live_from__gte=models.F("made_at")),
                name="publication_is_live_from_its_making_on",
            ),
            models.CheckConstraint(
                condition=models.Q(action__in=["publish", "same"], data__gt="")
                | models.Q(action__in=["withdraw", "cancel", "redact"], data=""),
                name="only_what_is_published_has_data",
            ),
            models.CheckConstraint(
                condition=models.Q(four_eyes=False)
                | models.Q(approved_by__isnull=False)
                | models.Q(alone_reason__gt=""),
                name="four_eyes_or_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("made_by")),
                name="nobody_approves_their_own",
            ),
        ]

    def __str__(self):
        made = timezone.localtime(self.made_at)
        return f"Fassung {self.number} vom {made:%d.%m.%Y, %-H.%M} Uhr"

    def record(self) -> records.Record:
        return records.Record(
            number=self.number,
            action=self.action,
            kind=self.kind,
            uid=self.uid,
            language=self.language,
            made_at=self.made_at,
            live_from=self.live_from,
            cancels=tuple(self.cancels),
            minor=self.minor,
            confirmed=self.confirmed,
            shape=self.shape,
            data=self.data.encode(),
        )

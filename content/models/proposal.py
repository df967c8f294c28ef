from django.conf import settings
from django.db import models
from django.utils import timezone

from content import published, records


class ProposalQuerySet(models.QuerySet):
    def of(self, kind: str, uid: str):
        return self.filter(kind=kind, uid=uid)

    def set_aside(self):
        """Drafts that somebody may want back."""
        return self.filter(purpose="aside", state="open")

    def waiting(self):
        """For the approval of somebody else."""
        return self.filter(purpose="approval", state="open")

    def links(self, now=None):
        """With which colleagues without an account can look at a draft."""
        return self.filter(purpose="link", state="open", ends_at__gt=now or timezone.now())


class Proposal(models.Model):
    """A stored snapshot that is not public, with who and when.

    It is a draft that was set aside, one that waits for somebody else's approval, or what a
    colleague without an account may look at.
    """

    PURPOSES = {
        "aside": "zurückgelegter Entwurf",
        "approval": "zur Freigabe vorgelegt",
        "link": "Link zum Ansehen",
    }
    STATES = {
        "open": "offen",
        "approved": "freigegeben",
        "returned": "zurückgegeben",
        "closed": "erledigt",
    }

    kind = models.CharField("Art", max_length=30)
    uid = models.CharField("Kennung", max_length=60)
    purpose = models.CharField(
        "wozu", max_length=8, choices=PURPOSES, default="aside", db_default="aside"
    )
    made_at = models.DateTimeField("gemacht am", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="von", related_name="+", null=True
    )
    shape = models.PositiveSmallIntegerField(default=1)
    data = models.TextField()
    # Of the working copy, as it was then.
    revision = models.PositiveIntegerField(null=True)
    # What publishing is to be told: note, instant and the like.
    options = models.JSONField("Angaben", default=dict, db_default={})
    ends_at = models.DateTimeField("endet", null=True)
    state = models.CharField(
        "Stand", max_length=8, choices=STATES, default="open", db_default="open"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="entschieden von",
        related_name="+",
        null=True,
    )
    decided_at = models.DateTimeField("entschieden am", null=True)
    reason = models.CharField("Begründung", max_length=500, blank=True, default="", db_default="")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorschlag"
        verbose_name_plural = "Vorschläge"
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["kind", "uid"], name="proposal_for_object")]
        permissions = [
            ("approve_proposal", "Darf Vorschläge anderer freigeben"),
            ("publish_alone", "Darf im Notfall ohne Freigabe veröffentlichen"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("made_by")),
                name="proposal_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | models.Q(reason__gt=""),
                name="returned_proposal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(purpose="link") | models.Q(ends_at__isnull=False),
                name="link_to_a_draft_ends",
            ),
        ]

    def __str__(self):
        return f"Entwurf vom {timezone.localtime(self.made_at):%d.%m.%Y, %-H.%M} Uhr"

    def thing(self) -> published.Thing:
        return records.decode(self.kind, self.shape, self.data)

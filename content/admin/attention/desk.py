"""What the front page looks at, each fetched once; only what the account may view.

What readers see is asked of the edition in memory. Of the working copy one query knows all names;
nothing else of it is loaded but what may be unpublished.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from content import edition, published
from content.admin.attention import comparing, working_copy
from content.admin.attention.working_copy import Draft
from content.models import Backup, Proposal
from content.published import Thing
from content.snapshots import model_of
from content.versions import Version


@dataclass(frozen=True)
class Row:
    """One thing to put right, and where; without an address nobody can do it in the admin."""

    title: str
    detail: str = ""
    url: str = ""
    kind: str = ""

    def __str__(self):
        return f"{self.title}: {self.detail}" if self.detail else self.title


class Desk:
    def __init__(self, user, now: datetime | None = None):
        self.user = user
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)
        self.edition = edition.newest()
        self.site = self.edition.current(self.now)

    def may_view(self, model: type) -> bool:
        name = model._meta.model_name
        return any(self.user.has_perm(f"content.{verb}_{name}") for verb in ("view", "change"))

    @cached_property
    def kinds(self) -> list[str]:
        return [kind for kind in published.KINDS if self.may_view(model_of(kind))]

    @cached_property
    def drafts(self) -> dict[str, Draft]:
        return {draft.uid: draft for draft in working_copy.drafts(self.kinds)}

    @cached_property
    def things(self) -> list[Thing]:
        """All that is public, as the drafts are ordered."""
        public = self.site.stock.things
        return [public[uid] for uid in self.drafts if uid in public]

    @cached_property
    def unpublished(self) -> list[tuple[Draft, str]]:
        """What stands in the working copy alone, and what is to be said of it."""
        said, pairs = {}, []
        for draft in self.drafts.values():
            if newest := self.newest(draft):
                pairs.append((draft, newest))
            elif not self.edition.versions(draft.key):
                said[draft.uid] = "noch nie veröffentlicht"
        said |= {draft.uid: "geändert" for draft in comparing.changed(pairs)}
        return [(draft, said[uid]) for uid, draft in self.drafts.items() if uid in said]

    @cached_property
    def waiting(self) -> list[Proposal]:
        """What was laid before somebody else."""
        return [one for one in self._proposals if one.purpose == "approval"]

    @cached_property
    def set_aside(self) -> list[Proposal]:
        return [one for one in self._proposals if one.purpose == "aside"]

    @cached_property
    def _proposals(self) -> list[Proposal]:
        either = Proposal.objects.waiting() | Proposal.objects.set_aside()
        return list(either.select_related("made_by").defer("data"))

    @cached_property
    def last_backup(self) -> Backup | None:
        return Backup.objects.last()

    def newest(self, draft: Draft) -> Version | None:
        """The version that the working copy continues."""
        instant = max(self.now, self.edition.made_at)
        holding = self.edition.holding(draft.key, instant)
        things = [version for version in holding if not version.withdrawn]
        return max(things, key=lambda version: version.number, default=None)

    def rows(self, uid: str, detail: str = "", view: str = "change", **place) -> Iterator[Row]:
        """None for what the account may not view, and for what is public without a draft."""
        if draft := self.drafts.get(uid):
            address = reverse(
                f"admin:content_{draft.kind}_{view}", kwargs={"object_id": draft.pk} | place
            )
            kind = capfirst(str(model_of(draft.kind)._meta.verbose_name))
            yield Row(draft.name, detail, address, kind)

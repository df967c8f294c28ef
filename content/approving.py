"""Four eyes: a draft is laid before somebody else, who publishes it or sends it back.

What is approved is the snapshot that was laid before them, also when somebody goes on writing.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from content import contributing, publishing, records
from content.completeness import Problem
from content.models import Countersignature, Proposal, Publication
from content.models.base import Content
from content.published import Thing
from content.publishing import OVERTAKEN, OWN_WORK, Refused, Seen
from content.snapshots import load, model_of, snapshot

DECIDED = Problem("", "Darüber ist schon entschieden, oder es liegt inzwischen eine neue Vorlage.")
NOT_AS_IT_WAS = Problem(
    "",
    "So lässt es sich nicht mehr veröffentlichen: Adresse, Reihenfolge oder Verweise sind "
    "inzwischen andere. Geben Sie es zurück, damit es neu vorgelegt wird.",
)
NO_REASON = Problem("reason", "Bitte schreiben Sie, was noch fehlt. Ohne das hilft es niemandem.")


@dataclass(frozen=True)
class Wish:
    """What publishing is to be told when somebody has approved.

    ``senses``: pieces with two wordings that mean the same.
    """

    live_from: datetime | None = None
    note: str = ""
    minor: bool = False
    confirmed: bool = False
    cancels: list[int] = field(default_factory=list)
    senses: list[tuple[str, str, str]] = field(default_factory=list)

    def written(self) -> dict:
        live_from = self.live_from and self.live_from.isoformat()
        return asdict(self) | {"live_from": live_from}

    @classmethod
    def of(cls, proposal: Proposal) -> "Wish":
        live_from = proposal.options.get("live_from")
        return cls(**proposal.options | {"live_from": live_from and parse_datetime(live_from)})


@transaction.atomic
def propose(obj: Content, *, by, wish: Wish, seen: Seen | None = None) -> Proposal:
    """Lay the draft before somebody else, in place of what waits already. Raises ``Refused``."""
    obj = publishing.locked(obj)
    if seen and seen != publishing.what_stands(obj):
        raise Refused(OVERTAKEN)
    if found := publishing.problems(obj):
        raise Refused(*found)
    kind, uid = publishing.key_of(obj)
    for before in Proposal.objects.of(kind, uid).waiting():
        _decide(before, "closed", by)
    return Proposal.objects.create(
        kind=kind,
        uid=uid,
        purpose="approval",
        made_by=by,
        shape=records.current_shape(kind),
        data=records.write(snapshot(obj)),
        revision=obj.revision,
        options=wish.written(),
    )


def writers(proposal: Proposal) -> list:
    """Who has a part in it and therefore can't approve it."""
    theirs = contributing.writers(proposal.kind, proposal.uid, proposal.revision)
    return list(dict.fromkeys([proposal.made_by, *theirs]))


@transaction.atomic
def approve(proposal: Proposal, *, by, now: datetime | None = None) -> Publication:
    """Publish what was laid before ``by``. The draft stays as it is. Raises ``Refused``."""
    proposal = _waiting(proposal)
    obj = publishing.locked(model_of(proposal.kind).objects.get(uid=proposal.uid))
    draft, thing, wish = snapshot(obj), proposal.thing(), Wish.of(proposal)
    _lay_out(obj, thing)
    publication = publishing.publish(
        obj,
        by=proposal.made_by,
        now=now,
        approved_by=by,
        revision=proposal.revision,
        live_from=wish.live_from,
        note=wish.note,
        minor=wish.minor,
        confirmed=wish.confirmed,
        cancels=wish.cancels,
    )
    for piece, before, after in wish.senses:
        publishing.say_same_sense(
            obj, piece, before, after, by=proposal.made_by, now=publication.made_at
        )
    _lay_out(obj, draft)
    _decide(proposal, "approved", by)
    return publication


def _lay_out(obj: Content, thing: Thing) -> None:
    """Make the working copy what the thing says, to the letter. Raises ``Refused``."""
    if snapshot(obj) == thing:
        return
    load(obj, thing)
    if snapshot(type(obj).objects.get(pk=obj.pk)) != thing:
        raise Refused(NOT_AS_IT_WAS)


@transaction.atomic
def send_back(proposal: Proposal, *, by, reason: str) -> None:
    """Raises ``Refused``."""
    if not reason.strip():
        raise Refused(NO_REASON)
    _decide(_waiting(proposal), "returned", by, reason.strip())


@transaction.atomic
def take_back(proposal: Proposal, *, by) -> None:
    """The writers want to go on writing. Raises ``Refused``."""
    _decide(_waiting(proposal), "closed", by)


def _waiting(proposal: Proposal) -> Proposal:
    waiting = Proposal.objects.select_for_update(of=("self",)).waiting()
    found = waiting.select_related("made_by").filter(pk=proposal.pk).first()
    if not found:
        raise Refused(DECIDED)
    return found


def _decide(proposal: Proposal, state: str, by, reason: str = "") -> None:
    proposal.state, proposal.reason = state, reason
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save(update_fields=["state", "reason", "decided_by", "decided_at"])


# --- What was published without approval


def unsigned():
    """Publications at which nobody else has looked yet."""
    alone = Publication.objects.filter(four_eyes=True, approved_by=None, countersignature=None)
    return alone.select_related("made_by").order_by("number")


def may_countersign(publication: Publication, user) -> bool:
    return user not in [publication.made_by, *_writers_of(publication)]


def countersign(publication: Publication, *, by) -> Countersignature:
    """Raises ``Refused``."""
    if not may_countersign(publication, by):
        raise Refused(OWN_WORK)
    signature, _ = Countersignature.objects.get_or_create(
        publication=publication,
        defaults={"made_by": publication.made_by, "signed_by": by},
    )
    return signature


def _writers_of(publication: Publication) -> list:
    earlier = Publication.objects.of(publication.kind, publication.uid).filter(
        action="publish", number__lt=publication.number
    )
    return contributing.writers_between(
        publication.kind,
        publication.uid,
        contributing.newest_revision(earlier),
        publication.revision,
    )

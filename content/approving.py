"""Four eyes: a draft is laid before somebody else, who publishes it or sends it back.

What is approved is the snapshot that was laid before them, also when somebody goes on writing.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from content import contributing, publishing, records
from content.completeness import Problem
from content.laying_out import laid_out
from content.models import Proposal, Publication
from content.models.base import Content
from content.publishing import OVERTAKEN, Refused, Seen
from content.snapshots import model_of, snapshot

DECIDED = Problem("", "Darüber ist schon entschieden, oder es liegt inzwischen eine neue Vorlage.")
OWN_WORK = Problem(
    "", "Wer daran geschrieben hat, kann nicht darüber entscheiden. Nichts wurde veröffentlicht."
)
STANDS_OTHERWISE = Problem(
    "",
    "Inzwischen ist eine andere Fassung veröffentlicht worden. Nichts wurde freigegeben. "
    "Hier steht der Unterschied zu dem, was jetzt gilt.",
)
TARGET_GONE = Problem(
    "",
    "So lässt es sich nicht mehr veröffentlichen: Etwas, worauf es verweist, gibt es nicht mehr. "
    "Geben Sie es zurück, damit es neu vorgelegt wird.",
)
NO_REASON = Problem("reason", "Bitte schreiben Sie, was noch fehlt. Ohne das hilft es niemandem.")


@dataclass(frozen=True)
class Wish:
    """What publishing is to be told when somebody has approved.

    ``senses``: pieces, each with two wordings that mean the same.
    """

    live_from: datetime | None = None
    note: str = ""
    minor: bool = False
    confirmed: bool = False
    cancels: list[int] = field(default_factory=list)
    senses: list[list[str]] = field(default_factory=list)

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
    overtake(obj, by=by)
    kind, uid = publishing.key_of(obj)
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


def overtake(obj: Content, *, by) -> None:
    """What waits is past: a newer draft was laid before, or published without."""
    # Locked: what is sent back at this moment keeps what was said to it.
    for before in Proposal.objects.of(*publishing.key_of(obj)).waiting().select_for_update():
        _decide(before, "closed", by)


def writers(proposal: Proposal) -> list:
    """Who has a part in it and therefore can't approve it."""
    theirs = contributing.writers(proposal.kind, proposal.uid, proposal.revision)
    return list(dict.fromkeys([proposal.made_by, *theirs]))


def approve(
    proposal: Proposal, *, by, seen: int | None = None, now: datetime | None = None
) -> Publication:
    """Publish what was laid before ``by``. The draft stays as it is. Raises ``Refused``.

    ``seen``: the number of the object's newest publication that they had before their eyes.
    """
    with publishing.numbering(now) as (number, instant):
        obj = publishing.locked(object_of(proposal))
        proposal = _waiting(proposal)
        if by in writers(proposal):
            raise Refused(OWN_WORK)
        if seen not in (None, publishing.what_stands(obj).number):
            raise Refused(STANDS_OTHERWISE)
        if found := problems(proposal, instant):
            raise Refused(*found)
        publication = _publish(obj, proposal, number, instant, by)
        _decide(proposal, "approved", by)
    return publication


def _publish(obj: Content, proposal: Proposal, number: int, instant: datetime, by) -> Publication:
    wish = Wish.of(proposal)
    scheduled = [version.number for version in publishing.scheduled(obj, instant)]
    publication = publishing.add(
        "publish",
        publishing.key_of(obj),
        number,
        instant,
        wish.live_from,
        by=proposal.made_by,
        data=records.write(proposal.thing()),
        revision=proposal.revision,
        four_eyes=True,
        approved_by=by,
        note=wish.note,
        minor=wish.minor,
        confirmed=wish.confirmed,
        cancels=[one for one in wish.cancels if one in scheduled],  # the others are live by now
    )
    for sense in wish.senses:
        publishing.say_same_sense(obj, *sense, by=proposal.made_by, now=instant)
    return publication


def problems(proposal: Proposal, now: datetime | None = None) -> list[Problem]:
    """What keeps the snapshot, as it was laid before somebody, from being published now."""
    instant = now or timezone.now()
    start = max(Wish.of(proposal).live_from or instant, instant)
    with laid_out(object_of(proposal), proposal.thing()) as obj:
        gone = [] if snapshot(obj) == proposal.thing() else [TARGET_GONE]
        return gone or publishing.problems(obj, instant, start)


def object_of(proposal: Proposal) -> Content:
    return model_of(proposal.kind)._default_manager.get(uid=proposal.uid)


@transaction.atomic
def send_back(proposal: Proposal, *, by, reason: str) -> None:
    """Raises ``Refused``."""
    if by in writers(proposal):
        raise Refused(OWN_WORK)
    if not reason.strip():
        raise Refused(NO_REASON)
    _decide(_waiting(proposal), "returned", by, reason.strip())


@transaction.atomic
def take_back(proposal: Proposal, *, by) -> None:
    """The writers want to go on writing. Raises ``Refused``."""
    _decide(_waiting(proposal), "closed", by)


@transaction.atomic
def lay_to_rest(proposal: Proposal, *, by) -> None:
    """Nobody needs to be told any more that it came back. Raises ``Refused``."""
    found = returned().select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if not found:
        raise Refused(DECIDED)
    _decide(found, "closed", by, found.reason)


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


# --- What waits for whom


def waiting_for(user) -> QuerySet[Proposal]:
    """What others have laid before those who approve, the oldest first."""
    theirs = Proposal.objects.waiting().exclude(_written_by(user))
    return theirs.select_related("made_by").order_by("made_at")


def returned_to(user) -> QuerySet[Proposal]:
    """What came back to its writers, and nobody has laid before again or published since."""
    mine = returned().filter(_written_by(user))
    return mine.select_related("made_by", "decided_by").order_by("decided_at")


def returned() -> QuerySet[Proposal]:
    return contributing.nothing_since(Proposal.objects.filter(purpose="approval", state="returned"))


def _written_by(user) -> Q:
    return Q(made_by=user) | Q(contributing.has_written(user))

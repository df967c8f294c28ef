"""What the pages of an object say of it: how it stands to what is public, what waits for
approval, what came back, what is unsigned.
"""

from django.db.models import Q, QuerySet

from content import approving, contributing, countersigning
from content.models import Proposal
from content.models.base import Content
from content.snapshots import kind_of, snapshot
from content.states import State


def told(model_admin, obj: Content, state: State) -> dict:
    """For the template ``_state.html``."""
    kind = kind_of(obj)
    proposals = {one.state: one for one in _proposals(obj)}
    return {
        "state": state,
        "correct": model_admin.address(obj, "correct") if _differs(obj, state) else None,
        "four_eyes": contributing.needs_four_eyes(kind),
        "waiting": _waiting(model_admin, obj, proposals.get("open")),
        "returned": _returned(model_admin, obj, proposals.get("returned")),
        "unsigned": [
            (publication, model_admin.address(obj, "version", number=publication.number))
            for publication in countersigning.unsigned().filter(kind=kind, uid=obj.uid)
        ],
    }


def _differs(obj: Content, state: State) -> bool:
    """The draft from what readers see, also where it is what they will see."""
    return bool(state.live) and state.live.thing != snapshot(obj)


def _proposals(obj: Content) -> QuerySet[Proposal]:
    """What waits and what came back, in one query: each page of an object has it."""
    waiting, returned = Proposal.objects.waiting(), approving.returned()
    either = Q(pk__in=waiting.values("pk")) | Q(pk__in=returned.values("pk"))
    theirs = Proposal.objects.of(kind_of(obj), obj.uid).filter(either)
    return theirs.select_related("made_by", "decided_by")


def _waiting(model_admin, obj: Content, proposal: Proposal | None) -> dict | None:
    return proposal and {
        "proposal": proposal,
        "moved_on": proposal.revision != obj.revision and proposal.thing() != snapshot(obj),
        "page": model_admin.address(obj, "approval", number=proposal.pk),
        "take_back": model_admin.address(obj, "take_back", number=proposal.pk),
    }


def _returned(model_admin, obj: Content, proposal: Proposal | None) -> dict | None:
    return proposal and {
        "proposal": proposal,
        "lay_to_rest": model_admin.address(obj, "lay_to_rest", number=proposal.pk),
    }

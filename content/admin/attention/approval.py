"""What waits for somebody else's eyes, and for whose."""

from collections.abc import Iterator

from content import approving, countersigning, roles
from content.admin.attention.desk import Desk, Row
from content.admin.common import in_words
from content.models import Proposal
from content.templatetags.people import full_name


def unsigned(desk: Desk) -> Iterator[Row]:
    """Of everybody, until somebody else has looked at it."""
    for publication in countersigning.unsigned().defer("data"):
        who, when = full_name(publication.made_by), in_words(publication.made_at)
        said = f"{who}, {when}: {publication.alone_reason}"
        yield from desk.rows(publication.uid, said, "version", number=publication.number)


def to_approve(desk: Desk) -> Iterator[Row]:
    if desk.user.has_perm(roles.APPROVE):
        for proposal in approving.waiting_for(desk.user).defer("data"):
            said = f"von {full_name(proposal.made_by)}, {in_words(proposal.made_at)}"
            yield from _rows(desk, proposal, said)


def sent_back(desk: Desk) -> Iterator[Row]:
    for proposal in approving.returned_to(desk.user).defer("data"):
        said = f"{full_name(proposal.decided_by)} schreibt: „{proposal.reason}“"
        yield from _rows(desk, proposal, said)


def mine_that_wait(desk: Desk) -> Iterator[Row]:
    for proposal in desk.waiting:
        if proposal.made_by_id == desk.user.pk:
            yield from _rows(desk, proposal, f"seit {in_words(proposal.made_at)}")


def _rows(desk: Desk, proposal: Proposal, said: str) -> Iterator[Row]:
    return desk.rows(proposal.uid, said, "approval", number=proposal.pk)

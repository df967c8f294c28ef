"""What stands in the working copy and is not public."""

from collections.abc import Iterator

from content.admin.attention.desk import Desk, Row
from content.admin.attention.working_copy import Draft
from content.admin.common import in_words
from content.templatetags.people import full_name


def unreadable(desk: Desk) -> Iterator[Row]:
    """The object's previous version stands instead; somebody must publish it anew."""
    for record, message in desk.edition.unreadable:
        yield from desk.rows(record.uid, message)


def mine(desk: Desk) -> Iterator[Row]:
    for draft, said in _not_waiting(desk):
        if draft.changed_by == desk.user.pk:
            yield from desk.rows(draft.uid, said)


def of_others(desk: Desk) -> Iterator[Row]:
    for draft, said in _not_waiting(desk):
        if draft.changed_by != desk.user.pk:
            who = f", {draft.writer}" if draft.writer else ""
            yield from desk.rows(draft.uid, said + who)


def _not_waiting(desk: Desk) -> Iterator[tuple[Draft, str]]:
    """What waits for approval as it stands is a topic of its own."""
    waiting = {(one.kind, one.uid, one.revision) for one in desk.waiting}
    for draft, said in desk.unpublished:
        if (*draft.key, draft.revision) not in waiting:
            yield draft, said


def set_aside(desk: Desk) -> Iterator[Row]:
    for proposal in desk.set_aside:
        who = f", {full_name(proposal.made_by)}" if proposal.made_by else ""
        yield from desk.rows(proposal.uid, in_words(proposal.made_at) + who, "history")

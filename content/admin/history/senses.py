"""Where somebody said that two wordings mean the same, and whether it was taken back."""

from collections.abc import Iterator

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect

from content import anatomy, outdating, publishing
from content.admin.common import fetch
from content.admin.history.rows import publications, thing_of, versions
from content.differences import Change
from content.models.base import Content
from content.published import SameSense
from content.publishing import Refused
from content.snapshots import snapshot

LOOKED_THROUGH = 10  # versions, for the name of a piece that the draft has no more


def senses(
    numbers: list[int], revoked_by: dict[int, int], obj: Content, model_admin
) -> Iterator[dict]:
    wanted = [*numbers, *(revoked_by[one] for one in numbers if one in revoked_by)]
    found = publications(obj).in_bulk(wanted)
    things = _things(obj) if numbers else []
    for number in numbers:
        revoked = found.get(revoked_by.get(number))
        yield {
            "publication": found[number],
            "change": _change(thing_of(found[number]), things),
            "revoked": revoked,
            "revoke": None if revoked else model_admin.address(obj, "revoke", number=number),
        }


def _things(obj: Content) -> list:
    newest = versions(obj).filter(action="publish")[:LOOKED_THROUGH]
    return [snapshot(obj), *filter(None, map(thing_of, newest))]


def _change(said: SameSense | None, things: list) -> Change | None:
    """The two wordings, under the name of their piece in the newest thing that has it."""
    if said is None:
        return None
    for thing in things:
        if said.piece in dict(anatomy.pieces(thing)):
            return outdating.compared(thing, said.piece, said.before, said.after)
    return Change(said.piece, said.before, said.after)


def revoke_view(request, model_admin, object_id, number):
    obj = fetch(model_admin, request, object_id)
    if request.method == "POST":
        try:
            with transaction.atomic():
                publishing.revoke_same_sense(obj, number, by=request.user)
                told = f"„Sinn unverändert“ (Nummer {number}) zurückgenommen"
                model_admin.log_change(request, obj, told)
            messages.success(
                request,
                "„Sinn unverändert“ ist zurückgenommen. Übersetzungen, die nur deshalb aktuell "
                "waren, gelten jetzt als veraltet.",
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(model_admin.address(obj, "history"))

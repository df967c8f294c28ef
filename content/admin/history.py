"""All versions of an object, the difference between any two, and the way back to one.

Beside them, what was said of the sense of its texts.
"""

from collections.abc import Iterator

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from content import anatomy, outdating, publishing, records, states
from content.admin.common import fetch, show
from content.differences import Change, differences
from content.models import Proposal, Publication
from content.models.base import Content
from content.published import SameSense, Thing
from content.publishing import Refused
from content.snapshots import kind_of, snapshot
from content.states import State


def _publications(obj: Content):
    rows = Publication.objects.of(kind_of(obj), obj.uid).select_related("made_by")
    return rows.order_by("-number")


def _versions(obj: Content):
    """What can be compared; a row that only cancels, or only tells of words, is no version."""
    return _publications(obj).filter(action__in=["publish", "withdraw"])


def _thing(publication: Publication) -> Thing | SameSense | None:
    """None also for a row that can't be read any more; the page says so."""
    try:
        return records.read(publication.record())
    except records.Unreadable:
        return None


def history_view(request: HttpRequest, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    state, publications = states.state(obj), list(_publications(obj))
    return show(
        request,
        model_admin,
        obj,
        "history",
        f"Verlauf: {obj}",
        rows=list(_rows(publications, state, obj, model_admin)),
        senses=list(_senses(publications, obj, model_admin)),
        state=state,
        proposals=[
            (proposal, model_admin.address(obj, "proposal", number=proposal.pk))
            for proposal in Proposal.objects.filter(kind=kind_of(obj), uid=obj.uid)
        ],
    )


def _rows(publications: list[Publication], state: State, obj: Content, model_admin):
    cancelled_by = {number: one.number for one in publications for number in one.cancels}
    coming = {version.number for version in state.coming}
    said = {one.number for one in publications if one.action == "same"}
    for one in publications:
        number = one.number
        if said & {number, *one.cancels}:
            continue
        yield {
            "publication": one,
            "address": model_admin.address(obj, "version", number=number),
            "cancelled_by": cancelled_by.get(number),
            "cancel": model_admin.address(obj, "cancel", number=number)
            if number in coming
            else None,
        }


def _senses(publications: list[Publication], obj: Content, model_admin) -> Iterator[dict]:
    """Where somebody said that two wordings mean the same, and whether it was taken back."""
    revoked_by = {number: one for one in publications for number in one.cancels}
    for one in publications:
        if one.action == "same":
            revoked = revoked_by.get(one.number)
            address = model_admin.address(obj, "revoke", number=one.number)
            yield {
                "publication": one,
                "change": _change(_thing(one), publications, obj),
                "revoked": revoked,
                "revoke": None if revoked else address,
            }


def _change(said: SameSense | None, publications, obj: Content) -> Change | None:
    """The two wordings, under the name of their piece in the newest thing that has it."""
    if said is None:
        return None
    versions = (_thing(one) for one in publications if one.action == "publish")
    for thing in [snapshot(obj), *filter(None, versions)]:
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


def version_view(request, model_admin, object_id, number):
    """One version, and what changed since another: by default the one before it."""
    obj = fetch(model_admin, request, object_id)
    publications = list(_versions(obj))
    publication = next((one for one in publications if one.number == number), None)
    if publication is None:
        raise Http404
    earlier = [other for other in publications if other.number < number]
    chosen = request.GET.get("seit", "")
    other = next((one for one in publications if str(one.number) == chosen), None)
    other = other or next(iter(earlier), None)
    thing = _thing(publication)
    return show(
        request,
        model_admin,
        obj,
        "version",
        str(publication),
        publication=publication,
        other=other,
        others=[one for one in publications if one.number != number],
        differences=differences(other and _thing(other), thing),
        restore=thing and model_admin.address(obj, "restore", number=number),
        readable=thing is not None or publication.action != "publish",
    )


def restore_view(request, model_admin, object_id, number):
    """Loads an older version into the working copy, then the page that publishes it."""
    obj = fetch(model_admin, request, object_id)
    publication = get_object_or_404(_publications(obj), number=number, action="publish")
    return _load(request, model_admin, obj, _thing(publication), f"Fassung {number}")


def proposal_view(request, model_admin, object_id, number):
    """Loads a draft that was set aside back into the working copy."""
    obj = fetch(model_admin, request, object_id)
    proposal = get_object_or_404(Proposal, pk=number, kind=kind_of(obj), uid=obj.uid)
    return _load(request, model_admin, obj, proposal.thing(), str(proposal))


def _load(request, model_admin, obj: Content, thing: Thing | None, name: str):
    back = HttpResponseRedirect(model_admin.address(obj, "history"))
    if request.method != "POST" or thing is None:
        return back
    if thing == snapshot(obj):
        messages.info(request, f"Der Entwurf ist schon so wie {name}.")
        return back
    aside, left_out = publishing.restore(obj, thing, by=request.user)
    messages.success(
        request,
        f"{name} steht jetzt im Entwurf. "
        + ("Ihr bisheriger Entwurf liegt unter „Verlauf“ bereit. " if aside else "")
        + "Öffentlich wird es erst, wenn Sie hier bestätigen.",
    )
    if left_out:
        messages.warning(
            request,
            f"Nicht geladen, weil es das Ziel nicht mehr gibt: {', '.join(left_out)}.",
        )
    return HttpResponseRedirect(model_admin.address(obj, "publish"))

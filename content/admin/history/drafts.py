"""Drafts that were set aside: to look at, to load again, to throw away; and how one comes there
when only what is public is to be corrected.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from content import states
from content.admin.common import fetch, show
from content.admin.history.loading import CONFIRM, load
from content.differences import differences
from content.models import Proposal
from content.models.base import Content
from content.snapshots import kind_of, snapshot

CORRECT = "Korrigieren Sie es und veröffentlichen Sie nur das."


def proposal_view(request: HttpRequest, model_admin, object_id, number):
    """What would change if it were loaded; and, posted, loads it."""
    obj = fetch(model_admin, request, object_id)
    draft = _set_aside(obj, number)
    thing = draft.thing()
    if request.method == "POST":
        return _load(request, model_admin, obj, draft)
    return show(
        request,
        model_admin,
        obj,
        "draft",
        f"Zurückgelegt: {draft}",
        draft=draft,
        differences=differences(snapshot(obj), thing),
        discard=model_admin.address(obj, "discard", number=number),
    )


def _set_aside(obj: Content, number: int) -> Proposal:
    return get_object_or_404(
        Proposal.objects.of(kind_of(obj), obj.uid).set_aside().select_related("made_by"), pk=number
    )


@transaction.atomic
def _load(request, model_admin, obj: Content, draft: Proposal):
    """What is the draft again lies aside no more."""
    if not load(request, obj, draft.thing(), str(draft), CONFIRM, draft):
        return HttpResponseRedirect(model_admin.address(obj, "history"))
    _close(draft, request.user)
    return HttpResponseRedirect(model_admin.address(obj, "publish"))


@transaction.atomic
def discard_view(request, model_admin, object_id, number):
    obj = fetch(model_admin, request, object_id)
    if request.method == "POST":
        draft = _set_aside(obj, number)
        _close(draft, request.user)
        model_admin.log_change(request, obj, f"Zurückgelegten Entwurf verworfen: {draft}")
        messages.success(request, f"Verworfen: {draft}. Der heutige Entwurf ist, wie er war.")
    return HttpResponseRedirect(model_admin.address(obj, "history"))


def _close(draft: Proposal, by) -> None:
    draft.state, draft.decided_by, draft.decided_at = "closed", by, timezone.now()
    draft.save(update_fields=["state", "decided_by", "decided_at"])


def correct_view(request, model_admin, object_id):
    """Sets the draft aside and loads what readers see, to correct only that."""
    obj = fetch(model_admin, request, object_id)
    live = states.state(obj).live
    if request.method == "POST" and live:
        load(request, obj, live.thing, "Was öffentlich ist,", CORRECT)
    return HttpResponseRedirect(model_admin.address(obj, "change"))

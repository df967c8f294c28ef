"""The writers' way out: take back what waits, put away what came back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from content import approving
from content.admin.common import fetch
from content.models import Proposal
from content.models.base import Content
from content.publishing import Refused
from content.snapshots import kind_of


def take_back_view(request, model_admin, object_id, number):
    done = "Die Vorlage ist zurückgenommen. Ihr Entwurf ist, wie er war."
    return _step(request, model_admin, object_id, number, approving.take_back, done)


def lay_to_rest_view(request, model_admin, object_id, number):
    done = "Die zurückgegebene Vorlage ist erledigt. Ihr Entwurf ist, wie er war."
    return _step(request, model_admin, object_id, number, approving.lay_to_rest, done)


def _step(request, model_admin, object_id, number, step, done: str):
    obj = fetch(model_admin, request, object_id)
    if request.method == "POST":
        try:
            with transaction.atomic():
                step(proposal_of(obj, number), by=request.user)
                model_admin.log_change(request, obj, done.partition(".")[0])
            messages.success(request, done)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(model_admin.address(obj, "change"))


def proposal_of(obj: Content, number: int) -> Proposal:
    """Whatever became of it."""
    rows = Proposal.objects.of(kind_of(obj), obj.uid).filter(purpose="approval")
    return get_object_or_404(rows.select_related("made_by", "decided_by"), pk=number)

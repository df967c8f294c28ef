"""The page of who approves: the difference before one's eyes, then approve or send back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone

from content import approving, outdating, publishing, roles, states
from content.admin import advice
from content.admin.approval import looking
from content.admin.approval.steps import proposal_of
from content.admin.common import fetch_to_view, show
from content.admin.publish import rows
from content.admin.translations.common import name_of
from content.approving import Wish
from content.models import Proposal
from content.models.base import Content
from content.publishing import Refused
from content.snapshots import snapshot
from content.templatetags.people import full_name


class ApprovalForm(forms.Form):
    # The newest publication, which the difference on the page is a difference to.
    number = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label="Was fehlt noch?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": approving.NO_REASON.message},
        help_text="Das lesen alle, die daran geschrieben haben.",
    )


def approval_view(request: HttpRequest, model_admin, object_id, number):
    obj = fetch_to_view(model_admin, request, object_id)
    if not request.user.has_perm(roles.APPROVE):
        raise PermissionDenied
    proposal = proposal_of(obj, number)
    returning = ReturnForm(request.POST if "_return" in request.POST else None)
    if request.method == "POST":
        done = _decide(request, model_admin, obj, proposal, returning)
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(model_admin.address(obj, "change"))
        proposal.refresh_from_db()
    return show(
        request,
        model_admin,
        obj,
        "approval",
        f"„{name_of(proposal.thing())}“ freigeben",
        **_contents(request, model_admin, obj, proposal),
        returning=returning,
    )


def _decide(request, model_admin, obj: Content, proposal: Proposal, returning) -> str:
    """What was done; nothing, where a form or the rules refuse it, and the page says why."""
    try:
        with transaction.atomic():
            if "_return" in request.POST:
                return _send_back(request, model_admin, obj, proposal, returning)
            return _approve(request, model_admin, obj, proposal)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return ""


def _approve(request, model_admin, obj: Content, proposal: Proposal) -> str:
    form = ApprovalForm(request.POST)
    seen = form.cleaned_data["number"] if form.is_valid() else -1
    publication = approving.approve(proposal, by=request.user, seen=seen)
    model_admin.log_change(request, obj, f"Freigegeben: {publication}")
    return f"Freigegeben. {rows.announcement(name_of(proposal.thing()), publication)}"


def _send_back(request, model_admin, obj: Content, proposal: Proposal, returning) -> str:
    if not returning.is_valid():
        return ""
    reason = returning.cleaned_data["reason"]
    approving.send_back(proposal, by=request.user, reason=reason)
    model_admin.log_change(request, obj, f"Zurückgegeben: {reason}")
    return f"Zurückgegeben. {full_name(proposal.made_by)} sieht Ihre Begründung auf der Startseite."


def _contents(request, model_admin, obj: Content, proposal: Proposal) -> dict:
    state, thing, wish = states.state(obj), proposal.thing(), Wish.of(proposal)
    writers, waits = approving.writers(proposal), proposal.state == "open"
    return {
        "proposal": proposal,
        "writers": writers,
        "wish": wish,
        "passed": wish.live_from and wish.live_from <= timezone.now(),
        "plans": [(rows.planned(one), one.number in wish.cancels) for one in state.coming],
        "senses": [outdating.compared(thing, *sense).label for sense in wish.senses],
        "comparisons": list(rows.comparisons(state, thing)) if waits else [],
        "warnings": advice.with_remarks(obj) if waits and snapshot(obj) == thing else [],
        "look": looking.address(model_admin, obj, proposal),
        "may_decide": waits and request.user not in writers,
        "has_written": waits and request.user in writers,
        "approving": ApprovalForm(initial={"number": publishing.what_stands(obj).number}),
    }

"""What was laid before somebody, as its page would be: to the letter, whatever the draft is now."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from content import refusals, roles
from content.admin.approval.steps import proposal_of
from content.admin.common import fetch_to_view
from content.admin.preview.draft import kept
from content.admin.preview.frame import allow_frame, framing
from content.admin.preview.look import Look, look_at, typed
from content.admin.preview.page import page
from content.approving import Wish
from content.models import Proposal
from content.models.base import Content


def address(model_admin, obj: Content, proposal: Proposal) -> str:
    """At the instant from which it is to be public."""
    found = model_admin.address(obj, "approval_look", number=proposal.pk)
    live_from = Wish.of(proposal).live_from
    return found + (f"?{urlencode({'zeit': typed(live_from)})}" if live_from else "")


def _of_proposal(view):
    @wraps(view)
    def answer(request: HttpRequest, model_admin, object_id, number, **kwargs) -> HttpResponse:
        obj = fetch_to_view(model_admin, request, object_id)
        if not request.user.has_perm(roles.APPROVE):
            raise PermissionDenied
        proposal = proposal_of(obj, number)
        place = model_admin.address(obj, "approval_look", number=number)
        seen = look_at(request, refusals.published(), place, kept(proposal))
        return view(request, seen, model_admin, obj, proposal=proposal, **kwargs)

    return answer


@_of_proposal
def frame_view(request, look: Look, model_admin, obj, proposal) -> HttpResponse:
    context = model_admin.admin_site.each_context(request) | framing(look, request)
    context |= {
        "opts": model_admin.opts,
        "object": obj,
        "title": f"Zur Freigabe vorgelegt: {look.draft.name}",
        "admin_pages": {"change": model_admin.address(obj, "change")},
        "back": model_admin.address(obj, "approval", number=proposal.pk),
    }
    return allow_frame(render(request, "admin/approval/look.html", context))


@_of_proposal
def page_view(request, look: Look, model_admin, obj, proposal, path: str = "") -> HttpResponse:
    return page(request, look, path)

"""Links with which colleagues without an account look at a draft: seven days long, or shorter."""

from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from content import publishing, refusals
from content.admin.common import fetch, in_words
from content.admin.preview.draft import working_copy, written
from content.models import Proposal
from content.models.base import Content
from content.snapshots import kind_of, model_of

LASTING = timedelta(days=7)
SIGNER = Signer(salt="content.preview.link", sep=".")


def token(proposal: Proposal) -> str:
    """Signed and not stored: it can be shown again, and nobody reads it in a backup."""
    return SIGNER.sign(proposal.pk)


def find(token: str) -> Proposal:
    """Raises ``Http404`` for a token that we have not made."""
    try:
        number = SIGNER.unsign(token)
    except BadSignature as error:
        raise Http404 from error
    return get_object_or_404(Proposal, pk=number, purpose="link")


def is_open(proposal: Proposal, now: datetime) -> bool:
    """A draft that was deleted is nobody's any more."""
    stands = proposal.state == "open" and now < proposal.ends_at
    return stands and model_of(proposal.kind).objects.filter(uid=proposal.uid).exists()


def make(obj: Content, by, now: datetime | None = None) -> Proposal:
    draft = working_copy(obj, refusals.published())
    now = now or timezone.now()
    return Proposal.objects.create(
        purpose="link",
        made_by=by,
        revision=obj.revision,
        ends_at=now + LASTING,
        **written(draft),
    )


def withdraw(proposal: Proposal, by) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = "closed", by, timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])


# --- In the preview of the object


def may_make(model_admin, request: HttpRequest, obj: Content) -> bool:
    """It shows a draft outside of the house: for those who may write on it."""
    return model_admin.has_change_permission(request, obj)


def address(model_admin, obj: Content) -> str:
    return model_admin.address(obj, "preview_links")


def listed(model_admin, obj: Content, now: datetime) -> list[tuple[Proposal, str, str]]:
    """The open ones, each with its address and the one that withdraws it."""
    rows = Proposal.objects.of(kind_of(obj), obj.uid).links(now).select_related("made_by")
    return [
        (
            row,
            settings.SITE_URL + reverse("admin:draft_link", args=[token(row)]),
            model_admin.address(obj, "preview_link_withdraw", number=row.pk),
        )
        for row in rows
    ]


def make_view(request: HttpRequest, model_admin, object_id):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    obj = fetch(model_admin, request, object_id)
    with transaction.atomic():
        try:
            proposal = make(publishing.locked(obj), request.user)
        except msgspec.ValidationError:
            return HttpResponseRedirect(model_admin.address(obj, "change") + "?pruefen")
        model_admin.log_change(request, obj, f"Link gemacht, gilt bis {in_words(proposal.ends_at)}")
    messages.success(
        request,
        "Der Link steht unten auf dieser Seite. Er zeigt den Entwurf, wie er jetzt ist, und gilt "
        f"bis {in_words(proposal.ends_at)}.",
    )
    return _back(model_admin, obj)


def withdraw_view(request: HttpRequest, model_admin, object_id, number):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    obj = fetch(model_admin, request, object_id)
    rows = Proposal.objects.of(kind_of(obj), obj.uid).links()
    with transaction.atomic():
        proposal = get_object_or_404(rows, pk=number)
        withdraw(proposal, request.user)
        model_admin.log_change(request, obj, f"Link vom {in_words(proposal.made_at)} zurückgezogen")
    messages.success(request, "Der Link ist zurückgezogen. Wer ihn öffnet, sieht nichts mehr.")
    return _back(model_admin, obj)


def _back(model_admin, obj: Content) -> HttpResponseRedirect:
    return HttpResponseRedirect(model_admin.address(obj, "preview") + "#links")

"""What was published without approval: who else looks at it signs on the page of the version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from content import countersigning, roles
from content.admin.common import fetch_to_view
from content.models import Publication
from content.models.base import Content
from content.publishing import Refused
from content.snapshots import kind_of


def told(request, model_admin, obj: Content, publication: Publication) -> dict | None:
    """None of what needed no approval, or has one."""
    if not publication.four_eyes or publication.approved_by:
        return None
    signature = getattr(publication, "countersignature", None)
    return {
        "signature": signature,
        "address": model_admin.address(obj, "countersign", number=publication.number)
        if not signature and _may_sign(publication, request.user)
        else None,
    }


def _may_sign(publication: Publication, user) -> bool:
    return user.has_perm(roles.APPROVE) and countersigning.may_countersign(publication, user)


def countersign_view(request, model_admin, object_id, number):
    obj = fetch_to_view(model_admin, request, object_id)
    if not request.user.has_perm(roles.APPROVE):
        raise PermissionDenied
    publication = get_object_or_404(Publication.objects.of(kind_of(obj), obj.uid), number=number)
    if request.method == "POST":
        try:
            with transaction.atomic():
                countersigning.countersign(publication, by=request.user)
                model_admin.log_change(request, obj, f"Gegengezeichnet: {publication}")
            messages.success(request, f"Sie haben gegengezeichnet: {publication}.")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(model_admin.address(obj, "version", number=number))

"""One version, and what changed since another: by default the one before it."""

from django.http import Http404

from content.admin import files
from content.admin.approval import signing
from content.admin.common import fetch_to_view, show
from content.admin.history.rows import thing_of, versions
from content.differences import differences


def version_view(request, model_admin, object_id, number):
    obj = fetch_to_view(model_admin, request, object_id)
    others = list(versions(obj).exclude(number=number).defer("data"))
    publication = versions(obj).filter(number=number).first()
    if publication is None:
        raise Http404
    other = _chosen(others, request.GET.get("seit", ""), number)
    thing = thing_of(publication)
    return show(
        request,
        model_admin,
        obj,
        "version",
        str(publication),
        publication=publication,
        other=other,
        others=others,
        differences=differences(other and thing_of(other), thing),
        restore=thing and model_admin.address(obj, "restore", number=number),
        readable=thing is not None or publication.action != "publish",
        file=files.of_version(thing),
        redactions=publication.redactions.select_related("made_by"),
        alone=signing.told(request, model_admin, obj, publication),
    )


def _chosen(others: list, since: str, number: int):
    earlier = (other for other in others if other.number < number)
    chosen = (other for other in others if str(other.number) == since)
    return next(chosen, None) or next(earlier, None)

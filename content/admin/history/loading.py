"""Something older becomes the draft again; what stood there is set aside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from content import publishing
from content.admin import responsibility
from content.admin.common import fetch
from content.admin.history.rows import publications, thing_of
from content.models import Proposal
from content.models.base import Content
from content.published import Thing
from content.snapshots import snapshot

CONFIRM = "Öffentlich wird es erst, wenn Sie hier bestätigen."
NOT_YOURS = (
    "Nicht geladen: {} gehört zu einem anderen Sachgebiet oder verwendet, was ein anderes pflegt. "
    "Bitten Sie die Administration."
)


def restore_view(request, model_admin, object_id, number):
    """Loads an older version into the working copy, then the page that publishes it."""
    obj = fetch(model_admin, request, object_id)
    publication = get_object_or_404(publications(obj), number=number, action="publish")
    thing, name = thing_of(publication), f"Fassung {number}"
    if request.method == "POST" and load(request, obj, thing, name, CONFIRM):
        return HttpResponseRedirect(model_admin.address(obj, "publish"))
    return HttpResponseRedirect(model_admin.address(obj, "history"))


def load(
    request: HttpRequest,
    obj: Content,
    thing: Thing | None,
    name: str,
    then: str,
    draft: Proposal | None = None,
) -> bool:
    """Whether it stands in the draft now. Says what was done and comes ``then``, or why not."""
    if refusal := _refusal(request, obj, thing, name):
        messages.error(request, refusal)
        return False
    if thing == snapshot(obj):
        messages.info(request, f"Der Entwurf ist schon so wie {name}.")
        return False
    aside, left_out = publishing.restore(obj, thing, by=request.user, draft=draft)
    kept = "Ihr bisheriger Entwurf liegt unter „Verlauf“ bereit. " if aside else ""
    messages.success(request, f"{name} steht jetzt im Entwurf. {kept}{then}")
    if left_out:
        targets = ", ".join(left_out)
        messages.warning(request, f"Nicht geladen, weil es das Ziel nicht mehr gibt: {targets}.")
    return True


def _refusal(request: HttpRequest, obj: Content, thing: Thing | None, name: str) -> str:
    if thing is None:
        return f"Nicht geladen: {name} lässt sich nicht mehr lesen."
    if responsibility.loading_is_refused(request.user, obj, thing):
        return NOT_YOURS.format(name)
    return ""

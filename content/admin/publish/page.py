"""One page that shows the difference, one confirmation: published, or laid before somebody else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.html import format_html

from content import publishing, roles
from content.admin import advice, standing
from content.admin.common import fetch, show
from content.admin.publish import rows, steps
from content.admin.publish.steps import Asked
from content.models import Proposal
from content.models.base import Content
from content.publishing import Refused
from content.snapshots import snapshot


def publish_view(request: HttpRequest, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    if publishing.problems(obj):
        return HttpResponseRedirect(model_admin.address(obj, "change") + "?pruefen")
    if "_alone" in request.POST and not request.user.has_perm(roles.PUBLISH_ALONE):
        raise PermissionDenied
    asked = Asked.of(obj, request.POST or None)
    if request.method == "POST" and asked.is_valid():
        try:
            done = steps.chosen(request.POST)(request, model_admin, obj, asked)
        except Refused as refusal:
            obj = fetch(model_admin, request, object_id)
            asked = Asked.again(obj, request.POST, refusal)
        else:
            return _done(request, model_admin, obj, done)
    return _page(request, model_admin, obj, asked)


def _page(request: HttpRequest, model_admin, obj: Content, asked: Asked):
    told = standing.told(model_admin, obj, asked.state)
    doing = "zur Freigabe vorlegen" if told["four_eyes"] else "veröffentlichen"
    return show(
        request,
        model_admin,
        obj,
        "publish",
        f"„{obj}“ {doing}",
        form=asked.form,
        alone=asked.alone if request.user.has_perm(roles.PUBLISH_ALONE) else None,
        comparisons=list(rows.comparisons(asked.state, snapshot(obj), asked.senses.boxes())),
        untranslated=rows.untranslated(asked.outlook),
        warnings=advice.with_remarks(obj),
        **told,
    )


def _done(request: HttpRequest, model_admin, obj: Content, announcement: str):
    messages.success(request, announcement)
    if aside := Proposal.objects.of(*publishing.key_of(obj)).set_aside().first():
        address = model_admin.address(obj, "proposal", number=aside.pk)
        link = format_html('<a href="{}">{}</a>', address, aside)
        messages.info(request, format_html("Zurückgelegt ist noch: {}.", link))
    return HttpResponseRedirect(model_admin.address(obj, "change"))

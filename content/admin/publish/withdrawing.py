"""Off the site: what is public is withdrawn, what is planned is called off."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect

from content import publishing, states
from content.admin import standing
from content.admin.common import fetch, in_words, show
from content.admin.publish.forms import WithdrawForm
from content.admin.publish.rows import planned
from content.publishing import Refused


def withdraw_view(request: HttpRequest, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    state = states.state(obj)
    if not state.live and not state.coming:
        messages.info(request, f"„{obj}“ ist nicht öffentlich und nicht geplant.")
        return HttpResponseRedirect(model_admin.address(obj, "change"))
    told = standing.told(model_admin, obj, state)
    form = WithdrawForm(request.POST or None, four_eyes=told["four_eyes"])
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                publication = publishing.withdraw(obj, by=request.user, **form.cleaned_data)
                model_admin.log_change(request, obj, f"Zurückgezogen: {publication}")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            announcement = (
                f"„{obj}“ ist ab {in_words(publication.live_from)} nicht mehr öffentlich. "
                "Alle Fassungen bleiben im Verlauf und lassen sich wiederherstellen."
            )
            messages.success(request, announcement)
            return HttpResponseRedirect(model_admin.address(obj, "change"))
    return show(
        request,
        model_admin,
        obj,
        "withdraw",
        f"„{obj}“ zurückziehen",
        form=form,
        planned=[planned(version) for version in state.coming],
        pointing=publishing.pointing_at(obj),
        **told,
    )


def cancel_view(request: HttpRequest, model_admin, object_id, number):
    obj = fetch(model_admin, request, object_id)
    if request.method == "POST":
        try:
            with transaction.atomic():
                publishing.cancel(obj, number, by=request.user)
                model_admin.log_change(request, obj, f"Planung von Fassung {number} aufgehoben")
            messages.success(request, f"Die Planung von Fassung {number} ist aufgehoben.")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(model_admin.address(obj, "history"))

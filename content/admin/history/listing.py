"""The history of an object: what was published, by whom, and what waits beside it."""

from django.http import HttpRequest

from content import refusals, states
from content.admin import redaction, standing
from content.admin.common import fetch_to_view, show
from content.admin.history import rows, senses
from content.models import Proposal
from content.models.base import Content
from content.snapshots import kind_of
from content.states import State


def history_view(request: HttpRequest, model_admin, object_id):
    obj = fetch_to_view(model_admin, request, object_id)
    state = states.states([obj], of=refusals.published())[obj.uid]
    outline = rows.outline(obj)
    page = outline.page(request.GET.get("seite"))
    found = rows.rows(obj, page.object_list, outline.cancelled_by)
    said = outline.said_beside(page)
    return show(
        request,
        model_admin,
        obj,
        "history",
        f"Verlauf: {obj}",
        page=page,
        rows=[_with_addresses(row, state, obj, model_admin) for row in found],
        senses=list(senses.senses(said, outline.cancelled_by, obj, model_admin)),
        redact=redaction.address(model_admin, obj, request.user),
        last_public=_last_public(state, obj, model_admin),
        drafts=[
            (draft, model_admin.address(obj, "proposal", number=draft.pk))
            for draft in _set_aside(obj)
        ],
        **standing.told(model_admin, obj, state),
    )


def _set_aside(obj: Content):
    drafts = Proposal.objects.of(kind_of(obj), obj.uid).set_aside()
    return drafts.select_related("made_by").defer("data")


def _with_addresses(row: rows.Row, state: State, obj: Content, model_admin) -> dict:
    number, action = row.publication.number, row.publication.action
    scheduled = number in [version.number for version in state.coming]

    def address(view):
        return model_admin.address(obj, view, number=number)

    return {
        "row": row,
        "address": address("version") if action in ("publish", "withdraw") else None,
        "cancel": address("cancel") if scheduled else None,
    }


def _last_public(state: State, obj: Content, model_admin) -> str | None:
    """Of what is withdrawn: where the way back begins."""
    if not state.withdrawn or state.coming:
        return None
    number = rows.versions(obj).filter(action="publish").values_list("number", flat=True).first()
    return number and model_admin.address(obj, "version", number=number)

"""Two had one object open. What becomes of what each wrote, field by field.

Three states of each field are compared: as the second one opened it, as it stands now, and as it
was typed. What only the first changed is taken over, what only the second changed stays; where
both wrote, the second chooses. Parts are compared by uid, never by place: one that the first added
comes along, one that the first deleted goes, unless the second wrote in it.

Nothing is saved by this. The form shows the outcome, with what was typed in every field that both
wrote in; so a mistake in here would be seen before it counts, and the next save is a knowing act.
It is checked like any other: whoever saves in between begins it anew, with all that was typed.
"""

import msgspec
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BaseForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from content.admin.merging import CHOICE, Overtaken, Parts, merge_row, places, told
from content.admin.sent import Row, put
from content.models.base import Content
from content.templatetags.people import full_name

THEIRS = "theirs"  # of what the second one can choose

# All that was opened: by the prefix of the parts, then by their uid; the object's own under "".
Opened = dict[str, dict[str, Row]]


# --- What the page remembers


def remember(context: dict) -> None:
    """Put into a form that is opened what all its fields send untouched."""
    form = context["adminform"].form
    if not form.is_bound and form.instance.pk:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        form.initial["opened_as"] = _written(_as_opened(form, formsets))


def _as_opened(form: BaseForm, formsets) -> Opened:
    parts = {one.prefix: {f.instance.uid: told(f) for f in one.initial_forms} for one in formsets}
    return {"": {"": told(form)}} | parts


def _written(opened: Opened) -> str:
    return msgspec.json.encode(opened).decode()


def _remembered(data: QueryDict) -> Opened:
    try:
        return msgspec.json.decode(data.get("opened_as", ""), type=Opened)
    except (msgspec.MsgspecError, UnicodeError):  # The browser may send anything.
        return {}


# --- At saving


def meet(request: HttpRequest, model_admin, object_id: str) -> Overtaken | None:
    """Whether somebody has saved since this was opened; then the request is changed into what its
    form is to show. Within a transaction: the second of two who save at once waits for the first.
    """
    data = request.POST.copy()
    opened = _remembered(data)
    _choose(data, opened)
    stands = _lock(model_admin.model, object_id)
    if stands is None:
        return None
    overtaken = None
    if str(stands.revision) != data.get("opened"):
        obj = model_admin.get_object(request, unquote(object_id))
        if not model_admin.has_change_permission(request, obj):
            return None
        overtaken = Overtaken(
            full_name(stands.changed_by) or "Jemand",
            timezone.localtime(stands.changed_at),
            with_file=bool(request.FILES),
        )
        _merge(data, opened, *_forms(request, model_admin, obj), overtaken)
        data["opened"] = str(obj.revision)
    request.POST = data
    return overtaken


def _lock(model, object_id: str) -> Content | None:
    rows = model._default_manager.select_for_update(of=("self",)).select_related("changed_by")
    try:
        return rows.get(pk=unquote(object_id))
    except (ObjectDoesNotExist, ValueError, OverflowError):
        return None


def _forms(request: HttpRequest, model_admin, obj: Content):
    """The form as it would be opened now, and those of the parts."""
    names = flatten_fieldsets(model_admin.get_fieldsets(request, obj))
    form = model_admin.get_form(request, obj, change=True, fields=names)(instance=obj)
    return form, [
        formset(
            instance=obj,
            prefix=formset.get_default_prefix(),
            queryset=inline.get_queryset(request),
        )
        for formset, inline in model_admin.get_formsets_with_inlines(request, obj)
        if inline.has_change_permission(request, obj)
    ]


def _merge(data: QueryDict, opened: Opened, form, formsets, overtaken: Overtaken) -> None:
    merge_row(data, "", form, opened.get("", {}).get("", {}), ".", overtaken)
    for formset in formsets:
        Parts(data, formset, opened.get(formset.prefix, {}), overtaken).merge()
    data["opened_as"] = _written(_as_opened(form, formsets))


def _choose(data: QueryDict, opened: Opened) -> None:
    """Where the first one's text was chosen: what the form was opened with the last time."""
    for key in [key for key in data if key.startswith(CHOICE)]:
        if data.pop(key)[-1] != THEIRS:
            continue
        prefix, uid, name = [*key.removeprefix(CHOICE).split("."), "", "", ""][:3]
        place = places(data, prefix).get(uid) if prefix else ""
        if place is None:
            continue
        row = opened.get(prefix, {}).get(uid)
        if row is None:
            data[place + DELETION_FIELD_NAME] = "on"
        elif not name:
            data.pop(place + DELETION_FIELD_NAME, None)
        for one, sent in (row or {}).items():
            if name in ("", one):
                put(data, place + one, sent)

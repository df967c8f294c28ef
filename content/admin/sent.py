"""What a browser sends of a form, field by field: to compare it and to say it in words.

What is sent is compared, and not what is saved: then fields count that the public never sees, and
what could not be saved as it was typed.
"""

from collections.abc import Iterable

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django_prose_editor.widgets import ProseEditorWidget

from content.differences import in_german, plain

# One field: the values by the end of the input's name, which is "" or, of several, "_0".
Sent = dict[str, list[str]]
Row = dict[str, Sent]


def untouched(form: forms.BaseForm, names: Iterable[str] | None = None) -> Row:
    """What the form, or some of its fields, sends when nobody writes in it."""
    bound = [form[name] for name in (form.fields if names is None else names)]
    return {one.name: _untouched(one.field.widget, one.value()) for one in bound}


def _untouched(widget: forms.Widget, value) -> Sent:
    if isinstance(widget, forms.MultiWidget):
        return {
            end: _untouched(one, part)[""]
            for end, one, part in zip(
                widget.widgets_names, widget.widgets, widget.decompress(value), strict=True
            )
        }
    if isinstance(widget, forms.CheckboxInput):
        return {"": ["on"] if widget.check_test(value) else []}
    if isinstance(widget, forms.FileInput):
        return {"": [value.name] if value else []}
    shown = widget.format_value(value)
    if isinstance(shown, list):
        return {"": shown}
    return {"": ["" if shown is None else str(shown)]}


def typed(form: forms.BaseForm, data: MultiValueDict, prefix: str = "") -> Row:
    """What was sent of the fields of ``form`` under names that begin with ``prefix``."""
    return {
        name: {end: data.getlist(prefix + name + end) for end in _ends(field)}
        for name, field in form.fields.items()
    }


def _ends(field: forms.Field) -> list[str]:
    widget = field.widget
    return widget.widgets_names if isinstance(widget, forms.MultiWidget) else [""]


def put(data: MultiValueDict, name: str, sent: Sent) -> None:
    """In the place of what was sent under this name."""
    for end, values in sent.items():
        data.pop(name + end, None)
        if values:
            data.setlist(name + end, values)


def same(one: Sent | None, other: Sent | None) -> bool:
    """Browsers end lines in their own manner."""
    return _bare(one) == _bare(other)


def _bare(sent: Sent | None) -> dict[str, list[str]]:
    return {
        end: sorted(value.replace("\r\n", "\n") for value in values if value)
        for end, values in (sent or {}).items()
        if any(values)
    }


def label(field: forms.Field, name: str) -> str:
    return capfirst(str(field.label or name))


def words(field: forms.Field, sent: Sent | None) -> str:
    """As staff read it; what is no valid value, as it was typed."""
    if not _bare(sent):
        return ""
    value = field.widget.value_from_datadict(MultiValueDict(sent), MultiValueDict(), "")
    if isinstance(field, forms.FileField):
        return " ".join(sent.get("", []))
    if isinstance(field.widget, ProseEditorWidget):
        return plain(value)
    try:
        return _in_words(field, field.clean(value))
    except forms.ValidationError:
        return " ".join(text for values in sent.values() for text in values)


def _in_words(field: forms.Field, value) -> str:
    match field:
        case forms.ModelMultipleChoiceField():
            return ", ".join(sorted(map(str, value)))
        case forms.ChoiceField() if not isinstance(field, forms.ModelChoiceField):
            return str(_choices(field).get(str(value), value))
        case _:
            return "" if value is None else in_german(value)


def _choices(field: forms.ChoiceField) -> dict[str, str]:
    """Also of those that stand in groups."""
    flat: dict[str, str] = {}
    for value, text in field.choices:
        pairs = text if isinstance(text, list | tuple) else [(value, text)]
        flat |= {str(one): str(name) for one, name in pairs}
    return flat

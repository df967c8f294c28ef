"""The fields of objects and of their parts, plainer than Django's and named for screen readers."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models

DATE = {"format": "%Y-%m-%d", "attrs": {"type": "date"}}
TIME = {"format": "%H:%M", "attrs": {"type": "time"}}

LINE = 200  # characters; what may be longer gets a second one


class InstantInput(forms.SplitDateTimeWidget):
    def __init__(self, attrs=None):
        super().__init__(
            attrs,
            date_format=DATE["format"],
            time_format=TIME["format"],
            date_attrs={"aria-label": "Datum"} | DATE["attrs"],
            time_attrs={"aria-label": "Uhrzeit"} | TIME["attrs"],
        )


class PlainFields:
    """Mix in before ModelAdmin or an inline."""

    # The browser's own calendars: they know fingers, keyboards and screen readers.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(**DATE)},
        models.TimeField: {"widget": forms.TimeInput(**TIME)},
        models.DateTimeField: {"widget": InstantInput},
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if type(db_field) is models.CharField and (db_field.max_length or 0) >= LINE:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Its icons would change or delete other objects in small windows, past their pages.
            field.widget = field.widget.widget
        if isinstance(field, forms.SplitDateTimeField):
            date, time = field.widget.widgets
            date.attrs["aria-label"] = f"{field.label}: Datum"
            time.attrs["aria-label"] = f"{field.label}: Uhrzeit"
        return field

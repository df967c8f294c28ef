"""The fields of objects and of their parts, plainer than Django's and named for screen readers."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models

DATE = {"format": "%Y-%m-%d", "attrs": {"type": "date"}}
TIME = {"format": "%H:%M", "attrs": {"type": "time"}}


class PlainFields:
    """Mix in before ModelAdmin or an inline."""

    # The browser's own calendars: they know fingers, keyboards and screen readers.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(**DATE)},
        models.TimeField: {"widget": forms.TimeInput(**TIME)},
        models.DateTimeField: {
            "widget": forms.SplitDateTimeWidget(
                date_format=DATE["format"],
                time_format=TIME["format"],
                date_attrs=DATE["attrs"],
                time_attrs=TIME["attrs"],
            )
        },
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Its icons would change or delete other objects in small windows, past their pages.
            field.widget = field.widget.widget
        if isinstance(field, forms.SplitDateTimeField):
            date, time = field.widget.widgets
            date.attrs["aria-label"] = f"{field.label}: Datum"
            time.attrs["aria-label"] = f"{field.label}: Uhrzeit"
        return field

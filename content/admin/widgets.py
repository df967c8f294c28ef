"""The fields of objects and of their parts, plainer than Django's and named for screen readers."""

from datetime import date, datetime

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from content.hours import ZONE

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


def between(first, last) -> list:
    """Holidays are known for a while, not for ever; and nobody means the year 1."""
    message = "Möglich sind Tage von 2020 bis 2099."
    return [MinValueValidator(first, message), MaxValueValidator(last, message)]


class DayField(forms.DateField):
    widget = forms.DateInput(**DATE)
    default_validators = between(date(2020, 1, 1), date(2099, 12, 31))


class InstantField(forms.SplitDateTimeField):
    widget = InstantInput
    default_validators = between(
        datetime(2020, 1, 1, tzinfo=ZONE), datetime(2099, 12, 31, 23, 59, 59, tzinfo=ZONE)
    )


class ChoicesField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as error:  # SQLite's numbers end somewhere.
            raise forms.ValidationError("Diese Auswahl gibt es nicht.") from error


class PlainFields:
    """Mix in before ModelAdmin or an inline."""

    # The browser's own calendars: they know fingers, keyboards and screen readers.
    formfield_overrides = {
        models.DateField: {"form_class": DayField, "widget": DayField.widget},
        models.TimeField: {"widget": forms.TimeInput(**TIME)},
        models.DateTimeField: {"form_class": InstantField, "widget": InstantField.widget},
        models.ManyToManyField: {
            "form_class": ChoicesField,
            "widget": forms.CheckboxSelectMultiple,
        },
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

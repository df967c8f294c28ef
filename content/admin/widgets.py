"""The fields of objects and of their parts, plainer than Django's and named for screen readers."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper


class PlainFields:
    """Mix in before ModelAdmin or an inline."""

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

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, **{"widget": forms.CheckboxSelectMultiple} | kwargs
        )

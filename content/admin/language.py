from django import forms
from django.contrib import admin

from content import tongues
from content.admin.base import ContentAdmin
from content.admin.ordering import OrderedAdmin
from content.models import Language


@admin.register(Language)
class LanguageAdmin(OrderedAdmin, ContentAdmin):
    purpose = "Jede Sprache der Website ist ein Eintrag, auch Deutsch."
    list_display = ["__str__", "state", "saved"]
    list_filter = []
    search_fields = ["name", "code"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """No choices of the model: a catalogue comes without a migration."""
        if db_field.name == "interface":
            own = [(code, code) for code in sorted(tongues.INTERFACES)]
            kwargs["widget"] = forms.Select(choices=[("", "die Sprache selbst"), *own])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

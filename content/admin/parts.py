"""The parts of an object on its page: one card each, in an order that staff set with buttons."""

from django import forms
from django.contrib import admin

from content.admin.widgets import PlainFields

POSITION = "position"


class PartForm(forms.ModelForm):
    def has_changed(self):
        """A new part of which only the place was filled in, by the page itself, is no part."""
        changed = set(self.changed_data)
        return bool(changed - {POSITION} if self.instance._state.adding else changed)


class PartInline(PlainFields, admin.StackedInline):
    """Parts whose model is ordered by their position get buttons "nach oben" and "nach unten".

    Without JavaScript the position stays a number to type.
    """

    form = PartForm
    extra = 0

    class Media:
        js = ["desk/ordering.js"]

    def get_exclude(self, request, obj=None):
        """Parts that sort themselves, such as hours, need no place."""
        sorts_itself = POSITION not in self.model._meta.ordering
        return [*(super().get_exclude(request, obj) or []), *([POSITION] if sorts_itself else [])]

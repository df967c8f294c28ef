"""The parts of an object on its page: one card each, in an order that staff set with buttons."""

from functools import cached_property

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet

from content.admin.widgets import PlainFields

POSITION = "position"
KNOWN_AS = "known_as"


class PartForm(forms.ModelForm):
    # Of a part that a colleague has deleted meanwhile, the page is all that still knows it.
    known_as = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_new:
            self.initial[KNOWN_AS] = self.instance.uid

    @property
    def is_new(self) -> bool:
        return self.instance._state.adding

    def clean_known_as(self):
        uid = self.cleaned_data[KNOWN_AS]
        if uid and self.is_new and not self._meta.model.objects.filter(uid=uid).exists():
            self.instance.uid = uid
        return uid

    def clean_position(self):
        """Without JavaScript it can be emptied."""
        return self.cleaned_data[POSITION] or 0

    def has_changed(self):
        """A new part of which only the place was filled in, by the page itself, is no part."""
        changed = set(self.changed_data)
        return bool(changed - {POSITION, KNOWN_AS} if self.is_new else changed)


class PartFormSet(BaseInlineFormSet):
    """A part that a colleague deleted while somebody wrote in it is a new one, with its uid."""

    @property
    def initial_forms(self):
        return [form for form in self.forms if not form.is_new]

    @property
    def extra_forms(self):
        return [form for form in self.forms if form.is_new]

    def get_queryset(self):
        """To show them, as they came with their object; who sends some gets them as they stand."""
        came = getattr(self.instance, "_prefetched_objects_cache", {})
        parts = came.get(self.fk.remote_field.get_accessor_name())
        if parts is not None and not self.is_bound:
            self._queryset = parts
        return super().get_queryset()

    def staying(self) -> list[PartForm]:
        """The parts without a fault that are not to be deleted."""
        return [
            form
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def add_fields(self, form, index):
        """What can be chosen is asked of the database once, not for each part."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and not field.widget.is_hidden:
                field.choices = self._shared_choices(name, field)

    def _shared_choices(self, name, field):
        if name not in self._choices:
            self._choices[name] = list(field.choices)
        return self._choices[name]

    @cached_property
    def _choices(self) -> dict[str, list]:
        return {}

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if form.is_new:
            # What the page names here, if anything, is gone and not to be chosen any more: the
            # part, or its object.
            for key in (form.fields[self._pk_field.name], form.fields[self.fk.name]):
                key.required, key.disabled = False, True
        return form


class PartInline(PlainFields, admin.StackedInline):
    """Parts whose model is ordered by their position get buttons "nach oben" and "nach unten".

    Without JavaScript the position stays a number to type.
    """

    form = PartForm
    formset = PartFormSet
    extra = 0

    class Media:
        js = ["desk/ordering.js"]

    # --- What one may do: a part is its object's. ``obj`` is the object.

    @property
    def _of_object(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request, obj=None):
        return self._of_object.has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._of_object.has_change_permission(request, obj)

    has_add_permission = has_delete_permission = has_change_permission

    # --- The form

    def get_exclude(self, request, obj=None):
        """Parts that sort themselves, such as hours, need no place."""
        sorts_itself = POSITION not in self.model._meta.ordering
        return [*(super().get_exclude(request, obj) or []), *([POSITION] if sorts_itself else [])]

    def get_fields(self, request, obj=None):
        """Who may only look needs no key; it would be shown as a text."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name != KNOWN_AS]

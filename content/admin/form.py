"""The form of an object: what it remembers of when it was opened, and why it may not be saved."""

from django import forms

from content.admin import responsibility
from content.admin.merging import OPENED


class ContentForm(forms.ModelForm):
    """Refuses to overwrite what a colleague saved after this form was opened."""

    # What the writer had before her eyes: the revision, and what all fields held.
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened_as = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    # Who writes.
    user = None
    # Why it could not be saved: then it is only shown again.
    trouble = None
    overtaken = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened"] = self.instance.revision
        responsibility.offer(self)

    @property
    def changed_data(self):
        """What is only remembered is no change."""
        return [name for name in super().changed_data if name not in OPENED]

    def clean(self):
        responsibility.refuse(self)
        if self.trouble:
            raise forms.ValidationError(str(self.trouble))
        if self.overtaken:
            raise forms.ValidationError("Noch nicht gespeichert.", code="lost_update")
        return super().clean()

"""The file that a translator sends."""

from django import forms

from content.uploads import LARGEST, MEGABYTE


class UploadForm(forms.Form):
    datei = forms.FileField(
        label="XLIFF-Datei",
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff"}),
        help_text=f"Höchstens {LARGEST // MEGABYTE} MB. Gespeichert wird, was sich geändert hat; "
        "veröffentlicht wird noch nichts.",
    )

    def clean_datei(self):
        file = self.cleaned_data["datei"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"Die Datei ist zu groß. Möglich sind höchstens {LARGEST // MEGABYTE} MB."
            )
        return file

"""What is asked before something becomes public, or is taken off the site."""

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from content import publishing
from content.admin.publish.rows import planned
from content.admin.widgets import InstantField
from content.models.base import Content
from content.outdating import Outdated, Outlook
from content.publishing import OVERTAKEN, Refused, Seen
from content.states import State


class InstantForm(forms.Form):
    live_from = InstantField(label="Ab wann?", required=False, help_text="Leer: sofort.")
    note = forms.CharField(
        label="Was hat sich geändert?",
        required=False,
        max_length=300,
        help_text="Für Ihre Kolleginnen und Kollegen. Muss nicht sein.",
    )

    def clean_live_from(self):
        live_from = self.cleaned_data["live_from"]
        if live_from and live_from <= timezone.now():
            raise forms.ValidationError(
                "Dieser Zeitpunkt ist schon vorbei. Lassen Sie die Felder leer für „sofort“."
            )
        return live_from


class WithdrawForm(InstantForm):
    def __init__(self, *args, four_eyes: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if four_eyes:
            note = self.fields["note"]
            note.label, note.required = "Warum ziehen Sie es zurück?", True
            note.error_messages["required"] = publishing.NEEDS_REASON.message
            note.help_text = "Hier gelten vier Augen: Jemand anderes zeichnet später gegen."


class AloneForm(forms.Form):
    """For the emergency in which nobody is there to approve."""

    alone_reason = forms.CharField(
        label="Warum kann das nicht warten?",
        max_length=300,
        error_messages={"required": "Ohne Begründung geht es nicht. Nichts wurde veröffentlicht."},
        help_text="Das steht im Verlauf und auf jeder Startseite, bis jemand gegenzeichnet.",
    )


class PublishForm(InstantForm):
    confirmed = forms.BooleanField(
        label="Bestätigt",
        required=False,
        help_text="Ich habe den Inhalt geprüft. Er stimmt. Die Seite trägt dann dieses Datum.",
    )
    minor = forms.BooleanField(
        label="Kleine Korrektur",
        required=False,
        help_text="Zum Beispiel ein Tippfehler. Das Datum der Seite bleibt, wie es ist.",
    )
    cancels = forms.TypedMultipleChoiceField(
        label="Geplantes aufheben",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ohne Haken bleibt es geplant und ersetzt die neue Fassung zu seiner Zeit.",
    )
    # What the page showed: nothing else is published.
    revision = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, obj: Content, state: State, **kwargs):
        super().__init__(*args, initial=publishing.what_stands(obj)._asdict(), **kwargs)
        choices = [(version.number, planned(version)) for version in state.coming]
        self.fields["cancels"].choices = choices
        if not state.coming:
            del self.fields["cancels"]
        if not state.live:
            del self.fields["minor"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("minor") and cleaned.get("confirmed"):
            raise forms.ValidationError(
                "Entweder „Bestätigt“ oder „Kleine Korrektur“: Eine kleine Korrektur lässt Datum "
                "und Bestätigung der Seite, wie sie sind."
            )
        return cleaned

    def choices(self) -> dict:
        """What ``publishing.publish`` is to be told."""
        chosen = dict(self.cleaned_data)
        return chosen | {"seen": Seen(chosen.pop("revision"), chosen.pop("number"))}


class SenseForm(forms.Form):
    """One box for each piece of which the translations would be outdated. They stand beside the
    differences, outside of the form's own place on the page."""

    same = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple(attrs={"form": "publish"})
    )

    def __init__(self, *args, outlook: Outlook, **kwargs):
        super().__init__(*args, **kwargs)
        self.outdated = {one.token: one for one in outlook.outdated}
        self.fields["same"].choices = [
            (token, one.change.label) for token, one in self.outdated.items()
        ]

    def said(self) -> list[Outdated]:
        """Raises ``Refused`` where it was said of other words than those that stand now."""
        if not self.is_valid():
            raise Refused(OVERTAKEN)
        return [self.outdated[token] for token in self.cleaned_data["same"]]

    def boxes(self) -> list[tuple[Outdated, BoundWidget]]:
        return list(zip(self.outdated.values(), self["same"], strict=True))

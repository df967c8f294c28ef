"""From a saved draft to the public: one page that shows the difference, one confirmation."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone

from content import completeness, outdating, publishing, states
from content.admin.common import fetch, in_words, show
from content.admin.widgets import InstantField
from content.differences import Change, differences
from content.models import Publication
from content.models.base import Content
from content.outdating import Outdated, Outlook
from content.publishing import OVERTAKEN, Refused, Seen
from content.snapshots import snapshot
from content.states import State
from content.versions import Version


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


@dataclass(frozen=True)
class Row:
    """One difference; if translations are outdated by it, which, and the box to tick."""

    change: Change
    outdated: Outdated | None = None
    box: BoundWidget | None = None


def planned(version: Version) -> str:
    what = f"Fassung {version.number}, gilt" if not version.withdrawn else "zurückgezogen"
    return f"{what} ab {in_words(version.live_from)}"


def publish_view(request: HttpRequest, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    if publishing.problems(obj):
        return HttpResponseRedirect(model_admin.address(obj, "change") + "?pruefen")
    state = states.state(obj)
    outlook = outdating.outlook(obj, state)
    form = PublishForm(request.POST or None, obj=obj, state=state)
    senses = SenseForm(request.POST or None, outlook=outlook)
    if request.method == "POST" and form.is_valid():
        try:
            publication = _publish(request, model_admin, obj, form, senses)
        except Refused as refusal:
            obj = fetch(model_admin, request, object_id)
            state = states.state(obj)
            outlook = outdating.outlook(obj, state)
            form = _form_again(request, obj, state, refusal)
            senses = SenseForm(request.POST, outlook=outlook)
        else:
            announcement = _announcement(obj, publication)
            return _done(request, model_admin, obj, announcement)
    return show(
        request,
        model_admin,
        obj,
        "publish",
        f"„{obj}“ veröffentlichen",
        form=form,
        state=state,
        comparisons=list(_comparisons(state, obj, senses)),
        untranslated=_untranslated(outlook),
        warnings=[problem.message for problem in completeness.warnings(obj)],
    )


@transaction.atomic  # told in the log, or not done
def _publish(request, model_admin, obj: Content, form: PublishForm, senses: SenseForm):
    said = senses.said()
    publication = publishing.publish(obj, by=request.user, **form.choices())
    for one in said:
        publishing.say_same_sense(
            obj, one.piece, one.before, one.after, by=request.user, now=publication.made_at
        )
    labels = ", ".join(one.change.label for one in said)
    told = f"Veröffentlicht: {publication}" + (f"; Sinn unverändert: {labels}" if said else "")
    model_admin.log_change(request, obj, told)
    return publication


def _form_again(request, obj: Content, state: State, refusal: Refused) -> PublishForm:
    """With what was typed, and with what stands now; who confirms again has seen it."""
    data = request.POST.copy()
    for name, value in publishing.what_stands(obj)._asdict().items():
        data[name] = value
    form = PublishForm(data, obj=obj, state=state)
    form.add_error(None, str(refusal))
    return form


def _comparisons(state: State, obj: Content, senses: SenseForm) -> Iterator[tuple[str, list[Row]]]:
    """The draft against what is public, then against each version that is planned."""
    draft, base = snapshot(obj), outdating.base(state)
    title = "Das ändert sich" if state.live else "Das wird öffentlich"
    planned_ones = [(f"Gegenüber {planned(one)}", one) for one in state.coming if not one.withdrawn]
    for heading, version in [(title, state.live), *planned_ones]:
        changes = differences(version and version.thing, draft)
        yield heading, list(_rows(changes, senses.boxes() if version is base else []))


def _rows(changes: list[Change], boxes: list[tuple[Outdated, BoundWidget]]) -> Iterator[Row]:
    """Each change with its box, then what only looks otherwise: that is no difference in words."""
    for change in changes:
        found = next((one for one in boxes if one[0].change == change), ())
        boxes = [one for one in boxes if one is not found]
        yield Row(change, *found)
    for outdated, box in boxes:
        yield Row(outdated.change, outdated, box)


NAMED = 6  # texts; of a new list of documents there are dozens


def _untranslated(outlook: Outlook) -> str:
    return "; ".join(_lacking(count, labels) for count, labels in outlook.untranslated)


def _lacking(count: int, labels: list[str]) -> str:
    named = ", ".join(labels[:NAMED])
    more = len(labels) - NAMED
    if more > 0:
        named += " und ein weiterer Text" if more == 1 else f" und {more} weitere Texte"
    return f"{named} (in {count} {'Sprache' if count == 1 else 'Sprachen'})"


def _announcement(obj: Content, publication: Publication) -> str:
    if publication.live_from > publication.made_at:
        return f"„{obj}“ wird am {in_words(publication.live_from)} öffentlich."
    return f"„{obj}“ ist öffentlich, in etwa einer Sekunde auf jeder Seite."


def withdraw_view(request: HttpRequest, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    state = states.state(obj)
    if not state.live and not state.coming:
        messages.info(request, f"„{obj}“ ist nicht öffentlich und nicht geplant.")
        return HttpResponseRedirect(model_admin.address(obj, "change"))
    form = InstantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                publication = publishing.withdraw(obj, by=request.user, **form.cleaned_data)
                model_admin.log_change(request, obj, f"Zurückgezogen: {publication}")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            announcement = (
                f"„{obj}“ ist ab {in_words(publication.live_from)} nicht mehr öffentlich. "
                "Alle Fassungen bleiben im Verlauf und lassen sich wiederherstellen."
            )
            return _done(request, model_admin, obj, announcement)
    return show(
        request,
        model_admin,
        obj,
        "withdraw",
        f"„{obj}“ zurückziehen",
        form=form,
        state=state,
        planned=[planned(version) for version in state.coming],
        pointing=publishing.pointing_at(obj),
    )


def _done(request, model_admin, obj: Content, announcement: str):
    messages.success(request, announcement)
    return HttpResponseRedirect(model_admin.address(obj, "change"))


def cancel_view(request: HttpRequest, model_admin, object_id, number):
    obj = fetch(model_admin, request, object_id)
    if request.method == "POST":
        try:
            with transaction.atomic():
                publishing.cancel(obj, number, by=request.user)
                model_admin.log_change(request, obj, f"Planung von Fassung {number} aufgehoben")
            messages.success(request, f"Die Planung von Fassung {number} ist aufgehoben.")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(model_admin.address(obj, "history"))

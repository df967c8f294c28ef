"""Personal data that were published by mistake: looked for, shown, and taken out for good.

What is to go comes by POST only and is kept nowhere: in no address, session, message or log.
"""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.views.decorators.debug import sensitive_post_parameters

from content import occurrences, redacting, refusals, roles
from content.admin.common import fetch, show
from content.models import Publication
from content.models.base import Addressed, Content
from content.occurrences import Occurrence
from content.publishing import Refused
from content.removing import Removal
from content.snapshots import kind_of, model_of

NAMED = 8  # others that hold the words; who removes them there sees the rest
SHORTEST = 3  # what is shorter stands in too many other words


class RedactionForm(forms.Form):
    words = forms.CharField(
        label="Diese Wörter entfernen",
        required=False,
        min_length=SHORTEST,
        max_length=300,
        help_text="Genau so, wie sie im Text stehen, zum Beispiel ein Name. Groß und klein zählt. "
        "An ihrer Stelle steht danach „[entfernt]“.",
        widget=forms.TextInput(
            attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    files = forms.MultipleChoiceField(
        label="Diese Dateien löschen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ihre Adresse antwortet dann mit „Seite nicht gefunden“, bis Sie eine neue Datei "
        "veröffentlichen.",
    )
    reason = forms.CharField(
        label="Grund",
        max_length=300,
        help_text="Steht im Verlauf. Ohne die Wörter selbst.",
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    slug = forms.SlugField(
        label="Neue Adresse",
        required=False,
        validators=Addressed._meta.get_field("slug").validators,
        help_text="Nur nötig, wenn die Adresse der Seite die Wörter enthält. Auch die früheren "
        "Fassungen stehen dann unter ihr; die bisherige Adresse leitet nicht weiter.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, obj: Content, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].choices = [(name, name) for name in _files(obj)]
        if not self.fields["files"].choices:
            del self.fields["files"]
            self.fields["words"].required = True
        if not hasattr(obj, "slug"):
            del self.fields["slug"]

    def clean_words(self):
        words = self.cleaned_data["words"]
        if {"{", "}"} & set(words):
            raise forms.ValidationError(
                "Eine Angabe in geschweiften Klammern steht an anderer Stelle: Ändern Sie sie dort."
            )
        return words

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("words") and not cleaned.get("files") and not self.errors:
            raise forms.ValidationError("Was soll entfernt werden? Bitte geben Sie Wörter ein.")
        if self.removal().text(cleaned.get("reason", ""))[1]:
            self.add_error("reason", redacting.IN_REASON.message)
        return cleaned

    def removal(self) -> Removal:
        chosen = self.cleaned_data
        files = frozenset(chosen.get("files", []))
        return Removal(chosen.get("words", ""), chosen.get("slug", ""), files)


def _files(obj: Content) -> list[str]:
    """The stored files of all versions."""
    if kind_of(obj) != "download":
        return []
    versions = refusals.published().versions(("download", obj.uid))
    names = [version.thing.file for version in versions if version.thing]
    return list(dict.fromkeys(filter(None, [*names, obj.file.name])))


def address(model_admin, obj: Content, user) -> str | None:
    return model_admin.address(obj, "redact") if user.has_perm(roles.REDACT) else None


@sensitive_post_parameters("words")
def redact_view(request: HttpRequest, model_admin, object_id) -> HttpResponse:
    """First what would go, then, with the same words sent once more, it goes."""
    obj = fetch(model_admin, request, object_id)
    if not request.user.has_perm(roles.REDACT):
        raise PermissionDenied
    form, found = RedactionForm(request.POST or None, obj=obj), []
    if request.method == "POST" and form.is_valid():
        found = list(occurrences.everywhere(obj, form.removal()))
        if problems := list(redacting.problems(obj, form.removal(), found)):
            _show_problems(form, problems)
        elif "confirm" in request.POST:
            try:
                return _redact(request, model_admin, obj, form)
            except Refused as refusal:
                _show_problems(form, refusal.problems)
    ready = bool(found) and form.is_valid()
    context = {"form": form, "found": found, "ready": ready, "cache_seconds": settings.CDN_SECONDS}
    if found:
        context |= _besides(obj, form.removal())
    return show(request, model_admin, obj, "redact", "Personenbezogene Daten entfernen", **context)


def _show_problems(form: RedactionForm, problems) -> None:
    for problem in problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


@transaction.atomic  # told in the log, or not done
def _redact(request, model_admin, obj: Content, form: RedactionForm) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    done = redacting.redact(obj, form.removal(), by=request.user, reason=reason)
    told = f"{_counted(done)} entfernt. Grund: {reason}"
    obj = fetch(model_admin, request, obj.pk)
    model_admin.log_change(request, obj, f"Geschwärzt: {told}")
    messages.success(request, f"{told}. In etwa einer Sekunde steht es auf keiner Seite mehr.")
    return HttpResponseRedirect(model_admin.address(obj, "history"))


def _counted(done: list[Occurrence]) -> str:
    places = sum(sum(one.found.values()) for one in done)
    versions = sum(isinstance(one.row, Publication) for one in done)
    return (
        f"{places} {'Stelle' if places == 1 else 'Stellen'}, davon in "
        f"{versions} {'Fassung' if versions == 1 else 'Fassungen'},"
    )


def _besides(obj: Content, removal: Removal) -> dict:
    """Where the words stay, because it is not this object's."""
    others = occurrences.in_others(obj, removal)
    named = [
        (capfirst(model_of(kind)._meta.verbose_name), refusals.name_of(kind, uid))
        for kind, uid in others[:NAMED]
    ]
    more = len(others) - len(named)
    return {"others": named, "more": more, "questions": occurrences.in_questions(removal)}

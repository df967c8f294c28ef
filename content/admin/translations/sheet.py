"""One object in one language: the German beside each field, and the way to the public."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import capfirst

from content import published, translating
from content.admin import presence
from content.admin.translations.common import (
    STATES,
    address,
    for_staff,
    for_translators,
    language_or_404,
    languages,
    log,
    may_write,
    name_of,
    show,
)
from content.admin.translations.overview import neighbours
from content.admin.translations.pieces import Piece
from content.admin.translations.upload import UploadForm
from content.edition import Edition
from content.models import Publication, Translation
from content.published import Language, Thing
from content.publishing import Refused
from content.snapshots import model_of
from content.templatetags.people import full_name
from content.translating import Entry
from content.translations import Senses
from content.versions import Key

WORDS = STATES | {"machine": "maschinell, ungeprüft"}
PUBLICATIONS_SHOWN = 10


class EndForm(forms.Form):
    """What stands at the end of the page, for all pieces together."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reviewed_all = forms.BooleanField(
        label="Alle als geprüft",
        required=False,
        help_text="Gilt für jeden Text, der hier steht und zum heutigen Deutschen gehört.",
    )
    note = forms.CharField(
        label="Was hat sich geändert?",
        required=False,
        max_length=300,
        help_text="Für Ihre Kolleginnen und Kollegen, nur beim Veröffentlichen. Muss nicht sein.",
    )


class NoteForm(forms.Form):
    note = EndForm.base_fields["note"]


@dataclass
class Sheet:
    key: Key
    language: Language
    thing: Thing | None
    translation: Translation | None
    pieces: list[Piece]

    @property
    def title(self) -> str:
        return name_of(self.thing)

    @property
    def kind(self) -> str:
        return capfirst(str(model_of(self.key[0])._meta.verbose_name))

    @property
    def revision(self) -> int:
        return self.translation.revision if self.translation else 0

    def address(self, view: str = "translation") -> str:
        return address(view, self.key, self.language.code)


def read(kind: str, uid: str, code: str) -> Sheet:
    """As it stands in the database: what this process knows may be a second old."""
    if kind not in published.KINDS:
        raise Http404
    language, key, now = language_or_404(code), (kind, uid), timezone.now()
    rows = Publication.objects.filter(
        kind=kind, uid=uid, language__in=[published.SOURCE_LANGUAGE, code]
    )
    known = Edition(rows.records())
    translation = (
        Translation.objects.filter(kind=kind, uid=uid, language=code)
        .select_related("changed_by")
        .first()
    )
    drafts = translation.texts.select_related("reviewed_by") if translation else []
    works = translating.work(known, key, code, drafts, now)
    senses = Senses(known.past(key).senses)

    def same(work):
        german, last = work.wording, work.latest
        return bool(last) and senses.same(german.piece, last.source, german.text)

    pieces = [Piece(work, language, same(work)) for work in works]
    return Sheet(key, language, translating.newest_german(known, key, now), translation, pieces)


@for_staff
def by_number(request: HttpRequest, number: int):
    found = get_object_or_404(Translation, pk=number)
    key = found.kind, found.uid
    return HttpResponseRedirect(address("translation", key, found.language))


@for_staff
def sheet(request: HttpRequest, kind: str, uid: str, language: str):
    if request.method == "POST" and not may_write(request.user, language):
        raise PermissionDenied
    if request.method == "POST" and language not in [one.code for one in languages()]:
        return _gone(request)
    found = read(kind, uid, language)
    if request.method == "POST":
        return _receive(request, found)
    refuse_what_is_not_there(found)
    if "arbeit" in request.GET:
        first = next((piece for piece in found.pieces if piece.needs_work), None)
        if first:
            first.focused = True
    return _show(request, found)


@for_staff
def sign(request: HttpRequest, kind: str, uid: str, language: str):
    if not may_write(request.user, language):
        raise PermissionDenied
    return presence.sign(request, presence.Place(kind, uid, language))


def refuse_what_is_not_there(found: Sheet) -> None:
    if not found.thing or not found.pieces:
        raise Http404


def _show(request: HttpRequest, found: Sheet, end: EndForm | None = None, **context):
    kind, uid = found.key
    code = found.language.code
    history = Publication.objects.in_language(kind, uid, code).select_related("made_by")
    history = list(history.order_by("-number")[:PUBLICATIONS_SHOWN])
    before, after = neighbours(found.key, code, timezone.now())
    forms_of_pieces = [(piece, piece.form) for piece in found.pieces]
    rich = [form for piece, form in forms_of_pieces if piece.work.wording.rich]
    typed = end.data if end else {}
    end = EndForm(initial={"opened": found.revision, "note": typed.get("note", "")})
    may = may_write(request.user, code)
    here = presence.Place(kind, uid, code)
    signs = found.address("translation_presence")
    return show(
        request,
        "sheet",
        f"{found.title}, {found.language.name}",
        sheet=found,
        pieces=forms_of_pieces,
        troubled=[piece for piece in found.pieces if piece.problems],
        words=WORDS,
        end=end,
        may_write=may,
        media=rich[0].media if rich and may else "",
        before=before and (before, address("translation", before.key, code) + "?arbeit"),
        after=after and (after, address("translation", after.key, code) + "?arbeit"),
        history=history,
        is_public=bool(history) and history[0].action == "publish",
        withdraw=found.address("translation_withdraw"),
        export=found.address("translation_export"),
        upload=UploadForm(),
        presence=presence.opened(here, request.user, signs) if may else None,
        unsaved=request.method == "POST",
        **context,
    )


# --- Saving


def _receive(request: HttpRequest, found: Sheet):
    kind, uid = found.key
    with transaction.atomic():
        # The lock makes the second of two simultaneous saves wait for the first.
        Translation.objects.select_for_update().get_or_create(
            kind=kind, uid=uid, language=found.language.code
        )
        found = read(kind, uid, found.language.code)
        if not found.pieces:
            return _gone(request)
        end = EndForm(request.POST)
        end.is_valid()
        if end.cleaned_data.get("opened") != found.revision:
            return _show(request, found, end, **_overtaken(request, found))
        saved = _save(request, found, end)
        errors = _publish(request, found, end) if "_publish" in request.POST else []
    troubled = {piece.name: piece for piece in found.pieces if piece.problems}
    lost = _lost(request, found.pieces)
    if saved and "_publish" not in request.POST:
        messages.success(request, "Gespeichert. Öffentlich ist es noch nicht.")
    if not troubled and not errors and not lost:
        if not saved and "_publish" not in request.POST:
            messages.info(request, "Es war nichts zu speichern.")
        return HttpResponseRedirect(found.address())
    fresh = read(kind, uid, found.language.code)
    if not fresh.pieces:
        return _gone(request)
    for piece in fresh.pieces:
        if before := troubled.get(piece.name):
            piece.take_over(before)
    return _show(request, fresh, end, errors=errors, lost=lost)


def _save(request: HttpRequest, found: Sheet, end: EndForm) -> Translation | None:
    reviewed_all = bool(end.cleaned_data.get("reviewed_all"))
    answers = [(piece, piece.answered(request.POST)) for piece in found.pieces]
    entries = [piece.entry(form, reviewed_all) for piece, form in answers if form]
    entries = [entry for entry in entries if entry]
    saved = translating.save(found.key, found.language.code, entries, by=request.user)
    if saved:
        log(request, saved, f"Gespeichert: {', '.join(_labels(found, entries))}")
    return saved


def _labels(found: Sheet, entries: list[Entry]) -> list[str]:
    of = {piece.name: piece.work.wording.label for piece in found.pieces}
    return [of[entry.piece] for entry in entries]


def _publish(request: HttpRequest, found: Sheet, end: EndForm) -> list[str]:
    """Publish what is saved; why not, at the pieces and as far as it concerns none of them."""
    if any(piece.problems for piece in found.pieces):
        return ["Noch nicht veröffentlicht: Bei den markierten Texten ist etwas zu klären."]
    if "note" in end.errors:
        return [f"Noch nicht veröffentlicht. {' '.join(end.errors['note'])}"]
    note = end.cleaned_data["note"]
    try:
        with transaction.atomic():  # told in the log, or not done
            publication = translating.publish(found.translation, by=request.user, note=note)
            log(request, found.translation, f"Veröffentlicht: {publication}")
    except Refused as refusal:
        by_name = {piece.name: piece for piece in found.pieces}
        for problem in refusal.problems:
            if piece := by_name.get(problem.field):
                piece.problems.append(problem.message)
        rest = [one.message for one in refusal.problems if one.field not in by_name]
        return rest or ["Gespeichert, aber noch nicht veröffentlicht."]
    messages.success(request, "Die Übersetzung ist öffentlich, in etwa einer Sekunde überall.")
    return []


def _overtaken(request: HttpRequest, found: Sheet) -> dict[str, Any]:
    """What whoever comes second is told; who saves once more has read it and decides knowingly."""
    changes = [
        piece.merge(form) for piece in found.pieces if (form := piece.answered(request.POST))
    ]
    stands = found.translation
    when, who = timezone.localtime(stands.changed_at), full_name(stands.changed_by) or "Jemand"
    told = (
        f"{who} hat um {when:%-H.%M} Uhr gespeichert, während Sie hier "
        "geschrieben haben. Ihr Text steht noch hier und ist nicht gespeichert. Speichern Sie "
        "noch einmal, dann gilt Ihr Text. Das hat sich inzwischen geändert:"
    )
    return {
        "told": told,
        "changes": list(filter(None, changes)),
        "lost": _lost(request, found.pieces),
    }


def _gone(request: HttpRequest):
    """The object, or the language, was withdrawn while somebody wrote: what they wrote is shown."""
    return show(request, "gone", "Diesen Inhalt gibt es nicht mehr", lost=_lost(request, []))


def _lost(request: HttpRequest, pieces: list[Piece]) -> list[str]:
    """What was typed for texts that the German has no more."""
    there = {f"{piece.name}-text" for piece in pieces}
    names = [name for name in request.POST if name.endswith("-text") and name not in there]
    typed = ((request.POST[name], request.POST.get(f"{name[:-5]}-was", "")) for name in names)
    return [text for text, was in typed if text.strip() != was.strip()]


# --- Withdrawing


@for_translators
def withdraw(request: HttpRequest, kind: str, uid: str, language: str):
    found = read(kind, uid, language)
    refuse_what_is_not_there(found)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                of, _ = Translation.objects.get_or_create(kind=kind, uid=uid, language=language)
                publication = translating.withdraw(of, by=request.user, **form.cleaned_data)
                log(request, of, f"Zurückgezogen: {publication}")
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, "Zurückgezogen. Leserinnen und Leser bekommen den deutschen Text."
            )
        return HttpResponseRedirect(found.address())
    return show(
        request,
        "withdraw",
        f"„{found.title}“ zurückziehen: {found.language.name}",
        sheet=found,
        form=form,
    )

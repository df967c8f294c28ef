"""Files for the programs of translators, and what comes back from them."""

from collections import Counter

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from content import refusals, translating, trouble, uploads, xliff
from content.admin.translations import sheet
from content.admin.translations.common import (
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
from content.admin.translations.overview import standings
from content.admin.translations.upload import UploadForm
from content.models import TranslatedText, Translation
from content.publishing import Refused
from content.xliff import Outcome, Place


@for_staff
def export_one(request: HttpRequest, kind: str, uid: str, language: str):
    found = sheet.read(kind, uid, language)
    sheet.refuse_what_is_not_there(found)
    works = [piece.work for piece in found.pieces]
    return _download([((found.key, language), works)], f"{uid}-{language}")


@for_staff
def export_all(request: HttpRequest):
    """Everything, in one language or in all."""
    code = request.GET.get("sprache", "")
    codes = [language_or_404(code).code] if code else [one.code for one in languages()]
    known, now = refusals.published(), timezone.now()
    drafts = {}
    for row in TranslatedText.objects.select_related("translation"):
        of = row.translation
        drafts.setdefault(((of.kind, of.uid), of.language), []).append(row)
    places = [
        (one.key, code)
        for one in standings(known, [one.code for one in languages()], now)
        for code in codes
    ]
    portions = (
        (place, translating.work(known, *place, drafts.get(place, ()), now)) for place in places
    )
    return _download(portions, f"uebersetzungen-{code or 'alle'}")


def _download(portions, name: str) -> HttpResponse:
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.xlf"
    disposition = content_disposition_header(as_attachment=True, filename=file)
    return HttpResponse(
        xliff.write(portions), xliff.MIME, headers={"Content-Disposition": disposition}
    )


@for_translators
def take(request: HttpRequest):
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        outcomes = _taken(request, form)
        if outcomes is not None:
            return _report(request, outcomes)
    return show(request, "upload", "XLIFF-Datei einlesen", form=form)


def _taken(request: HttpRequest, form: UploadForm) -> list[Outcome] | None:
    """None when the form says why not."""
    try:
        uploads.refuse_lost(request)
        if not form.is_valid():
            return None
        units = xliff.read(form.cleaned_data["datei"].read())
    except OSError as error:
        found = trouble.of(error)
        if not found:
            raise
        form.errors["datei"] = form.error_class([f"{found.title}. {found.reason}"])
        return None
    except xliff.Unreadable as refusal:
        form.add_error("datei", str(refusal))
        return None
    codes = [language.code for language in languages()]
    others = [code for code in codes if not may_write(request.user, code)]
    with transaction.atomic():  # told in the log, or not done
        outcomes = xliff.take(units, refusals.published(), codes, others=others, by=request.user)
        for place, count in Counter(one.unit.place for one in outcomes if one.taken).items():
            log(request, _translation(place), f"Aus XLIFF übernommen: {count} Texte")
    return outcomes


def _translation(place: Place) -> Translation:
    (kind, uid), language = place
    return Translation.objects.get(kind=kind, uid=uid, language=language)


def _report(request: HttpRequest, outcomes: list[Outcome]):
    names = {language.code: language for language in languages()}
    known, now = refusals.published(), timezone.now()
    titles = {}
    for key in {one.unit.place[0] for one in outcomes}:
        thing = translating.newest_german(known, key, now)
        titles[key] = name_of(thing) if thing else "/".join(key)
    rows = [
        {
            "outcome": one,
            "title": titles[one.unit.place[0]],
            "language": names.get(one.unit.place[1]),
            "address": one.work and f"{address('translation', *one.unit.place)}#{one.unit.piece}",
        }
        for one in outcomes
    ]
    touched = dict.fromkeys(one.unit.place for one in outcomes if one.taken)
    return show(
        request,
        "report",
        "XLIFF-Datei: das Ergebnis",
        rows=[row for row in rows if not row["outcome"].unchanged],
        unchanged=[row for row in rows if row["outcome"].unchanged],
        counts=_counts(outcomes),
        touched=[_named(_translation(place)) for place in touched],
    )


def _counts(outcomes: list[Outcome]) -> list[tuple[str, int]]:
    taken = sum(one.taken for one in outcomes)
    unchanged = sum(one.unchanged for one in outcomes)
    return [
        (xliff.TAKEN, taken),
        (xliff.UNCHANGED, unchanged),
        ("abgelehnt", len(outcomes) - taken - unchanged),
    ]


def _named(translation: Translation) -> str:
    """A translation as it was seen: what is saved later is not published by who saw this."""
    return f"{translation.pk}.{translation.revision}"


@for_translators
def publish(request: HttpRequest):
    """What a file has brought, as whoever sent it has seen it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    done = 0
    for name in dict.fromkeys(request.POST.getlist("uebersetzung")):
        pk = name.partition(".")[0]
        found = Translation.objects.filter(pk=pk).first() if _is_number(pk) else None
        if found is None:
            continue
        refusal = _publish(request, found, name)
        done += not refusal
        if refusal:
            messages.error(request, f"{_title(found)}: nicht veröffentlicht. {refusal}")
    if done:
        what = "Eine Übersetzung ist" if done == 1 else f"{done} Übersetzungen sind"
        messages.success(request, f"{what} öffentlich, in etwa einer Sekunde überall.")
    return HttpResponseRedirect(reverse("admin:translations"))


def _publish(request: HttpRequest, found: Translation, name: str) -> str:
    """Why not; nothing when it is public."""
    if not may_write(request.user, found.language):
        return "In diese Sprache übersetzen andere."
    try:
        with transaction.atomic():
            found = Translation.objects.select_for_update().get(pk=found.pk)
            if _named(found) != name:
                return "Inzwischen hat jemand daran weitergeschrieben."
            publication = translating.publish(found, by=request.user, note="Aus XLIFF übernommen")
            log(request, found, f"Veröffentlicht: {publication}")
    except Refused as refusal:
        return str(refusal)
    return ""


def _title(found: Translation) -> str:
    key = found.kind, found.uid
    thing = translating.newest_german(refusals.published(), key, timezone.now())
    return f"{name_of(thing) if thing else found.uid}, {found.language}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18

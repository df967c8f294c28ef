"""The working copy of translations, and the way from it to the public.

A translation is saved and published apart from the German. It is made of the German that was
published last, also of one that is still to come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from content import anatomy, publishing, records
from content.anatomy import PLACEHOLDER
from content.completeness import Problem
from content.edition import Edition
from content.models import Publication, TranslatedText, Translation
from content.models.fields import sanitize
from content.published import Thing, kind_of
from content.published import TranslatedText as PublishedText
from content.published import Translation as PublishedTranslation
from content.publishing import Refused
from content.snapshots import model_of
from content.translations import Held, Senses, Texts
from content.versions import Key


@dataclass(frozen=True)
class Wording:
    """A piece of German to translate; ``label`` says where in the object it stands."""

    piece: str
    label: str
    text: str
    rich: bool


@dataclass(frozen=True)
class Work:
    """A piece in one language: the German, what is saved, what is public and how it stands."""

    wording: Wording
    draft: TranslatedText | None
    held: Held | None

    @property
    def state(self) -> str:
        """How readers get it as soon as this German is live."""
        if self.held is None:
            return "missing"
        if self.held.stale:
            return "stale"
        return "machine" if self.held.text.machine_made else "current"

    @property
    def latest(self) -> TranslatedText | PublishedText | None:
        """What one would go on from: the text that is saved, else the one that is public."""
        return self.draft or (self.held and self.held.text)

    @property
    def unpublished(self) -> bool:
        """Saved otherwise than it is public."""
        if self.draft is None:
            return False
        public = self.held and self.held.text
        return bool(public or self.draft.text) and public != _published(self.draft)


def newest_german(known: Edition, key: Key, now: datetime) -> Thing | None:
    """What was published last of all that is live or to come; None when nothing is."""
    things = [version for version in known.holding(key, now) if not version.withdrawn]
    newest = max(things, key=attrgetter("number"), default=None)
    return newest and newest.thing


def wordings(thing: Thing) -> list[Wording]:
    """All that there is to translate of a thing, in the order of its fields and parts."""
    return list(_wordings(thing, model_of(kind_of(thing)), prefix=""))


def _wordings(thing: Thing, model, prefix: str) -> Iterator[Wording]:
    for slot in anatomy.slots(type(thing)):
        value = getattr(thing, slot.name)
        field = model._meta.get_field(slot.name)
        if slot.part:
            name = field.related_model._meta.verbose_name
            for number, part in enumerate(value, start=1):
                yield from _wordings(part, field.related_model, f"{name} {number}: ")
        elif slot.is_text and value:
            label = prefix + capfirst(str(field.verbose_name))
            piece = anatomy.piece_name(thing.uid, slot.name)
            yield Wording(piece, label, value, slot.holds == "rich text")


def work(known: Edition, key: Key, language: str, drafts: Iterable[TranslatedText], now=None):
    """Each piece of an object in one language. ``drafts``: what is saved of it."""
    thing = newest_german(known, key, now or timezone.now())
    past, saved = known.past(key), {draft.piece: draft for draft in drafts}
    texts, senses = Texts(past.translations.get(language, ())), Senses(past.senses)
    return [
        Work(one, saved.get(one.piece), texts.held(one.piece, one.text, senses))
        for one in (wordings(thing) if thing else [])
    ]


def unpublished(known: Edition, key: Key, now=None) -> dict[str, PublishedTranslation]:
    """By language, what is saved and not public yet, as it would be published."""
    kind, uid = key
    found = {}
    for one in Translation.objects.filter(kind=kind, uid=uid).prefetch_related("texts"):
        works = work(known, key, one.language, one.texts.all(), now)
        if texts := tuple(_published(each.draft) for each in works if each.unpublished):
            found[one.language] = PublishedTranslation(uid=uid, texts=texts)
    return found


@dataclass(frozen=True)
class Entry:
    """What somebody, or a machine, has written for a piece of which they saw this German."""

    piece: str
    source: str
    text: str
    rich: bool = False
    machine_made: bool = False
    reviewed: bool = False


@transaction.atomic
def save(
    key: Key, language: str, entries: Iterable[Entry], *, by=None, now=None
) -> Translation | None:
    """Keep what is new; None when nothing is. What stands already keeps its review."""
    kind, uid = key
    translation, _ = Translation.objects.select_for_update().get_or_create(
        kind=kind, uid=uid, language=language
    )
    saved = {text.piece: text for text in translation.texts.all()}
    new = [_row(translation, saved.get(entry.piece), entry, by, now) for entry in entries]
    rows = [row for row in new if row]
    if not rows:
        return None
    TranslatedText.objects.bulk_create([row for row in rows if not row.pk])
    for row in rows:
        if row.piece in saved:
            row.save()
    translation.revision += 1
    translation.changed_by = by
    translation.save()
    return translation


def _row(translation, saved: TranslatedText | None, entry: Entry, by, now) -> TranslatedText | None:
    row = saved or TranslatedText(translation=translation, piece=entry.piece)
    text = sanitize(entry.text) if entry.rich else entry.text.strip()
    is_new = (row.source, row.text) != (entry.source, text)
    if row.text != text:
        row.machine_made = entry.machine_made
    if is_new:
        row.source, row.text = entry.source, text
        row.reviewed_by = row.reviewed_at = None
    newly_reviewed = entry.reviewed and not row.reviewed_at
    if newly_reviewed:
        row.reviewed_by, row.reviewed_at = by, now or timezone.now()
    return row if (saved or text) and (is_new or newly_reviewed) else None


def problems(translation: Translation, now=None) -> list[Problem]:
    """Why it can't be published as it is, each at its piece."""
    key = translation.kind, translation.uid
    german = Edition(Publication.objects.of(*key).records())
    thing = newest_german(german, key, now or timezone.now())
    # What the German has no more nobody can mend, and no reader gets.
    there_are = {one.piece for one in wordings(thing)} if thing else set()
    return [
        Problem(row.piece, message)
        for row in translation.texts.all()
        if row.text and row.piece in there_are
        for message in faults(row.source, row.text)
    ]


def faults(source: str, text: str) -> Iterator[str]:
    """What keeps a text from standing for this German."""
    german, own = (sorted(map("".join, PLACEHOLDER.findall(one))) for one in (source, text))
    if german != own:
        needed = ", ".join(match[0] for match in PLACEHOLDER.finditer(source)) or "keine"
        yield f"Diese Angaben gehören in den Text wie im Deutschen: {needed}."
    elif "{" in PLACEHOLDER.sub("", text):
        yield "Eine geschweifte Klammer steht nur um eine übernommene Angabe wie {telefon:…}."


@transaction.atomic
def publish_new(language: str, wanted: Iterable[tuple[Key, list[Entry]]], note: str) -> int:
    """Save and publish many that are not there yet, in a few queries: for the first start."""
    new = {key: (Translation(kind=key[0], uid=key[1], language=language), es) for key, es in wanted}
    Translation.objects.filter(language=language, texts=None).delete()  # opened, nothing written
    Translation.objects.bulk_create(translation for translation, _ in new.values())
    rows = {
        key: [row for entry in entries if (row := _row(translation, None, entry, None, None))]
        for key, (translation, entries) in new.items()
    }
    TranslatedText.objects.bulk_create(row for of_one in rows.values() for row in of_one)
    with publishing.numbering() as (number, instant):
        Publication.objects.bulk_create(
            publishing.unsaved(
                "publish",
                key,
                number + n,
                instant,
                language=language,
                note=note,
                data=_written(key[1], of_one),
            )
            for n, (key, of_one) in enumerate(rows.items())
        )
    return len(rows)


NOTHING_NEW = Problem("", "So ist die Übersetzung schon öffentlich.")
NOT_PUBLIC = Problem("", "Diese Übersetzung ist nicht öffentlich.")


def publish(translation: Translation, *, by=None, now=None, note="") -> Publication:
    """Publish what is saved; it is public at once. Raises ``Refused``."""
    with publishing.numbering(now) as (number, instant):
        if found := problems(translation):
            raise Refused(*found)
        rows = list(translation.texts.all())
        data = _written(translation.uid, rows)
        last = _publications(translation).last()
        if (last.data if last else "") == data or not rows:
            raise Refused(NOTHING_NEW)
        return _add("publish", translation, number, instant, by=by, note=note, data=data)


def withdraw(translation: Translation, *, by=None, now=None, note="") -> Publication:
    """All that is public of it, old texts too: readers get the German. Raises ``Refused``."""
    with publishing.numbering(now) as (number, instant):
        last = _publications(translation).last()
        if not last or last.action == "withdraw":
            raise Refused(NOT_PUBLIC)
        return _add("withdraw", translation, number, instant, by=by, note=note)


def _publications(translation: Translation):
    key = translation.kind, translation.uid, translation.language
    return Publication.objects.in_language(*key).order_by("number")


def _add(action: str, translation: Translation, number: int, instant: datetime, **fields):
    key = translation.kind, translation.uid
    return publishing.add(action, key, number, instant, language=translation.language, **fields)


def _written(uid: str, rows: Iterable[TranslatedText]) -> str:
    return records.write(PublishedTranslation(uid=uid, texts=tuple(map(_published, rows))))


def _published(row: TranslatedText) -> PublishedText:
    machine_made = row.machine_made and not row.reviewed_at
    return PublishedText(
        piece=row.piece, source=row.source, text=row.text, machine_made=machine_made
    )

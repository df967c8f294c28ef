"""The initial content: reviewed text files, one object each, read into the working copy."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec
from django.utils import timezone

from content import published, translating
from content.models import OpenQuestion, Publication, Translation
from content.models.base import Content
from content.models.fields import sanitize
from content.published import SOURCE_LANGUAGE, Thing
from content.snapshots import load, model_of
from content.translating import Entry
from content.versions import Key

FOLDER = Path(__file__).parent / "initial"


@dataclass(frozen=True)
class Initial:
    kind: str
    thing: Thing
    source_note: str

    def exists(self) -> bool:
        return model_of(self.kind).objects.filter(uid=self.thing.uid).exists()

    def create(self) -> Content:
        own = {
            name: getattr(self.thing, name)
            for name in ("uid", "slug", "position")
            if hasattr(self.thing, name)
        }
        return model_of(self.kind).objects.create(**own, source_note=self.source_note)


def read(language: str) -> Iterator[Initial]:
    for kind, concept in published.KINDS.items():
        for path in sorted((FOLDER / language / kind).glob("*.toml")):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            note = data.pop("source_note", "")
            yield Initial(kind, _to_review(msgspec.convert(data, concept, strict=False)), note)


def _to_review(thing: Thing) -> Thing:
    """A notice without an end is to be reviewed from the day of loading on: staff are told so at
    once. It is no date of the notice, and readers are shown none.
    """
    if isinstance(thing, published.Notice) and not (thing.ends_at or thing.review_on):
        return replace(thing, review_on=timezone.localdate())
    return thing


def create_missing(language: str) -> list[Content]:
    """Create what is not there and touch nothing that is; all of it first, then what refers."""
    new = [(initial, initial.create()) for initial in read(language) if not initial.exists()]
    for initial, obj in new:
        load(obj, initial.thing)
    return [obj for _, obj in new]


def languages() -> list[str]:
    """Those that the initial content was translated into."""
    folders = (folder.name for folder in FOLDER.iterdir() if folder.is_dir())
    return sorted(name for name in folders if name != SOURCE_LANGUAGE)


def read_translations(language: str) -> Iterator[tuple[Key, list[Entry]]]:
    """Each object with its texts and the German that each was made from. All machine-made."""
    for kind in published.KINDS:
        path = FOLDER / language / f"{kind}.toml"
        texts = tomllib.loads(path.read_text(encoding="utf-8"))["texts"] if path.exists() else []
        for uid, of_object in groupby(texts, key=itemgetter("object")):
            yield (kind, uid), [_entry(text) for text in of_object]


def _entry(text: dict[str, str]) -> Entry:
    rich = text["german"].startswith("<")
    german = sanitize(text["german"]) if rich else text["german"]
    return Entry(text["piece"], german, text["text"], rich, machine_made=True)


def publish_missing_translations(language: str, note: str) -> int:
    """Of what is published; whoever has begun to translate an object keeps what they have."""
    of_language = Translation.objects.filter(language=language, texts__isnull=False)
    begun = set(of_language.values_list("kind", "uid"))
    begun |= set(Publication.objects.filter(language=language).values_list("kind", "uid"))
    public = set(Publication.objects.values_list("kind", "uid"))
    wanted = [one for one in read_translations(language) if one[0] in public - begun]
    return translating.publish_new(language, wanted, note)


def create_missing_questions(language: str) -> None:
    data = tomllib.loads((FOLDER / language / "openquestions.toml").read_text(encoding="utf-8"))
    for question in data["question"]:
        number = question.pop("number")
        OpenQuestion.objects.get_or_create(number=number, defaults=question)

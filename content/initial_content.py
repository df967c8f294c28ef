"""The initial content: reviewed text files, one object each, read into the working copy."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from content import published
from content.models import OpenQuestion
from content.models.base import Content
from content.published import Thing
from content.snapshots import load, model_of

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
            yield Initial(kind, msgspec.convert(data, concept, strict=False), note)


def create_missing(language: str) -> list[Content]:
    """Create what is not there and touch nothing that is; all of it first, then what refers."""
    new = [(initial, initial.create()) for initial in read(language) if not initial.exists()]
    for initial, obj in new:
        load(obj, initial.thing)
    return [obj for _, obj in new]


def create_missing_questions(language: str) -> None:
    data = tomllib.loads((FOLDER / language / "openquestions.toml").read_text(encoding="utf-8"))
    for question in data["question"]:
        number = question.pop("number")
        OpenQuestion.objects.get_or_create(number=number, defaults=question)

"""Help while writing: what in a text could be better. It blocks nothing.

Pure: a thing and what is public go in, short German sentences that quote the place come out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from content.anatomy import Slot, slots
from content.published import Term, Thing
from content.writing import passages, readability, remarks, typed
from content.writing.passages import Passage
from content.writing.remarks import Public


@dataclass(frozen=True)
class Advice:
    """On one text of an object or of a part. ``easy``: how well it reads, where that is well."""

    uid: str
    field: str
    remarks: tuple[str, ...]
    easy: str = ""


# Words for the search, forms of a term, where something was read: no sentences for readers.
NOT_READ = {"keywords", "words", "source_as_of"}


def public(lists: Mapping[str, list[Thing]]) -> Public:
    """Of the lists of a site, see ``content.stock``."""
    explained = (form for term in lists["term"] if term.explanation for form in _forms(term))
    return Public(typed.facts(lists), frozenset(explained))


def _forms(term: Term) -> list[str]:
    return [term.term, *(form.strip() for form in term.words.split(","))]


def advice(thing: Thing, known: Public) -> list[Advice]:
    """In the order of the fields; nothing of a text of which there is nothing to say."""
    if isinstance(thing, Term):
        known = known._replace(terms=known.terms.union(_forms(thing)))
    read = [
        (uid, slot.name, passages.in_text(text, slot.holds == "rich text"))
        for uid, slot, text in _texts(thing)
    ]
    whole = "\n".join(passage.text for _uid, _field, of in read for passage in of)
    found = (_advice(uid, field, of, known, whole) for uid, field, of in read)
    return [one for one in found if one.remarks or one.easy]


def _texts(thing: Any) -> Iterator[tuple[str, Slot, str]]:
    for slot in slots(type(thing)):
        value = getattr(thing, slot.name)
        if slot.part:
            for part in value:
                yield from _texts(part)
        elif slot.is_text and value and slot.name not in NOT_READ:
            yield thing.uid, slot, value


def _advice(uid: str, field: str, of: list[Passage], known: Public, whole: str) -> Advice:
    told = tuple(remarks.on_text(of, known, whole))
    figure = readability.measured([sentence for passage in of for sentence in passage.sentences])
    if figure is None:
        return Advice(uid, field, told)
    if figure.is_hard:
        return Advice(uid, field, (*told, figure.message))
    return Advice(uid, field, told, easy=figure.message)

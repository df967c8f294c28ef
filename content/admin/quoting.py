"""„Angaben einfügen“: the facts that a form offers for its texts."""

from django.utils import timezone
from django.utils.text import capfirst

from content import completeness, quotes
from content.anatomy import slots
from content.edition import Edition
from content.published import KINDS


def offered(kind: str, known: Edition) -> dict:
    """For the form: in which of its fields, and what."""
    names = text_fields(kind)
    return {"text_fields": names, "quotations": quotations(known) if names else []}


def text_fields(kind: str) -> list[str]:
    """The names of the fields of a form into whose text facts can be quoted; of parts without
    their number."""
    own = [slot for slot in slots(KINDS[kind]) if slot.name not in completeness.FACTS.get(kind, ())]
    names = [slot.name for slot in own if slot.is_text]
    parts = [slot for slot in own if slot.part]
    return names + [
        f"{of.name}-{one.name}" for of in parts for one in slots(of.part) if one.is_text
    ]


def quotations(known: Edition) -> list[tuple[str, str]]:
    """All facts that texts can quote now: how it is written, and what it says."""
    lists = known.current(timezone.now()).stock.lists
    return [
        (f"{{{what}:{thing.uid}}}", f"{capfirst(quotable.label)}: {_name(thing)} ({said})")
        for what, quotable in quotes.QUOTABLE.items()
        for thing in lists[quotable.kind]
        if (said := quotes.quoted(what, thing))
    ]


def _name(thing) -> str:
    return getattr(thing, "title", "") or thing.name

"""What could be better in a draft, shown where it is written. It may be published all the same."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from content import completeness, edition, links, writing
from content.anatomy import slots
from content.models.base import Content, Identified
from content.published import KINDS
from content.snapshots import kind_of, snapshot
from content.writing.markup import lost_heading


@dataclass(frozen=True)
class Told:
    """At one field of the object or of a part; ``easy``: how well its text reads."""

    label: str
    remarks: tuple[str, ...]
    easy: str = ""


def advice(obj: Content) -> dict[tuple[str, str], Told]:
    """By the uid of the object or part, and the field."""
    remarks, easy = defaultdict(tuple), {}
    # What this process knows is enough for advice, and asks the database nothing.
    dead_links = links.warnings(snapshot(obj), edition.newest(), timezone.now())
    for problem in [*completeness.warnings(obj), *dead_links]:
        remarks[obj.uid, problem.field] += (problem.message,)
    known = writing.public(edition.newest().current(timezone.now()).stock.lists)
    for one in writing.advice(snapshot(obj), known):
        remarks[one.uid, one.field] += one.remarks
        easy[one.uid, one.field] = one.easy
    owners = dict(_owners(obj))
    return {
        (uid, field): Told(_label(owners[uid], field), told, easy.get((uid, field), ""))
        for (uid, field), told in remarks.items()
    }


def _owners(obj: Content) -> Iterator[tuple[str, Identified]]:
    """What has texts, by its uid: the object and its parts."""
    yield obj.uid, obj
    for slot in slots(KINDS[kind_of(obj)]):
        for part in getattr(obj, slot.name).all() if slot.part else ():
            yield part.uid, part


def _label(owner: Identified, field: str) -> str:
    label = completeness.label_of(owner, field) if field else ""
    if isinstance(owner, Content):
        return label
    return f"{owner._meta.verbose_name} „{owner}“ · {label}"


def with_remarks(obj: Content) -> list[Told]:
    return [one for one in advice(obj).values() if one.remarks]


def show(context: dict, obj: Content) -> None:
    """Beneath each field, as a part of its help: so it is read out with the field."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += inline.formset.forms
    found = advice(obj)
    for form in forms:
        for (uid, name), told in found.items():
            if form.instance.uid == uid and name in form.fields:
                html = render_to_string("admin/content/_advice.html", {"told": told})
                # What stands there already is ours, and may hold markup.
                form[name].help_text = mark_safe(f"{form[name].help_text}{html}")


def after_saving(request: HttpRequest, obj: Content) -> Iterator[str]:
    count = sum(len(told.remarks) for told in with_remarks(obj))
    if count:
        many = "einen Hinweis" if count == 1 else f"{count} Hinweise"
        where = "Er steht bei seinem Feld" if count == 1 else "Sie stehen bei den Feldern"
        yield f"Zu Ihrem Entwurf gibt es {many}. {where}. Veröffentlichen können Sie trotzdem."
    if any(map(lost_heading, _typed_rich_texts(request, obj))):
        yield (
            "Eine Überschrift hatte eine Ebene, die es in diesen Texten nicht gibt. Ihre Wörter "
            "stehen jetzt als Absatz da. Machen Sie mit dem Knopf „Überschrift“ wieder eine daraus."
        )


def _typed_rich_texts(request: HttpRequest, obj: Content) -> Iterator[str]:
    """As they came, before they were sanitised."""
    own = slots(KINDS[kind_of(obj)])
    rich = [slot for of in (own, *(slots(one.part) for one in own if one.part)) for slot in of]
    names = {slot.name for slot in rich if slot.holds == "rich text"}
    return (text for key, text in request.POST.items() if key.split("-")[-1] in names)

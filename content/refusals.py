"""What keeps an object from being published or withdrawn, apart from what it lacks itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from django.urls import Resolver404, resolve

from content import anatomy, edition, quotes, records
from content.completeness import Problem
from content.edition import Edition
from content.following import up_to_date
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, Thing
from content.snapshots import kind_of, model_of, snapshot
from content.versions import Version


def published() -> Edition:
    """All that the database has published at this moment, of which most is known already."""
    return up_to_date(edition.newest())


def others(obj: Content, instant: datetime) -> Iterator[tuple[str, str, list[Version]]]:
    """Kind, uid and the live and scheduled versions of every other object."""
    for (kind, uid), versions in published().standing(instant):
        if (kind, uid) != (kind_of(obj), obj.uid):
            yield kind, uid, versions


def name_of(kind: str, uid: str) -> str:
    """What staff call an object; one that is only public any more is called by its uid."""
    return str(model_of(kind).objects.filter(uid=uid).first() or uid)


def unreadable(obj: Content) -> Iterator[Problem]:
    """What could not be read back must not be written."""
    try:
        thing = snapshot(obj)
        if (
            records.decode(kind_of(obj), records.current_shape(kind_of(obj)), records.write(thing))
            == thing
        ):
            return
        why = "sie läse sich anders zurück"
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        why = str(error)
    yield Problem("", f"Die Fassung ließe sich nicht wieder lesen: {why}.")


# A language's code is the address of all its pages.
ADDRESS = {"language": "code"}


def taken_address(obj: Content, instant: datetime) -> Iterator[Problem]:
    kind = kind_of(obj)
    field = ADDRESS.get(kind, "slug")
    wanted = getattr(obj, field, None)
    if not wanted:
        return
    if kind == "page" and not _is_free_for_pages(wanted):
        yield Problem(
            field, f"Die Adresse „{wanted}“ gehört schon zu einem festen Teil der Website."
        )
    for other, uid, versions in others(obj, instant):
        if other == kind and any(getattr(one.thing, field) == wanted for one in versions):
            owner = name_of(kind, uid)
            yield Problem(
                field, f"Die Adresse „{wanted}“ hat schon „{owner}“. Bitte ändern Sie sie."
            )


def _is_free_for_pages(slug: str) -> bool:
    try:
        return resolve(f"/{SOURCE_LANGUAGE}/{slug}/").url_name == "page"
    except Resolver404:
        return False


def changed_code(obj: Content) -> Iterator[Problem]:
    """Under a language's code stand the addresses of all its pages, and its translations."""
    if kind_of(obj) != "language":
        return
    things = [version.thing for version in published().versions(("language", obj.uid))]
    if others := {thing.code for thing in things if thing} - {obj.code}:
        yield Problem(
            "code",
            f"Das Kürzel bleibt „{others.pop()}“: Unter ihm stehen alle Seiten und Übersetzungen "
            "dieser Sprache. Legen Sie für ein anderes eine neue Sprache an.",
        )


# From when a text holds, while nobody has said it yet: what comes last is what counts.
SOME_DAY = datetime.max.replace(tzinfo=UTC)


def missing_facts(
    obj: Content, thing: Thing, instant: datetime, start: datetime
) -> Iterator[Problem]:
    """A text that holds from ``start`` on quotes a fact that is not public then or later goes;
    or a fact goes that others quote."""
    quotations = set(anatomy.quotations(thing))
    if not quotations and kind_of(obj) not in {one.kind for one in quotes.QUOTABLE.values()}:
        return
    known = published()
    for what, uid in sorted(quotations):
        versions = known.holding((quotes.QUOTABLE[what].kind, uid), start)
        facts = [thing] if uid == obj.uid else [version.thing for version in versions]
        later = versions and versions[0].live_from > start
        if later or not facts or not all(quotes.quoted(what, fact) for fact in facts):
            yield Problem(
                "",
                f"Ein Text übernimmt mit {{{what}:{uid}}} die Angabe "
                f"„{quotes.QUOTABLE[what].label}“, aber das ist dann nicht öffentlich. "
                "Veröffentlichen Sie zuerst diese Angabe, oder wählen Sie eine andere aus der "
                "Liste „Angaben einfügen“.",
            )
    yield from _needed(obj.uid, thing, others(obj, instant))


def needed_facts(obj: Content, instant: datetime) -> Iterator[Problem]:
    """Other texts quote a fact of the object that is to be withdrawn."""
    yield from _needed(obj.uid, None, others(obj, instant))


def _needed(uid: str, fact: Thing | None, standing) -> Iterator[Problem]:
    needing = [
        name_of(kind, of_uid)
        for kind, of_uid, versions in standing
        if any(_quotes_in_vain(version.thing, uid, fact) for version in versions)
    ]
    if needing:
        names = ", ".join(f"„{name}“" for name in needing)
        yield Problem(
            "", f"Texte brauchen noch Angaben von hier: {names}. Ändern Sie zuerst diese Texte."
        )


def _quotes_in_vain(text: Thing, uid: str, fact: Thing | None) -> bool:
    return any(of == uid and not quotes.quoted(what, fact) for what, of in anatomy.quotations(text))


def indispensable(obj: Content) -> Iterator[Problem]:
    if kind_of(obj) == "office" or getattr(obj, "code", None) == SOURCE_LANGUAGE:
        yield Problem("", f"Ohne „{obj}“ hätte die Website keine einzige Seite.")

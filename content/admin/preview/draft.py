"""What a preview lays over the site: a draft, and what is saved of it in other languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec
from django.urls import reverse
from django.utils import timezone

from content import addresses, records, refusals, translating
from content.edition import Edition
from content.models import Proposal
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, Download, Thing, Translation, kind_of
from content.site import Site
from content.snapshots import model_of, snapshot
from content.versions import Key

# What has no page of its own is looked at where it appears.
ELSEWHERE = {
    "language": "home",
    "checklist": "checklists",
    "download": "downloads",
    "term": "all_pages",
}


@dataclass(frozen=True)
class Draft:
    thing: Thing
    translations: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return kind_of(self.thing), self.thing.uid

    @property
    def name(self) -> str:
        """As it is called in the draft, not as colleagues may call it meanwhile."""
        names = (getattr(self.thing, name, "") for name in ("title", "name", "term"))
        return next(filter(None, names), model_of(kind_of(self.thing))._meta.verbose_name)

    def starts(self, now: datetime) -> datetime:
        """Now; for what starts later, its start."""
        return max(now, getattr(self.thing, "starts_at", None) or now)

    @property
    def instants(self) -> list[datetime]:
        """At which it begins and ends by itself."""
        return [
            instant
            for name in ("starts_at", "ends_at")
            if (instant := getattr(self.thing, name, None))
        ]

    def is_public(self, known: Edition, instant: datetime) -> bool:
        """Whether the German of it is what readers get then anyway."""
        holding = known.past(self.key).lived(instant).versions[-1:]
        return [one.thing for one in holding] == [self.thing]

    def over(self, known: Edition, instant: datetime) -> Edition:
        """Only what is not public then: all else stays as readers get it, dates too."""
        drafts = {} if self.is_public(known, instant) else {SOURCE_LANGUAGE: self.thing}
        drafts |= self.translations
        return known.with_drafts(kind_of(self.thing), drafts, instant) if drafts else known

    def page(self, site: Site) -> str:
        """The path of the German page where one sees it."""
        thing = self.thing
        own = None if isinstance(thing, Download) else addresses.of(thing, site, SOURCE_LANGUAGE)
        if own:
            return own.partition("#")[0]
        return reverse(ELSEWHERE[kind_of(thing)], kwargs={"language": SOURCE_LANGUAGE})


def working_copy(obj: Content, known: Edition) -> Draft:
    """Raises ``msgspec.ValidationError``."""
    thing = _presentable(obj)
    return Draft(thing, translating.unpublished(known, (kind_of(thing), thing.uid)))


def _presentable(obj: Content) -> Thing:
    """The draft with something in the place of what no page can be without."""
    thing = snapshot(obj)
    if hasattr(thing, "slug") and not _has_address(obj, thing):
        thing = replace(thing, slug=f"entwurf-{thing.uid}")
    if not getattr(thing, "file", True):
        thing = replace(thing, file="entwurf.pdf")
    return thing


def _has_address(obj: Content, thing: Thing) -> bool:
    return bool(thing.slug) and not any(refusals.taken_address(obj, timezone.now()))


def written(draft: Draft) -> dict:
    """As a proposal keeps it."""
    kind, uid = draft.key
    # Not as JSON within JSON: a redaction must find its words in them.
    texts = {language: msgspec.to_builtins(one) for language, one in draft.translations.items()}
    return {
        "kind": kind,
        "uid": uid,
        "shape": records.current_shape(kind),
        "data": records.write(draft.thing),
        "options": {"translations": texts},
    }


def kept(proposal: Proposal) -> Draft:
    texts = proposal.options.get("translations", {}).items()
    return Draft(
        proposal.thing(),
        {language: msgspec.convert(data, Translation) for language, data in texts},
    )

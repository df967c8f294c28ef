"""What is public, as the readers of another language than German get it. Pure."""

import re
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from operator import is_
from typing import Any

from content import anatomy, pieces, quotes, tongues
from content.pieces import Piece, State
from content.published import KINDS, Language, Thing, kind_of
from content.stock import Stock
from content.translations import Senses, Texts, Wordings, changed_at, wordings
from content.versions import Past

GERMAN_LINK = re.compile(r'(?<=href="/)de(?=/)')


class LocalStock(Stock):
    """Laid out like the German one, of things whose texts are pieces. What has not changed is the
    same object as in the local stock before it.
    """

    def __init__(self, language: Language):
        super().__init__()
        self.language = language
        self.tongue = tongues.of(language)
        # Of what each fact was translated, and each thing was filled, in order to see whether
        # it is still the same.
        self._translated_from: dict[str, tuple] = {}
        self._filled_from: dict[str, tuple] = {}

    @classmethod
    def of(cls, german: Stock, language: Language, former: Stock | None, since: datetime) -> Stock:
        new = cls(language)
        before = former if former and former.language is language else cls(language)
        new.pasts, new.former_addresses = german.pasts, german.former_addresses
        new.lists = {**before.lists}
        for (kind, uid), past in german.pasts.items():
            if (fact := german.facts.get(uid)) and kind_of(fact) == kind:
                new._translate(fact, past, before)
        for uid, fact in new.facts.items():
            quoted = new._quoting[uid] | german._quoting.get(uid, frozenset())
            new.things[uid] = new._filled(fact, quoted, before) if quoted else fact
        with new.tongue.speaking():
            new._lay_out(set(KINDS), since)
        return new

    def _translate(self, german: Thing, past: Past, before: "LocalStock") -> None:
        uid, rows = german.uid, past.translations.get(self.language.code)
        made_of = self._translated_from[uid] = german, past.versions, rows, past.senses
        known = before.facts.get(uid)
        if _same(made_of, before._translated_from.get(uid)):
            self.facts[uid], self._quoting[uid] = known, before._quoting[uid]
        else:
            fact = Translator(self.tongue, past).translated(german)
            self.facts[uid] = known if known == fact else fact
            self._quoting[uid] = frozenset(of for _, of in anatomy.quotations(fact))

    def _filled(self, fact: Thing, quoted: frozenset[str], before: "LocalStock") -> Thing:
        made_of = self._filled_from[fact.uid] = fact, *map(self.facts.get, sorted(quoted))
        known = before.things.get(fact.uid)
        if _same(made_of, before._filled_from.get(fact.uid)):
            return known
        thing = quotes.filled(fact, self.facts, self.tongue)
        return known if known == thing else thing

    def of_the_past(self, thing: Thing, past: Past) -> Thing:
        then = Translator(self.tongue, past, only_if_current=True).translated(thing)
        return quotes.filled(then, self.facts, self.tongue)


def _same(made_of: tuple, before: tuple | None) -> bool:
    return before is not None and len(before) == len(made_of) and all(map(is_, made_of, before))


class Translator:
    """Puts the texts of one language into German things, with what is to be told of each."""

    def __init__(self, tongue: tongues.Tongue, past: Past, only_if_current: bool = False):
        self.tongue = tongue
        self.past = past
        self.texts = Texts(past.translations.get(tongue.code, ()))
        self.senses = Senses(past.senses)
        self.only_if_current = only_if_current

    def translated(self, thing: Any) -> Any:
        changes = {}
        for slot in anatomy.slots(type(thing)):
            value = getattr(thing, slot.name)
            if slot.part:
                changes[slot.name] = tuple(map(self.translated, value))
            elif slot.is_text and value:
                name = anatomy.piece_name(thing.uid, slot.name)
                changes[slot.name] = self._piece(name, value, slot.holds == "rich text")
        return replace(thing, **changes) if changes else thing

    def _piece(self, name: str, german: str, rich: bool) -> Piece:
        held = self.texts.held(name, german, self.senses, partial(self._lived, name))
        if held is None or (held.stale and self.only_if_current):
            piece = Piece(german, german, State(missing=True, rich=rich), self.tongue)
        else:
            changed = changed_at(name, self._wordings, self.senses) if held.stale else None
            state = State(changed=changed, machine_made=held.text.machine_made, rich=rich)
            piece = Piece(held.text.text, german, state, self.tongue)
        stay = partial(GERMAN_LINK.sub, self.tongue.code)  # within the reader's language
        return pieces.changed(piece, stay) if rich else piece

    @cached_property
    def _wordings(self) -> Wordings:
        return wordings(self.past.versions)

    def _lived(self, name: str) -> set[str]:
        return {texts[name] for _, texts in self._wordings if name in texts}

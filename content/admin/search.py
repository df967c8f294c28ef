"""A search over all that staff have written: drafts with their parts, questions, translations."""

from dataclasses import dataclass, field

from django.contrib import admin
from django.db.models import CharField, F, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from content import anatomy, published, roles
from content.admin.attention.desk import Desk
from content.admin.excerpts import Excerpt, Words
from content.admin.translations.common import address, languages
from content.models import OpenQuestion, TranslatedText
from content.snapshots import model_of
from content.versions import Key

MOST = 50  # objects on the page; who gets more has to say more
PLACES = 3  # of each
# Nothing that one would look for: drawings, what the software has written.
NO_WORDS = {"uid", "mark", "mark_accent", "file_type"}


@dataclass
class Hit:
    """Something in which all words occur; ``places`` are the names of its texts and excerpts."""

    kind: str
    name: str
    url: str
    named: bool
    places: list[tuple[str, Excerpt]] = field(default_factory=list)


def search(request: HttpRequest) -> TemplateResponse:
    asked = request.GET.get("q", "").strip()[:200]
    words = Words(asked)
    hits = _hits(Desk(request.user), words) if words else []
    context = admin.site.each_context(request) | {
        "title": "Suche",
        "asked": asked,
        "hits": hits[:MOST],
        "more": len(hits) > MOST,
    }
    return TemplateResponse(request, "admin/search.html", context)


def _hits(desk: Desk, words: Words) -> list[Hit]:
    """What is called so comes first."""
    found = [*_contents(desk, words), *_questions(desk, words), *_translations(desk, words)]
    return sorted(found, key=lambda hit: not hit.named)


# --- Contents


def _contents(desk: Desk, words: Words):
    texts = _texts_of_contents(desk)
    for draft in desk.drafts.values():
        of_one = texts.get(draft.key, [])
        if words.all_in([draft.name, *(text for _, text in of_one)]):
            [row] = desk.rows(draft.uid)
            yield _hit(row.kind, draft.name, row.url, words, of_one)


def _hit(kind: str, name: str, url: str, words: Words, texts: list[tuple[str, str]]) -> Hit:
    places = [(label, words.excerpt(text)) for label, text in texts if words.any_in(text)]
    return Hit(kind, name, url, words.any_in(name), places[:PLACES])


def _texts_of_contents(desk: Desk) -> dict[Key, list[tuple[str, str]]]:
    """Of each object its texts with their labels, those of its parts too, in one query."""
    if not desk.kinds:
        return {}
    sources = [source for kind in desk.kinds for source in _sources(kind)]
    first, *rest = [_rows(*source) for source in sources]
    found = {}
    for kind, uid, part, texts in first.union(*rest, all=True):
        labels = _labels(model_of(kind), part)
        said = [(labels[name], text) for name, text in texts.items() if text]
        # Its own before those of its parts, whatever the order of the rows.
        known = found.setdefault((kind, uid), [])
        known[:] = [*known, *said] if part else [*said, *known]
    return found


def _sources(kind: str):
    yield kind, model_of(kind), "", "uid"
    for slot in anatomy.slots(published.KINDS[kind]):
        if slot.part:
            of = model_of(kind)._meta.get_field(slot.name)
            yield kind, of.related_model, slot.name, f"{of.field.name}__uid"


def _rows(kind: str, model: type[Model], part: str, owner: str) -> QuerySet:
    texts = JSONObject(**{name: F(name) for name in _worded(model)})
    named = [Value(kind, CharField()), F(owner), Value(part, CharField()), texts]
    return model._default_manager.order_by().values_list(*named)


def _worded(model: type[Model]) -> list[str]:
    return [
        one.name
        for one in model._meta.concrete_fields
        if isinstance(one, CharField | TextField) and not one.choices and one.name not in NO_WORDS
    ]


def _labels(model: type[Model], part: str) -> dict[str, str]:
    of = model._meta.get_field(part).related_model if part else model
    labels = {name: capfirst(str(of._meta.get_field(name).verbose_name)) for name in _worded(of)}
    own = str(of._meta.verbose_name)
    return {
        name: f"{own}, {label}" if part and label != own else label
        for name, label in labels.items()
    }


# --- Questions


def _questions(desk: Desk, words: Words):
    if not desk.may_view(OpenQuestion):
        return
    for question in OpenQuestion.objects.all():
        if words.all_in([str(question), question.answer]):
            url = reverse("admin:content_openquestion_change", args=[question.pk])
            texts = [("Frage", question.text), ("Antwort", question.answer)]
            yield _hit("Offene Frage", question.number, url, words, texts)


# --- Translations: too many to look at all of them here, so the database does


def _translations(desk: Desk, words: Words):
    if not desk.user.has_perm(roles.TRANSLATE):
        return
    names = {language.code: language.name for language in languages()}
    mine = [code for code in names if roles.may_translate(desk.user, code)]
    hits = {}
    for row in _rows_with(words).filter(translation__language__in=mine)[: MOST * PLACES]:
        of = row.translation
        key = (of.kind, of.uid), of.language
        if key not in hits and (draft := desk.drafts.get(of.uid)):
            url = address("translation", *key)
            kind = f"Übersetzung, {names[of.language]}"
            hits[key] = Hit(kind, draft.name, url, named=False)
        if key in hits and len(hits[key].places) < PLACES:
            hits[key].places.append(("Text", words.excerpt(row.text)))
    yield from hits.values()


def _rows_with(words: Words) -> QuerySet[TranslatedText]:
    wanted = [Q(text__iregex=pattern) for pattern in words.patterns]
    return TranslatedText.objects.filter(*wanted).select_related("translation").order_by("pk")

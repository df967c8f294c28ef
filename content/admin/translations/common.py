"""What the pages of the translators' desk share."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from content import edition, roles
from content.models import Translation
from content.published import SOURCE_LANGUAGE, Language, Thing
from content.versions import Key

# From the worst to the best, and what they are called.
STATES = {
    "missing": "fehlt",
    "stale": "veraltet",
    "machine": "maschinell",
    "current": "aktuell",
}


def for_staff(view):
    """For all who may see translations."""
    return _guarded(view, lambda user, **place: may_view(user))


def for_translators(view):
    """Where the address names a language, for those who translate into it."""
    return _guarded(view, lambda user, language=None, **place: may_write(user, language))


def _guarded(view, is_allowed):
    @wraps(view)
    def inner(request, **kwargs):
        if not is_allowed(request.user, **kwargs):
            raise PermissionDenied
        return view(request, **kwargs)

    return inner


def may_view(user) -> bool:
    return user.has_perm(roles.VIEW_TRANSLATIONS) or user.has_perm(roles.TRANSLATE)


def may_write(user, language: str | None = None) -> bool:
    if language is None:
        return user.has_perm(roles.TRANSLATE)
    return roles.may_translate(user, language)


def show(request, template: str, title: str, **context) -> TemplateResponse:
    """A page of the desk within the admin's frame."""
    context |= admin.site.each_context(request) | {"title": title}
    return TemplateResponse(request, f"admin/translations/{template}.html", context)


def languages() -> list[Language]:
    """All that there is a record of, also those that readers don't get yet."""
    known = edition.newest().current(timezone.now()).languages
    return [language for language in known if language.code != SOURCE_LANGUAGE]


def language_or_404(code: str) -> Language:
    for language in languages():
        if language.code == code:
            return language
    raise Http404


def name_of(thing: Thing) -> str:
    return next(getattr(thing, name) for name in ("title", "name", "term") if hasattr(thing, name))


def address(view: str, key: Key, language: str) -> str:
    kind, uid = key
    return reverse(f"admin:{view}", kwargs={"kind": kind, "uid": uid, "language": language})


def log(request, translation: Translation, message: str) -> None:
    LogEntry.objects.log_actions(
        request.user.pk, [translation], CHANGE, message, single_object=True
    )

"""The site at an instant as somebody looks at it, with what is laid over it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from content.admin.preview.draft import Draft
from content.admin.widgets import InstantField
from content.edition import Edition
from content.site import Site

MINUTE = timedelta(minutes=1)

INSTANT = forms.DateTimeField(
    label="Zeitpunkt",
    required=False,
    validators=InstantField.default_validators,
    widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
)


@dataclass(frozen=True)
class Look:
    """``address``: where the frame is; its pages stand below it. ``private``: for staff alone."""

    published: Edition
    instant: datetime
    now: datetime
    address: str
    draft: Draft | None = None
    private: bool = True

    @cached_property
    def lays_over(self) -> bool:
        """Whether German texts are laid over; see ``translation``."""
        return bool(self.draft) and not self.draft.is_public(self.published, self.instant)

    @cached_property
    def edition(self) -> Edition:
        return self.draft.over(self.published, self.instant) if self.draft else self.published

    @cached_property
    def site(self) -> Site:
        return self.edition.at(self.instant)

    @property
    def pages(self) -> str:
        return f"{self.address}seite/"

    @property
    def in_words(self) -> str:
        return date_format(timezone.localtime(self.instant), "l, j. F Y, G.i") + " Uhr"

    @property
    def tense(self) -> str:
        if self.instant < self.now - MINUTE:
            return "past"
        return "future" if self.instant > self.now + MINUTE else "present"

    def translation(self, language: str) -> str:
        """The name of the language, if a draft of its texts is laid over the page as well."""
        if not self.draft or language not in self.draft.translations:
            return ""
        return next(one.name for one in self.site.languages if one.code == language)


def look_at(
    request: HttpRequest,
    known: Edition,
    address: str,
    draft: Draft | None = None,
    private: bool = True,
) -> Look:
    now = max(timezone.now(), known.made_at)
    asked = request.GET.get("zeit")
    first = draft.starts(now) if draft and asked is None else now
    return Look(known, chosen(asked) or first, now, address, draft, private)


def chosen(asked: str | None) -> datetime | None:
    """What "zeit" says, as the office's wall clock shows it; None for now."""
    try:
        return INSTANT.clean(asked)
    except forms.ValidationError:
        return None


def typed(instant: datetime) -> str:
    """An instant as the field would have it, and not before it."""
    if instant.microsecond:
        instant = instant.replace(microsecond=0) + timedelta(seconds=1)
    local = timezone.localtime(instant)
    return f"{local:%Y-%m-%dT%H:%M}" + (f":{local:%S}" if local.second else "")

"""One piece on the translator's page: what stands there, what was typed, what is to be kept."""

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.html import strip_tags
from django_prose_editor.fields import ProseEditorFormField

from content.anatomy import PLACEHOLDER
from content.differences import Change, plain
from content.models.fields import (
    EXTENSIONS,
    refuse_forbidden_links,
    refuse_too_long,
    sanitize,
)
from content.published import Language
from content.translating import Entry, Work

LINE = 100  # characters that stand in one line

GERMAN_CHANGED = (
    "Der deutsche Text wurde geändert, während Sie hier geschrieben haben. Ihr Text steht noch "
    "hier und ist nicht gespeichert. Passt er auch zum neuen deutschen Text, speichern Sie noch "
    "einmal."
)
DOES_IT_FIT = (
    "Nicht als geprüft gespeichert: Der deutsche Text ist ein anderer geworden. Passt die "
    "Übersetzung trotzdem, setzen Sie auch den Haken „Passt weiterhin“."
)


class PieceForm(forms.Form):
    # What the translator had before their eyes.
    source = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    fits = forms.BooleanField(label="Passt weiterhin", required=False)
    reviewed = forms.BooleanField(label="Geprüft", required=False)

    def __init__(self, work: Work, language: Language, *args, **kwargs):
        super().__init__(*args, prefix=work.wording.piece, **kwargs)
        if work.wording.rich:
            text = ProseEditorFormField(
                extensions=EXTENSIONS,
                sanitize=sanitize,
                widget=AdminTextareaWidget,
                validators=[refuse_too_long, refuse_forbidden_links],
                required=False,
            )
        else:
            text = forms.CharField(
                widget=_plain_widget(work), validators=[refuse_too_long], required=False
            )
        text.label = language.name
        text.widget.attrs |= {"lang": language.code, "dir": language.direction}
        self.fields["text"] = text


def _plain_widget(work: Work) -> forms.Widget:
    texts = work.wording.text, saved_text(work)
    one_line = max(map(len, texts)) <= LINE and not any("\n" in text for text in texts)
    return forms.TextInput() if one_line else forms.Textarea(attrs={"rows": 2})


def saved_text(work: Work) -> str:
    last = work.latest
    return last.text if last else ""


def unix(text: str) -> str:
    """Browsers send each end of a line as two characters."""
    return text.replace("\r\n", "\n")


@dataclass
class Piece:
    """``same``: whether two wordings of this piece in German mean the same.

    ``typed`` is what stands in its fields other than what is saved, ``problems`` why it does.
    """

    work: Work
    language: Language
    same: bool
    focused: bool = False
    typed: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    shown_before: str = ""  # the German that whoever typed had before their eyes

    @property
    def name(self) -> str:
        return self.work.wording.piece

    @property
    def text(self) -> str:
        return saved_text(self.work)

    @property
    def outdated(self) -> bool:
        """What stands here was made from another German."""
        return bool(self.text) and not self.same

    @property
    def unreviewed(self) -> bool:
        last = self.work.latest
        return bool(self.text) and last.machine_made and not self.review

    @property
    def needs_work(self) -> bool:
        return not self.text or self.outdated or self.unreviewed

    @property
    def review(self):
        """The row that says who has reviewed the text, and when."""
        draft = self.work.draft
        return draft if draft and draft.reviewed_at else None

    @property
    def change(self) -> Change | None:
        """What is new in the German, as far as the translation does not know it."""
        before = self.work.latest.source if self.outdated else self.shown_before
        if not before or before == self.work.wording.text:
            return None
        shown = plain if self.work.wording.rich else str
        return Change("", shown(before), shown(self.work.wording.text))

    @property
    def other_digits(self) -> tuple[str, str] | None:
        """The numbers of the German and of the translation, where they differ."""
        german, own = _numbers(self.work.wording.text), _numbers(self.text)
        if not self.text or sorted(german) == sorted(own):
            return None
        return ", ".join(german) or "keine", ", ".join(own) or "keine"

    @property
    def form(self) -> PieceForm:
        saved = {"source": self.work.wording.text, "was": self.text, "text": self.text}
        form = PieceForm(self.work, self.language, initial=saved | self.typed)
        attributes = form.fields["text"].widget.attrs
        if self.problems:
            attributes |= {"aria-invalid": "true", "aria-describedby": f"{self.name}-problems"}
        if self.focused:
            attributes["autofocus"] = True
        return form

    def answered(self, data) -> PieceForm | None:
        """What was sent for it; None when the page did not have it."""
        form = PieceForm(self.work, self.language, data)
        return form if form.add_prefix("text") in data else None

    def entry(self, form: PieceForm, reviewed_all: bool) -> Entry | None:
        """What is to be saved. What is not, and why, is noted here."""
        sent = _sent(form)
        text_sent = unix(sent["text"]).strip() != self.text.strip()
        if not (text_sent or sent["fits"] or sent["reviewed"] or (reviewed_all and self.text)):
            return None
        if not form.is_valid():
            return self._keep(sent, *(" ".join(errors) for errors in form.errors.values()))
        if unix(sent["source"]) != unix(self.work.wording.text):
            self.shown_before = unix(sent["source"])
            return self._keep(sent, GERMAN_CHANGED)
        text = unix(form.cleaned_data["text"]).strip()
        changed = text != self.text
        fresh = changed or not self.outdated or form.cleaned_data["fits"]
        if not fresh:
            return self._keep(sent, DOES_IT_FIT) if sent["reviewed"] else None
        reviewed = bool(text) and (form.cleaned_data["reviewed"] or reviewed_all)
        if not (changed or form.cleaned_data["fits"] or reviewed):
            return None
        last = self.work.latest
        return Entry(
            self.name,
            self.work.wording.text,
            text,
            rich=self.work.wording.rich,
            machine_made=bool(last and not changed and last.machine_made),
            reviewed=reviewed,
        )

    def merge(self, form: PieceForm) -> str:
        """Somebody else has saved meanwhile: what was typed stays, all else is as they left it.

        Returns what this has changed, in words.
        """
        sent = _sent(form)
        was, text = unix(sent["was"]), unix(sent["text"])
        theirs = "" if was == unix(self.text) else self._in_words(was)
        if text.strip() != was.strip():
            self._keep(sent | {"was": self.text}, *([f"Inzwischen: {theirs}"] if theirs else []))
        elif not theirs:
            self.typed = {"fits": sent["fits"], "reviewed": sent["reviewed"]}
        if self.typed and unix(sent["source"]) != unix(self.work.wording.text):
            self.shown_before = unix(sent["source"])
            self.problems.append(GERMAN_CHANGED)
        return theirs and f"{self.work.wording.label}: {theirs}"

    def take_over(self, before: "Piece") -> None:
        """What is still to be settled, now that the rest is saved."""
        self.typed, self.problems = before.typed, before.problems
        self.shown_before = before.shown_before

    def _in_words(self, was: str) -> str:
        shown = plain if self.work.wording.rich else str
        return f"{shown(was) or '–'} → {shown(self.text) or '–'}"

    def _keep(self, sent: dict, *problems: str) -> None:
        self.typed = {name: sent[name] for name in ("text", "fits", "reviewed", "was")}
        self.problems += problems


def _sent(form: PieceForm) -> dict:
    """As it came, whatever is wrong with it."""
    return {name: form[name].data or "" for name in form.fields} | {
        name: bool(form[name].data) for name in ("fits", "reviewed")
    }


def _numbers(text: str) -> list[str]:
    """The numbers that readers see, whatever the script of their digits."""
    seen = PLACEHOLDER.sub("", unescape(strip_tags(text)))
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in seen)
    return re.findall(r"[0-9]+", digits)

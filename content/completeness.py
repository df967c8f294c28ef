"""What an object must have before it can be public, and what it could have and lacks."""

import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst

from content import hours, pdf, published, quotes, tongues
from content.anatomy import PLACEHOLDER, texts
from content.models.base import Content
from content.published import LANGUAGE_CODE, SOURCE_LANGUAGE, Thing
from content.snapshots import kind_of, model_of, snapshot


@dataclass(frozen=True)
class Problem:
    """A message at a field of the object; without a field, at the object as a whole."""

    field: str
    message: str


REQUIRED = {
    "office": ("name", "city", "email", "hotline"),
    "language": ("code", "name"),
    "servicearea": ("title", "slug"),
    "service": ("title", "slug", "summary"),
    "checklist": ("title", "items"),
    "notice": ("title", "slug", "summary"),
    "channel": ("title",),
    "directions": ("title",),
    "download": ("title", "file"),
    "page": ("title", "slug"),
    "term": ("term", "words"),
}

# Not every object needs them; where one has none, staff see it in the list of what is missing.
EXPECTED = {
    "office": ("about", "unit", "street", "postal_code", "town", "federal_state", "appointments"),
    "servicearea": ("summary", "description"),
    "service": ("area", "procedure", "requirements", "fees", "processing_time", "legal_basis"),
    "channel": ("rules",),
    "directions": ("step_free",),
    "term": ("explanation",),
}


def check(obj: Content) -> list[Problem]:
    """Why the object can't be published as it is."""
    problems = [
        Problem(field=name, message=_absent(obj, name))
        for name in REQUIRED[kind_of(obj)]
        if is_empty(obj, name)
    ]
    problems += SPECIAL.get(kind_of(obj), lambda _: [])(obj)
    return problems + _misspelt_quotations(obj) + _quotations_in_facts(obj)


def missing(thing: Thing) -> list[str]:
    """The labels of what nobody has told readers yet, for the list on the admin's front page."""
    kind = published.kind_of(thing)
    absent = [name for name in EXPECTED.get(kind, ()) if not getattr(thing, name)]
    return [label_of(model_of(kind), name) for name in absent]


def is_empty(obj: Content, name: str) -> bool:
    value = getattr(obj, name)
    return not value.all() if hasattr(value, "all") else not value


def label_of(obj: Content | type[Content], name: str) -> str:
    field = obj._meta.get_field(name)
    if field.one_to_many:
        return str(field.related_model._meta.verbose_name_plural)
    return capfirst(field.verbose_name)


def _absent(obj: Content, name: str) -> str:
    return f"„{label_of(obj, name)}“ fehlt noch. Zum Veröffentlichen wird es gebraucht."


def _check_channel(channel) -> list[Problem]:
    problems = []
    if channel.kind == "phone" and not channel.phone:
        problems.append(Problem("phone", _absent(channel, "phone")))
    elif channel.kind == "phone" and not quotes.tel(channel.phone):
        problems.append(Problem("phone", "Diese Nummer kann niemand wählen. Ist sie vollständig?"))
    if hours.overlaps(channel.rules.all()):
        problems.append(Problem("rules", "Zwei Sprechzeiten desselben Tages überschneiden sich."))
    return problems


def _check_office(office) -> list[Problem]:
    if office.hotline and not quotes.tel(office.hotline.phone):
        return [Problem("hotline", "Dieser Kontaktweg hat keine Telefonnummer.")]
    return []


def _check_language(language) -> list[Problem]:
    if language.code == SOURCE_LANGUAGE and not language.ready:
        return [Problem("ready", "Deutsch ist die Ausgangssprache und immer da.")]
    if language.code and not re.fullmatch(LANGUAGE_CODE, language.code):
        return [Problem("code", "Möglich ist etwas wie „uk“ oder „de-simple“, klein geschrieben.")]
    if language.interface and language.interface not in tongues.INTERFACES:
        return [Problem("interface", "In dieser Sprache gibt es die Wörter der Bedienung nicht.")]
    return []


POSSIBLE = ", ".join(f"{{{what}:…}}" for what in quotes.QUOTABLE)
# Texts that others quote: they are quoted as they stand, nothing in them would be filled in.
FACTS = {"service": ("duration", "processing_time")}


def _misspelt_quotations(obj: Content) -> list[Problem]:
    """What looks like a quoted fact and is none would stand on the page as it is."""
    return [
        Problem(
            field,
            f"„{piece}“ übernimmt keine Angabe. Möglich sind {POSSIBLE}, jeweils mit einer "
            "Kennung. Wählen Sie die Angabe aus der Liste „Angaben einfügen“.",
        )
        for field, text in texts(snapshot(obj))
        for piece in re.findall(r"\{[^{}]*\}", text)
        if not PLACEHOLDER.fullmatch(piece)
    ]


def _quotations_in_facts(obj: Content) -> list[Problem]:
    return [
        Problem(
            name,
            f"„{label_of(obj, name)}“ wird selbst in andere Texte übernommen und kann deshalb "
            f"nichts übernehmen. Schreiben Sie es aus, statt „{found[0]}“.",
        )
        for name in FACTS.get(kind_of(obj), ())
        if (found := PLACEHOLDER.search(getattr(obj, name)))
    ]


def warnings(obj: Content) -> list[Problem]:
    """What may be published as it is, and better were not. Of its texts tells ``writing``."""
    return REMARKS.get(kind_of(obj), lambda _: [])(obj)


def _check_page(page) -> list[Problem]:
    if any(section.body for section in page.sections.all()):
        return []
    return [Problem("sections", "Wenigstens ein Abschnitt braucht einen Text.")]


def _check_notice(notice) -> list[Problem]:
    if notice.ends_at or notice.review_on:
        return []
    message = (
        "Ein Hinweis braucht ein Ende oder einen Tag, an dem Sie ihn wieder prüfen. An diesem Tag "
        "erinnern wir Sie. Tragen Sie eines von beiden ein."
    )
    return [Problem("review_on", message)]


def _remarks_on_notice(notice) -> list[Problem]:
    if not notice.review_on or notice.review_on >= timezone.localdate():
        return []
    message = (
        f"„Prüfen am“ ist schon vorbei ({notice.review_on:%d.%m.%Y}). Haben Sie den Hinweis "
        "geprüft? Dann wählen Sie den Tag der nächsten Prüfung."
    )
    return [Problem("review_on", message)]


def _remarks_on_download(download) -> list[Problem]:
    if not download.file:
        return []
    try:
        with download.file.open() as file:
            return [Problem("file", remark) for remark in pdf.remarks(file)]
    except OSError:  # Without the storage nothing can be said of it.
        return []


REMARKS = {"notice": _remarks_on_notice, "download": _remarks_on_download}

SPECIAL = {
    "notice": _check_notice,
    "office": _check_office,
    "channel": _check_channel,
    "language": _check_language,
    "page": _check_page,
}

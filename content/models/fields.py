"""Rich text that staff can't break: few elements, sanitised whenever it is saved."""

import re
from html import unescape

import nh3
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django_prose_editor.fields import ProseEditorField

from content.anatomy import PLACEHOLDER

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "HardBreak": True,
    "Heading": {"levels": [3]},
    "Link": {"enableTarget": False},
    "NoSpellCheck": False,
    # Buttons side by side; the default hides the kinds of paragraphs in a menu.
    "Menu": {
        "groups": [
            {"group": group} for group in ("blockType -lists", "lists", "marks", "link", "history")
        ]
    },
}
TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "h3"}
BLOCKS = "p|ul|ol|li|h3"
LONGEST = 50_000  # characters with their markup: some twenty pages, still quickly compared
SCHEMES = {"http", "https", "mailto", "tel"}

HREF = re.compile(r"""href\s*=\s*["']?([^"'>]*)""", re.IGNORECASE)


def is_allowed(address: str) -> bool:
    """No scheme beyond the listed, no address of another host in disguise, no quoted fact."""
    address = re.sub(r"[\x00-\x20]", "", address)
    if re.match(r"[/\\]{2}", address) or PLACEHOLDER.search(address):
        return False
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return not scheme or scheme[1].lower() in SCHEMES


def _keep(element: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or is_allowed(value) else None


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    url_schemes=SCHEMES,
    attribute_filter=_keep,
    link_rel=None,
)


def sanitize(html: str) -> str:
    """The allowed part of ``html``, written as the editor writes it.

    So a text that was opened and saved again is the same text. An empty paragraph is none.
    """
    text = re.sub(r"[ \t\r\n]+", " ", _cleaner.clean(html or ""))
    text = re.sub(rf" ?(</?(?:{BLOCKS})>) ?", r"\1", text).strip()
    text = re.sub(rf"<li>(?!<(?:{BLOCKS})>)(.*?)(?=</li>|<[uo]l>)", r"<li><p>\1</p>", text)
    return "" if re.fullmatch(r"(<p>(<br>)?</p>)*", text) else text


def refuse_forbidden_links(html: str) -> None:
    for address in map(unescape, HREF.findall(html or "")):
        if PLACEHOLDER.search(address):
            raise ValidationError(
                f"„{address}“ kann nicht die Adresse eines Links sein. Schreiben Sie es in den "
                "Text: Dort wird es von selbst zum Link.",
                code="forbidden_link",
            )
        if not is_allowed(address):
            raise ValidationError(
                f"Der Link „{address}“ ist nicht erlaubt. Erlaubt sind Adressen mit https, "
                "http, mailto oder tel und Adressen dieser Website, die mit / beginnen.",
                code="forbidden_link",
            )


def refuse_too_long(html: str) -> None:
    if len(html or "") > LONGEST:
        raise ValidationError(
            f"Der Text ist zu lang: {number_format(len(html), force_grouping=True)} Zeichen samt "
            f"Formatierung, möglich sind {number_format(LONGEST, force_grouping=True)}. Kürzen Sie "
            "ihn, oder verteilen Sie ihn auf mehrere Abschnitte oder Seiten.",
            code="too_long",
        )


class RichTextField(ProseEditorField):
    """Text with paragraphs, lists, links, emphasis and small headings."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"extensions": EXTENSIONS, "sanitize": sanitize})

    def clean(self, value, instance):
        refuse_too_long(value)
        refuse_forbidden_links(value)
        return super().clean(value, instance)

    def pre_save(self, instance, add):
        value = sanitize(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value

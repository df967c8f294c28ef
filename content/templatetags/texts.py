"""How texts are written on the pages, and what is told of translations. Registered as "texts"."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content import glossary, pieces
from content.pieces import Piece
from content.published import SOURCE_LANGUAGE

register = template.Library()
register.filter("german", pieces.german)
register.filter("usual_word", glossary.usual_word)


@register.simple_block_tag(takes_context=True)
def below_what_is_told(context, content):
    """What readers must know of the translations on the page is known when it has been made."""
    reading = context["reading"]
    shown, tongue = reading.shown, reading.tongue
    shown.machine_made_interface = tongue.has_machine_made_interface
    if shown.missing or shown.machine_made or shown.machine_made_interface:
        german = reading.path and reading.path_in(SOURCE_LANGUAGE)
        content = _part(context, "components/translated.html", shown=shown, german=german) + content
    return content


@register.simple_block_tag(takes_context=True)
def above_glossary(context, content):
    terms = context["reading"].shown.terms
    return content + _part(context, "components/glossary.html", terms=terms) if terms else content


def _part(context, name: str, **options) -> SafeString:
    with context.push(**options):
        return context.template.engine.get_template(name).render(context)


@register.simple_tag(takes_context=True)
def explained(context, text):
    """A text with the words that the office explains, where they first occur."""
    reading = context["reading"]
    html = conditional_escape(text)
    return mark_safe(glossary.with_terms_marked(html, reading.site.terms, reading.shown))


@register.simple_tag(takes_context=True)
def prose(context, html, raised=False):
    """Rich text; ``raised``: directly below the page's title its headings are one level higher."""
    if raised:
        html = pieces.changed(html, _raised)
    return explained(context, html if isinstance(html, Piece) else mark_safe(html))


def _raised(html: str) -> str:
    return html.replace("<h3>", "<h2>").replace("</h3>", "</h2>")


@register.filter
def plain(text: str) -> str:
    """Only the words, for where no markup can stand."""
    return str(text)


@register.filter
def language_of(text: str) -> SafeString:
    """The attributes of an element that holds only the words of a text, as in a drawing."""
    return mark_safe(text.own_language if isinstance(text, Piece) else "")


@register.filter
def in_german(words_or_name: str) -> str:
    """What is German for every reader: official terms, proper names, addresses."""
    if get_language() == SOURCE_LANGUAGE or not words_or_name:
        return words_or_name
    return pieces.isolated_german(conditional_escape(words_or_name))


@register.filter
def isolated(words: str) -> str:
    """What a reader has typed, in whatever direction, leaves the words around it where they are."""
    return format_html("<bdi>{}</bdi>", words) if words else words


@register.simple_tag
def german_term(text):
    """Beside a translation the German words, for letters and counters use them."""
    own = pieces.german(text)
    return (
        format_html(' <small class="german">{}</small>', in_german(own)) if own != str(text) else ""
    )


@register.simple_tag
def german_line(text):
    own = pieces.german(text)
    if own == str(text):
        return ""
    return format_html('<p class="official">{} {}</p>', _("Auf Deutsch:"), in_german(own))


@register.simple_tag
def german_beside(notice, *fields):
    """The German texts of an urgent notice when a translation is older than they are."""
    texts = [getattr(notice, field) for field in fields]
    told = [text for text in texts if isinstance(text, Piece)]
    if notice.level != "urgent" or not any(piece.state.changed for piece in told):
        return []
    return [_paragraph(piece) for piece in told]


def _paragraph(piece: Piece) -> SafeString:
    return mark_safe(piece.german) if piece.state.rich else format_html("<p>{}</p>", piece.german)


@register.simple_tag
def said_in(tongue, status):
    """Why there is no page, in one language of many."""
    with tongue.speaking():
        what = _("Die Website macht gerade Pause")
        if status != 503:
            what = _("Hier ist etwas schiefgegangen")
        later = _(
            "Das liegt nicht an Ihnen. Bitte versuchen Sie es in ein paar Minuten noch einmal."
        )
        return f"{what}. {later}"


@register.filter
def reason(why: str) -> str:
    """Why a day is unusual: what staff have written, or the name of a holiday."""
    return why if isinstance(why, Piece) or not why else _(why)

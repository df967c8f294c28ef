"""How addresses, hours, amounts and dates are written on the pages. Registered as "site"."""

from datetime import date, time, timedelta
from functools import lru_cache

import segno
from django import template
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content import addresses, hours, pieces, quotes, words
from content.pieces import SHOWN, Shown
from content.published import SOURCE_LANGUAGE, ChecklistItem

register = template.Library()
register.filter("tel", quotes.tel)
register.filter("weekday", words.weekday)
register.filter("day", words.day)
register.filter("day_words", words.day_of_week)
register.filter("instant", words.instant)
register.filter("span", words.span)
register.filter("euro", words.euro)

ONE_DAY = timedelta(days=1)
NO_BREAK = "\u00a0"
# A weekday's name alone means the nearest day of that name. That is the right one for whoever is
# at most three days away from it. Before it, that is up to us. After it, a cache may show a page
# for three days more when all that is behind it is dead; and no page claims to be true for longer
# than until the end of a day that its states name.
NEAR = 3 * ONE_DAY


@register.simple_tag(takes_context=True)
def address(context, thing):
    reading = context["reading"]
    return addresses.of(thing, reading.site, reading.language)


@register.simple_tag(takes_context=True)
def link(context, name, **kwargs):
    """The address of a page of the site in the language that is being read."""
    return addresses.path(name, language=context["reading"].language, **kwargs)


@register.simple_tag(takes_context=True)
def nav_link(context, name, words):
    current = _current(context, name)
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', link(context, name), mark, words)


def _current(context, name: str) -> str:
    path, here = link(context, name), context["reading"].path
    return "page" if here == path else "true" if here.startswith(path) else ""


MENU = ("services", "checklists", "notices", "downloads", "contact")


@register.simple_tag(takes_context=True)
def part_of_site(context):
    """Which page of the menu is the one that is being read, or leads to it."""
    return next(((name, current) for name in MENU if (current := _current(context, name))), None)


@register.simple_tag(takes_context=True)
def shared(context, template_name, variant=None):
    """A component that many pages of a language have, made once. It must not look at the clock;
    of the page it may know no more than the variant.
    """
    reading = context["reading"]

    def make() -> tuple[str, Shown]:
        shown = Shown()
        token = SHOWN.set(shown)
        try:
            with context.push():  # what it names stays its own
                return context.template.engine.get_template(template_name).render(context), shown
        finally:
            SHOWN.reset(token)

    part, shown = reading.site.shared((template_name, variant), make)
    reading.shown.merge(shown)
    return part


@register.simple_tag(takes_context=True)
def path_in(context, code):
    """This page in another language."""
    return context["reading"].path_in(code)


@register.simple_tag(takes_context=True)
def own_language(context, language):
    """The attributes of an element that holds a language's own name."""
    if language.direction == context["reading"].tongue.page_direction:
        return format_html(' lang="{}"', language.code)
    return format_html(' lang="{}" dir="{}"', language.code, language.direction)


@register.simple_tag(takes_context=True)
def default_path(context):
    """For readers of none of our languages: on the home page their browser may choose again."""
    reading = context["reading"]
    is_home = reading.path == link(context, "home")
    return reverse("root") if is_home else reading.path_in(SOURCE_LANGUAGE)


class Words(template.Node):
    """Words of the interface, looked up once for each language: a page has forty of them."""

    def __init__(self, node: TranslateNode):
        self.node = node
        self.known: dict[str | None, str] = {}

    def render(self, context):
        language = get_language()
        if language not in self.known:
            self.known[language] = self.node.render(context)
        return self.known[language]


@register.tag
def translate(parser, token):
    """Django's own, but for words that are the same each time."""
    node = do_translate(parser, token)
    constant = node.filter_expression.var.literal is not None and not node.filter_expression.filters
    return Words(node) if constant and not node.asvar and not node.message_context else node


@register.simple_tag(takes_context=True)
def status(context, channel):
    return context["reading"].status(channel)


@register.simple_tag(takes_context=True)
def unusual_days(context, channel):
    return context["reading"].unusual_days(channel)


@register.simple_tag(takes_context=True)
def date_line(context, *things):
    return context["reading"].date_line(*things)


@register.simple_tag(takes_context=True)
def date_line_of(context, things):
    return context["reading"].date_line(*things)


@register.simple_tag(takes_context=True)
def moment(context, instant):
    """ "Dienstag 8.00 Uhr", "Dienstag, 29. Dezember, 8.00 Uhr"."""
    at = instant.astimezone(hours.ZONE)
    return _day_and_time(context["reading"], at.date(), words.clock(at.time()))


@register.simple_tag(takes_context=True)
def end(context, instant):
    """A moment at which something ends: midnight belongs to the day that is over then."""
    at = instant.astimezone(hours.ZONE)
    if at.time() == time.min:
        return _day_and_time(context["reading"], at.date() - ONE_DAY, words.closing(at.time()))
    return moment(context, instant)


def _day_and_time(reading, on: date, wall: str) -> str:
    if _is_near(reading, on):
        near = {"day": words.weekday(on.weekday()), "clock": wall}
        return (_("%(day)s %(clock)s Uhr") % near).replace(" ", NO_BREAK)
    return _("%(day)s, %(clock)s Uhr") % {"day": words.day_of_week(on), "clock": wall}


def _is_near(reading, on: date) -> bool:
    near = on - reading.now.astimezone(hours.ZONE).date() <= NEAR
    if not near:  # From the next midnight on it may be.
        reading.true_until(hours.midnight_after(reading.now))
    return near


@register.simple_tag(takes_context=True)
def reason_days(context, now: hours.Status):
    """Of which day a channel's reason to be closed is told, or until which one."""
    last = (now.until - timedelta.resolution).astimezone(hours.ZONE).date()
    if last == context["reading"].today:
        return words.weekday(last.weekday())
    return _("Bis %s") % words.day_of_week(last)


@register.filter
def undecided_days(now: hours.Status) -> str:
    """In few words: from the first to the last, what is surely closed between them included."""
    first, last = now.undecided_before[0], now.undecided_before[-1]
    if first == last:
        return words.day_of_week(first)
    if not now.opens:
        return _("Ab %s") % words.day_of_week(first)  # the last is only where the look-ahead stops
    same_month = first.month == last.month
    begins = formats.date_format(first, _("l, j.")) if same_month else words.day_of_week(first)
    days = {"first": begins, "last": words.day_of_week(last)}
    two = len(now.undecided_before) == 2
    return (_("%(first)s, und %(last)s") if two else _("%(first)s, bis %(last)s")) % days


@register.simple_tag
def to_come(site):
    return [language for language in site.languages if not language.ready]


@register.simple_tag(takes_context=True)
def language_name(context, code):
    """The record of a language, where one has to say which it is."""
    reading = context["reading"]
    others = [one for one in reading.site.languages if one.code != reading.language]
    return next((one for one in others if one.code == code), None)


@register.simple_tag(takes_context=True)
def current_notice(context, uid):
    site = context["reading"].site
    notice = site.get(uid)
    return notice if notice and site.is_current(notice) else None


@register.filter
def week_table(channel):
    return hours.week_table(channel)


@register.filter
def situations(checklist) -> list[tuple[str, list[ChecklistItem]]]:
    """What all need first; then the groups, in the order in which they first occur."""
    groups: dict[str, list[ChecklistItem]] = {"": []}
    for item in checklist.items:
        # By the German: of those that belong together one may be translated and another not.
        groups.setdefault(pieces.german(item.situation), []).append(item)
    return [
        (pieces.best(item.situation for item in items), items) for items in groups.values() if items
    ]


@register.filter
def form_words(item: ChecklistItem) -> str:
    """How one brings it: "im Original", "2 Kopien"."""
    copies = _("%d Kopien") % item.copies if item.copies > 1 else _("eine Kopie")
    return {
        "": "",
        "original": _("im Original"),
        "copy": copies,
        "original_and_copy": _("im Original und %s") % copies,
    }[item.form]


@register.filter
def short_address(url: str) -> str:
    return url.partition("://")[2].rstrip("/")


@register.simple_tag
@lru_cache(maxsize=1_000)
def qr(url: str) -> SafeString:
    """As one path, in black on white, for paper."""
    # Readers take any mask; to try which of the eight looks best takes five times as long.
    code = segno.make(url, error="m", micro=False, mask=4)
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Never without words beside it, therefore hidden from those who listen."""
    drawing = ICONS[name]
    flip = " flip" if name == "arrow" else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        flip,
        drawing,
    )


RING = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18"
ICONS = {
    "arrow": "M5 12h14m-6-6 6 6-6 6",
    "globe": f"{RING}M3 12h18M12 3c5 6 5 12 0 18-5-6-5-12 0-18",
    "unfold": "m6 9.5 6 6 6-6",
    "check": "m4 12.5 5.5 5.5L20 6.5",
    "clock": f"{RING}m0 4v5l3.5 2",
    "question": f"{RING}M9.5 9.5c0-3.5 5-3.5 5 0 0 2-2.5 2-2.5 4m0 3v.1",
    "warning": "M12 4 2.5 20h19L12 4m0 6v4m0 3v.1",
}

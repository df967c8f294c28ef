"""The baseline for a page never visited: a plain Django template that gives the same page.

It is made from the page's own HTML. The markup stays as it is. Each piece of text, and each
attribute that holds content (addresses, names, descriptions, drawings), becomes a variable that is
looked up in plain dictionaries and escaped; neighbours of the same build, such as the rows of a
list, become one {% for %}. There are no includes, no tags of our own, no translated words and no
conditions, and the stylesheet is one variable: it is the least that a page costs whose template
is given every word by its context.
"""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import groupby

from django.template import Context, Engine
from django.utils.html import escape
from django.utils.safestring import mark_safe

CONTENT = "href|src|content|lang|dir|hreflang|d|data-uid|data-until|aria-label"
ATTRIBUTE = re.compile(rf'(?<= )({CONTENT})="([^"]+)"')
VOID = {"meta", "link", "br", "input", "path"}


class PlainPage:
    """``render()`` gives the page again; ``variables`` is how many values it looks up."""

    def __init__(self, html: str):
        values = {}
        source = _source(_Tree(html).root, "page", values)
        self._template = Engine(autoescape=True).from_string(source)
        self.values = values
        self.variables = _count(values)

    def render(self) -> str:
        return self._template.render(Context({"page": self.values}))


class _Element:
    """``build`` is alike for elements that one row of a list could give."""

    def __init__(self, start: str):
        self.start, self.children, self.end, self.build = start, [], "", ""

    def close(self, end: str = "") -> None:
        self.end = end
        runs = groupby(_with_blanks(self.children), key=_build)
        inside = "".join(f"({build})*" if len(list(run)) > 1 else build for build, run in runs)
        self.build = ATTRIBUTE.sub(r'\1=""', self.start) + inside + end


class _Tree(HTMLParser):
    """The page as nested elements; texts are strings."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=False)
        self.root = _Element("")
        self._open = [self.root]
        self.feed(html)
        self.close()
        self.root.close()

    def handle_starttag(self, tag, attributes):
        element = _Element(self.get_starttag_text())
        self._open[-1].children.append(element)
        if tag in VOID:
            element.close()
        else:
            self._open.append(element)

    def handle_startendtag(self, tag, attributes):
        self._alone(self.get_starttag_text())

    def handle_endtag(self, tag):
        self._open.pop().close(f"</{tag}>")

    def handle_decl(self, declaration):
        self._alone(f"<!{declaration}>")

    def handle_data(self, data):
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            data = children.pop() + data
        children.append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")

    def _alone(self, start):
        element = _Element(start)
        element.close()
        self._open[-1].children.append(element)


def _with_blanks(children: list) -> list[list]:
    """Each child, together with the blank that separates it from the next."""
    units = []
    for child in children:
        if units and isinstance(child, str) and not child.strip():
            units[-1].append(child)
        else:
            units.append([child])
    return units


def _build(unit: list) -> str:
    return "".join(_text_build(one) if isinstance(one, str) else one.build for one in unit)


def _text_build(text: str) -> str:
    before, words, after = _blanks(text)
    return f"{before}{words and 'words'}{after}"


def _source(element, scope: str, values: dict) -> str:
    """The source of a template that reads ``values`` by the name ``scope``, and fills them."""
    if isinstance(element, str):
        return _text(element, scope, values)
    start = ATTRIBUTE.sub(lambda of: f'{of[1]}="{_variable(of[2], scope, values)}"', element.start)
    runs = groupby(_with_blanks(element.children), key=_build)
    inside = "".join(_run(list(units), scope, values) for _, units in runs)
    return start + inside + element.end


def _run(units: list[list], scope: str, values: dict) -> str:
    if len(units) == 1:
        return "".join(_source(one, scope, values) for one in units[0])
    name = f"v{len(values)}"
    values[name] = rows = [{} for _ in units]
    sources = {
        "".join(_source(one, f"{scope}_row", row) for one in unit)
        for unit, row in zip(units, rows, strict=True)
    }
    (row,) = sources  # that of all, as they have the same build
    return f"{{% for {scope}_row in {scope}.{name} %}}{row}{{% endfor %}}"


def _text(text: str, scope: str, values: dict) -> str:
    before, words, after = _blanks(text)
    return before + _variable(words, scope, values) + after if words else text


def _blanks(text: str) -> tuple[str, str, str]:
    """What is before the words, the words, and what is after them."""
    words = text.strip()
    return text.partition(words) if words else (text, "", "")


def _variable(raw: str, scope: str, values: dict) -> str:
    value = unescape(raw)
    name = f"v{len(values)}"
    # What the page does not escape, such as its stylesheet, is safe in the dictionary too.
    values[name] = value if escape(value) == raw else mark_safe(raw)
    return f"{{{{ {scope}.{name} }}}}"


def _count(values: dict) -> int:
    return sum(
        sum(map(_count, value)) if isinstance(value, list) else 1 for value in values.values()
    )

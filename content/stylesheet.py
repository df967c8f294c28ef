"""The site's stylesheet as the pages carry it: one text, small, known to the policy by hash."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import rcssmin
from django.contrib.staticfiles import finders

IMPORT = re.compile(r'@import url\("([\w/.-]+)"\) layer\((\w+)\);')


# The layers that only some pages need: the home page, and the pages about a matter.
HOME, MATTER = "home", "matter"
ONLY_SOME = (HOME, MATTER)


@cache
def text(*needed: str) -> str:
    """static/css/site.css with the files that it imports, each in its layer; of those that only
    some pages need, the ``needed``.
    """
    contents = Path(finders.find("css/site.css"))
    left_out = set(ONLY_SOME) - set(needed)
    joined = IMPORT.sub(
        lambda found: _layer(contents.parent / found[1], found[2], left_out),
        contents.read_text(encoding="utf-8"),
    )
    return joined.replace("\n", "")


@cache
def csp_source(*needed: str) -> str:
    digest = b64encode(sha256(text(*needed).encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _layer(path: Path, name: str, left_out: set[str]) -> str:
    if name in left_out:
        return ""
    # Before it is wrapped: rcssmin does not know layers and would join ".a :is(b)" in one.
    return f"@layer {name}{{{rcssmin.cssmin(path.read_text(encoding='utf-8'))}}}"

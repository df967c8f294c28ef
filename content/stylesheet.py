"""The site's stylesheet as every page carries it: one text, small, known to the policy by hash."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import rcssmin
from django.contrib.staticfiles import finders

IMPORT = re.compile(r'@import url\("([\w/.-]+)"\) layer\((\w+)\);')


@cache
def text() -> str:
    """static/css/site.css with the files that it imports, each in its layer."""
    contents = Path(finders.find("css/site.css"))
    joined = IMPORT.sub(
        lambda found: _layer(contents.parent / found[1], found[2]),
        contents.read_text(encoding="utf-8"),
    )
    return joined.replace("\n", "")


@cache
def csp_source() -> str:
    digest = b64encode(sha256(text().encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _layer(path: Path, name: str) -> str:
    # Before it is wrapped: rcssmin does not know layers and would join ".a :is(b)" in one.
    return f"@layer {name}{{{rcssmin.cssmin(path.read_text(encoding='utf-8'))}}}"

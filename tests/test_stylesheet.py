import re
from base64 import b64encode
from hashlib import sha256

import pytest

from content import stylesheet
from tests.site import PROJECT

CSS = PROJECT / "static/css"
PHYSICAL = re.compile(
    r"(?<![\w.-])((?:margin|padding|border)-)?(?:left|right|top|bottom)\s*:"
    r"|text-align\s*:\s*(?:left|right)"
    r"|(?<![\w(-])(?:min-|max-)?(?:width|height)\s*:"
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", re.IGNORECASE)


def test_contents_name_the_layers_and_every_file():
    first, *imports = (CSS / "site.css").read_text().splitlines()

    names = re.findall(r"\w+", first.removeprefix("@layer"))
    assert imports == [f'@import url("{name}.css") layer({name});' for name in names]
    assert {path.stem for path in CSS.glob("*.css")} == {"site", *names}


def test_all_files_are_in_the_text_in_their_order():
    text = stylesheet.text(*stylesheet.ONLY_SOME)

    names = re.findall(r"@layer (\w+)\{", text)
    assert text.startswith(f"@layer {', '.join(names)};")
    assert "@import" not in text


def test_page_carries_only_the_parts_that_it_needs():
    home = stylesheet.text(stylesheet.HOME)
    matter = stylesheet.text(stylesheet.MATTER)

    assert (".tiles{" in home, ".need>li{" in home) == (True, False)
    assert (".tiles{" in matter, ".need>li{" in matter) == (False, True)


def test_small_text_means_the_same():
    assert ".prose :is(ul,ol){" in stylesheet.text()
    assert ".top :focus-visible{" in stylesheet.text()


def test_policy_knows_the_text_by_its_hash():
    digest = b64encode(sha256(stylesheet.text("home").encode()).digest()).decode()
    assert stylesheet.csp_source("home") == f"'sha256-{digest}'"


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_measures_know_no_left_and_no_right(path):
    assert [found[0] for found in PHYSICAL.finditer(path.read_text())] == []


@pytest.mark.parametrize(
    "path", sorted(set(CSS.glob("*.css")) - {CSS / "tokens.css"}), ids=lambda path: path.name
)
def test_colours_are_tokens(path):
    on_paper = {"#000", "#333", "#999", "#fff"} if path.name == "print.css" else set()
    assert set(COLOUR.findall(path.read_text())) - on_paper == set()


def test_tokens_stand_at_the_top_of_one_file():
    definitions = re.compile(r"--[\w-]+:\s*#")
    holders = {path.name for path in CSS.glob("*.css") if definitions.search(path.read_text())}
    assert holders == {"tokens.css", "print.css"}


def luminance(colour):
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def schemes():
    tokens = (CSS / "tokens.css").read_text()
    light, dark, _ = re.split(r"@media", tokens)
    colours = [dict(re.findall(r"--([\w-]+):\s*(#\w+)", part)) for part in (light, dark)]
    return {"light": colours[0], "dark": colours[0] | colours[1]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *[(text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "wash")],
        ("on-brand", "brand"),
        ("on-brand-soft", "brand"),
        ("good", "good-wash"),
        ("off", "off-wash"),
        ("warn", "warn-wash"),
        ("ink", "warn-wash"),
        ("soft", "warn-wash"),
        ("link", "warn-wash"),
        ("paper", "link"),
    ],
)
def test_text_is_easy_to_read(scheme, text, ground):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_can_be_seen(scheme):
    colours = schemes()[scheme]
    assert min(contrast(colours["edge"], colours[ground]) for ground in ("paper", "wash")) >= 3

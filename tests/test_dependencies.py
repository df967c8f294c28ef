import re
import tomllib

import pytest

from tests.site import PROJECT

SOURCE = (PROJECT / "pyproject.toml").read_text()
NAMED = tomllib.loads(SOURCE)["project"]
BOUGHT = NAMED["dependencies"]
FOR_TESTS = NAMED["optional-dependencies"]["test"]
FOR_PICTURES = NAMED["optional-dependencies"]["bench"]
PINNED = ["requirements.txt", "requirements-test.txt", "requirements-bench.txt"]


def pins(file):
    lines = (PROJECT / file).read_text().splitlines()
    return {line for line in lines if line and not line.lstrip().startswith("#")}


def pin(requirement):
    return re.sub(r"\[\w+\]", "", requirement).lower()


def test_every_part_has_its_reason_beside_it():
    reasons = re.findall(r'^ {4}"(\S+==\S+)", +# \w', SOURCE, re.MULTILINE)
    assert reasons == [*BOUGHT, *FOR_TESTS, *FOR_PICTURES]


@pytest.mark.parametrize("file", PINNED)
def test_pins_are_exact_and_name_no_host(file):
    assert [line for line in pins(file) if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_pins_are_those_of_the_project():
    assert {pin(part) for part in BOUGHT} - pins("requirements.txt") == set()
    assert {pin(part) for part in BOUGHT + FOR_TESTS} - pins("requirements-test.txt") == set()
    assert {pin(part) for part in BOUGHT + FOR_PICTURES} - pins("requirements-bench.txt") == set()
    assert pins("requirements.txt") - pins("requirements-test.txt") == set()
    assert pins("requirements.txt") - pins("requirements-bench.txt") == set()

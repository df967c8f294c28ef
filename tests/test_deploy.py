import configparser
import re

import pytest

from tests.site import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()


@pytest.fixture
def service():
    service = configparser.ConfigParser(strict=False, interpolation=None)
    service.optionxform = str
    service.read(PROJECT / "deploy/migration-office.service")
    return service


def test_service_does_what_make_run_does(service):
    recipe = MAKEFILE.partition("\nrun:")[2].split("\n\n")[0]

    commands = [service["Service"][name] for name in ("ExecStartPre", "ExecStart")]

    python = f"{service['Service']['WorkingDirectory']}/.venv/bin/python"
    assert [command.replace(python, "$(python)") for command in commands] == [
        line.strip().removeprefix("exec ") for line in recipe.splitlines()[1:]
    ]


def test_service_is_started_again_however_long_it_takes(service):
    again = (service["Service"]["Restart"], service["Service"]["RestartSec"])

    assert again == ("always", "5")
    assert service["Unit"]["StartLimitIntervalSec"] == "0"


def test_no_variable_of_the_readme_has_a_comment_behind_its_value():
    readme = (PROJECT / "README.md").read_text()
    values = re.findall(r"^ {4}[A-Z_]+=(.*)$", readme, re.MULTILINE)

    assert len(values) == 7
    assert [value for value in values if "#" in value] == []

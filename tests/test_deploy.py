import configparser

from tests.site import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()


def test_service_does_what_make_run_does():
    recipe = MAKEFILE.partition("\nrun:")[2].split("\n\n")[0]
    service = configparser.ConfigParser(strict=False, interpolation=None)
    service.optionxform = str
    service.read(PROJECT / "deploy/migration-office.service")

    commands = [service["Service"][name] for name in ("ExecStartPre", "ExecStart")]

    python = f"{service['Service']['WorkingDirectory']}/.venv/bin/python"
    assert [command.replace(python, "$(python)") for command in commands] == [
        line.strip().removeprefix("exec ") for line in recipe.splitlines()[1:]
    ]

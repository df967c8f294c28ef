import configparser
import os
import re
import shutil
import subprocess

import pytest
from django.core.management import call_command

from content.models import Backup
from tests.postgres import Postgres
from tests.site import PROJECT, Site
from tests.test_watcher import home, publish_beside

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


# --- What runs beside the site


def unit(name):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(PROJECT / "deploy" / name)
    return unit


def test_links_are_checked_each_night_by_the_account_of_the_site(service):
    links, timer = unit("migration-office-links.service"), unit("migration-office-links.timer")

    alike = ["User", "WorkingDirectory", "EnvironmentFile", "ReadWritePaths", "ProtectSystem"]
    python = f"{service['Service']['WorkingDirectory']}/.venv/bin/python"
    assert links["Service"]["Type"] == "oneshot"
    assert links["Service"]["ExecStart"] == f"{python} manage.py check_links"
    assert [links["Service"][name] for name in alike] == [
        service["Service"][name] for name in alike
    ]
    assert (timer["Timer"]["OnCalendar"], timer["Timer"]["Persistent"]) == (
        "*-*-* 03:30",
        "true",
    )


def backed_up(site, script, directory):
    subprocess.run(
        [PROJECT / "deploy" / script, directory], cwd=PROJECT, env=site.environment, check=True
    )
    return site.manage("shell", "--no-imports", "-c", LAST_BACKUP).strip()


LAST_BACKUP = """
from content.models import Backup
backup = Backup.objects.get()
print(backup.complete, backup.note)
"""


def test_backup_with_sqlite_is_restored_and_served(fresh_site, tmp_path):
    publish_beside(fresh_site, "Gesicherter Titel")
    (media := tmp_path / "var/media/formulare").mkdir(parents=True)
    (media / "a.pdf").write_bytes(b"%PDF")

    told = backed_up(fresh_site, "backup-sqlite.sh", tmp_path / "backup")
    fresh_site.stop()
    shutil.copytree(tmp_path / "backup", tmp_path / "new")
    (tmp_path / "new/static").symlink_to(tmp_path / "var/static")
    with Site(tmp_path / "new") as restored:
        page = home(restored)

    assert told == "True SQLite und Dateien"
    assert "Gesicherter Titel" in page
    assert (tmp_path / "new/media/formulare/a.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "backup/db.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.long
def test_backup_with_postgresql_is_restored_and_served(prepared_postgres, tmp_path):
    prepared_postgres.files.copy_to(tmp_path / "var")
    with Postgres(data=prepared_postgres.data) as old, Postgres() as new:
        with Site(tmp_path / "var", old.url) as site:
            publish_beside(site, "Gesicherter Titel")
            told = backed_up(site, "backup-postgresql.sh", tmp_path / "backup")
        restore = ["pg_restore", "--no-owner", "--dbname", new.url, tmp_path / "backup/database"]
        subprocess.run(restore, check=True)
        (tmp_path / "var/edition.sqlite3").unlink()
        with Site(tmp_path / "var", new.url) as restored:
            page = home(restored)

    assert told == "True PostgreSQL und Dateien"
    assert "Gesicherter Titel" in page


@pytest.mark.parametrize("script", ["backup-sqlite.sh", "backup-postgresql.sh"])
def test_backup_that_failed_is_not_noted(script, tmp_path):
    surroundings = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DATABASE_URL": "x:"}

    done = subprocess.run(
        [PROJECT / "deploy" / script, tmp_path / "backup"],
        cwd=PROJECT,
        env=surroundings,
        capture_output=True,
    )

    assert done.returncode > 0
    assert not (tmp_path / "secret_key").exists()  # manage.py would have made one


@pytest.mark.django_db
def test_thirty_backups_are_remembered(capsys):
    for number in range(32):
        call_command("note_backup", note=f"Nummer {number}", incomplete=number == 31)

    backups = list(Backup.objects.values_list("note", "complete"))
    assert len(backups) == 30
    assert (backups[0], backups[-1]) == (("Nummer 2", True), ("Nummer 31", False))

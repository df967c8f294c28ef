import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import PROJECT, environment

SOURCE = (PROJECT / "migration_office/settings.py").read_text()
VARIABLES = re.findall(r'\bread\(\s*env\.\w+,\s*"(\w+)"', SOURCE)


def load(data_dir, expression, **variables):
    """The value of an expression over the settings as a new process reads them."""
    code = f"from migration_office import settings; print(({expression}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=environment(data_dir, **variables),
        capture_output=True,
        text=True,
    )
    return (done.stdout or done.stderr).splitlines()[-1]


def test_every_variable_is_in_the_readme():
    readme = Path(PROJECT, "README.md").read_text()
    assert [name for name in VARIABLES if f"`{name}`" not in readme] == []


def test_no_variable_is_read_past_the_one_function():
    assert re.findall(r"os\.(?:environ|getenv)\S*", SOURCE) == ["os.environ.get(name):"]


@pytest.mark.parametrize(
    ("name", "value", "needed"),
    [
        ("DEBUG", "perhaps", "true or false"),
        ("PORT", "http", "a port number from 1 to 65535"),
        ("PORT", "70000", "a port number from 1 to 65535"),
        ("LISTEN", "eth0", "IP addresses of this machine with commas between them"),
        ("PROXIES", "10.0.0.0/8", "IP addresses with commas between them"),
        (
            "SITE_URL",
            "migration.example.org",
            "the public address without a path, such as https://migration.example.org",
        ),
        (
            "SITE_URL",
            "https://example.org/migration",
            "the public address without a path, such as https://migration.example.org",
        ),
        ("WEB_CONCURRENCY", "0", "a number of processes"),
        ("THREADS", "many", "a number of threads in each process"),
        (
            "DATABASE_URL",
            "krefeld",
            "an address such as postgres://user:password@host:5432/name",
        ),
    ],
)
def test_value_that_cannot_be_used_says_what_is_needed(tmp_path, name, value, needed):
    error = "django.core.exceptions.ImproperlyConfigured: "
    assert load(tmp_path, "", **{name: value}) == f"{error}The variable {name} must be {needed}."


def test_database_of_another_kind_is_refused(tmp_path):
    assert load(tmp_path, "", DATABASE_URL="mysql://host/name") == (
        "django.core.exceptions.ImproperlyConfigured: "
        "The variable DATABASE_URL must begin with sqlite:// or postgres://."
    )


def test_directory_that_cannot_be_written_is_named(tmp_path):
    occupied = tmp_path / "var"
    occupied.touch()
    error = load(occupied, "")
    assert "The variable DATA_DIR must be a directory that the server may write to" in error


def test_nothing_set_is_safe_and_local(tmp_path):
    read = load(tmp_path, "settings.DEBUG, settings.SITE_URL, sorted({*settings.ALLOWED_HOSTS})")
    assert read == "(False, 'http://127.0.0.1:8000', ['127.0.0.1', 'localhost'])"


def test_server_listens_where_it_is_told(tmp_path):
    bind = "__import__('migration_office.gunicorn').gunicorn.bind"
    assert load(tmp_path, bind) == "['127.0.0.1:8000']"
    assert load(tmp_path, bind, LISTEN="10.0.0.4, ::1") == "['10.0.0.4:8000', '[::1]:8000']"


def test_uploads_can_be_elsewhere_than_all_else(tmp_path):
    folder = "settings.MEDIA_ROOT"
    assert load(tmp_path, folder) == str(tmp_path / "media")
    assert load(tmp_path, folder, MEDIA_DIR="/srv/uploads") == "/srv/uploads"


def test_empty_variable_counts_as_not_set(tmp_path):
    assert load(tmp_path, "settings.PORT", PORT="") == "8000"


def test_secret_key_is_made_once_and_is_nobody_elses_to_read(tmp_path):
    first = load(tmp_path / "var", "settings.SECRET_KEY")
    second = load(tmp_path / "var", "settings.SECRET_KEY")
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var/secret_key").stat().st_mode) == 0o600


def test_site_with_https_sends_cookies_only_over_https(tmp_path):
    cookies = "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE"
    assert load(tmp_path, cookies, SITE_URL="https://example.org/") == "(True, True)"
    assert load(tmp_path, cookies, SITE_URL="http://example.org") == "(False, False)"


def test_policy_allows_nothing_unsafe(settings):
    sources = {
        source
        for sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values()
        for source in sources
    }
    assert sources == {"'none'", "'self'", "data:"}

"""The product's settings, with a directory of their own: no test touches var/, and no variable
of the developer's shell reaches a test, but for the database that it asks for.
"""

import atexit
import os
import shutil
import tempfile

for name in [
    "DEBUG",
    "PORT",
    "LISTEN",
    "PROXIES",
    "ALLOWED_HOSTS",
    "MEDIA_DIR",
    "CDN_SECONDS",
    "WEB_CONCURRENCY",
    "THREADS",
]:
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="migration-office-")
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["SITE_URL"] = "https://migration.example.org"
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from migration_office.settings import *  # noqa: E402, F403
from migration_office.settings import INSTALLED_APPS, STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402
from tests.templates import Unresolved  # noqa: E402

# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The names as they stand in static/; tests/site.py serves the collected and hashed ones.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir()

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Unresolved()

# For `make lint`.
INSTALLED_APPS += ["django_migration_linter"]

"""All settings of the project, safe as they stand; what differs from place to place is read
from the environment, here and nowhere else. The README lists every variable.
"""

import os
import secrets
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError, validate
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


def read(parse, name, default, needs, **rules):
    """One variable of the environment; an empty one counts as not set."""
    if not os.environ.get(name):
        return default
    try:
        return parse(name, **rules)
    except EnvError as error:
        raise ImproperlyConfigured(f"The variable {name} must be {needs}.") from error


def is_origin(url):
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme not in {"http", "https"} or not parts.hostname or url.rstrip("/") != origin:
        raise ValidationError("Not the address of a site.")


def are_addresses(values):
    try:
        return [ip_address(value) for value in values]
    except ValueError as error:
        raise ValidationError("Not the address of a machine.") from error


def make_writable(directory):
    with in_data_dir():
        directory.mkdir(parents=True, exist_ok=True)


def kept_secret(path):
    """The key of this installation, made on the first start."""
    with in_data_dir():
        if not path.exists():
            draft = path.with_suffix(f".{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            draft.rename(path)
        return path.read_text()


@contextmanager
def in_data_dir():
    try:
        yield
    except OSError as error:
        raise ImproperlyConfigured(
            f"The variable DATA_DIR must be a directory that the server may write to ({error})."
        ) from error


# --- From the environment ------------------------------------------------------------------

DEBUG = read(env.bool, "DEBUG", False, "true or false")

PORT = read(
    env.int, "PORT", 8000, "a port number from 1 to 65535", validate=validate.Range(1, 65535)
)

# Another machine's reverse proxy reaches gunicorn only at an address of the network.
LISTEN = read(
    env.list,
    "LISTEN",
    ["127.0.0.1"],
    "IP addresses of this machine with commas between them",
    subcast=str.strip,
    validate=are_addresses,
)
PROXIES = read(
    env.list,
    "PROXIES",
    ["127.0.0.1"],
    "IP addresses with commas between them",
    subcast=str.strip,
    validate=are_addresses,
)

SITE_URL = read(
    env.str,
    "SITE_URL",
    f"http://127.0.0.1:{PORT}",
    "the public address without a path, such as https://migration.example.org",
    validate=is_origin,
).rstrip("/")

ALLOWED_HOSTS = read(
    env.list,
    "ALLOWED_HOSTS",
    [urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost"],
    "host names with commas between them",
    subcast=str.strip,
)

# Everything that the running site writes is in here, but for uploads that machines share.
DATA_DIR = Path(
    read(env.str, "DATA_DIR", BASE_DIR / "var", "a directory that the server may write to")
).resolve()
MEDIA_DIR = Path(
    read(env.str, "MEDIA_DIR", DATA_DIR / "media", "a directory that the server may write to")
).resolve()

make_writable(DATA_DIR)
SECRET_KEY = read(env.str, "SECRET_KEY", None, "a long random text") or kept_secret(
    DATA_DIR / "secret_key"
)

# gunicorn's; see migration_office/gunicorn.py.
WEB_CONCURRENCY = read(
    env.int, "WEB_CONCURRENCY", 2, "a number of processes", validate=validate.Range(1)
)
THREADS = read(
    env.int, "THREADS", 4, "a number of threads in each process", validate=validate.Range(1)
)

# How long a cache between us and the readers may hold a page without asking.
CDN_SECONDS = read(
    env.int, "CDN_SECONDS", 0, "a number of seconds, 0 or more", validate=validate.Range(0)
)

# --- Database ------------------------------------------------------------------------------

database = read(
    env.dj_db_url,
    "DATABASE_URL",
    {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "db.sqlite3"},
    "an address such as postgres://user:password@host:5432/name",
)
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"] = {
        # Readers and the one writer don't wait for each other.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        # A transaction that begins by reading could not become a writer beside another one.
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
    }
    # A file and not memory, so that threads and processes share it.
    database["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
elif database["ENGINE"].endswith("postgresql"):
    # A machine that vanished without a word, and a lock that nobody gives up, are given up after
    # seconds; else one waits for minutes, also when the machine has long been back.
    patience = {
        "connect_timeout": 5,
        "tcp_user_timeout": 5000,  # milliseconds, the others are seconds
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "options": "-c lock_timeout=5s",
    }
    database["OPTIONS"] = patience | database.get("OPTIONS", {})
else:
    raise ImproperlyConfigured(
        "The variable DATABASE_URL must begin with sqlite:// or postgres://."
    )

# No ATOMIC_REQUESTS: with IMMEDIATE every GET would take the write lock.
DATABASES = {"default": database}

# --- Application ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "content",
    "django_prose_editor",
    "js_asset",
    "django_htmx",
    "csp",
    "axes",
    "content.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "migration_office.middleware.head_without_body",
    # Keeps the pages with the headers that all the others below have set.
    "migration_office.shortcut.keep_pages",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "migration_office.middleware.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Refuses a foreign Host header before anything looks at the request.
    "django.middleware.common.CommonMiddleware",
    # From here on the database is asked.
    "migration_office.bulkhead.Bulkhead",
    "migration_office.bulkhead.Sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last, as its documentation asks.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "migration_office.urls"
WSGI_APPLICATION = "migration_office.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Language and time ---------------------------------------------------------------------

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
FORMAT_MODULE_PATH = ["migration_office.formats"]
# Named, so that makemessages knows where the words of templates/ belong.
LOCALE_PATHS = [BASE_DIR / "content/locale"]

# --- Files ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = MEDIA_DIR
# Where staff see the files of drafts; readers get what is published under another address.
MEDIA_URL = "admin/content/download/datei/"

STORAGES = {
    "default": {"BACKEND": "content.uploads.Media"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "content.uploads.Receiver",
]
# Half the files, and none for a debugger: collecting them takes 2 seconds instead of 8.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# --- Security ------------------------------------------------------------------------------

over_https = SITE_URL.startswith("https://")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = over_https
SECURE_HSTS_SECONDS = 31_536_000 if over_https else 0
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Staff are signed in for a working day, and only where they work: readers' addresses never see
# a cookie. The messages are kept in the session because their own cookie would go everywhere.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# The pair: neither a shared address nor a guessed name locks the others out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "migration_office.proxies.client_address"
# No record of who worked when, and no tables for staff to wonder about.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "admin/lockout.html"

# An object with many parts has many fields: Django's limit of 1,000 would lose the edits.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Log -----------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "content": {"level": "INFO"},
        # Django's own handlers write nothing unless DEBUG is on, and would send mail.
        "django": {"handlers": [], "level": "WARNING"},
        # Every scanner on the net causes 404s and foreign hosts; the answer is enough.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

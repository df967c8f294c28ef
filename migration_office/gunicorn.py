"""How gunicorn serves the site: gunicorn --config python:migration_office.gunicorn"""

import sys
from contextlib import suppress
from ctypes import CDLL

from migration_office.settings import LISTEN, PORT, THREADS, WEB_CONCURRENCY

wsgi_app = "migration_office.wsgi"
bind = [f"[{address}]:{PORT}" if ":" in address else f"{address}:{PORT}" for address in LISTEN]
# Nobody's X-Forwarded-Proto or SCRIPT_NAME is believed: SITE_URL says how readers come.
forwarded_allow_ips = ""
forwarder_headers = ""
worker_class = "gthread"
workers = WEB_CONCURRENCY
threads = THREADS
# Each worker loads the site itself: it costs half a second at the start, and nothing is ever
# halfway through something when a process forks.
preload_app = False
graceful_timeout = 10
# It would listen on a socket in the home directory, for commands that nobody here gives.
control_socket_disable = True

# glibc would give each thread a heap of its own that stays half empty: 5 MB in each process.
M_ARENA_MAX, HEAPS = -8, 2
with suppress(OSError, AttributeError):  # another C library has other habits
    CDLL(None).mallopt(M_ARENA_MAX, HEAPS)

# What reading the settings has imported into the master.
OF_THE_SETTINGS = {"migration_office", "django", "environs", "marshmallow", "whitenoise"}


def post_fork(server, worker):
    """After an update a worker must read the settings anew, and not have the master's old ones."""
    for name in [name for name in sys.modules if name.partition(".")[0] in OF_THE_SETTINGS]:
        del sys.modules[name]

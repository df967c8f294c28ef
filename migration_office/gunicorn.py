"""How gunicorn serves the site: gunicorn --config python:migration_office.gunicorn"""

from migration_office.settings import LISTEN, PORT, PROXIES, THREADS, WEB_CONCURRENCY

wsgi_app = "migration_office.wsgi"
bind = [f"[{address}]:{PORT}" if ":" in address else f"{address}:{PORT}" for address in LISTEN]
# Whose X-Forwarded-Proto is believed.
forwarded_allow_ips = ",".join(PROXIES)
worker_class = "gthread"
workers = WEB_CONCURRENCY
threads = THREADS
# Each worker loads the site itself: it costs 0.1 s at the start, and no thread or connection is
# ever halfway through something when a process forks.
preload_app = False
graceful_timeout = 10
# It would listen on a socket in the home directory, for commands that nobody here gives.
control_socket_disable = True

"""The whole site as it is served: a real gunicorn on data of its own."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:migration_office.gunicorn"]
START = 20  # seconds that a start may take before the test gives up
CHOSEN = "from content.models import OneTimePassword; OneTimePassword.objects.all().delete()"


class Prepared:
    """A directory, and with PostgreSQL a database, as `make run` prepares them; for copying."""

    def __init__(self, data_dir, database_url=None):
        self.data_dir = Path(data_dir)
        self.database_url = database_url
        output = manage("prepare", **environment(self.data_dir, database_url))
        self.password = re.search(r"Passwort.*: (\S+)", output)[1]
        # As if its owner had chosen it; tests/test_desk.py tries what comes before.
        manage("shell", "-c", CHOSEN, **environment(self.data_dir, database_url))

    def copy_to(self, data_dir):
        shutil.copytree(self.data_dir, data_dir, ignore=shutil.ignore_patterns("static"))
        # Eight megabytes that nobody changes.
        Path(data_dir, "static").symlink_to(self.data_dir / "static")


class Site:
    """Serves a prepared directory: `with Site(data_dir) as site: … site.url`."""

    application = ()  # the module of another one than the site
    project = PROJECT

    def __init__(self, data_dir, database_url=None, password=None, **variables):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.password = password
        self.log = Path(data_dir) / "gunicorn.log"
        self.environment = environment(data_dir, database_url, PORT=str(self.port), **variables)
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            self.kill()

    def start(self):
        """Start, and come back with the first page that can be served."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*GUNICORN, *self.application],
                cwd=self.project,
                env=self.environment,
                stderr=log,
                start_new_session=True,
            )
        give_up = time.monotonic() + START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.stop()
                raise RuntimeError(f"The site did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def stop(self):
        """Ask it to finish, as a service manager does."""
        self.process.terminate()
        self.process.wait(timeout=START)

    def kill(self):
        """All its processes at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=START)

    def workers(self):
        """The numbers of the processes that answer."""
        pid = self.process.pid
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]

    def manage(self, *command):
        """Run a command beside the running site; what it prints."""
        return manage(*command, **self.environment)

    def get(self, path, **headers):
        return self.request("GET", path, **headers)

    def request(self, method, path, body=None, **headers):
        """The bare answer of one request, with its body read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.body = response.read()
            return response
        finally:
            connection.close()

    def _answers(self):
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False


def environment(data_dir, database_url=None, **variables):
    """The variables of this shell without those that the tests or the developer have set."""
    ours = {"SECRET_KEY", "SITE_URL", "DATABASE_URL", "MEDIA_DIR", "DJANGO_SETTINGS_MODULE"}
    ours |= {"PORT", "LISTEN", "PROXIES", "ALLOWED_HOSTS", "DEBUG", "WEB_CONCURRENCY", "THREADS"}
    ours |= {"CDN_SECONDS"}
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    database = {"DATABASE_URL": database_url} if database_url else {}
    return clean | {"DATA_DIR": str(data_dir)} | database | variables


def manage(*command, **environment):
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

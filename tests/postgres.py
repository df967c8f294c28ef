"""A real PostgreSQL that lives as long as one run.

python -m tests.postgres COMMAND … runs the command with this server's DATABASE_URL.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import tools

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Postgres:
    """In a directory of its own, reached through a socket in it, thrown away at the end."""

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="postgres-"))
        self.owner = unprivileged_user()
        if self.owner:
            os.chown(self.directory, self.owner.pw_uid, self.owner.pw_gid)
        try:
            self._run("initdb", "--username=tests", "--auth=trust", "--encoding=UTF8", "--no-sync")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        if (self.directory / "data/postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.directory)

    @property
    def url(self):
        return f"postgres://tests@/postgres?host={self.directory}"

    def start(self):
        options = f"-k {self.directory} -c listen_addresses='' {FAST}"
        log = self.directory / "log"
        self._run("pg_ctl", "start", f"--log={log}", f"--options={options}")

    def stop(self):
        self._run("pg_ctl", "stop", "--mode=immediate")

    def _run(self, program, *arguments):
        owner = self.owner
        who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        command = [tools.postgres() / program, *arguments, f"--pgdata={self.directory / 'data'}"]
        done = subprocess.run(command, cwd=self.directory, capture_output=True, text=True, **who)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")


def unprivileged_user():
    """PostgreSQL refuses to run as root: then whoever else is there."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def main(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server ends too
    with Postgres() as postgres:
        environment = os.environ | {"DATABASE_URL": postgres.url}
        return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

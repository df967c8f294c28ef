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
import time
from contextlib import suppress
from pathlib import Path

from tests import tools

# A killed server keeps what it has committed: the kernel has it. Only a power cut would lose it.
FAST = "-c fsync=off -c full_page_writes=off"
GONE = 10  # seconds that killed processes may take to end


class Postgres:
    """In a directory of its own, reached through a socket in it, thrown away at the end.

    ``data``: that of a server that was stopped, for it to begin with.
    """

    def __init__(self, within=None, data=None):
        self.within = within
        self.data = data

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="postgres-", dir=self.within))
        self.owner = unprivileged_user()
        if self.owner:
            os.chown(self.directory, self.owner.pw_uid, self.owner.pw_gid)
        try:
            self._begin()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _begin(self):
        if self.data:
            subprocess.run(["cp", "-a", self.data, self.directory / "data"], check=True)
        else:
            how = ["--username=tests", "--auth=trust", "--encoding=UTF8", "--no-sync"]
            self._run("initdb", *how)

    def __exit__(self, *exception):
        if self.pid_file.exists():
            self.resume()
            self.stop()
        shutil.rmtree(self.directory)

    @property
    def url(self):
        return f"postgres://tests@/postgres?host={self.directory}"

    @property
    def pid_file(self):
        return self.directory / "data/postmaster.pid"

    def start(self):
        options = f"-k {self.directory} -c listen_addresses='' {FAST}"
        log = self.directory / "log"
        self._run("pg_ctl", "start", f"--log={log}", f"--options={options}")

    def stop(self, mode="immediate"):
        self._run("pg_ctl", "stop", f"--mode={mode}")

    def hang(self):
        """It takes connections and answers nothing, as one whose disk does not answer."""
        self._signal(signal.SIGSTOP)

    def resume(self):
        self._signal(signal.SIGCONT)

    def kill(self):
        """All its processes at once, as a power cut does; `start` starts it again."""
        processes = self._signal(signal.SIGKILL)
        give_up = time.monotonic() + GONE
        while any(runs(pid) for pid in processes):
            if time.monotonic() > give_up:
                raise RuntimeError(f"The processes {processes} do not end.")
            time.sleep(0.01)
        # Nobody may have taken note of their end: then `pg_ctl` would believe that they run.
        for leftover in [self.pid_file, *self.directory.glob(".s.PGSQL.*.lock")]:
            leftover.unlink()

    def dump(self, path):
        """A backup, as an operator makes one beside the running site."""
        self._ask("pg_dump", "--format=custom", f"--file={path}", "--dbname=postgres")

    def restore(self, path):
        """Back to a backup, at once: nobody sees half of it."""
        how = ["--clean", "--if-exists", "--single-transaction"]
        self._ask("pg_restore", *how, "--dbname=postgres", str(path))

    def _ask(self, program, *arguments):
        """As one who uses it: from anywhere, with this account's files."""
        who = [f"--host={self.directory}", "--username=tests"]
        command = [tools.postgres() / program, *who, *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")

    def _signal(self, number):
        """Send it to all its processes; which they were."""
        server = int(self.pid_file.read_text().split()[0])
        os.kill(server, signal.SIGSTOP)  # so that no process is born meanwhile
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        processes = [*map(int, children), server]
        for pid in processes:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return processes

    def _run(self, program, *arguments):
        owner = self.owner
        who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        command = [tools.postgres() / program, *arguments, f"--pgdata={self.directory / 'data'}"]
        done = subprocess.run(command, cwd=self.directory, capture_output=True, text=True, **who)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")


def runs(pid):
    """Also a process that has ended keeps its number until its parent has taken note."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


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

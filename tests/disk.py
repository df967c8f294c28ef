"""A disk so small that a test can fill it: a filesystem of its own, in memory."""

import errno
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1024 * 1024
BLOCK = 4096


class SmallDisk:
    """`with SmallDisk() as disk:` … `with disk.full():` … `disk.path` is its directory."""

    def __init__(self, megabytes=16):
        self.megabytes = megabytes

    def __enter__(self):
        self.path = Path(tempfile.mkdtemp(prefix="disk-"))
        options = f"size={self.megabytes}m,mode=755"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.path]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            self.path.rmdir()
            raise RuntimeError(
                "A full disk can only be tried where a filesystem may be mounted: run the tests "
                f"as root, in a container with the capability SYS_ADMIN. {done.stderr}"
            )
        return self

    def __exit__(self, *exception):
        # Lazily: a process that was killed just now may still hold a file.
        subprocess.run(["umount", "--lazy", self.path], check=True)
        self.path.rmdir()

    @property
    def filler(self):
        return self.path / "filler"

    def fill(self, but=0):
        """Leave no room for a single block more, or for about so many bytes."""
        with self.filler.open("ab", buffering=0) as file:
            for size in (MEGABYTE, BLOCK, 1):
                _write_until_full(file, bytes(size))
            file.truncate(file.tell() - but)

    def free(self):
        self.filler.unlink(missing_ok=True)

    @contextmanager
    def full(self, but=0):
        self.fill(but)
        try:
            yield self
        finally:
            self.free()

    def files(self):
        """What is on it beside the filler, as paths within it."""
        found = (path for path in self.path.rglob("*") if path.is_file() and path != self.filler)
        return {str(path.relative_to(self.path)) for path in found}

    def bytes_left(self):
        return shutil.disk_usage(self.path).free


def _write_until_full(file, block):
    while True:
        try:
            file.write(block)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            return

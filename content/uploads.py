"""What staff upload: received and stored whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE  # more is not even received


class Receiver(TemporaryFileUploadHandler):
    """What is too large for memory; the form around a file that finds no room is read all the same.

    Who uses the form asks ``refuse_lost`` first.
    """

    def new_file(self, *args, **kwargs):
        with self._cleared_away():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        with self._cleared_away():
            if start + len(raw_data) > LARGEST:
                raise OSError(errno.EFBIG, "The file is too large.")
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        with suppress(SkipFile), self._cleared_away():
            return super().file_complete(file_size)  # writes what is still in its buffer

    @contextmanager
    def _cleared_away(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.request.lost_upload = error
            self._throw_away()
            raise SkipFile from error

    def _throw_away(self) -> None:
        if file := vars(self).pop("file", None):
            with suppress(OSError):  # It tries once more to write.
                file.close()


def refuse_lost(request: HttpRequest) -> None:
    """Raises the ``OSError`` for which a file of the request is missing."""
    request.FILES  # noqa: B018  receives them
    if lost := getattr(request, "lost_upload", None):
        raise lost


_stored: ContextVar[list[str] | None] = ContextVar("stored", default=None)


class Media(FileSystemStorage):
    """Django's leaves the part of a file for which there was room."""

    def _save(self, name, content):
        name = super()._save(name, ContentFile(b""))  # Only ours from here on.
        try:
            self._write(Path(self.path(name)), content)
        except BaseException:
            self.delete(name)
            raise
        if (stored := _stored.get()) is not None:
            stored.append(name)
        return name

    def _write(self, path: Path, content) -> None:
        with path.open("wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())  # Shared storage says only now that it is full.


@contextmanager
def stored_within() -> Iterator[list[str]]:
    """The names under which files are stored meanwhile, by this thread."""
    token = _stored.set([])
    try:
        yield _stored.get()
    finally:
        _stored.reset(token)

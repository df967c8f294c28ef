"""A snapshot tried in the place of the working copy, which stays as it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from content.models.base import Content
from content.published import Thing
from content.snapshots import KEPT, load


@contextmanager
def laid_out(obj: Content, thing: Thing) -> Iterator[Content]:
    """The object as the thing has it, to the address. Afterwards it is as it was, to the last key
    of a part: forms that are open still know them.
    """
    with transaction.atomic():
        for name in KEPT:
            if hasattr(thing, name):
                setattr(obj, name, getattr(thing, name))
        load(obj, thing)
        yield type(obj)._default_manager.get(pk=obj.pk)
        transaction.set_rollback(True)

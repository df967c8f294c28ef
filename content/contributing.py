"""Who has written what stands in the working copy, and what needs somebody else's eyes."""

from django.contrib.auth.models import User
from django.db.models import Max, QuerySet

from content.models import Contribution, FourEyes, Publication
from content.models.base import Content
from content.snapshots import kind_of


def note(obj: Content, by) -> None:
    """Somebody has changed the working copy: it gets its next revision. The caller saves it."""
    obj.revision += 1
    obj.changed_by = by
    if by:
        Contribution.objects.create(kind=kind_of(obj), uid=obj.uid, revision=obj.revision, user=by)


def needs_four_eyes(kind: str) -> bool:
    return FourEyes.objects.filter(kind=kind).exists()


def writers(kind: str, uid: str, until: int) -> list[User]:
    """Who has changed the object since the last publication, up to a revision of it."""
    published = Publication.objects.of(kind, uid).filter(action="publish")
    return writers_between(kind, uid, newest_revision(published), until)


def newest_revision(publications: QuerySet[Publication]) -> int:
    """-1 when there is none."""
    newest = publications.aggregate(newest=Max("revision"))["newest"]
    return -1 if newest is None else newest


def writers_between(kind: str, uid: str, since: int, until: int | None) -> list[User]:
    """``since`` is excluded; without ``until`` up to now."""
    theirs = Contribution.objects.filter(kind=kind, uid=uid, revision__gt=since)
    if until is not None:
        theirs = theirs.filter(revision__lte=until)
    return list(User.objects.filter(pk__in=theirs.values("user")).order_by("username"))

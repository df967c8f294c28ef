"""Who has written what stands in the working copy, and what needs somebody else's eyes."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from content.models import Contribution, FourEyes, Proposal, Publication
from content.models.base import Content
from content.published import SOURCE_LANGUAGE
from content.snapshots import kind_of

NEVER = -1  # the revision that was published, where none was


def note(obj: Content, by, others: Iterable[User] = ()) -> None:
    """Somebody has changed the working copy: it gets its next revision. The caller saves it.

    ``others``: who else has written what stands there now.
    """
    obj.revision += 1
    obj.changed_by = by
    for user in dict.fromkeys(filter(None, [by, *others])):
        Contribution.objects.create(
            kind=kind_of(obj), uid=obj.uid, revision=obj.revision, user=user
        )


def needs_four_eyes(kind: str) -> bool:
    return FourEyes.objects.filter(kind=kind).exists()


def writers(kind: str, uid: str, until: int) -> list[User]:
    """Who has changed the object up to a revision, since the last one before that is published."""
    published = Publication.objects.of(kind, uid).filter(action="publish", revision__lte=until)
    return writers_between(kind, uid, newest_revision(published), until)


def writers_of(draft: Proposal) -> list[User]:
    """Nobody knows them of one that was set aside before they were noted."""
    return [] if draft.revision is None else writers(draft.kind, draft.uid, draft.revision)


def newest_revision(publications: QuerySet[Publication]) -> int:
    newest = publications.aggregate(newest=Max("revision"))["newest"]
    return NEVER if newest is None else newest


def writers_between(kind: str, uid: str, since: int, until: int) -> list[User]:
    """``since`` is excluded."""
    theirs = Contribution.objects.filter(
        kind=kind, uid=uid, revision__gt=since, revision__lte=until
    )
    return list(User.objects.filter(pk__in=theirs.values("user")).order_by("username"))


# --- The same of many proposals at once


def has_written(user) -> Exists:
    """Of a proposal: whether this account is among its writers."""
    published = Publication.objects.filter(
        kind=OuterRef("kind"),
        uid=OuterRef("uid"),
        language=SOURCE_LANGUAGE,
        action="publish",
        revision__lte=OuterRef(OuterRef("revision")),
    )
    newest = published.order_by("-revision").values("revision")[:1]
    return Exists(
        Contribution.objects.filter(
            kind=OuterRef("kind"),
            uid=OuterRef("uid"),
            user=user,
            revision__lte=OuterRef("revision"),
            revision__gt=Coalesce(Subquery(newest), NEVER),
        )
    )


def nothing_since(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those decided on of which nothing was laid before anybody, nor published, since."""
    key = {"kind": OuterRef("kind"), "uid": OuterRef("uid")}
    newer = Proposal.objects.filter(**key, purpose="approval", pk__gt=OuterRef("pk"))
    published = Publication.objects.filter(
        **key,
        language=SOURCE_LANGUAGE,
        action__in=["publish", "withdraw"],
        made_at__gt=OuterRef("decided_at"),
    )
    return proposals.exclude(Exists(newer)).exclude(Exists(published))

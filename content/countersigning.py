"""What was published without the approval it needed: somebody else looks at it afterwards."""

from django.db.models import QuerySet

from content import contributing
from content.completeness import Problem
from content.models import Countersignature, Publication
from content.publishing import Refused

OWN_WORK = Problem(
    "", "Gegenzeichnen kann nur, wer es weder geschrieben noch selbst veröffentlicht hat."
)
NOTHING_TO_SIGN = Problem("", "Hier ist nichts gegenzuzeichnen.")


def unsigned() -> QuerySet[Publication]:
    """Publications at which nobody else has looked yet."""
    alone = Publication.objects.filter(four_eyes=True, approved_by=None, countersignature=None)
    return alone.select_related("made_by").order_by("number")


def may_countersign(publication: Publication, user) -> bool:
    return user not in [publication.made_by, *_writers_of(publication)]


def countersign(publication: Publication, *, by) -> Countersignature:
    """Who signs what is signed already is no second one. Raises ``Refused``."""
    if not publication.four_eyes or publication.approved_by:
        raise Refused(NOTHING_TO_SIGN)
    if not may_countersign(publication, by):
        raise Refused(OWN_WORK)
    signature, _ = Countersignature.objects.get_or_create(
        publication=publication,
        defaults={"made_by": publication.made_by, "signed_by": by},
    )
    return signature


def _writers_of(publication: Publication) -> list:
    """None of a withdrawal: nothing of what was written became public with it."""
    if publication.revision is None:
        return []
    earlier = Publication.objects.of(publication.kind, publication.uid).filter(
        action="publish", number__lt=publication.number, revision__lte=publication.revision
    )
    return contributing.writers_between(
        publication.kind,
        publication.uid,
        contributing.newest_revision(earlier),
        publication.revision,
    )

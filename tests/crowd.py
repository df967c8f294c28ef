"""Many of everything, in a few queries: published, drafts, translations, accounts."""

from datetime import date, time, timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from content import models, publishing, records, translating
from content.models import Contribution, Proposal, Publication
from content.snapshots import kind_of, snapshot, with_parts
from content.translating import Entry
from tests import drafts
from tests.admin_pages import Sample

SINCE = drafts.NOON
KINDS = [
    models.ServiceArea,
    models.Channel,
    models.Checklist,
    models.Download,
    models.Notice,
    models.Page,
    models.Service,
    models.Term,
]


def settle(count: int, account: User) -> dict[str, Sample]:
    """A third is public, a third was changed since, a third never was public.

    Returns one of each kind, by its name.
    """
    hotline = drafts.hotline(uid="hotline")
    alone = [hotline, drafts.office(hotline=hotline), drafts.german()]
    alone += [models.Language.objects.create(code="uk", name="Українська", ready=True)]
    alone += [models.Directions.objects.create(title="Anfahrt")]
    _make(count)
    for obj in alone:
        publishing.publish(obj, now=SINCE)
    for model in KINDS:
        _publish(model, account)
    _translate()
    _tell(count, account)
    firsts = [model.objects.order_by("pk").first() for model in {*KINDS, *map(type, alone)}]
    return {kind_of(obj): _sample(obj) for obj in firsts} | {
        "openquestion": Sample(models.OpenQuestion.objects.first().pk),
        "user": Sample(account.pk),
    }


def _make(count: int) -> None:
    """With parts, which cost a query more where nobody thinks of them; the first with many."""
    numbers = range(count)
    named = {"title": "Nummer {}", "slug": "nummer-{}", "summary": "Kurz gesagt."}
    areas = _bulk(models.ServiceArea, numbers, **named)
    lists = _bulk(models.Checklist, numbers, title="Liste {}")
    _bulk(models.ChecklistItem, numbers, name="Pass {}", checklist=lists)
    files = _bulk(models.Download, numbers, title="Formular {}", file="formulare/{}.pdf")
    channels = _bulk(models.Channel, numbers, title="Weg {}", kind="counter")
    _bulk(models.OpeningRule, numbers, channel=channels, weekday=1, opens=time(8), closes=time(9))
    notices = _bulk(models.Notice, numbers, **named, review_on=date(2099, 12, 31))
    pages = _bulk(models.Page, numbers, **named)
    _bulk(models.PageSection, numbers, page=pages, heading="Teil {}", body="<p>Text</p>")
    _bulk(models.PageSection, numbers, page=pages, heading="Leer {}")
    services = _bulk(models.Service, numbers, **named, area=areas, contact=channels)
    _bulk(models.Fee, numbers, service=services, amount=5)
    _bulk(models.Term, numbers, term="Begriff {}", words="begriff{}")
    _bulk(models.OpenQuestion, numbers, number="Q{}", text="Wer weiß es?")
    _bulk(User, numbers, username="kollegin-{}", is_staff=True)
    _bulk(models.ChecklistItem, range(20), name="Noch {}", checklist=lists[0], notice=notices[0])
    _bulk(models.Fee, range(20), service=services[0], label="Noch {}", amount=5)
    for name, targets in (("checklist", lists), ("download", files)):
        through = getattr(models.Service, f"{name}s").through
        _bulk(through, numbers, service=services, **{name: targets})


def _bulk(model, numbers: range, **fields) -> list:
    """A list among the fields gives each object its own."""

    def told(value, number: int):
        if isinstance(value, list):
            return value[number]
        return value.format(number) if isinstance(value, str) else value

    rows = [
        model(**{name: told(value, number) for name, value in fields.items()}) for number in numbers
    ]
    return model.objects.bulk_create(rows)


def _publish(model, account: User) -> None:
    objects = list(with_parts(model.objects.order_by("pk")))
    public = [obj for number, obj in enumerate(objects) if number % 3 != 2]
    with publishing.numbering(SINCE) as (first, instant):
        Publication.objects.bulk_create(
            publishing.unsaved(
                "publish",
                (kind_of(obj), obj.uid),
                number,
                instant,
                data=records.write(snapshot(obj)),
                revision=obj.revision,
                by=account,
            )
            for number, obj in enumerate(public, first)
            if not (isinstance(obj, models.Channel) and obj.uid == "hotline")
        )
    model.objects.exclude(pk__in=[obj.pk for obj in public[1::2]]).update(changed_at=SINCE)
    changed = model.objects.filter(pk__in=[obj.pk for obj in public[1::2]])
    changed.update(source_note="Neu", revision=1, changed_by=account)


def _translate() -> None:
    objects = Publication.objects.filter(kind__in=["service", "notice"], data__gt="")
    wanted = [
        ((one.kind, one.uid), [Entry(f"{one.uid}.summary", "Kurz gesagt.", "Коротко.")])
        for one in objects
    ]
    translating.publish_new("uk", wanted, note="")


def _tell(count: int, account: User) -> None:
    """What has happened to the first notice, and what was laid aside of all of them."""
    first = models.Notice.objects.order_by("pk").first()
    data = records.write(snapshot(first))
    with publishing.numbering() as (number, instant):
        Publication.objects.bulk_create(
            publishing.unsaved(
                "publish", ("notice", first.uid), number + n, instant, data=data, by=account
            )
            for n in range(count)
        )
    told = {"kind": "notice", "data": data, "made_by": account}
    uids = models.Notice.objects.values_list("uid", flat=True)
    Proposal.objects.bulk_create(Proposal(uid=uid, **told) for uid in uids)
    Proposal.objects.bulk_create(
        Proposal(uid=uid, purpose="approval", revision=0, **told) for uid in uids
    )
    later = {"purpose": "link", "ends_at": instant + timedelta(days=7)}
    Proposal.objects.bulk_create(Proposal(uid=first.uid, **told, **later) for _ in range(count))
    Contribution.objects.bulk_create(
        Contribution(kind="notice", uid=first.uid, revision=n, user=account) for n in range(count)
    )
    notices = ContentType.objects.get_for_model(models.Notice)
    LogEntry.objects.bulk_create(
        LogEntry(
            user=account, content_type=notices, object_id=first.pk, action_flag=CHANGE,
            object_repr="Nummer 0",
        )
        for _ in range(count)
    )  # fmt: skip


def _sample(obj) -> Sample:
    key = kind_of(obj), obj.uid
    newest = Publication.objects.of(*key).order_by("number").values_list("number", flat=True)
    theirs = Proposal.objects.of(*key).values_list("pk", flat=True)
    numbers = newest.last(), theirs.set_aside().first(), theirs.waiting().first()
    return Sample(obj.pk, obj.uid, *numbers)

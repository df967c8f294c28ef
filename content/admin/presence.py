"""Who has the same page open: told at opening, and with JavaScript as it changes.

The page of an object is the unit, its parts with it. To be here locks nothing; it is a courtesy,
and where the database can't note it, nobody is told.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import get_text_list

from content.models import Presence
from content.templatetags.people import full_name

logger = logging.getLogger("content.desk")

HERE = timedelta(minutes=2)  # since a page was last heard of
SILENT = timedelta(minutes=10)  # since a page was opened that was never heard of: no JavaScript
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    kind: str
    uid: str
    language: str = ""

    def rows(self):
        return Presence.objects.filter(kind=self.kind, uid=self.uid, language=self.language)


@dataclass(frozen=True)
class Opening:
    """What the page needs: since when, who else is there, and where it sends its signs of life."""

    at: datetime
    told: str
    address: str


def opened(place: Place, user, address: str) -> Opening | None:
    now = timezone.now()
    try:
        with transaction.atomic():
            Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
            # In one query: each page of an object has it.
            Presence.objects.bulk_create(
                [Presence(user=user, opened_at=now, seen_at=now, **vars(place))],
                update_conflicts=True,
                unique_fields=[*vars(place), "user"],
                update_fields=["opened_at", "seen_at"],
            )
        return Opening(now, told(place, user, now), address)
    except DatabaseError as error:
        logger.warning("Nobody is told who is at %s: %s", place, error)
        return None


def told(place: Place, user, now: datetime) -> str:
    """Who else is here, as a sentence; nothing if nobody is."""
    heard_of = Q(seen_at__gte=now - HERE)
    unheard = Q(seen_at=F("opened_at"), opened_at__gte=now - SILENT)
    others = place.rows().filter(heard_of | unheard).exclude(user=user)
    names = [_since(one) for one in others.select_related("user").order_by("opened_at")]
    if not names:
        return ""
    have = "hat" if len(names) == 1 else "haben"
    return (
        f"{get_text_list(names, 'und')} {have} diese Seite offen. Sprechen Sie sich am besten ab. "
        "Speichern mehrere, geht nichts verloren: Wer später speichert, sieht beides und "
        "entscheidet."
    )


def _since(one: Presence) -> str:
    return f"{full_name(one.user)} (seit {timezone.localtime(one.opened_at):%-H.%M} Uhr)"


def sign(request: HttpRequest, place: Place) -> HttpResponse:
    """A page that is open says so, or that it is closed; the answer says who else is there.

    A session does not live longer by it: nothing in it is written.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    now, mine = timezone.now(), place.rows().filter(user=request.user)
    if "left" in request.POST:
        # Unless the page was opened anew meanwhile, as by saving.
        mine.filter(opened_at=_instant(request.POST["left"])).delete()
        return HttpResponse(status=204)
    if not mine.update(seen_at=now):
        mine.get_or_create(
            defaults=vars(place) | {"user": request.user, "opened_at": now, "seen_at": now}
        )
    return HttpResponse(told(place, request.user, now), content_type="text/plain; charset=utf-8")


def _instant(sent: str) -> datetime:
    try:
        found = parse_datetime(sent)
        if found and timezone.is_aware(found):
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Http404


def sign_view(request: HttpRequest, model_admin, object_id: str) -> HttpResponse:
    """Of the form of an object."""
    try:
        uid = model_admin.model._default_manager.values_list("uid", flat=True).get(pk=object_id)
    except (model_admin.model.DoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error
    if not model_admin.has_change_permission(request):
        return HttpResponse(status=403)
    return sign(request, Place(model_admin.opts.model_name, uid))

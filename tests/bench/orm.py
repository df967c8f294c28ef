"""The same page as most Django sites make it: from the database, with the ORM, for each request.

Views, templates and compression are those of the site. Only the edition is made anew each time,
from the working copy: related objects are fetched together, and the connection stays open.
"""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migration_office.settings")
get_wsgi_application()
settings.DATABASES["default"]["CONN_MAX_AGE"] = None

# Only now can content be imported.
from content import edition, published, records  # noqa: E402
from content.edition import Edition  # noqa: E402
from content.models import Publication  # noqa: E402
from content.records import Record  # noqa: E402
from content.snapshots import kind_of, model_of, snapshot, with_parts  # noqa: E402

DATES = ["number", "made_at", "live_from", "confirmed", "minor"]


class Handler(WSGIHandler):
    def get_response(self, request):
        now = timezone.now()
        request.site, request.instant = from_working_copy().current(now), now
        return super().get_response(request)


def from_working_copy() -> Edition:
    dates = {row.pop("uid"): row for row in Publication.objects.values("uid", *DATES)}
    return Edition(
        record(obj, dates[obj.uid])
        for kind in published.KINDS
        for obj in with_parts(model_of(kind)._default_manager.all())
    )


def record(obj, dates) -> Record:
    return Record(
        action="publish",
        kind=kind_of(obj),
        uid=obj.uid,
        language=published.SOURCE_LANGUAGE,
        shape=records.current_shape(kind_of(obj)),
        data=records.write(snapshot(obj)).encode(),
        **dates,
    )


edition.hold(from_working_copy())  # only for /healthz, which is asked at the start
application = Handler()

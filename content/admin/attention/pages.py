"""The front page, and the page of each of its topics."""

from itertools import islice

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from content import published
from content.admin.attention import notices, topics, upkeep
from content.admin.attention.desk import Desk
from content.models import Notice

NOTICES = 8  # for which there is room on the front page


def front(request: HttpRequest) -> dict:
    """What the template of the front page needs beside what every page has."""
    desk = Desk(request.user)
    items = topics.found(desk)
    current = list(islice(notices.current(desk), NOTICES + 1))
    return {
        "attention": [item for item in items if item.level != "sometime"],
        "sometime": [item for item in items if item.level == "sometime"],
        "sees": _sees(desk),
        "shows_notices": "notice" in desk.kinds,
        "notices": current[:NOTICES],
        "more_notices": len(current) > NOTICES,
        "add_notice": _add_notice(request),
        "backup": upkeep.last_backup(desk),
    }


def _sees(desk: Desk) -> str:
    """So that "nothing to do" says no more than the account can know."""
    if not desk.kinds:
        return "nothing"
    return "everything" if len(desk.kinds) == len(published.KINDS) else "something"


def _add_notice(request: HttpRequest) -> str | None:
    may_add = admin.site.get_model_admin(Notice).has_add_permission(request)
    return reverse("admin:content_notice_add") if may_add else None


def topic(request: HttpRequest, slug: str) -> TemplateResponse:
    """All of one topic of the front page."""
    of = topics.TOPICS.get(slug)
    if not of:
        raise Http404
    rows = list(of.find(Desk(request.user)))
    context = admin.site.each_context(request) | {"title": of.many, "topic": of, "rows": rows}
    return TemplateResponse(request, "admin/attention.html", context)

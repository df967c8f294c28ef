"""What commands on a timer have found out."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from content import links
from content.admin.attention.desk import Desk, Row
from content.models import Backup, CheckedLink

OLD = timedelta(days=3)


def dead_links(desk: Desk) -> Iterator[Row]:
    """At each text that leads there."""
    for (_, uid), address in links.dead_internal(desk.site):
        yield from desk.rows(uid, f"{address} führt zu keiner öffentlichen Seite")
    reported = {link.address: link.answer for link in CheckedLink.objects.reported()}
    leading = links.external(desk.edition, desk.now) if reported else {}
    for address, answer in reported.items():
        for _, uid in sorted(leading.get(address, ())):
            yield from desk.rows(uid, f"{address} antwortet nicht: {answer}")


def backup(desk: Desk) -> Iterator[Row]:
    last = desk.last_backup
    if last and not _is_fine(desk, last):
        yield Row(_in_words(last), last.note)


def last_backup(desk: Desk) -> str:
    """A quiet line, as long as there is nothing to be done."""
    last = desk.last_backup
    return _in_words(last) if last and _is_fine(desk, last) else ""


def _is_fine(desk: Desk, last: Backup) -> bool:
    return last.complete and last.made_at > desk.now - OLD


def _in_words(last: Backup) -> str:
    outcome = "vollständig" if last.complete else "unvollständig"
    when = timezone.localtime(last.made_at)
    return f"Letzte Sicherung: {when:%d.%m.%Y}, {when.hour}.{when:%M} Uhr, {outcome}"

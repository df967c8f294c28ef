"""The files of forms and leaflets as staff see them: the draft's and those of every version."""

from contextlib import suppress
from pathlib import PurePath

import msgspec
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from content import addresses, published, records, states
from content.models import Download, Publication
from content.published import SOURCE_LANGUAGE, Thing


def about(download: Download) -> SafeString:
    """What the form says of the draft's file, and of the public one."""
    rows = [_facts(download) if download.file else "Noch keine Datei."]
    if live := states.state(download).live:
        public = live.thing
        if public.file != download.file.name:
            rows.append(format_html("Öffentlich ist noch: {}", link(public)))
        rows.append(_address(download))
    return format_html_join("", "<div>{}</div>", ((row,) for row in rows))


def _address(download: Download) -> SafeString:
    url = settings.SITE_URL + addresses.path("download_file", uid=download.uid)
    words = 'Adresse: <a href="{}">{}</a>. Sie bleibt gleich, wenn Sie die Datei ersetzen.'
    return format_html(words, url, url)


def of_version(thing: Thing | None) -> SafeString | None:
    """None for a version that has no file."""
    return link(thing) if isinstance(thing, published.Download) and thing.file else None


def link(thing: published.Download) -> SafeString:
    name = PurePath(thing.file).name
    words = '<a href="{}">{}</a> ({})'
    return format_html(words, default_storage.url(thing.file), name, _facts(thing))


def _facts(of: Download | published.Download) -> str:
    """ "PDF, 2 Seiten, 93,4 KB"."""
    pages = of.pages and ("1 Seite" if of.pages == 1 else f"{of.pages} Seiten")
    return ", ".join(filter(None, [of.file_type, pages, of.size and filesizeformat(of.size)]))


def holder(name: str) -> Download | None:
    """Of which the draft has the file, or a version that was ever published."""
    uids = (uid for uid, thing in _published_with(name) if thing.file == name)
    return (
        Download.objects.filter(file=name).first()
        or Download.objects.filter(uid=next(uids, None)).first()
    )


def _published_with(name: str):
    """Versions that may have it; the database does not know where in them it stands."""
    rows = Publication.objects.filter(
        kind="download",
        language=SOURCE_LANGUAGE,
        action="publish",
        data__contains=msgspec.json.encode(name).decode(),
    )
    for row in rows:
        with suppress(records.Unreadable):
            yield row.uid, records.read(row.record())


def remove_unused(names: list[str]) -> None:
    """Files of which the row could not be saved. Where that can't be asked they stay."""
    for name in names:
        with suppress(DatabaseError):
            if not holder(name):
                default_storage.delete(name)

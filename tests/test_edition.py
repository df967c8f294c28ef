"""All that is published, and what of it is public at an instant. No database."""

from dataclasses import replace

import msgspec
import pytest

from content import anatomy, published, records
from content.edition import Edition
from content.published import Channel, Checklist, ChecklistItem, Notice, Page, Service, ServiceArea
from content.records import Record
from content.site import END
from tests.drafts import HOUR, NOON

NOTICE = Notice(uid="n", slug="aufnahme", title="Aufnahme")


def record(thing, number=1, **fields):
    defaults = {"made_at": NOON, "live_from": NOON, "action": "publish", "language": "de"}
    kind, data = published.kind_of(thing), records.write(thing).encode()
    return Record(number=number, kind=kind, uid=thing.uid, data=data, **defaults | fields)


def test_edition_is_the_same_whatever_is_asked_of_it():
    edition = Edition([record(NOTICE)])

    assert edition.at(NOON) is edition.at(NOON + HOUR)
    with pytest.raises(AttributeError):
        edition.at(NOON).notices[0].title = "anders"


def test_notice_shows_from_its_start_until_just_before_its_end():
    dated = replace(NOTICE, starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    edition = Edition([record(dated)])

    moments = [NOON, NOON + HOUR, NOON + 2 * HOUR]
    assert [len(edition.at(moment).notices) for moment in moments] == [0, 1, 0]


def test_ended_notice_keeps_its_address_and_one_that_has_not_started_has_none_yet():
    dated = replace(NOTICE, starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    edition = Edition([record(dated)])

    early, late = edition.at(NOON), edition.at(NOON + 3 * HOUR)
    assert early.hidden(early.find("notice", "aufnahme"))
    assert not late.hidden(late.find("notice", "aufnahme"))
    assert late.all_notices == [dated]


def test_promise_4_next_change_is_the_earliest_of_start_end_and_scheduled_version():
    dated = replace(NOTICE, starts_at=NOON + HOUR, ends_at=NOON + 3 * HOUR)
    area = ServiceArea(uid="a", slug="a", title="Asyl")
    edition = Edition([record(dated), record(area, 2, live_from=NOON + 2 * HOUR)])

    found, moment = [], NOON
    while (moment := edition.at(moment).until) != END:
        found.append(moment)
    assert found == [NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR]


def test_most_pressing_notice_comes_first():
    levels = {"a": "information", "b": "urgent", "c": "important"}
    notices = [Notice(uid=uid, slug=uid, title=uid, level=level) for uid, level in levels.items()]
    edition = Edition([record(notice, number) for number, notice in enumerate(notices, 1)])

    assert [notice.uid for notice in edition.at(NOON).notices] == ["b", "c", "a"]


def test_unreadable_row_leaves_the_previous_version_standing_and_is_reported():
    broken = replace(record(NOTICE, 2), data='{"uid": "n", "title": 7}')
    other = ServiceArea(uid="a", slug="a", title="Asyl")

    edition = Edition([record(NOTICE), broken, record(other, 3)])

    site = edition.at(NOON)
    assert site.get("n") == NOTICE
    assert site.get("a") == other
    assert [record.number for record, _ in edition.unreadable] == [2]


@pytest.mark.parametrize(
    "data",
    [
        "half a",
        '{"uid": "n", "slug": "n", "title": "N", "review_on": "2026-99-01"}',
        '{"uid": "n", "slug": "n", "title": "N", "starts_at": "2026-07-01T10:00:00"}',
        '{"uid": "n", "slug": "n", "title": "N", "mood": ' + "[" * 5000 + "]" * 5000 + "}",
    ],
    ids=["no JSON", "no date", "an instant without its zone", "nested too deeply"],
)
def test_whatever_is_wrong_with_a_row_the_previous_version_stands(data):
    dated = record(Notice(uid="m", slug="m", title="M", starts_at=NOON), 3)

    edition = Edition([record(NOTICE), replace(record(NOTICE, 2), data=data), dated])

    assert edition.at(NOON).get("n") == NOTICE
    assert [record.number for record, _ in edition.unreadable] == [2]


def test_row_of_a_kind_that_this_software_does_not_know_is_reported_and_harms_nothing():
    edition = Edition([record(NOTICE)])
    edition.at(NOON)

    grown = edition.after([replace(record(NOTICE, 2), kind="poem", uid="p")])

    assert grown.at(NOON).all_notices == [NOTICE]
    assert [record.number for record, _ in grown.unreadable] == [2]


def test_amount_that_can_not_be_compared_leaves_the_previous_version_standing():
    service = Service(uid="s", slug="s", title="Pass")
    fee = b'{"uid": "s", "slug": "s", "title": "S", "fees": [{"uid": "f", "amount": "sNaN"}]}'

    edition = Edition([record(service), replace(record(service, 2), data=fee)])

    assert edition.at(NOON).get("s") == service


def test_opening_time_of_a_zone_leaves_the_previous_version_standing():
    rule = {"uid": "r", "weekday": 0, "opens": "08:00:00Z", "closes": "12:00:00Z"}
    data = msgspec.json.encode({"uid": "k", "title": "Schalter", "rules": [rule]}).decode()
    counter = Channel(uid="k", title="Schalter")

    edition = Edition([record(counter), replace(record(counter, 2), data=data)])

    assert edition.at(NOON).get("k") == counter


def test_upgrade_that_fails_leaves_the_previous_version_standing(monkeypatch):
    monkeypatch.setitem(records.SHAPES, "notice", 2)
    monkeypatch.setitem(records.UPGRADES, ("notice", 1), lambda raw: raw["title"].no_such_name)
    old = replace(record(NOTICE, 2), data='{"uid": "n", "title": "Alt"}')

    edition = Edition([record(NOTICE, shape=2), old])

    assert edition.at(NOON).get("n") == NOTICE


def test_row_of_a_newer_software_leaves_the_previous_version_standing():
    newer = record(replace(NOTICE, title="Neu"), 2, shape=99)

    assert Edition([record(NOTICE), newer]).at(NOON).get("n") == NOTICE


def test_field_that_this_software_does_not_know_is_passed_over():
    raw = msgspec.json.decode(records.write(NOTICE)) | {"mood": "calm"}
    grown = replace(record(NOTICE), data=msgspec.json.encode(raw).decode())

    assert Edition([grown]).at(NOON).get("n") == NOTICE


def test_old_shape_is_lifted_before_it_is_read(monkeypatch):
    old = replace(record(NOTICE), data='{"uid": "n", "slug": "aufnahme", "name": "Aufnahme"}')
    monkeypatch.setitem(records.SHAPES, "notice", 2)
    monkeypatch.setitem(records.UPGRADES, ("notice", 1), lambda raw: raw | {"title": raw["name"]})

    assert Edition([old]).at(NOON).get("n") == NOTICE


def test_cancellation_that_came_too_late_cancels_nothing():
    late = replace(record(NOTICE, 2), action="cancel", data="", cancels=(1,))

    assert Edition([record(NOTICE), late]).at(NOON).get("n") == NOTICE


def test_version_in_a_language_that_is_not_the_source_is_no_german_version():
    other = record(replace(NOTICE, title="Admission"), 2, language="en")

    assert Edition([record(NOTICE), other]).at(NOON).get("n") == NOTICE


def test_copy_of_a_row_without_a_zone_is_not_read():
    naive = replace(record(NOTICE), live_from=NOON.replace(tzinfo=None))

    with pytest.raises(msgspec.ValidationError, match="timezone"):
        msgspec.msgpack.decode(msgspec.msgpack.encode(naive), type=Record)


def test_draft_is_laid_over_without_changing_the_edition():
    edition = Edition([record(NOTICE)])

    preview = edition.with_draft(replace(NOTICE, title="Entwurf"), NOON + HOUR)

    assert preview.current(NOON + HOUR).get("n").title == "Entwurf"
    assert edition.current(NOON + HOUR).get("n").title == "Aufnahme"


def test_references_of_parts_count():
    item = ChecklistItem(uid="i", name="Foto", notice="n")
    service = Service(uid="s", slug="s", title="Pass", area="a", checklists=("c",))

    assert list(anatomy.references(Checklist(uid="c", title="U", items=(item,)))) == ["n"]
    assert list(anatomy.references(service)) == ["a", "c"]


def test_newer_page_takes_over_the_former_address_of_another():
    first = Page(uid="p", slug="alt", title="Erste")
    second = Page(uid="q", slug="alt", title="Zweite")
    records = [
        record(first),
        record(replace(first, slug="neu"), 2, live_from=NOON + HOUR),
        record(second, 3, live_from=NOON + 2 * HOUR),
    ]

    edition = Edition(records)

    assert edition.at(NOON + HOUR).moved("page", "alt").slug == "neu"
    assert edition.at(NOON + 2 * HOUR).find("page", "alt") == second

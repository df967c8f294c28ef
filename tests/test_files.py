"""Forms and leaflets as readers get them: one address, whatever file is at it."""

import os
from dataclasses import replace

import pytest
from django.http import Http404

from content.published import Download
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    edition_of,
    get,
    read,
    record,
    service,
    withdrawal,
)

ADDRESS = "/dateien/antrag.pdf"
OLD, NEW = b"%PDF-1.7 old", b"%PDF-1.7 new"
FORM = Download(
    uid="antrag", title="Antrag auf Verlängerung", file="formulare/scan1.pdf", file_type="PDF"
)
REPLACED = replace(FORM, file="formulare/scan2.pdf")


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "formulare").mkdir()
    (tmp_path / "formulare/scan1.pdf").write_bytes(OLD)
    (tmp_path / "formulare/scan2.pdf").write_bytes(NEW)
    return tmp_path / "formulare"


def body(response):
    content = b"".join(response)
    if response.streaming:
        response.file_to_stream.close()
    return content


def served(known, at=NOW, **headers):
    response = get(known, ADDRESS, at, **headers)
    return response, body(response)


def test_file_has_the_same_address_after_it_was_replaced():
    known = edition_of(record(FORM, 11, NOW - DAY), record(REPLACED, 12, NOW))

    found = [served(known, at)[1] for at in (NOW - HOUR, NOW)]

    assert found == [OLD, NEW]
    assert f'href="{ADDRESS}"' in read(known, "/de/formulare/", NOW - HOUR)
    assert f'href="{ADDRESS}"' in read(known, "/de/formulare/", NOW)


def test_file_is_offered_under_a_name_made_from_its_title():
    response, _ = served(edition_of(FORM))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''antrag-auf-verl%C3%A4ngerung.pdf"
    )


def test_title_without_a_letter_leaves_the_file_its_uid_as_a_name():
    response, _ = served(edition_of(replace(FORM, title='"\\?"')))

    assert response["Content-Disposition"] == 'inline; filename="antrag.pdf"'


def test_cache_that_has_the_file_is_told_so_until_it_is_replaced():
    known = edition_of(record(FORM, 11, NOW - DAY), record(REPLACED, 12, NOW))
    first, _ = served(known, NOW - HOUR)
    mine = {"If-None-Match": first["ETag"]}

    again, nothing = served(known, NOW - HOUR, **mine)
    new, whole = served(known, NOW, **mine)

    assert (again.status_code, nothing) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    assert (new.status_code, whole) == (200, NEW)
    assert new["ETag"] != first["ETag"]


def test_etag_is_of_the_bytes_whatever_the_file_is_called(stored):
    (stored / "scan2.pdf").write_bytes(OLD)

    assert served(edition_of(FORM))[0]["ETag"] == served(edition_of(REPLACED))[0]["ETag"]


def test_etag_is_another_one_for_other_bytes_under_the_same_name(stored):
    before, _ = served(edition_of(FORM))
    (stored / "scan1.pdf").write_bytes(NEW)
    os.utime(stored / "scan1.pdf", (1, 1))  # as a restored backup may have it

    after, _ = served(edition_of(FORM))

    assert before["ETag"] != after["ETag"]


@pytest.mark.parametrize("name", ["scan1.pdf", "scan2.pdf"])
def test_addresses_that_files_had_under_their_own_names_lead_to_the_one_address(name):
    known = edition_of(record(FORM, 11, NOW - DAY), record(REPLACED, 12, NOW - HOUR))

    response = get(known, f"/dateien/antrag/{name}")

    assert (response.status_code, response["Location"]) == (301, ADDRESS)
    assert response["Cache-Control"] == "max-age=0, must-revalidate"


@pytest.mark.parametrize("path", ["antrag/anderes.pdf", "fremd/scan1.pdf", "fremd.pdf", "amt.pdf"])
def test_what_was_never_public_under_an_address_is_not_found(path):
    with pytest.raises(Http404):
        get(edition_of(FORM), f"/dateien/{path}")


def test_name_of_a_file_that_is_yet_to_come_is_not_found():
    known = edition_of(record(FORM, 11, NOW - DAY), record(REPLACED, 12, NOW + HOUR))

    with pytest.raises(Http404):
        get(known, "/dateien/antrag/scan2.pdf")


@pytest.mark.parametrize("path", [ADDRESS, "/dateien/antrag/scan1.pdf"])
def test_withdrawn_file_is_not_found(path):
    withdrawn = edition_of(record(FORM, 11), withdrawal(FORM, 12, NOW - HOUR))

    with pytest.raises(Http404):
        get(withdrawn, path)


def test_file_missing_on_the_disk_is_not_found(stored):
    (stored / "scan1.pdf").unlink()

    with pytest.raises(Http404):
        get(edition_of(FORM), ADDRESS)


def test_storage_that_is_out_of_order_is_said_to_be_and_not_that_the_file_is_gone(settings, stored):
    settings.MEDIA_ROOT = stored / "scan1.pdf"  # a file where a folder was

    assert get(edition_of(FORM), ADDRESS).status_code == 503


def test_service_leads_to_its_form_by_that_address():
    known = edition_of(FORM, service(downloads=("antrag",)))

    assert f'href="{ADDRESS}"' in read(known, "/de/dienste/dienst/")

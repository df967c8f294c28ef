"""What staff upload is looked into, whatever its name says."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf.actions import JavaScript
from pypdf.generic import BooleanObject, NameObject

from content import edition
from content.models import Download as DownloadModel
from content.pdf import SCRIPTED, UNTAGGED, pages_of, remarks
from content.published import Download
from tests.factories import edition_of
from tests.pdfs import pdf, upload, writer

# Encrypted in the way of today's office software; its password is "geheim".
PROTECTED = Path(__file__).parent / "samples/protected.pdf"


def test_pages_of_a_pdf_are_counted():
    assert pages_of(pdf(3)) == 3


@pytest.mark.parametrize("content", [b"MZ program", b"", b"%PDF-1.7 and nothing more"])
def test_file_that_only_claims_to_be_a_pdf_is_refused(content):
    with pytest.raises(ValidationError, match="nicht als PDF"):
        pages_of(SimpleUploadedFile("formular.pdf", content))


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (b"/Info 1 0 R", b"/Prev /abcd"),  # TypeError within pypdf
        (b"/Info 1 0 R", b"/Encrypt 1 0 R"),  # an encryption that pypdf does not know
        (b"[ 4 0 R ]", b"[ 2 0 R ]"),
        (b"/Pages 2 0 R", b"/Pages 2"),
    ],
)
def test_broken_pdf_is_refused(part, instead):
    broken = pdf(1).read().replace(part, instead)

    with pytest.raises(ValidationError, match="nicht als PDF"):
        pages_of(SimpleUploadedFile("formular.pdf", broken))


def protected(password):
    """An empty password lets everybody read, but not change, print or read aloud."""
    made = writer()
    made.encrypt(password, owner_password="chefin", algorithm="RC4-128")
    return upload(made)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(lambda: protected("geheim"), id="password"),
        pytest.param(lambda: protected(""), id="against changes"),
        pytest.param(lambda: ContentFile(PROTECTED.read_bytes()), id="newer encryption"),
    ],
)
def test_protected_pdf_is_refused_with_what_to_do(file):
    with pytest.raises(ValidationError, match=r"geschützt.* Speichern Sie es bitte ohne Schutz"):
        pages_of(file())


def test_tagged_pdf_without_surprises_has_no_remark():
    assert remarks(pdf(tagged=True)) == []


def untagged():
    made = writer(tagged=True)
    made.root_object["/MarkInfo"][NameObject("/Marked")] = BooleanObject(False)
    return made


def opening_a_script():
    made = writer(tagged=True)
    made.add_open_action(JavaScript("app.alert('Hallo')"))
    return made


def carrying_files():
    made = writer(tagged=True)
    made.add_attachment("tabelle.xlsx", b"PK")
    return made


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (writer, [UNTAGGED]),
        (untagged, [UNTAGGED]),
        (opening_a_script, [SCRIPTED]),
        (
            carrying_files,
            ["Im PDF stecken angehängte Dateien: „tabelle.xlsx“. Wer es herunterlädt, bekommt sie "
             "mit."],
        ),
    ],
)  # fmt: skip
def test_what_makes_a_pdf_hard_to_use_is_remarked(made, told):
    assert remarks(upload(made())) == told


def test_of_a_pdf_that_has_become_unreadable_nothing_is_remarked():
    assert remarks(ContentFile(b"%PDF-1.7 and nothing more")) == []


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.js", "x.pdf.html", "pdf"])
def test_name_that_promises_no_pdf_is_refused(name):
    with pytest.raises(ValidationError, match=r"auf \.pdf enden"):
        DownloadModel._meta.get_field("file").run_validators(ContentFile(b"%PDF", name=name))


def test_download_is_served_as_a_pdf_whatever_its_name_says(client):
    name = default_storage.save("formulare/x.html", ContentFile(b"<script src=x.js></script>"))
    edition.hold(edition_of(Download(uid="d", title="Formular", file=name)))

    response = client.get("/dateien/d.pdf")
    served = b"".join(response)
    edition.hold(edition.Edition())

    assert served == b"<script src=x.js></script>"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"].startswith("max-age=0, s-maxage=0, ")

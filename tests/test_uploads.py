import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from content import edition, uploads
from content.models import Download as DownloadModel
from content.published import Download
from tests.factories import edition_of


def pdf(pages):
    writer, file = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.write(file)
    return SimpleUploadedFile("formular.pdf", file.getvalue())


def test_pages_of_a_pdf_are_counted():
    assert uploads.pages_of_pdf(pdf(3)) == 3


@pytest.mark.parametrize("content", [b"MZ program", b"", b"%PDF-1.7 and nothing more"])
def test_file_that_only_claims_to_be_a_pdf_is_refused(content):
    with pytest.raises(ValidationError, match="nicht als PDF"):
        uploads.pages_of_pdf(SimpleUploadedFile("formular.pdf", content))


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
        uploads.pages_of_pdf(SimpleUploadedFile("formular.pdf", broken))


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.js", "x.pdf.html", "pdf"])
def test_name_that_promises_no_pdf_is_refused(name):
    with pytest.raises(ValidationError, match=r"auf \.pdf enden"):
        DownloadModel._meta.get_field("file").run_validators(ContentFile(b"%PDF", name=name))


def test_download_is_served_as_a_pdf_whatever_its_name_says(client):
    name = default_storage.save("formulare/x.html", ContentFile(b"<script src=x.js></script>"))
    edition.hold(edition_of(Download(uid="d", title="Formular", file=name)))

    response = client.get(f"/dateien/d/{name.removeprefix('formulare/')}")
    served = b"".join(response)
    edition.hold(edition.Edition())

    assert served == b"<script src=x.js></script>"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"].startswith("max-age=0, s-maxage=0, ")

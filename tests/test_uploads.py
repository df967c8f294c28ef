import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from content import uploads


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


def test_file_that_is_too_large_is_refused():
    file = SimpleUploadedFile("formular.pdf", b"%PDF" + bytes(uploads.LARGEST))

    with pytest.raises(ValidationError, match="höchstens 10 MB"):
        uploads.pages_of_pdf(file)

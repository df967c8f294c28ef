"""Real PDFs, as staff upload them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject


def writer(pages=1, tagged=False):
    made = PdfWriter()
    for _ in range(pages):
        made.add_blank_page(width=595, height=842)
    if tagged:
        marks = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        made.root_object[NameObject("/MarkInfo")] = marks
    return made


def upload(made, name="formular.pdf"):
    file = io.BytesIO()
    made.write(file)
    return SimpleUploadedFile(name, file.getvalue())


def pdf(pages=1, name="formular.pdf", tagged=False):
    return upload(writer(pages, tagged), name)

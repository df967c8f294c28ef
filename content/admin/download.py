from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.http import FileResponse, Http404
from django.urls import path

from content import pdf, uploads
from content.admin import files
from content.admin.base import ContentAdmin, ContentForm
from content.models import Download, Language


class FileInput(AdminFileWidget):
    initial_text = "Im Entwurf"
    input_text = "Ersetzen durch"
    clear_checkbox_label = "Datei entfernen"


class DownloadForm(ContentForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("language"):
            field.choices = languages(self.instance.language)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            of = self.instance
            of.pages = pdf.pages_of(file) if file else None
            of.file_type, of.size = ("PDF", file.size) if file else ("", 0)
        return file


@admin.register(Download)
class DownloadAdmin(ContentAdmin):
    purpose = "Hier liegen Formulare und Merkblätter als PDF, jeweils mit ihrer Sprache."
    form = DownloadForm
    formfield_overrides = ContentAdmin.formfield_overrides | {FileField: {"widget": FileInput}}
    list_display = [*ContentAdmin.list_display, "language"]
    readonly_fields = [*ContentAdmin.readonly_fields, "about_file"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [
            path("datei/<path:name>", view, name="content_download_file"),
            *super().get_urls(),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "language":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.ChoiceField(
            label="Sprache der Datei",
            help_text="In ihr ist die Datei geschrieben.",
            initial=db_field.default,
        )

    @admin.display(description="Zur Datei")
    def about_file(self, obj):
        return files.about(obj)

    def changeform_view(self, request, *args, **kwargs):
        with uploads.stored_within() as names:
            try:
                return super().changeform_view(request, *args, **kwargs)
            finally:
                files.remove_unused(names)

    def file_view(self, request, name):
        """A file of a draft or of any version, under the address that the settings give to it."""
        download = files.holder(name)
        if not download:
            raise Http404
        if not self.has_view_permission(request, download):
            raise PermissionDenied
        try:
            return FileResponse(default_storage.open(name), content_type="application/pdf")
        except FileNotFoundError as error:
            raise Http404 from error


def languages(own: str) -> list[tuple[str, str]]:
    """Those of the site, and the one that a file already has."""
    known = {one.code: f"{one.name} ({one.code})" for one in Language.objects.all() if one.code}
    return list(({own: own} | known if own not in known else known).items())

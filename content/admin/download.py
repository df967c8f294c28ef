from contextlib import suppress

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.http import FileResponse, Http404
from django.urls import path

from content import uploads
from content.admin.base import ContentAdmin, ContentForm
from content.models import Download


class DownloadForm(ContentForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            self.instance.pages = uploads.pages_of_pdf(file)
            self.instance.file_type, self.instance.size = "PDF", file.size
        return file


@admin.register(Download)
class DownloadAdmin(ContentAdmin):
    form = DownloadForm
    list_display = [*ContentAdmin.list_display, "language"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [
            path("datei/<path:name>", view, name="content_download_file"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, *args, **kwargs):
        with uploads.stored_within() as names:
            try:
                return super().changeform_view(request, *args, **kwargs)
            finally:
                remove_unused(names)

    def file_view(self, request, name):
        """The file of a draft, under the address that the settings give to all files."""
        download = Download.objects.filter(file=name).first()
        if not download:
            raise Http404
        if not self.has_view_permission(request, download):
            raise PermissionDenied
        try:
            return FileResponse(download.file.open(), content_type="application/pdf")
        except FileNotFoundError as error:
            raise Http404 from error


def remove_unused(names: list[str]) -> None:
    """Files of which the row could not be saved. Where that can't be asked they stay."""
    for name in names:
        with suppress(DatabaseError):
            if not Download.objects.filter(file=name).exists():
                default_storage.delete(name)

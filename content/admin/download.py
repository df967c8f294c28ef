from django.contrib import admin

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

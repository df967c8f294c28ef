from django.contrib import admin

from content.admin.base import ContentAdmin
from content.models import Notice


@admin.register(Notice)
class NoticeAdmin(ContentAdmin):
    purpose = (
        "Ein Hinweis sagt, was gerade anders ist, zum Beispiel eine Schließung. Er hat ein "
        "Ende oder einen Tag, an dem Sie ihn prüfen."
    )
    list_display = [*ContentAdmin.list_display, "level", "starts_at", "ends_at", "review_on"]
    search_fields = ["title", "summary", "body"]

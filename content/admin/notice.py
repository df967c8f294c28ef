from django.contrib import admin

from content.admin.base import ContentAdmin
from content.models import Notice


@admin.register(Notice)
class NoticeAdmin(ContentAdmin):
    list_display = [*ContentAdmin.list_display, "level", "starts_at", "ends_at", "review_on"]
    search_fields = ["title", "summary", "body"]

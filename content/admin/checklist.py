from django.contrib import admin

from content.admin.base import ContentAdmin, PartInline
from content.models import Checklist, ChecklistItem


class ChecklistItemInline(PartInline):
    model = ChecklistItem


@admin.register(Checklist)
class ChecklistAdmin(ContentAdmin):
    inlines = [ChecklistItemInline]
    search_fields = ["title", "audience", "items__name"]

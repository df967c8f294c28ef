from django.contrib import admin

from content.admin.base import ContentAdmin, PartInline
from content.models import Checklist, ChecklistItem


class ChecklistItemInline(PartInline):
    model = ChecklistItem


@admin.register(Checklist)
class ChecklistAdmin(ContentAdmin):
    purpose = (
        "Eine Unterlagenliste sagt, was mitzubringen ist. Sie gehört zu einer oder mehreren "
        "Dienstleistungen."
    )
    inlines = [ChecklistItemInline]
    search_fields = ["title", "audience", "items__name"]

from django.contrib import admin

from content.admin.base import ContentAdmin, PartInline
from content.models import Fee, Service


class FeeInline(PartInline):
    model = Fee


@admin.register(Service)
class ServiceAdmin(ContentAdmin):
    purpose = (
        "Eine Dienstleistung ist, weswegen jemand kommt: mit Voraussetzungen, Gebühren und Ablauf."
    )
    inlines = [FeeInline]
    search_fields = ["title", "official_name", "keywords", "summary"]

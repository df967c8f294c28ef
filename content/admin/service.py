from django.contrib import admin

from content.admin.base import ContentAdmin, PartInline
from content.models import Fee, Service


class FeeInline(PartInline):
    model = Fee


@admin.register(Service)
class ServiceAdmin(ContentAdmin):
    inlines = [FeeInline]
    list_filter = ["area"]
    search_fields = ["title", "official_name", "keywords", "summary"]

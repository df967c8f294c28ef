from django.contrib import admin

from content.admin.base import PartInline, SingleAdmin
from content.models import FeaturedService, Office


class FeaturedServiceInline(PartInline):
    model = FeaturedService


@admin.register(Office)
class OfficeAdmin(SingleAdmin):
    inlines = [FeaturedServiceInline]
    search_fields = ["name"]

from django.contrib import admin

from content.admin.base import ContentAdmin, PartInline
from content.admin.ordering import OrderedAdmin
from content.models import Page, PageSection


class PageSectionInline(PartInline):
    model = PageSection


@admin.register(Page)
class PageAdmin(OrderedAdmin, ContentAdmin):
    purpose = (
        "Eine Seite ist freier Text, zum Beispiel das Impressum oder die Datenschutzerklärung."
    )
    inlines = [PageSectionInline]

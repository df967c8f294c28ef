from django.contrib import admin

from content.admin.base import ContentAdmin
from content.admin.ordering import OrderedAdmin
from content.models import Language


@admin.register(Language)
class LanguageAdmin(OrderedAdmin, ContentAdmin):
    search_fields = ["name", "code"]

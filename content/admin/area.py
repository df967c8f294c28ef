from django.contrib import admin

from content.admin.base import ContentAdmin
from content.admin.ordering import OrderedAdmin
from content.models import ServiceArea


@admin.register(ServiceArea)
class ServiceAreaAdmin(OrderedAdmin, ContentAdmin):
    purpose = "Ein Sachgebiet ist ein Teil der Dienststelle mit eigenen Dienstleistungen."
    list_display = ["__str__", "state", "saved"]
    list_filter = []

from django.contrib import admin

from content.admin.base import PartInline, SingleAdmin
from content.models import Directions, DirectionsStep, TransportStop


class DirectionsStepInline(PartInline):
    model = DirectionsStep


class TransportStopInline(PartInline):
    model = TransportStop


@admin.register(Directions)
class DirectionsAdmin(SingleAdmin):
    purpose = "Die Anfahrt gibt es einmal: der Weg zu Ihnen, auch ohne Stufen."
    inlines = [DirectionsStepInline, TransportStopInline]

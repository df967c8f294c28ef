from datetime import timedelta

from django.contrib import admin
from django.utils import timezone

from content import hours
from content.admin.base import ContentAdmin, PartInline
from content.admin.ordering import OrderedAdmin
from content.admin.parts import PartFormSet
from content.models import Channel, HoursException, Office, OpeningRule
from content.snapshots import snapshot


class OpeningRuleFormSet(PartFormSet):
    def clean(self):
        """Overlapping hours are refused at the later of the two."""
        super().clean()
        complete = self.staying()
        complete.sort(key=lambda form: (form.instance.weekday, form.instance.opens))
        form_of = {id(form.instance): form for form in complete}
        for _, later in hours.overlaps(form.instance for form in complete):
            form_of[id(later)].add_error(
                "opens", "Überschneidet sich mit einer anderen Sprechzeit."
            )


class OpeningRuleInline(PartInline):
    model = OpeningRule
    formset = OpeningRuleFormSet


class HoursExceptionInline(PartInline):
    model = HoursException


@admin.register(Channel)
class ChannelAdmin(OrderedAdmin, ContentAdmin):
    inlines = [OpeningRuleInline, HoursExceptionInline]
    change_form_template = "admin/content/channel_form.html"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["weeks"] = coming_weeks(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def coming_weeks(channel: Channel) -> list[tuple[hours.Day, ...]]:
    """The next eight weeks as the saved draft would have them, holidays included."""
    office = Office.objects.first()
    state = office.federal_state if office else ""
    today = timezone.localdate()
    return [
        tuple(day for day in week if day.date >= today)
        for week in hours.weeks(snapshot(channel), today, 8, state)
        if week[-1].date >= today - timedelta(days=7)
    ]

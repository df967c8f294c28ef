from django.contrib import admin
from django.utils import timezone

from content import hours, published
from content.admin.base import ContentAdmin, PartInline
from content.admin.common import WEEKS_AHEAD
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
    purpose = (
        "Ein Kontaktweg ist, wie man Sie erreicht, mit eigenen Sprechzeiten: Hotline, Schalter, "
        "Termin."
    )
    inlines = [OpeningRuleInline, HoursExceptionInline]
    change_form_template = "admin/content/channel_form.html"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["weeks"] = coming_weeks(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def coming_weeks(channel: Channel) -> list[list[hours.Day]]:
    """Eight times seven days from today, as the saved draft would have them; those with hours
    or with something unusual."""
    office = Office.objects.first()
    state = office.federal_state if office else ""
    thing, today = snapshot(channel), timezone.localdate()
    days = hours.days(thing, today, 7 * WEEKS_AHEAD, state)
    weeks = [days[n : n + 7] for n in range(0, len(days), 7)]
    told = [[day for day in week if _says_something(day, thing)] for week in weeks]
    return [week for week in told if week]


def _says_something(day: hours.Day, channel: published.Channel) -> bool:
    exceptional = any(one.first <= day.date <= one.last for one in channel.exceptions)
    return bool(day.spans or day.reason or exceptional)

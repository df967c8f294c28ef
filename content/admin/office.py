from django.contrib import admin

from content.admin.base import PartInline, SingleAdmin
from content.admin.parts import PartFormSet
from content.models import FeaturedService, Office


class FeaturedServiceFormSet(PartFormSet):
    def clean(self):
        """Each service once. The database could not check it: two rows may swap theirs."""
        super().clean()
        seen = set()
        for form in self.staying():
            service = form.cleaned_data["service"]
            if service in seen:
                form.add_error("service", "Diese Dienstleistung steht schon in der Liste.")
            seen.add(service)


class FeaturedServiceInline(PartInline):
    model = FeaturedService
    formset = FeaturedServiceFormSet


@admin.register(Office)
class OfficeAdmin(SingleAdmin):
    purpose = (
        "Die Dienststelle gibt es einmal: Name, Adresse und Kontakt, die auf jeder Seite stehen."
    )
    inlines = [FeaturedServiceInline]
    search_fields = ["name"]

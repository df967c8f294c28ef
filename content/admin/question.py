from collections.abc import Iterator

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join

from content import published
from content.models import OpenQuestion
from content.models.base import Content
from content.snapshots import kind_of, model_of


@admin.register(OpenQuestion)
class OpenQuestionAdmin(admin.ModelAdmin):
    purpose = (
        "Eine offene Frage hält fest, was noch niemand beantwortet hat. Leserinnen und Leser "
        "sehen sie nicht."
    )
    list_display = ["number", "text", "answered"]
    fields = ["number", "text", "touched", "answer"]
    readonly_fields = ["touched"]
    search_fields = ["text", "answer"]
    actions = None

    @admin.display(description="beantwortet", boolean=True)
    def answered(self, question):
        return bool(question.answer)

    @admin.display(description="betrifft")
    def touched(self, question):
        links = [
            (reverse(f"admin:content_{kind_of(obj)}_change", args=[obj.pk]), obj)
            for obj in objects_with(question.touches)
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"


def objects_with(uids: list[str]) -> Iterator[Content]:
    for kind in published.KINDS:
        yield from model_of(kind).objects.filter(uid__in=uids)

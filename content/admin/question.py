from django.contrib import admin

from content.models import OpenQuestion


@admin.register(OpenQuestion)
class OpenQuestionAdmin(admin.ModelAdmin):
    list_display = ["number", "text", "answered"]
    search_fields = ["text", "answer"]
    actions = None

    @admin.display(description="beantwortet", boolean=True)
    def answered(self, question):
        return bool(question.answer)

from django.contrib import admin

from content.admin.base import ContentAdmin
from content.models import Term


@admin.register(Term)
class TermAdmin(ContentAdmin):
    search_fields = ["term", "words", "explanation"]

from django.contrib import admin

from content.admin.base import ContentAdmin
from content.models import Term


@admin.register(Term)
class TermAdmin(ContentAdmin):
    purpose = (
        "Ein Begriff ist ein amtliches Wort, das die Website erklärt, wo es zum ersten Mal "
        "vorkommt."
    )
    search_fields = ["term", "words", "explanation"]

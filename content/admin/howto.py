"""„So geht es“: how the desk is used, with pictures that a command makes from the running site."""

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from content import roles


def howto(request: HttpRequest) -> TemplateResponse:
    """Only what the account may do."""
    may = request.user.has_perm
    context = admin.site.each_context(request) | {
        "title": "So geht es",
        "writes": may("content.change_notice"),
        "translates": may(roles.TRANSLATE),
        "approves": may(roles.APPROVE),
        "administers": may(roles.ADMINISTER),
        "redacts": may(roles.REDACT),
    }
    return TemplateResponse(request, "admin/howto/howto.html", context)

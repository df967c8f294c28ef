"""The preview beside the form of the draft: what was saved last, as readers would get it."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from content.admin.preview.frame import allow_frame
from content.models.base import Content

QUERY = "daneben"


def is_wanted(request: HttpRequest) -> bool:
    """Once it is open it stays so from one saving to the next."""
    return f"_{QUERY}" in request.POST or QUERY in request.GET


def kept(request: HttpRequest) -> str:
    return f"?{QUERY}" if is_wanted(request) else ""


def show(
    request: HttpRequest, response: TemplateResponse, model_admin, obj: Content | None
) -> TemplateResponse:
    if obj is None or not is_wanted(request):
        return response
    response.context_data["beside"] = {
        "page": model_admin.address(obj, "preview_page"),
        "close": model_admin.address(obj, "change"),
    }
    return allow_frame(response)

"""What staff get when the desk can't work: a page that needs neither database nor session."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from content.trouble import Trouble


def refuse(request: HttpRequest, found: Trouble) -> HttpResponse:
    """Without a place: what was typed is kept in the answer, but no file is received."""
    request.upload_handlers = [NoFiles(request)]
    return explain(request, found)


class NoFiles(FileUploadHandler):
    def new_file(self, *args, **kwargs):
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        """Never called."""

    def file_complete(self, file_size):
        """There is none."""


def explain(request: HttpRequest, found: Trouble) -> HttpResponse:
    """It holds what was typed, and sends the same again when asked to."""
    context = {
        "trouble": found,
        "method": request.method,
        "address": request.get_full_path(),
        "fields": typed(request),
        "with_files": request.content_type == "multipart/form-data",
    }
    body = render_to_string("admin/trouble.html", context)
    headers = {"Retry-After": str(found.retry_after), "Cache-Control": "no-store"}
    return HttpResponse(body, status=503, headers=headers)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again; a password is typed again."""
    names = request.POST.keys()
    if any("password" in name for name in names):
        return []
    return [(name, value) for name in names for value in request.POST.getlist(name)]

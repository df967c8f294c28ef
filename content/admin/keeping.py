"""What is typed is kept in the browser until it is saved; the server says when it is."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MARK = re.compile(r"[0-9]{1,40}")


def tell_saved(request: HttpRequest, response: HttpResponse) -> None:
    """A page that was sent and leads on has done what it was sent for: a cookie bears its mark."""
    mark = request.POST.get("kept_as", "")
    if response.status_code == 302 and MARK.fullmatch(mark):
        response.set_cookie(
            f"saved-{mark}",
            max_age=settings.SESSION_COOKIE_AGE,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )

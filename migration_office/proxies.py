from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Who asks: behind a reverse proxy all would have its address, and one pause for all.

    The last of X-Forwarded-For, and only from our own proxies: what stands before it anyone can
    have written.
    """
    peer = request.META.get("REMOTE_ADDR", "")  # none where a test or a command signs in
    if peer not in settings.PROXIES:
        return peer
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return peer

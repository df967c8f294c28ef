"""What another site answers to somebody who follows a link.

Only public addresses are asked: a link must not make this machine knock at doors of its own
network. What was looked up is what is asked, whatever a second look-up would say.
"""

import socket
import ssl
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError
from urllib3.util import Url, parse_url

SECONDS = 10
REDIRECTS = 5
AGENT = f"Linkpruefung ({settings.SITE_URL})"

WORDS = {
    404: "nicht gefunden",
    410: "gibt es nicht mehr",
    500: "Fehler auf der anderen Seite",
    502: "dort außer Betrieb",
    503: "dort außer Betrieb",
    504: "dort außer Betrieb",
}
# Said to machines, while people get the page.
NOT_FOR_MACHINES = {401, 403, 405, 406, 418, 429, 451, 999}

IsAllowed = Callable[[str], bool]


class Answer(NamedTuple):
    """``reached``: somebody answered, whatever it was."""

    words: str
    good: bool = False
    reached: bool = False


class Unreachable(Exception):
    """In words for staff."""


# How a network without IPv4 writes addresses that have no other: all of them, and its own.
TRANSLATED, TRANSLATED_HERE = ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48")


def is_public(ip: str) -> bool:
    address = ip_address(ip.partition("%")[0])
    inner = _inner(address)
    if address in TRANSLATED_HERE or address.is_multicast:
        return False
    return address.is_global and (inner is None or inner.is_global)


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The one that is meant by an IPv6 address."""
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)


def ask(address: str, is_allowed: IsAllowed = is_public, seconds: float = SECONDS) -> Answer:
    """Asks without wanting the page; a site that does not know how is asked for it."""
    try:
        status = _status("HEAD", address, is_allowed, seconds)
        if status >= 400:
            status = _status("GET", address, is_allowed, seconds)
    except NewConnectionError:  # one of urllib3's timeouts
        return Answer("keine Verbindung")
    except TimeoutError:
        return Answer(f"keine Antwort in {seconds:g} Sekunden")
    except SSLError:
        return Answer("Zertifikat ungültig: Browser warnen vor der Seite")
    except Unreachable as error:
        return Answer(str(error))
    except (HTTPError, OSError, ValueError):
        return Answer("keine Verbindung")
    if status in NOT_FOR_MACHINES:
        return Answer(f"{status}: nur für Menschen, nicht prüfbar", good=True, reached=True)
    if status >= 400:
        return Answer(f"{status}: {WORDS.get(status, 'Fehler')}", reached=True)
    return Answer("erreichbar", good=True, reached=True)


def _status(method: str, address: str, is_allowed: IsAllowed, seconds: float) -> int:
    """After all redirects, each to a public address. Of the page itself nothing is read."""
    for _ in range(REDIRECTS + 1):
        url = _parsed(address)
        with _connection(url, is_allowed, seconds) as pool:
            headers = {"Host": url.netloc, "User-Agent": AGENT}
            told = {"headers": headers, "redirect": False, "preload_content": False}
            response = pool.request(method, url.request_uri, **told)
            onward = response.get_redirect_location()
            response.close()
        if not onward:
            return response.status
        address = urljoin(address, onward)
    raise Unreachable("leitet immer weiter")


def _parsed(address: str) -> Url:
    """With a host name as it is looked up, without a name and password."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unreachable("keine gültige Adresse")
    host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{parts.port}" if parts.port else host
    return parse_url(parts._replace(netloc=netloc).geturl())


def _connection(url: Url, is_allowed: IsAllowed, seconds: float) -> HTTPConnectionPool:
    host, secure = url.host.strip("[]"), url.scheme == "https"
    where = _looked_up(host, url.port or (443 if secure else 80), is_allowed)
    usual = {"timeout": Timeout(total=seconds), "retries": False}
    if secure:
        context = ssl.create_default_context()
        return HTTPSConnectionPool(*where, server_hostname=host, ssl_context=context, **usual)
    return HTTPConnectionPool(*where, **usual)


def _looked_up(host: str, port: int, is_allowed: IsAllowed) -> tuple[str, int]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreachable("diese Website gibt es nicht") from error
    ips = [where[0] for *_, where in found]
    if not all(map(is_allowed, ips)):
        raise Unreachable("Adresse eines internen Netzes, für Leser nicht erreichbar")
    return min(ips, key=lambda ip: ":" in ip), port  # from a machine without IPv6, too

"""The admin over HTTP, for the functions of tests/desk.py that ask for a client."""

from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bs4 import BeautifulSoup

from tests.desk import filled_form


class Page(NamedTuple):
    status: int
    content: bytes

    @property
    def text(self):
        return " ".join(BeautifulSoup(self.content, "html.parser").get_text(" ").split())


class Desk:
    """Signed in as the one whom `prepare` made."""

    def __init__(self, site):
        self.url = site.url
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        who = {"username": "admin", "password": site.password}
        self.post("/admin/login/", filled_form(self, "/admin/login/") | who)

    def get(self, address):
        return self._ask(address)

    def post(self, address, fields):
        return self._ask(address, urlencode(fields, doseq=True).encode())

    def first(self, kind):
        """The address of the first object in its list."""
        page = BeautifulSoup(self.get(f"/admin/content/{kind}/").content, "html.parser")
        return page.select_one("#result_list a[href$='/change/']")["href"]

    def _ask(self, address, data=None):
        """The answer after all redirects, whatever its status is."""
        try:
            answer = self.browser.open(f"{self.url}{address}", data, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            return Page(answer.status, answer.read())

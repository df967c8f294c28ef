"""Somebody of the office at a browser without scripts, signed in to a site as it is served."""

import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.desk import filled_form

PATIENCE = 30  # seconds


class Staff:
    """`staff.get(path)` and `staff.post(path, fields)`, with redirects followed."""

    def __init__(self, site, sign_in=True):
        self.site = site
        self.cookies = CookieJar()
        processor = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(processor)
        if sign_in:
            self.sign_in()

    def sign_in(self):
        form = filled_form(self, "/admin/login/")
        typed = {"username": "admin", "password": self.site.password}
        return self.post("/admin/login/?next=/admin/", form | typed)

    def get(self, path):
        return self._answer(path)

    def post(self, path, fields):
        return self._answer(path, urlencode(fields, doseq=True).encode())

    def first(self, kind):
        """The address of the first object in its list."""
        page = self.get(f"/admin/content/{kind}/").page
        return page.select_one("#result_list a[href$='/change/']")["href"]

    def upload(self, path, fields):
        """With files among the fields."""
        body = encode_multipart(BOUNDARY, fields)
        return self._answer(path, body, {"Content-Type": MULTIPART_CONTENT})

    def _answer(self, path, body=None, headers=None):
        request = urllib.request.Request(self.site.url + path, body, headers or {})
        try:
            return Answer(self.opener.open(request, timeout=PATIENCE))
        except urllib.error.HTTPError as error:
            return Answer(error)


class Answer:
    def __init__(self, response):
        with response:
            self.content = response.read()
        self.status_code = response.status
        self.headers = response.headers
        self.path = response.url.split("/", 3)[3]

    @property
    def page(self):
        return BeautifulSoup(self.content, "html.parser")

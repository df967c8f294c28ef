"""Looking at the site through the admin's previews."""

import re

from bs4 import BeautifulSoup
from django.utils import timezone

from tests.desk import address

MARK = re.compile(rb'<aside class="preview-mark".*?</aside>', re.DOTALL)


def typed(instant):
    """An instant as the field for it sends it, to the second."""
    return f"{timezone.localtime(instant):%Y-%m-%dT%H:%M:%S}"


def frame(client, obj, **query):
    response = client.get(address(obj, "preview"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def framed(client, page):
    """The answer that the frame of such a page shows."""
    return client.get(page.iframe["src"], follow=True)


def shown(client, obj, **query):
    return framed(client, frame(client, obj, **query))


def without_mark(response):
    """The bytes, and how many marks there were in them."""
    return MARK.subn(b"", response.content)


def mark_of(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one(".preview-mark").get_text(" ").split())

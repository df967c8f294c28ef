import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests import tools
from tests.rewinding import RewoundSite

QUIET = [
    "--no-sandbox",  # not to be had in a container, and only our own pages are opened
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Playwright keeps a loop in this thread, where Django would refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """An empty tab of a phone; errors of scripts and of the content policy fail the test."""
    with browser.new_context(viewport=PHONE, locale="de-DE") as context:
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.extend(policy_errors(message)))
        yield page
        assert errors == []


@pytest.fixture(scope="package")
def rewound_site(prepared, tmp_path_factory):
    data_dir = tmp_path_factory.mktemp("desk") / "var"
    prepared.copy_to(data_dir)
    with RewoundSite(data_dir, password=prepared.password) as site:
        yield site


@pytest.fixture
def fresh_site(rewound_site):
    """The site as `make run` has prepared it."""
    rewound_site.rewind()
    return rewound_site


@pytest.fixture
def staff_page(page, fresh_site):
    """A tab in which `admin` is signed in to `fresh_site`."""
    page.context.add_cookies(fresh_site.cookies)
    page.goto(f"{fresh_site.url}/admin/")
    return page


@pytest.fixture
def violations():
    """What axe finds on a page, readable: `assert violations(page) == []`.

    In the dark it looks only at colours: all else is the same page.
    """

    def run(page, scheme="light"):
        # Without preloading, for which axe would write styles into the page against its policy.
        options = {"preload": False}
        if scheme == "dark":
            options["runOnly"] = ["color-contrast", "link-in-text-block"]
        found = Axe().run(page, options=options).response["violations"]
        return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]

    return run


def policy_errors(message):
    return [message.text] if "Content Security Policy" in message.text else []

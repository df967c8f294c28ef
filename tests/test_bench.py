"""The benchmark compares what it says it does; and its short form, with bounds that hold on any
machine but break when the short cut is lost.
"""

import http.client
import time
from statistics import median

import brotli
import pytest
from django.core.wsgi import get_wsgi_application

from content.shelf import Shelf
from migration_office import shortcut
from migration_office.shortcut import short_cut
from tests.bench.cold import visit
from tests.bench.plain import PlainPage
from tests.bench.results import Cost, ratio
from tests.bench.servers import BROWSER, Bare, Orm, answer_of

HOT = "/de/"
PAGES = [HOT, "/de/kontakt/", "/de/dienste/", "/de/dienste/verpflichtungserklaerung/"]
ROUNDS, REQUESTS = 5, 200


# --- What it compares


@pytest.mark.parametrize("path", PAGES)
def test_plain_template_gives_the_page_with_nothing_but_words_from_outside(
    path, client, published_site
):
    html = client.get(path).content.decode()

    page = PlainPage(html)

    assert page.render() == html
    assert page.variables > 100


def test_plain_template_escapes_words_and_has_rows_of_one_build_in_a_loop():
    rows = "".join(f"<li><b>Wort {number} &amp; Zahl</b></li>\n" for number in (1, 2))

    page = PlainPage(f'<ul>{rows}</ul><p lang="de">Ende</p>')

    assert page.render() == f'<ul>{rows}</ul><p lang="de">Ende</p>'
    assert page.values == {
        "v0": [{"v0": "Wort 1 & Zahl"}, {"v0": "Wort 2 & Zahl"}],
        "v1": "de",
        "v2": "Ende",
    }
    assert page.variables == 4


def test_ratio_takes_the_median_of_the_processes_and_then_of_the_pages():
    def cost(path, ours):
        return Cost(path, bytes=1, variables=1, ours=ours, plain=2.0, packed=4.0)

    processes = [
        [cost("a", 2.0), cost("b", 6.0), cost("c", 100.0)],
        [cost("a", 2.0), cost("b", 6.0), cost("c", 8.0)],
        [cost("a", 90.0), cost("b", 6.0), cost("c", 8.0)],
    ]

    found = ratio(processes)

    assert (found.pages, found.median, found.worst) == (3, 3.0, 4.0)
    assert (found.packed_median, found.dearest.path) == (1.5, "c")


@pytest.fixture(scope="module")
def bare(site, tmp_path_factory):
    with Bare(tmp_path_factory.mktemp("bench") / "bare", answer_of(site, HOT)) as bare:
        yield bare


def test_bare_callable_sends_the_bytes_and_headers_of_the_site(site, bare):
    assert answer_of(bare, HOT) == answer_of(site, HOT)


def test_page_with_the_orm_is_the_page_of_the_site(site, prepared, tmp_path):
    prepared.copy_to(tmp_path / "orm")

    with Orm(tmp_path / "orm") as orm:
        made = brotli.decompress(answer_of(orm, HOT).body).decode()

    kept = brotli.decompress(answer_of(site, HOT).body).decode()
    assert made.replace(orm.url, site.url) == kept


# --- In short


def test_hot_page_costs_a_twentieth_of_what_django_takes(published_site, monkeypatch):
    monkeypatch.setattr(shortcut, "shelf", Shelf())
    django = get_wsgi_application()
    site = short_cut(django)
    visit(site, HOT)

    hot = median(visit(site, HOT)[0] for _ in range(50))
    made = median(visit(django, HOT)[0] for _ in range(10))

    print(f"hot {hot:.3f} ms, made by Django {made:.2f} ms")
    assert hot < made / 20


def test_hot_page_and_304_come_about_as_fast_as_from_a_bare_callable(site, bare):
    etag = answer_of(site, HOT).header("ETag")
    ratios = {"hot": [], "304": []}

    for _ in range(ROUNDS):
        least = seconds(bare, BROWSER)
        ratios["hot"].append(least / seconds(site, BROWSER))
        ratios["304"].append(least / seconds(site, BROWSER | {"If-None-Match": etag}))

    print({name: f"{median(each):.2f}" for name, each in ratios.items()})
    # The figures are 0.85 and 0.95; this machine may be busy, and the client is Python too.
    assert median(ratios["hot"]) > 0.6
    assert median(ratios["304"]) > 0.6


def seconds(site, headers):
    """For one client's requests, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    connection.connect()
    began = time.perf_counter()
    for _ in range(REQUESTS):
        connection.request("GET", HOT, headers=headers)
        connection.getresponse().read()
    taken = time.perf_counter() - began
    connection.close()
    return taken

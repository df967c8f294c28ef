from dataclasses import replace

import pytest

from content import quotes
from content.published import Fee
from tests.factories import HOTLINE, OFFICE, edition_of, notice, read, record, service

PATH = "/de/hinweise/hinweis/"


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        ("{telefon:hotline}", '<a href="tel:+4912345678">0 12 34 / 56-78</a>'),
        ("{e-mail:amt}", '<a href="mailto:amt@example.org">amt@example.org</a>'),
        ("{gebuehr:dienst}", "67,00 Euro"),
        ("{telefon:unbekannt}", ""),
        ("{telefon:amt}", ""),
        ("{anderes}", "{anderes}"),
    ],
)
def test_rich_text_quotes_facts_from_their_place(quoted, shown):
    known = edition_of(
        service(fees=(Fee(uid="f", amount="67.00"),)), notice(body=f"<p>Es ist: {quoted}.</p>")
    )
    assert f"<p>Es ist: {shown}.</p>" in read(known, PATH)


def test_plain_text_quotes_without_links():
    body = read(edition_of(notice(summary="Anruf: {telefon:hotline}")), PATH)
    assert '<p class="lead">Anruf: 0 12 34 / 56-78</p>' in body


def test_quoted_fact_brings_no_markup_of_its_own():
    hotline = replace(HOTLINE, phone='<img src="x"> 0 12 34')
    office = replace(OFFICE, email='"<i/a=b>"@example.org')
    quoting = notice(body="<p>{telefon:hotline}, {e-mail:amt}</p>", summary="{telefon:hotline}")

    body = read(edition_of(hotline, office, quoting), PATH)

    assert "<img src" not in body
    assert "<i/a" not in body
    assert "&lt;img src=&quot;x&quot;&gt; 0 12 34" in body


def test_fact_that_leads_nowhere_is_quoted_without_a_link():
    hotline, office = replace(HOTLINE, phone="unbekannt"), replace(OFFICE, email="")
    quoting = notice(body="<p>{telefon:hotline}, {e-mail:amt}.</p>")

    assert "<p>unbekannt, .</p>" in read(edition_of(hotline, office, quoting), PATH)


def test_number_that_can_not_be_dialled_is_shown_without_a_link():
    body = read(edition_of(replace(HOTLINE, phone="unbekannt")), "/de/")

    assert '<bdi class="tel" dir="ltr">unbekannt</bdi>' in body
    assert 'href=""' not in body


def test_quoted_fact_is_new_everywhere_when_it_changes():
    changed = record(notice(body="<p>{e-mail:amt}</p>"), 11)
    office = replace(OFFICE, email="neu@example.org")
    assert ">neu@example.org</a></p>" in read(edition_of(office, changed), PATH)


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        (HOTLINE.phone, "tel:+4912345678"),
        ("+49 2151 86-2333", "tel:+492151862333"),
        ("keine Nummer", ""),
    ],
)
def test_number_is_dialled_whatever_way_it_is_written(written, dialled):
    assert quotes.tel(written) == dialled


@pytest.mark.parametrize("number", ["0 21 51 / 86-0 oder 86-1", "02151/86 2333 (Mo-Do)", "115"])
def test_what_would_dial_something_else_is_not_dialled(number):
    assert quotes.tel(number) == ""


def test_hotline_without_a_number_leaves_no_empty_place():
    body = read(edition_of(replace(HOTLINE, phone="")), "/de/")

    assert 'class="tel"' not in body
    assert "Telefonzeiten" not in body

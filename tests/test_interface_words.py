"""The words of the interface: whole in every catalogue, and right where they say days and hours."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import formats
from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS
from django.utils.translation import gettext, to_locale
from holidays.countries import Germany
from translate.storage.pypo import pofile

from content import hours, tongues, words
from content.hours import Span, WeekRow
from content.pages import Reading
from content.published import Language
from content.templatetags import site as tags
from tests.factories import NOW, edition_of
from tests.reading_languages import (
    LANGUAGES,
    NOT_LATIN,
    TRANSLATED,
    catalogue,
    catalogue_path,
    messages,
)
from tests.site import PROJECT, environment

SAME = tomllib.loads((PROJECT / "tests/same_words.toml").read_text(encoding="utf-8"))
PLACEHOLDER = re.compile(r"%\(\w+\)0?\d*[sd]|%[sd]|&\w+;")
# What days, hours and amounts are said with: letters that stand for something.
PATTERNS = ["l, j.", "j. F Y", "l, j. F", r"j. F Y, G.i \U\h\r"]


@pytest.fixture(scope="module")
def needed(tmp_path_factory):
    """What xgettext finds in the code and in the templates."""
    copy = tmp_path_factory.mktemp("words")
    for folder in ("content", "templates", "migration_office"):
        leave = shutil.ignore_patterns("__pycache__", "initial", "locale")
        shutil.copytree(PROJECT / folder, copy / folder, ignore=leave)
    (copy / "content/locale").mkdir()
    shutil.copy(PROJECT / "manage.py", copy)
    # As `make words` does: the admin is in German.
    command = ["manage.py", "makemessages", "--locale", "en", "--verbosity", "0"]
    command += ["--ignore", "templates/admin/*", "--ignore", "content/admin/*"]
    subprocess.run([sys.executable, *command], cwd=copy, env=environment(copy / "var"), check=True)
    found = pofile.parsefile(str(copy / "content/locale/en/LC_MESSAGES/django.po"))
    return Counter(name(unit) for unit in found.units if not unit.isheader())


def name(unit):
    return unit.getcontext(), tuple(map(str, getattr(unit.source, "strings", [unit.source])))


def speaking(code):
    """As the pages of that language speak; `interface` is its catalogue."""
    return tongues.of(Language(uid=code, code=code, name=code)).speaking()


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_has_each_word_of_the_site_once_and_no_other(needed, code):
    units = catalogue(code).units
    known = Counter(name(unit) for unit in units if not (unit.isheader() or unit.isobsolete()))

    assert len(needed) > 150
    assert (list(needed - known), list(known - needed)) == ([], [])
    assert [unit.source for unit in units if unit.isobsolete()] == []


def test_every_catalogue_is_of_a_language_that_is_tested():
    assert {path.parts[-3] for path in tongues.CATALOGUES.glob("*/*/django.po")} == {
        to_locale(code) for code in TRANSLATED
    }


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_word_is_fuzzy_or_empty(code):
    assert [message.source for message in messages(code) if message.fuzzy] == []
    assert [message.source for message in messages(code) if not all(message.target)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_head_names_the_language_its_plural_forms_and_who_has_reviewed_it(code):
    head = catalogue(code).parseheader()

    assert head["Language"] == to_locale(code)
    assert head["Content-Type"] == "text/plain; charset=UTF-8"
    assert [key for key in head if key.lower() == tongues.REVIEWED] == ["X-Reviewed-By"]
    forms = int(re.match(r"nplurals=(\d)", head["Plural-Forms"])[1])
    counted = [message for message in messages(code) if len(message.source) > 1]
    assert counted != []
    assert {len(message.target) for message in counted} == {forms}


@pytest.mark.parametrize("code", TRANSLATED)
def test_gettext_accepts_the_catalogue(code, tmp_path):
    command = ["msgfmt", "--check", "--output-file", tmp_path / "django.mo", catalogue_path(code)]

    done = subprocess.run(command, capture_output=True, text=True)

    # Fields in the head that only matter to teams of translators may be missing.
    remarks = [line for line in done.stderr.splitlines() if "warning: header field" not in line]
    assert (done.returncode, remarks) == (0, [])


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_are_those_of_the_german(code):
    def placeholders(text):
        return sorted(PLACEHOLDER.findall(text))

    wrong = [
        (message.source, form)
        for message in messages(code)
        for form in message.target
        if placeholders(form) != placeholders(message.source[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_only_a_listed_few_are_the_same_as_in_german(code):
    same = {message.source[0] for message in messages(code) if message.source[0] in message.target}
    listed = {*SAME["all"], *SAME.get(code, [])}

    assert same - listed == set()
    # In Arabic and Farsi the comma is another one.
    assert listed - same <= {", "}


@pytest.mark.parametrize("code", NOT_LATIN)
def test_no_latin_letters_in_another_script(code):
    patterns = {*PATTERNS, "%(hour)d.%(minute)02d"}
    latin = [
        form
        for message in messages(code)
        for form in message.target
        if not patterns.intersection(message.source)
        and re.search("[A-Za-z]", PLACEHOLDER.sub("", form))
    ]
    assert latin == []


YEARS = range(2024, 2041)


@pytest.fixture(scope="module")
def special_days():
    """The names of all days that a page may give as the reason why something is closed."""
    return {
        day.name
        for state in Germany.subdivisions
        for year in YEARS
        for day in hours.special_days(year, state).values()
    }


def test_special_days_of_all_states_are_words_of_the_interface(special_days):
    assert len(special_days) > 20
    assert special_days - set(words.SPECIAL_DAYS) == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_special_day_has_a_name_in_every_language(special_days, code):
    known = {message.source[0]: message.target[0] for message in messages(code)}

    assert [day for day in special_days if not known.get(day)] == []
    translated = {known[day] for day in special_days}
    assert len(translated) == len(special_days)


# What stands beside day, month, year and clock.
BESIDE = {"uk": "р", "ru": "г", "bg": "гч", "fr": "h", "de-simple": "Uhr"}
MORNING = datetime(2026, 1, 1, 7, 5, tzinfo=UTC)  # Five past eight on the office's wall.


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("german", PATTERNS)
def test_patterns_of_dates_show_what_the_german_ones_show(code, german):
    months = [MORNING.replace(month=number, day=11 + number) for number in range(1, 13)]
    with speaking(code):
        left = {left_over(on, german) for on in months}

    assert set(re.findall(r"[^\W\d_]", "".join(left))) <= set(BESIDE.get(code, ""))
    assert [one for one in left if re.search(r"\d|%|\\", one)] == []


def left_over(on, german):
    """A date in the pattern that takes the place of the German one, without what must be in it."""
    text = formats.date_format(on, gettext(german))
    parts = [str(on.day)]
    if "Y" in german:
        parts.append(str(on.year))
    if "l" in german:
        parts.append(str(WEEKDAYS[on.weekday()]))
    month = sorted([str(MONTHS[on.month]), str(MONTHS_ALT[on.month])], key=len, reverse=True)
    # In Turkish a day is not said without its month.
    if "F" in german or any(name in text for name in month):
        parts += [next(name for name in month if name in text)]
    if "G" in german:
        parts += ["05", str(on.hour)]
    for part in parts:
        assert part in text
        text = text.replace(part, "", 1)
    return text


def opening(begins, ends):
    return Span(time(*begins), time(*ends))


DAY = date(2026, 12, 24)
INSTANT = datetime(2026, 12, 24, 7, 5, tzinfo=UTC)  # in winter the office is an hour ahead
MIDNIGHT = datetime(2026, 3, 4, 23, tzinfo=UTC)
NEAR, FAR = datetime(2026, 3, 5, 7, tzinfo=UTC), datetime(2026, 12, 29, 7, tzinfo=UTC)
WEEK = (
    *(WeekRow(weekday, (opening((8,), (17,)),)) for weekday in range(4)),
    WeekRow(4, (opening((8, 30), (12,)), opening((14,), (0,)))),
)


def said():
    """A day, a day of the week, an instant; a span, an end at midnight, a week; an amount; moments
    that are near and far, and one that is the end of a day.
    """
    context = {"reading": Reading(edition_of().at(NOW), NOW, "de")}
    spoken = [
        words.day(DAY),
        words.day_of_week(DAY),
        words.instant(INSTANT),
        words.span(opening((8,), (17,))),
        words.span(opening((14,), (0,))),
        words.week(WEEK),
        words.euro(Decimal(67)),
        tags.moment(context, NEAR),
        tags.moment(context, FAR),
        tags.end(context, MIDNIGHT),
    ]
    # Where a line may not break is not what this test is about.
    return [str(one).replace("\u00a0", " ") for one in spoken]


GERMAN = [
    "24. Dezember 2026",
    "Donnerstag, 24. Dezember",
    "24. Dezember 2026, 8.05 Uhr",
    "8.00 bis 17.00 Uhr",
    "14.00 bis 24.00 Uhr",
    "Montag bis Donnerstag 8.00 bis 17.00 Uhr, Freitag 8.30 bis 12.00 Uhr und 14.00 bis 24.00 Uhr",
    "67,00 Euro",
    "Donnerstag 8.00 Uhr",
    "Dienstag, 29. Dezember, 8.00 Uhr",
    "Mittwoch 24.00 Uhr",
]
SAID = {
    "de": GERMAN,
    "de-simple": GERMAN,
    "en": [
        "24 December 2026",
        "Thursday 24 December",
        "24 December 2026, 8:05",
        "8:00 to 17:00",
        "14:00 to 24:00",
        "Monday to Thursday 8:00 to 17:00, Friday 8:30 to 12:00 and 14:00 to 24:00",
        "67.00 euros",
        "Thursday 8:00",
        "Tuesday 29 December, 8:00",
        "Wednesday 24:00",
    ],
    "uk": [
        "24 грудня 2026 р.",
        "четвер, 24 грудня",
        "24 грудня 2026 р., 8:05",
        "з 8:00 до 17:00",
        "з 14:00 до 24:00",
        "понеділок – четвер з 8:00 до 17:00, п’ятниця з 8:30 до 12:00 і з 14:00 до 24:00",
        "67,00 євро",
        "четвер, 8:00",
        "вівторок, 29 грудня, 8:00",
        "середа, 24:00",
    ],
    "ru": [
        "24 декабря 2026 г.",
        "четверг, 24 декабря",
        "24 декабря 2026 г., 8:05",
        "с 8:00 до 17:00",
        "с 14:00 до 24:00",
        "понедельник – четверг с 8:00 до 17:00, пятница с 8:30 до 12:00 и с 14:00 до 24:00",
        "67,00 евро",
        "четверг, 8:00",
        "вторник, 29 декабря, 8:00",
        "среда, 24:00",
    ],
    "ar": [
        "24 ديسمبر 2026",
        "الخميس 24 ديسمبر",
        "24 ديسمبر 2026، 8:05",
        "من 8:00 إلى 17:00",
        "من 14:00 إلى 24:00",
        "من الاثنين إلى الخميس من 8:00 إلى 17:00، الجمعة من 8:30 إلى 12:00 ومن 14:00 إلى 24:00",
        "67.00 يورو",
        "الخميس الساعة 8:00",
        "الثلاثاء 29 ديسمبر، الساعة 8:00",
        "الأربعاء الساعة 24:00",
    ],
    "tr": [
        "24 Aralık 2026",
        "24 Aralık Perşembe",
        "24 Aralık 2026, 8:05",
        "8:00 ile 17:00 arası",
        "14:00 ile 24:00 arası",
        "Pazartesi ila Perşembe 8:00 ile 17:00 arası, "
        "Cuma 8:30 ile 12:00 arası ve 14:00 ile 24:00 arası",
        "67,00 avro",
        "Perşembe 8:00",
        "29 Aralık Salı, 8:00",
        "Çarşamba 24:00",
    ],
    "fa": [
        "24 دسامبر 2026",
        "پنجشنبه 24 دسامبر",
        "24 دسامبر 2026، 8:05",
        "از 8:00 تا 17:00",
        "از 14:00 تا 24:00",
        "از دوشنبه تا پنجشنبه از 8:00 تا 17:00، جمعه از 8:30 تا 12:00 و از 14:00 تا 24:00",
        "67.00 یورو",
        "پنجشنبه ساعت 8:00",
        "سه‌شنبه 29 دسامبر، ساعت 8:00",
        "چهارشنبه ساعت 24:00",
    ],
    "fr": [
        "24 décembre 2026",
        "jeudi 24 décembre",
        "24 décembre 2026, 8 h 05",
        "8 h 00 à 17 h 00",
        "14 h 00 à 24 h 00",
        "lundi à jeudi 8 h 00 à 17 h 00, vendredi 8 h 30 à 12 h 00 et 14 h 00 à 24 h 00",
        "67,00 euros",
        "jeudi à 8 h 00",
        "mardi 29 décembre à 8 h 00",
        "mercredi à 24 h 00",
    ],
    "pl": [
        "24 grudnia 2026",
        "czwartek, 24 grudnia",
        "24 grudnia 2026, 8:05",
        "od 8:00 do 17:00",
        "od 14:00 do 24:00",
        "poniedziałek – czwartek od 8:00 do 17:00, piątek od 8:30 do 12:00 i od 14:00 do 24:00",
        "67,00 euro",
        "czwartek 8:00",
        "wtorek, 29 grudnia, 8:00",
        "środa 24:00",
    ],
    "ro": [
        "24 decembrie 2026",
        "joi, 24 decembrie",
        "24 decembrie 2026, 8:05",
        "de la 8:00 la 17:00",
        "de la 14:00 la 24:00",
        "luni până joi de la 8:00 la 17:00, vineri de la 8:30 la 12:00 și de la 14:00 la 24:00",
        "67,00 euro",
        "joi, ora 8:00",
        "marți, 29 decembrie, ora 8:00",
        "miercuri, ora 24:00",
    ],
    "bg": [
        "24 декември 2026 г.",
        "четвъртък, 24 декември",
        "24 декември 2026 г., 8:05 ч.",
        "от 8:00 до 17:00 ч.",
        "от 14:00 до 24:00 ч.",
        "понеделник до четвъртък от 8:00 до 17:00 ч., "
        "петък от 8:30 до 12:00 ч. и от 14:00 до 24:00 ч.",
        "67,00 евро",
        "четвъртък, 8:00 ч.",
        "вторник, 29 декември, 8:00 ч.",
        "сряда, 24:00 ч.",
    ],
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_days_hours_and_amounts_are_said_in_the_language_s_own_manner(code):
    with speaking(code):
        assert said() == SAID[code]


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_are_not_broken_from_what_they_count(code):
    """In a narrow column a clock, or a day and its month, stay together."""
    with speaking(code):
        broken = [words.clock(time(8)), words.day_of_week(DAY)]

    assert [one for one in broken if re.search(r"\d [^\W\d]", one)] == []

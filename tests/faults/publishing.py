"""Staff publish every second while everybody reads."""

import time

from tests.faults.findings import Figure, Finding, served
from tests.faults.timeline import GRACE, Series
from tests.load import summary

P99 = 50  # milliseconds


def a_notice(stage, seconds):
    """Seen on the home page, among the notices and on a page of its own."""
    series = Series.of_notices(stage.publisher, "Neues")
    return published(stage, "a notice published every second", series, seconds)


def what_every_page_shows(stage, seconds):
    """The name of the office: each publication makes every page another one."""
    series = Series.of_offices(stage.publisher, "Amt")
    return published(stage, "the office's name published every second", series, seconds)


def published(stage, fault, series, seconds):
    stage.arrived(series.publish())
    paths = stage.showing(series)
    with stage.load(series) as load:
        for _ in range(round(seconds)):
            series.publish()
            time.sleep(max(0, series.states[-1].earliest + 1 - time.time()))
        time.sleep(GRACE)
    figures, wrong = series.judged(load.answers, paths)
    p99 = Figure("p99 ms", summary(load.answers).p99, P99)
    return Finding(fault, load.answers, [*served(load.answers), *figures, p99], wrong)

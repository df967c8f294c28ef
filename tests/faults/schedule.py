"""The database is dead when a notice starts, when it ends, and when one text follows another."""

import time
from datetime import UTC, datetime

from tests.faults.findings import Finding, served
from tests.faults.timeline import State, judged
from tests.load import Load

AHEAD = 3.0  # seconds in which what is to come is published, and the database killed
RATE = 200  # requests a second, at least, for the three pages that change
HOME, NOTICE, TEXT = "/de/", "/de/hinweise/geplant/", "/de/hinweise/text/"


def starts_and_ends(stage, seconds):
    begin = time.time() + AHEAD + seconds / 3
    end = begin + seconds / 3
    publish(stage, *(datetime.fromtimestamp(instant, UTC) for instant in (begin, end)))
    with stage.dead():
        assert time.time() < begin
        with Load(stage.machines, [HOME, NOTICE, TEXT], mark=r"Plan \d+") as load:
            time.sleep(end - time.time() + seconds / 3)
    assert len(load.answers) > seconds * RATE
    figures, wrong = judged(load.answers, states(begin, end))
    answers = [answer for answer in load.answers if not awaited(answer)]
    fault = "notice starts and ends, text follows another, database killed"
    return Finding(fault, answers, [*served(answers), *figures], wrong)


def publish(stage, begin, end):
    text = {"slug": "text", "summary": "Kurz."}
    stage.publisher.publish("notice", "text", title="Plan 1", **text)
    stage.publisher.publish("notice", "text", title="Plan 2", live_from=begin, **text)
    fields = {"title": "Plan 3", "slug": "geplant", "summary": "Kurz.", "level": "urgent"}
    stage.publish("notice", "geplant", starts_at=begin, ends_at=end, **fields)


def states(begin, end):
    """The home page lists both; when the notice ends it is gone there, and keeps its address."""
    return {
        HOME: [
            State("Plan 1", 0, 0),
            State("Plan 3 Plan 2", begin, begin),
            State("Plan 2", end, end),
        ],
        NOTICE: [State("", 0, 0), State("Plan 3", begin, begin)],
        TEXT: [State("Plan 1", 0, 0), State("Plan 2", begin, begin)],
    }


def awaited(answer):
    """The address of the notice is not there before it starts; its mark tells if it is late."""
    return answer.path == NOTICE and answer.status == 404

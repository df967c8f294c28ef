"""An older database is restored under the running sites, and publishing goes on from there."""

import time

from tests.faults.findings import Figure, finding, served
from tests.faults.timeline import GRACE, Series, State


def older_database(stage, seconds):
    """The older state is seen for a while before the next publication."""
    series = Series(stage.publisher, "Gesichert")
    return restored(stage, "an older database restored", series, seconds, pause=GRACE + seconds / 3)


def numbers_given_anew(stage, seconds):
    """As many publications as were lost, before a process can have asked for each."""
    fault = "restored, and the lost numbers given anew at once"
    return restored(stage, fault, Series(stage.publisher, "Erneut"), seconds, pause=0)


def restored(stage, fault, series, seconds, pause):
    backup = stage.directory / "backup"
    series.publish()
    stage.postgres.dump(backup)
    series.publish()
    stage.arrived(series.publish())
    with stage.load(mark=series.pattern) as load:
        time.sleep(seconds / 3)
        series.states.append(restore(stage, backup, series.states[0].mark))
        time.sleep(pause)
        series.publish()
        series.publish()
        time.sleep(GRACE + seconds / 3)
    figures, wrong = series.judged(load.answers, [series.page])
    others = Figure("machines that start with another state", others_after_a_start(stage, series))
    return finding(fault, load.answers, [*served(load.answers), *figures, others], wrong)


def restore(stage, backup, mark):
    began = time.time()
    stage.postgres.restore(backup)
    return State(mark, began, time.time())


def others_after_a_start(stage, series):
    """With the database dead, so that what they have kept shows."""
    with stage.dead():
        stage.restart()
        pages = [machine.get(series.page).body.decode() for machine in stage.machines]
    return sum(series.states[-1].mark not in page for page in pages)

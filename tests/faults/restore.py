"""An older database is restored under the running sites."""

import time

from tests.faults.findings import Finding, served
from tests.faults.timeline import GRACE, Series, State
from tests.load import Load


def older_database(stage, seconds):
    """Then all start anew with the database dead: what they have kept is the older state too."""
    series = Series.of_notices(stage.publisher, "Gesichert")
    backup = backed_up(stage, series)
    with stage.load(series) as running:
        time.sleep(seconds / 3)
        restore(stage, backup, series)
        time.sleep(GRACE + seconds / 3)
    started = started_alone(stage, series, seconds / 3)
    return found("an older database restored", series, [running, started])


def numbers_given_anew(stage, seconds):
    """As many publications as were lost, before a process can have asked for each."""
    series = Series.of_notices(stage.publisher, "Erneut")
    backup = backed_up(stage, series)
    with stage.load(series) as running:
        time.sleep(seconds / 3)
        restore(stage, backup, series)
        series.publish()
        series.publish()
        time.sleep(GRACE + seconds / 3)
    started = started_alone(stage, series, seconds / 3)
    return found("restored, the lost numbers given anew at once", series, [running, started])


def backed_up(stage, series):
    """Two publications after the backup, which the restore takes away again."""
    backup = stage.directory / "backup"
    series.publish()
    stage.postgres.dump(backup)
    series.publish()
    stage.arrived(series.publish())
    return backup


def restore(stage, backup, series):
    began = time.time()
    stage.postgres.restore(backup)
    series.states.append(State(series.states[0].mark, began, time.time()))


def started_alone(stage, series, seconds):
    with stage.dead():
        stage.restart()
        with Load(stage.machines, [series.page], mark=series.pattern) as load:
            time.sleep(seconds)
    return load


def found(fault, series, loads):
    answers = [answer for load in loads for answer in load.answers]
    figures, wrong = series.judged(answers, [series.page])
    return Finding(fault, answers, [*served(answers), *figures], wrong)

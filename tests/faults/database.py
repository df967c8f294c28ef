"""The database is killed or hangs: nobody who reads may notice."""

import time

from tests.faults.findings import Finding, quick


def killed(stage, seconds):
    return harmed(stage, "database killed (-9)", stage.dead, seconds)


def hung(stage, seconds):
    return harmed(stage, "database hung (STOP)", stage.hung, seconds)


def killed_before_start(stage, seconds):
    return started_without(stage, "started anew, database killed", stage.dead, seconds)


def hung_before_start(stage, seconds):
    return started_without(stage, "started anew, database hung", stage.hung, seconds)


def harmed(stage, fault, harm, seconds):
    """Every other address is visited by nobody before the harm."""
    stage.restart()
    with stage.load(later=stage.addresses[::2]) as load:
        time.sleep(seconds / 3)
        with harm():
            load.visit_all()
            time.sleep(seconds * 2 / 3)
        stage.publishes_again()
    return found(stage, fault, load)


def started_without(stage, fault, harm, seconds):
    with harm():
        stage.restart()
        with stage.load() as load:
            time.sleep(seconds)
    stage.publishes_again()
    return found(stage, fault, load)


def found(stage, fault, load):
    visited = {(answer.machine, answer.path) for answer in load.answers}
    assert len(visited) == len(stage.machines) * len(stage.addresses)
    return Finding(fault, load.answers, quick(load.answers))

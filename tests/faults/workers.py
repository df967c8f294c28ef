"""Workers are killed, and all are replaced gently."""

import os
import signal
import time

from tests.faults.findings import Figure, Finding, served
from tests.faults.stage import wait_for

TIMES = 4
A_START = 0.6  # seconds after which most that were killed have a successor


def killed(stage, seconds):
    """In turn one of each machine's, and all of them."""
    instants = []
    with stage.load() as load:
        for turn in range(TIMES):
            time.sleep(max(seconds / TIMES, A_START))
            instants += [kill(machine, all_of_them=turn % 2) for machine in stage.machines]
        time.sleep(seconds / TIMES)
    others, lost = served(load.answers)
    not_in_flight = [one for one in load.answers if not one.status and not flew(one, instants)]
    figures = [
        others,
        lost._replace(allowed=load.order.clients * TIMES),
        Figure("lost though not in flight", len(not_in_flight)),
    ]
    return Finding("workers killed (-9) four times", load.answers, figures, not_in_flight)


def kill(machine, all_of_them):
    """Between which instants it happened."""
    wait_for(lambda: len(machine.workers()) > 1)
    began = time.time()
    for worker in machine.workers()[: None if all_of_them else 1]:
        os.kill(worker, signal.SIGKILL)
    return began, time.time()


def flew(answer, instants):
    """Whether the request was on its way when somebody was killed."""
    return any(answer.began <= after and before <= answer.ended for before, after in instants)


def replaced_gently(stage, seconds):
    before = [set(machine.workers()) for machine in stage.machines]
    with stage.load() as load:
        for machine in stage.machines:
            time.sleep(seconds / 3)
            os.kill(machine.process.pid, signal.SIGHUP)
        wait_for(lambda: not any(map(some_left, stage.machines, before)))
        time.sleep(seconds / 3)
    return Finding("restarted gently (HUP)", load.answers, served(load.answers))


def some_left(machine, workers):
    return workers & set(machine.workers())

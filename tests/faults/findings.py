"""What a fault did to the readers, against what it may do."""

from typing import NamedTuple

from tests.load import GOOD, summary
from tests.readers import Answer

LONGEST = 500  # milliseconds that a reader may wait while the database is dead


class Figure(NamedTuple):
    """Missed when more was measured than is allowed."""

    name: str
    measured: float
    allowed: float = 0

    @property
    def missed(self):
        return self.measured > self.allowed


class Finding(NamedTuple):
    """``examples`` show what went wrong, if anything did: answers, or names of files."""

    fault: str
    answers: list[Answer]
    figures: list[Figure]
    examples: list[Answer | str] = ()

    @property
    def missed(self):
        return [figure for figure in self.figures if figure.missed]

    def report(self):
        """For whoever has to find out why it was missed."""
        bad = [answer for answer in self.answers if answer.status not in GOOD]
        slowest = max(self.answers, key=lambda answer: answer.ended - answer.began)
        answers = [*bad[:5], *self.examples[:5], slowest]
        return "\n".join(map(str, [self.fault, *self.missed, *answers]))


def served(answers):
    """No answer but a good one, none lost."""
    found = summary(answers)
    return [Figure("other than 200 or 304", found.others.total()), Figure("lost", found.lost)]


def quick(answers):
    return [*served(answers), Figure("max ms", summary(answers).longest, LONGEST)]

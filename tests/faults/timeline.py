"""Which answer a reader may get at which instant."""

from typing import NamedTuple

from tests.faults.findings import Figure

GRACE = 1.2  # seconds after which every process shows a publication


class State(NamedTuple):
    """What a page shows from an instant on, which is known to lie between the two.

    Instants in seconds of the wall clock.
    """

    mark: str
    earliest: float
    latest: float


class Series:
    """Something that is published again and again, each time with the next number in its name."""

    def __init__(self, publisher, word, kind="notice", field="title", uid=None, **fields):
        self.publisher, self.word, self.field = publisher, word, field
        self.object = {"kind": kind, "uid": uid or word.lower()}
        self.fields = fields or {"slug": word.lower(), "summary": "Kurz.", "level": "urgent"}
        self.pattern = rf"{word} \d+"
        self.states = []

    @property
    def page(self):
        return f"/de/hinweise/{self.word.lower()}/"

    def publish(self):
        mark = f"{self.word} {len(self.states) + 1}"
        news = self.publisher.publish(**self.object, **self.fields | {self.field: mark})
        self.states.append(State(mark, news.began, news.committed))
        return news

    def judged(self, answers, paths):
        return judged(answers, dict.fromkeys(paths, self.states), GRACE)


def judged(answers, states_by_path, grace=0.0):
    """The figures of what is early and what is stale, and those answers.

    Only an answer that lies on the wrong side as a whole, from sending to receiving, counts.
    """
    early, stale = [], []
    for answer in answers:
        states = states_by_path.get(answer.path)
        if not answer.status or not states or answer.mark in allowed(answer, states, grace):
            continue
        is_early = answer.mark in {one.mark for one in states if one.earliest > answer.ended}
        (early if is_early else stale).append(answer)
    return [Figure("early", len(early)), Figure("stale", len(stale))], [*early, *stale]


def allowed(answer, states, grace):
    """What held at some instant between sending and receiving, or had just ceased to."""
    ends = [*(following.latest + grace for following in states[1:]), float("inf")]
    return {
        state.mark
        for state, end in zip(states, ends, strict=True)
        if state.earliest <= answer.ended and answer.began <= end
    }

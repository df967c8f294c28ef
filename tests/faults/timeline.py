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
    """Something that is published again and again, each time with the next number in its name.

    ``fields`` are those of the object that stay; ``page`` is an address that shows the name.
    """

    def __init__(self, publisher, word, page, kind, uid, name="title", **fields):
        self.publisher, self.word, self.page, self.name = publisher, word, page, name
        self.object = fields | {"kind": kind, "uid": uid}
        self.pattern = rf"{word} \d+"
        self.states = []

    @classmethod
    def of_notices(cls, publisher, word):
        """An urgent notice: also on the home page."""
        slug = word.lower()
        fields = {"slug": slug, "summary": "Kurz.", "level": "urgent"}
        return cls(publisher, word, f"/de/hinweise/{slug}/", "notice", slug, **fields)

    @classmethod
    def of_offices(cls, publisher, word):
        """The office's name, which is on every page."""
        return cls(publisher, word, "/de/", "office", "abteilung-migration", name="name")

    def publish(self):
        mark = f"{self.word} {len(self.states) + 1}"
        news = self.publisher.publish(**self.object | {self.name: mark})
        self.states.append(State(mark, news.began, news.committed))
        return news

    def judged(self, answers, paths):
        return judged(answers, dict.fromkeys(paths, self.states), GRACE)


def judged(answers, states_by_path, grace=0.0):
    """The figures of what is early and what is stale, and those answers.

    Only an answer that lies on the wrong side as a whole, from sending to receiving, counts.
    """
    assert {answer.path for answer in answers} >= set(states_by_path)
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

"""How hard a German text is to read: the first Wiener Sachtextformel (Bamberger, Vanecek 1984).

It tells the school year in which a text of this kind is read with ease.
"""

from dataclasses import dataclass
from functools import cache

from content.writing.passages import QUOTED_FACT, words

FEWEST_WORDS = 30  # in fewer, one long name decides
GOAL = 8
SHORT_SENTENCE = 12  # words, on average; below it the words are what is hard
EASIEST, HARDEST = 4, 15  # the formula was made for these


@dataclass(frozen=True)
class Readability:
    grade: int
    message: str

    @property
    def is_hard(self) -> bool:
        return self.grade > GOAL


def measured(sentences: list[str]) -> Readability | None:
    """Nothing of a text that is too short to be measured."""
    counted = [_plain_words(sentence) for sentence in sentences]
    counted = [of for of in counted if of]
    of_text = [word for of in counted for word in of]
    if len(of_text) < FEWEST_WORDS:
        return None
    grade = min(max(round(_formula(counted, of_text)), EASIEST), HARDEST)
    goal = "Ziel erreicht" if grade <= GOAL else "Ziel"
    told = f"Lesbarkeit: Schulstufe {grade}. {goal}: höchstens {GOAL}."
    if grade <= GOAL:
        return Readability(grade, told)
    return Readability(grade, f"{told} {_remedy(counted, of_text)}")


def _plain_words(sentence: str) -> list[str]:
    return [word for word in words(sentence) if word != QUOTED_FACT and not word[0].isdigit()]


def _formula(sentences: list[list[str]], of_text: list[str]) -> float:
    counts = [syllables(word) for word in of_text]
    share = 100 / len(of_text)
    many = share * sum(count >= 3 for count in counts)
    single = share * sum(count == 1 for count in counts)
    long = share * sum(len(word) > 6 for word in of_text)
    length = len(of_text) / len(sentences)
    return 0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * single - 0.875


def _remedy(sentences: list[list[str]], of_text: list[str]) -> str:
    if len(of_text) / len(sentences) > SHORT_SENTENCE:
        longest = max(map(len, sentences))
        return f"Kürzere Sätze helfen am meisten: Der längste hat {longest} Wörter."
    hardest = sorted(set(of_text), key=len, reverse=True)[:2]
    named = " und ".join(f"„{word}“" for word in hardest)
    return f"Kürzere Wörter helfen am meisten: Die längsten sind {named}."


def syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1


@cache
def _hyphens():
    # A dictionary of 20 MB in memory: only in a process that serves somebody who writes.
    from pyphen import Pyphen

    return Pyphen(lang="de_DE")

"""What changed between two versions, in pieces that staff can read."""

import random
import time

import pytest

from content.differences import Change


def pieces(before, after):
    return Change("Text", before, after).pieces


def words(count, seed):
    chance = random.Random(seed)
    return [f"wort{chance.randrange(500)}" for _ in range(count)]


def test_short_texts_are_compared_word_by_word():
    assert pieces("Bitte den Pass mitbringen", "Bitte den Ausweis mitbringen") == [
        ("same", "Bitte den "),
        ("gone", "Pass"),
        ("new", "Ausweis"),
        ("same", " mitbringen"),
    ]


def test_long_texts_are_compared_line_by_line():
    lines = [" ".join(words(50, seed)) + "\n" for seed in range(60)]

    changed = [*lines[:30], "Ganz neu.\n", *lines[31:]]

    assert pieces("".join(lines), "".join(changed)) == [
        ("same", "".join(lines[:30])),
        ("gone", lines[30]),
        ("new", "Ganz neu.\n"),
        ("same", "".join(lines[31:])),
    ]


@pytest.mark.parametrize("between", [" ", "\n"], ids=["one line", "many lines"])
def test_texts_of_any_length_are_compared_in_no_time(between):
    before, after = (between.join(words(20_000, seed)) for seed in (1, 2))

    began = time.monotonic()
    found = pieces(before, after)

    assert found == [("gone", before), ("new", after)]
    assert time.monotonic() - began < 2


def test_texts_that_are_just_compared_word_by_word_take_no_time_either():
    before, after = (" ".join(words(1_000, seed)) for seed in (1, 2))

    began = time.monotonic()
    found = pieces(before, after)

    assert "".join(text for kind, text in found if kind != "gone") == after
    assert len(found) > 3
    assert time.monotonic() - began < 2

"""What the adviser says at the desk, before a text is tabled."""

from __future__ import annotations

import re
from typing import Any

import pytest

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
NAMES = ("Tension", "Trust", "Credibility", "Cohesion", "Public support", "Progress")
EXACT = re.compile(r"(\S+) to (\S+), as often below (\S+) as above; (.+)\.$")


def answers(output: str) -> list[str]:
    """The lines of the adviser, one for each number."""
    return [one.strip() for one in output.splitlines()
            if re.match(rf"  ({'|'.join(NAMES)}): .*(better|worse|same)\.$", one)]  # fmt: skip


def test_every_number_is_told_in_points_and_in_a_word(dialogue: Play) -> None:
    output = dialogue(*KALMAR, "--difficulty", "open", typed=("advice 1",))
    assert "Adviser on Council meeting of ambassadors" in " ".join(output.split())
    told = answers(output)
    assert [one.partition(":")[0] for one in told] == list(NAMES)
    for one in told:
        match = EXACT.search(one)
        assert match is not None
        low, high, median = (int(match[place]) for place in (1, 2, 3))
        assert low <= median <= high


def test_normal_is_wider_and_hard_tells_words_alone(dialogue: Play) -> None:
    normal = answers(dialogue(*KALMAR, "--difficulty", "normal", typed=("advice 1",)))
    ends = [int(number) for one in normal for number in re.findall(r"[+-]?\d+", one)]
    assert len(ends) == 2 * len(NAMES)
    assert not [end for end in ends if end % 5]
    hard = answers(dialogue(*KALMAR, "--difficulty", "hard", typed=("advice 1",)))
    assert not re.search(r"\d", "".join(hard))
    words = [
        [one.rpartition("; ")[2] for one in normal],
        [one.rpartition(": ")[2] for one in hard],
    ]
    assert words[0] == words[1]


def test_a_text_that_is_being_amended_and_waiting_are_told_of(dialogue: Play) -> None:
    typed = ("advice wait", "1", "advice", "conditions strict", "advice", "back", "advice 1")
    told = answers(dialogue(*KALMAR, "--difficulty", "open", typed=typed))
    wait, plain, strict, again = zip(*[iter(told)] * len(NAMES), strict=True)
    assert plain == again
    assert len({wait, plain, strict}) == len((wait, plain, strict))


@pytest.mark.parametrize("asked", ["advice", "advice 99", "advice nothing"])
def test_what_can_be_asked_is_said(dialogue: Play, asked: str) -> None:
    output = dialogue(*KALMAR, typed=(asked,))
    assert "Type advice and a number from 1 to " in output
    assert not answers(output)


def test_the_adviser_is_silent_once_a_text_is_tabled(dialogue: Play) -> None:
    output = dialogue(*KALMAR, typed=("business_as_usual", "", "advice 1"))
    assert "The adviser is asked before a text is tabled" in " ".join(output.split())

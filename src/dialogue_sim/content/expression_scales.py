"""The kinds of quantity a condition can read, and what each may be compared with.

Points are compared with numbers, a level with its issue's levels, a response with responses;
only things on the same scale can meet in a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dialogue_sim.words import ANSWERS, RESPONSES

NO_IDS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scale:
    """What a quantity is measured on.

    Attributes:
        name: two quantities are comparable if the names of their scales are equal.
        rule: how such a quantity is compared, in a sentence.
        ids: the words that stand for values on it.
        ordered: whether one value can be less than another.
        numbers: the least and the greatest number that may be written for a value; None if only
            ids may.
    """

    name: str
    rule: str = field(compare=False)
    ids: Mapping[str, float] = field(compare=False)
    ordered: bool = field(default=True, compare=False)
    numbers: tuple[float, float] | None = field(default=None, compare=False)

    def admits(self, value: float) -> bool:
        """Whether this number may be written where a value on the scale is expected."""
        return self.numbers is not None and self.numbers[0] <= value <= self.numbers[1]


def level_of(issue: str, levels: Mapping[str, float]) -> Scale:
    """The scale of one issue: its level ids, or 0..1."""
    rule = f"{issue} is compared by level id ({', '.join(levels)}) or its value 0..1"
    return Scale(f"a level of {issue}", rule, levels, numbers=(0.0, 1.0))


def venue_among(venues: tuple[str, ...]) -> Scale:
    """The scale of the venue: the ids of the setting's venues, without an order."""
    rule = f"a venue is compared with ==, != or in, by id ({', '.join(venues)})"
    return Scale("a venue", rule, _numbered(venues), ordered=False)


def _numbered(ids: Iterable[str]) -> Mapping[str, float]:
    return MappingProxyType({id_: float(place) for place, id_ in enumerate(ids)})


POINTS = Scale(
    "a number in points",
    "points are compared with a number, as in tension >= 50",
    NO_IDS,
    numbers=(float("-inf"), float("inf")),
)
SHARE = Scale(
    "a share of sessions",
    "a rate is compared with percentages such as 5%, or with 0..1",
    NO_IDS,
    numbers=(0.0, 1.0),
)
RESPONSE = Scale(
    "a response",
    f"a response is compared by id, worst first: {', '.join(RESPONSES)}",
    _numbered(RESPONSES),
)
ANSWER = Scale(
    "an answer",
    f"an answer is compared with ==, != or in, by id: {', '.join(ANSWERS)}",
    _numbered(ANSWERS),
    ordered=False,
)

"""What each quantity of a scenario can be in a turn; see `content/quantities.py` for the names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.quantities import SIGNED
from dialogue_sim.expression_tree import (
    ActorValue,
    Adopted,
    Answer,
    Chose,
    Count,
    Fired,
    Flag,
    Name,
    Promised,
    Proposed,
    Standing,
    StandingVenue,
    TurnsSince,
)
from dialogue_sim.words import ANSWERS, RESPONSES
from dialogue_sim.workshop.checks.asked import KEPT
from dialogue_sim.workshop.checks.spans import ANYTHING, Span, among, only

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.workshop.checks.possible import Term

NOT_YET: Final = 99
"""What `turns_since` says of something that has never happened."""
NEVER: Final = 1_000_000
"""Instead of the turn of what cannot happen."""
MANY: Final = 200
POINTS: Final = Span(0.0, 100.0)
TIMELY: Final = (TurnsSince, Count, Flag, Fired, Chose, Adopted)
"""What depends on the turn; the range of everything else is that of the whole story."""
EITHER: Final = among((0.0, 1.0))


@dataclass(frozen=True)
class Ranges:
    """What can be at some moment of a session.

    What a mechanism counts has its range even where the scenario switches that off: conditions
    that read it may stay, and there is nothing to count.

    Attributes:
        turns: the first and the last turn that it can be.
        fired, adopted: by inject and by policy, the first turn in which it can have happened.
        so_far: the last turn whose injects, and the last whose adopted texts, can be known.
    """

    bundle: Bundle
    turns: tuple[int, int]
    fired: Mapping[str, int]
    adopted: Mapping[str, int]
    so_far: tuple[int, int]
    _found: dict[Term, Span] = field(default_factory=dict, repr=False)

    def __call__(self, term: Term) -> Span:
        """What a quantity can be; of a fact, whether it can be false (0) and true (1)."""
        kept = self._found if isinstance(term, TIMELY) else _timeless(self.bundle)
        if isinstance(term, Name) and term.name == "turn":
            kept = self._found
        if term not in kept:
            kept[term] = self._of(term)
        return kept[term]

    def _of(self, term: Term) -> Span:
        match term:
            case Name(name):
                return self._number(name)
            case ActorValue("response", _):
                return _places(len(RESPONSES))
            case ActorValue(kind, _):
                return Span(-100.0, 100.0) if kind == "stance" else POINTS
            case Standing() | Proposed() | StandingVenue():
                return self._of_text(term)
            case Answer():
                return _places(len(ANSWERS))
            case _:
                return self._of_past(term)

    def _of_text(self, term: Standing | Proposed | StandingVenue) -> Span:
        """Any level and any venue, because every text can be amended."""
        if isinstance(term, StandingVenue):
            return _places(len(self.bundle.setting.venues))
        return among(level.value for level in self.bundle.setting.issues[term.issue].levels)

    def _of_past(self, term: Term) -> Span:
        match term:
            case TurnsSince("inject", name):
                return self._since(self.fired.get(name), self.so_far[0])
            case TurnsSince(_, name):
                return self._since(self.adopted.get(name), self.so_far[1])
            case Count():
                return _places(self.turns[1] + 1)
            case _:
                return self._fact(term)

    def _number(self, name: str) -> Span:
        first, last = self.turns
        whole = self.bundle.scenario.turns
        if name == "turn":
            return only(float(first)) if first == last else _whole(first, last)
        if name == "turns":
            return only(float(whole))
        if name == "capital":
            rule = self.bundle.rules.mechanisms.capital
            return POINTS if rule is None else Span(0.0, float(rule.most))
        if name in SIGNED:
            return Span(-self._conduct, self._conduct)
        return POINTS

    @cached_property
    def _conduct(self) -> float:
        """Points of conduct at most: rules may rate an answer beyond the scale of memory."""
        memory, answers = self.bundle.rules.dynamics.memory, self.bundle.rules.answers
        strongest = max(abs(getattr(answers, answer).goldstein) for answer in ANSWERS)
        return 100.0 * max(1.0, strongest / memory.scale)

    def _since(self, first: int | None, so_far: int) -> Span:
        """Turns since something that can first happen in a turn."""
        if first is None or first > so_far:
            return only(float(NOT_YET))
        most = self.turns[1] - first
        least = max(0, self.turns[0] - so_far)
        if most >= NOT_YET:
            return Span(float(least), float(most))
        return among((*map(float, range(least, most + 1)), float(NOT_YET)))

    def _fact(self, term: Term) -> Span:
        match term:
            case Flag("last_turn"):
                return self._last_turn()
            case Fired(inject):
                can = self.fired.get(inject, NEVER) <= self.so_far[0]
            case Chose(policy) | Adopted(policy):
                can = self.adopted.get(policy, NEVER) <= self.so_far[1]
            case Flag() | Promised():
                can = True
            case _:
                return ANYTHING
        return EITHER if can else only(0.0)

    def _last_turn(self) -> Span:
        first, last = self.turns
        whole = self.bundle.scenario.turns
        if last < whole:
            return only(0.0)
        return only(1.0) if first >= whole else EITHER


@lru_cache(maxsize=KEPT)
def _timeless(bundle: Bundle) -> dict[Term, Span]:
    """Ranges that are the same in every turn of a scenario, as they are found."""
    del bundle
    return {}


def _places(count: int) -> Span:
    """The whole numbers from 0 on that stand for so many ids or turns."""
    return _whole(0, count - 1)


def _whole(first: int, last: int) -> Span:
    """Whole numbers; where they are many, all that lies between them."""
    if last - first > MANY:
        return Span(float(first), float(last))
    return among(map(float, range(first, last + 1)))

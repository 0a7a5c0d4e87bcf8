"""What can have happened by which turn: news, texts that were tabled, and the end of a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dialogue_sim.expression_tree import Not
from dialogue_sim.workshop.checks.asked import KEPT, asked_of
from dialogue_sim.workshop.checks.possible import possible
from dialogue_sim.workshop.checks.ranges import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.expression_tree import Node

TURN_BY_TURN: Final = 24
"""So many turns are looked at one by one; the rest of a long scenario at once."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What can be in a turn: at its start, when a text is tabled, and at its end."""

    turns: tuple[int, int]
    start: Ranges
    tabling: Ranges
    end: Ranges


@dataclass
class Timeline:
    """The course that a scenario can take.

    Attributes:
        fired: by inject that can fire, the first turn in which it can.
        tabled: by policy that can be tabled, the first turn in which it can.
        ends: by ending that can be reached, the first turn after which it can.
        moments: of every turn that can be reached.
        closed: the turn after which every session has ended, if that is not the last one.
    """

    fired: dict[str, int] = field(default_factory=dict)
    tabled: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    moments: list[Moments] = field(default_factory=list)
    closed: int | None = None


@lru_cache(maxsize=KEPT)
def timeline_of(bundle: Bundle) -> Timeline:
    """Go through the turns of a scenario, and see what can happen; it is for reading."""
    line, walk = Timeline(), _Walk(bundle)
    for turns in _blocks(bundle.scenario.turns):
        moments = walk.through(line, turns)
        line.moments.append(moments)
        if not walk.to_its_end(line, moments):
            line.closed = turns[1] if turns[1] < bundle.scenario.turns else None
            break
    return line


def _blocks(turns: int) -> Iterator[tuple[int, int]]:
    for turn in range(1, min(turns, TURN_BY_TURN) + 1):
        yield turn, turn
    if turns > TURN_BY_TURN:
        yield TURN_BY_TURN + 1, turns


class _Walk:
    """The conditions of a scenario, by who asks them."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        asked = asked_of(bundle)
        self.injects = {one.id: one.node for one in asked if one.kind == "inject"}
        self.policies = {one.id: one.node for one in asked if one.kind == "policy"}
        self.endings = [(one.id, one.node) for one in asked if one.kind == "ending"]

    def through(self, line: Timeline, turns: tuple[int, int]) -> Moments:
        """Note all that can happen in a turn, or in several until nothing new comes of it."""
        while True:
            before = len(line.fired) + len(line.tabled)
            self._fire(line, turns, self._moments(line, turns).start)
            self._table(line, turns, self._moments(line, turns).tabling)
            alone = turns[0] == turns[1]
            if alone or before == len(line.fired) + len(line.tabled):
                break
        return self._moments(line, turns)

    def to_its_end(self, line: Timeline, moments: Moments) -> bool:
        """Note which endings can be reached after a turn; False if no session goes on."""
        others: list[Node] = []
        for name, node in self.endings:
            if not possible(node, moments.end):
                continue
            if name not in line.ends and possible(node, moments.end, *others):
                line.ends[name] = moments.turns[0]
            others.append(Not(node))
        return not others or possible(others[0], moments.end, *others[1:])

    def _moments(self, line: Timeline, turns: tuple[int, int]) -> Moments:
        fired, tabled = dict(line.fired), dict(line.tabled)
        last = turns[1]
        earlier = last - 1 if turns[0] == last else last

        def known(injects: int, policies: int) -> Ranges:
            return Ranges(self.bundle, turns, fired, tabled, (injects, policies))

        return Moments(turns, known(earlier, earlier), known(last, earlier), known(last, last))

    def _fire(self, line: Timeline, turns: tuple[int, int], start: Ranges) -> None:
        for name, inject in self.bundle.scenario.injects.items():
            due = inject.at is None or turns[0] <= inject.at <= turns[1]
            if name not in line.fired and due:
                node = self.injects.get(name)
                if node is None or possible(node, start):
                    line.fired[name] = inject.at or turns[0]

    def _table(self, line: Timeline, turns: tuple[int, int], tabling: Ranges) -> None:
        fresh = {
            policy
            for turn in _turns_that_differ(self.bundle, turns)
            for policy in self.bundle.scenario.menu(turn)
            if self.bundle.may_table(self.bundle.scenario.tabler(turn), policy)
        } - line.tabled.keys()
        for policy in sorted(fresh):
            node = self.policies.get(policy)
            if node is None or possible(node, tabling):
                line.tabled[policy] = turns[0]


def _turns_that_differ(bundle: Bundle, turns: tuple[int, int]) -> list[int]:
    """The first of some turns, and those with an agenda of their own."""
    own = [int(turn) for turn in bundle.scenario.agenda]
    plain = next((t for t in range(turns[0], turns[1] + 1) if t not in own), turns[0])
    return [plain, *(turn for turn in own if turns[0] <= turn <= turns[1])]

"""What whoever tables can see: all that a strategy chooses by, in one session or in thousands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.capital import affordable, price
from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.neighbours import neighbourhood
from dialogue_sim.engine.turn import WAITS
from dialogue_sim.session.strategies.wishes import wishes_of
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, policy_point, proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.draws import Draws
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.strategies.wishes import Wish

WAIT = WAITS
"""In place of a text: nothing is tabled."""


@dataclass(frozen=True)
class Texts:
    """Texts that may be tabled: each is a policy, as it stands or amended.

    Attributes:
        policies: (c,) place of each text's policy among the story's.
        points: the texts on the grid of levels.
        proposals: the same as the engine reads them, one per column.
    """

    policies: Integers
    points: tuple[Point, ...]
    proposals: Proposal


@dataclass(frozen=True)
class Stage:
    """A scenario ready to be played by strategies; what a text comes to is worked out once.

    Attributes:
        opening: of one session; compromises are sought as of then (E16).
    """

    bundle: Bundle
    world: World
    opening: Situation
    _menus: dict[tuple[int, bool], Texts] = field(default_factory=dict, repr=False)
    _compromises: dict[Point, Point] = field(default_factory=dict, repr=False)

    def menu(self, turn: int, *, amended: bool) -> Texts:
        """The menu of a turn for who tables there: every policy as it stands, then amended.

        Args:
            turn: number of the turn.
            amended: whether every text that differs from a policy in one level follows.
        """
        if (turn, amended) not in self._menus:
            scenario = self.bundle.scenario
            named = [
                policy
                for policy in scenario.menu(turn)
                if self.bundle.may_table(scenario.tabler(turn), policy)
            ]
            self._menus[turn, amended] = self._texts(named, amended=amended)
        return self._menus[turn, amended]

    def plain(self, policy: str) -> Point:
        """A policy's text without amendments."""
        return policy_point(self.bundle, self.world, policy)

    def compromise(self, text: Point) -> Point:
        """What an unmanned chair makes of a text that broke silence.

        The opening and not the present situation decides, so that the same text always has the
        same compromise, alone and in batches.
        """
        if text not in self._compromises:
            self._compromises[text] = compromise(self.world, self.opening, text)
        return self._compromises[text]

    def _texts(self, menu: Sequence[str], *, amended: bool) -> Texts:
        plain = [(self.world.story.place_of(name), self.plain(name)) for name in menu]
        more = [
            (place, near)
            for place, point in plain
            for near in neighbourhood(self.world.space, point, 1, venues=False).points[1:]
            if amended
        ]
        policies, points = zip(*plain, *more, strict=True)
        return Texts(np.array(policies), points, proposals(self.world, list(points)))


@lru_cache(maxsize=4)
def stage_of(bundle: Bundle, turns: int | None = None) -> Stage:
    """A scenario that nobody plays yet; the same one for the same bundle.

    Args:
        bundle: the scenario.
        turns: how many are played; all that the scenario has where nothing is said.
    """
    world = build_world(bundle)
    if turns is not None:
        world = replace(world, story=replace(world.story, turns=turns))
    opening = open_situation(bundle, world, 0, np.zeros(1, dtype=np.uint64))
    return Stage(bundle, world, opening)


@dataclass(frozen=True)
class Table:
    """What can be seen in a turn before anything is tabled; axis letters: c text, s session.

    Attributes:
        known: the situation after the turn's injects and groundwork; nothing in it is hidden.
        draws: of the turn; a strategy may draw on streams of its own.
        used: (policy, s) how often each of the story's policies has been tabled so far.
        amended: whether texts with one amendment can be chosen too.
        mandate: of the seat whose goals count; the first by id where none is named.
        persons: ids of actors whom a person plays; nobody consults them.
        seat: whose goals count; those of who tables where none is named.
    """

    stage: Stage
    known: Situation
    draws: Draws
    used: Integers
    amended: bool = False
    mandate: str = ""
    persons: frozenset[str] = frozenset()
    seat: str = ""

    @property
    def turn(self) -> int:
        """Number of the turn."""
        return self.draws.turn

    @cached_property
    def world(self) -> World:
        """The world with those mechanisms that have begun."""
        return self.stage.world.at(self.turn)

    @property
    def tabler(self) -> str:
        """Id of who tables."""
        return self.stage.bundle.scenario.tabler(self.turn)

    @property
    def by_chair(self) -> bool:
        """Whether the chair tables: nobody else pays or consults."""
        return self.tabler == self.stage.bundle.scenario.chair

    @property
    def texts(self) -> Texts:
        """(c) what can be chosen from, legal and payable or not."""
        return self.stage.menu(self.turn, amended=self.amended)

    @cached_property
    def wishes(self) -> tuple[Wish, ...]:
        """What counts for the seat, or for who tables."""
        return wishes_of(self.stage.bundle, self.seat or self.tabler, self.mandate)

    @cached_property
    def prices(self) -> Array:
        """(c,) points of political capital that each text costs who tables."""
        if not self.by_chair:
            return np.zeros(len(self.texts.policies))
        return price(self.world, self.texts.policies, self.texts.proposals)

    @cached_property
    def may(self) -> Truths:
        """(c, s) which texts are legal and can be paid."""
        legal = story.legal(self.world, self.known, self.turn)[self.texts.policies]
        payable = [affordable(self.world, self.known, cost) for cost in self.prices]
        may: Truths = legal & np.stack(payable)
        return may

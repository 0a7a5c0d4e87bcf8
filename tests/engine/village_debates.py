"""Debates in the village: who leans where and who may say what, small enough to see through."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from tests.engine.properties.plain_ledger import ALWAYS, Argument, Card, Room, bank_of

from dialogue_sim.engine.floor import NOTHING
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.speakers import NOBODY_SPEAKS, Speeches, debate
from dialogue_sim.engine.terms import CAUTION, Moment, no_debate
from dialogue_sim.engine.world import Debate
from dialogue_sim.words import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import Bearing, World

ALBA, BRAVA, CITIZENS, CORDA, NGO, COUNTERPART = range(6)
BREAK, OBJECT, HEDGE, ACCEPT, ENDORSE = range(5)
FOR, AGAINST = 0, 1
STABILITY, SECURITY, LAW, UNITY, OPINION, COST = range(6)
TURN = 2
USUAL = {"alba": ACCEPT, "brava": OBJECT, "corda": HEDGE, "ngo": HEDGE}


@dataclass(frozen=True)
class Position:
    """An argument, and whose position it is."""

    speakers: tuple[int, ...]
    side: int
    reason: int = STABILITY
    cards: tuple[int, ...] = ()
    bears: Bearing = ALWAYS
    refuted: bool = False

    @property
    def argument(self) -> Argument:
        return Argument(self.side, self.reason, self.cards, self.bears, self.refuted)


@dataclass(frozen=True)
class Talk:
    """What a village debates with; `weights` say by actor and reason what is not 0."""

    positions: Sequence[Position]
    cards: tuple[Card, ...] = ()
    weights: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    tabler: int = NGO
    absent: tuple[int, ...] = (CITIZENS, COUNTERPART)

    def in_village(self, village: World) -> World:
        """The village as it debates in turn 2 and again in turn 4."""
        room = Room(self.cards, tuple(one.argument for one in self.positions), (), ())
        speakers = np.zeros((len(self.positions), COUNTERPART + 1), dtype=np.bool_)
        for place, position in enumerate(self.positions):
            speakers[place, list(position.speakers)] = True
        weights = np.zeros((COUNTERPART, len(REASONS)), dtype=np.int64)
        for actor, of in self.weights.items():
            for reason, weight in of.items():
                weights[actor, reason] = weight
        bank = replace(bank_of(room), speakers=speakers)
        attends = np.ones(COUNTERPART + 1, dtype=np.bool_)
        attends[list(self.absent)] = False
        tablers = {2: self.tabler, 4: self.tabler}
        return replace(village, debate=Debate(bank, tablers, attends, weights))


def leaning(world: World, situation: Situation, text: Proposal, **wanted: int) -> World:
    """The world in which a text most likely gets these responses in the first session.

    How much a text must bring before an actor moves is set so that its utility lies in the middle
    of what the response stands for.
    """
    actors = world.actors
    found = react(Moment(world, text, situation, no_debate(situation))).utility[:, 0]
    cuts = world.rules.ladder.cuts
    middles = [
        cuts[0] - 1.0,
        *((low + high) / 2.0 for low, high in pairwise(cuts)),
        cuts[-1] + 1.0,
    ]
    shares = actors.shares.copy()
    for name, response in wanted.items():
        actor = actors.ids.index(name)
        shares[CAUTION, actor] += found[actor] - middles[response]
    return replace(world, actors=replace(actors, shares=shares))


@dataclass(frozen=True)
class Hall:
    """Where the village meets: the floor of a talk after some speeches.

    Alba accepts, Brava objects, Corda and the ngo hedge, or as a test asks for by name.
    """

    village: World
    situation: Situation
    text: Proposal

    def __call__(self, talk: Talk, speeches: Speeches = NOBODY_SPEAKS, **leanings: int) -> Floor:
        world = self.world(talk, **leanings)
        return debate(world, self.situation, self.text, TURN, speeches)

    def world(self, talk: Talk, **leanings: int) -> World:
        """The village with the talk, in which everybody leans as it should."""
        wanted = {**USUAL, **leanings}
        return leaning(talk.in_village(self.village), self.situation, self.text, **wanted)


def entries(floor: Floor) -> list[int]:
    """What stands on the floor of the first session, in the order in which it was said."""
    said: list[int] = floor.said.entries[:, 0].tolist()
    return [entry for entry in said if entry != NOTHING]


def speakers(floor: Floor) -> list[int]:
    """Who said it."""
    said: list[int] = floor.said.speakers[:, 0].tolist()
    return [speaker for speaker in said if speaker != NOTHING]


def rebuttals(floor: Floor) -> list[tuple[int, int, int, int]]:
    """Target, kind, card and rebutter of what was answered in the first session."""
    said = floor.said
    rows = np.stack([said.targets, said.kinds, said.cards, said.rebutters], axis=-1)[:, 0]
    return [tuple(row) for row in rows.tolist() if row[0] != NOTHING]

"""How a seat beside the one that tables is played in batches: one row per player.

A player does what a person in the seat could do: it responds to the text on the table, or answers
for the counterpart, and replaces the draw. As with a person, nothing moves it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import stream
from dialogue_sim.engine.hearing import conclude
from dialogue_sim.engine.reaction import DRAWN
from dialogue_sim.engine.turn import Waiting, debated, negotiate
from dialogue_sim.session.strategies.seat_ahead import (
    Asked,
    Verdict,
    answer_ahead,
    response_ahead,
)
from dialogue_sim.session.strategies.strategies import STRATEGIES, Strategy
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.turn import Moves
    from dialogue_sim.session.strategies.table import Table


@dataclass(frozen=True, slots=True)
class Player:
    """A way to play one seat; axis letter: s session.

    Attributes:
        respond: (s,) response 0..4 to a text; None where the model draws it.
        answer: (s,) answer 0..4 of the counterpart; None where the model draws it.
        tables: how the seat tables in turns in which the agenda lets it; None for the way in
            which everybody else tables.
    """

    name: str
    summary: str
    respond: Callable[[Asked], Integers] | None = None
    answer: Callable[[Verdict], Integers] | None = None
    tables: Strategy | None = None


def _any_response(asked: Asked) -> Integers:
    luck = asked.table.draws.uniform(stream("player", f"response:{int(asked.again)}"))
    return (luck * len(RESPONSES)).astype(np.int64)


def _any_answer(verdict: Verdict) -> Integers:
    luck = verdict.table.draws.uniform(stream("player", "answer"))
    return (luck * len(ANSWERS)).astype(np.int64)


AS_DRAWN = Player("as_drawn", "does what the model draws for it")

PLAYERS = {
    row.name: row
    for row in (
        AS_DRAWN,
        Player("uniform", "says anything, each as likely",
               _any_response, _any_answer, STRATEGIES["uniform"]),
        Player("look_ahead", "says what promises most by its goals one turn on",
               response_ahead, answer_ahead, STRATEGIES["look_ahead"]),
    )
}  # fmt: skip
"""Who can play a seat; names are part of the command line's contract."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """One seat, and how it is played while a strategy tables for whoever else does.

    Attributes:
        seat: an actor of the scenario.
        mandate: what it is measured by; the first by id where none is named.
        player: a row of `PLAYERS`.
    """

    seat: str
    mandate: str = ""
    player: Player = AS_DRAWN

    def strategy(self, tabler: str, others: Strategy) -> Strategy:
        """How an actor tables: by the player in its own seat, else as everybody does."""
        own = self.player.tables if tabler == self.seat else None
        return own or others

    @property
    def persons(self) -> frozenset[str]:
        """The seat where it decides for itself: it has no line that could be asked for."""
        return frozenset() if self.player is AS_DRAWN else frozenset({self.seat})

    def at(self, table: Table) -> Table:
        """What the seat sees of a table; its own goals count."""
        return replace(table, seat=self.seat, mandate=self.mandate)


def spoken(sitter: Sitter, table: Table, opened: Waiting, moves: Moves) -> Moves:
    """The moves of a turn with what a seat says to them.

    The chair is not asked about what it tables itself.

    Args:
        sitter: who says it.
        table: what can be seen; opened: the same turn as it is, after its groundwork.
        moves: what was tabled, and what follows if silence is broken.
    """
    world, player, seen = table.world, sitter.player, sitter.at(table)
    if sitter.seat == world.counterpart.id:
        if player.answer is None:
            return moves
        return replace(moves, answer=player.answer(_verdict(seen, opened, moves)))
    chair = table.stage.bundle.scenario.chair
    if player.respond is None or table.tabler == sitter.seat == chair:
        return moves
    moves = debated(world, opened, seen.draws, moves)
    text, second = moves.text, moves.second
    assert text is not None  # noqa: S101  a strategy has tabled
    assert second is not None  # noqa: S101  it always says what follows
    given = np.full((2, *seen.known.trust.shape), DRAWN, dtype=np.int64)
    own = world.actors.ids.index(sitter.seat)
    given[0, own] = player.respond(Asked(seen, moves.policy, text, moves.floor))
    anew = player.respond(Asked(seen, moves.policy, second, moves.floor, again=True))
    given[1, own] = np.where(_same(text, second), given[0, own], anew)
    return replace(moves, responses=given)


def _same(one: Proposal, other: Proposal) -> Truths:
    """(s,) whether two texts are the same: then the first was withdrawn, and nobody is asked."""
    same: Truths = (one.levels == other.levels).all(axis=0) & (one.venue == other.venue)
    return same


def _verdict(seen: Table, opened: Waiting, moves: Moves) -> Verdict:
    """What the alliance comes to, as the counterpart's seat sees it."""
    moves = debated(seen.world, opened, seen.draws, moves)
    hearings = negotiate(seen.world, opened, seen.draws, moves)
    assert not isinstance(hearings, Waiting)  # noqa: S101  every response is there or drawn
    decision = conclude(seen.world, opened.before, moves.policy, hearings)
    known = replace(veiled(decision.known), nature=opened.before.nature)
    return Verdict(seen, moves.policy, replace(decision, known=known))

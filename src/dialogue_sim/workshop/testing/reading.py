"""What a test reads of sessions after a turn: the situation, what was counted, how they ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.expression_sessions import ENDING
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.story import Reading
from dialogue_sim.expression_tree import Name, Quantity
from dialogue_sim.workshop.testing.results import Number, found

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.turn import Turn
    from dialogue_sim.engine.world import World
    from dialogue_sim.expression_tree import Node
    from dialogue_sim.session.game import Game


@dataclass(frozen=True, slots=True)
class TurnReading(Reading):
    """Sessions after a turn, as the conditions of tests read them.

    Attributes:
        ended: (s,) place of the ending that was reached, or -1.
        counted: by condition, (s,) turns so far in which it held, this one among them.
    """

    ended: Array = field(default_factory=lambda: np.full(1, -1.0))
    counted: Mapping[Node, Array] = field(default_factory=dict)

    def number(self, name: str) -> Array:
        """(s,) what a story can read, or the ending."""
        return self.ended if name == ENDING else Reading.number(self, name)

    def count(self, condition: Node) -> Array:
        """(s,) turns in which a condition held."""
        return self.counted[condition]


def after_turn(world: World, turn: Turn, counted: Mapping[Node, Array]) -> TurnReading:
    """Some sessions after a turn, with the text that was last on the table in it."""
    tabled = turn.last_hearing
    text = None if tabled is None else tabled.text
    ended = turn.ending.astype(np.float64)
    return TurnReading(world, turn.after, turn.number, text, ended=ended, counted=counted)


def after_game(game: Game, conditions: tuple[Node, ...]) -> TurnReading:
    """A game after its last turn.

    Args:
        game: at least one turn of it is played; conditions: all that are to be counted.
    """
    turns = [after_turn(game.world, played.turn, {}) for played in game.played]
    counted = {
        condition: np.array([float(sum(bool(holds(condition, turn)[0]) for turn in turns))])
        for condition in conditions
    }
    return after_turn(game.world, game.played[-1].turn, counted)


def found_in(quantity: Quantity, value: float, bundle: Bundle) -> Number:
    """A number with its words; what has ids by its id."""
    if quantity != Name(ENDING):
        return found(quantity, value, bundle.setting)
    endings = bundle.scenario.endings
    return Number(ENDING, endings[int(value)].id if value >= 0 else "none")

"""What a scenario that teaches tells a new player to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from dialogue_sim.content.scenario import Deed
    from dialogue_sim.session.game import Game


@dataclass(frozen=True, slots=True)
class GuideView:
    """A sentence for one turn, and what is to be done until it has been heard."""

    turn: int
    until: Deed
    says: str


def guide_of(game: Game, seat: str) -> tuple[GuideView, ...]:
    """Everything that a seat is told, in the order of the scenario."""
    steps = game.bundle.scenario.seats[seat].guide or ()
    return tuple(GuideView(step.turn, step.until, step.say) for step in steps)


def next_step(guide: tuple[GuideView, ...], turn: int, done: Collection[Deed]) -> GuideView | None:
    """What is told now.

    Args:
        guide: of the seat; turn: that is on the table.
        done: what has been done in this turn.
    """
    return next((step for step in guide if step.turn == turn and step.until not in done), None)

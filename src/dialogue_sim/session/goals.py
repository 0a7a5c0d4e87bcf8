"""What a seat is measured by: its goals, or those of the mandate that it picked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.conditions import read_condition
from dialogue_sim.engine import story
from dialogue_sim.engine.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.scenario import Goal
    from dialogue_sim.session.game import Game


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal of the seat, and whether it would be met if the session ended now."""

    id: str
    text: str
    points: int
    secret: bool
    met: bool


@dataclass(frozen=True, slots=True)
class MandateView:
    """What an office may be measured by.

    Attributes:
        goals: shown before anybody picks; picked: whether the seat has picked this one.
    """

    id: str
    title: str
    says: str
    goals: tuple[GoalView, ...]
    picked: bool


def goal_views(game: Game, seat: str) -> tuple[GoalView, ...]:
    """The seat's goals that count, as they stand."""
    body = game.bundle.scenario.seats[seat]
    return _views(game, body.goals_of(game.mandate_of(seat)))


def _views(game: Game, goals: Mapping[str, Goal]) -> tuple[GoalView, ...]:
    """Goals as they stand; read as if this were the last turn."""
    names = game.bundle.names()
    reading = story.Reading(game.world, game.situation, game.world.story.turns)
    return tuple(
        GoalView(
            id=name,
            text=goal.text,
            points=goal.points,
            secret=goal.secret,
            met=bool(holds(read_condition(goal.when, names), reading)[0]),
        )
        for name, goal in goals.items()
    )


def mandate_views(game: Game, seat: str) -> tuple[MandateView, ...]:
    """The mandates that a seat may pick from, with their goals as they stand."""
    mandates = game.bundle.scenario.seats[seat].mandates
    return tuple(
        MandateView(
            name, body.title, body.says, _views(game, body.goals), name == game.mandate(seat)
        )
        for name, body in sorted(mandates.items())
    )

"""What a seat is measured by: its goals, or those of the mandate that it picked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogue_sim.content.conditions import read_condition
from dialogue_sim.engine import story
from dialogue_sim.engine.conditions import holds

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.scenario import Goal
    from dialogue_sim.expression_tree import Node
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


@dataclass(frozen=True, slots=True)
class ReadGoal:
    """A goal with its condition read."""

    id: str
    goal: Goal
    when: Node


@lru_cache(maxsize=64)
def goals_of(bundle: Bundle, seat: str, mandate: str) -> tuple[ReadGoal, ...]:
    """The goals that count for a seat, in the order of the file; read once for each mandate."""
    names = bundle.names()
    goals = bundle.scenario.seats[seat].goals_of(mandate)
    return tuple(
        ReadGoal(name, goal, read_condition(goal.when, names)) for name, goal in goals.items()
    )


def goal_views(game: Game, seat: str) -> tuple[GoalView, ...]:
    """The seat's goals that count, as they stand."""
    return _views(game, goals_of(game.bundle, seat, game.mandate_of(seat)))


def _views(game: Game, goals: tuple[ReadGoal, ...]) -> tuple[GoalView, ...]:
    """Goals as they stand; read as if this were the last turn."""
    reading = story.Reading(game.world, game.situation, game.world.story.turns)
    return tuple(
        GoalView(
            id=one.id,
            text=one.goal.text,
            points=one.goal.points,
            secret=one.goal.secret,
            met=bool(holds(one.when, reading)[0]),
        )
        for one in goals
    )


def mandate_views(game: Game, seat: str) -> tuple[MandateView, ...]:
    """The mandates that a seat may pick from, with their goals as they stand."""
    mandates = game.bundle.scenario.seats[seat].mandates
    return tuple(
        MandateView(
            name, body.title, body.says,
            _views(game, goals_of(game.bundle, seat, name)), name == game.mandate(seat),
        )
        for name, body in sorted(mandates.items())
    )  # fmt: skip

"""Cases side by side: texts that come into force in an opening, and what the model makes of them.

No luck is involved. Everybody gives the likeliest response, the text comes into force, and the
counterpart gives the likeliest answer of its expected nature, unless a case names one. One case is
one session of a batch.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.expectations import Case, Step
from dialogue_sim.engine import story
from dialogue_sim.engine.answer import DRIVERS
from dialogue_sim.engine.conditions import number_of
from dialogue_sim.engine.dynamics import Outcome, next_situation
from dialogue_sim.engine.explain import expected_outlook
from dialogue_sim.engine.hearing import agreed
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.numerics import sigmoid
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import modal_responses, react
from dialogue_sim.engine.situation import Situation, side_by_side, take
from dialogue_sim.engine.terms import NAMES, Moment, no_debate
from dialogue_sim.expression_tree import Elsewhere, Finding, Name, Quantity
from dialogue_sim.session.worlds.opening import (
    Opening,
    open_side_by_side,
    opening_of,
    policy_point,
    proposals,
)
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.answer import Outlook
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.world import World

POINTS = 100.0
LIKELIEST = -1
DRIVER_NAMES = tuple(driver.name for driver in DRIVERS)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some cases after their last turn; arrays are over cases where the engine has sessions.

    Attributes:
        moment: the text on the table in the situation before the turn.
        outlook: the counterpart's answer as it looks before anybody has spoken.
        after: the situation once the text is in force and has been answered.
        known: numbers that have been asked for before.
    """

    moment: Moment
    reactions: Reactions
    outlook: Outlook
    after: Situation
    known: dict[Quantity, Array] = field(default_factory=dict)

    def read(self, quantity: Quantity) -> Array:
        """(s,) a quantity of an expectation, in points, for every case."""
        if quantity not in self.known:
            self.known[quantity] = self._read(quantity)
        return self.known[quantity]

    def _read(self, quantity: Quantity) -> Array:
        match quantity:
            case Finding(name, actors, about):
                return self._finding(name, actors, about)
            case Elsewhere("before", inner):
                return self._of_situation(inner, self.moment.situation)
            case Name("support_now"):
                return sigmoid(self.reactions.support) * POINTS
            case Name("chance_to_stand"):
                return chance_to_stand(self.moment, self.reactions) * POINTS
            case _:
                return self._of_situation(quantity, self.after)

    def _of_situation(self, quantity: Quantity, situation: Situation) -> Array:
        reading = story.Reading(self.moment.world, situation, 1, self.moment.proposal)
        return number_of(quantity, reading)

    def _finding(self, name: str, actors: tuple[str, ...], about: str) -> Array:
        world = self.moment.world
        rows = [world.actors.ids.index(actor) for actor in actors]
        match name:
            case "utility":
                return _mean([self.reactions.utility[row] for row in rows])
            case "term":
                terms = self.reactions.terms[NAMES.index(about)]
                return _mean([terms[row] for row in rows])
            case "salience":
                issue = [issue.id for issue in world.space.issues].index(about)
                salience = world.actors.preferences.salience[:, issue]
                return _mean([np.full(self.after.sessions, salience[row]) for row in rows])
            case "chance":
                return self.outlook.probabilities[ANSWERS.index(about)] * POINTS
            case _:
                return self.outlook.drivers[DRIVER_NAMES.index(about)] * POINTS


def _mean(rows: Sequence[Array]) -> Array:
    total = rows[0]
    for row in rows[1:]:
        total = total + row
    return total / len(rows) * POINTS


@dataclass(frozen=True, slots=True)
class Staged:
    """A case in an opening."""

    opening: Bundle
    case: Case

    @property
    def steps(self) -> list[Step]:
        """All its turns, the last of which is looked at."""
        return [*self.case.play, self.case]

    def opened(self, world: World) -> Opening:
        """What it begins with: the opening, with the numbers that the case changes."""
        whole = opening_of(self.opening, world)
        return replace(whole, numbers={**whole.numbers, **self.case.situation})


@dataclass(frozen=True, slots=True)
class Looks:
    """What was found in some cases.

    Attributes:
        rows: for each case its place in the batch.
    """

    batch: Batch
    rows: tuple[int, ...]

    def number(self, quantity: Quantity, case: int, other: int | None = None) -> float:
        """A quantity in points (ids as their numbers) in one case, or in the other one."""
        match quantity:
            case Elsewhere("other", inner):
                assert other is not None  # noqa: S101  the loader refuses `other` without `than`
                return self.number(inner, other)
            case _:
                return float(self.batch.read(quantity)[self.rows[case]])


def look_at(world: World, cases: Sequence[Staged]) -> Looks:
    """Play cases side by side; those with fewer turns join later, so that all end together.

    Args:
        world: what `build_world` made of the openings, which have the same actors and rules.
        cases: what to look at, at least one.
    """
    texts, turns = _turns(world, cases)
    opened = open_side_by_side(world, [staged.opened(world) for staged in cases])
    going: list[int] = []
    batch: Batch | None = None
    for left in range(max(map(len, turns)), 0, -1):
        joining = [place for place, tabled in enumerate(turns) if len(tabled) == left]
        situations = [] if batch is None else [batch.after]
        situations.append(take(opened, np.array(joining, dtype=np.int64)))
        going += joining
        now = [turns[place][-left] for place in going]
        text = take(texts, np.array([tabled.text for tabled in now]))
        batch = _one_turn(world, side_by_side(situations), text, now)
    assert batch is not None  # noqa: S101  every case has a turn
    return Looks(batch, tuple(going.index(place) for place in range(len(cases))))


@dataclass(frozen=True, slots=True)
class Tabled:
    """What comes into force in one turn of a case.

    Attributes:
        text: its place among all texts; policy: its place among the world's policies.
        answer: 0..4, or `LIKELIEST`.
    """

    text: int
    policy: int
    answer: int


def _turns(world: World, cases: Sequence[Staged]) -> tuple[Proposal, list[list[Tabled]]]:
    """The texts of all cases, worked out at once, and which of them is tabled in which turn."""
    points: list[Point] = []
    turns = []
    for staged in cases:
        tabled = []
        for step in staged.steps:
            policy = world.story.place_of(_policy_of(staged.opening, step))
            answer = LIKELIEST if step.answer is None else ANSWERS.index(step.answer)
            tabled.append(Tabled(len(points), policy, answer))
            points.append(point_of(staged.opening, world, step))
        turns.append(tabled)
    return proposals(world, points), turns


def _one_turn(
    world: World, situation: Situation, text: Proposal, tabled: Sequence[Tabled]
) -> Batch:
    moment = Moment(world, text, situation, no_debate(situation))
    reactions = react(moment)
    outlook = expected_outlook(moment, reactions)
    responses = modal_responses(reactions.probabilities)
    given = np.array([one.answer for one in tabled])
    answer = np.where(given == LIKELIEST, np.argmax(outlook.probabilities, axis=0), given)
    decision = agreed(world, situation, text, responses)
    after = next_situation(Outcome(moment, decision, answer))
    adopted = np.array([one.policy for one in tabled])
    return Batch(moment, reactions, outlook, story.adopt(world, after, adopted, decision.stands))


def point_of(opening: Bundle, world: World, step: Step) -> Point:
    """The text of a step on the grid of levels; without a policy, the opening's text in force."""
    point = policy_point(opening, world, _policy_of(opening, step))
    levels = tuple(
        issue.levels.index(step.changes[issue.id]) if issue.id in step.changes else level
        for issue, level in zip(world.space.issues, point.levels, strict=True)
    )
    venues = world.space.venues
    return Point(levels, point.venue if step.venue is None else venues.index(step.venue))


def _policy_of(opening: Bundle, step: Step) -> str:
    return step.policy or opening.scenario.standing or opening.setting.standing

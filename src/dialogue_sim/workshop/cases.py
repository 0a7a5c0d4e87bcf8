"""Cases side by side: texts that come into force in an opening, and what the model makes of them.

No luck is involved. Everybody gives the likeliest response, the text comes into force, and the
counterpart gives the likeliest answer of its expected nature, unless a case names one. One case is
one session of a batch.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from dialogue_sim.content.expectations import Case, Step
from dialogue_sim.engine import story
from dialogue_sim.engine.answer import DRIVERS, dispersion
from dialogue_sim.engine.conditions import number_of
from dialogue_sim.engine.dynamics import Outcome, next_situation
from dialogue_sim.engine.explain import expected_outlook
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.numerics import sigmoid
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import History, Situation, take
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.turn import no_debate
from dialogue_sim.expression_tree import Elsewhere, Finding, Name, Quantity
from dialogue_sim.session.opening import open_situation, policy_point, proposals
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.answer import Outlook
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.world import World

POINTS = 100.0
LIKELIEST = -1
ONE = np.zeros(1, dtype=np.uint64)
DRIVER_NAMES = tuple(driver.name for driver in DRIVERS)

State = TypeVar("State", Situation, History, Proposal)


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
                return number_of(inner, self._reading(self.moment.situation))
            case Name("support_now"):
                return sigmoid(self.reactions.support) * POINTS
            case Name("chance_to_stand"):
                return chance_to_stand(self.moment, self.reactions) * POINTS
            case _:
                return number_of(quantity, self._reading(self.after))

    def _reading(self, situation: Situation) -> story.Reading:
        return story.Reading(self.moment.world, situation, 1, self.moment.proposal)

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
class Looks:
    """What was found in every case of an opening.

    Attributes:
        places: for each case its batch and its place in it.
    """

    places: tuple[tuple[Batch, int], ...]

    def number(self, quantity: Quantity, case: int, other: int | None = None) -> float:
        """A quantity in points (ids as their numbers) in one case, or in the other one."""
        match quantity:
            case Elsewhere("other", inner):
                assert other is not None  # noqa: S101  the loader refuses `other` without `than`
                return self.number(inner, other)
            case _:
                batch, place = self.places[case]
                return float(batch.read(quantity)[place])


def look_at(bundle: Bundle, world: World, cases: Sequence[Case]) -> Looks:
    """Play the cases of one opening.

    Args:
        bundle: the opening; world: what `build_world` made of it.
        cases: what to look at.
    """
    lengths: dict[int, list[int]] = {}
    for place, case in enumerate(cases):
        lengths.setdefault(len(case.play), []).append(place)
    found: dict[int, tuple[Batch, int]] = {}
    for members in lengths.values():
        batch = _played(bundle, world, [cases[place] for place in members])
        found |= {place: (batch, row) for row, place in enumerate(members)}
    return Looks(tuple(found[place] for place in range(len(cases))))


def _played(bundle: Bundle, world: World, cases: Sequence[Case]) -> Batch:
    """Cases of equal length, turn by turn."""
    situation = _opened(bundle, world, cases)
    turns = zip(*([*case.play, case] for case in cases), strict=True)
    steps = list(next(turns))
    batch = _one_turn(bundle, world, situation, steps)
    for later in turns:
        batch = _one_turn(bundle, world, batch.after, list(later))
    return batch


def _opened(bundle: Bundle, world: World, cases: Sequence[Case]) -> Situation:
    """The situation before the first turn of every case; equal ones are worked out once."""
    keys = [tuple(sorted(case.situation.items())) for case in cases]
    distinct = list(dict.fromkeys(keys))
    situations = []
    for numbers in distinct:
        scenario = bundle.scenario
        opening = {**scenario.situation, **dict(numbers)}
        changed = scenario.model_copy(update={"situation": opening})
        situations.append(open_situation(replace(bundle, scenario=changed), world, 0, ONE))
    places = np.array([distinct.index(key) for key in keys], dtype=np.int64)
    return take(side_by_side(situations), places)


def side_by_side(states: Sequence[State]) -> State:
    """Situations, histories or texts as one, in this order along the axis of sessions."""
    joined: dict[str, Any] = {}
    for part in fields(states[0]):
        parts = [getattr(state, part.name) for state in states]
        whole = isinstance(parts[0], History | Proposal)
        joined[part.name] = side_by_side(parts) if whole else np.concatenate(parts, axis=-1)
    return replace(states[0], **joined)


def _one_turn(bundle: Bundle, world: World, situation: Situation, steps: Sequence[Step]) -> Batch:
    text = proposals(world, [point_of(bundle, world, step) for step in steps])
    moment = Moment(world, text, situation, no_debate(situation))
    reactions = react(moment)
    outlook = expected_outlook(moment, reactions)
    responses = _likeliest_responses(reactions.probabilities)
    stances = np.array(world.rules.ladder.stances)[responses]
    given = np.array([
        LIKELIEST if step.answer is None else ANSWERS.index(step.answer) for step in steps
    ])  # fmt: skip
    answer = np.where(given == LIKELIEST, np.argmax(outlook.probabilities, axis=0), given)
    stands = np.ones(situation.sessions, dtype=np.bool_)
    after = next_situation(
        Outcome(moment, stands, responses, stances, dispersion(world, stances), answer)
    )
    policies = [rule.id for rule in world.story.policies]
    adopted = np.array([policies.index(_policy_of(bundle, step)) for step in steps])
    return Batch(moment, reactions, outlook, story.adopt(world, after, adopted, stands))


def _likeliest_responses(probabilities: Array) -> Integers:
    """(a, s) the likeliest of five responses; the better one of two that tie."""
    best: Integers = len(probabilities) - 1 - np.argmax(probabilities[::-1], axis=0)
    return best


def point_of(bundle: Bundle, world: World, step: Step) -> Point:
    """The text of a step on the grid of levels; without a policy, the opening's text in force."""
    point = policy_point(bundle, world, _policy_of(bundle, step))
    levels = tuple(
        issue.levels.index(step.changes[issue.id]) if issue.id in step.changes else level
        for issue, level in zip(world.space.issues, point.levels, strict=True)
    )
    venues = world.space.venues
    return Point(levels, point.venue if step.venue is None else venues.index(step.venue))


def _policy_of(bundle: Bundle, step: Step) -> str:
    return step.policy or bundle.scenario.standing or bundle.setting.standing

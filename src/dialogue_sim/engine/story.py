"""The frame around the arithmetic: injects at a turn's start, history and endings at its end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from dialogue_sim.engine import indicators
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.situation import NEVER, History

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.engine.draws import Draws
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import Inject, World
    from dialogue_sim.expression_tree import ActorKind, FlagName, Node, SinceKind

NOT_YET = 99.0
"""What `turns_since` says of something that has never happened."""

NO_ENDING = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """A situation as conditions read it, in points; see `conditions.Reader`.

    Attributes:
        turn: number of the turn in which the condition is asked.
        proposal: the text on the table, if there is one; else the text in force.
    """

    world: World
    situation: Situation
    turn: int
    proposal: Proposal | None = None
    _read: dict[str, Array] = field(default_factory=dict, init=False, repr=False, compare=False)

    def number(self, name: str) -> Array:
        """(s,) an indicator in points, or `turn` or `turns`."""
        if name not in self._read:
            counters = {"turn": self.turn, "turns": self.world.story.turns}
            self._read[name] = (
                self._constant(counters[name])
                if name in counters
                else indicators.read(self.world, self.situation, name)
            )
        return self._read[name]

    def flag(self, name: FlagName) -> Truths:
        """(s,) `stands` or `last_turn`."""
        if name == "stands":
            return self.situation.stands
        last = self.turn >= self.world.story.turns
        return np.full(self.situation.sessions, last, dtype=np.bool_)

    def actor_value(self, kind: ActorKind, actor: str) -> Array:
        """(s,) trust or stance in points, or the response as 0..4."""
        place = self.world.actors.ids.index(actor)
        match kind:
            case "trust":
                return indicators.trust_of(self.situation, place)
            case "stance":
                return indicators.stance_of(self.situation, place)
            case "response":
                return self.situation.responses[place].astype(np.float64)

    def standing(self, issue: str) -> Array:
        """(s,) value of an issue in the text in force."""
        return self.situation.standing.levels[self._issue(issue)]

    def standing_venue(self) -> Array:
        """(s,) index of the venue in force."""
        return self.situation.standing.venue.astype(np.float64)

    def proposed(self, issue: str) -> Array:
        """(s,) value of an issue in the text on the table."""
        text = self.situation.standing if self.proposal is None else self.proposal
        return text.levels[self._issue(issue)]

    def answer(self) -> Array:
        """(s,) the counterpart's last answer, 0..4."""
        return self.situation.answer.astype(np.float64)

    def fired(self, inject: str) -> Truths:
        """(s,) whether an inject has fired."""
        return self.situation.history.fired[self._inject(inject)] != NEVER

    def chose(self, policy: str) -> Truths:
        """(s,) whether a policy has been tabled."""
        return self._last(self.situation.history.chosen, policy) != NEVER

    def adopted(self, policy: str) -> Truths:
        """(s,) whether a policy has come to stand."""
        return self._last(self.situation.history.adopted, policy) != NEVER

    def promised(self, actor: str) -> Truths:
        """(s,) whether a promise to a member is open."""
        if self.situation.backstage is None:
            return np.zeros(self.situation.sessions, dtype=np.bool_)
        place = self.world.actors.ids.index(actor)
        is_open: Truths = self.situation.backstage.due[place] != NEVER
        return is_open

    def turns_since(self, kind: SinceKind, identifier: str) -> Array:
        """(s,) turns since an inject fired or a policy was adopted; 99 if never."""
        history = self.situation.history
        if kind == "inject":
            last = history.fired[self._inject(identifier)]
        else:
            last = self._last(history.adopted, identifier)
        return np.where(last == NEVER, NOT_YET, (self.turn - last).astype(np.float64))

    def count(self, condition: Node) -> Array:
        """(s,) past turns in which a condition held."""
        place = self.world.story.counted.index(condition)
        return self.situation.history.counts[place].astype(np.float64)

    def _constant(self, value: float) -> Array:
        return np.full(self.situation.sessions, float(value))

    def _issue(self, issue: str) -> int:
        return [known.id for known in self.world.space.issues].index(issue)

    def _inject(self, inject: str) -> int:
        return [known.id for known in self.world.story.injects].index(inject)

    def _last(self, turns: Integers, policy: str) -> Integers:
        """(s,) the last turn of a policy; never for one that is on no menu of the story."""
        if not self.world.story.has(policy):
            return np.full(self.situation.sessions, NEVER)
        return turns[self.world.story.place_of(policy)]


def open_turn(world: World, situation: Situation, draws: Draws) -> tuple[Situation, Truths]:
    """Fire the turn's injects, in order of their ids.

    Returns:
        the situation after their effects, and (inject, s) which of them fired.
    """
    fired = np.zeros((len(world.story.injects), situation.sessions), dtype=np.bool_)
    if not world.story.injects:
        return situation, fired
    for place, inject in enumerate(world.story.injects):
        happens = _happens(world, situation, inject, draws)
        if inject.once:
            happens = happens & (situation.history.fired[place] == NEVER)
        fired[place] = happens
        situation = _with_effects(world, situation, inject, happens)
    if not fired.any():
        return situation, fired
    latest = np.where(fired, draws.turn, situation.history.fired)
    return replace(situation, history=replace(situation.history, fired=latest)), fired


def as_asked(world: World, situation: Situation, fired: Truths) -> Iterator[tuple[int, Situation]]:
    """What every inject of a turn was asked about: the situation that those before it left.

    Args:
        world: of the turn; situation: before the turn's injects.
        fired: (inject, s) which of them did, of `open_turn`.

    Yields:
        the place of an inject, and the situation in which its condition was read.
    """
    for place, inject in enumerate(world.story.injects):
        yield place, situation
        situation = _with_effects(world, situation, inject, fired[place])


def _happens(world: World, situation: Situation, inject: Inject, draws: Draws) -> Truths:
    due = np.full(situation.sessions, inject.at in {None, draws.turn})
    if inject.when is not None and due.any():
        due = holds(inject.when, Reading(world, situation, draws.turn))
    if not due.any():
        return due
    return due & (draws.uniform(inject.stream) < inject.chance)


def _with_effects(
    world: World, situation: Situation, inject: Inject, happens: Truths
) -> Situation:
    if not happens.any():
        return situation
    after = situation
    for effect in inject.effects:
        after = indicators.apply(world, after, effect)
    return choose(happens, after, situation)


def choose(mask: Truths, this: Situation, other: Situation) -> Situation:
    """`this` in the sessions of the mask, else `other`; they differ in what effects may write.

    Paper is a part of progress: what an effect takes from progress can be paper no longer.
    """
    changed: dict[str, Any] = {
        name: np.where(mask, getattr(this, name), getattr(other, name))
        for name in EFFECT_FIELDS
        if getattr(this, name) is not getattr(other, name)
    }
    if other.backstage is not None:
        progress = changed.get("progress", other.progress)
        paper = np.minimum(other.backstage.paper, progress)
        changed["backstage"] = replace(other.backstage, paper=paper)
    return replace(other, **changed)


EFFECT_FIELDS = (
    "hostilities", "posture", "counterpart_posture", "credibility", "cohesion", "conduct",
    "own_conduct", "mood", "hardliners", "outside_support", "progress", "security_loss", "trust",
)  # fmt: skip


def legal(world: World, situation: Situation, turn: int) -> Truths:
    """(policy, s) which policies may be tabled now."""
    reading = Reading(world, situation, turn)
    everywhere = np.ones(situation.sessions, dtype=np.bool_)
    return np.stack([
        everywhere if policy.when is None else holds(policy.when, reading)
        for policy in world.story.policies
    ])  # fmt: skip


def adopt(world: World, situation: Situation, policy: Integers, stands: Truths) -> Situation:
    """The situation after the effects of the policies that came to stand.

    Args:
        policy: (s,) index of the policy tabled in each session.
        stands: (s,) whether it stands.
    """
    for place, rule in enumerate(world.story.policies):
        if rule.effects:
            after = situation
            for effect in rule.effects:
                after = indicators.apply(world, after, effect)
            situation = choose(stands & (policy == place), after, situation)
    return situation


def record(situation: Situation, turn: int, policy: Integers, stands: Truths) -> Situation:
    """Write what was tabled and what stands into the history.

    Args:
        policy: (s,) index of the policy tabled, negative where nothing was.
        stands: (s,) whether it stands.
    """
    history, everywhere = situation.history, np.arange(situation.sessions)
    chosen, adopted = history.chosen.copy(), history.adopted.copy()
    tabled = policy >= 0
    chosen[policy[tabled], everywhere[tabled]] = turn
    adopted[policy[stands], everywhere[stands]] = turn
    return replace(situation, history=replace(history, chosen=chosen, adopted=adopted))


def tally(world: World, situation: Situation, turn: int) -> Situation:
    """Count the turn for every counted condition that holds at its end."""
    if not world.story.counted:
        return situation
    reading = Reading(world, situation, turn)
    # Every condition reads what was counted before this turn.
    held = np.stack([holds(condition, reading) for condition in world.story.counted])
    counts = situation.history.counts + held
    return replace(situation, history=replace(situation.history, counts=counts))


def ending(world: World, situation: Situation, turn: int) -> Integers:
    """(s,) index of the first ending that holds after this turn, or -1."""
    reading = Reading(world, situation, turn)
    found = np.full(situation.sessions, NO_ENDING, dtype=np.int64)
    for place, candidate in reversed(list(enumerate(world.story.endings))):
        found = np.where(holds(candidate.when, reading), place, found)
    return found


def no_history(world: World, sessions: int) -> History:
    """The history before the first turn."""
    story = world.story

    def nothing(rows: int) -> Integers:
        return np.full((rows, sessions), NEVER, dtype=np.int64)

    return History(
        fired=nothing(len(story.injects)),
        chosen=nothing(len(story.policies)),
        adopted=nothing(len(story.policies)),
        counts=nothing(len(story.counted)),
    )

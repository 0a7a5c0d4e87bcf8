"""Every text of the catalogue, as it would be taken before the first turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.answer import ESCALATE, EXPLOIT_SPLITS, RECIPROCATE
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.explain import expected_outlook
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.reaction import modal_responses, react
from dialogue_sim.engine.story import Reading, legal
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, policy_point, proposals
from dialogue_sim.workshop.checks.asked import KEPT, asked_of

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.numerics import Array, Integers, Truths

SEED = 0


@dataclass(frozen=True, eq=False)
class Opening:
    """How texts are taken at the opening; axis letters: a actor, c text of the catalogue.

    Attributes:
        policies: ids of the texts, sorted.
        actors: ids of everybody but the counterpart; kinds: of each; capability: (a,).
        utility: (a, c); responses: (a, c) the likeliest, 0..4.
        stands: (c,) chance that a text stands.
        good, bad: (c,) chances that the counterpart answers in kind, and that it exploits or
            escalates.
        counterpart: (c,) how well a text serves what the counterpart wants, -1..1.
        offer: (c,) measure of what it offers, -1..1; price: (c,) measure of what it costs.
        goals: (g, c) whether a text in force by itself meets each goal of the scenario.
        legal: ids of the texts of the story that may be tabled now.
    """

    policies: tuple[str, ...]
    actors: tuple[str, ...]
    kinds: tuple[str, ...]
    capability: Array
    utility: Array
    responses: Integers
    stands: Array
    good: Array
    bad: Array
    counterpart: Array
    offer: Array
    price: Array
    goals: Truths
    legal: frozenset[str]

    def columns(self, policies: list[str]) -> Integers:
        """(n,) places of some texts among those of the catalogue."""
        return np.array([self.policies.index(policy) for policy in policies], dtype=np.int64)


@lru_cache(maxsize=KEPT)
def opening_of(bundle: Bundle) -> Opening:
    """Have everybody hear the whole catalogue in the situation in which a scenario opens."""
    world = build_world(bundle).at(1)
    catalogue = tuple(sorted(bundle.policies.policies))
    points = [policy_point(bundle, world, policy) for policy in catalogue]
    sessions = np.zeros(len(points), dtype=np.uint64)
    situation = open_situation(bundle, world, SEED, sessions)
    moment = Moment(world, proposals(world, points), situation, no_debate(situation))
    reactions = react(moment)
    answers = expected_outlook(moment, reactions).probabilities
    may = legal(world, situation, 1)[:, 0]
    return Opening(
        policies=catalogue,
        actors=world.actors.ids,
        kinds=world.actors.kinds,
        capability=world.actors.capability,
        utility=reactions.utility,
        responses=modal_responses(reactions.probabilities),
        stands=chance_to_stand(moment, reactions),
        good=answers[RECIPROCATE],
        bad=answers[EXPLOIT_SPLITS] + answers[ESCALATE],
        counterpart=moment.proposal.counterpart_interest,
        offer=moment.proposal["offer"],
        price=moment.proposal["price"],
        goals=_goals(bundle, moment, catalogue),
        legal=frozenset(r.id for r, ok in zip(world.story.policies, may, strict=True) if ok),
    )


def _goals(bundle: Bundle, moment: Moment, catalogue: tuple[str, ...]) -> Truths:
    """(g, c) the goals that each text meets where it is adopted and nothing else changes."""
    world, situation = moment.world, moment.situation
    adopted = situation.history.adopted.copy()
    for column, policy in enumerate(catalogue):
        if world.story.has(policy):
            adopted[world.story.place_of(policy), column] = 1
    after = replace(
        situation,
        standing=moment.proposal,
        history=replace(situation.history, adopted=adopted, chosen=adopted),
    )
    reading = Reading(world, after, world.story.turns)
    goals = [holds(one.node, reading) for one in asked_of(bundle) if one.kind == "goal"]
    return np.stack([*goals, np.zeros(situation.sessions, dtype=np.bool_)])

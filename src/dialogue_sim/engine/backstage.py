"""What happens off the record: opened before turn 1, settled at the end of every turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import capital, mask, resolve
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.numerics import clip
from dialogue_sim.engine.situation import NEVER, NO_REPORT, Backstage
from dialogue_sim.engine.story import Reading

if TYPE_CHECKING:
    from dialogue_sim.engine.draws import Draws
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.terms import Moment
    from dialogue_sim.engine.world import World


def opened(world: World, draws: Draws) -> Backstage | None:
    """Backstage before turn 1, every member's resolve drawn; None without mechanisms.

    Args:
        world: with all of its mechanisms, those that begin later too.
        draws: of turn 0.
    """
    rules = world.rules.mechanisms
    if not rules.any:
        return None
    actors, sessions = len(world.actors.ids), len(draws.sessions)
    centre, spread = 0.0, 0.0
    if rules.resolve is not None:
        centre, spread = rules.resolve.centre, rules.resolve.spread
    luck = draws.uniforms(world.actors.resolve_streams)
    nothing = np.zeros((actors, sessions))
    return Backstage(
        capital=np.full(sessions, 0.0 if rules.capital is None else rules.capital.start),
        paper=np.zeros(sessions),
        reading=mask.prior(world, sessions),
        report=np.full(sessions, NO_REPORT, dtype=np.int64),
        resolve=centre + spread * (2.0 * luck - 1.0),
        low=np.full((actors, sessions), centre - spread),
        high=np.full((actors, sessions), centre + spread),
        assured=np.zeros((actors, sessions), dtype=np.bool_),
        due=np.full((actors, sessions), NEVER, dtype=np.int64),
        grudge=nothing,
    )


def veiled(situation: Situation) -> Situation:
    """The situation as everybody can know it: neither the type nor anybody's resolve is in it.

    Whoever reads them by mistake gets a number that is none.
    """
    backstage = situation.backstage
    if backstage is not None:
        unknown = np.full_like(backstage.resolve, np.nan)
        backstage = replace(backstage, resolve=unknown)
    return replace(situation, nature=np.zeros_like(situation.nature), backstage=backstage)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a turn brought, as far as matters backstage.

    Attributes:
        moment: the text in force, and the situation before the answer.
        adopted: (s,) whether a text was tabled and stands.
        broken: (s,) whether a text of the chair's failed.
        spent: (s,) points that the texts of the turn cost.
        answers: (n, s) chance of the answer that came under each type of the counterpart.
    """

    moment: Moment
    adopted: Truths
    broken: Truths
    spent: Array
    answers: Array


def settle(world: World, after: Situation, deeds: Deeds, draws: Draws) -> Situation:
    """The situation once promises are settled, reports have come and capital is earned."""
    if after.backstage is None:
        return after
    after = _promises(world, after, deeds, draws.turn)
    after = _reading(world, after, deeds, draws)
    return _earnings(world, after, deeds, draws.turn)


def _promises(world: World, after: Situation, deeds: Deeds, turn: int) -> Situation:
    """E37: kept by an adopted text that meets the ask, broken when the promise's day is over."""
    rule, backstage = world.rules.mechanisms.resolve, after.backstage
    assert backstage is not None  # noqa: S101  `settle` has looked
    assured = np.zeros_like(backstage.assured)
    if rule is None:
        return replace(after, backstage=replace(backstage, assured=assured))
    is_open = backstage.due != NEVER
    met = resolve.answers_ask(world, deeds.moment.proposal) & deeds.adopted
    kept = is_open & met
    broken = is_open & ~met & (backstage.due <= turn)
    return replace(
        after,
        credibility=_moved(after.credibility, (kept, rule.kept_credibility),
                           (broken, rule.broken_credibility)),
        cohesion=_moved(after.cohesion, (broken, rule.broken_cohesion)),
        backstage=replace(
            backstage,
            assured=assured,
            due=np.where(kept | broken, NEVER, backstage.due),
            grudge=backstage.grudge + rule.grudge * broken,
        ),
    )  # fmt: skip


def _moved(value: Array, *by: tuple[Truths, float]) -> Array:
    """(s,) a quantity after every promise (a, s) of some kind has moved it."""
    for promises, change in by:
        for one in promises:
            value = value + change * one
    return clip(value, 0.0, 1.0)


def _reading(world: World, after: Situation, deeds: Deeds, draws: Draws) -> Situation:
    rule, backstage = world.rules.mechanisms.mask, after.backstage
    assert backstage is not None  # noqa: S101  `settle` has looked
    if rule is None:
        return after
    luck = draws.uniform(world.counterpart.report_stream)
    report: Integers = mask.draw_report(rule, deeds.moment, luck)
    shown = deeds.answers * mask.report_chances(rule, deeds.moment, report)
    reading = mask.updated(backstage.reading, shown)
    return replace(after, backstage=replace(backstage, reading=reading, report=report))


def _earnings(world: World, after: Situation, deeds: Deeds, turn: int) -> Situation:
    rule, backstage = world.rules.mechanisms.capital, after.backstage
    assert backstage is not None  # noqa: S101  `settle` has looked
    if rule is None:
        return after
    bonus = np.zeros(after.sessions, dtype=np.bool_)
    if rule.bonus_when is not None:
        bonus = holds(rule.bonus_when, Reading(world, after, turn))
    silent = world.rules.procedure.name == "silence"
    gained = capital.earned(rule, deeds.broken & silent, bonus)
    left = capital.balance(rule, backstage.capital, deeds.spent, gained)
    return replace(after, backstage=replace(backstage, capital=left))


def spent(world: World, policy: Integers, texts: tuple[Proposal, ...], blocked: Truths) -> Array:
    """(s,) what the texts of a turn cost: the first, and what the second costs more.

    Args:
        policy: (s,) index of the policy tabled, negative where nothing was.
        texts: one or two that were heard; blocked: (s,) where the first did not pass.
    """
    prices = [capital.price(world, np.maximum(policy, 0), text) for text in texts]
    total = prices[0]
    if len(prices) > 1:
        total = total + np.where(blocked, np.maximum(0.0, prices[1] - prices[0]), 0.0)
    return np.where(policy < 0, 0.0, total)

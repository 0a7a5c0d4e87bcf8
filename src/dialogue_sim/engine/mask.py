"""The mask: the counterpart's type is hidden, and what it does tells of it.

Everybody knows how either type would answer (E17), so everybody can work out Bayes' rule:
posterior ~ prior x P(answer | type) x P(report | type). That posterior is the `reading`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up
from dialogue_sim.engine.situation import CLEAN, NO_REPORT, NOT_CLEAN

if TYPE_CHECKING:
    from dialogue_sim.engine.mechanisms import Mask
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.terms import Moment
    from dialogue_sim.engine.world import World


def face(moment: Moment) -> Array:
    """E40: (s,) how heavily hardliners weigh: what the public sees costs face with them."""
    rule, hardliners = moment.world.rules.mechanisms.mask, moment.situation.hardliners
    if rule is None:
        return hardliners
    return hardliners * (rule.face_floor + rule.face_openness * moment.proposal["openness"])


def verified(moment: Moment) -> Truths:
    """(s,) whether the text in force lets others check what is done under it."""
    rule = moment.world.rules.mechanisms.mask
    if rule is None:
        return np.ones(moment.situation.sessions, dtype=np.bool_)
    seen: Truths = moment.proposal["openness"] >= rule.verified_from
    return seen


def clean_chances(rule: Mask, moment: Moment) -> Array:
    """(n, s) chance that a verification report is clean, for each type n of the counterpart."""
    openness = moment.proposal["openness"]
    pairs = zip(rule.report_base, rule.report_openness, strict=True)
    return np.stack([base + slope * openness for base, slope in pairs])


def draw_report(rule: Mask, moment: Moment, luck: Array) -> Integers:
    """(s,) this turn's report, drawn by the true type; none where nothing can be verified."""
    chance = clean_chances(rule, moment)[moment.situation.nature, np.arange(len(luck))]
    found = np.where(luck < chance, CLEAN, NOT_CLEAN)
    return np.where(verified(moment), found, NO_REPORT)


def report_chances(rule: Mask, moment: Moment, report: Integers) -> Array:
    """(n, s) how likely this report is under each type; 1 where there is none."""
    clean = clean_chances(rule, moment)
    return np.where(report == CLEAN, clean, np.where(report == NOT_CLEAN, 1.0 - clean, 1.0))


def drawn_type(chances: Array, luck: Array) -> Integers:
    """(s,) the type that luck picks, when each type n has its chance (n, s)."""
    passed, nature = np.zeros_like(luck), np.zeros(len(luck), dtype=np.int64)
    for chance in chances[:-1]:
        passed = passed + chance
        nature = nature + (luck >= passed)
    return nature


def updated(reading: Array, likelihood: Array) -> Array:
    """E39: (n, s) Bayes' rule, a reading after something whose chance under each type is known."""
    joint = reading * likelihood
    return joint / add_up(joint)


def prior(world: World, sessions: int) -> Array:
    """(n, s) the reading before anything was seen: how common each type is."""
    shares = np.array([kind.share for kind in world.counterpart.types])
    return np.repeat(shares[:, None], sessions, axis=1)

"""How much the numbers carry: what still holds when they are shaken.

Nearly all numbers are judgements. What an exercise teaches should not hang on their second digit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.workshop.testing.expectations import look, plan, trial_holds
from dialogue_sim.workshop.testing.shaking import Shake, shaken, shaken_scenario

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.expectations import Expected
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.workshop.testing.cases import Looks
    from dialogue_sim.workshop.testing.expectations import Plan


@dataclass(frozen=True, slots=True)
class Steadiness:
    """What some draws of factors did.

    Attributes:
        held: share of draws, 0..1, in which each expectation held, by id.
        moved: mean absolute change of the utilities of all actors in all cases.
    """

    held: Mapping[str, float]
    moved: float

    @property
    def mean(self) -> float:
        """Mean share of expectations that held."""
        return sum(self.held.values()) / len(self.held)


def steadiness(
    expected: Expected, groups: Collection[str], draws: int, *, spread: float, seed: int
) -> Steadiness:
    """Ask every expectation under some draws of factors.

    Args:
        expected: the setting.
        groups: whose numbers are shaken.
        draws: how many draws, at least 1.
        spread: 0.2 for factors between 0.8 and 1.2.
        seed: decides the factors.
    """
    whole = plan(expected)
    before = [looks.batch.reactions.utility for looks in look(whole, expected.openings)]
    held = dict.fromkeys((trial.expectation for trial in whole.trials), 0)
    moved = 0.0
    for draw in range(draws):
        looks = look(whole, _openings(whole, Shake(seed, draw, spread, groups)))
        failed = {trial.expectation for trial in whole.trials if not trial_holds(trial, looks)}
        for name in held.keys() - failed:
            held[name] += 1
        moved += _mean_change(before, looks)
    shares = {name: count / draws for name, count in held.items()}
    return Steadiness(shares, moved / draws)


def _openings(whole: Plan, shake: Shake) -> dict[str, Bundle]:
    """Every opening shaken; those on one stage share their actors and rules."""
    openings: dict[str, Bundle] = {}
    for stage in whole.stages:
        bundles = [whole.expected.openings[name] for name in stage.openings]
        first = shaken(bundles[0], shake)
        for name, bundle in zip(stage.openings, bundles, strict=True):
            openings[name] = replace(first, scenario=shaken_scenario(bundle, shake))
    return openings


def _mean_change(before: list[Array], looks: list[Looks]) -> float:
    changes = [
        np.abs(found.batch.reactions.utility - utility)
        for found, utility in zip(looks, before, strict=True)
    ]
    return float(np.mean(np.concatenate([change.ravel() for change in changes])))

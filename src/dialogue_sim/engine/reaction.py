"""From reasons to responses: utility, probabilities on the ladder of five, and the draw."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up, clip, exp
from dialogue_sim.engine.terms import utility, weighted_terms

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.rules import Ladder
    from dialogue_sim.engine.terms import Moment


MOST_NATS = 150.0
DRAWN, AWAITED = -1, -2
"""In place of what a person decides: luck decides it; the person has yet to."""


@dataclass(frozen=True, slots=True)
class Reactions:
    """How every actor takes a text.

    Attributes:
        terms: (term, a, s) weighted; they add up to `utility`.
        utility: (a, s).
        probabilities: (k, a, s) of the five responses, worst first.
        support: (s,) log-odds of public support.
    """

    terms: Array
    utility: Array
    probabilities: Array
    support: Array


def react(moment: Moment) -> Reactions:
    """Work out terms, utility and probabilities for every actor."""
    terms, support = weighted_terms(moment)
    total = utility(terms)
    actors, ladder = moment.world.actors, moment.world.rules.ladder
    chances = ladder_probabilities(ladder, total, actors.predictability)
    return Reactions(terms=terms, utility=total, probabilities=chances, support=support)


def ladder_probabilities(ladder: Ladder, utility: Array, predictability: Array) -> Array:
    """(k, a, s) probabilities of the five responses, worst first.

    E12: an adjacent-categories logit, ln P(k) / P(k-1) = lambda (U - tau_k): the logit quantal
    response (McKelvey and Palfrey 1995) to graded payoffs.

    Args:
        ladder: four cut points tau, in utility.
        utility: (a, s).
        predictability: (a,) lambda.
    """
    # Beyond this the best or worst response is certain, and the fourth power is still finite.
    odds = exp(clip(predictability[:, None] * utility, -MOST_NATS, MOST_NATS))
    factors = _factors(ladder.cuts, tuple(predictability.tolist()))
    chances = np.empty((len(factors) + 1, *utility.shape))
    chances[0] = 1.0
    powers = itertools.accumulate(itertools.repeat(odds, len(factors)), np.multiply)
    for chance, power, factor in zip(chances[1:], powers, factors, strict=True):
        np.multiply(power, factor, out=chance)
    chances /= add_up(chances)
    return chances


@lru_cache(maxsize=64)
def _factors(cuts: tuple[float, ...], predictability: tuple[float, ...]) -> Array:
    """(k-1, a, 1) what the cut points passed so far take from the odds of each higher response."""
    passed = np.array([*itertools.accumulate(cuts)])
    factors: Array = exp(-np.array(predictability) * passed[:, None])[:, :, None]
    factors.setflags(write=False)
    return factors


def worst_chance(ladder: Ladder, utility: Array, predictability: Array) -> Array:
    """(a, s) probability of the worst response alone; see `ladder_probabilities`."""
    return ladder_probabilities(ladder, utility, predictability)[0]


def modal_response(probabilities: Array) -> int:
    """The likeliest of five responses; see `modal_responses`.

    Args:
        probabilities: (k,) worst first.
    """
    return int(modal_responses(probabilities))


def modal_responses(probabilities: Array) -> Integers:
    """(...) the likeliest of five responses; the better one of two that tie.

    Args:
        probabilities: (k, ...) worst first.
    """
    likeliest: Integers = len(probabilities) - 1 - np.argmax(probabilities[::-1], axis=0)
    return likeliest


def draw(probabilities: Array, luck: Array) -> Integers:
    """The option that a uniform number picks: how many cumulative probabilities it has passed.

    E13: with the same luck a better utility never gives a worse response.

    Args:
        probabilities: (k, ...) adding up to 1.
        luck: (...) in [0, 1).
    """
    passed = probabilities[0].copy()
    option = (luck >= passed).astype(np.int64)
    for probability in probabilities[1:-1]:
        passed += probability
        option += luck >= passed
    return option


def decided(given: Integers | None, drawn: Integers) -> Integers:
    """What persons gave, and what was drawn where they gave nothing.

    Args:
        given: (...) options, `DRAWN` or `AWAITED` elsewhere; None where all are drawn.
        drawn: (...) options.
    """
    return drawn if given is None else np.where(given >= 0, given, drawn)


def next_awaited(given: Integers | None) -> int | None:
    """Place of the first row in which a person has yet to decide; None where nobody has to."""
    if given is not None:
        for place, row in enumerate(given == AWAITED):
            if row.any():
                return place
    return None

"""Ways to play that a scenario should not reward: one text for ever, and nothing at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.session.strategies.strategies import Strategy
from dialogue_sim.session.strategies.table import WAIT
from dialogue_sim.workshop.playtesting.playtest import playtest

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.session.strategies.table import Table
    from dialogue_sim.workshop.playtesting.playtest import Casting, Record

SCREENED = 3
"""The best of many by a few sessions are played again: the best of them was lucky as well."""


def repeating(place: int, *, amended: bool = False) -> Strategy:
    """Tables one text of the menu in every turn in which it can be paid, and else waits."""

    def choose(table: Table) -> Integers:
        return np.where(table.may[place], place, WAIT)

    return Strategy(f"text {place}", "one text, always", choose, amends=amended)


def _nothing(table: Table) -> Integers:
    return np.full(table.known.sessions, WAIT)


WAITING = Strategy("waiting", "nothing, always", _nothing)


def best_repeated(
    casting: Casting, sessions: int, screening: int, *, amended: bool = False
) -> Record:
    """The record of the text that is best repeated.

    Args:
        casting: whose goals count, under which seed; its strategy is left out of account.
        sessions: how many the best ones play.
        screening: how many every text plays before.
        amended: whether policies with one amendment are tried as well.
    """
    places = range(len(casting.stage.menu(1, amended=amended).policies))
    everybody = [replace(casting, strategy=repeating(place, amended=amended)) for place in places]
    screened = sorted(everybody, key=lambda one: -_mean(playtest(one, screening)))
    return max((playtest(one, sessions) for one in screened[:SCREENED]), key=_mean)


def _mean(record: Record) -> float:
    return float(record.percent.mean())

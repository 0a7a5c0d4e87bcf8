"""Numbers of views that are told exactly, as all are where the difficulty is open."""

from __future__ import annotations

from dialogue_sim.session.views.odds import Odds


def percent_of(odds: Odds | None) -> float:
    """The percent of a chance; it has to be told."""
    assert odds is not None
    assert odds.percent is not None
    return odds.percent


def percents(odds: tuple[Odds, ...]) -> list[float]:
    """The same of several chances."""
    return [percent_of(one) for one in odds]

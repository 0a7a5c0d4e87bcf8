"""The profile of a session: six indicators, each beside a thousand modelled sessions.

There is no single score. The sessions beside which a profile is read are of the same scenario,
played by the strategies that look at nothing but the present turn, each as often.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.engine import indicators
from dialogue_sim.engine.draws import key_of
from dialogue_sim.engine.indicators import BY_NAME
from dialogue_sim.engine.story import NO_ENDING
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.session.strategies.rehearsal import rehearse
from dialogue_sim.session.strategies.strategies import STRATEGIES, Strategy, can_play
from dialogue_sim.session.strategies.table import stage_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.strategies.table import Stage

MODELLED = 1000
SEED = key_of("profile")
POINTS = PERCENT = 100.0
CALM = "calm"

PROFILE = {
    "progress": BY_NAME["progress"].label,
    "security": "Security",
    "cohesion": BY_NAME["cohesion"].label,
    "credibility": BY_NAME["credibility"].label,
    "support": BY_NAME["support"].label,
    CALM: "Calm",
}
"""The six indicators, all from 0 to 100 and better up: security is what is left of it, and calm
is tension reversed."""

_seen: dict[tuple[str, int], Mapping[str, Array]] = {}


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator of a profile.

    Attributes:
        value: in points.
        percentile: percent of the modelled sessions that ended below it, ties at the middle.
    """

    name: str
    label: str
    value: float
    percentile: float


def profile(game: Game, tell: Tell = silent) -> tuple[ProfileRow, ...]:
    """Where a game stands now, beside the ends of modelled sessions of the same scenario.

    Args:
        game: what is placed; tell: hears how many of the modelled turns are played.

    Raises:
        Stopped: nobody waits for it any more.
    """
    modelled = modelled_ends(game, tell)
    rows = []
    for name, label in PROFILE.items():
        value = float(numbers(game.world, game.situation, name)[0])
        rows.append(ProfileRow(name, label, value, percentile(modelled[name], value)))
    return tuple(rows)


def percentile(others: Array, value: float) -> float:
    """Percent of numbers below a value; half of those that equal it count.

    Args:
        others: (s,) at least one number.
        value: the one that is placed among them.
    """
    below, ties = int((others < value).sum()), int((others == value).sum())
    return (below + ties / 2) / len(others) * PERCENT


def numbers(world: World, situation: Situation, name: str) -> Array:
    """(s,) one of the indicators of `PROFILE`, in points."""
    if name == CALM:
        return POINTS - indicators.read(world, situation, "tension")
    return indicators.read(world, situation, name)


def modelled_ends(game: Game, tell: Tell = silent) -> Mapping[str, Array]:
    """(1000,) by indicator, how modelled sessions of a game's scenario end.

    They are played once for every content and number of turns, which takes about a second.

    Raises:
        Stopped: nobody waits for it any more; the next one who asks begins anew.
    """
    rules, _ = fingerprints(game.bundle)
    played = rules, game.world.story.turns
    if played not in _seen:
        stage = stage_of(game.bundle, game.world.story.turns)
        _seen[played] = _ends(stage, tell)
    tell(1.0)
    return _seen[played]


def _ends(stage: Stage, tell: Tell) -> Mapping[str, Array]:
    cheap = [row for row in STRATEGIES.values() if row.cheap and can_play(stage.bundle, row)]
    share = -(-MODELLED // len(cheap))
    steps = Steps(tell, len(cheap) * stage.world.story.turns)
    found: dict[str, list[Array]] = {name: [] for name in PROFILE}
    for place, strategy in enumerate(cheap):
        first, last = place * share, min((place + 1) * share, MODELLED)
        for name, ends in _ends_of(stage, strategy, (first, last), steps).items():
            found[name].append(ends)
    return {name: np.concatenate(parts) for name, parts in found.items()}


def _ends_of(
    stage: Stage, strategy: Strategy, numbered: tuple[int, int], steps: Steps
) -> Mapping[str, Array]:
    """How the sessions of one strategy end; every session has a number of its own."""
    first, last = numbered
    sessions = np.arange(first, last, dtype=np.uint64)
    ends = {name: np.empty(last - first) for name in PROFILE}
    for rehearsed in rehearse(stage, strategy, SEED, sessions):
        steps.one()
        turn = rehearsed.turn
        over = (turn.ending != NO_ENDING) | (turn.number == stage.world.story.turns)
        places = (rehearsed.sessions[over] - np.uint64(first)).astype(np.int64)
        for name in PROFILE:
            ends[name][places] = numbers(stage.world, turn.after, name)[over]
    return ends

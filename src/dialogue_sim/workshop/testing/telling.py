"""What happened in a session, as conditions that a scripted test can hold it against."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dialogue_sim.engine import indicators
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.session.game import Game

SHOWN = ("tension", "credibility", "cohesion", "support", "progress")
"""Indicators among which those that moved most are told."""
MOST = 3
"""So many responses and so many indicators are told."""
STEP = 5
"""Points to which a number is rounded; it keeps at least `SLACK` from the limit."""
SLACK = 1.0
MOVED = 3.0
"""Points by which an indicator must have moved to be told."""


def happened(game: Game) -> tuple[str, ...]:
    """Conditions that hold after the last turn of a game, the most telling first.

    Args:
        game: at least one turn of it is played.
    """
    return (*_course(game), *_text(game), *_responses(game), *_moved(game))


def _course(game: Game) -> Iterator[str]:
    """How it ended, how many texts stood, and the counterpart's answer."""
    turn = game.played[-1].turn
    if game.ending >= 0:
        yield f"ending == {game.bundle.scenario.endings[game.ending].id}"
    stood = len([played for played in game.played if played.turn.stands[0]])
    yield f"count(stands) == {stood}"
    yield f"answer == {ANSWERS[int(turn.answer[0])]}"


def _text(game: Game) -> Iterator[str]:
    """The levels in force that are not those of the opening."""
    _, before = game.in_force_after(0)
    _, after = game.in_force_after(len(game.played))
    rows = zip(game.world.space.issues, before.levels, after.levels, strict=True)
    for issue, old, new in rows:
        if old != new:
            yield f"standing.{issue.id} == {issue.levels[new]}"


def _responses(game: Game) -> Iterator[str]:
    """The worst responses of the last turn, if something was tabled in it."""
    hearing = game.played[-1].turn.last_hearing
    if hearing is None:
        return
    given = hearing.ruling.responses[:, 0]
    members = [place for place, actor in enumerate(game.world.actors.ids)
               if actor in game.bundle.actors and game.bundle.actors[actor].kind == "member"
               ]  # fmt: skip
    for place in sorted(members, key=lambda one: int(given[one]))[:MOST]:
        response = RESPONSES[int(given[place])]
        yield f"response({game.world.actors.ids[place]}) == {response}"


def _moved(game: Game) -> Iterator[str]:
    """The indicators that moved most, as a limit on the side from which they came."""
    found = []
    for name in SHOWN:
        before = float(indicators.read(game.world, game.opening, name)[0])
        after = float(indicators.read(game.world, game.played[-1].turn.after, name)[0])
        found.append((abs(after - before), name, before, after))
    for change, name, before, after in sorted(found, reverse=True)[:MOST]:
        if change < MOVED:
            return
        if after < before:
            yield f"{name} < {STEP * math.ceil((after + SLACK) / STEP)}"
        else:
            yield f"{name} > {STEP * math.floor((after - SLACK) / STEP)}"

"""Playing a turn on in one's mind: what the best text at each price would come to.

Whatever is hidden is imagined as far as it can be known: the counterpart's type by the reading,
every member's resolve within its bounds, and luck of the planner's own. The turns after the first
are chosen by looking one turn ahead over the menu as it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import Draws, stream
from dialogue_sim.engine.mask import drawn_type, prior
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.turn import Turn, Waiting, go_on, opening
from dialogue_sim.session.strategies.lookahead import hoped, look_ahead, weighed
from dialogue_sim.session.strategies.table import WAIT, Table
from dialogue_sim.session.strategies.table_moves import moves_of
from dialogue_sim.session.strategies.wishes import won, worth

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.situation import Situation

SAMPLES = 12
"""Courses that are imagined for each text."""
HORIZON = 3
"""Turns that are imagined, the present one among them."""
OWN = stream("strategy", "planner")


def plan_ahead(table: Table) -> Integers:
    """(s,) place of the text whose imagined courses end best, or `WAIT`.

    The first of several that are as good is taken; looking ahead names it, so that a turn that
    cannot be told apart is played as `look_ahead` plays it.
    """
    options = np.stack([look_ahead(table), *_best_by_price(table)])
    best = _imagined(table, options).argmax(axis=0)
    return np.take_along_axis(options, best[None], axis=0)[0]


def _best_by_price(table: Table) -> list[Integers]:
    """For each price (s,) the text that looking ahead finds best, and waiting."""
    hopes = hoped(table)
    nowhere = np.full(table.known.sessions, -np.inf)
    found = [np.full(table.known.sessions, WAIT)]
    for price in np.unique(table.prices):
        alike = np.where((table.prices == price)[:, None], hopes, -np.inf)
        worths = weighed(table, alike, nowhere)
        found.append(np.where(worths.max(axis=0) > -np.inf, worths.argmax(axis=0), WAIT))
    return found


def _imagined(table: Table, options: Integers) -> Array:
    """(o, s) goal points at the horizon, on average over what is imagined for each option o.

    Every option meets the same luck.

    Args:
        table: what can be seen; options: (o, s) places of texts, or `WAIT`.
    """
    sessions, count = table.known.sessions, len(options)
    everywhere = np.tile(np.arange(sessions), count * SAMPLES)
    courses = np.tile(np.repeat(np.arange(SAMPLES), sessions), count)
    numbers = table.draws.sessions[everywhere] * np.uint64(SAMPLES) + courses.astype(np.uint64)
    draws = Draws(table.draws.seed ^ OWN, numbers, table.turn)
    mind = replace(
        table,
        known=_guessed(table, take(table.known, everywhere), draws),
        draws=draws,
        used=table.used[:, everywhere],
    )
    chosen = np.repeat(options, SAMPLES, axis=0).reshape(-1)
    points = _played_on(mind, chosen).reshape(count, SAMPLES, sessions)
    total = points[:, 0]
    for course in range(1, SAMPLES):
        total = total + points[:, course]
    return total / SAMPLES


def _guessed(table: Table, known: Situation, draws: Draws) -> Situation:
    """A situation with something in place of all that is hidden."""
    backstage, world = known.backstage, table.stage.world
    luck = draws.uniform(world.counterpart.type_stream)
    if backstage is None:
        return replace(known, nature=drawn_type(prior(world, len(luck)), luck))
    width = backstage.high - backstage.low
    resolve = backstage.low + width * draws.uniforms(world.actors.resolve_streams)
    return replace(
        known,
        nature=drawn_type(backstage.reading, luck),
        backstage=replace(backstage, resolve=resolve),
    )


def _played_on(mind: Table, chosen: Integers) -> Array:
    """(s,) goal points at the horizon of courses that begin with a choice."""
    world, ended = mind.stage.world, np.zeros(mind.known.sessions, dtype=np.bool_)
    last = min(mind.turn + HORIZON - 1, world.story.turns)
    points = np.zeros(mind.known.sessions)
    # Injects of the present turn have happened or not: whoever chooses knows.
    none = np.zeros((len(world.story.injects), mind.known.sessions), dtype=np.bool_)
    opened = Waiting("propose", mind.known, none)
    while True:
        turn = go_on(world, opened, mind.draws, moves_of(mind, chosen))
        assert isinstance(turn, Turn)  # noqa: S101  every move that a turn can ask for is there
        over = turn.ending != story.NO_ENDING
        value = won(world, mind.wishes, turn.after)
        if mind.turn == last < world.story.turns:
            value = np.where(over, value, worth(world, mind.wishes, turn.after))
        points = np.where(ended, points, value)
        ended = ended | over
        if mind.turn == last or ended.all():
            return points
        draws = Draws(mind.draws.seed, mind.draws.sessions, mind.turn + 1)
        opened = opening(world, turn.after, draws)
        mind = replace(mind, known=opened.before, draws=draws, amended=False)
        chosen = look_ahead(replace(mind, known=veiled(opened.before)))

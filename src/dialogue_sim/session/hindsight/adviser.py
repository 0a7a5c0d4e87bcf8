"""What an adviser would say of a text before it is tabled: one turn, four hundred times over.

Nothing here reads what is hidden. In each of the sessions 1 to n of the game's seed the
counterpart has a nature that is drawn by the reading, and a member a line that is drawn between
the bounds that everybody knows; the same number draws the same luck in every turn. What has
happened stays as it is: the injects of the turn and the groundwork that was laid. Where silence
breaks, the rule of an unmanned chair holds, and a debate is held by rule (`forecast.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.engine.answer import reading_of
from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.indicators import read
from dialogue_sim.engine.mask import drawn_type
from dialogue_sim.engine.situation import repeat, take
from dialogue_sim.engine.turn import Turn, Waiting, debated, go_on
from dialogue_sim.session.hindsight.forecast import moves_in, open_chair
from dialogue_sim.session.progress import silent
from dialogue_sim.session.tabling import drafted
from dialogue_sim.session.views.advice import (
    FORECAST,
    WAITING,
    Advice,
    AdviceView,
    Prospect,
    advice_view,
)
from dialogue_sim.session.views.menu import tablable
from dialogue_sim.session.worlds.opening import policy_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.turn import Moves
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.forecast import Chair, Tabled
    from dialogue_sim.session.moves import Propose
    from dialogue_sim.session.progress import Tell

SESSIONS = 400
OUTSIDE = 10
"""One in so many sessions lies below the interval, and as many above it."""

AT_ONCE = 4
"""Texts that are played in one batch: few enough to stop soon where nobody waits any more."""

Draft: TypeAlias = tuple[str, "Point"]
"""A policy, or `WAITING`, and the text that it has become."""


def advice(game: Game, seat: str, tell: Tell = silent) -> Advice:
    """What the adviser says of everything that a seat could table now, and of waiting.

    Args:
        game: the session; seat: who is advised.
        tell: hears how far the work is; it takes some tenths of a second.

    Returns:
        nothing where the seat is not asked for a text.

    Raises:
        Stopped: nobody waits for it any more.
    """
    if game.phase != "propose" or game.mover != seat:
        return {}
    texts: list[Draft] = [
        (policy, policy_point(game.bundle, game.world, policy))
        for policy in tablable(game, game.situation, game.turn)
    ]
    _, standing = game.in_force_after(len(game.played))
    texts.append((WAITING, standing))
    told = prospects(game, seat, texts, tell)
    return {
        policy: advice_view(one, SESSIONS, game.difficulty)
        for (policy, _), one in zip(texts, told, strict=True)
    }


def advice_on(game: Game, seat: str, move: Propose, tell: Tell = silent) -> AdviceView:
    """What the adviser says of one text with its amendments.

    Raises:
        MoveError: the text cannot be tabled now; Stopped: nobody waits for it any more.
    """
    told = prospects(game, seat, [(move.policy, drafted(game, move))], tell)
    return advice_view(told[0], SESSIONS, game.difficulty)


def prospects(
    game: Game, seat: str, drafts: Sequence[Draft], tell: Tell = silent
) -> tuple[tuple[Prospect, ...], ...]:
    """What would come of each of some texts if it were tabled now, as far as a seat can know.

    Args:
        game: one that waits for a text.
        seat: who asks; only the counterpart's own knows what the counterpart is.
        drafts: policies and their texts, payable or not.
        tell: hears how far the work is.

    Returns:
        for each text one prospect for each number of `FORECAST`.

    Raises:
        Stopped: nobody waits for it any more.
    """
    supposed, chair = _supposed(game, seat), open_chair(game)
    found: list[tuple[Prospect, ...]] = []
    for start in range(0, len(drafts), AT_ONCE):
        tell(start / len(drafts))
        tabled = [_tabled(chair, draft) for draft in drafts[start : start + AT_ONCE]]
        found += _played(game, supposed, tabled)
    return tuple(found)


def _supposed(game: Game, seat: str) -> Situation:
    """The situation now in every session, with what is hidden drawn by what can be known of it."""
    world, now = game.world_in(game.turn), game.situation
    draws = Draws(key_of(game.seed), np.arange(1, SESSIONS + 1, dtype=np.uint64), 0)
    known = repeat(veiled(now), SESSIONS)
    drawn = drawn_type(reading_of(world, known), draws.uniform(world.counterpart.type_stream))
    own = seat == game.bundle.counterpart.id
    known = replace(known, nature=np.full_like(drawn, now.nature[0]) if own else drawn)
    backstage = known.backstage
    if backstage is None:
        return known
    luck = draws.uniforms(world.actors.resolve_streams)
    resolve = backstage.low + (backstage.high - backstage.low) * luck
    return replace(known, backstage=replace(backstage, resolve=resolve))


def _tabled(chair: Chair, draft: Draft) -> Tabled:
    policy, text = draft
    return chair.waiting() if policy == WAITING else chair.instead(policy, text)


def _played(
    game: Game, supposed: Situation, tabled: Sequence[Tabled]
) -> list[tuple[Prospect, ...]]:
    """What comes of some texts, each tabled in all sessions."""
    place = np.tile(np.arange(SESSIONS), len(tabled))
    block = np.repeat(np.arange(len(tabled)), SESSIONS)
    situation = take(supposed, place)
    sessions = (place + 1).astype(np.uint64)
    draws = Draws(game.key_in(game.turn), sessions, game.turn)
    moves = moves_in(game, situation, game.turn, tabled, block)
    opened = Waiting("propose", situation, np.zeros((0, len(place)), dtype=np.bool_))
    turn = go_on(game.world, opened, draws, _debated(game, opened, draws, moves))
    assert isinstance(turn, Turn)  # noqa: S101  with a second text no turn waits
    moved = [
        read(game.world, turn.after, row.name) - read(game.world, situation, row.name)
        for row in FORECAST
    ]
    return [
        tuple(_prospect(change[start : start + SESSIONS]) for change in moved)
        for start in range(0, len(place), SESSIONS)
    ]


def _debated(game: Game, opened: Waiting, draws: Draws, moves: Moves) -> Moves:
    """The moves with the debate, held once for each text: no luck comes into it."""
    if not game.world.debates(game.turn) or moves.text is None:
        return moves
    first = np.arange(0, len(draws.sessions), SESSIONS)
    once = replace(
        moves, policy=moves.policy[first], text=take(moves.text, first), second=None,
        responses=None, answer=None,
    )  # fmt: skip
    veil = replace(opened, before=veiled(take(opened.before, first)))
    floor = debated(game.world_in(game.turn), veil, draws.of(first), once).floor
    everywhere = np.repeat(np.arange(len(first)), SESSIONS)
    return moves if floor is None else replace(moves, floor=floor.at(everywhere))


def _prospect(changes: Array) -> Prospect:
    ordered, out = np.sort(changes), SESSIONS // OUTSIDE
    middle = (ordered[SESSIONS // 2 - 1] + ordered[SESSIONS // 2]) / 2.0
    return Prospect(float(ordered[out]), float(middle), float(ordered[-1 - out]))

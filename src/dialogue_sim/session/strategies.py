"""How an empty seat chooses: one function and one row per strategy.

Strategies see what a player at the table could see; none reads the counterpart's hidden nature.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.draws import stream
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.menu import tablable
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.opening import policy_point, proposals
from dialogue_sim.session.playing import submit
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way to choose a policy.

    Attributes:
        choose: (game, policies that may be tabled, in the order of the menu) -> policy.
    """

    name: str
    summary: str
    choose: Callable[[Game, list[str]], str]


def next_move(game: Game, strategy: Strategy) -> Move:
    """What an unmanned seat tables: its strategy's choice, or the compromise that it seeks.

    Raises:
        MoveError: the strategy finds nothing on the menu that may be tabled, or a person is
            asked: no strategy speaks for a person.
    """
    if game.phase == "settle":
        return settle(game)
    if game.phase != "propose":
        message = f"a person in the seat of {game.mover} has to {game.phase}"
        raise MoveError(message)
    allowed = tablable(game, game.situation, game.turn)
    if not allowed:
        message = f"nothing on the menu may be tabled in turn {game.turn}"
        raise MoveError(message)
    return Propose(strategy.choose(game, allowed))


def until_asked(game: Game) -> tuple[Move, ...]:
    """The moves of seats that nobody holds, until a person is asked or the game is over.

    Raises:
        MoveError: such a seat finds nothing that it may table.
    """
    moves: list[Move] = []
    while game.phase in {"propose", "settle"} and game.mover not in game.seats:
        moves.append(next_move(game, STRATEGIES[UNMANNED]))
        game = submit(game, moves[-1])
    return tuple(moves)


def settle(game: Game) -> Settle:
    """After a broken silence: the text's best neighbour by one issue, as of the opening (E16).

    The opening and not the present situation decides, so that the same text always has the same
    compromise, alone and in batches.
    """
    text = game.points[-1]
    better = compromise(game.world, game.opening, text)
    for issue, old, new in zip(game.world.space.issues, text.levels, better.levels, strict=True):
        if old != new:
            return Settle("amend", {issue.id: issue.levels[new]})
    return Settle("withdraw")


def play_out(game: Game, strategy: Strategy) -> Game:
    """The game played to its end by one strategy."""
    while game.phase != "over":
        game = submit(game, next_move(game, strategy))
    return game


def _uniform(game: Game, allowed: list[str]) -> str:
    luck = game.draws().uniform(stream("strategy", "uniform"))[0]
    return allowed[int(luck * len(allowed))]


def _least_used(game: Game, allowed: list[str]) -> str:
    used = [played.policy for played in game.played]
    return min(allowed, key=used.count)


def _greedy(game: Game, allowed: list[str]) -> str:
    """The policy that who tables likes best as things stand."""
    points = [policy_point(game.bundle, game.world, policy) for policy in allowed]
    everywhere = repeat(game.situation, len(points))
    text = proposals(game.world, points)
    moment = Moment(game.world, text, everywhere, no_debate(everywhere))
    if game.tabler == game.world.counterpart.id:
        return allowed[int(np.argmax(text.counterpart_interest))]
    own = game.world.actors.ids.index(game.tabler)
    return allowed[int(np.argmax(react(moment).utility[own]))]


def _planned(plan: str) -> Callable[[Game, list[str]], str]:
    """Follow a plan of the setting: a policy for each last answer of the counterpart."""

    def choose(game: Game, allowed: list[str]) -> str:
        plans = game.bundle.setting.plans
        if plan not in plans:
            message = f"setting '{game.bundle.setting.id}' has no plan '{plan}'"
            raise MoveError(message)
        after = {str(answer): policy for answer, policy in plans[plan].items()}
        policy = after[ANSWERS[int(game.situation.answer[0])]]
        return policy if policy in allowed else allowed[0]

    return choose


STRATEGIES = {
    row.name: row
    for row in (
        Strategy("uniform", "any policy, each as likely", _uniform),
        Strategy("least_used", "whatever has been tabled least", _least_used),
        Strategy("greedy", "what who tables likes best now", _greedy),
        Strategy("grit", "graduated steps while they are answered", _planned("grit")),
        Strategy("tit_for_tat", "talks for talks, firmness for firmness",
                 _planned("tit_for_tat")),
        Strategy("dual_track", "strict conditions and deterrence, always", _planned("dual_track")),
        Strategy("hardline", "isolation, always", _planned("hardline")),
        Strategy("unconditional", "dialogue without conditions, always",
                 _planned("unconditional")),
    )
}  # fmt: skip
"""An empty seat that tables uses one of these; names are part of the command line's contract."""

UNMANNED = "least_used"
"""How seats that nobody holds table while others play: it shows persons many texts, and needs no
plan of the setting."""

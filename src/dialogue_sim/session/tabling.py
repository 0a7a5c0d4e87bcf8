"""What may be tabled, and what may not: every refusal says what is possible instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.suggest import hint
from dialogue_sim.engine import story
from dialogue_sim.engine.capital import in_hand, price
from dialogue_sim.session.amendments import amended, differences
from dialogue_sim.session.game import PHASES_OF
from dialogue_sim.session.moves import (
    Answer,
    MoveError,
    Propose,
    Respond,
    Settle,
    Speech,
)
from dialogue_sim.session.worlds.opening import policy_point, text_of

if TYPE_CHECKING:
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move

MOST_AMENDMENTS = 2
MOST_AMENDMENTS_AFTER_SILENCE = 1


def tabled(game: Game, move: Propose | Settle) -> Point:
    """The text that a move puts on the table.

    Raises:
        MoveError: the move is not possible now, or cannot be paid.
    """
    point = drafted(game, move)
    if isinstance(move, Propose):
        must_be_payable(game, move.policy, point)
    elif move.how != "withdraw":
        must_be_payable(game, game.tabled_policy, point, game.points[-1])
    return point


def drafted(game: Game, move: Propose | Settle) -> Point:
    """The text that a move would put on the table if it could be paid.

    Raises:
        MoveError: the move is not possible now.
    """
    expect(game, move)
    return _proposed(game, move) if isinstance(move, Propose) else _settled(game, move)


def expect(game: Game, move: Move) -> None:
    """Refuse a move of another kind than the game waits for."""
    if game.phase == "over":
        message = "the session is over; no more moves are possible"
        raise MoveError(message)
    if game.phase in PHASES_OF[type(move)]:
        return
    match game.phase:
        case "argue" | "rebut" | "defend":
            message = f"the text is being debated: {game.mover} has to {game.phase}, or to pass"
        case "propose" | "settle" | "respond" | "answer" if isinstance(move, Speech):
            message = "nothing is debated now"
        case "propose" | "settle" if isinstance(move, Respond | Answer):
            message = "no text is waiting for a response or an answer now"
        case "settle":
            message = "silence was broken: amend, go on as a group, or withdraw"
        case "respond" | "answer":
            message = f"a text is on the table: {game.mover} has to {game.phase} first"
        case _:
            message = "there is nothing to settle: silence was not broken"
    raise MoveError(message)


def _proposed(game: Game, move: Propose) -> Point:
    menu = game.menu
    if move.policy not in menu:
        message = f"'{move.policy}' is not on the menu: {hint(move.policy, menu)}"
        raise MoveError(message)
    if not game.bundle.may_table(game.tabler, move.policy):
        only = ", ".join(game.bundle.policies.policies[move.policy].tabled_by)
        message = f"'{move.policy}' can be tabled by {only} only"
        raise MoveError(message)
    world = game.world_in(game.turn)
    allowed = story.legal(world, game.situation, game.turn)[world.story.place_of(move.policy), 0]
    if not allowed:
        why_not = game.bundle.policies.policies[move.policy].why_not
        message = f"'{move.policy}' cannot be tabled now: {why_not}"
        raise MoveError(message)
    point = policy_point(game.bundle, game.world, move.policy)
    changed = amended(game.world.space, point, move.amend, move.venue)
    count = differences(changed, point)
    if count > MOST_AMENDMENTS:
        message = f"{count} amendments are too many: at most {MOST_AMENDMENTS} issues"
        raise MoveError(message)
    return changed


def _settled(game: Game, move: Settle) -> Point:
    text = game.points[-1]
    match move.how:
        case "withdraw":
            return text
        case "group":
            return amended(game.world.space, text, game.bundle.rules.settle.group, None)
        case "amend":
            changed = amended(game.world.space, text, move.amend, None)
            if differences(changed, text) != MOST_AMENDMENTS_AFTER_SILENCE:
                message = "after a broken silence exactly one issue is amended"
                raise MoveError(message)
            return changed


def price_of(game: Game, policy: str, point: Point) -> int:
    """Points of political capital that a text costs now; 0 where the chair does not table."""
    if game.tabler != game.chair:
        return 0
    place = np.array([game.world.story.place_of(policy)])
    return int(price(game.world_in(game.turn), place, text_of(game.world, point))[0])


def capital_left(game: Game) -> int | None:
    """Points of political capital that the chair can spend now; None where there is none."""
    if game.world_in(game.turn).rules.mechanisms.capital is None:
        return None
    return int(in_hand(game.situation)[0])


def must_be_payable(game: Game, policy: str, point: Point, paid: Point | None = None) -> None:
    """Refuse a text that costs more political capital than there is.

    Args:
        game: before the text is tabled.
        policy: what the text is made from; point: the text.
        paid: the text of this turn that was paid for already, after a broken silence.

    Raises:
        MoveError: with what it costs, what is left, and what can be done.
    """
    left = capital_left(game)
    if left is None:
        return
    cost = price_of(game, policy, point)
    if paid is not None:
        before = price_of(game, policy, paid)
        left, cost = left - before, max(0, cost - before)
    if cost > left:
        title = game.bundle.policies.policies[policy].title
        message = (
            f"'{title}' costs {cost} of political capital and {left} is left: lower the level of "
            "contact, the deterrence or the scope, choose another text, or wait"
        )
        raise MoveError(message)

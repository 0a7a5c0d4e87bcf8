"""What the chair may do before it tables, and what is picked before the first turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.engine.groundwork import Groundwork, no_groundwork
from dialogue_sim.engine.situation import NEVER
from dialogue_sim.session.moves import Assure, Campaign, Consult, Mandate, MoveError
from dialogue_sim.session.tabling import capital_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.situation import Backstage
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move


def groundwork_of(ids: tuple[str, ...], moves: Sequence[Move]) -> Groundwork | None:
    """The groundwork (a, 1) among the moves of a turn; None where there is none.

    Args:
        ids: of the actors; moves: of one turn.
    """
    done, found = no_groundwork(len(ids), 1), False
    for move in moves:
        match move:
            case Consult(actor):
                done.consulted[ids.index(actor)] = found = True
            case Assure(actor, how):
                rows = done.assured if how == "now" else done.promised
                rows[ids.index(actor)] = found = True
            case Campaign():
                done.campaign[0] = found = True
            case _:
                pass
    return done if found else None


def must_be_possible(game: Game, move: Move) -> None:
    """Refuse groundwork or a mandate that is not possible now.

    Raises:
        MoveError: the sentence says why, and what is possible.
    """
    match move:
        case Mandate():
            _mandate(game, move)
        case Consult() | Assure():
            _member(game, move.actor)
            _consult(game, move) if isinstance(move, Consult) else _assure(game, move)
            _must_pay(game, move)
        case Campaign():
            _chair_only(game)
            if game.world_in(game.turn).rules.mechanisms.capital is None:
                message = "there is no political capital in this scenario, so nobody campaigns"
                raise MoveError(message)
            if any(isinstance(made, Campaign) for made in game.pending):
                message = "one campaign a turn is enough; table a text, or wait"
                raise MoveError(message)
            _must_pay(game, move)
        case _:
            pass


def cost_of(game: Game, move: Move) -> int:
    """Points of political capital that groundwork costs; 0 for any other move."""
    rule = game.world_in(game.turn).rules.mechanisms.capital
    if rule is None:
        return 0
    match move:
        case Consult():
            return int(rule.consult)
        case Assure(_, how):
            return int(rule.assure_now if how == "now" else rule.assure_promise)
        case Campaign():
            return int(rule.campaign)
        case _:
            return 0


def is_known(backstage: Backstage, place: int) -> bool:
    """Whether a member's resolve has been told."""
    return bool(backstage.low[place, 0] == backstage.high[place, 0])


def may_pick(game: Game, seat: str) -> bool:
    """Whether a seat has mandates, and can still pick one."""
    offered = game.bundle.scenario.seats[seat].mandates
    return bool(offered) and not game.mandate(seat) and not _begun(game)


def _begun(game: Game) -> bool:
    """Whether anything but mandates has been said."""
    return bool(game.played) or any(not isinstance(made, Mandate) for made in game.pending)


def _mandate(game: Game, move: Mandate) -> None:
    seat = move.seat or game.mover
    if _begun(game):
        message = "a mandate is picked once, before anything is done in the first turn"
        raise MoveError(message)
    offered = game.bundle.scenario.seats
    mandates = offered[seat].mandates if seat in offered else {}
    if not mandates:
        message = f"the seat '{seat}' has no mandates to pick from"
        raise MoveError(message)
    if move.mandate not in mandates:
        message = f"'{move.mandate}' is no mandate of {seat}: {hint(move.mandate, mandates)}"
        raise MoveError(message)
    if game.mandate(seat):
        message = f"{seat} has picked the mandate '{game.mandate(seat)}'; it stays"
        raise MoveError(message)


def _chair_only(game: Game) -> None:
    if game.tabler != game.chair:
        message = f"only the chair does that, and in this turn {game.tabler} tables"
        raise MoveError(message)


def _member(game: Game, actor: str) -> None:
    _chair_only(game)
    if game.world_in(game.turn).rules.mechanisms.resolve is None:
        message = "members have no hidden resolve in this scenario: there is nothing to ask"
        raise MoveError(message)
    ids = game.world.actors.ids
    members = [ids[place] for place in game.world.actors.members]
    if actor not in members:
        message = f"'{actor}' is no member of the alliance: {hint(actor, members)}"
        raise MoveError(message)
    if actor in game.asked():
        short = game.bundle.actors[actor].short
        message = f"a person sits in the seat of {short}: talk to them across the table"
        raise MoveError(message)


def _consult(game: Game, move: Consult) -> None:
    backstage = game.situation.backstage
    assert backstage is not None  # noqa: S101  `_member` has looked
    short = game.bundle.actors[move.actor].short
    if is_known(backstage, game.world.actors.ids.index(move.actor)):
        message = f"{short} has told already how far it would go"
        raise MoveError(message)


def _assure(game: Game, move: Assure) -> None:
    backstage, place = game.situation.backstage, game.world.actors.ids.index(move.actor)
    assert backstage is not None  # noqa: S101  `_member` has looked
    short = game.bundle.actors[move.actor].short
    if move.how == "now" and backstage.assured[place, 0]:
        message = f"{short} is assured for this turn already"
        raise MoveError(message)
    if move.how == "promise" and backstage.due[place, 0] != NEVER:
        message = f"a promise to {short} is open already, until turn {backstage.due[place, 0]}"
        raise MoveError(message)
    if move.how == "promise" and not is_known(backstage, place):
        message = f"consult {short} first: you cannot promise what you do not know it asks for"
        raise MoveError(message)
    if move.how == "promise" and not game.world.actors.asks[place]:
        message = f"{short} asks for nothing that a text could hold; assure it for this turn"
        raise MoveError(message)


def _must_pay(game: Game, move: Move) -> None:
    cost, left = cost_of(game, move), capital_left(game)
    if left is not None and cost > left:
        message = f"this costs {cost} of political capital and {left} is left"
        raise MoveError(message)

"""To begin somewhere else than at the beginning: in a turn, or where some news comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.playing import submit
from dialogue_sim.session.progress import Tell, part, silent
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED, next_move
from dialogue_sim.workshop.live.figures import SESSIONS, casting_of
from dialogue_sim.workshop.live.retelling import Decision, Line, retold
from dialogue_sim.workshop.playtesting.playtest import in_every_quick_way
from dialogue_sim.workshop.playtesting.seeking import first_session, saved, sought

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game

REPLAYED = 0.9
"""Share of the work in which sessions are looked through."""


@dataclass(frozen=True)
class Begun:
    """A line that leads to where somebody wants to begin.

    Attributes:
        says: where it stands and how it came there, as a sentence.
    """

    line: Line
    says: str


def at_turn(line: Line, bundle: Bundle, turn: int) -> Begun:
    """A line up to the beginning of a turn: its own decisions, and behind them a strategy's.

    Raises:
        MoveError: the session is over before that turn.
    """
    game = retold(line.until(turn), bundle).game
    own = len(game.played)
    if game.pending:
        game, own = retold(line.until(game.turn), bundle).game, len(game.played)
    game = _by_strategy(game, turn)
    if game.turn != turn or game.phase == "over":
        message = f"the session is over after turn {len(game.played)}"
        raise MoveError(message)
    found = _line(line, game, own)
    played = len(game.played) - own
    told = f"; {UNMANNED.replace('_', ' ')} played {_turns(played)} of it" if played else ""
    return Begun(found, f"turn {turn}{told}")


def where_it_fires(bundle: Bundle, inject: str, tell: Tell = silent) -> Begun | None:
    """The line of the first session in which some news comes, up to the turn it comes in.

    The sessions of the figures are looked through first, then as many of every quick strategy.

    Args:
        bundle: the text; inject: an id; tell: hears how much is looked through.

    Returns:
        None where no session has it.

    Raises:
        Stopped: nobody waits for it any more.
    """
    usual = casting_of(bundle)
    others = [one for one in in_every_quick_way(usual) if one.strategy != usual.strategy]
    wanted = sought(bundle, inject)
    found = first_session([usual, *others], SESSIONS, wanted, part(tell, 0.0, REPLAYED))
    if found is None:
        return None
    game = saved(found)
    tell(1.0)
    strategy = found.casting.strategy.name.replace("_", " ")
    says = f"turn {found.turn} of session {found.seed}, played by {strategy}"
    return Begun(_line(Line(found.seed), game, 0), says)


def sessions_looked_through(bundle: Bundle) -> int:
    """How many sessions are looked through at most for some news."""
    return SESSIONS * len(in_every_quick_way(casting_of(bundle)))


def whole_session(bundle: Bundle, seed: str) -> Line:
    """The line of a whole session that nobody has played: a strategy tables."""
    line = Line(seed)
    game = retold(line, bundle).game
    return _line(line, _by_strategy(game, game.world.story.turns + 1), 0)


def _by_strategy(game: Game, turn: int) -> Game:
    """A game played on by a strategy, with nobody at the table, until a turn begins."""
    game = replace(game, seats={})
    while game.phase != "over" and game.turn < turn:
        game = submit(game, next_move(game, STRATEGIES[UNMANNED]))
    return game


def _line(line: Line, game: Game, own: int) -> Line:
    """A line of everything that was decided in a game; of its turns the first `own` were held."""
    held = {one.turn: one.held for one in line.decisions}
    decisions = tuple(
        Decision(turn, by, move, held=turn <= own and held.get(turn, True))
        for turn, played in enumerate(game.played, start=1)
        for by, move in zip(played.movers, played.moves, strict=True)
    )
    return Line(game.seed, decisions, line.seats)


def _turns(number: int) -> str:
    return f"{number} {'turn' if number == 1 else 'turns'}"

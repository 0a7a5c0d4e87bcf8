"""What the chair did off the record in a finished turn, and what became of its promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogue_sim.engine.resolve import answers_ask
from dialogue_sim.engine.situation import NEVER
from dialogue_sim.session.moves import Assure, Campaign, Consult
from dialogue_sim.session.views.backstage_view import asks_words

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game, Played

Fate = Literal["open", "kept", "broken"]


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A promise: said in one turn, and kept, broken or still open.

    Attributes:
        actor: short name of the member; asks: what it was promised.
        said, due: turns; settled: the turn in which it was kept or broken, 0 while it is open.
    """

    actor: str
    asks: str
    said: int
    due: int
    fate: Fate
    settled: int


def groundwork_words(game: Game, played: Played) -> tuple[str, ...]:
    """What the chair did before it tabled, in words."""
    words, actors = [], game.bundle.actors
    for move in played.moves:
        match move:
            case Consult(actor):
                words.append(f"consulted {actors[actor].short}")
            case Assure(actor, "now"):
                words.append(f"assured {actors[actor].short} for this text")
            case Assure(actor, _):
                words.append(f"promised {actors[actor].short} {asks_words(game, actor)}")
            case Campaign():
                words.append("campaigned at home for talks")
            case _:
                pass
    return tuple(words)


def pledges(game: Game) -> tuple[PledgeView, ...]:
    """Word and deed: every promise of the session in the order in which it was given."""
    return tuple(
        _followed(game, move.actor, place)
        for place, played in enumerate(game.played)
        for move in played.moves
        if isinstance(move, Assure) and move.how == "promise"
    )


def _followed(game: Game, actor: str, given: int) -> PledgeView:
    """A promise from the turn in which it was given to the one that settled it."""
    row = game.world.actors.ids.index(actor)
    due, settled = 0, 0
    fate: Fate = "open"
    for played in game.played[given:]:
        before, after = played.turn.before.backstage, played.turn.after.backstage
        assert before is not None  # noqa: S101  where promises are given there is a backstage
        assert after is not None  # noqa: S101  as before
        due = due or int(before.due[row, 0])
        if after.due[row, 0] == NEVER:
            met = answers_ask(game.world, played.turn.in_force)[row, 0]
            fate = "kept" if met and played.turn.stands[0] else "broken"
            settled = played.turn.number
            break
    short = game.bundle.actors[actor].short
    number = game.played[given].turn.number
    return PledgeView(short, asks_words(game, actor), number, due, fate, settled)


def pledges_of(game: Game, place: int) -> tuple[str, ...]:
    """The promises that a finished turn settled, as sentences."""
    number = game.played[place].turn.number
    return tuple(
        f"The promise to {one.actor} ({one.asks}) is {one.fate}."
        for one in pledges(game)
        if one.settled == number
    )


def capital_of(game: Game, place: int) -> tuple[int, int] | None:
    """Political capital once groundwork was paid, and after the turn; None without any."""
    turn = game.played[place].turn
    before, after = turn.before.backstage, turn.after.backstage
    rules = game.world_in(turn.number).rules.mechanisms
    if before is None or after is None or rules.capital is None:
        return None
    return int(before.capital[0]), int(after.capital[0])

"""A turn played again without one of its arguments: same luck, same moves, all else as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.engine.speakers import NOBODY_SPEAKS
from dialogue_sim.engine.turn import Waiting, play
from dialogue_sim.session.debating import entry_names
from dialogue_sim.session.playing import as_engine_moves, before_turn
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.engine.hearing import Hearing
    from dialogue_sim.engine.turn import Turn
    from dialogue_sim.session.game import Game


@dataclass(frozen=True, slots=True)
class Without:
    """What would have been otherwise in a turn if one argument had not been made.

    Attributes:
        argument: its id.
        responses: (short name, response as it was, response without it) of who would have said
            something else to the first text.
        stands: whether the first text stood, and whether it would have stood.
        answer: what the counterpart did, and would have done; the same where silence would have
            been broken, because nobody knows what would have followed.
    """

    argument: str
    responses: tuple[tuple[str, str, str], ...]
    stands: tuple[bool, bool]
    answer: tuple[str, str]

    @property
    def nothing(self) -> bool:
        """Whether everything would have come as it did."""
        same = self.stands[0] == self.stands[1] and self.answer[0] == self.answer[1]
        return not self.responses and same


def without_each(game: Game, place: int, tell: Tell = silent) -> tuple[Without, ...]:
    """Every argument of a finished turn's debate, left out by itself; nothing without a debate.

    Args:
        game: whose turn it is; place: of the turn among the finished ones.
        tell: hears how many of the arguments have been left out.

    Raises:
        Stopped: nobody waits for it any more.
    """
    played = game.played[place]
    floor = played.turn.floor
    if floor is None or not played.turn.hearings:
        return ()
    said = tuple(zip(played.movers, played.moves, strict=True))
    names = {entry: name for name, entry in entry_names(floor.bank, said).items()}
    standing = dict.fromkeys(int(entry) for entry in floor.said.entries[:, 0] if entry >= 0)
    found, steps = [], Steps(tell, len(standing))
    for entry in standing:
        found.append(_without(game, place, entry, names[entry]))
        steps.one()
    return tuple(found)


def _without(game: Game, place: int, entry: int, name: str) -> Without:
    """One turn again with the floor as it was, less one argument."""
    fresh, turn = before_turn(game, place), game.played[place].turn
    assert turn.floor is not None  # noqa: S101  the caller has looked
    going = replace(
        fresh,
        pending=game.played[place].moves,
        movers=game.played[place].movers,
        points=game.played[place].points,
    )
    moves = replace(
        as_engine_moves(going), speeches=NOBODY_SPEAKS, floor=turn.floor.without(entry)
    )
    situation = game.played[place - 1].turn.after if place else game.opening
    again = play(game.world, situation, fresh.draws(), moves)
    first = _first(again)
    then = turn.hearings[0]
    came = ANSWERS[int(turn.answer[0])]
    return Without(
        argument=name,
        responses=_differences(game, then, first),
        stands=(not then.ruling.blocked[0], not first.ruling.blocked[0]),
        answer=(came, came if isinstance(again, Waiting) else ANSWERS[int(again.answer[0])]),
    )


def _first(again: Turn | Waiting) -> Hearing:
    hearing = again.hearing if isinstance(again, Waiting) else again.hearings[0]
    assert hearing is not None  # noqa: S101  a text was tabled, and every response is there
    return hearing


def _differences(game: Game, then: Hearing, now: Hearing) -> tuple[tuple[str, str, str], ...]:
    found = []
    for place, name in enumerate(game.world.actors.ids):
        was, would = (int(one.ruling.responses[place, 0]) for one in (then, now))
        if was != would:
            found.append((game.bundle.actors[name].short, RESPONSES[was], RESPONSES[would]))
    return tuple(found)

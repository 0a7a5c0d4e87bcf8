"""Who plays in a playtest: strategies in the chair, players of another seat, recorded sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.playing import must_be_seat
from dialogue_sim.session.saves.reading import SUFFIX
from dialogue_sim.session.strategies.seat_players import PLAYERS
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED, Strategy
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.playtest import Casting, in_every_quick_way

if TYPE_CHECKING:
    from collections.abc import Collection

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game


@dataclass(frozen=True, slots=True)
class Named:
    """Who is asked for on the command line; nothing of a kind stands for the usual."""

    strategies: tuple[str, ...] = ()
    players: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    seat: str | None = None
    mandate: str | None = None
    seed: str = "0"

    def check(self) -> None:
        """Refuse names that are not known.

        Raises:
            UnknownIdError: with the one that was probably meant.
        """
        _must_exist("strategy", self.strategies, STRATEGIES)
        _must_exist("player", self.players, PLAYERS)


def _must_exist(kind: str, names: tuple[str, ...], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownIdError(kind, name, list(known))


def castings_of(bundle: Bundle, named: Named) -> list[Casting]:
    """What is played: every strategy in the chair, or every player of the seat beside each.

    Raises:
        UsageError: a player for the chair, which tables, or recorded moves beside another seat.
        UnknownIdError, MoveError: there is no such seat or mandate.
        DialogueSimError: recorded moves cannot be read, or do not fit the scenario.
    """
    chair = bundle.scenario.chair
    judged = chair if named.seat is None else named.seat
    must_be_seat(bundle, judged)
    casting = Casting(stage_of(bundle), STRATEGIES[UNMANNED], judged, seed=named.seed)
    casting = replace(casting, mandate=_mandate(bundle, judged, named.mandate))
    names = list(dict.fromkeys(named.strategies))
    if judged != chair:
        return _beside(casting, named, names)
    if named.players:
        message = "the chair tables, and --strategy says how; leave out --player"
        raise click.UsageError(message)
    recorded = [_recorded(casting, Path(file)) for file in named.moves]
    if names:
        return [*(replace(casting, strategy=STRATEGIES[name]) for name in names), *recorded]
    return recorded or list(in_every_quick_way(casting))


def _beside(casting: Casting, named: Named, names: list[str]) -> list[Casting]:
    if named.moves:
        message = "--moves says what is tabled; leave out --seat"
        raise click.UsageError(message)
    return [
        replace(casting, strategy=STRATEGIES[name], player=PLAYERS[player])
        for player in dict.fromkeys(named.players or PLAYERS)
        for name in names or [UNMANNED]
    ]


def _mandate(bundle: Bundle, seat: str, mandate: str | None) -> str:
    """The mandate whose goals count; nothing for a seat without mandates.

    Raises:
        DialogueSimError: the seat has no mandates.
        UnknownIdError: a mandate that it does not have.
    """
    known = bundle.scenario.seats[seat].mandates
    if mandate is None:
        return min(known, default="")
    if not known:
        message = f"the seat '{seat}' has goals and no mandates; leave out --mandate"
        raise DialogueSimError(message)
    if mandate not in known:
        raise UnknownIdError("mandate", mandate, list(known))
    return mandate


def _recorded(casting: Casting, path: Path) -> Casting:
    """A recorded session as a player; behind its last move `UNMANNED` tables."""
    bundle = casting.stage.bundle
    game = _saved(bundle, path) if path.suffix == SUFFIX else _made(casting, path)
    turns = len(game.played)
    if not turns:
        message = f"{path} finishes no turn, so there is nothing to play again"
        raise DialogueSimError(message)
    summary = f"the moves of {turns} turn{'' if turns == 1 else 's'}, then {UNMANNED}"
    player = Strategy(path.name, summary, STRATEGIES[UNMANNED].choose)
    return replace(casting, strategy=player, game=game)


def _saved(bundle: Bundle, path: Path) -> Game:
    """The session of a save.

    Raises:
        DialogueSimError: it is of another scenario, or its rules are others.
    """
    from dialogue_sim.content.fingerprint import fingerprints
    from dialogue_sim.session.saves.opening import open_save

    game = open_save(path).recording.game
    if fingerprints(game.bundle)[0] != fingerprints(bundle)[0]:
        message = f"{path} was played by other rules than {bundle.scenario.id} has now"
        raise DialogueSimError(message)
    return game


def _made(casting: Casting, path: Path) -> Game:
    """The session that a file of moves comes to under the seed of the playtest."""
    from dialogue_sim.cli.headless import game_for, make_moves, read_text
    from dialogue_sim.session.notation import read_entries
    from dialogue_sim.session.saves.recording import record_to

    entries = read_entries(read_text(path))
    recording = record_to(game_for(casting.stage.bundle, casting.seed, entries), None)
    make_moves(recording, entries, None)
    return recording.game

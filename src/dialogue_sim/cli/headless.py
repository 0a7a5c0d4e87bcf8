"""Commands without a screen: `run` plays a whole session, `explain` opens one text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli import reports
from dialogue_sim.cli.explanations import explanation_text
from dialogue_sim.cli.failures import say
from dialogue_sim.cli.mandates import HELP, mandates_of
from dialogue_sim.content.files import UnknownIdError, default_library
from dialogue_sim.content.library import load
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.game import IN_DEBATE, PHASES_OF
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Drop,
    Mandate,
    MoveError,
    Pass,
    Rebut,
    Respond,
    Speech,
)
from dialogue_sim.session.notation import read_entries
from dialogue_sim.session.playing import begin, submit, with_debaters
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.saves.records import run_record
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move
from dialogue_sim.session.views import explanation as explained
from dialogue_sim.session.views.explanation_record import as_json as document
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Entry, Move
    from dialogue_sim.session.saves.recording import Recording
    from dialogue_sim.session.strategies.strategies import Strategy

HEDGE = RESPONSES.index("hedge")
"""The lowest response that anybody would want."""


@click.command()
@click.argument("scenario")
@click.option("--moves", metavar="FILE", help="Moves, one JSON object a line, or a save.")
@click.option(
    "--strategy", metavar="NAME", help=f"Who tables unless --moves says: {', '.join(STRATEGIES)}."
)
@click.option("--mandate", "mandates", multiple=True, metavar="[SEAT=]ID", help=HELP)
@click.option("--seed", default="0", metavar="TEXT", help="Any text; default 0.")
@click.option("--turns", type=click.IntRange(min=1), metavar="N", help="Play at most N turns.")
@click.option("--save", metavar="FILE", help="Write the session to this file.")
@click.option("--percentiles", is_flag=True, help="Place the profile among modelled sessions.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def run(  # noqa: PLR0913, PLR0917  one parameter for each option of the contract
    scenario: str,
    moves: str | None,
    strategy: str | None,
    mandates: tuple[str, ...],
    seed: str,
    turns: int | None,
    save: str | None,
    *,
    percentiles: bool,
    as_json: bool,
) -> None:
    """Play a whole session without a screen."""
    if moves is None and strategy is None:
        message = "say either --moves FILE or --strategy NAME, or both"
        raise click.UsageError(message)
    if strategy is not None and strategy not in STRATEGIES:
        raise UnknownIdError("strategy", strategy, list(STRATEGIES))
    entries = [] if moves is None else read_entries(read_text(Path(moves)))
    bundle = load(default_library(), scenario)
    picked = mandates_of(bundle, mandates, bundle.scenario.chair)
    game = game_for(bundle, seed, entries, turns)
    for mandate in picked:
        game = submit(game, mandate)
    recording = record_to(game, None if save is None else Path(save))
    make_moves(recording, entries, None if strategy is None else STRATEGIES[strategy])
    game = recording.game
    if game.phase != "over":
        whole = game.world.story.turns
        say(f"the moves end in turn {game.turn} of {whole}: {game.mover} moves next", err=True)
    if as_json:
        record = run_record(recording.game, percentiles=percentiles)
        click.echo(json.dumps(record, indent=2))
    else:
        say(reports.session_text(recording.game, percentiles=percentiles))


def _seats_of(entries: list[Entry], kinds: tuple[type, ...]) -> dict[int, frozenset[str]]:
    """By turn, the seats that a file gives moves of some kinds for."""
    found: dict[int, frozenset[str]] = {}
    for entry in entries:
        if isinstance(entry.move, kinds):
            found[entry.turn] = found.get(entry.turn, frozenset()) | {entry.seat}
    return found


def game_for(bundle: Bundle, seed: str, entries: list[Entry], turns: int | None = None) -> Game:
    """A new game in which seats speak for themselves where a file has moves of theirs.

    Args:
        bundle: the scenario; seed: any text; entries: the moves.
        turns: play fewer turns than the scenario has.

    Raises:
        MoveError: a seat that the scenario does not offer, or a seed that is no Unicode text.
    """
    game = begin(bundle, seed, {}, turns, _seats_of(entries, (Respond, Answer)))
    return with_debaters(game, _seats_of(entries, (Argue, Rebut, Drop, Pass)))


def make_moves(recording: Recording, entries: list[Entry], strategy: Strategy | None) -> None:
    """Make recorded moves in their order; a strategy tables where the file says nothing.

    Raises:
        MoveError: a move that is not possible, with its line, number and turn.
    """
    for number, entry in enumerate(entries, start=1):
        try:
            _let(strategy, recording, entries[number - 1 :])
            if recording.game.phase == "over":
                break
            recording.submit(_due(recording.game, entry))
        except MoveError as error:
            message = f"line {entry.line}, move {number} (turn {entry.turn}): {error}"
            raise MoveError(message) from error
    _let(strategy, recording, [])


def _due(game: Game, entry: Entry) -> Move:
    """The move of a line, which has to be whoever's move it is; any seat picks its own mandate.

    Raises:
        MoveError: it is another turn, or somebody else's move.
    """
    if isinstance(entry.move, Speech) and game.phase not in IN_DEBATE:
        raise MoveError(_not_debated(game, entry.turn))
    if entry.turn != game.turn:
        message = f"it is turn {game.turn} and {game.mover} moves, not turn {entry.turn}"
        raise MoveError(message)
    if entry.seat == game.mover:
        return entry.move
    if isinstance(entry.move, Mandate):
        return Mandate(entry.move.mandate, entry.move.seat or entry.seat)
    message = f"it is turn {game.turn} and {game.mover} moves, not {entry.seat}"
    raise MoveError(message)


def _not_debated(game: Game, turn: int) -> str:
    """Why nobody can speak in a debate now."""
    if game.world.debates(turn):
        steps = ", ".join(IN_DEBATE)
        return f"the debate of turn {turn} is not held now; its steps are {steps}, in this order"
    held = [str(one) for one in range(1, game.world.story.turns + 1) if game.world.debates(one)]
    when = f"turns with a debate: {', '.join(held)}" if held else "this story has no debates"
    return f"nothing is debated in turn {turn}; {when}"


def _let(strategy: Strategy | None, recording: Recording, left: Sequence[Entry]) -> None:
    """Let a strategy table and settle until the lines that are left have something to say.

    In a debate the next line counts alone: who has nothing to say before it rests.

    Raises:
        MoveError: it cannot rest yet, because it owes somebody an answer.
    """
    while True:
        game = recording.game
        if any(_now(game, one) for one in (left[:1] if game.phase in IN_DEBATE else left)):
            return
        if game.phase in IN_DEBATE:
            _rest(recording)
        elif strategy is not None and game.phase in {"propose", "settle"}:
            recording.submit(next_move(game, strategy))
        else:
            return


def _rest(recording: Recording) -> None:
    """Let the seat whose move it is say no more in this step."""
    game = recording.game
    try:
        recording.submit(Pass())
    except MoveError as error:
        message = f"{game.mover} says nothing more in turn {game.turn}, step {game.phase}: {error}"
        raise MoveError(message) from error


def _now(game: Game, entry: Entry) -> bool:
    """Whether a line has something to say before anybody else goes on."""
    if entry.turn != game.turn:
        return False
    if isinstance(entry.move, Mandate):
        return True
    return entry.seat == game.mover and game.phase in PHASES_OF[type(entry.move)]


@click.command()
@click.argument("scenario")
@click.argument("policy")
@click.argument("actor", required=False)
@click.option("--set", "changes", multiple=True, metavar="ISSUE=LEVEL", help="Change an issue.")
@click.option(
    "--want", type=click.Choice(RESPONSES[HEDGE:]), help="Show what would bring this response."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def explain(  # noqa: PLR0913  one parameter for each option of the contract
    scenario: str,
    policy: str,
    actor: str | None,
    changes: tuple[str, ...],
    want: str | None,
    *,
    as_json: bool,
) -> None:
    """Show how every actor would take a policy, and why; with ACTOR, the whole receipt.

    The counterpart is an ACTOR too: its receipt opens each answer against the likeliest.
    """
    pairs = dict(_pair(change) for change in changes)
    bundle = load(default_library(), scenario)
    try:
        explanation = explained.explain(bundle, policy, pairs, actor)
    except MoveError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(document(explanation, want), indent=2))
    else:
        say(explanation_text(explanation, actor, want))


def _pair(change: str) -> tuple[str, str]:
    issue, equals, level = change.partition("=")
    if not equals or not issue or not level:
        message = f"--set takes ISSUE=LEVEL, such as conditions=strict, and not '{change}'"
        raise click.UsageError(message)
    return issue.strip(), level.strip()


def read_text(path: Path) -> str:
    """A text file.

    Raises:
        DialogueSimError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise DialogueSimError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 text"
        raise DialogueSimError(message) from error

"""Commands about a session that was played: `replay`, `branch` and `compare`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.cli.lines import compared_document, line_document
from dialogue_sim.cli.playing import ascii_option, plain, preferred
from dialogue_sim.cli.shelf import find_save
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.replay.names import names_in
from dialogue_sim.session.replay.recorded import recorded_line
from dialogue_sim.session.saves.copying import copy_line
from dialogue_sim.session.saves.finding import beginning_of, line_named, other_line
from dialogue_sim.session.saves.folders import as_typed, how_to_call, saves_folder
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import open_save, recording_at
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import read_sound
from dialogue_sim.session.saves.recording import Recording
from dialogue_sim.session.start import Start

if TYPE_CHECKING:
    from dialogue_sim.session.saves.reading import Save

saves_option = click.option("--saves", metavar="DIR", help="Where saves are.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.command()
@click.argument("save", required=False, metavar="[SAVE_OR_DIR]")
@click.option("--turn", type=click.IntRange(min=0), metavar="N", help="At whose end to begin.")
@click.option("--line", default="", metavar="NAME", help="Another line of the save.")
@click.option("--against", "scenario", metavar="SCENARIO",
              help="Make the same decisions on this scenario, and say what comes out "
              "otherwise; of a folder, those of all its saves.")  # fmt: skip
@click.option("--linear", is_flag=True, help="Prompt and answer, for screen readers and pipes.")
@ascii_option
@saves_option
@json_option
def replay(  # noqa: PLR0913  one parameter for each option of the contract
    save: str | None,
    turn: int | None,
    line: str,
    saves: str | None,
    *,
    scenario: str | None,
    linear: bool,
    in_ascii: bool,
    as_json: bool,
) -> None:
    """Look at a session again: a file, a name, or the latest save.

    With --json prints what was recorded, all turns of a line or one of them.
    """
    folder = saves_folder(saves)
    if scenario is not None:
        _hold_against(scenario, folder, save, as_json=as_json)
        return
    path = find_save(folder, save)
    if as_json:
        _print_line(path, turn, line)
        return
    if linear:
        from dialogue_sim.linear.replay import replay_linear

        replay_linear(path, preferred(in_ascii=in_ascii), turn, line)
        return
    from dialogue_sim.tui.app import run

    _must_be_there(path, turn, line)
    run(folder, Start(replay=path, turn=turn, line=line), in_ascii=plain(in_ascii))


def _hold_against(scenario: str, folder: Path, save: str | None, *, as_json: bool) -> None:
    from dialogue_sim.cli.against import against

    whole = save is not None and Path(save).is_dir()
    against([Path(save or "") if whole else find_save(folder, save)], scenario, as_json=as_json)


def _print_line(path: Path, turn: int | None, name: str) -> None:
    save = read_sound(path)
    end = _end(save, name)
    _must_be_there(path, turn, name)
    for lost in (_damage(save), save.torn, save.newer):
        if lost:
            say(f"dialogue-sim: {lost}", err=True)
    click.echo(json.dumps(line_document(save, end, turn), indent=2))


def _must_be_there(path: Path, turn: int | None, name: str) -> None:
    """Refuse a line or a turn that the save does not have, before anything is drawn.

    Raises:
        DialogueSimError: with what there is.
    """
    save = read_sound(path)
    line = recorded_line(save, names_in(save), _end(save, name))
    line.moment_of(0 if turn is None else turn)


def _end(save: Save, name: str) -> int:
    return line_named(save.tree, name).end if name else save.tree.tip


def _damage(save: Save) -> str:
    return "" if save.damage is None else save.damage.sentence(save.path)


@click.command()
@click.argument("save", required=False)
@click.option("--turn", type=click.IntRange(min=1), required=True, metavar="N",
              help="The turn that begins again.")  # fmt: skip
@click.option("--line", default="", metavar="NAME", help="The line that is left; default: where "
              "the session stands.")  # fmt: skip
@click.option("--seed", default="", metavar="TEXT", help="Other luck from that turn on.")
@click.option("--name", default="", metavar="TEXT", help="What the new line is called.")
@click.option("--save", "target", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the line up to that turn as a save of its own.")  # fmt: skip
@saves_option
def branch(  # noqa: PLR0913  one parameter for each option of the contract
    save: str | None,
    *,
    turn: int,
    line: str,
    seed: str,
    name: str,
    target: Path | None,
    saves: str | None,
) -> None:
    """Begin a turn again, on a new line of the same save or in a save of its own."""
    path = find_save(saves_folder(saves), save)
    if target is None:
        called, luck = _branch_within(path, turn, line, (seed, name))
        said = f"{path.name}: turn {turn} begins again on the line '{called}', under seed {luck}"
    else:
        luck = _branch_beside(path, turn, line, (seed, name), target)
        said = f"{target} holds {path.name} up to the beginning of turn {turn}, under seed {luck}"
    say(f"{said}. What was played stays as it is.")
    go_on = as_typed(path if target is None else target)
    say(f"Go on with:\n{how_to_call()} resume {go_on}")


def _branch_within(path: Path, turn: int, line: str, said: tuple[str, str]) -> tuple[str, str]:
    """Name and seed of a new line in the same save, on which the session stands from now on.

    Raises:
        DialogueSimError: there is no such line or turn, or the save cannot be gone on with.
    """
    save = read_sound(path)
    if save.damage is not None:
        message = f"{_damage(save)}; with --save FILE what is before it becomes a save of its own"
        raise SaveError(message)
    recording = recording_at(Playback(save), beginning_of(save, _end(save, line), turn))
    try:
        game = recording.branch(turn, *said)
    finally:
        recording.close()
    tree = read_sound(path).tree
    return tree.variation_of(tree.tip).name, game.luck


def _branch_beside(path: Path, turn: int, line: str, said: tuple[str, str], target: Path) -> str:
    """The seed of a line that is a save of its own now.

    Raises:
        DialogueSimError: there is no such line or turn, it cannot be gone on with, or the file
            exists already.
    """
    save = read_sound(path)
    step = beginning_of(save, _end(save, line), turn)
    # Whatever could be refused is refused before there is a file.
    game = Recording(recording_at(Playback(save), step).game).branch(turn, *said)
    copy_line(save, step, target)
    if any(said):
        recording = open_save(target).recording
        try:
            recording.branch(turn, *said)
        except DialogueSimError:
            target.unlink()
            raise
        finally:
            recording.close()
    return game.luck


@click.command()
@click.argument("save")
@click.argument("lines", nargs=-1, metavar="[LINE [LINE]]")
@click.option("--with", "other", metavar="OTHER_SAVE", help="The second line is one of this save.")
@saves_option
@json_option
def compare(
    save: str, lines: tuple[str, ...], other: str | None, saves: str | None, *, as_json: bool
) -> None:
    """Put two lines side by side: where they part, and why.

    Without LINE: where the session stands, and the line that it left. LINE is a name or a number
    of `replay`.
    """
    if len(lines) > 2:  # noqa: PLR2004  two lines are compared
        message = "name two lines at most"
        raise click.UsageError(message)
    folder = saves_folder(saves)
    first = read_sound(find_save(folder, save))
    second = first if other is None else read_sound(find_save(folder, other))
    ends = _two_ends(first, second, lines)
    if as_json:
        click.echo(json.dumps(compared_document((first, second), ends), indent=2))
        return
    from dialogue_sim.linear.replay_pages import compared

    names = names_in(first)
    one, two = (
        recorded_line(held, names_in(held), end)
        for held, end in zip((first, second), ends, strict=True)
    )
    labels = [
        f"{held.tree.variation_of(end).name}{f' of {held.path.name}' if other else ''}"
        for held, end in zip((first, second), ends, strict=True)
    ]
    say("\n".join(compared(one, two, (labels[0], labels[1]), names)))


def _two_ends(first: Save, second: Save, lines: tuple[str, ...]) -> tuple[int, int]:
    """The last steps of both lines: those that are named, or where the sessions stand.

    Raises:
        DialogueSimError: there is no line of that name, or nothing to compare with.
    """
    if first is not second:
        names = (*lines, "", "")
        return _end(first, names[0]), _end(second, names[1])
    match lines:
        case (one, two):
            return _end(first, one), _end(first, two)
        case (one,):
            return first.tree.tip, _end(first, one)
        case _:
            tip = first.tree.tip
            return tip, other_line(first.tree, first.tree.variation_of(tip)).end

"""`verify`: are saves sound, and if not, what is before the damage?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import FAILED, say
from dialogue_sim.cli.shelf import find_save
from dialogue_sim.content.files import default_library
from dialogue_sim.session.saves.folders import saves_folder
from dialogue_sim.session.saves.reading import SUFFIX
from dialogue_sim.session.saves.rescuing import rescue
from dialogue_sim.session.saves.verifying import Verdict, verify

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command(name="verify")
@click.argument("saves", metavar="SAVE...", nargs=-1, required=True)
@click.option("--rescue", "target", metavar="FILE", help="Write what is before the damage there.")
@click.option("--saves", "folder", metavar="DIR", help="Where saves are.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify_(
    saves: tuple[str, ...], target: str | None, folder: str | None, *, as_json: bool
) -> None:
    """Check saves to the last record and play every line of them again.

    SAVE is a file, a name, or a folder, which stands for all saves in it.
    """
    paths = list(_paths(saves, saves_folder(folder)))
    if target is not None:
        _rescue(paths, Path(target))
        return
    verdicts = [verify(path) for path in paths]
    if as_json:
        click.echo(json.dumps([_document(verdict) for verdict in verdicts], indent=2))
    else:
        for verdict in verdicts:
            say("\n".join(_sentences(verdict)))
    if not all(verdict.sound for verdict in verdicts):
        sys.exit(FAILED)


def _paths(saves: tuple[str, ...], folder: Path) -> Iterator[Path]:
    for named in saves:
        if Path(named).is_dir():
            yield from sorted(Path(named).glob(f"*{SUFFIX}"))
        else:
            yield find_save(folder, named)


def _rescue(paths: list[Path], target: Path) -> None:
    if len(paths) != 1:
        message = "--rescue takes one SAVE at a time"
        raise click.UsageError(message)
    rescued = rescue(paths[0], target, default_library())
    verdict = rescued.verdict
    for name in rescued.restored:
        say(f"{name} was put back as it was when the session began")
    say(f"rescued {_counted(verdict.records, 'record')} of {paths[0].name}, {_upto(verdict)}")
    say(f"go on with `dialogue-sim resume {target}`")


def _sentences(verdict: Verdict) -> list[str]:
    name = verdict.path.name
    if verdict.sound:
        counts = (
            f"{_counted(verdict.turns, 'turn')}, {_counted(verdict.lines, 'line')}, "
            f"{_counted(verdict.records, 'record')}"
        )
        tail = f"code {verdict.code}, last record {verdict.last}"
        told = [f"{name}: sound - {counts}, {tail}"]
    else:
        told = [f"{name}: not sound - {_upto(verdict)}"]
        told += [f"  {fault}" for fault in verdict.faults]
    return [*told, *([f"  {verdict.notice}"] if verdict.notice else [])]


def _upto(verdict: Verdict) -> str:
    """What is before the damage."""
    if verdict.turns:
        return f"sound up to turn {verdict.turns}"
    return "sound up to its beginning" if verdict.opens else "nothing of it can be played"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _document(verdict: Verdict) -> dict[str, object]:
    return {
        "save": str(verdict.path),
        "sound": verdict.sound,
        "turns": verdict.turns,
        "lines": verdict.lines,
        "records": verdict.records,
        "session_code": verdict.code or None,
        "last_record": verdict.last or None,
        "faults": list(verdict.faults),
        "notice": verdict.notice or None,
    }

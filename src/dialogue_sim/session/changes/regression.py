"""The trainer's regression test: what real sessions become on changed rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogue_sim.content.characters import quoted
from dialogue_sim.session.changes.trial import Trial, try_on
from dialogue_sim.session.changes.words import parting_phrase
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.reading import SUFFIX, read_save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle

Result = Literal["same", "parts", "stops", "unreadable", "another", "tried"]
RESULTS: tuple[Result, ...] = ("same", "parts", "stops", "unreadable", "another", "tried")

UNTRIED = {"unreadable": "cannot be read", "another": "left out", "tried": "left out"}


@dataclass(frozen=True)
class Row:
    """What became of one session.

    Attributes:
        result: `same`; `parts` where all decisions can be made and something comes out otherwise;
            `stops` where one cannot be made; `unreadable`; `another` where the save is of another
            scenario and was found in a folder; `tried` where it is a trial itself that was found
            in a folder: nobody played it so.
        problem: why it cannot be read, or why it is left out.
        trial: what became of its decisions, where they were tried.
        torn: whether its last line was cut off.
    """

    path: Path
    result: Result
    problem: str = ""
    trial: Trial | None = None
    torn: bool = False

    @property
    def sentence(self) -> str:
        """The result, where it parts or stops, and how."""
        return f"{self._said} (its last line was cut off)" if self.torn else self._said

    @property
    def _said(self) -> str:
        if self.trial is None:
            return f"{UNTRIED[self.result]}: {self.problem}"
        stop = self.trial.stop
        told = [f"parts in turn {one.turn}: {parting_phrase(one)}" for one in self.trial.telling]
        if stop is not None:
            at = f"{stop.move}: " if stop.move else ""
            told.append(f"stops in turn {stop.turn}: {at}{stop.why}")
        return "; ".join(told) or "same"


def saves_in(paths: Sequence[Path]) -> tuple[tuple[Path, bool], ...]:
    """The saves of files and folders, each with whether it was named itself.

    Raises:
        SaveError: there is no such file or folder, or no save in any of them.
    """
    found: list[tuple[Path, bool]] = []
    for path in paths:
        if path.is_dir():
            found += [(one, False) for one in sorted(path.glob(f"*{SUFFIX}"))]
        elif path.exists():
            found.append((path, True))
        else:
            message = f"there is no save or folder {path}"
            raise SaveError(message)
    if not found:
        message = f"there is no save in {', '.join(map(str, paths))}"
        raise SaveError(message)
    return tuple(found)


def try_all(paths: Sequence[Path], bundle: Bundle, tell: Tell = silent) -> tuple[Row, ...]:
    """Make the decisions of many saves on one scenario, those of the line each of them stands on.

    Args:
        paths: saves, and folders of them; in a folder only those of the scenario are tried,
            and no trials.
        bundle: the scenario.
        tell: hears how many have been tried.

    Raises:
        SaveError: there is no such file or folder, or no save in any of them.
        Stopped: nobody waits for it any more.
    """
    found = saves_in(paths)
    rows, steps = [], Steps(tell, len(found))
    for path, named in found:
        rows.append(_row(path, bundle, named=named))
        steps.one()
    return tuple(rows)


def _row(path: Path, bundle: Bundle, *, named: bool) -> Row:
    try:
        save = read_save(path)
        scenario = save.head.get("scenario")
        if scenario != bundle.scenario.id and not named:
            return Row(path, "another", f"it is of the scenario {quoted(str(scenario))}")
        if save.head.get("tried") is True and not named:
            return Row(path, "tried", "it is a trial of another save on other rules")
        trial = try_on(save, bundle)
    except SaveError as error:
        return Row(path, "unreadable", str(error))
    return Row(path, _result(trial), trial=trial, torn=save.journal.torn)


def _result(trial: Trial) -> Result:
    if trial.stop is not None:
        return "stops"
    return "parts" if trial.partings else "same"

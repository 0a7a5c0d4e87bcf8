"""What the app asks of the game's own layers, each as a job for a thread.

Those layers load NumPy and pydantic: they are imported when a job runs, never before the first
frame stands.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.errors import DialogueSimError
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.session.start import Start
    from dialogue_sim.tui.living import Living
    from dialogue_sim.tui.reopening import Changed, Recorded, Tried
    from dialogue_sim.tui.replaying import Visit
    from dialogue_sim.tui.sitting import Shelf, Sitting
    from dialogue_sim.tui.widgets.tools import Setup, Show


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody else plays a save; `why` says so."""

    why: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A save to look at; `end` is the last step of the line that is shown first."""

    visit: Visit
    end: int


def look_at_shelf(saves: Path, tell: Tell) -> Shelf:
    """Scenarios of the library and saves of a folder."""
    from dialogue_sim.tui.sitting import look_at_shelf

    return look_at_shelf(saves, tell)


def run_tool(tool: str, setup: Setup, show: Show, tell: Tell) -> bool:
    """A tool of the trainer; see `bench.run`."""
    from dialogue_sim.tui.bench import run

    return run(tool, setup, show, tell)


def rename(path: Path, name: str, _: Tell) -> str:
    """Give a save another name, and say what came of it."""
    from dialogue_sim.session.saves.journal import SaveError
    from dialogue_sim.session.saves.keeping import rename_save

    try:
        return f"Now called {rename_save(path, name).stem}"
    except SaveError as error:
        return str(error)


def put_away(path: Path, _: Tell) -> str:
    """Put a save into the trash, and say what came of it."""
    from dialogue_sim.session.saves.journal import SaveError
    from dialogue_sim.session.saves.keeping import put_away

    try:
        return f"Put away: {put_away(path)}"
    except SaveError as error:
        return str(error)


def open_scenario(start: Start, _: Tell) -> Sitting:
    """A new session; see `sitting.open_scenario`."""
    from dialogue_sim.tui.sitting import open_scenario

    return open_scenario(start)


def open_recording(
    path: Path, rules: str, line: str, _: Tell
) -> Sitting | Busy | Recorded | Changed | Tried[Sitting]:
    """A saved session; see `sitting.open_recording`."""
    from dialogue_sim.session.saves.journal import BusyError
    from dialogue_sim.tui.sitting import open_recording

    try:
        return open_recording(path, rules, line)
    except BusyError as error:
        return Busy(str(error))


def look_again(path: Path, line: str, _: Tell) -> Seen:
    """A save to look at; see `replaying.visit`, and `line_named` for what names a line."""
    from dialogue_sim.session.saves.finding import line_named
    from dialogue_sim.tui.replaying import visit

    seen = visit(path)
    tree = seen.save.tree
    return Seen(seen, line_named(tree, line).end if line else tree.tip)


def export(path: Path, end: int, _: Tell) -> Path:
    """A line of a save as a text beside it; see `share.beside`."""
    from dialogue_sim.session.share.beside import export_beside

    return export_beside(path, end)


def open_live(start: Start, _: Tell) -> Living:
    """The live loop of a scenario; see `living.Living`."""
    from pathlib import Path

    from dialogue_sim.content.files import packaged_content
    from dialogue_sim.tui.living import Living
    from dialogue_sim.workshop.live.desk import Desk

    roots = (Path.cwd(), packaged_content())
    seed = start.seed or "live"
    return Living(Desk(start.scenario or "", roots, seed, start.entries, start.profile))


def told(error: DialogueSimError | OSError) -> str:
    """An error as people read it."""
    from dialogue_sim.tui.sitting import told

    return told(error)

"""Opening a save whatever has changed since: to go on, to choose under which rules, or to look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim import __version__
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.session.changes.standing import Standing, standing_of
from dialogue_sim.session.changes.trial import Trial, try_on
from dialogue_sim.session.changes.trial_save import save_trial
from dialogue_sim.session.saves.finding import end_to_go_on
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import Opened, recording_at, stand_and_catch_up
from dialogue_sim.session.saves.playback import DiffersError, Playback, RefusedError
from dialogue_sim.session.saves.reading import Save, read_whole
from dialogue_sim.session.saves.recording import free_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Found:
    """What has become of a save.

    Attributes:
        opened: the session, ready to go on; None where it can be shown as recorded alone.
        why: what keeps it from being gone on with, as sentences.
        standing: how its content stands to that of today; None where it cannot be gone on with.
    """

    save: Save
    opened: Opened | None
    why: str = ""
    standing: Standing | None = None

    @property
    def asks(self) -> bool:
        """Whether somebody has to choose under which rules it goes on."""
        return self.standing is not None and self.standing.kind == "rules"

    @property
    def notice(self) -> str:
        """What whoever goes on has to know; nothing where nothing matters."""
        torn = "" if self.opened is None else self.opened.notice
        changed = "" if self.standing is None else self.standing.notice
        return " ".join(filter(None, (torn, changed)))


def find_out(path: Path, library: Mapping[str, bytes], line: str = "") -> Found:
    """Read a save, play it again on its own content, and compare that with today's.

    Args:
        path: the save; library: the content of today, by path.
        line: name of the line that is to go on; that on which the session stands if left out.

    Raises:
        SaveError: the file is no save, or a record was changed.
        UnknownIdError: it has no such line.
        MoveError: the line is over, and the session stands elsewhere.
    """
    save = read_whole(path)
    end = end_to_go_on(save, line) if line else save.tree.tip
    try:
        if save.newer:
            return Found(save, None, _shown_alone(f"{save.newer}."))
        recording = recording_at(Playback(save), end)
        return Found(save, Opened(recording, save, save.torn), "", standing_of(save, library))
    except DiffersError as error:
        return Found(save, None, _shown_alone(_reckoned(save, error)))
    except RefusedError as error:
        return Found(save, None, _shown_alone(f"{error}; {_versions(save)}."))
    except ContentError as error:
        first = str(error).splitlines()[0]
        said = f"The content in {path.name} cannot be read by this version ({first})."
        return Found(save, None, _shown_alone(said))


def go_on(found: Found) -> Opened:
    """Go on with a save under its own rules: from now on nobody else can write to it.

    The save says on which line it goes on, and a turn whose record was torn off is written again.

    Raises:
        BusyError: it is being played in another window.
        SaveError: it can be shown as recorded alone.
    """
    if found.opened is None:
        raise SaveError(found.why)
    stand_and_catch_up(found.opened.recording)
    return replace(found.opened, notice=found.notice)


def _reckoned(save: Save, error: DiffersError) -> str:
    which = f"turn {error.turn}" if error.turn else "the opening"
    what = ", ".join(error.names) or "the rest of the situation"
    return (
        f"Played again, {which} of {save.path.name} comes out otherwise, in {what}; "
        f"{_versions(save)}."
    )


def _versions(save: Save) -> str:
    saved_by = str(save.head.get("engine", "another version"))
    if saved_by == __version__:
        return "this program reckons otherwise than the one that saved it"
    return f"version {__version__} reckons otherwise than {saved_by}, which saved it"


def _shown_alone(why: str) -> str:
    return f"{why} It can be shown as it was recorded."


def try_today(found: Found) -> tuple[Trial, Path]:
    """Make the decisions of a save on the rules of today, and keep them in a save beside it.

    Returns:
        what became of them, and the new save.

    Raises:
        SaveError: there is nothing to try, the rules of today cannot begin the session, or the
            disk refuses.
    """
    standing, path = found.standing, found.save.path
    if standing is None or standing.today is None or found.opened is None:
        why = found.notice or found.why or "the rules are those that it was saved with."
        message = f"{path.name} cannot be tried on other rules: {why}"
        raise SaveError(message)
    trial = try_on(found.save, standing.today, found.opened.recording.at)
    new = free_path(path.parent, standing.scenario, str(found.save.head.get("seed")))
    save_trial(trial, new, path.name)
    return trial, new

"""A save as somebody looks at it again: its lines as recorded, and played again where that can be.

This module loads NumPy and pydantic, so the app imports it in a worker.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.persons import look
from dialogue_sim.session.replay.comparing import Compared, compare_lines
from dialogue_sim.session.replay.decisions import menus_of
from dialogue_sim.session.replay.lines import LineRow, line_rows
from dialogue_sim.session.replay.names import Names, names_of, plainly
from dialogue_sim.session.replay.recorded import RecordedLine, recorded_line
from dialogue_sim.session.saves.finding import beginning_of
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import recording_at, stand_and_catch_up
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import Save, read_again, read_sound
from dialogue_sim.session.saves.recording import note_record
from dialogue_sim.tui.sitting import Sitting, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from dialogue_sim.session.saves.recording import Recording


@dataclass
class Visit:
    """A save that is open to be looked at; nobody is kept from writing to it.

    Attributes:
        menus: by turn, the titles of what can be tabled; nothing where the content is unreadable.
    """

    save: Save
    names: Names
    menus: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    _playback: Playback = field(init=False, repr=False)
    _sittings: dict[int, Sitting] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Be ready to play it again."""
        self._playback = Playback(self.save)

    @property
    def path(self) -> Path:
        """The file."""
        return self.save.path

    @property
    def notice(self) -> str:
        """What is known to be missing before anything is played, as a sentence."""
        save = self.save
        if save.damage is not None:
            return f"{save.damage.sentence(save.path)}. What stands before it is shown."
        return save.newer or save.torn

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written to it, whatever the rules are."""
        return self.save.damage is not None or bool(self.save.newer)

    # ------------------------------------------------------------ what is shown

    def line(self, end: int) -> RecordedLine:
        """A line, by its last step."""
        return recorded_line(self.save, self.names, end)

    def rows(self, planned: int) -> tuple[LineRow, ...]:
        """All lines; see `line_rows`."""
        return line_rows(self.save.tree, self.names, planned)

    def compared(self, first: int, second: int) -> Compared:
        """Two lines side by side, by their last steps."""
        return compare_lines(self.line(first), self.line(second))

    def know(self, sitting: Sitting) -> None:
        """Spare a session that is at hand already from being played again."""
        if sitting.path == self.path:
            self._sittings[sitting.recording.at] = sitting

    def played_again(self, end: int) -> Sitting | str:
        """A line played again, every turn compared with its record; or why that cannot be."""
        if end in self._sittings:
            return self._sittings[end]
        try:
            recording = recording_at(self._playback, end)
        except (SaveError, ContentError) as error:
            return told(error).splitlines()[0]
        self._sittings[end] = Sitting(recording, look(recording.game))
        return self._sittings[end]

    # ------------------------------------------------------------ what is written

    def noted(self, step: int, mark: str, text: str) -> Visit | str:
        """Write a note about a step.

        Returns:
            the save as it is now; or why nothing was written.
        """
        if self.read_only:
            return "This save can only be read, so nothing was written."
        try:
            record = note_record(text, mark)
            journal = read_again(self.save).journal
            try:
                journal.append([record], step)
            finally:
                journal.close()
            return Visit(read_sound(self.path), self.names, self.menus)
        except (SaveError, MoveError) as error:
            return str(error)

    def branched(self, end: int, turn: int, seed: str, name: str) -> Sitting | str:
        """Go on from the beginning of a turn of a line, in the same save.

        Returns:
            the session there; or why it cannot go on.
        """
        # What was played after that turn need not come out as it was recorded.
        return self._sat_down(
            lambda save: beginning_of(save, end, turn),
            lambda recording: recording.branch(turn, seed, name),
        )

    def gone_on(self, end: int) -> Sitting | str:
        """Go on at the end of a line, in the same save.

        Returns:
            the session there; or why it cannot go on.
        """
        return self._sat_down(lambda _: end, stand_and_catch_up)

    def _sat_down(
        self, place: Callable[[Save], int], turn_to: Callable[[Recording], object]
    ) -> Sitting | str:
        """A session at a step of the save, once it has turned to where it goes on.

        Args:
            place: the step, in the save as it is by then; turn_to: goes on there.
        """
        if self.save.damage is not None:
            return "This save can only be read: what comes after the damage is lost to it."
        try:
            save = read_again(self.save)
            recording = recording_at(Playback(save), place(save))
        except (SaveError, MoveError) as error:
            return str(error)
        except ContentError as error:
            return told(error).splitlines()[0]
        try:
            turn_to(recording)
            sitting = Sitting(recording, look(recording.game))
            if not sitting.picking:
                sitting.submit()
        except (SaveError, MoveError) as error:
            recording.close()
            return str(error)
        return sitting


def visit(path: Path) -> Visit:
    """Open a save to look at, as far as it is whole; nothing is played.

    Raises:
        SaveError: there is no such file, or it is no save.
    """
    save = read_sound(path)
    try:
        bundle = Playback(save).bundle()
    except (ContentError, SaveError):
        return Visit(save, Names(plainly(str(save.head.get("scenario", "")))))
    turns = recorded_line(save, names := names_of(bundle)).planned
    return Visit(save, names, menus_of(bundle, turns))

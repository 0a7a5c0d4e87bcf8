"""A person at the table: a session, its save, and what the person may see of it.

This module and the session layer below it load NumPy and pydantic, so the app imports it in a
worker once the first screen stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import ContentError, render_text
from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.session.catalogue import SaveCard, ScenarioCard, save_cards, scenario_cards
from dialogue_sim.session.game import begin
from dialogue_sim.session.save import Recording, free_path, open_save, record_to
from dialogue_sim.session.texts import preview
from dialogue_sim.session.view import view_for

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.errors import DialogueSimError
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.texts import TextView
    from dialogue_sim.session.view import View


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to play and to go on with."""

    scenarios: tuple[ScenarioCard, ...]
    saves: tuple[SaveCard, ...]


@dataclass
class Sitting:
    """A session as one seat plays it.

    Attributes:
        view: what the seat may see now; always that of `recording.game`.
    """

    recording: Recording
    view: View
    notice: str = ""

    @property
    def path(self) -> Path | None:
        """The save; None before the session is recorded."""
        return self.recording.path

    def record(self, saves: Path) -> None:
        """Begin the save.

        Raises:
            SaveError: it cannot be written.
        """
        game = self.recording.game
        path = free_path(saves, game.bundle.scenario.id, game.seed)
        self.recording = record_to(game, path)

    def submit(self, move: Move) -> View:
        """Make a move, save it, and look again.

        Raises:
            MoveError: the move is not possible now.
            SaveError: it could not be saved; nothing has happened.
        """
        game = self.recording.submit(move)
        self.view = view_for(game, game.chair, self.view.played)
        return self.view

    def preview(self, move: Move) -> TextView:
        """The text that a move would table.

        Raises:
            MoveError: the move is not possible now.
        """
        return preview(self.recording.game, move)

    def reseeded(self, seed: str) -> Sitting:
        """The same scenario from the start, with other luck."""
        return sit_down(self.recording.game.bundle, seed)


def look_at_shelf(saves: Path) -> Shelf:
    """Scenarios of the library and saves of a folder."""
    return Shelf(scenario_cards(default_library()), save_cards(saves))


def open_scenario(scenario: str, seed: str) -> Sitting:
    """A new session, not recorded yet.

    Raises:
        UnknownIdError: there is no such scenario.
        ContentError: its files have errors.
    """
    return sit_down(load(default_library(), scenario), seed)


def sit_down(bundle: Bundle, seed: str) -> Sitting:
    """A new session of loaded content, in the chair's seat."""
    game = begin(bundle, seed)
    return Sitting(Recording(game), view_for(game, game.chair))


def open_recording(path: Path) -> Sitting:
    """A saved session where it was left.

    Raises:
        SaveError: the file is no save, or does not fit.
        ContentError: its content cannot be read.
    """
    opened = open_save(path)
    game = opened.recording.game
    return Sitting(opened.recording, view_for(game, game.chair), opened.notice)


def told(error: DialogueSimError | OSError) -> str:
    """An error as people read it, with the lines of the files that it is about."""
    if not isinstance(error, ContentError):
        return str(error)
    try:
        sources = {path: raw.decode() for path, raw in default_library().items()}
    except (OSError, UnicodeDecodeError):
        sources = {}
    return render_text(error.diagnostics, sources)

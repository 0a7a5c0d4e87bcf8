"""What somebody prefers, as the app keeps it: it holds at once, and is written down."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from dialogue_sim.session.settings import Settings, SettingsError, write_settings
from dialogue_sim.tui.access import Accessible
from dialogue_sim.tui.screens.settings import SettingsSheet
from dialogue_sim.tui.themes import NIGHT, PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.tui.screens.brief import BriefScreen
    from dialogue_sim.words import Difficulty


class Preferring(Accessible):
    """The part of the app that looks and advises as somebody prefers."""

    def __init__(self, settings: Settings, kept: Path | None, *, in_ascii: bool) -> None:
        """Look as somebody prefers.

        Args:
            kept: where changed settings are written, if anywhere.
            in_ascii: whether to draw in ASCII whatever the settings say, until they change.
        """
        super().__init__(in_ascii=in_ascii or settings.signs == "ascii")
        self.settings = settings
        self._kept = kept
        self.register_theme(NIGHT)
        self.register_theme(PAPER)
        self.theme = settings.theme
        self.move(settings.motion == "full")

    def action_settings(self) -> None:
        """What this person prefers; once, over whatever is going on."""
        if not isinstance(self.screen, SettingsSheet):
            kept = "" if self._kept is None else f"Kept in {self._kept}"
            then = partial(self._readvise, self.settings.difficulty)
            self.push_screen(SettingsSheet(self.settings, self.change, kept), then)

    def action_look(self) -> None:
        """Change between dark and light."""
        self.change("theme", "paper" if self.theme == NIGHT.name else "night")

    def change(self, name: str, value: str) -> str:
        """Choose otherwise for one setting; the others stay as they are by now.

        Returns:
            why it could not be kept, if it could not.
        """
        before = self.settings.difficulty
        problem = self.set(replace(self.settings, **{name: value}))  # type: ignore[arg-type]
        self._readvise(before)
        return problem

    def _readvise(self, before: Difficulty, _: None = None) -> None:
        """Let a session that waits before its first turn have the difficulty that was chosen."""
        chosen = self.settings.difficulty
        if chosen != before and getattr(self.screen, "KIND", "") == "brief":
            cast("BriefScreen", self.screen).readvise(chosen)

    def set(self, settings: Settings) -> str:
        """Look and advise otherwise from now on, and keep that.

        Returns:
            why it could not be kept, if it could not; it holds for now all the same.
        """
        if settings.signs != self.settings.signs:
            self.draw_in_ascii(settings.signs == "ascii")
        self.settings = settings
        self.theme = settings.theme
        self.move(settings.motion == "full")
        for screen in self.screen_stack:
            if isinstance(screen, SettingsSheet):
                screen.show(settings)
        if self._kept is not None:
            try:
                write_settings(self._kept, settings)
            except SettingsError as error:
                self.notify(str(error), severity="warning", markup=False)
                return str(error)
        return ""

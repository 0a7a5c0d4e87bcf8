"""What the home screen leads to besides sessions: saves that are kept in order, and the tools."""
# ruff: noqa: PLC0415  what loads NumPy and pydantic is imported once the first frame stands

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.tui import jobs
from dialogue_sim.tui.work import Working

if TYPE_CHECKING:
    from dialogue_sim.tui.screens.home import HomeScreen
    from dialogue_sim.tui.screens.tools import ToolsScreen

KEEPING, BENCH = "keeping", "bench"
"""Groups of work beside the screen; see `Working.beside`."""


class Desk(Working):
    """The part of the app that puts saves in order and runs the trainer's tools."""

    @abstractmethod
    def look_at_shelf(self) -> None:
        """Look again at what there is."""

    @abstractmethod
    def go_home(self) -> None:
        """Back to the home screen."""

    def on_home_screen_rename(self, message: HomeScreen.Rename) -> None:
        """Give a save another name."""
        if self.hears(message):
            self.beside(KEEPING, partial(jobs.rename, message.path, message.name), self._kept_so)

    def on_home_screen_put_away(self, message: HomeScreen.PutAway) -> None:
        """Put a save into the trash."""
        if self.hears(message):
            self.beside(KEEPING, partial(jobs.put_away, message.path), self._kept_so)

    def _kept_so(self, said: str) -> None:
        self.notify(said, markup=False)
        self.look_at_shelf()

    def on_home_screen_tools(self, message: HomeScreen.Tools) -> None:
        """Open the trainer's tools."""
        if self.hears(message):
            from dialogue_sim.tui.screens.tools import ToolsScreen

            self.push_screen(ToolsScreen(message.scenarios))

    def on_tools_screen_run(self, message: ToolsScreen.Run) -> None:
        """Run a tool beside the screen."""
        if self.hears(message):
            screen, number = message.tools, message.number
            show = partial(self.call_from_thread, screen.add, number)
            job = partial(jobs.run_tool, message.tool, message.setup, show)
            self.beside(BENCH, job, partial(screen.finish, number),
                        partial(screen.progress, number))  # fmt: skip

    def on_tools_screen_enough(self) -> None:
        """Stop the tool that works."""
        self.stop(BENCH)

    def on_tools_screen_leave(self, message: ToolsScreen.Leave) -> None:
        """Back to the shelf."""
        if self.hears(message):
            self.stop(BENCH)
            self.go_home()

"""The live loop of the app: what its screen asks for is done beside it, one after the other."""
# ruff: noqa: PLC0415  what loads NumPy and pydantic is imported once the first frame stands

from __future__ import annotations

import os
import subprocess
from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import SuspendNotSupported

from dialogue_sim.tui import jobs
from dialogue_sim.tui.again import LooksAgain
from dialogue_sim.tui.screens.frame import Reading
from dialogue_sim.tui.widgets.prose import plain_page
from dialogue_sim.tui.work import quiet

if TYPE_CHECKING:
    from dialogue_sim.session.start import Start
    from dialogue_sim.tui.living import Living
    from dialogue_sim.tui.screens.live import LiveScreen
    from dialogue_sim.tui.screens.tools import ToolsScreen
    from dialogue_sim.tui.sitting import Sitting
    from dialogue_sim.workshop.live.round import Round

LOOK, FIGURES, TAKE, LEAD = "look", "figures", "take", "lead"
"""Groups of work beside the screen; see `Working.beside`."""
LEADS_BACK = "f3 leads back to the workshop; what you decide comes with you."


class Lives(LooksAgain):
    """The part of the app that watches a scenario while somebody writes it."""

    def open_live(self, start: Start) -> None:
        """Open the live loop of a scenario."""
        self.fetch(partial(jobs.open_live, start), self._show_live)

    def _show_live(self, living: Living) -> None:
        from dialogue_sim.tui.screens.live import LiveScreen

        self.push_screen(LiveScreen(living))

    def on_tools_screen_write(self, message: ToolsScreen.Write) -> None:
        """Open the live loop from the tools."""
        if self.hears(message):
            self.open_live(message.start)

    @property
    def live(self) -> LiveScreen | None:
        """The screen of the live loop, if it is open, whatever lies over it."""
        found = [one for one in self.screen_stack if getattr(one, "KIND", "") == "live"]
        return cast("LiveScreen", found[0]) if found else None

    # ------------------------------------------------------------ what the screen asks for

    def on_live_screen_look(self, message: LiveScreen.Look) -> None:
        """Look at the files beside the screen, also while it is covered."""
        screen = message.live
        self.beside(LOOK, quiet(screen.living.look), partial(self._looked, screen))

    def _looked(self, screen: LiveScreen, now: Round) -> None:
        screen.show(now)
        screen.look_again()

    def on_live_screen_figure(self, message: LiveScreen.Figure) -> None:
        """Play the sessions of a version; those of another one are not waited for."""
        screen = message.live
        screen.progress(0.0)
        self.beside(FIGURES, screen.living.figures, screen.figured, screen.progress)

    def on_live_screen_decide(self, message: LiveScreen.Decide) -> None:
        """Make other decisions."""
        if self.hears(message):
            living, line = message.live.living, message.line
            job = living.take_back if line is None else partial(living.take, line)
            self.beside(TAKE, quiet(job), message.live.show)

    def on_live_screen_begin_at(self, message: LiveScreen.BeginAt) -> None:
        """Find the decisions that lead to a turn, and play on there."""
        if self.hears(message):
            living = message.live.living
            then = partial(self._led, message.live)
            self.beside(LEAD, partial(living.begin_at, message.turn), then)

    def on_live_screen_begin_where(self, message: LiveScreen.BeginWhere) -> None:
        """Find a session in which some news comes, and play on there."""
        if self.hears(message):
            living = message.live.living
            self.notify("Looking for a session that has it …", markup=False, timeout=2)
            then = partial(self._led, message.live)
            self.beside(LEAD, partial(living.begin_where, message.inject), then)

    def _led(self, screen: LiveScreen, found: Round | str) -> None:
        if isinstance(found, str):
            self.notify(found, severity="warning", markup=False, timeout=8)
        elif screen.on_top:
            screen.show(found)
            self._play_on(screen)

    # ------------------------------------------------------------ to play, and back

    def on_live_screen_play(self, message: LiveScreen.Play) -> None:
        """Play on where the decisions end."""
        if self.hears(message):
            self._play_on(message.live)

    def _play_on(self, screen: LiveScreen) -> None:
        self.fetch(quiet(screen.living.sit_down), self._sat_down)

    def _sat_down(self, found: Sitting | str) -> None:
        if isinstance(found, str):
            self.notify(found, severity="warning", markup=False, timeout=8)
        else:
            self._take_seats(found)

    @work(exclusive=True, group="begin", description="begin")
    async def _take_seats(self, found: Sitting) -> None:
        """To the table, by way of the mandates where one can still be picked."""
        from dialogue_sim.tui.screens.play import PlayScreen

        if found.picking:
            picked = await self.mandates_picked(found)
            if picked is None:
                return
            found.submit(*picked)
        self._sitting, self._aside = found, None
        self.notify(LEADS_BACK, markup=False)
        self.push_screen(PlayScreen(found))

    def back_to_live(self) -> bool:
        """From the table back to the live loop, if one came from there."""
        screen, sitting = self.live, self._sitting
        if screen is None or sitting is None:
            return False
        while self.screen_stack[-1] is not screen:
            self.pop_screen()
        self._sitting = None
        self.ask_no_more()
        job = partial(screen.living.take_played, sitting.recording.game)
        self.beside(TAKE, quiet(job), screen.show)
        view = sitting.view
        if view.ending is not None:
            self.notify(f"The session has ended: {view.ending.title}", markup=False)
        return True

    def on_live_screen_leave(self, message: LiveScreen.Leave) -> None:
        """Back to the shelf; nothing is watched any more."""
        if self.hears(message):
            for group in (LOOK, FIGURES, TAKE, LEAD):
                self.stop(group)
            self.go_home()

    @abstractmethod
    def go_home(self) -> None:
        """Back to the home screen."""

    # ------------------------------------------------------------ the editor, and the codes

    def on_live_screen_edit(self, message: LiveScreen.Edit) -> None:
        """Open a file in the editor that somebody has chosen; else say where it is."""
        if not self.hears(message):
            return
        from dialogue_sim.workshop.live.editor import command_of

        file = message.live.living.desk.file(message.path)
        where = f"{file}:{message.number}"
        command = command_of(os.environ, file, message.number)
        if command is None:
            self.notify(where, title="Set EDITOR to open it here", markup=False, timeout=15)
            return
        try:
            with self.suspend():
                subprocess.run(command, check=False)  # noqa: S603  chosen by who runs the program
        except (OSError, SuspendNotSupported):
            self.notify(where, title="The editor cannot be opened here", markup=False, timeout=15)

    def on_live_screen_explain(self, message: LiveScreen.Explain) -> None:
        """The page of a code of `check`."""
        if self.hears(message):
            from dialogue_sim.workshop.checks.pages import page_text

            lines = page_text(message.code).splitlines()
            self.push_screen(Reading(message.code, partial(plain_page, lines)))

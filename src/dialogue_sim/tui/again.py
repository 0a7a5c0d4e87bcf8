"""Looking at saves again: replays, what they write, and sessions that go on from them."""
# ruff: noqa: PLC0415  what loads NumPy and pydantic is imported once the first frame stands

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.tui import jobs
from dialogue_sim.tui.asked import ASKED, RANGES, Asked
from dialogue_sim.tui.drawing import paragraph
from dialogue_sim.tui.reopening import Changed, Recorded, Tried
from dialogue_sim.tui.screens.frame import Reading
from dialogue_sim.tui.work import quiet

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.tui.replaying import Visit
    from dialogue_sim.tui.screens.ending import EndingScreen
    from dialogue_sim.tui.screens.frame import Layer
    from dialogue_sim.tui.screens.home import HomeScreen
    from dialogue_sim.tui.screens.replay import ReplayScreen
    from dialogue_sim.tui.sitting import Sitting

AGAIN, NOTED, EXPORT = "again", "noted", "export"
"""Groups of work beside the screen; see `Working.beside`."""


class LooksAgain(Asked):
    """The part of the app that opens saves, to look at them or to go on with them."""

    _aside: Sitting | None = None
    """The session that a replay lies over."""

    @abstractmethod
    def look_at_shelf(self) -> None:
        """Look again at what there is."""

    @abstractmethod
    def go_on_with(self, sitting: Sitting) -> None:
        """To the table, or to the ending of a session that is over."""

    # ------------------------------------------------------------ what is told at the table

    _turn_told = ""
    """What was said about a turn when the session was gone on with."""

    def tell_turn(self, number: int) -> None:
        """Say which turn was finished last; that is no news where the table is left."""
        self._turn_told = f"Turn {number} is finished; l shows it again"
        self.notify(self._turn_told, markup=False)

    def forget_turn(self) -> None:
        """Take back what is said about a turn, and nothing else."""
        for notification in list(self._notifications):
            if self._turn_told and notification.message == self._turn_told:
                self._unnotify(notification)

    # ------------------------------------------------------------ opening

    def open_replay(self, path: Path, turn: int | None = None, line: str = "") -> None:
        """Look at a save again, whatever has become of the rules; nothing is written to it.

        Args:
            turn: at the end of which it begins; at the end of the line if left out.
            line: its name; that on which the session stands if left out.
        """
        self.fetch(partial(jobs.look_again, path, line), partial(self._show_replay, turn))

    def _show_replay(self, turn: int | None, found: jobs.Seen) -> None:
        from dialogue_sim.tui.screens.replay import ReplayScreen

        if self._sitting is not None:
            found.visit.know(self._sitting)
        self._aside = self._sitting
        self.forget_turn()
        self.push_screen(ReplayScreen(found.visit, found.end, turn))

    def resume(self, path: Path, rules: str = "", line: str = "") -> None:
        """Go on with a save; where somebody else plays it, offer to look at it.

        Args:
            rules: `old` or `new` where its rules have changed since; asked if left out.
            line: name of the line that goes on; that on which the session stands if left out.
        """
        job = partial(jobs.open_recording, path, rules, line)
        self.fetch(job, partial(self._opened, path, line))

    def _opened(
        self,
        path: Path,
        line: str,
        found: Sitting | jobs.Busy | Recorded | Changed | Tried[Sitting],
    ) -> None:
        match found:
            case jobs.Busy(why):
                from dialogue_sim.tui.screens.replay_sheets import BusySheet

                self.push_screen(BusySheet(why), partial(self._instead, path, line))
            case Recorded(why):
                page = Reading("It can only be looked at", partial(paragraph, why))
                self.push_screen(page, lambda _: self.open_replay(path, line=line))
            case Changed():
                from dialogue_sim.tui.screens.changed_rules import ChangedRulesSheet

                self.push_screen(ChangedRulesSheet(found), partial(self._under, path, line))
            case Tried(sitting):
                from dialogue_sim.tui.screens.changed_rules import tried_page

                page = Reading("On the rules of today", partial(tried_page, found))
                self.push_screen(page, lambda _: self.go_on_with(sitting))
            case _:
                self.go_on_with(found)

    def _under(self, path: Path, line: str, way: str | None) -> None:
        """Open a save whose rules have changed in the way that was chosen, if one was."""
        match way:
            case None:
                self.look_at_shelf()
            case "recorded":
                self.open_replay(path, line=line)
            case _:
                self.resume(path, way, line)

    def _instead(self, path: Path, line: str, look: bool | None) -> None:  # noqa: FBT001  a sheet's
        if look:
            self.open_replay(path, line=line)
        else:
            self.look_at_shelf()

    def on_home_screen_resume(self, message: HomeScreen.Resume) -> None:
        """Go on with a save."""
        if self.hears(message):
            self.resume(message.path)

    def on_home_screen_replay(self, message: HomeScreen.Replay) -> None:
        """Look at a save."""
        if self.hears(message):
            self.open_replay(message.path)

    def on_ending_screen_replay(self, message: EndingScreen.Replay) -> None:
        """Look again at the session that has just ended."""
        if self.hears(message):
            self.open_replay(message.path)

    # ------------------------------------------------------------ while one looks

    def on_replay_screen_verify(self, message: ReplayScreen.Verify) -> None:
        """Play the line again beside the screen."""
        replay = message.replay
        self._sitting = self._aside
        job = quiet(partial(replay.visit.played_again, message.end))
        self.beside(AGAIN, job, partial(self._played_again, replay))

    def _played_again(self, replay: ReplayScreen, found: Sitting | str) -> None:
        if replay not in self.screen_stack:
            return
        if isinstance(found, str):
            replay.cannot_play(found)
        else:
            self._sitting = found
            replay.know(found.view)

    def on_replay_screen_note(self, message: ReplayScreen.Note) -> None:
        """Write a note, and show the save as it is then."""
        if self.hears(message):
            replay = message.replay
            job = partial(replay.visit.noted, message.step, message.mark, message.text)
            self.beside(NOTED, quiet(job), partial(self._noted, replay))

    def _noted(self, replay: ReplayScreen, found: Visit | str) -> None:
        if isinstance(found, str):
            self.notify(found, severity="warning", markup=False)
        elif replay in self.screen_stack:
            replay.renew(found)

    def on_replay_screen_export(self, message: ReplayScreen.Export) -> None:
        """Write a line as a text beside its save."""
        if self.hears(message):
            job = partial(jobs.export, message.path, message.end)
            self.beside(EXPORT, job, self._exported)

    def _exported(self, path: Path) -> None:
        self.notify(f"Saved beside the save: {path.name}", markup=False, timeout=5)

    def on_replay_screen_branch(self, message: ReplayScreen.Branch) -> None:
        """Go on from the beginning of a turn, in the same save."""
        if self.hears(message):
            how = (message.end, message.turn, message.seed, message.name)
            self.fetch(quiet(partial(message.visit.branched, *how)), self._branched)

    def on_replay_screen_go_on(self, message: ReplayScreen.GoOn) -> None:
        """Go on at the end of the line that is shown."""
        if self.hears(message):
            self.fetch(quiet(partial(message.visit.gone_on, message.end)), self._branched)

    def _branched(self, found: Sitting | str) -> None:
        if isinstance(found, str):
            self.fail(found)
        else:
            self.look_no_more()
            self.go_on_with(found)

    def on_replay_screen_debrief(self, message: ReplayScreen.Debrief) -> None:
        """What the line came to: that lies below, or comes in the replay's place."""
        if not self.hears(message) or self._sitting is None:
            return
        if self._aside is not None and self._sitting.stands_with(self._aside):
            self._leave(message.screen)
        else:
            self.look_no_more()
            self.go_on_with(self._sitting)

    def on_replay_screen_leave(self, message: ReplayScreen.Leave) -> None:
        """Back to where one came from."""
        if self.hears(message):
            self._leave(message.screen)

    def _leave(self, screen: Layer[None]) -> None:
        self.look_no_more()
        self._sitting, self._aside = self._aside, None
        screen.dismiss(None)
        if self._sitting is None:
            self.look_at_shelf()

    def look_no_more(self) -> None:
        """Stop what is being worked out for a replay."""
        for group in (AGAIN, RANGES, ASKED):
            self.stop(group)

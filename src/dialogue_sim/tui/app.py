"""The terminal interface as a whole: which screen follows which, and where sessions come from."""
# ruff: noqa: PLC0415  what loads NumPy and pydantic is imported once the first frame stands

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.folders import how_to_call
from dialogue_sim.session.settings import Settings, read_settings, settings_path
from dialogue_sim.session.start import Start
from dialogue_sim.tui import jobs
from dialogue_sim.tui.commands import EVERYWHERE, bindings
from dialogue_sim.tui.desk import Desk
from dialogue_sim.tui.guide import Guided
from dialogue_sim.tui.live import Lives
from dialogue_sim.tui.offers import offers
from dialogue_sim.tui.preferences import Preferring
from dialogue_sim.tui.screens.frame import Reading
from dialogue_sim.tui.screens.help import HelpSheet
from dialogue_sim.tui.screens.home import HomeScreen
from dialogue_sim.tui.screens.pages import error_page
from dialogue_sim.tui.screens.palette import Offer, Palette
from dialogue_sim.tui.seeds import random_seed
from dialogue_sim.tui.terminal import (
    LOOKS_EVERY,
    SHOW_CURSOR,
    USUAL_CURSOR,
    leave_unless_somebody_is_there,
    somebody_is_there,
)
from dialogue_sim.tui.work import quiet

if TYPE_CHECKING:
    from dialogue_sim.session.views.guide import GuideView
    from dialogue_sim.tui.screens.brief import BriefScreen
    from dialogue_sim.tui.screens.ending import EndingScreen
    from dialogue_sim.tui.screens.play import PlayScreen
    from dialogue_sim.tui.sitting import Shelf, Sitting

WIDTHS = [(0, "-tiny"), (60, "-slim"), (80, "-narrow"), (110, "-wide")]
HEIGHTS = [(0, "-low"), (20, "-short"), (24, "-usual"), (40, "-tall"), (56, "-high")]
"""From how many columns and rows on the style sheet's classes hold."""

SHELF = "shelf"
"""A group of work beside the screen; see `Working.beside`."""


STYLES = Path(__file__).with_name("styles")
LOOKS = (
    "everywhere", "home", "play", "reading", "debate", "sheets", "round", "looking_back",
    "library", "tools", "jump", "replay", "changed_rules", "live",
)  # fmt: skip
"""The style sheets; of rules that weigh the same, the later ones win."""


class DialogueSim(Preferring, Guided, Desk, Lives):
    """The game in a terminal.

    Content, NumPy and pydantic are loaded in a worker once the first screen stands.
    """

    TITLE = "dialogue_sim"
    CSS_PATH: ClassVar = [STYLES / f"{name}.tcss" for name in LOOKS]
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self,
        *,
        saves: Path,
        start: Start | None = None,
        settings: Settings | None = None,
        kept: Path | None = None,
        in_ascii: bool = False,
    ) -> None:
        """Begin with the first screen.

        Args:
            kept: where changed settings are written; nowhere if left out.
            in_ascii: whether to draw in ASCII whatever the settings say, until they change.
        """
        super().__init__(settings or Settings(), kept, in_ascii=in_ascii)
        self._saves = saves
        self._start = start or Start()

    def get_default_screen(self) -> Screen[None]:
        """The home screen lies below all others."""
        return HomeScreen()

    def on_ready(self) -> None:
        """Load what was asked for; the first frame stands already."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(SHOW_CURSOR)
            if somebody_is_there():
                self.set_interval(LOOKS_EVERY, leave_unless_somebody_is_there)
        if self._start.resume is not None:
            self.resume(self._start.resume, self._start.rules, self._start.line)
        elif self._start.replay is not None:
            self.open_replay(self._start.replay, self._start.turn, self._start.line)
        elif self._start.edit:
            self.open_live(self._start)
        elif self._start.scenario is not None:
            self._open(self._start)
        else:
            self.look_at_shelf()

    # ------------------------------------------------------------ what is loaded

    def _open(self, start: Start) -> None:
        seed, difficulty = (
            start.seed or random_seed(),
            start.difficulty or self.settings.difficulty,
        )
        chosen = replace(start, seed=seed, difficulty=difficulty)
        self.fetch(partial(jobs.open_scenario, chosen), self._brief)

    def look_at_shelf(self) -> None:
        """Look at what there is, beside the screen."""
        job = partial(jobs.look_at_shelf, self._saves)
        self.beside(SHELF, job, self._show_shelf, self._shelf_progress)

    def _shelf_progress(self, share: float) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.progress(share)

    def _show_shelf(self, shelf: Shelf) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show(shelf)

    def cannot_open(self, text: str) -> None:
        """Say what is wrong, and look again at what there is."""
        page = Reading("This cannot be opened", partial(error_page, text))
        self.push_screen(page, lambda _: self.look_at_shelf())

    def fail(self, text: str) -> None:
        """Say what is wrong; what lies below goes on."""
        self.push_screen(Reading("That was not possible", partial(error_page, text)))

    # ------------------------------------------------------------ which screen follows which

    def _front(self, screen: Screen[None]) -> None:
        """Show a screen on top of the home screen, in place of all that was there."""
        while len(self.screen_stack) > 2:  # noqa: PLR2004  home, and the one that is replaced
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def go_home(self) -> None:
        """To the home screen; what was worked on for others stops."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._let_go(None)
        self._sitting = None
        self.forget_turn()
        self.ask_no_more()
        self.look_at_shelf()

    def _brief(self, sitting: Sitting) -> None:
        from dialogue_sim.tui.screens.brief import BriefScreen

        self._sit_at(sitting)
        self._front(BriefScreen(sitting.view))

    def _sit_at(self, sitting: Sitting) -> None:
        """Another session knows nothing of what was done in the one before."""
        if sitting is not self._sitting:
            self.guide_anew()
            self._let_go(sitting)
        self._sitting, self._aside = sitting, None

    def _let_go(self, following: Sitting | None) -> None:
        """Let others write to the save that is left, unless what follows goes on with it."""
        for left in (self._sitting, self._aside):
            journal = None if left is None else left.recording.journal
            if journal is not None and (
                following is None or following.recording.journal is not journal
            ):
                journal.close()

    def go_on_with(self, sitting: Sitting) -> None:
        """Go on with a save: first with the mandates, where one can still be picked."""
        if not sitting.picking:
            self._go_on(sitting)
            return
        self._brief(sitting)
        self._begin(sitting)

    def _go_on(self, sitting: Sitting) -> None:
        """To the table, or to the ending of a session that is over."""
        from dialogue_sim.tui.screens.ending import EndingScreen
        from dialogue_sim.tui.screens.play import PlayScreen

        self._sit_at(sitting)
        if sitting.notice:
            self.notify(sitting.notice, markup=False)
        over = sitting.view.phase == "over"
        if sitting.view.played and not over:
            self.tell_turn(sitting.view.played[-1].number)
        self._front(EndingScreen(sitting.views, sitting.path) if over else PlayScreen(sitting))

    def on_home_screen_play(self, message: HomeScreen.Play) -> None:
        """Open the brief of a scenario."""
        if self.hears(message):
            self._open(Start(message.scenario))

    def on_brief_screen_begin(self, message: BriefScreen.Begin) -> None:
        """Begin the session."""
        if self._sitting is not None and self.hears(message):
            self._busy = True
            self._begin(self._sitting)

    @work(exclusive=True, group="begin", description="begin")
    async def _begin(self, sitting: Sitting) -> None:
        """Let everybody at the keyboard pick a mandate; then begin the turn, and save it."""
        self._busy = True
        try:
            await self._pick_and_begin(sitting)
        finally:
            self._busy = False

    async def _pick_and_begin(self, sitting: Sitting) -> None:
        picked = await self.mandates_picked(sitting)
        if picked is None:
            return
        try:
            sitting.begin(self._saves, *picked)
        except DialogueSimError as error:
            self.fail(str(error))
        else:
            self._go_on(sitting)

    def on_brief_screen_reseed(self, message: BriefScreen.Reseed) -> None:
        """The same scenario with other luck."""
        if self._sitting is not None and self.hears(message):
            self.fetch(quiet(partial(self._sitting.reseeded, message.seed)), self._brief)

    def on_brief_screen_reseat(self, message: BriefScreen.Reseat) -> None:
        """The same scenario and luck in another seat."""
        if self._sitting is not None and self.hears(message):
            self.fetch(quiet(partial(self._sitting.reseated, message.seat)), self._brief)

    def on_brief_screen_readvise(self, message: BriefScreen.Readvise) -> None:
        """The same session with an adviser who says more or less."""
        if self._sitting is not None and self.hears(message):
            self.fetch(quiet(partial(self._sitting.readvised, message.difficulty)), self._brief)

    def on_brief_screen_leave(self, message: BriefScreen.Leave) -> None:
        """Back to the shelf."""
        if self.hears(message):
            self.go_home()

    def on_play_screen_leave(self, message: PlayScreen.Leave) -> None:
        """Back to the shelf, unless a turn has begun to be played meanwhile."""
        if self.hears(message) and not message.play.playing and not self.back_to_live():
            self.go_home()

    def on_play_screen_over(self) -> None:
        """Show the ending, or what it means for a scenario that is being written."""
        if not self.back_to_live() and self._sitting is not None:
            self._go_on(self._sitting)

    def on_ending_screen_leave(self, message: EndingScreen.Leave) -> None:
        """Back to the shelf."""
        if self.hears(message):
            self.go_home()

    @property
    def guide(self) -> tuple[GuideView, ...]:
        """What the seat that is asked is told, unless nobody wants to be guided."""
        on = self._sitting is not None and self.settings.guide == "on"
        return self._sitting.view.guide if on and self._sitting is not None else ()

    # ------------------------------------------------------------ everywhere

    def action_help(self) -> None:
        """The first minutes, and the keys of the screen one is on before all others."""
        if not isinstance(self.screen, HelpSheet):
            self.push_screen(HelpSheet(getattr(self.screen, "KIND", ""), plain=self.no_color))

    def action_command_palette(self) -> None:
        """All that can be done now; one palette at a time."""
        if not isinstance(self.screen, Palette):
            self.push_screen(
                Palette(offers(self.screen, self._sitting, self.settings, self.change)), self._do
            )

    def _do(self, offer: Offer | None) -> None:
        """Do what was chosen in the palette, on the screen that lay below it."""
        if offer is not None:
            self.call_next(offer.do)

    async def action_quit(self) -> None:
        """Leave; everything is saved already, and a line says how to go on."""
        sitting = self._sitting
        if sitting is None or sitting.path is None:
            self.exit()
            return
        over = sitting.view.phase == "over"
        how = "" if over else f"\nGo on with: {how_to_call()} resume"
        self.exit(message=Text(f"Everything is saved in {sitting.path}{how}"))


def run(saves: Path, start: Start | None = None, *, in_ascii: bool = False) -> None:
    """Play in this terminal until the person leaves, as the settings of this machine say.

    Args:
        saves: folder for saves.
        start: where to begin; the home screen if left out.
        in_ascii: whether to draw in ASCII whatever the settings say.
    """
    kept = settings_path()
    settings = read_settings(kept)
    DialogueSim(saves=saves, start=start, settings=settings, kept=kept, in_ascii=in_ascii).run()
    if sys.stdout.isatty():
        sys.stdout.write(USUAL_CURSOR)

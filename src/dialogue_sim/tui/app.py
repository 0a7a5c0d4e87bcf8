"""The terminal interface as a whole: which screen follows which, and where sessions come from."""
# ruff: noqa: PLC0415  what loads NumPy and pydantic is imported once the first frame stands

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.folders import how_to_call
from dialogue_sim.tui.commands import EVERYWHERE, bindings, commands_of
from dialogue_sim.tui.screens.frame import Palette, Reading
from dialogue_sim.tui.screens.home import HomeScreen
from dialogue_sim.tui.screens.pages import error_page, help_page
from dialogue_sim.tui.themes import NIGHT, PAPER

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Mandate
    from dialogue_sim.tui.screens.brief import BriefScreen
    from dialogue_sim.tui.screens.ending import EndingScreen
    from dialogue_sim.tui.screens.frame import Request
    from dialogue_sim.tui.screens.ledger import LedgerScreen
    from dialogue_sim.tui.screens.receipt import ReceiptSheet
    from dialogue_sim.tui.sitting import Shelf, Sitting

SHOW_CURSOR = "\x1b[?25h\x1b[2 q"
LOOKS_EVERY = 2.0
"""Seconds between two looks at whether the terminal is still there."""

TERMINAL_GONE = 1
"""A steady block: the cursor follows the highlight, for screen readers."""

USUAL_CURSOR = "\x1b[0 q"
WIDTHS = [(0, "-tiny"), (60, "-slim"), (80, "-narrow"), (110, "-wide")]
HEIGHTS = [(0, "-low"), (20, "-short"), (24, "-usual"), (40, "-tall"), (56, "-high")]
"""From how many columns and rows on the style sheet's classes hold."""

CONSONANTS, VOWELS = "bdfgklmnprstv", "aeiou"


@dataclass(frozen=True)
class Start:
    """Where to begin: straight in a scenario, or in a save; without both on the home screen.

    Attributes:
        seats: who is at the keyboard; the chair if left out.
        mandates: picked already.
    """

    scenario: str | None = None
    seed: str | None = None
    resume: Path | None = None
    seats: tuple[str, ...] = ()
    mandates: tuple[Mandate, ...] = ()


class DialogueSim(App[None]):
    """The game in a terminal.

    Content, NumPy and pydantic are loaded in a worker once the first screen stands.
    """

    TITLE = "dialogue_sim"
    CSS_PATH = Path(__file__).with_name("theme.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, *, saves: Path, start: Start | None = None) -> None:
        super().__init__()
        self._saves = saves
        self._start = start or Start()
        self._sitting: Sitting | None = None
        self._busy = False
        self.register_theme(NIGHT)
        self.register_theme(PAPER)
        self.theme = NIGHT.name

    def get_default_screen(self) -> Screen[None]:
        """The home screen lies below all others."""
        return HomeScreen()

    def on_ready(self) -> None:
        """Load what was asked for; the first frame stands already."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(SHOW_CURSOR)
            if _somebody_is_there():
                self.set_interval(LOOKS_EVERY, _leave_unless_somebody_is_there)
        if self._start.resume is not None:
            self._fetch(partial(_open_recording, self._start.resume), self._resume)
        elif self._start.scenario is not None:
            start = self._start
            self._open(self._start.scenario, start.seed, start.seats, start.mandates)
        else:
            self._look_at_shelf()

    # ------------------------------------------------------------ loading

    # Textual would describe a worker by the `repr` of what it is given: of a whole session.
    @work(thread=True, exclusive=True, group="load", description="load")
    def _load(self, job: Callable[[], object], then: Callable[..., None]) -> None:
        """Do a job beside the screen and hand over what it found."""
        worker = get_current_worker()
        try:
            found = job()
        except (DialogueSimError, OSError) as error:
            self.call_from_thread(self._take, worker, partial(self._fail, _told(error)))
        else:
            self.call_from_thread(self._take, worker, partial(then, found))

    def _take(self, worker: Worker[None], then: Callable[[], None]) -> None:
        """Use what was found, unless something else has been asked for since."""
        if not worker.is_cancelled:
            self._busy = False
            then()

    def _fetch(self, job: Callable[[], object], then: Callable[..., None]) -> None:
        """Load what another screen will show; until then nothing else is asked for."""
        self._busy = True
        self._load(job, then)

    def _hears(self, request: Request) -> bool:
        """Whether a screen may still ask for something: it is on top, and nothing is under way."""
        return request.screen.on_top and not self._busy

    def _open(
        self,
        scenario: str,
        seed: str | None = None,
        seats: tuple[str, ...] = (),
        mandates: tuple[Mandate, ...] = (),
    ) -> None:
        job = partial(_open_scenario, scenario, seed or random_seed(), seats, mandates)
        self._fetch(job, self._brief)

    def _look_at_shelf(self) -> None:
        self._load(partial(_look_at_shelf, self._saves), self._show_shelf)

    def _show_shelf(self, shelf: Shelf) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show(shelf)

    def _fail(self, text: str) -> None:
        """Say what is wrong, and offer the shelf."""
        page = Reading("This cannot be opened", partial(error_page, text))
        self.push_screen(page, lambda _: self._look_at_shelf())

    # ------------------------------------------------------------ which screen follows which

    def _front(self, screen: Screen[None]) -> None:
        """Show a screen on top of the home screen, in place of all that was there."""
        while len(self.screen_stack) > 2:  # noqa: PLR2004  home, and the one that is replaced
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _go_home(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._sitting = None
        self._look_at_shelf()

    def _brief(self, sitting: Sitting) -> None:
        from dialogue_sim.tui.screens.brief import BriefScreen

        self._sitting = sitting
        self._front(BriefScreen(sitting.view))

    def _resume(self, sitting: Sitting) -> None:
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

        self._sitting = sitting
        if sitting.notice:
            self.notify(sitting.notice, markup=False)
        if sitting.view.played:
            last = sitting.view.played[-1].number
            self.notify(f"Turn {last} is finished; l shows it again", markup=False)
        over = sitting.view.phase == "over"
        self._front(EndingScreen(sitting.views, sitting.path) if over else PlayScreen(sitting))

    def on_home_screen_play(self, message: HomeScreen.Play) -> None:
        """Open the brief of a scenario."""
        if self._hears(message):
            self._open(message.scenario)

    def on_home_screen_resume(self, message: HomeScreen.Resume) -> None:
        """Go on with a save."""
        if self._hears(message):
            self._fetch(partial(_open_recording, message.path), self._resume)

    def on_brief_screen_begin(self, message: BriefScreen.Begin) -> None:
        """Begin the session."""
        if self._sitting is not None and self._hears(message):
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
        from dialogue_sim.session.moves import Mandate
        from dialogue_sim.tui.screens.mandate import MandateSheet

        picked = []
        for view in sitting.picking:
            mandate = await self.push_screen_wait(MandateSheet(view))
            if mandate is None:
                return
            picked.append(Mandate(mandate, view.seat))
        try:
            sitting.begin(self._saves, *picked)
        except DialogueSimError as error:
            self._fail(str(error))
        else:
            self._go_on(sitting)

    def on_brief_screen_reseed(self, message: BriefScreen.Reseed) -> None:
        """The same scenario with other luck."""
        if self._sitting is not None and self._hears(message):
            self._fetch(partial(self._sitting.reseeded, message.seed), self._brief)

    def on_brief_screen_reseat(self, message: BriefScreen.Reseat) -> None:
        """The same scenario and luck in another seat."""
        if self._sitting is not None and self._hears(message):
            self._fetch(partial(self._sitting.reseated, message.seat), self._brief)

    def on_brief_screen_leave(self, message: BriefScreen.Leave) -> None:
        """Back to the shelf."""
        if self._hears(message):
            self._go_home()

    def on_play_screen_over(self) -> None:
        """Show the ending."""
        if self._sitting is not None:
            self._go_on(self._sitting)

    def on_ending_screen_leave(self, message: EndingScreen.Leave) -> None:
        """Back to the shelf."""
        if self._hears(message):
            self._go_home()

    def on_ending_screen_ask(self, message: EndingScreen.Ask) -> None:
        """Play other sessions, and this one under other luck, beside the screen."""
        if self._sitting is not None:
            self._load(self._sitting.look_back, message.screen.tell)

    def on_receipt_sheet_ask(self, message: ReceiptSheet.Ask) -> None:
        """Work out beside the screen what would have moved everybody."""
        if self._sitting is not None:
            self._load(partial(self._sitting.hints, message.turn), message.sheet.tell)

    def on_ledger_screen_ask(self, message: LedgerScreen.Ask) -> None:
        """Play a turn again beside the screen, without each of its arguments."""
        if self._sitting is not None:
            self._load(partial(self._sitting.without_each, message.turn), message.screen.tell)

    # ------------------------------------------------------------ everywhere

    def action_help(self) -> None:
        """Keys, signs and labels."""
        self.push_screen(Reading("Help", partial(help_page, plain=self.no_color)))

    def action_command_palette(self) -> None:
        """Every command by its name; one palette at a time."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_look(self) -> None:
        """Change between dark and light."""
        self.theme = PAPER.name if self.theme == NIGHT.name else NIGHT.name

    async def action_quit(self) -> None:
        """Leave; everything is saved already, and a line says how to go on."""
        sitting = self._sitting
        if sitting is None or sitting.path is None:
            self.exit()
            return
        over = sitting.view.phase == "over"
        how = "" if over else f"\nGo on with: {how_to_call()} resume"
        self.exit(message=Text(f"Everything is saved in {sitting.path}{how}"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen by its name."""
        for row in commands_of(getattr(screen, "KIND", EVERYWHERE)):
            if row.help:
                name, told = row.name.capitalize(), f"{row.help} ({row.sign})"
                yield SystemCommand(name, told, partial(screen.run_action, row.target))


def random_seed() -> str:
    """Two or three syllables that can be said aloud."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(3)]
    return "".join(syllables)


def run(saves: Path, start: Start | None = None) -> None:
    """Play in this terminal until the person leaves.

    Args:
        saves: folder for saves.
        start: where to begin; the home screen if left out.
    """
    DialogueSim(saves=saves, start=start).run()
    if sys.stdout.isatty():
        sys.stdout.write(USUAL_CURSOR)


# The game's own layers load NumPy and pydantic: these jobs run in a worker and import them there.


def _look_at_shelf(saves: Path) -> Shelf:
    from dialogue_sim.tui.sitting import look_at_shelf

    return look_at_shelf(saves)


def _open_scenario(
    scenario: str, seed: str, seats: tuple[str, ...], mandates: tuple[Mandate, ...]
) -> Sitting:
    from dialogue_sim.tui.sitting import open_scenario

    return open_scenario(scenario, seed, seats, mandates)


def _somebody_is_there() -> bool:
    return sys.__stdin__ is not None and sys.__stdin__.isatty()


def _leave_unless_somebody_is_there() -> None:
    """End at once when the terminal is gone: reading from it would keep a processor busy for ever.

    Everything is saved already, and there is no screen left to put in order.
    """
    if not _somebody_is_there():
        os._exit(TERMINAL_GONE)


def _open_recording(path: Path) -> Sitting:
    from dialogue_sim.tui.sitting import open_recording

    return open_recording(path)


def _told(error: DialogueSimError | OSError) -> str:
    from dialogue_sim.tui.sitting import told

    return told(error)

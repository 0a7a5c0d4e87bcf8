"""A save looked at again: step through it, play it, ask what one would do, note, branch."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.widgets import Static

from dialogue_sim.session.views.history import history_of
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.screens.compare import CompareScreen
from dialogue_sim.tui.screens.frame import Reading, Request
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.screens.replay_pages import notes_page, recorded_page
from dialogue_sim.tui.screens.replay_sheets import BranchSheet, NoteSheet
from dialogue_sim.tui.screens.stepping import SPEEDS, Stepping
from dialogue_sim.tui.widgets.history import Plot
from dialogue_sim.tui.widgets.key_bar import KeyBar
from dialogue_sim.tui.widgets.replay import Again, SaidAgain, SituationAgain, WhyAgain
from dialogue_sim.tui.widgets.replay_lines import LinesAgain, NotesAgain
from dialogue_sim.tui.widgets.scrubber import Scrubber
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from dialogue_sim.session.views.view import View
    from dialogue_sim.tui.replaying import Visit

PANELS = ("situation-then", "why-again", "said-again", "notes-again", "lines-again")
"""Beside the lines: all of them where there is room, else the one that is chosen."""
NAMES = ("Situation then", "Why", "Said then", "Notes", "Lines")


class ReplayScreen(Stepping):
    """Stands on what was recorded; what only a session that is played again knows comes later."""

    KIND = "replay"
    BINDINGS: ClassVar[list[BindingType]] = bindings("replay")
    AUTO_FOCUS = "#situation-then"

    class Verify(Request):
        """The line is to be played again beside the screen."""

        def __init__(self, replay: ReplayScreen, end: int) -> None:
            super().__init__(replay)
            self.replay, self.end = replay, end

    class Note(Request):
        """Something is to be written about a step."""

        def __init__(self, replay: ReplayScreen, step: int, mark: str, text: str) -> None:
            super().__init__(replay)
            self.replay, self.step, self.mark, self.text = replay, step, mark, text

    class Branch(Request):
        """The session is to go on from the beginning of a turn."""

        def __init__(self, replay: ReplayScreen, turn: int, seed: str, name: str) -> None:
            super().__init__(replay)
            self.visit, self.end = replay.visit, replay.end
            self.turn, self.seed, self.name = turn, seed, name

    class GoOn(Request):
        """The session is to go on at the end of the line."""

        def __init__(self, replay: ReplayScreen) -> None:
            super().__init__(replay)
            self.visit, self.end = replay.visit, replay.end

    class Export(Request):
        """The line is to be written as a text."""

        def __init__(self, replay: ReplayScreen) -> None:
            super().__init__(replay)
            self.path, self.end = replay.visit.path, replay.end

    class Debrief(Request):
        """What the session came to is wanted."""

    class Leave(Request):
        """Somebody has seen enough."""

    def __init__(self, visit: Visit, end: int, turn: int | None = None) -> None:
        """Show a line of a save; at the end of a turn, or at its own."""
        self.visit = visit
        recorded = visit.line(end)
        last = recorded.moments - 1
        rows = visit.rows(recorded.planned)
        looked = Again(
            recorded.history, 0, last if turn is None else max(0, min(turn, last)),
            recorded=recorded, rows=rows, names=visit.names, end=end, menus=visit.menus,
        )  # fmt: skip
        super().__init__(replace(looked, walked=looked.current))
        self._why = self._banner = ""
        self._panel = 0

    @property
    def end(self) -> int:
        """The last step of the line that is shown."""
        return self._looked.end

    def body(self) -> ComposeResult:
        """What is wrong with the save, the lines, the panels beside them, and all turns."""
        yield TopBar()
        yield Static(id="banner")
        with Container(id="again"):
            yield Plot(id="plot", classes="pane")
            yield SituationAgain(id=PANELS[0], classes="pane beside")
            yield WhyAgain(id=PANELS[1], classes="pane beside")
            yield SaidAgain(id=PANELS[2], classes="pane beside")
            yield NotesAgain(id=PANELS[3], classes="pane beside")
            yield LinesAgain(id=PANELS[4], classes="pane beside")
            yield Scrubber(id="scrubber", classes="pane")

    def on_mount(self) -> None:
        """Show what was recorded, and have it played again."""
        self._choose_panel(0)
        self._show()
        self.post_message(self.Verify(self, self.end))

    # ------------------------------------------------------------ what comes from others

    def know(self, view: View) -> None:
        """The line came out as it was recorded: now there is more to open, and a range."""
        ranged = history_of(view).ranged
        self._why = ""
        self._look(played=view, history=replace(self._looked.history, ranged=ranged))
        self._ask_for_range()

    def cannot_play(self, why: str) -> None:
        """The line stays as recorded, and a sentence says why."""
        self._why = why
        self._show_if_there()

    def renew(self, visit: Visit) -> None:
        """Show the save as it is now; where one is stays."""
        self.visit = visit
        recorded = visit.line(self.end)
        self._look(recorded=recorded, rows=visit.rows(recorded.planned))

    # ------------------------------------------------------------ what is shown

    def _show_more(self) -> None:
        looked = self._looked
        for bar in self.query(TopBar):
            bar.caption, bar.seed = looked.recorded.title, looked.recorded.seed
            bar.phase = "As recorded" if self._why else "Replay"
            bar.turn, bar.turns = looked.moment, looked.history.turns
        for place, name in enumerate(PANELS):
            for panel in self.query(f"#{name}"):
                panel.border_title = Content(f"{place + 1} {NAMES[place]}")
        for panel in self.query(SaidAgain):
            panel.border_subtitle = (
                None if self._at_the_end else f"b: turn {looked.moment + 1} again"
            )
        self._show_banner()
        for keys in self.query(KeyBar):
            keys.refresh()  # what can be done depends on the line
        for scrubber in self.query(Scrubber):
            scrubber.playing = self._clock is not None
            scrubber.border_title = Content(f"Line: {looked.rows[looked.current].name}")
            scrubber.border_subtitle = Content(self._how())

    def _show_banner(self) -> None:
        """What is wrong with the save; only where that changes is everything laid out anew."""
        as_recorded = f"Shown as recorded: {self._why}." if self._why else ""
        told = " ".join(part for part in (self.visit.notice, as_recorded) if part)
        if told != self._banner:
            self._banner = told
            for banner in self.query("#banner").results(Static):
                banner.display = bool(told)
                banner.update(Content(told.replace("..", ".")))

    def _how(self) -> str:
        """What the keys of the line do now."""
        speed = SPEEDS[self._speed][0]
        hidden = "what comes next is hidden" if self._looked.hidden else "◆ lines part"
        return f"←→ step · space {'pauses' if self._clock else 'plays'}, {speed} (+ -) · {hidden}"

    def _told(self, plot: Plot) -> str:
        """What the ground behind a line means, or why there is none."""
        if self._looked.played is not None:
            return super()._told(plot)
        return "as recorded" if self._why else "playing it again"

    def _lead_cursor(self) -> None:
        """The cursor is led to the panel that has the focus, as on all screens."""

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A panel was chosen by a key, a click or a letter."""
        if event.widget.id in PANELS:
            self._mark_panel(PANELS.index(event.widget.id))

    def _show_question(self) -> None:
        self._choose_panel(PANELS.index("said-again"))

    def _choose_panel(self, place: int) -> None:
        self._mark_panel(place % len(PANELS))
        self.query_one(f"#{PANELS[self._panel]}").focus(scroll_visible=False)

    def _mark_panel(self, place: int) -> None:
        self._panel = place
        for at, name in enumerate(PANELS):
            for panel in self.query(f"#{name}"):
                panel.set_class(at == place, "chosen")

    # ------------------------------------------------------------ panels and lines

    def on_key(self, event: Key) -> None:
        """A digit goes to a panel."""
        if event.key.isdecimal() and 1 <= int(event.key) <= len(PANELS):
            self._choose_panel(int(event.key) - 1)

    def action_next_panel(self) -> None:
        """The panel after."""
        self._choose_panel(self._panel + 1)

    def action_previous_panel(self) -> None:
        """The panel before."""
        self._choose_panel(self._panel - 1)

    def _choose(self, by: int) -> None:
        """Another indicator, actor or line, as the panel has them."""
        looked, panel = self._looked, PANELS[self._panel]
        if panel in {"why-again", "said-again"}:
            speakers = looked.speakers
            if speakers:
                known = looked.speaker in speakers
                place = speakers.index(looked.speaker) + by if known else 0
                self._look(actor=speakers[place % len(speakers)])
        elif panel == "lines-again":
            self._look(walked=(looked.walked + by) % len(looked.rows))
        else:
            super()._choose(by)

    def action_next_line(self) -> None:
        """Walk on along the line below."""
        self._walk(self._looked.current + 1)

    def action_previous_line(self) -> None:
        """Walk on along the line above."""
        self._walk(self._looked.current - 1)

    def _walk(self, place: int) -> None:
        looked = self._looked
        row = looked.rows[place % len(looked.rows)]
        if row.end == self.end:
            if len(looked.rows) == 1:
                self.notify("This save has one line; b goes on from any turn.", markup=False)
            return
        recorded = self.visit.line(row.end)
        self._stop()
        self._share, self._why, self._jumped = None, "", None
        moment = min(looked.moment, recorded.moments - 1)
        self._look(
            recorded=recorded, history=recorded.history, moment=moment, end=row.end,
            walked=place % len(looked.rows), hidden=False, asking=False, until=None,
            ranges=None, played=None,
        )  # fmt: skip
        self.post_message(self.Enough())
        self.post_message(self.Verify(self, row.end))

    # ------------------------------------------------------------ what can be opened

    def action_open(self) -> None:
        """What is highlighted: another line, the notes whole, or the turn with all reasons."""
        looked, panel = self._looked, PANELS[self._panel]
        turn = looked.turn
        if panel == "lines-again":
            self._walk(looked.walked)
        elif panel == "notes-again":
            notes = looked.recorded.notes_at(looked.moment)
            self.cover(Reading(looked.now.label, partial(notes_page, notes)))
        elif turn is None or looked.asking:
            self.notify("There is no finished turn here; ← and → lead to one.", markup=False)
        elif looked.played is not None and looked.moment <= len(looked.played.played):
            view = looked.played
            self.cover(ReactionsScreen(view, view.played[looked.moment - 1], at_once=True))
        else:
            draw = partial(recorded_page, turn, looked.other_side, looked.recorded.exact)
            self.cover(Reading(f"Turn {turn.number} as recorded", draw))

    def action_note(self) -> None:
        """Write something about the moment."""
        step = self._looked.recorded.steps[self._looked.moment]
        self._stop()
        self.cover(NoteSheet(self._looked.now.label), partial(self._note, step))

    def _note(self, step: int, written: tuple[str, str] | None) -> None:
        if written is not None:
            self.post_message(self.Note(self, step, *written))

    def action_branch(self) -> None:
        """Go on from here, by other moves or under other luck."""
        turn = self._looked.moment + 1
        known = self._looked.recorded.turns
        self._stop()
        if self._at_the_end and self._looked.recorded.over:
            self.notify("The session is over here; ← leads to a turn to go on from.", markup=False)
        elif self._why and self.visit.read_only:
            self.notify(f"It cannot go on: {self._why}", markup=False)
        else:
            tabled = tuple(one.title for one in known[: turn - 1 if self._looked.hidden else None])
            self.cover(BranchSheet(turn, tabled), self._branch)

    def _branch(self, how: tuple[int, str, str] | None) -> None:
        if how is not None:
            self.post_message(self.Branch(self, *how))

    @property
    def _at_the_end(self) -> bool:
        return self._looked.moment == self._last

    def action_go_on(self) -> None:
        """Go on where this line ends."""
        self._stop()
        if self._why:
            self.notify(f"It cannot go on: {self._why}", markup=False)
        else:
            self.post_message(self.GoOn(self))

    def action_compare(self) -> None:
        """This line beside another one."""
        self._stop()
        if len(self._looked.rows) == 1:
            self.notify("There is no other line yet; b goes on from any turn.", markup=False)
        else:
            self.cover(CompareScreen(self.visit, self._looked.rows, self._looked.current))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The debrief only of a session that is over, and was played again; going on before."""
        if action == "go_on" and self._looked.recorded.over:
            return False
        if action == "debrief" and not self._debriefed:
            return False
        return super().check_action(action, parameters)

    @property
    def _debriefed(self) -> bool:
        played = self._looked.played
        return played is not None and played.phase == "over"

    def action_export(self) -> None:
        """Write the line as a text beside the save."""
        self.post_message(self.Export(self))

    def action_debrief(self) -> None:
        """What the session came to."""
        self.post_message(self.Debrief(self))

    def action_close(self) -> None:
        """Back to where one came from."""
        self._stop()
        self.post_message(self.Leave(self))

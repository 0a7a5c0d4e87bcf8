"""The live loop: problems of the files, the same decisions on each version, and figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, Lines, line, paragraph
from dialogue_sim.tui.screens.frame import FullScreen, Reading, Request
from dialogue_sim.tui.screens.live_news import NewsSheet
from dialogue_sim.tui.widgets.contents import Contents
from dialogue_sim.tui.widgets.live import problem_lines, problem_prompt, standing_lines
from dialogue_sim.tui.widgets.live_figures import figure_lines
from dialogue_sim.tui.widgets.live_line import head_lines, turn_prompts
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from textual.events import Resize

    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.tui.living import Figures, Living
    from dialogue_sim.workshop.live.retelling import Line
    from dialogue_sim.workshop.live.round import Round

SECTIONS = ("Problems", "Decisions", "Figures")
FOCUS = ("#problems", "#line", "#figures")
"""What has the focus in each section."""
CLEAN = "Nothing is wrong. Save a file in your editor: what it changes is shown here."


class LiveScreen(FullScreen):
    """What a scenario comes to while somebody writes it."""

    KIND = "live"
    BINDINGS: ClassVar[list[BindingType]] = bindings("live")
    AUTO_FOCUS = "#line"

    class Wish(Request):
        """Something is to be done for the live loop."""

        def __init__(self, screen: LiveScreen) -> None:
            super().__init__(screen)
            self.live = screen

    class Look(Wish):
        """The files are to be looked at once more, whatever lies over the screen."""

    class Figure(Wish):
        """The sessions of the version are to be played, whatever lies over the screen."""

    class BeginAt(Wish):
        """Somebody wants to begin in a turn."""

        def __init__(self, screen: LiveScreen, turn: int) -> None:
            super().__init__(screen)
            self.turn = turn

    class BeginWhere(Wish):
        """Somebody wants to begin where some news comes."""

        def __init__(self, screen: LiveScreen, inject: str) -> None:
            super().__init__(screen)
            self.inject = inject

    class Decide(Wish):
        """Other decisions; those before if there is no line."""

        def __init__(self, screen: LiveScreen, line: Line | None) -> None:
            super().__init__(screen)
            self.line = line

    class Play(Wish):
        """Somebody wants to play on where the decisions end."""

    class Edit(Wish):
        """A file is to be opened in the editor."""

        def __init__(self, screen: LiveScreen, path: str, number: int) -> None:
            super().__init__(screen)
            self.path, self.number = path, number

    class Explain(Wish):
        """A code of `check` is to be explained."""

        def __init__(self, screen: LiveScreen, code: str) -> None:
            super().__init__(screen)
            self.code = code

    class Leave(Wish):
        """The person goes back to the shelf."""

    def __init__(self, living: Living) -> None:
        super().__init__()
        self.living = living
        self._shown: Round = living.round
        self._found: Figures | None = None
        self._share: float | None = None
        self._section = 1
        self._rules = ""

    def body(self) -> ComposeResult:
        """How the files stand; problems at one side, decisions and figures at the other."""
        yield TopBar()
        yield Page(self._standing, id="standing")
        yield Contents(id="sections")
        with Container(id="live"):
            with Vertical(id="files"):
                yield FollowedList(id="problems", classes="pane", markup=False)
                with VerticalScroll(id="source", classes="pane"):
                    yield Page(self._source)
            with Vertical(id="session"):
                with Vertical(id="decisions", classes="pane"):
                    yield Page(self._head, id="head")
                    yield FollowedList(id="line", markup=False)
                with VerticalScroll(id="figures", classes="pane"):
                    yield Page(self._figures)

    def on_mount(self) -> None:
        """Say where we are, and look at the files from now on."""
        self._to(self._section)
        self._draw()
        self._look()

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._draw)

    # ------------------------------------------------------------ what is looked at

    def _look(self) -> None:
        self.post_message(self.Look(self))

    def look_again(self) -> None:
        """Look at the files once more in a moment; while another screen lies here as well."""
        if self.is_mounted:
            self.set_timer(self.living.pause, self._look)

    def show(self, now: Round) -> None:
        """Show where one stands; where a version is new, let its sessions be played."""
        if now is self._shown or not self.has_its_parts:
            return
        self._shown = now
        good = now.good
        rules = "" if good is None else f"{good.number}:{good.rules}"
        if rules != self._rules:
            self._rules = rules
            self.action_figures()
        if now.versions.errors and self._section == 1 and self.has_class("-narrow"):
            self._to(0)
        self._draw()

    def progress(self, share: float) -> None:
        """How much of the sessions is played."""
        self._share = share
        if self.has_its_parts:
            self.query_one("#figures").query_one(Page).show(self._figures)

    def figured(self, found: Figures | None) -> None:
        """Show what the sessions came to."""
        self._found, self._share = found, None
        if self.has_its_parts:
            self.query_one("#figures").query_one(Page).show(self._figures)

    # ------------------------------------------------------------ what is drawn

    def _draw(self) -> None:
        if not self.has_its_parts:
            return
        now, bar = self._shown, self.query_one(TopBar)
        title = now.versions.scenario if now.good is None else now.good.bundle.scenario.title
        bar.caption, bar.phase, bar.seed = title, "Workshop", now.line.seed
        self.query_one("#standing", Page).show(self._standing)
        self.query_one("#head", Page).show(self._head)
        problems = now.versions.problems
        titles = (
            ("#problems", f"Problems {len(problems)}" if problems else "Problems"),
            ("#source", "Where it is"), ("#decisions", f"Decisions · luck {now.line.seed}"),
            ("#figures", "Figures"),
        )  # fmt: skip
        for name, title in titles:
            self.query_one(name).border_title = Content(title)
        self.query_one(Contents).show(SECTIONS, self._section)
        self.set_class(not problems, "-clean")
        self._fill_problems()
        self._fill_line()

    def _fill_problems(self) -> None:
        shown = self.query_one("#problems", FollowedList)
        width = shown.scrollable_content_region.width
        rows = [Option(problem_prompt(one, width)) for one in self._shown.versions.problems]
        _fill(shown, rows or [Option(line((CLEAN, DIM)), disabled=True)])
        self.query_one("#source").query_one(Page).show(self._source)

    def _fill_line(self) -> None:
        shown = self.query_one("#line", FollowedList)
        width = shown.scrollable_content_region.width
        turns = turn_prompts(self._shown, width)
        _fill(shown, [Option(prompt, id=f"turn:{number}") for number, prompt in turns])

    def _standing(self, width: int) -> Lines:
        rows = standing_lines(self._shown.versions, width)
        borrowed = self.living.desk.borrowed
        return [*rows, *paragraph(borrowed, width - 2, DIM, 1)] if borrowed else rows

    def _head(self, width: int) -> Lines:
        return head_lines(self._shown, width)

    def _figures(self, width: int) -> Lines:
        return figure_lines(self._found, self._share, width)

    def _source(self, width: int) -> Lines:
        one = self.problem
        if one is None:
            return paragraph(CLEAN, width, DIM)
        return problem_lines(one, self._shown.versions.findings.files, width)

    @property
    def problem(self) -> Diagnostic | None:
        """The problem that is highlighted."""
        problems = self._shown.versions.problems
        place = self.query_one("#problems", FollowedList).highlighted
        return problems[place] if place is not None and place < len(problems) else None

    @property
    def turn(self) -> int:
        """The turn that is highlighted; 0 where there is none."""
        option = self.query_one("#line", FollowedList).highlighted_option
        return 0 if option is None else int(str(option.id).partition(":")[2])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show where the highlighted problem is."""
        if event.option_list.id == "problems" and self.has_its_parts:
            self.query_one("#source").query_one(Page).show(self._source)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read a problem whole, or begin in a turn."""
        if event.option_list.id == "problems":
            self.action_around()
        else:
            self.post_message(self.BeginAt(self, self.turn))

    # ------------------------------------------------------------ keys

    def _to(self, section: int) -> None:
        """Show a section where there is room for one, and give it the focus."""
        self._section = section
        for place, name in enumerate(SECTIONS):
            self.set_class(place == section, f"-{name.lower()}")
        self.query_one(Contents).show(SECTIONS, section)
        self.query_one(FOCUS[section]).focus()
        self.call_after_refresh(self._draw)

    def on_contents_picked(self, message: Contents.Picked) -> None:
        """A section was clicked."""
        self._to(message.place)

    def action_next_panel(self) -> None:
        """The next section."""
        self._to((self._section + 1) % len(SECTIONS))

    def action_previous_panel(self) -> None:
        """The section before."""
        self._to((self._section - 1) % len(SECTIONS))

    def action_open(self) -> None:
        """What enter does in the list that has the focus."""
        focused = self.focused
        if isinstance(focused, OptionList):
            focused.action_select()

    def _step(self, by: int) -> None:
        shown, problems = self.query_one("#problems", FollowedList), self._shown.versions.problems
        if not problems:
            self.notify("Nothing is wrong.", markup=False)
            return
        place = -1 if shown.highlighted is None else shown.highlighted
        self._to(0)
        shown.highlighted = (place + by) % len(problems)

    def action_next_problem(self) -> None:
        """The next problem."""
        self._step(1)

    def action_previous_problem(self) -> None:
        """The problem before."""
        self._step(-1)

    def action_around(self) -> None:
        """The highlighted problem with the lines around it."""
        if self.problem is None:
            self.notify("Nothing is wrong.", markup=False)
        else:
            self.cover(Reading("Where it is", self._source))

    def action_code(self) -> None:
        """The page that explains the code of the highlighted problem."""
        if self.problem is None:
            self.notify("Nothing is wrong.", markup=False)
        else:
            self.post_message(self.Explain(self, self.problem.code))

    def action_edit(self) -> None:
        """The editor, at the highlighted problem; else at the scenario."""
        one = self.problem
        good = self._shown.good
        if one is not None:
            self.post_message(self.Edit(self, one.place.path, one.place.line))
        elif good is not None:
            self.post_message(self.Edit(self, good.bundle.path, 1))

    def action_play(self) -> None:
        """Play on where the decisions end."""
        self.post_message(self.Play(self))

    def action_begin(self) -> None:
        """Begin in the highlighted turn."""
        self.post_message(self.BeginAt(self, self.turn))

    def action_news(self) -> None:
        """Begin where some news comes."""
        rows = self.living.news()
        if not rows:
            self.notify("There is no news to begin at.", markup=False)
            return
        self.cover(NewsSheet(rows), self._begin_where)

    def _begin_where(self, inject: str | None) -> None:
        if inject is not None:
            self.call_later(partial(self.post_message, self.BeginWhere(self, inject)))

    def action_drop(self) -> None:
        """Drop the decisions from the highlighted turn on."""
        shorter = self._shown.line.until(self.turn)
        if shorter == self._shown.line:
            self.notify("Nothing was decided from this turn on.", markup=False)
        else:
            self.post_message(self.Decide(self, shorter))

    def action_take_back(self) -> None:
        """The decisions as they were before."""
        if self.living.lines:
            self.post_message(self.Decide(self, None))
        else:
            self.notify("The decisions have not been changed.", markup=False)

    def action_figures(self) -> None:
        """Play the sessions of this version."""
        self.post_message(self.Figure(self))

    def action_home(self) -> None:
        """Back to the shelf."""
        self.post_message(self.Leave(self))


def _fill(shown: FollowedList, rows: list[Option]) -> None:
    """Give a list other rows; the highlight stays where it is, as far as it can."""
    kept = shown.highlighted
    shown.set_options(rows)
    first = next((place for place, row in enumerate(rows) if not row.disabled), None)
    if first is not None:
        shown.highlighted = first if kept is None else min(kept, len(rows) - 1)

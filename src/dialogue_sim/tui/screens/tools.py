"""The trainer's tools: what to run, what to run it on, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.session.start import Start
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, Lines, line, paragraph, rule
from dialogue_sim.tui.screens.frame import FullScreen, Request
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.prose import markdown_page, plain_page
from dialogue_sim.tui.widgets.tools import (
    QUICK,
    SESSIONS,
    TOOLS,
    Progress,
    Setup,
    Tool,
    setup_prompt,
    tool_prompt,
)
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Key, Resize

MARKDOWN = frozenset({"card", "sources"})
WELCOME = (
    "These are the tools for those who teach with the game or write for it. They are the same as "
    "the commands check, test, playtest, model and sources. A tool works beside the screen: esc "
    "stops it at any time, and what it has found so far stays."
)


class ToolsScreen(FullScreen):
    """A list of tools, and a page that fills while one of them works."""

    KIND = "tools"
    BINDINGS: ClassVar[list[BindingType]] = bindings("tools")
    AUTO_FOCUS = "#tools"

    class Run(Request):
        """A tool is to run."""

        def __init__(self, screen: ToolsScreen, tool: str, setup: Setup) -> None:
            super().__init__(screen)
            self.tools, self.tool, self.setup, self.number = screen, tool, setup, screen.number

    class Write(Request):
        """A scenario is to be watched while somebody writes it."""

        def __init__(self, screen: ToolsScreen, scenario: str) -> None:
            super().__init__(screen)
            self.start = Start(scenario, edit=True)

    class Enough(Request):
        """Nobody waits for the tool any more."""

    class Leave(Request):
        """The person goes back to the shelf."""

    def __init__(self, scenarios: Sequence[tuple[str, str]]) -> None:
        """Show the tools.

        Args:
            scenarios: (id, title) of those that can be played.
        """
        super().__init__()
        self.number = 0
        self._scenarios = dict(scenarios)
        self._setup = Setup(next(iter(self._scenarios), ""))
        self._lines: list[str] = []
        self._tool: Tool | None = None
        self._runs_on = self._setup
        self._working = False
        self._drawn: tuple[int, int, Lines] | None = None

    def body(self) -> ComposeResult:
        """Tools and their setup at one side, the result at the other."""
        yield TopBar()
        with Container(id="bench"):
            yield FollowedList(id="tools", classes="pane", markup=False)
            with Vertical(id="found"):
                yield Progress(id="progress")
                with VerticalScroll(id="result", classes="pane"):
                    yield Page(self._page)

    def on_mount(self) -> None:
        """Say where we are."""
        bar = self.query_one(TopBar)
        bar.caption, bar.phase = "Trainer's tools", ""
        self._list.border_title = Content("Tools")
        self._list.border_subtitle = Content("enter runs · ←→ changes")
        self.call_after_refresh(self._fill)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._fill)

    @property
    def _list(self) -> FollowedList:
        return self.query_one(FollowedList)

    @property
    def working(self) -> bool:
        """Whether a tool works."""
        return self._working

    # ------------------------------------------------------------ the list

    def _fill(self) -> None:
        """The tools, and below them what they are set to."""
        if not self.has_its_parts:
            return
        shown = self._list
        kept, width = shown.highlighted or 0, shown.scrollable_content_region.width
        rows = [Option(tool_prompt(tool, width), id=tool.id) for tool in TOOLS]
        rows.append(Option(line("\n", rule("What they run on", width)), disabled=True))
        rows += [
            Option(setup_prompt(name, value, width), id=key)
            for key, (name, value) in self._settings().items()
        ]
        shown.set_options(rows)
        shown.highlighted = kept

    def _settings(self) -> dict[str, tuple[str, str]]:
        """By key of the setup: its name and its value in words."""
        now = self._setup
        return {
            "scenario": ("Scenario", self._scenarios.get(now.scenario, "none can be played")),
            "sessions": ("Sessions", f"{now.sessions} of each strategy"),
            "strategy": ("Strategy", now.strategy.replace("_", " ")),
        }

    def _choices(self, key: str) -> list[str] | list[int]:
        match key:
            case "scenario":
                return list(self._scenarios)
            case "sessions":
                return list(SESSIONS)
            case _:
                return [QUICK, *STRATEGIES]

    def _turn(self, by: int) -> None:
        option = self._list.highlighted_option
        key = "" if option is None else str(option.id)
        if key not in self._settings() or not self._choices(key):
            return
        choices = self._choices(key)
        place = choices.index(getattr(self._setup, key)) + by
        self._setup = replace(self._setup, **{key: choices[place % len(choices)]})  # type: ignore[arg-type]
        self._fill()

    # ------------------------------------------------------------ a tool at work

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Run a tool, or change what it runs on."""
        for tool in TOOLS:
            if tool.id == event.option_id:
                self._run(tool)
                return
        self._turn(1)

    def on_key(self, event: Key) -> None:
        """A digit runs the tool of that number."""
        for tool in TOOLS:
            if tool.key == event.key and self.on_top:
                self._list.highlighted = self._list.get_option_index(tool.id)
                self._run(tool)

    def _run(self, tool: Tool) -> None:
        if tool.about and not self._setup.scenario:
            self._tool, self._runs_on = tool, self._setup
            self._lines = ["There is no scenario that can be played."]
            self._tell(0.0, "failed")
            return
        if tool.id == "edit":
            self.post_message(self.Write(self, self._setup.scenario))
            return
        self.number += 1
        self._tool, self._runs_on = tool, self._setup
        self._lines, self._working = [], True
        self.add_class("-reading")
        self.query_one("#result").focus()
        self._tell(0.0, "working")
        self.post_message(self.Run(self, tool.id, self._setup))

    def progress(self, number: int, share: float) -> None:
        """Show how far a tool is; `number` says which run is meant."""
        if number == self.number and self._working and self.has_its_parts:
            self.query_one(Progress).show(self._named, share, "working")

    def add(self, number: int, lines: list[str]) -> None:
        """Show what a tool has found in the meantime."""
        if number == self.number and self._working and self.has_its_parts:
            self._lines = [*self._lines, *lines]
            self.query_one(Page).show(self._page)

    def finish(self, number: int, whole: bool) -> None:  # noqa: FBT001  what a job returns
        """A tool is done; `whole` unless something was wrong."""
        if number == self.number and self.has_its_parts:
            self._working = False
            self._tell(1.0, "done" if whole else "failed")

    def _tell(self, share: float, state: str) -> None:
        self.query_one(Progress).show(self._named, share, state)
        self.query_one("#result").border_title = Content(self._tool.name if self._tool else "")
        self.query_one(Page).show(self._page)

    @property
    def _named(self) -> str:
        """The tool, and what it ran on; the list may be set to something else by now."""
        if self._tool is None:
            return ""
        about = self._scenarios.get(self._runs_on.scenario, "")
        return f"{self._tool.name}: {about}" if self._tool.about else self._tool.name

    def _page(self, width: int) -> Lines:
        """The result, drawn once for a width."""
        if self._tool is None:
            return paragraph(WELCOME, width, DIM)
        size = len(self._lines)
        if self._drawn is None or self._drawn[:2] != (size, width) or not size:
            draw = markdown_page if self._tool.id in MARKDOWN else plain_page
            self._drawn = (size, width, draw(self._lines, width))
        return self._drawn[2]

    # ------------------------------------------------------------ keys

    def action_run(self) -> None:
        """What the key that chooses does in the list; a result is only read."""
        if self._list.has_focus:
            self._list.action_select()

    def action_higher(self) -> None:
        """The next choice."""
        self._turn(1)

    def action_lower(self) -> None:
        """The choice before."""
        self._turn(-1)

    def action_next_panel(self) -> None:
        """To the result and back."""
        if self._list.has_focus:
            self.add_class("-reading")
            self.query_one("#result").focus()
        else:
            self._to_list()

    def _to_list(self) -> None:
        self.remove_class("-reading")
        self._list.focus()
        self.call_after_refresh(self._fill)

    def action_back(self) -> None:
        """Stop what works; else back to the list, and from there to the shelf."""
        if self._working:
            self._working = False
            self.post_message(self.Enough(self))
            self._tell(self.query_one(Progress).share, "stopped")
        elif self._list.has_focus:
            self.call_later(partial(self.post_message, self.Leave(self)))
        else:
            self._to_list()

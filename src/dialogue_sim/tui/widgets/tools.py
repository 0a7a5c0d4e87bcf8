"""The list of the trainer's tools, what they are set to, and how far a tool is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from textual.content import Content

from dialogue_sim.tui.drawing import BAD, DIM, GOOD, KEY, STRONG, Lines, bar, cut, fit, line
from dialogue_sim.tui.widgets.panel import Panel

Show: TypeAlias = Callable[[list[str]], None]
"""Hears the next lines of a result."""

SESSIONS = (20, 50, 200, 1000)
"""How many sessions each strategy can be asked to play; fewer say nothing about balance."""
USUAL = 200
QUICK = "all that are quick"
NAMES = 11
BAR = 24


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its key, its name, and what it does; `about` is what it is applied to."""

    id: str
    key: str
    name: str
    says: str
    about: str = ""


TOOLS = (
    Tool(
        "check", "1", "Check all content", "Everything that is wrong, with file, line and column."
    ),
    Tool("test", "2", "Tests and expectations", "What documents and authors expect of the model."),
    Tool("playtest", "3", "Playtest", "Strategies play the scenario many times.", "scenario"),
    Tool("balance", "4", "Balance", "Is it a game from every seat? Takes a while.", "scenario"),
    Tool("card", "5", "Model card", "Equations, numbers, sources and limits.", "setting"),
    Tool("sources", "6", "Sources", "Documents, and what rests on each sentence.", "setting"),
    Tool("edit", "7", "Edit live", "Watch a scenario while you write it.", "scenario"),
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What the tools are applied to.

    Attributes:
        sessions: how many each strategy plays.
        strategy: which one plays; `QUICK` for all that are quick.
    """

    scenario: str = ""
    sessions: int = USUAL
    strategy: str = QUICK


def tool_prompt(tool: Tool, width: int) -> Content:
    """A tool in two rows: its name, and what it does."""
    head = line((f"{tool.key}  ", KEY), (tool.name, STRONG))
    return line(head, "\n", (f"   {cut(tool.says, width - 3)}", DIM))


def setup_prompt(name: str, value: str, width: int) -> Content:
    """A row of what the tools are set to."""
    return line((fit(f"   {name}", NAMES + 3), DIM), ("◂ ", KEY),
                (cut(value, width - NAMES - 7), STRONG), (" ▸", KEY))  # fmt: skip


class Progress(Panel):
    """One line: which tool, how far it is, and how to stop it."""

    name_: str = ""
    share: float = 0.0
    state: str = ""

    def show(self, name: str, share: float, state: str) -> None:
        """Tell of another tool or of another moment.

        Args:
            name: of the tool; share: 0..1.
            state: `working`, `done`, `stopped`, `failed` or nothing.
        """
        self.name_, self.share, self.state = name, share, state
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """A bar while it works, a word afterwards."""
        del height
        match self.state:
            case "working":
                percent = f" {100 * self.share:>3.0f} %  "
                room = max(0, width - BAR - len(percent) - 13)
                head = line(bar(100 * self.share, BAR), (percent, STRONG), fit(self.name_, room))
                return [line(head, ("  esc ", KEY), ("stops", DIM))]
            case "done":
                return [line(("✓ done  ", GOOD), cut(self.name_, width - 8))]
            case "stopped":
                told = f"  at {100 * self.share:.0f} %: {self.name_}"
                return [line(("■ stopped", STRONG), (cut(told, width - 9), DIM))]
            case "failed":
                return [line(("✗ failed  ", BAD), cut(self.name_, width - 10))]
            case _:
                return [line(("Choose a tool; enter runs it.", DIM))]

"""The text on the table, issue by issue: arrows choose an issue and change its level."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from dialogue_sim.tui.drawing import DIM, STRONG, Lines, Part, fit, line
from dialogue_sim.tui.marks import GROUND
from dialogue_sim.tui.widgets.panel import Panel

TITLE = 18
LABEL = 22
ROOMY = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """One issue (or the venue) of the text on the table.

    Attributes:
        options: (id, label) of every level; base, now: ids of levels before and after amending.
    """

    issue: str
    title: str
    summary: str
    options: tuple[tuple[str, str], ...]
    base: str
    now: str

    @property
    def place(self) -> int:
        """Place of the level that is chosen now."""
        return [option for option, _ in self.options].index(self.now)

    def label(self, level: str) -> str:
        """A level in words."""
        return dict(self.options)[level]

    def step(self, by: int) -> str:
        """The level `by` places further; the ends stay where they are."""
        return self.options[max(0, min(len(self.options) - 1, self.place + by))][0]


class AmendTable(Panel, can_focus=True):
    """Shows choices and asks for others; whoever holds it decides.

    Attributes:
        row: which choice is highlighted.
    """

    class Asked(Message):
        """A person asks for a level of an issue."""

        def __init__(self, issue: str, level: str) -> None:
            super().__init__()
            self.issue = issue
            self.level = level

    class Moved(Message):
        """Another issue is highlighted."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self._choices = choices
        self.row = 0

    @property
    def chosen(self) -> Choice:
        """The issue that is highlighted."""
        return self._choices[self.row]

    def show(self, choices: tuple[Choice, ...]) -> None:
        """Draw other levels."""
        self._choices = choices
        self.refresh()

    def move(self, by: int) -> None:
        """Highlight the issue `by` rows further down."""
        self._highlight((self.row + by) % len(self._choices))

    def ask(self, by: int) -> None:
        """Ask for the level `by` places further on the highlighted issue."""
        self.post_message(self.Asked(self.chosen.issue, self.chosen.step(by)))

    def reset(self) -> None:
        """Ask for the highlighted issue as it was."""
        self.post_message(self.Asked(self.chosen.issue, self.chosen.base))

    def on_click(self, event: Click) -> None:
        """A click highlights an issue."""
        if event.y < len(self._choices):
            self._highlight(event.y)

    @property
    def cursor_line(self) -> int:
        """The highlighted issue; see `cursor`."""
        return self.row

    def on_focus(self) -> None:
        """Tell what is highlighted."""
        self._highlight(self.row)

    def _highlight(self, row: int) -> None:
        self.row = row
        self.post_message(self.Moved())
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """One line per issue; all levels where they fit."""
        del height
        return [
            self._draw(choice, width, active=place == self.row)
            for place, choice in enumerate(self._choices)
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each issue."""
        del container, viewport, width
        return len(self._choices)

    def _draw(self, choice: Choice, width: int, *, active: bool) -> Content:
        amended = choice.now != choice.base
        ground = "reverse" if self.app.no_color else GROUND
        head: list[Part] = [
            ("▸" if active else " ", "$accent"),
            ("✎" if amended else " ", "bold $accent"),
            (fit(choice.title, TITLE), f"bold {ground}" if active else ""),
            " ",
        ]
        levels = _spread(choice) if width >= ROOMY else _short(choice, active=active)
        return line(*head, *levels)


def _spread(choice: Choice) -> list[Part]:
    """All levels; the one that is chosen in brackets."""
    parts: list[Part] = []
    for level, label in choice.options:
        if level == choice.now:
            parts.append((f"[{label}]", "bold $accent"))
        else:
            parts.append((f" {label} ", "italic" if level == choice.base else DIM))
        parts.append(" ")
    return parts


def _short(choice: Choice, *, active: bool) -> list[Part]:
    """The level that is chosen, where it stands on its scale, and what it was."""
    scale = "".join("●" if place == choice.place else "·" for place in range(len(choice.options)))
    arrows = ("◂", "▸") if active else (" ", " ")
    parts: list[Part] = [
        (fit(scale, 6), "$primary"),
        (arrows[0], "$accent"),
        (f" {choice.label(choice.now)} ", STRONG),
        (arrows[1], "$accent"),
    ]
    if choice.now != choice.base:
        room = max(0, LABEL - cell_len(choice.label(choice.now)))
        parts += [" " * room, (f"was {choice.label(choice.base)}", DIM)]
    return parts

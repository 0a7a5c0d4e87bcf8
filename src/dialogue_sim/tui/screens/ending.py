"""The end of a session: how it ended, the goals, what moved, what happened, and questions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, bar, fit, history, line, paragraph, rule
from dialogue_sim.tui.marks import MODELLED, change_mark
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.screens.log import LogSheet
from dialogue_sim.tui.screens.pages import blocks, goals_page
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.top_bar import DISCLAIMER, TopBar

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.view import IndicatorView, View

HISTORY = 10


class EndingScreen(FullScreen):
    """Read at leisure; from here people go home, or to the log."""

    KIND = "ending"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ending")
    AUTO_FOCUS = "#scroll"

    class Leave(Message):
        """The person goes back to the shelf."""

    def __init__(self, views: tuple[View, ...], save: Path | None) -> None:
        super().__init__()
        self._views = views
        self._view = views[0]
        self._save = save

    def body(self) -> ComposeResult:
        """The ending in a window that scrolls."""
        yield TopBar()
        with VerticalScroll(id="scroll", classes="pane"):
            yield Page(partial(ending_page, self._views, self._save))

    def on_mount(self) -> None:
        """Say where we are."""
        bar_ = self.query_one(TopBar)
        bar_.caption, bar_.phase, bar_.seed = self._view.title, "The end", self._view.seed
        bar_.turn, bar_.turns = self._view.turn, self._view.turns
        if self._view.ending is not None:
            self.query_one("#scroll").border_title = Content(self._view.ending.title)

    def action_home(self) -> None:
        """Back to the shelf."""
        self.post_message(self.Leave())

    def action_log(self) -> None:
        """The turns again."""
        self.app.push_screen(LogSheet(self._view))


def ending_page(views: tuple[View, ...], save: Path | None, width: int) -> Lines:
    """Everything about the end of a session, with the goals of everybody at the keyboard."""
    view = views[0]
    body = view.ending
    if body is None:
        return []
    lines = [*blocks(f"{body.text.strip()} {MODELLED}", width), Content("")]
    for seat in views:
        lines += [*goals_page(seat, width, named=len(views) > 1), Content("")]
    lines += [rule("From the opening to the end", width)]
    lines += [_moved(row, width) for row in view.indicators]
    if body.afterwards:
        happened = f"{body.afterwards.strip()} [{body.afterwards_label}]"
        lines += [Content(""), rule("What happened in the world", width), *blocks(happened, width)]
    lines += [Content(""), rule("To talk about", width)]
    for number, question in enumerate(body.debrief, start=1):
        first, *rest = paragraph(question, width - 3)
        lines += [line(f"{number}. ", first), *(line("   ", row) for row in rest)]
    lines += [Content(""), rule("This session", width)]
    lines += paragraph(f"Seed {view.seed} · session code {view.code} · {DISCLAIMER}", width, DIM)
    return lines + (paragraph(f"Saved in {save}", width, DIM) if save is not None else [])


def _moved(row: IndicatorView, width: int) -> Content:
    before, after = row.history[0], row.history[-1]
    arrow, style = change_mark(after - before, row.better)
    moved = f"{arrow}{abs(after - before):>3}  " if before != after else "=     "
    return line(
        (fit(row.label, 22), STRONG if row.rank == 1 else ""),
        f"{before:>4} → ", (f"{after:>4}  ", STRONG), (moved, style),
        bar(after, max(8, min(40, width - 58))), "  ",
        (history(row.history, HISTORY), "$secondary"),
    )  # fmt: skip

"""The end of a session: how it ended, the goals, what moved, what happened, and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from dialogue_sim.session.hindsight.luck import choice_sentence, outcome_sentence
from dialogue_sim.session.views.figures import points
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, bar, fit, history, line, paragraph, rule
from dialogue_sim.tui.marks import MODELLED, change_mark
from dialogue_sim.tui.screens.debrief import behind_the_mask, profile_page, word_and_deed
from dialogue_sim.tui.screens.frame import FullScreen, Request
from dialogue_sim.tui.screens.history import HistoryScreen
from dialogue_sim.tui.screens.log import LogSheet
from dialogue_sim.tui.screens.pages import blocks, goals_page
from dialogue_sim.tui.widgets.forecasts import total_lines
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.top_bar import DISCLAIMER, TopBar

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.hindsight.luck import Hindsight, Outcome
    from dialogue_sim.session.views.view import IndicatorView, View
    from dialogue_sim.tui.sitting import LookBack

HISTORY = 10
TABLE = 66


class EndingScreen(FullScreen):
    """Read at leisure; from here people go home, or to the log."""

    KIND = "ending"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ending")
    AUTO_FOCUS = "#scroll"

    class Ask(Message):
        """Somebody who has the session is to tell the screen what luck did and what choice did."""

        def __init__(self, screen: EndingScreen) -> None:
            super().__init__()
            self.screen = screen

    class Enough(Message):
        """Nobody waits any more for what was asked for."""

    class Leave(Request):
        """The person goes back to the shelf."""

    def __init__(self, views: tuple[View, ...], save: Path | None) -> None:
        super().__init__()
        self.views = views
        self._view = views[0]
        self._save = save
        self._seen: LookBack | None = None
        self._share = 0.0

    def body(self) -> ComposeResult:
        """The ending in a window that scrolls."""
        yield TopBar()
        with VerticalScroll(id="scroll", classes="pane"):
            yield Page(self._draw)

    def on_mount(self) -> None:
        """Say where we are."""
        bar_ = self.query_one(TopBar)
        bar_.caption, bar_.phase, bar_.seed = self._view.title, "The end", self._view.seed
        bar_.turn, bar_.turns = self._view.turn, self._view.turns
        if self._view.ending is not None:
            self.query_one("#scroll").border_title = Content(self._view.ending.title)

        self.post_message(self.Ask(self))

    def tell(self, seen: LookBack) -> None:
        """Show what takes a while to work out, if the screen is still there."""
        self._seen = seen
        if self.has_its_parts:
            self.query_one(Page).show(self._draw)

    def progress(self, share: float) -> None:
        """Show how far the work is, if the screen is still there."""
        self._share = share
        if self.has_its_parts and self._seen is None:
            self.query_one(Page).show(self._draw)

    def _draw(self, width: int) -> Lines:
        lines = ending_page(
            self.views, self._seen, width, plain=self.app.no_color, share=self._share
        )
        saved = "" if self._save is None else f"Saved in {self._save}"
        return [*lines, *(paragraph(saved, width, DIM) if saved else [])]

    def action_home(self) -> None:
        """Back to the shelf."""
        self.post_message(self.Leave(self))

    def action_history(self) -> None:
        """The session again, turn by turn."""
        self.cover(HistoryScreen(self._view))

    def action_log(self) -> None:
        """The turns again."""
        self.cover(LogSheet(self._view))


def ending_page(
    views: tuple[View, ...],
    seen: LookBack | None,
    width: int,
    *,
    plain: bool,
    share: float = 0.0,
) -> Lines:
    """Everything about the end of a session, with the goals of everybody at the keyboard.

    The profile, luck and choice follow once they are known; until then `share` of them is done.
    """
    view = views[0]
    body = view.ending
    if body is None:
        return []
    lines = [*blocks(f"{body.text.strip()} {MODELLED}", width), Content("")]
    for seat in views:
        lines += [*goals_page(seat, width, named=len(views) > 1), Content("")]
    lines += [*profile_page(None if seen is None else seen.profile, width), Content("")]
    for part in (word_and_deed(body.pledges, width), behind_the_mask(view, width, plain=plain)):
        lines += [*part, Content("")] if part else []
    totals = total_lines(view.forecasts, width)
    lines += [rule("Your forecasts", width), *totals, Content("")] if totals else []
    lines += [rule("From the opening to the end", width)]
    lines += [_moved(row, width) for row in view.indicators]
    hindsight = None if seen is None else seen.hindsight
    lines += [Content(""), *_luck_and_choice(hindsight, share, width)]
    if body.afterwards:
        happened = f"{body.afterwards.strip()} [{body.afterwards_label}]"
        lines += [Content(""), rule("What happened in the world", width), *blocks(happened, width)]
    lines += [Content(""), rule("To talk about", width)]
    for number, question in enumerate(body.debrief, start=1):
        first, *rest = paragraph(question, width - 3)
        lines += [line(f"{number}. ", first), *(line("   ", row) for row in rest)]
    lines += [Content(""), rule("This session", width)]
    told = f"Seed {view.seed} · session code {view.code} · {DISCLAIMER}"
    return [*lines, *paragraph(told, width, DIM)]


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


def _luck_and_choice(hindsight: Hindsight | None, share: float, width: int) -> Lines:
    """Where what happened lies among the re-rolls, and what each turn's choice came to."""
    lines = [rule("Luck and choice", width)]
    if hindsight is None:
        working = f"The same moves are played under other luck ... {100 * share:.0f} %"
        return [*lines, line((working, DIM))]
    told = f"The same moves under other luck, {hindsight.rerolls} times over. {MODELLED}"
    lines += paragraph(told, width, DIM)
    lines += _outcomes(hindsight.outcomes, width)
    lines += [Content("")]
    more = "Goal points that another choice would have brought, on average:"
    lines += paragraph(more, width, DIM)
    for choice in hindsight.choices:
        lines += paragraph(choice_sentence(choice), width)
    return lines


def _outcomes(outcomes: tuple[Outcome, ...], width: int) -> Lines:
    """The numbers among their re-rolls as a table, or as sentences where it has no room."""
    if width < TABLE:
        return [row for one in outcomes for row in paragraph(outcome_sentence(one), width)]
    heads = f"{'':<20}{'here':>4}{'higher than':>14}{'eight of ten':>16}{'luck':>10}"
    return [line((heads, DIM)), *(_outcome(one) for one in outcomes)]


def _outcome(one: Outcome) -> Content:
    """One number: what happened, percent below, the range of most, and the share of luck."""
    range_ = f"{points(one.low)} to {points(one.high)}"
    luck = "-" if one.luck is None else f"{one.luck:.0f} %"
    return line(
        (fit(one.label, 20), STRONG), (f"{points(one.value):>4}", STRONG),
        f"{one.percentile:>12.0f} %{range_:>16}{luck:>10}",
    )  # fmt: skip

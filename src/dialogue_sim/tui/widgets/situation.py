"""The situation: indicators with their trends, the text in force, and the goals in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import (
    DIM,
    FAINT,
    KEY,
    STRONG,
    Lines,
    bar,
    cut,
    fit,
    flow,
    history,
    line,
    paragraph,
    rule,
    split_bar,
)
from dialogue_sim.tui.marks import NEWS, change_mark
from dialogue_sim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from dialogue_sim.session.views.goals import GoalView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.view import IndicatorView, View

WIDE = 26
STRIP = 3
HISTORY = 8
FOOT = 2


class Situation(Panel):
    """Rank 1 indicators always, rank 2 where there is room."""

    _view: View | None = None

    def show(self, view: View) -> None:
        """Draw the situation of a view."""
        self._view = view
        self.border_title = title_of(view, self.size.width)
        self.border_subtitle = Content(f"seed {view.seed}")
        self.refresh()

    def on_resize(self) -> None:
        """Say as much at the edge as it holds."""
        if self._view is not None:
            self.border_title = title_of(self._view, self.size.width)

    def lines(self, width: int, height: int) -> Lines:
        """As much detail as the room allows; what is in force stands at the bottom."""
        if self._view is None:
            return []
        first = [row for row in self._view.indicators if row.rank == 1]
        second = [row for row in self._view.indicators if row.rank == 2]  # noqa: PLR2004
        if height <= STRIP:
            return flow([_brief(row) for row in first], width, between="  ")
        detailed = height >= 2 * len(first) + FOOT
        paper = paper_of(self._view)
        drawn = [text for row in first for text in _gauge(row, width, paper, detailed=detailed)]
        if height >= len(drawn) + len(second) + FOOT + 1:
            drawn += [Content(""), *(_headline(row.label, row, width) for row in second)]
        return drawn + in_force(self._view, width, height - len(drawn))


def title_of(view: View, width: int) -> Content:
    """The name of the panel, and that there is news, with the key that tells it."""
    if not view.news:
        return Content("Situation")
    news = f"{NEWS} news: n" if width >= WIDE else f"{NEWS} n"
    return line("Situation ", (news, KEY))


def in_force(view: View, width: int, room: int) -> Lines:
    """The text in force in the rows that are left."""
    text = view.standing
    if room < FOOT:
        return []
    if room <= 2 * FOOT:
        blank = [Content("")] * (room - FOOT)
        return [*blank, line(("In force", DIM)), line(("◆ ", "$accent"), cut(_short(view), width))]
    lines = [Content(""), rule("In force", width), *paragraph(f"◆ {text.title}", width)]
    lines += [row for what in text.amendments for row in paragraph(what, width, DIM, 2)]
    if len(lines) + 1 < room:
        lines += [Content("")] * (room - len(lines) - 1) + [_goals(view.goals)]
    return lines[:room]


def _short(view: View) -> str:
    """The text in force in as few cells as the menu knows for it."""
    names = {policy.id: policy.short for policy in view.menu}
    text: TextView = view.standing
    return names.get(text.policy, text.title) + ("*" if text.amendments else "")


def _goals(goals: tuple[GoalView, ...]) -> Content:
    return line(("Goals ", DIM), (goal_points(goals), STRONG), (" points as it stands", DIM))


def goal_points(goals: tuple[GoalView, ...]) -> str:
    """Points of the goals that are met now, of all."""
    met = sum(goal.points for goal in goals if goal.met)
    return f"{met}/{sum(goal.points for goal in goals)}"


def paper_of(view: View) -> int:
    """Points of progress that nobody has verified."""
    return view.backstage.paper or 0 if view.backstage is not None else 0


def _gauge(row: IndicatorView, width: int, paper: int, *, detailed: bool) -> Lines:
    head = _headline(row.label if width >= WIDE else row.short, row, width)
    if not detailed:
        return [head]
    if row.name == "progress" and paper:
        told = f" {paper} on paper" if width >= WIDE else f" {paper} paper"
        return [head, line(split_bar(row.value, paper, width - len(told)), (told, DIM))]
    if width < WIDE:
        return [head, bar(row.value, width)]
    past = history(row.history, HISTORY)
    return [head, line(bar(row.value, width - HISTORY - 1), " ", (past, "$secondary"))]


def _headline(name: str, row: IndicatorView, width: int) -> Content:
    arrow, style = change_mark(row.change, row.better)
    change = f"{abs(row.change):>2}" if row.change else "  "
    return line(
        (fit(name, width - 7), STRONG if row.rank == 1 else ""),
        (f"{row.value:>3} ", STRONG),
        (arrow, style),
        (change, style if row.change else FAINT),
    )


def _brief(row: IndicatorView) -> str:
    arrow, _ = change_mark(row.change, row.better)
    return f"{row.short} {row.value}{arrow}{abs(row.change) or ''}"

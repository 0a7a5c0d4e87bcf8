"""The log: what was tabled in each turn, what became of it, and how the counterpart answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.tui.drawing import BAD, DIM, GOOD, KEY, STRONG, Lines, cut, line, paragraph
from dialogue_sim.tui.marks import NEWS
from dialogue_sim.tui.widgets.lessons import lesson_lines
from dialogue_sim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from textual.content import Content

    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import NewsView, View

INDENT = 5
SETTLED = {
    "": "",
    "amend": ", then amended",
    "group": ", as a smaller group",
    "withdraw": ", withdrawn",
}
NOW = {"respond": "your response", "answer": "your answer"}


class Log(Panel):
    """The latest turns that fit; the whole log has a key of its own."""

    _view: View | None = None

    def show(self, view: View) -> None:
        """Draw the turns of a view."""
        self._view = view
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """Two lines a turn, as many whole turns as fit, and the turn that is going on."""
        if self._view is None:
            return []
        drawn = lesson_lines(self._view.lessons, width)
        drawn += [news_line(news, width) for news in self._view.news]
        drawn += now(self._view, width)
        for turn in reversed(self._view.played):
            told = entry(turn, self._view, width)
            if len(told) + len(drawn) > height:
                break
            drawn = [*told, *drawn]
        return drawn[-height:]


def news_line(news: NewsView, width: int) -> Content:
    """What happened before a text was chosen."""
    return line((f"  {NEWS} ", KEY), cut(news.title, width - INDENT))


def now(view: View, width: int) -> Lines:
    """The turn that is going on, and what there is to know of it."""
    if view.phase == "over":
        return []
    doing = NOW.get(view.phase, "choose a text")
    if view.at.mover != view.seat:
        doing = f"{view.at.mover_name} is asked"
    lines = [line((f"T{view.turn} ▸ ", KEY), (cut(doing, width - INDENT), ""))]
    told = ["debated first"] if view.debated else []
    if view.backstage is not None and view.backstage.capital is not None:
        told.append(f"capital {view.backstage.capital}")
    return [*lines, *paragraph(" · ".join(told), width, DIM, INDENT)] if told else lines


def entry(turn: TurnView, view: View, width: int) -> Lines:
    """One finished turn in two lines; the sign says whether the text stands."""
    amended = " (amended)" if turn.amendments else ""
    return [
        line(
            (f"T{turn.number} ", DIM),
            ("· ", DIM) if turn.waited else ("✓ ", GOOD) if turn.stands else ("✗ ", BAD),
            (cut(turn.title + amended, width - INDENT), STRONG),
        ),
        *paragraph(cut(outcome(turn, view), width - INDENT), width, DIM, INDENT),
    ]


def outcome(turn: TurnView, view: View) -> str:
    """What became of the text, and the answer."""
    said = f"{view.counterpart_short} {turn.answer.word}"
    if turn.waited:
        return said
    first = turn.hearings[0]
    if not first.broken_by:
        return said
    shorts = {reaction.name: reaction.short for reaction in first.reactions}
    who = ", ".join(shorts.get(name, name) for name in first.broken_by)
    return f"{said}; broken by {who}{SETTLED[turn.settlement]}"

"""What can still be chosen before a session begins: the seat, the adviser and the luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import DIM, KEY, STRONG, Lines, cut, ends, line, paragraph, rule
from dialogue_sim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from dialogue_sim.session.views.view import View

ADVICE = {
    "open": "tells exact chances",
    "normal": "tells bands and words",
    "hard": "tells words alone",
}
STRIP = 4
"""Rows below which only what is chosen is told, and not what else could be."""


class Setup(Panel):
    """The choices with their keys; where there is room, every seat and what one does there."""

    _view: View | None = None

    def show(self, view: View) -> None:
        """Draw the choices of a session that has not begun."""
        self._view = view
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """The choices for the room there is."""
        if self._view is None:
            return []
        return _strip(self._view, width) if height < STRIP else _whole(self._view, width)


def _strip(view: View, width: int) -> Lines:
    role = next(role for role in view.at.roles if role.id == view.seat)
    adviser = f"{view.difficulty}: {ADVICE[view.difficulty]}"
    return [
        ends(line(("c ", KEY), (role.name, STRONG), (f" {role.does}", DIM)), Content(""), width),
        ends(
            line(("d ", KEY), ("Adviser ", DIM), (adviser, STRONG)),
            line(("s ", KEY), ("seed ", DIM), (cut(view.seed, width // 3), STRONG)), width,
        ),
    ]  # fmt: skip


def _whole(view: View, width: int) -> Lines:
    lines = [rule("Your seat", width), line(("c", KEY), (" takes the next one", DIM)), Content("")]
    for role in view.at.roles:
        here = role.id == view.seat
        mark = ("▸ ", KEY) if here else ("  ", "")
        lines.append(line(mark, (cut(role.name, width - 2), STRONG if here else "")))
        lines += paragraph(f"{role.does}.", width, DIM, 2)
    lines += [Content(""), rule("The adviser", width)]
    lines += [line(("d", KEY), (" says more or less", DIM)), Content("")]
    for difficulty, tells in ADVICE.items():
        here = difficulty == view.difficulty
        mark = ("▸ ", KEY) if here else ("  ", "")
        lines.append(line(mark, (f"{difficulty:<7} ", STRONG if here else ""), (tells, DIM)))
    lines += [Content(""), rule("Luck", width)]
    lines += [line(("s", KEY), (" types the seed of a friend", DIM)), Content("")]
    return [*lines, line("  seed ", (cut(view.seed, width - 7), STRONG))]

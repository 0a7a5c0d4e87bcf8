"""What holds the panels of the play screen, and gives them rows where there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container

if TYPE_CHECKING:
    from dialogue_sim.session.views.view import View

EDGES = 2
HEADINGS = 3
LOWER = 8
"""Rows below the lists, at least: one for each number that is forecast, and the edges."""

LOG = 8
LEAST = 24
"""Rows above, at least: the situation and the log have to go there."""


class Table(Container):
    """Puts panels side by side; on tall screens the lists get the rows that they can use."""

    _policies = _actors = 0

    def show(self, view: View) -> None:
        """Make room for what a view lists."""
        self._policies, self._actors = len(view.menu), len(view.actors)
        self._arrange()

    def on_resize(self) -> None:
        """Give the rows of another size."""
        self._arrange()

    def _arrange(self) -> None:
        classes = self.screen.classes
        if "-wide" in classes and classes & {"-tall", "-high"}:
            upper = upper_rows(self.size.height, self._policies, self._actors)
            log = max(LOG, upper // 4)
            self.styles.grid_rows = f"{upper - log} {log} 1fr"
        else:
            self.styles.clear_rule("grid_rows")


def upper_rows(height: int, policies: int, actors: int) -> int:
    """Rows of the lists: two for each policy and each actor, or three where that fits."""
    most = height - LOWER
    listed = [_fitting(policies, 0, most), _fitting(actors, 2 + HEADINGS, most), LEAST]
    return min(most, max(listed))


def _fitting(entries: int, more: int, most: int) -> int:
    """Rows of a list with three for each entry if they are there, else with two."""
    tall, usual = (rows * entries + more + EDGES for rows in (3, 2))
    return tall if tall <= most else usual

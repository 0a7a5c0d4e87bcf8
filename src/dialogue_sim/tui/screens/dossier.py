"""The dossier as a sheet: to read where the floor has no room for it, or to take a card from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.dossier import COUNTS, Dossier

if TYPE_CHECKING:
    from dialogue_sim.session.views.dossier import CardView

LEGEND = "+ for the text · - against it · ± both"


class DossierSheet(Sheet[str | None]):
    """Returns the id of the card that was taken; None where nothing was, or is to be."""

    KIND = "dossier"
    BINDINGS: ClassVar[list[BindingType]] = bindings("dossier")
    AUTO_FOCUS = "Search"

    def __init__(
        self,
        cards: tuple[CardView, ...],
        *,
        taking: bool = False,
        counting: frozenset[str] | None = None,
    ) -> None:
        """Args: counting: ids of cards that would add something; None where nothing is said."""
        legend = LEGEND if counting is None else f"{COUNTS} would count · {LEGEND}"
        super().__init__("Take a card" if taking else "Dossier", legend)
        self._cards = cards
        self._taking = taking
        self._counting = counting

    def body(self) -> ComposeResult:
        """The cards with their search."""
        yield Dossier(self._cards, self._counting)

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """The key that takes, from the search."""
        self.action_take()

    def on_option_list_option_selected(self) -> None:
        """A double click, or the key that chooses in lists."""
        self.action_take()

    def action_take(self) -> None:
        """Take the highlighted card, where one is asked for."""
        chosen = self.query_one(Dossier).chosen
        if self._taking and chosen is not None:
            self.dismiss(chosen.id)

    def action_next(self) -> None:
        """The card below."""
        self.query_one(Dossier).move(1)

    def action_previous(self) -> None:
        """The card above."""
        self.query_one(Dossier).move(-1)

    def action_close(self) -> None:
        """Back without a card."""
        self.dismiss(None)

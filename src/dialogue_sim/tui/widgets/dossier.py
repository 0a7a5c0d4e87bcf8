"""The dossier: cards to look through, with a search that goes on as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input
from textual.widgets.option_list import Option

from dialogue_sim.tui.drawing import DIM, STRONG, Lines, cut, fit, line, paragraph
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.typing import Search

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Resize

    from dialogue_sim.session.views.dossier import CardView

SIDE_SIGNS = {(): "·", ("for",): "+", ("against",): "-"}
BOTH = "±"
LABEL, GRADE, DATE = 5, 3, 10
ROOMY = 60


class Dossier(Vertical):
    """Cards, those that match the search; whoever holds it gives the keys."""

    def __init__(self, cards: tuple[CardView, ...], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._cards = cards

    def compose(self) -> ComposeResult:
        """The search, the cards, and one of them in full."""
        yield Search("title, text, source or label")
        yield FollowedList(id="cards", markup=False)
        with VerticalScroll(id="card", can_focus=False):
            yield Page(self._page)

    def on_mount(self) -> None:
        """List all cards once there is room to draw them for."""
        self.call_after_refresh(self._fill)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._fill)

    @property
    def chosen(self) -> CardView | None:
        """The card that is highlighted; None before anything is."""
        option = self.query_one("#cards", FollowedList).highlighted_option
        return next((c for c in self._cards if option is not None and c.id == option.id), None)

    def move(self, by: int) -> None:
        """Highlight another card."""
        cards = self.query_one("#cards", FollowedList)
        cards.action_cursor_down() if by > 0 else cards.action_cursor_up()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search on as one types; the first that matches is highlighted."""
        event.stop()
        self._fill()
        cards = self.query_one("#cards", FollowedList)
        cards.highlighted = 0 if event.value and cards.option_count else None

    def on_option_list_option_highlighted(self) -> None:
        """Show the card in full."""
        self._show()

    def _show(self) -> None:
        self.query_one(Page).show(self._page)

    def _fill(self) -> None:
        """List what matches; the highlight stays on its card."""
        if not self.is_mounted or not self.size.width:
            return
        cards, kept = self.query_one("#cards", FollowedList), self.chosen
        found = matching(self._cards, self.query_one(Search).value)
        width = cards.scrollable_content_region.width
        cards.set_options(Option(card_prompt(card, width), id=card.id) for card in found)
        if kept in found:
            cards.highlighted = found.index(kept)
        self._show()

    def _page(self, width: int) -> Lines:
        chosen = self.chosen
        if chosen is None:
            count = self.query_one("#cards", FollowedList).option_count
            said = f"{count} of {len(self._cards)} cards. ↓ highlights one."
            return paragraph(said, width, DIM)
        return card_page(chosen, width)


def matching(cards: tuple[CardView, ...], search: str) -> list[CardView]:
    """Cards in which every word of a search occurs, in any part of them."""
    words = search.casefold().split()
    return [card for card in cards if all(word in _searched(card) for word in words)]


def _searched(card: CardView) -> str:
    parts = (card.title, card.text, f"[{card.label}]", card.date, *card.source)
    return " ".join(parts).casefold()


def side_sign(card: CardView) -> str:
    """For which side a card speaks on the text: + for, - against, ± both, · neither."""
    return SIDE_SIGNS.get(tuple(card.speaks), BOTH)


def card_prompt(card: CardView, width: int) -> Content:
    """A card in a line: label, grade, side, title, and the date where there is room."""
    head = line(
        (f"[{card.label}]", DIM), f" {card.grade:>{GRADE}} ", (side_sign(card), STRONG), " "
    )
    room = width - head.cell_length
    if width < ROOMY:
        return line(head, cut(card.title, room))
    return line(head, fit(card.title, room - DATE - 1), (f" {card.date:>{DATE}}", DIM))


def card_page(card: CardView, width: int) -> Lines:
    """A card in full: what it says, where from, for whom it speaks, and what disputes it."""
    about = f"[{card.label}] {card.grade} per mille · {card.date} · {', '.join(card.source)}"
    lines = [*paragraph(card.title, width, STRONG), *paragraph(card.text, width)]
    lines += paragraph(about, width, DIM)
    speaks = "; ".join(f"{side} the text: {how}" for side, how in card.speaks.items())
    lines += paragraph(f"{speaks or 'It does not bear on this text'}.", width)
    if card.disputed_by:
        lines += paragraph(f"Disputed by: {'; '.join(card.disputed_by)}.", width)
    return lines

"""The dossier: cards of evidence to look through, and which of them would count."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.tui.drawing import DIM, GOOD, STRONG, Lines, cut, fit, line, paragraph
from dialogue_sim.tui.widgets.catalogue import Catalogue, Entry

if TYPE_CHECKING:
    from textual.content import Content

    from dialogue_sim.session.views.dossier import CardView

SIDE_SIGNS = {(): "·", ("for",): "+", ("against",): "-"}
BOTH = "±"
COUNTS = "✓"
"""Before a card that would add something to the answer that is being written."""
LABEL, GRADE, DATE = 5, 3, 10
ROOMY = 60


class Dossier(Catalogue):
    """Cards, those that match the search; whoever holds it gives the keys."""

    def __init__(
        self, cards: tuple[CardView, ...], counting: Collection[str] | None = None
    ) -> None:
        """Args: counting: ids of cards that would count here; None where nothing is asked for."""
        entries = [card_entry(card, counting) for card in _first(cards, counting)]
        super().__init__(entries, "title, text, source or label", first=False)
        self._cards = {card.id: card for card in cards}

    @property
    def chosen(self) -> CardView | None:
        """The card that is highlighted; None before anything is."""
        return None if self.entry is None else self._cards[self.entry.id]


def _first(cards: tuple[CardView, ...], counting: Collection[str] | None) -> tuple[CardView, ...]:
    """The cards that count stand before the others, the weightiest first."""
    if counting is None:
        return cards
    counted = sorted((c for c in cards if c.id in counting), key=lambda card: -card.grade)
    return (*counted, *(card for card in cards if card.id not in counting))


def card_entry(card: CardView, counting: Collection[str] | None = None, shelf: str = "") -> Entry:
    """A card to look up."""
    return Entry(
        card.id, card.title, searched(card),
        partial(card_prompt, card, counts=None if counting is None else card.id in counting),
        partial(card_page, card), shelf, deep=bool(shelf),
        cites=tuple(code.rpartition(" ")[2] for code in card.source),
    )  # fmt: skip


def searched(card: CardView) -> str:
    """Everything of a card in which a search looks."""
    parts = (card.title, card.text, f"[{card.label}]", card.date, *card.source)
    return " ".join(parts).casefold()


def side_sign(card: CardView) -> str:
    """For which side a card speaks on the text: + for, - against, ± both, · neither."""
    return SIDE_SIGNS.get(tuple(card.speaks), BOTH)


def card_prompt(card: CardView, width: int, *, counts: bool | None = None) -> Content:
    """A card in a line: label, grade, side, title, and the date where there is room.

    Args:
        counts: whether it would count for what is being said; None where nothing is.
    """
    mark = "" if counts is None else f"{COUNTS if counts else ' '} "
    head = line(
        (mark, f"bold {GOOD}"), (f"[{card.label}]", DIM), f" {card.grade:>{GRADE}} ",
        (side_sign(card), STRONG), " ",
    )  # fmt: skip
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

"""Members and what can be done before a text is tabled: arrows choose a member and a deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from dialogue_sim.session.moves import Assure, Campaign, Consult
from dialogue_sim.tui.drawing import DIM, GOOD, STRONG, Lines, Part, fit, line
from dialogue_sim.tui.marks import GROUND, PIP
from dialogue_sim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Groundwork
    from dialogue_sim.session.views.backstage_view import BackstageView, MemberView, OfferView
    from dialogue_sim.session.views.odds import Odds

NAME, CELL, CHANCE, LINE = 15, 12, 10, 9
COLUMNS = 3
HEAD = 1
AT_HOME = "At home"


@dataclass(frozen=True, slots=True)
class Row:
    """A member with what can be done about it, or what concerns everybody at home.

    Attributes:
        member: None at home.
        chance: that it breaks silence over the highlighted text; None where none does.
    """

    member: MemberView | None
    chance: Odds | None
    offers: tuple[OfferView, ...]

    @property
    def name(self) -> str:
        """The first words of the row."""
        return AT_HOME if self.member is None else self.member.short


def rows_of_hand(
    backstage: BackstageView, breaks: tuple[tuple[str, Odds], ...]
) -> tuple[Row, ...]:
    """The rows of a table.

    Args:
        backstage: members and offers.
        breaks: (short name, chance) of members that may break silence over a text.
    """
    chances = dict(breaks)
    rows = [
        Row(
            member,
            chances.get(member.short),
            tuple(o for o in backstage.offers if getattr(o.move, "actor", "") == member.id),
        )
        for member in backstage.members
    ]
    at_home = tuple(offer for offer in backstage.offers if isinstance(offer.move, Campaign))
    return (*rows, Row(None, None, at_home)) if at_home else tuple(rows)


class GroundworkTable(Panel, can_focus=True):
    """Shows rows, the first of them headings; whoever holds it makes the moves."""

    class Moved(Message):
        """Another member or another deed is highlighted."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        super().__init__()
        self._rows = rows
        self.row = self._column = 0

    @property
    def chosen(self) -> Row:
        """The row that is highlighted."""
        return self._rows[self.row]

    @property
    def offer(self) -> OfferView | None:
        """The deed that is highlighted; None where nothing can be done now."""
        offers = self.chosen.offers
        return offers[min(self._column, len(offers) - 1)] if offers else None

    def show(self, rows: tuple[Row, ...]) -> None:
        """Draw the table after a move."""
        self._rows = rows
        self.refresh()

    def move(self, by: int) -> None:
        """Highlight the row `by` rows further down."""
        self._highlight((self.row + by) % len(self._rows), self._column)

    def turn(self, by: int) -> None:
        """Highlight the deed `by` columns further right."""
        last = max(0, len(self.chosen.offers) - 1)
        self._highlight(self.row, max(0, min(last, min(self._column, last) + by)))

    def on_click(self, event: Click) -> None:
        """A click highlights a deed of a member."""
        if HEAD <= event.y < HEAD + len(self._rows):
            self._highlight(event.y - HEAD, max(0, min(COLUMNS - 1, (event.x - NAME - 2) // CELL)))

    @property
    def cursor_line(self) -> int:
        """The highlighted row, below the headings; see `cursor`."""
        return HEAD + self.row

    def on_focus(self) -> None:
        """Tell what is highlighted."""
        self._highlight(self.row, self._column)

    def _highlight(self, row: int, column: int) -> None:
        self.row, self._column = row, column
        self.post_message(self.Moved())
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each member, and the headings."""
        del container, viewport, width
        return HEAD + len(self._rows)

    def lines(self, width: int, height: int) -> Lines:
        """The headings, then one line each."""
        del height
        blank = " " * (2 + NAME + COLUMNS * CELL)
        known = width >= len(blank) + CHANCE + LINE
        head = line(blank, (f"{'breaks':>{CHANCE}}{'line':>{LINE}}" if known else "", DIM))
        drawn = [self._draw(row, active=row is self.chosen) for row in self._rows]
        notes = [_known(row) if known else Content("") for row in self._rows]
        return [head, *(line(row, note) for row, note in zip(drawn, notes, strict=True))]

    def _draw(self, row: Row, *, active: bool) -> Content:
        ground = "reverse" if self.app.no_color else GROUND
        parts: list[Part] = [
            ("▸ " if active else "  ", "$accent"),
            (fit(row.name, NAME), STRONG),
        ]
        for offer in row.offers:
            here = active and offer is self.offer
            words, style = _cell(offer, row.member)
            parts += [(fit(words, CELL - 1), f"bold {ground}" if here else style), " "]
        return line(*parts, " " * ((COLUMNS - len(row.offers)) * CELL))


def _known(row: Row) -> Content:
    """How likely a member is to break silence, and its line if it has told."""
    if row.member is None:
        return Content("")
    chance = "-" if row.chance is None else row.chance.brief
    told = row.member.threshold or "hidden"
    return line(f"{chance:>{CHANCE}}", (f"{told:>{LINE}}", "" if row.member.known else DIM))


def _cell(offer: OfferView, member: MemberView | None) -> tuple[str, str]:
    """A deed with what it costs; what is done is ticked, what cannot be done is crossed."""
    word = word_of(offer.move)
    done = member is not None and (
        (word == "consult" and member.known)
        or (word == "assure" and member.assured)
        or (word == "promise" and bool(member.due))
    )
    if done:
        return f"✓ {word}", GOOD
    if offer.blocked_by:
        return f"{word} ✕", DIM
    return (f"{word} {offer.cost}{PIP}" if offer.cost else word), ""


def word_of(move: Groundwork) -> str:
    """A deed in one word."""
    match move:
        case Consult():
            return "consult"
        case Assure(_, how):
            return "assure" if how == "now" else "promise"
        case Campaign():
            return "campaign"

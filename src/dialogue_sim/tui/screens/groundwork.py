"""Before a text is tabled: members are consulted, assured or promised something, or one waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, FAINT, GOOD, STRONG, Lines, line, paragraph
from dialogue_sim.tui.marks import capital_pips
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.groundwork_table import GroundworkTable, Row, rows_of_hand, word_of
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.why import member_facts

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Groundwork
    from dialogue_sim.session.views.backstage_view import BackstageView, MemberView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.view import View

TERMS = {
    "consult": "consultation",
    "assure": "assurance",
    "promise": "promise",
    "campaign": "campaign",
}
"""Where the glossary explains a deed."""


class GroundworkSheet(Sheet[None]):
    """Makes moves at once and shows what they brought; tabling comes after it.

    Attributes:
        do: makes a move and gives the view after it; raises an error that says why it cannot.
    """

    KIND = "prepare"
    BINDINGS: ClassVar[list[BindingType]] = bindings("prepare")
    AUTO_FOCUS = "GroundworkTable"

    def __init__(self, view: View, policy: str, do: Callable[[Groundwork], View]) -> None:
        super().__init__("Groundwork")
        self._view = view
        self._policy = policy
        self._do = do
        self._told: tuple[str, str] = ("", "")

    @property
    def _backstage(self) -> BackstageView:
        assert self._view.backstage is not None  # noqa: S101  the sheet opens only then
        return self._view.backstage

    @property
    def _text(self) -> TextView:
        return next(p for p in self._view.menu if p.id == self._policy).text

    def _rows(self) -> tuple[Row, ...]:
        return rows_of_hand(self._backstage, self._text.breaks)

    def body(self) -> ComposeResult:
        """The members, and below them what is known of one and what a deed does."""
        yield GroundworkTable(self._rows())
        yield Page(self._page)

    def _show(self) -> None:
        """Say what there is to spend, which text the chances are for, and what is known."""
        self.query_one(GroundworkTable).show(self._rows())
        self.query_one(Page).show(self._page)
        sheet = self.query_one("#sheet")
        capital, most = self._backstage.capital, self._backstage.most
        if capital is not None:
            sheet.border_title = line("Groundwork · capital ", capital_pips(capital, most))
        sheet.border_subtitle = Content(f"chances for: {self._text.title}")

    def on_groundwork_table_moved(self) -> None:
        """Tell of what is highlighted now."""
        self._told = ("", "")
        self._show()

    def _page(self, width: int) -> Lines:
        table = self.query_one(GroundworkTable)
        lines = [line(("─" * width, FAINT))]
        if table.chosen.member is not None:
            lines += _member_page(table.chosen.member, width)
        told, style = self._told
        if table.offer is None:
            told, style = "Only the chair prepares a text, and before it tables one.", DIM
        elif not told and table.offer.blocked_by:
            told, style = _sentence(table.offer.blocked_by), BAD
        elif not told:
            lines += self._about(table, width)
        return [*lines, *paragraph(told, width, style)]

    def _about(self, table: GroundworkTable, width: int) -> Lines:
        """What the highlighted deed costs, and what it is."""
        offer = table.offer
        if offer is None:
            return []
        meaning = next(
            (t.text for t in self._view.glossary if t.id == TERMS[word_of(offer.move)]), ""
        )
        left = self._backstage.capital
        price = "" if left is None else f": costs {offer.cost} of {left}"
        return [line((f"{offer.label}{price}.", STRONG)), *paragraph(meaning, width, DIM)]

    def action_do(self) -> None:
        """Make the highlighted move; what cannot be done says why."""
        offer = self.query_one(GroundworkTable).offer
        if offer is None:
            return
        try:
            self._view = self._do(offer.move)
        except DialogueSimError as error:
            self._told = (_sentence(str(error)), BAD)
        else:
            self._told = (f"✓ Done: {offer.label}.", GOOD)
        self._show()

    def action_previous(self) -> None:
        """The member above."""
        self.query_one(GroundworkTable).move(-1)

    def action_next(self) -> None:
        """The member below."""
        self.query_one(GroundworkTable).move(1)

    def action_left(self) -> None:
        """The deed before."""
        self.query_one(GroundworkTable).turn(-1)

    def action_right(self) -> None:
        """The next deed."""
        self.query_one(GroundworkTable).turn(1)

    def action_close(self) -> None:
        """Back to the texts."""
        self.dismiss(None)


def _member_page(member: MemberView, width: int) -> Lines:
    """What is known of a member, and what it asks for."""
    lines = paragraph(f"{member.name}: {'; '.join(_lower(member_facts(member)))}.", width)
    if member.asks:
        lines += paragraph(f"It asks for {member.asks}.", width)
    return lines


def _lower(facts: list[str]) -> list[str]:
    return [f"{fact[:1].lower()}{fact[1:]}" for fact in facts]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


class WaitSheet(Sheet[bool]):
    """Asks once before a turn is let pass."""

    KIND = "wait"
    BINDINGS: ClassVar[list[BindingType]] = bindings("wait")
    AUTO_FOCUS = "#sheet"

    def __init__(self, view: View) -> None:
        super().__init__("Wait a turn?", "enter waits · esc goes back")
        self._view = view

    def body(self) -> ComposeResult:
        """What happens then."""
        yield Page(partial(wait_page, self._view))

    def action_wait(self) -> None:
        """Let the turn pass."""
        self.dismiss(True)  # noqa: FBT003  what the sheet asks

    def action_close(self) -> None:
        """Back to the texts."""
        self.dismiss(False)  # noqa: FBT003  what the sheet asks


def wait_page(view: View, width: int) -> Lines:
    """What waiting does."""
    lines = paragraph("Nothing is tabled in this turn, and waiting costs no capital.", width)
    stays = f"In force stays: {view.standing.title}."
    return [*lines, *paragraph(f"{stays} {view.counterpart} answers that text.", width, DIM)]

"""The receipt of a response or an answer: every number, adding up, with where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from dialogue_sim.session.views.hints import hint_sentences
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, balance, fit, line, paragraph, rule
from dialogue_sim.tui.marks import MODELLED, answer_word, short_word
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.ledger import ledger_section
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.why import answer_chances, answer_text, chance_bars
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.views.backstage_view import ReadingStep
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.hints import Hints, HintView
    from dialogue_sim.session.views.issues import IssueView
    from dialogue_sim.session.views.questions import ResponseQuestion
    from dialogue_sim.session.views.receipts import ReceiptView, RowView
    from dialogue_sim.session.views.sources import SourceView
    from dialogue_sim.session.views.turn_view import AnswerView, ReactionView, TurnView
    from dialogue_sim.session.views.worth import WorthView

NAME = 40
NUMBER = 8
HALF = 10


@dataclass(frozen=True, slots=True)
class Slip:
    """One receipt.

    Attributes:
        owner: whose it is.
        turn: number of the finished turn; None for the text on the table now.
        draw: from the width and what would have moved everybody, as far as that is known.
        cites: codes of the sentences that its numbers rest on.
    """

    owner: str
    title: str
    turn: int | None
    draw: Callable[[int, Hints], Lines]
    cites: tuple[str, ...] = ()


class ReceiptSheet(Sheet[None]):
    """Receipts of one turn, one actor at a time."""

    KIND = "receipt"
    BINDINGS: ClassVar[list[BindingType]] = bindings("receipt")
    AUTO_FOCUS = "#sheet"

    class Ask(Message):
        """Somebody who has the session is to tell the sheet what would have moved everybody."""

        def __init__(self, sheet: ReceiptSheet, turn: int | None) -> None:
            super().__init__()
            self.sheet = sheet
            self.turn = turn

    def __init__(self, slips: tuple[Slip, ...], owner: str) -> None:
        owners = [slip.owner for slip in slips]
        self._slips = slips
        self._hints: Hints = {}
        self._place = owners.index(owner) if owner in owners else 0
        super().__init__(self._slip.title, self._where)

    @property
    def _slip(self) -> Slip:
        return self._slips[self._place]

    @property
    def _where(self) -> str:
        return f"{self._place + 1} of {len(self._slips)}"

    def frame(self) -> Widget:
        """A window that scrolls."""
        return VerticalScroll(id="sheet", classes="pane")

    def body(self) -> ComposeResult:
        """The receipt."""
        yield Page(self._draw)

    def on_mount(self) -> None:
        """Ask for what takes longer than drawing."""
        self.post_message(self.Ask(self, self._slip.turn))

    def tell(self, hints: Hints) -> None:
        """Show what would have moved everybody; a sheet that is leaving has no page any more."""
        self._hints = hints
        for page in self.query(Page):
            page.show(self._draw)

    def _draw(self, width: int) -> Lines:
        return self._slip.draw(width, self._hints)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sources only where numbers rest on some."""
        if action == "sources" and not self._slip.cites:
            return False
        return super().check_action(action, parameters)

    def action_sources(self) -> None:
        """The sentences that the numbers rest on."""
        self.look_up(cites=self._slip.cites)

    def action_file(self) -> None:
        """All that is known of whose receipt it is."""
        self.look_up(at=f"actor:{self._slip.owner}")

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)

    def action_next(self) -> None:
        """The receipt of the next actor."""
        self._turn_to(self._place + 1)

    def action_previous(self) -> None:
        """The receipt of the actor before."""
        self._turn_to(self._place - 1)

    def _turn_to(self, place: int) -> None:
        self._place = place % len(self._slips)
        self.retitle(self._slip.title, self._where)
        self.query_one(Page).show(self._draw)
        self.query_one(VerticalScroll).scroll_home(animate=False)


def slips_of_turn(turn: TurnView, counterpart: str, name: str) -> tuple[Slip, ...]:
    """The receipts of a finished turn: everybody's response, then the counterpart's answer."""

    def answer(width: int, _: Hints) -> Lines:
        return [*answer_receipt(turn.answer, width), *reading_receipt(turn.reading, name, width)]

    heard = len(turn.hearings) == 1
    slips = slips_of_reactions(turn.reactions, turn.number, turn.debate if heard else None)
    drivers = tuple(driver.source for driver in turn.answer.against.drivers)
    last = Slip(counterpart, f"Receipt · {name}", turn.number, answer, _codes(drivers))
    return (*slips, last)


def slips_of_reactions(
    reactions: tuple[ReactionView, ...],
    turn: int | None = None,
    debate: DebateView | None = None,
) -> tuple[Slip, ...]:
    """The receipts of what was said to one text.

    Args:
        turn: see `Slip`.
        debate: what was said about that very text; None where nothing was.
    """
    return tuple(
        Slip(
            reaction.actor, f"Receipt · {reaction.name}", turn,
            partial(reaction_receipt, reaction, debate), cites_of(reaction.receipt),
        )
        for reaction in reactions
    )  # fmt: skip


def cites_of(receipt: ReceiptView) -> tuple[str, ...]:
    """Codes of all sentences that the numbers of a receipt rest on."""
    rows = (row.source for row in receipt.rows)
    issues = (issue.source for issue in receipt.issues)
    return _codes((*rows, *issues))


def _codes(sources: tuple[SourceView | None, ...]) -> tuple[str, ...]:
    """What sources cite, each once."""
    cited = [code for source in sources if source is not None for code, _ in source.cited]
    return tuple(dict.fromkeys(cited))


def reaction_receipt(
    reaction: ReactionView, debate: DebateView | None, width: int, hints: Hints
) -> Lines:
    """What was said and why, what would have moved the actor, and all that is behind it."""
    receipt = reaction.receipt
    said = f"{reaction.name} {reaction.word}: {reaction.reason}. [{reaction.label}]"
    words = [(short_word(name, reaction.kind), name == reaction.response) for name in RESPONSES]
    moved = [*_debated(reaction.actor, debate, width), *_moved(hints.get(reaction.actor), width)]
    return [*paragraph(said, width), Content(""), *receipt_lines(receipt, words, width, moved)]


def _debated(actor: str, debate: DebateView | None, width: int) -> Lines:
    """The ledger of one actor; nothing without a debate."""
    if debate is None:
        return []
    own = [audience for audience in debate.audiences if audience.actor == actor]
    lines = [row for one in own for row in ledger_section(one, debate, width)]
    return [Content(""), rule("The debate, argument by argument", width), *lines] if own else []


def own_receipt(seat: str, question: ResponseQuestion, width: int, hints: Hints) -> Lines:
    """How the model takes the text on the table in the seat that is asked."""
    said = f"{question.text.title}: what speaks for and against it in your seat. {MODELLED}"
    words = [(short_word(name, question.kind), False) for name, _ in question.options]
    moved = _moved(hints.get(seat), width)
    lines = receipt_lines(question.receipt, words, width, moved)
    return [*paragraph(said, width), Content(""), *lines]


def receipt_lines(
    receipt: ReceiptView, words: list[tuple[str, bool]], width: int, moved: Lines
) -> Lines:
    """All terms, the total, the issues behind the interest, the chances and the sources.

    Args:
        words: of the five responses, worst first, and which of them was given.
        moved: what would have moved the actor.
    """
    lines = [rule("What spoke for (+) and against (-)", width)]
    largest = max(abs(row.value) for row in receipt.rows)
    for row in receipt.rows:
        lines += _row(row, largest, width)
    lines += _total(receipt.shown, [row.shown for row in receipt.rows], width)
    lines += _worth(receipt.worth, width)
    lines += moved
    lines += [Content(""), rule("Interest, issue by issue", width)]
    widest = max((abs(issue.value) for issue in receipt.issues), default=0.0)
    for issue in receipt.issues:
        lines += _issue(issue, widest, width)
    lines += [Content(""), rule("How likely each response was", width)]
    shares = zip(words, receipt.chances, strict=True)
    lines += chance_bars([(word, chance, given) for (word, given), chance in shares], width)
    return lines + _sources(receipt, width)


def _moved(hints: tuple[HintView, ...] | None, width: int) -> Lines:
    """What would have moved an actor; nothing until that is known."""
    if hints is None:
        return []
    lines = [Content(""), rule("What would have moved it", width)]
    for hint in hints:
        for argument in getattr(hint, "arguments", ()):
            lines += paragraph(argument.words, width)
    return lines + [row for said in hint_sentences(hints) for row in paragraph(said, width)]


def _worth(worth: WorthView | None, width: int) -> Lines:
    """What the text was worth to a member that can break silence, against its line."""
    if worth is None:
        return []
    lines = [Content(""), rule("What decides over silence", width)]
    largest = max(abs(value) for _, value, _ in worth.parts)
    lines += [
        _number(label.capitalize(), shown, value, largest, width=width)
        for label, value, shown in worth.parts
    ]
    lines += _total(worth.shown, [shown for _, _, shown in worth.parts], width, "Worth")
    return [*lines, *paragraph(f"{worth.says} {MODELLED}", width)]


def _row(row: RowView, largest: float, width: int) -> Lines:
    """A term: number and bar, what it says, then in small where its number stands."""
    lines = [_number(row.label, row.shown, row.value, largest, width=width)]
    lines += paragraph(row.says, width, indent=2)
    return lines + _cited(row.source, width)


def _issue(issue: IssueView, widest: float, width: int) -> Lines:
    """An issue: number and bar, what was wanted, then in small where that stands."""
    head = _number(
        f"{issue.title}: {issue.offered}", issue.shown, issue.value, widest, width=width
    )
    if not issue.salience:
        return [head]
    wanted = f"It wants {issue.wanted}; this is {issue.part}."
    return [head, *paragraph(wanted, width, indent=2), *_cited(issue.source, width)]


def _number(label: str, shown: str, value: float, largest: float, *, width: int) -> Content:
    return line(
        fit(label, _label_room(width)),
        (f"{shown:>{NUMBER}} ", STRONG),
        balance(value, largest, HALF),
    )


def _label_room(width: int) -> int:
    return min(NAME, width - NUMBER - 2 * HALF - 4)


def _cited(source: SourceView | None, width: int) -> Lines:
    """Basis, label, sources and place of a number, in small."""
    if source is None:
        return []
    cited = ", ".join(name for name, _ in source.cited)
    why = f" · {source.why}" if source.why else ""
    said = f"[{source.label}] {source.shown_basis}{f' {cited}' if cited else ''}"
    return paragraph(f"{said} · {source.file}:{source.line}{why}", width, DIM, indent=2)


def _total(total: str, shown: list[str], width: int, name: str = "Total") -> Lines:
    """The total, and whether the numbers above add up to it digit by digit; perhaps untold."""
    if not total:
        return []
    adds_up = sum(map(Decimal, shown)) == Decimal(total)
    check = f"the {len(shown)} numbers add up" if adds_up else "differs by rounding"
    room = _label_room(width)
    return [
        line(("─" * (room + NUMBER), DIM)),
        line((fit(name, room), STRONG), (f"{total:>{NUMBER}}", STRONG), (f"  {check}", DIM)),
    ]


def _sources(receipt: ReceiptView, width: int) -> Lines:
    """The sentences that are cited, in other words, each once."""
    cited = {
        name: said
        for row in receipt.rows
        if row.source is not None
        for name, said in row.source.cited
    }
    if not cited:
        return []
    lines = [Content(""), rule("What the sources say, in other words", width)]
    for name, said in sorted(cited.items()):
        lines += paragraph(f"{name}  {said}", width)
    return lines


def answer_receipt(answer: AnswerView, width: int) -> Lines:
    """The drivers of the counterpart's answer, named against the likeliest other answer."""
    against = answer.against
    given, other = answer_word(against.answer), answer_word(against.other)
    chance, rather = against.chances
    heading = f"{given} ({chance.brief}) against {other} ({rather.brief})"
    about = f"{other.capitalize()} is the likeliest other answer."
    lines = [*answer_text(answer, width), Content(""), rule(heading, width)]
    lines += paragraph(f"{about} + speaks for {given}, - for {other}.", width)
    largest = max(abs(driver.contribution) for driver in against.drivers)
    for driver in against.drivers:
        lines.append(
            _number(driver.label, driver.shown, driver.contribution, largest, width=width)
        )
        lines += paragraph(driver.says, width, indent=2)
        lines += _table_line(driver.source, width)
    lines += _total(against.shown, [d.shown for d in against.drivers], width)
    total = "The total is the log-odds: " if against.shown else "In all: "
    lines += paragraph(
        f"{total}{given} was {against.compared} {other}, by what anybody can know of the "
        f"counterpart. {MODELLED}", width, DIM,
    )  # fmt: skip
    lines += [Content(""), rule("How likely each answer was", width)]
    return lines + answer_chances(answer, width)


def reading_receipt(step: ReadingStep | None, name: str, width: int) -> Lines:
    """What a turn told of the counterpart; nothing where its type is no secret."""
    if step is None:
        return []
    lines = [Content(""), rule(f"What this tells of {name}", width)]
    return [*lines, *paragraph(f"{step.says} {MODELLED}", width)]


def _table_line(source: SourceView | None, width: int) -> Lines:
    """Where the table of answers holds a driver; what all of it rests on stands there once."""
    if source is None:
        return []
    told = f"[{source.label}] {source.shown_basis} · {source.file}:{source.line}"
    return paragraph(told, width, DIM, indent=2)

"""Responses drawn: what became of a text, and each actor's word with its reason and its stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAIR,
    GOOD,
    STRONG,
    Lines,
    Part,
    beside,
    fit,
    line,
    paragraph,
)
from dialogue_sim.tui.marks import brief_word, response_chip
from dialogue_sim.tui.widgets.round import TIME, Stance, head_of, hour_of, stance_mark
from dialogue_sim.tui.widgets.why import sentence

if TYPE_CHECKING:
    from dialogue_sim.session.views.receipts import ReceiptView
    from dialogue_sim.session.views.silence_round import Round
    from dialogue_sim.session.views.turn_view import ReactionView, TurnView

ROOMY = 110
NAMES = 63
"""Cells of hour, name and response where there is room for the reason beside them."""

LONG_NAME = 32
TERMS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class BesideIt:
    """What is told beside a response and its reason.

    Attributes:
        round: in which a member's hour is; stance: of the actor, before and after.
        forecasts: what was forecast of it, a line each.
    """

    round: Round | None = None
    stance: Stance | None = None
    forecasts: Sequence[Content] = ()


def verdict(turn: TurnView) -> tuple[str, str]:
    """What the procedure made of the text, and the colour of it."""
    if turn.waited:
        return f"A turn of waiting. In force stays: {turn.in_force.title}", FAIR
    last = turn.hearings[-1]
    if turn.settlement == "withdraw":
        return f"The text is withdrawn. In force stays: {turn.in_force.title}", FAIR
    if last.blocked:
        said = last.refusal(again=bool(turn.settlement))
        return f"{said}. In force stays: {turn.in_force.title}", BAD
    if not last.applies:
        return "The text binds those who want it; nobody's consent was needed.", FAIR
    return last.consent, GOOD


def response_lines(
    reaction: ReactionView, width: int, told: BesideIt | None = None, *, plain: bool
) -> Lines:
    """An actor's hour, name, response and stance, its reason, and what was forecast.

    Where there is room the reason stands beside them, with the largest terms below it.
    """
    told = BesideIt() if told is None else told
    if width >= ROOMY:
        left, room = _left(reaction, told, plain=plain), width - NAMES - 2
        right = [*paragraph(reason_of(reaction), room), largest(reaction.receipt)]
        return beside(left, [*right, *told.forecasts], NAMES)
    indent = TIME if told.round is not None else 2
    head = head_of(reaction, told.round, told.stance, width, plain=plain)
    lines = [head, *paragraph(reason_of(reaction), width, indent=indent)]
    return [*lines, *(line(" " * indent, row) for row in told.forecasts)]


def _left(reaction: ReactionView, told: BesideIt, *, plain: bool) -> Lines:
    """Hour, name and chip; the stance below the name."""
    said = response_chip(reaction.response, reaction.word, plain=plain)
    if said.cell_length > NAMES - TIME - LONG_NAME - 1:
        short = brief_word(reaction.response, reaction.kind, reaction.word)
        said = response_chip(reaction.response, short, plain=plain)
    name = (fit(reaction.name, LONG_NAME) + " ", STRONG)
    lines = [line((hour_of(reaction, told.round), DIM), name, said)]
    if told.stance is not None:
        indent = " " * TIME if told.round is not None else ""
        lines.append(line(indent, stance_mark(told.stance, NAMES - TIME)))
    return lines


def reason_of(reaction: ReactionView) -> str:
    """Why an actor responds as it does, and what kept it from breaking silence, or did not."""
    said, worth = sentence(reaction), reaction.receipt.worth
    if reaction.eased:
        bears = "not alone against all others" if worth is None else "within what they bear"
        said += f" On the record, but {bears}."
    if worth is not None and reaction.response == "break_silence":
        said += f" {worth.says}"
    return said


def largest(receipt: ReceiptView) -> Content:
    """The largest terms of a receipt with their numbers, and what all of them add up to."""
    rows = sorted((row for row in receipt.rows if row.value), key=lambda row: -abs(row.value))
    parts: list[Part] = []
    for row in rows[:TERMS_SHOWN]:
        parts += [(f"{row.label} ", DIM), (row.shown, GOOD if row.value > 0 else BAD), " · "]
    if not receipt.shown:
        return line(*parts[:-1])
    return line(*parts, (f"all terms {receipt.shown}", DIM))

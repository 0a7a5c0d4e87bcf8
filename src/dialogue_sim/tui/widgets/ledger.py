"""The ledger in lines: an audience without and with the debate, and each argument's part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import BAD, DIM, FAIR, GOOD, STRONG, Lines, cut, fit, line, paragraph
from dialogue_sim.tui.marks import RESPONSE_MARKS, answer_word, short_word
from dialogue_sim.tui.widgets.floor import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.session.hindsight.without import Without
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.ledger import AudienceView, LineView

NAME, ROOMY_NAME = 14, 36
WORD, NUMBER = 9, 6
CHANCE = 4
BESIDE = 30
"""Cells of a line of the ledger beside its name, its words and its chances."""
ROOMY = 110


def chance_room(audiences: Sequence[AudienceView]) -> int:
    """Cells of the longest chance in a ledger, so that its columns stand below each other."""
    shown = [cell_len(one.short) for audience in audiences for one in audience.likeliest]
    return max([CHANCE, *shown])


def heading(width: int, room: int) -> Content:
    """What the columns of the audiences hold.

    Args:
        width: of a line; room: see `chance_room`.
    """
    cells = 3 + WORD + room
    columns = f"{'without it':<{cells}}   {'with it':<{cells}}"
    sides = f"  {'for':>4} {'against':>7}" if _has_sides(width, room) else " "
    return line((f"{'':<{_name_room(width)}} {columns}{sides} {'term':>{NUMBER}}", DIM))


def _has_sides(width: int, room: int) -> bool:
    """Whether both sides have room beside the chances."""
    return _name_room(width) + 2 * (WORD + room) + BESIDE <= width


def _name_room(width: int) -> int:
    return ROOMY_NAME if width >= ROOMY else NAME


def audience_prompt(audience: AudienceView, width: int, room: int) -> Content:
    """An audience in a line: the likeliest response before and after, the sides, the term.

    Args:
        audience: one of the ledger; width: of the line; room: see `chance_room`.
    """
    cells = _name_room(width)
    name = audience.name if cells == ROOMY_NAME else audience.short
    arrow = ("→", f"bold {FAIR}") if audience.moved else ("→", DIM)
    was, now = audience.likeliest
    before = _likeliest(audience.modal_before, was.short.rjust(room), audience.kind)
    after = _likeliest(audience.modal_after, now.short.rjust(room), audience.kind)
    style = GOOD if audience.term.startswith("+") else BAD
    sides = f"  {audience.in_favour:>4} {audience.against:>7} "
    sides = sides if _has_sides(width, room) else "  "
    moved = ("  moved" if audience.moved else "", STRONG) if width >= ROOMY else ("", "")
    return line((fit(name, cells), STRONG), " ", before, " ", arrow, " ", after, sides,
                (f"{audience.term:>{NUMBER}}", style), moved)  # fmt: skip


def _likeliest(response: str, chance: str, kind: str) -> Content:
    mark = RESPONSE_MARKS[response]
    return line(mark.sign, " ", (fit(short_word(response, kind), WORD), STRONG), " ", chance)


def line_prompt(one: LineView, debate: DebateView, width: int) -> Content:
    """An argument for an audience: its share, then how its strength came about."""
    argument = debate.argument(one.argument)
    sign, style = SIGNS[one.side]
    who = f"  {argument.speaker} [{argument.label}]"
    share = (f"{one.share:>{NUMBER}}", STRONG if one.counts else DIM)
    room = width - NUMBER - 4
    title = cut(argument.title, max(10, room - len(who)))
    head = line((f"{sign} ", f"bold {style}"), (fit(f"{title}{who}", room), ""), " ", share)
    uncounted = "" if one.counts else "; not among those that count for its side"
    said = paragraph(f"{one.says}{uncounted}", width, DIM, indent=2)
    return Content("\n").join([head, *said])


def ledger_total(audience: AudienceView, width: int) -> Lines:
    """The sides, the term, and what it weighs in the receipt."""
    said = f"{audience.name}: for {audience.in_favour}, against {audience.against}."
    if audience.weight is None:
        return paragraph(f"{said} Together that makes {audience.term}.", width)
    return paragraph(
        f"{said} The shares add up to the term {audience.term}; the receipt counts it "
        f"{audience.weight:.2f} times.", width,
    )  # fmt: skip


def ledger_section(audience: AudienceView, debate: DebateView, width: int) -> Lines:
    """All about one audience, for its receipt."""
    lines = ledger_total(audience, width)
    for one in audience.lines:
        lines += line_prompt(one, debate, width).split("\n")
    return lines


def without_sentence(found: Without, debate: DebateView) -> str:
    """What would have come without one argument."""
    title = debate.argument(found.argument).title
    if found.nothing:
        return f"Without '{title}' everything would have come as it did."
    parts = [
        f"{short} {_response(would)} instead of {_response(was)}"
        for short, was, would in found.responses
    ]
    stood, would_stand = found.stands
    if stood != would_stand:
        parts.append("the text stands" if would_stand else "the text does not stand")
    was, would = found.answer
    if was != would:
        parts.append(f"the answer is '{answer_word(would)}' instead of '{answer_word(was)}'")
    return f"Without '{title}', under the same luck: {'; '.join(parts)}."


def _response(response: str) -> str:
    return short_word(response, "member")

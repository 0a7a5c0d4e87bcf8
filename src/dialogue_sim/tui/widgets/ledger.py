"""The ledger in lines: an audience without and with the debate, and each argument's part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import BAD, DIM, FAIR, GOOD, STRONG, Lines, cut, fit, line, paragraph
from dialogue_sim.tui.marks import RESPONSE_MARKS, answer_word, short_word
from dialogue_sim.tui.widgets.floor import SIGNS
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.hindsight.without import Without
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.ledger import AudienceView, LineView

NAME, ROOMY_NAME = 14, 36
WORD, NUMBER = 9, 6
ROOMY = 110


def heading(width: int) -> Content:
    """What the columns of the audiences hold."""
    columns = f"{'without it':<16}   {'with it':<16}  {'for':>4} {'against':>7} {'term':>{NUMBER}}"
    return line((f"{'':<{_name_room(width)}} {columns}", DIM))


def _name_room(width: int) -> int:
    return ROOMY_NAME if width >= ROOMY else NAME


def audience_prompt(audience: AudienceView, width: int) -> Content:
    """An audience in a line: the likeliest response before and after, the sides, the term."""
    room = _name_room(width)
    name = audience.name if room == ROOMY_NAME else audience.short
    arrow = ("→", f"bold {FAIR}") if audience.moved else ("→", DIM)
    before = _likeliest(audience.modal_before, audience.before, audience.kind)
    after = _likeliest(audience.modal_after, audience.after, audience.kind)
    style = GOOD if audience.term.startswith("+") else BAD
    sides = f"  {audience.in_favour:>4} {audience.against:>7} "
    moved = ("  moved" if audience.moved else "", STRONG) if width >= ROOMY else ("", "")
    return line((fit(name, room), STRONG), " ", before, " ", arrow, " ", after, sides,
                (f"{audience.term:>{NUMBER}}", style), moved)  # fmt: skip


def _likeliest(response: str, chances: tuple[float, ...], kind: str) -> Content:
    mark = RESPONSE_MARKS[response]
    chance = chances[RESPONSES.index(response)]
    return line(
        mark.sign, " ", (fit(short_word(response, kind), WORD), STRONG), f"{chance:>4.0f}%"
    )


def line_prompt(one: LineView, debate: DebateView, width: int) -> Content:
    """An argument for an audience: its share, then how its strength came about."""
    argument = debate.argument(one.argument)
    sign, style = SIGNS[one.side]
    who = f"  {argument.speaker} [{argument.label}]"
    share = (f"{one.share:>{NUMBER}}", STRONG if one.counts else DIM)
    room = width - NUMBER - 4
    title = cut(argument.title, max(10, room - len(who)))
    head = line((f"{sign} ", f"bold {style}"), (fit(f"{title}{who}", room), ""), " ", share)
    return Content("\n").join([head, *paragraph(reckoning(one), width, DIM, indent=2)])


def reckoning(one: LineView) -> str:
    """The arithmetic of a line in words; every number is per mille."""
    first, *others = one.parts
    parts = [f"{' - ' if number < 0 else ' + '}{words} {abs(number)}" for words, number in others]
    said = f"{first[0]} {first[1]}{''.join(parts)} = {one.worth}"
    if one.relevance != 1000:  # noqa: PLR2004  per mille
        said += f", times {one.relevance / 1000:g} as it bears on the text"
    if one.base != one.worth:
        said += f", makes {one.base}"
    if one.answered:
        said += f"; answers take {one.answered} of 1000: {one.strength} is left"
    return said if one.counts else f"{said}; not among those that count for its side"


def ledger_total(audience: AudienceView, width: int) -> Lines:
    """The sides, the term, and what it weighs in the receipt."""
    said = (
        f"{audience.name}: for {audience.in_favour}, against {audience.against}. The shares add "
        f"up to the term {audience.term}; the receipt counts it {audience.weight:.2f} times."
    )
    return paragraph(said, width)


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

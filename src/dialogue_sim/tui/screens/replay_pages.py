"""Texts of a replay that are only read: notes, a turn as recorded, two lines side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.content.characters import visible
from dialogue_sim.session.views.figures import signed
from dialogue_sim.tui.drawing import DIM, KEY, STRONG, Lines, cut, fit, line, paragraph, rule
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    NOT_HEARD,
    RESPONSE_MARKS,
    brief_word,
    chip,
    response_chip,
)
from dialogue_sim.tui.widgets.replay import in_order, reason_lines

if TYPE_CHECKING:
    from dialogue_sim.session.replay.comparing import Changed, Compared, TurnPair
    from dialogue_sim.session.replay.recorded import RecordedTurn
    from dialogue_sim.session.saves.tree import Note

INDENT = 4
PARTS = {
    "moves": "They part in turn {}: other moves were made.",
    "luck": "They part in turn {}: the moves are the same, the luck is not.",
    "rules": "They part in turn {}: the moves and the luck are the same, the rules are others.",
}
SMALLEST = 1
"""Points from which on a difference of an indicator is told."""


def notes_page(notes: tuple[Note, ...], width: int) -> Lines:
    """Notes whole."""
    if not notes:
        return paragraph("Nothing is written here.", width, DIM)
    lines: Lines = []
    for note in notes:
        lines += [
            line((note.mark or "✎", KEY)),
            *paragraph(visible(note.text), width),
            Content(""),
        ]
    return lines[:-1]


def recorded_page(turn: RecordedTurn, other_side: str, exact: bool, width: int) -> Lines:  # noqa: FBT001  bound before it is drawn
    """Everybody's word to the text that decided, and every reason; then the answer's."""
    lines: Lines = [line((turn.title, STRONG))]
    for one in in_order(turn.said):
        said = response_chip(one.response, brief_word(one.response, one.kind, ""), plain=False)
        lines += [Content(""), line((one.name, STRONG), "  ", said)]
        lines += reason_lines(one.reasons, width, exact=exact)
    mark = ANSWER_MARKS.get(turn.answer, NOT_HEARD)
    answer = chip(mark, mark.words[""], plain=False)
    lines += [Content(""), line((other_side, STRONG), "  ", answer)]
    return [*lines, *reason_lines(turn.drivers, width, exact=exact)]


# ---------------------------------------------------------------- two lines


def compared_page(
    compared: Compared,
    names: tuple[str, str],
    exact: bool,  # noqa: FBT001  bound before it is drawn
    width: int,
) -> Lines:
    """Two lines turn by turn, what is the same in brief."""
    half = (width - 3) // 2
    heads = [(fit(name, half), STRONG) for name in names]
    lines = [line(heads[0], " │ ", heads[1])]
    lines += paragraph(_parting(compared), width, KEY)
    for pair in compared.turns:
        lines += [Content(""), *_pair(pair, half, exact=exact)]
    return lines


def _parting(compared: Compared) -> str:
    """Where two lines part and why, as a sentence."""
    if compared.parts is None:
        return "Nothing differs that was recorded."
    pair = compared.turns[compared.parts - 1]
    if pair.first is None or pair.second is None:
        turns = compared.parts - 1
        return f"They are the same as far as both go: {turns} turn{'s' * (turns != 1)}."
    return PARTS[compared.why].format(compared.parts)


def _pair(pair: TurnPair, half: int, *, exact: bool) -> Lines:
    width = 2 * half + 3
    lines = [rule(f"Turn {pair.number}{' · the same' * pair.same}", width)]
    sides = [_side(turn, half) for turn in (pair.first, pair.second)]
    if pair.same:
        return [*lines, sides[0][0]]
    rows = [both for both in zip(*sides, strict=True) if any(side.plain for side in both)]
    for left, right in rows:
        lines.append(line(left, " " * (half - left.cell_length), " │ ", right))
    for _, short, before, after in pair.indicators:
        if abs(after - before) >= SMALLEST:
            left = line((fit(short, half - 4), DIM), (f"{before:>4}", STRONG))
            lines.append(
                line(left, " │ ", (f"{after:>4}", STRONG), (f"  {after - before:+d}", DIM))
            )
    for changed in pair.responses:
        if changed.before and changed.after:
            lines += _changed(changed, half, exact=exact)
    alone = [changed.name for changed in pair.responses if not (changed.before and changed.after)]
    if alone:
        lines += paragraph(f"Asked on one line alone: {', '.join(alone)}.", width, DIM)
    return lines


def _side(turn: RecordedTurn | None, half: int) -> list[Content]:
    """Title, answer and ending of a turn on one of the lines."""
    if turn is None:
        return [line(("—", DIM)), Content(""), Content("")]
    sign = "✗ " if turn.broken else "✓ " if turn.stands else "· "
    mark = ANSWER_MARKS.get(turn.answer, NOT_HEARD)
    ending = line(("◆ ", KEY), cut(turn.ending, half - 2)) if turn.ending else Content("")
    return [
        line(sign, cut(turn.title, half - 2)),
        line((mark.sign, DIM), " ", mark.words[""]),
        ending,
    ]


def _changed(changed: Changed, half: int, *, exact: bool) -> Lines:
    """An actor that says otherwise, and the reasons that moved most."""
    both = (changed.before, changed.after)
    words = [brief_word(said, changed.kind, "") for said in both]
    signs = [RESPONSE_MARKS[said].sign for said in both]
    room = half - len(words[0]) - 3
    left = line((fit(cut(changed.name, room), room), STRONG), " ", signs[0], " ", words[0])
    lines = [line(left, " │ ", signs[1], " ", (words[1], STRONG))]
    for moved in changed.because if exact else ():
        told = f"{moved.label} {signed(moved.before)} → {signed(moved.after)}"
        lines.append(line(" " * INDENT, (cut(told, 2 * half - INDENT), DIM)))
    if not exact and changed.because:
        told = ", ".join(moved.label for moved in changed.because)
        lines += paragraph(told, 2 * half, DIM, INDENT)
    return lines

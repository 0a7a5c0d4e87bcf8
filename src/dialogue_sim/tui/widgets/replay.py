"""A save looked at again: what was said at a moment, why, and what somebody could have done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.session.replay.decisions import IN_DEBATE, told
from dialogue_sim.session.views.figures import signed
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    GOOD,
    KEY,
    STRONG,
    Lines,
    cut,
    fit,
    flow,
    line,
    paragraph,
    rule,
    shorten,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    KINDS,
    NEWS,
    NOT_HEARD,
    RESPONSE_MARKS,
    brief_word,
    chip,
    response_chip,
)
from dialogue_sim.tui.widgets.history import Looked, Lookout, SituationThen
from dialogue_sim.tui.widgets.why import sentence
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.replay.lines import LineRow
    from dialogue_sim.session.replay.names import Names
    from dialogue_sim.session.replay.recorded import Reason, RecordedLine, RecordedTurn, Said
    from dialogue_sim.session.views.view import View

CHIP, NUMBER, LABEL = 11, 7, 16
"""Cells of a response, of a term in numbers, and of its name."""
LEAST_BAR = 3
ROOM_FOR_MORE = 40
"""Columns from which moves before a text and news are told as well."""


@dataclass(frozen=True, slots=True)
class Again(Looked):
    """What is looked at in a replay.

    Attributes:
        recorded: the line; end: number of its last step; rows: all lines of the save.
        menus: by turn, titles of what can be tabled.
        actor: whose reasons are shown; that of the weightiest word if none was chosen.
        walked: place of the line that is highlighted.
        hidden: whether what comes after the moment is kept back.
        asking: whether the next turn's move is asked for before it is shown.
        played: the line played again, as the seat sees it; nothing before that is done.
    """

    recorded: RecordedLine = field(kw_only=True)
    rows: tuple[LineRow, ...] = field(kw_only=True)
    names: Names = field(kw_only=True)
    end: int = field(kw_only=True)
    menus: Mapping[int, tuple[str, ...]] = field(kw_only=True)
    actor: str = ""
    walked: int = 0
    hidden: bool = False
    asking: bool = False
    played: View | None = None

    @property
    def turn(self) -> RecordedTurn | None:
        """The turn that the moment is the end of; none at the opening."""
        return self.recorded.turns[self.moment - 1] if self.moment else None

    @property
    def other_side(self) -> str:
        """The counterpart in short."""
        counterpart = self.names.counterpart
        return self.names.actor(counterpart).short if counterpart else "The other side"

    @property
    def current(self) -> int:
        """Place of the line that is shown."""
        found = (k for k, row in enumerate(self.rows) if row.end == self.end)
        return next(found, next((k for k, row in enumerate(self.rows) if row.stands), 0))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who said something in the turn, the counterpart last."""
        turn = self.turn
        if turn is None:
            return ()
        answered = (self.names.counterpart,) if turn.answer else ()
        return (*(one.actor for one in in_order(turn.said)), *answered)

    @property
    def speaker(self) -> str:
        """Whose reasons are shown."""
        turn = self.turn
        if turn is None or self.actor in self.speakers:
            return self.actor
        worst = sorted(turn.said, key=lambda one: (RESPONSES.index(one.response), -abs(one.total)))
        return worst[0].actor if worst else self.names.counterpart


def in_order(said: tuple[Said, ...]) -> list[Said]:
    """Members before voices and publics, as on all screens."""
    return sorted(said, key=lambda one: KINDS.index(one.kind) if one.kind in KINDS else len(KINDS))


class SituationAgain(SituationThen, can_focus=True):
    """Every indicator at the moment; the chosen one has its range in the chart."""


class SaidAgain(Lookout[Again], can_focus=True):
    """What was tabled, who said what to it, and the answer; or the question what to do next."""

    cursor_line = 0

    def drawn(self, looked: Again, width: int, height: int) -> Lines:
        """As much as there is room for."""
        self.cursor_line = 0
        turn = looked.turn
        if looked.asking:
            return shorten(_asked(looked, width, height), width, height)
        if turn is None:
            said = [*paragraph("Nothing has been tabled yet.", width, DIM)]
            return shorten(said + _pending(looked, width), width, height)
        head = [*_head(turn, width), *_before(looked, turn, width)]
        after = [*_answer(looked, turn, width, plain=self.app.no_color), *_pending(looked, width)]
        rows = _rows(looked, turn, width, plain=self.app.no_color)
        if len(head) + len(rows) + len(after) > height:
            rows, head = _briefly(turn, width), _head(turn, width)
        elif looked.speaker in looked.speakers:
            self.cursor_line = len(head) + min(looked.speakers.index(looked.speaker), len(rows))
        return shorten([*head, *rows, *after], width, height)


def _asked(looked: Again, width: int, height: int) -> Lines:
    """The menu of the turn that comes, and no word of what was done."""
    number = looked.moment + 1
    titles = looked.menus.get(number, ())
    asked = paragraph("What would you do?", width, KEY)
    asked += paragraph(f"Turn {number}: this could be tabled.", width, DIM)
    shown = paragraph("→ shows what was done.", width, DIM)
    rows = [line(("· ", KEY), cut(title, width - 2)) for title in titles]
    if len(asked) + len(rows) + len(shown) > height:
        rows = flow(titles, width)
    return [*asked, *rows, *shown]


def _head(turn: RecordedTurn, width: int) -> Lines:
    waited = not any("propose" in one.do for one in turn.decisions)
    sign = "· " if waited else "✗ " if turn.broken else "✓ "
    return [line((sign, BAD if turn.broken else GOOD), (cut(turn.title, width - 2), STRONG))]


def _before(looked: Again, turn: RecordedTurn, width: int) -> Lines:
    """What was decided besides the text, and the news, where there is room."""
    if width < ROOM_FOR_MORE:
        return []
    made = [one for one in turn.decisions if one.verb not in IN_DEBATE | {"wait"}]
    moves = [f"{one.name}: {told(one, looked.names)}" for one in made]
    lines = flow(moves, width, DIM) if moves else []
    return lines + [line((f"{NEWS} ", KEY), cut(title, width - 2)) for title in turn.news]


def _rows(looked: Again, turn: RecordedTurn, width: int, *, plain: bool) -> Lines:
    rows = []
    for one in in_order(turn.said):
        said = response_chip(one.response, brief_word(one.response, one.kind, ""), plain=plain)
        sign = "▸" if one.actor == looked.speaker else " "
        name = one.name if width >= ROOM_FOR_MORE else one.short
        rows.append(line((sign, KEY), fit(cut(name, width - CHIP - 2), width - CHIP - 1), said))
    return rows


def _briefly(turn: RecordedTurn, width: int) -> Lines:
    """Signs and names, one after the other."""
    rows: list[Content] = []
    for one in in_order(turn.said):
        mark = RESPONSE_MARKS[one.response]
        piece = line((f"{mark.sign} ", mark.style.split(" on ")[0]), cut(one.short, width - 2))
        if rows and rows[-1].cell_length + piece.cell_length + 2 <= width:
            rows[-1] = line(rows[-1], "  ", piece)
        else:
            rows.append(piece)
    return rows


def _answer(looked: Again, turn: RecordedTurn, width: int, *, plain: bool) -> Lines:
    mark = ANSWER_MARKS.get(turn.answer)
    if mark is None:
        return []
    said = chip(mark, mark.words[""], plain=plain)
    room = width - said.cell_length - 1
    lines = [line(fit(cut(looked.other_side, room), room), " ", said)]
    if turn.ending:
        lines.append(line(("◆ ", KEY), (cut(turn.ending, width - 2), STRONG)))
    return [rule("Answer", width), *lines]


def _pending(looked: Again, width: int) -> Lines:
    """What was decided in a turn that is not over, at the last moment of the line."""
    if looked.hidden or not looked.recorded.pending or looked.moment + 1 < looked.recorded.moments:
        return []
    moves = [told(one, looked.names) for one in looked.recorded.pending]
    return [rule(f"Turn {looked.moment + 1} has begun", width), *flow(moves, width, DIM)]


# ---------------------------------------------------------------- why


class WhyAgain(Lookout[Again], can_focus=True):
    """One actor's word, and the weightiest reasons for it as bars."""

    def drawn(self, looked: Again, width: int, height: int) -> Lines:
        """As many reasons as there is room for, and the sentence where it is known."""
        turn = looked.turn
        if turn is None or looked.asking or not looked.speakers:
            return paragraph("Nobody has been asked about a text here.", width, DIM)
        plain = self.app.no_color
        head, reasons = _spoken(looked, turn, width, plain=plain)
        exact = looked.recorded.exact
        came_to = _sum_line(reasons, width) if exact and reasons else []
        told_so = paragraph(_sentence(looked), width, DIM)
        room = max(1, height - len(head) - len(came_to) - len(told_so))
        counting = [one for one in reasons if not exact or one.shown.strip("+-0.")]
        shown = reason_lines(tuple(counting[:room]), width, exact=exact)
        return shorten([*head, *shown, *came_to, *told_so], width, height)


def _spoken(
    looked: Again, turn: RecordedTurn, width: int, *, plain: bool
) -> tuple[Lines, tuple[Reason, ...]]:
    """Name and response of who is chosen, and the reasons."""
    said = next((one for one in turn.said if one.actor == looked.speaker), None)
    if said is None:
        mark = ANSWER_MARKS.get(turn.answer, NOT_HEARD)
        word = chip(mark, mark.words[""], plain=plain)
        return [_headed(looked.other_side, word, width)], turn.drivers
    word = response_chip(said.response, brief_word(said.response, said.kind, ""), plain=plain)
    fits = cell_len(said.name) + word.cell_length < width
    return [_headed(said.name if fits else said.short, word, width)], said.reasons


def _sum_line(reasons: tuple[Reason, ...], width: int) -> Lines:
    """What all reasons come to, those without room among them."""
    label = min(LABEL, max(1, width - NUMBER - 1))
    total = signed(sum(one.value for one in reasons))
    return [line((fit("Sum", label), STRONG), (f"{total:>{NUMBER}}", STRONG))]


def _headed(name: str, word: Content, width: int) -> Content:
    return line((cut(name, width - word.cell_length - 1), STRONG), " ", word)


def reason_lines(reasons: tuple[Reason, ...], width: int, *, exact: bool) -> Lines:
    """Name, number and bar of each reason; where numbers are kept back, signs and no bars."""
    largest = max((abs(one.value) for one in reasons), default=0.0)
    label = min(LABEL, max(1, width - NUMBER - 1))
    room = width - label - NUMBER - 2
    lines = []
    for one in reasons:
        style = GOOD if one.value > 0 else BAD if one.value < 0 else DIM
        filled = round(abs(one.value) / largest * room) if largest and room >= LEAST_BAR else 0
        length = max(filled, 1) if filled or (largest and one.value and room >= LEAST_BAR) else 0
        lines.append(
            line(
                fit(one.label, label),
                (f"{one.shown:>{NUMBER}} ", style),
                ("━" * length if exact else "", style),
            )
        )
    return lines


def _sentence(looked: Again) -> str:
    """The reason in words, where the session was played again."""
    if looked.played is None or looked.moment > len(looked.played.played):
        return ""
    turn = looked.played.played[looked.moment - 1]
    for one in turn.reactions:
        if one.actor == looked.speaker:
            return sentence(one)
    return sentence(turn.answer) if looked.speaker == looked.names.counterpart else ""

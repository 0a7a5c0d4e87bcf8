"""Two lines of a session side by side: where they part, what differs there, and why.

Under the same luck all that differs after the parting comes from what was decided there, and the
terms say how: an actor that responds otherwise does so because some of its reasons moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogue_sim.session.replay.recorded import RecordedLine, RecordedTurn, Said

REASONS = 3
"""How many reasons of a changed response are told."""
NO_SMALLER = 0.0005
"""What rounds to nothing as receipts show it is no difference."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A term that is not what it was; both numbers as receipts show them."""

    label: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """By how much."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Changed:
    """An actor that responds otherwise; nothing where it was not asked on one of the lines.

    Attributes:
        kind: member, voice or public, which name the same response by different words.
        because: the terms that moved most towards the other response, the largest first.
    """

    name: str
    kind: str
    before: str
    after: str
    because: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class TurnPair:
    """The same turn on two lines.

    Attributes:
        first, second: the turn; None where the line has not come to it.
        indicators: name, short label, and points on both lines, of all that a chart shows.
        responses: of actors who respond otherwise to the text that decided.
    """

    number: int
    first: RecordedTurn | None
    second: RecordedTurn | None
    indicators: tuple[tuple[str, str, int, int], ...]
    responses: tuple[Changed, ...]

    @property
    def same_moves(self) -> bool:
        """Whether both lines decide the same."""
        if self.first is None or self.second is None:
            return False
        one, two = ([(d.by, d.do) for d in t.decisions] for t in (self.first, self.second))
        return one == two

    @property
    def same(self) -> bool:
        """Whether nothing differs that a replay shows."""
        if self.first is None or self.second is None:
            return False
        came = [(t.answer, t.stands, t.ending, t.indicators) for t in (self.first, self.second)]
        return self.same_moves and not self.responses and came[0] == came[1]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two lines, turn by turn.

    Attributes:
        parts: number of the first turn that is not the same; None where none is.
        why: what differs there first: `moves`; `shorter` where one line has not come so far;
            where the moves are the same `luck` if the seeds are not, else `rules`; or nothing.
    """

    turns: tuple[TurnPair, ...]
    parts: int | None
    why: str


def compare_lines(first: RecordedLine, second: RecordedLine) -> Compared:
    """Put two lines side by side; both may be of the same save or of two."""
    last = max(len(first.turns), len(second.turns))
    pairs = tuple(_pair(first, second, place) for place in range(last))
    parting = next((pair for pair in pairs if not pair.same), None)
    if parting is None:
        return Compared(pairs, None, "")
    return Compared(pairs, parting.number, _why(parting, first.seed != second.seed))


def _why(parting: TurnPair, other_luck: bool) -> str:  # noqa: FBT001  private, named at the call
    if parting.first is None or parting.second is None:
        return "shorter"
    if not parting.same_moves:
        return "moves"
    return "luck" if other_luck else "rules"


def _pair(first: RecordedLine, second: RecordedLine, place: int) -> TurnPair:
    one = first.turns[place] if place < len(first.turns) else None
    two = second.turns[place] if place < len(second.turns) else None
    rows = zip(first.history.lines, second.history.lines, strict=True)
    moment = place + 1
    indicators = tuple(
        (a.name, a.short, a.values[moment], b.values[moment])
        for a, b in rows
        if one is not None and two is not None
    )
    responses = changed_responses(one.said, two.said) if one and two else ()
    return TurnPair(place + 1, one, two, indicators, responses)


def changed_responses(first: tuple[Said, ...], second: tuple[Said, ...]) -> tuple[Changed, ...]:
    """Who responds otherwise, and the terms that differ most."""
    then, now = ({one.actor: one for one in said} for said in (first, second))
    changed = []
    for actor in [*then, *(actor for actor in now if actor not in then)]:
        before, after = then.get(actor), now.get(actor)
        said = [one.response if one else "" for one in (before, after)]
        known = next(one for one in (before, after) if one)
        if said[0] != said[1]:
            because = _because(before, after)
            changed.append(Changed(known.name, known.kind, said[0], said[1], because))
    return tuple(changed)


def _because(before: Said | None, after: Said | None) -> tuple[Moved, ...]:
    if before is None or after is None:
        return ()
    then = {reason.name: reason for reason in before.reasons}
    moved = [
        Moved(reason.label, then[reason.name].value, reason.value)
        for reason in after.reasons
        if reason.name in then
    ]
    large = [one for one in moved if abs(one.change) >= NO_SMALLER]
    return tuple(sorted(large, key=lambda one: (-abs(one.change), one.label))[:REASONS])

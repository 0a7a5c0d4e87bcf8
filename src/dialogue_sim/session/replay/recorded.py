"""One line of a save as it was recorded: nothing is played, so it can always be shown.

Records are what somebody sent: whatever they say, it is shown as far as it makes sense.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.engine.terms import CAUTION, NAMES, TERMS
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.replay.names import Names, plainly
from dialogue_sim.session.views.figures import points, signed
from dialogue_sim.session.views.history import CHARTED, HistoryView, LineView, MomentView
from dialogue_sim.session.views.receipts import MOOD
from dialogue_sim.session.views.sizes import TERM, signs
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.saves.journal import Record
    from dialogue_sim.session.saves.reading import Save
    from dialogue_sim.session.saves.tree import Note

LABELS = {term.name: term.label for term in TERMS}
LABELS_OF_A_PUBLIC = {**LABELS, NAMES[CAUTION]: MOOD}
WAITED = "Waited"
CONSTANT = "const"
"""The driver that is always 1, and no reason for anything."""
MOST_TURNS = 1000
"""A save that names more turns is not believed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A term of a reaction; `shown` is signs alone where numbers are kept back."""

    name: str
    label: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an actor said to a text, and why, the weightiest reason first."""

    actor: str
    name: str
    short: str
    kind: str
    response: str
    reasons: tuple[Reason, ...]

    @property
    def total(self) -> float:
        """What all reasons come to."""
        return sum(reason.value for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Decision:
    """A move: who made it, and what it says in the notation of moves."""

    step: int
    by: str
    name: str
    do: Mapping[str, object]

    @property
    def verb(self) -> str:
        """What kind of move it is: `propose`, `settle`, ..."""
        return next(iter(self.do), "")


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """A finished turn as it was recorded.

    Attributes:
        number: 1, 2, ...; step: of its record.
        title: the policy that was tabled, or `Waited`.
        broken: whether silence was broken, or consent refused.
        hearings: what was said to each text that was heard, the last one decided.
        news: titles of the injects that happened at its start.
        indicators: in points, at its end.
        ending: title of the ending that it brought; nothing where it brought none.
    """

    number: int
    step: int
    decisions: tuple[Decision, ...]
    title: str
    broken: bool
    stands: bool
    hearings: tuple[tuple[Said, ...], ...]
    answer: str
    drivers: tuple[Reason, ...]
    news: tuple[str, ...]
    indicators: Mapping[str, float]
    ending: str

    @property
    def said(self) -> tuple[Said, ...]:
        """What was said to the text that decided; nothing where nothing was tabled."""
        return self.hearings[-1] if self.hearings else ()


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A whole line of a save, from the opening to where it ends.

    Attributes:
        steps: number of the step at which each moment stands: the opening, then every turn.
        history: what a chart of it shows, moment by moment.
        turns: those that are finished; planned: how many the session has.
        pending: decisions of a turn that is not over.
        exact: whether reasons may be told in numbers.
        notes: what was written about its steps, by step.
    """

    title: str
    seed: str
    seats: tuple[str, ...]
    steps: tuple[int, ...]
    turns: tuple[RecordedTurn, ...]
    pending: tuple[Decision, ...]
    planned: int
    history: HistoryView
    notes: Mapping[int, tuple[Note, ...]]
    exact: bool

    @property
    def over(self) -> bool:
        """Whether nothing is left to play on this line."""
        ended = bool(self.turns and self.turns[-1].ending)
        return ended or len(self.turns) >= self.planned > 0

    @property
    def moments(self) -> int:
        """How many moments there are: the opening and the end of every finished turn."""
        return len(self.steps)

    def moment_of(self, turn: int) -> int:
        """The moment at the end of a turn; the opening for turn 0.

        Raises:
            MoveError: the line has no such turn.
        """
        if 0 <= turn < self.moments:
            return turn
        known = f"it has turns 1 to {len(self.turns)}" if self.turns else "none is finished"
        message = f"there is no turn {turn} on this line: {known}, and 0 is the opening"
        raise MoveError(message)

    def most_changed(self) -> tuple[int, ...]:
        """All turns, that in which the chart moved most first; the earlier where two are equal."""
        charted = [line for line in self.history.lines if line.rank == 1]
        moved = {
            turn.number: sum(abs(line.change(place + 1)) for line in charted)
            for place, turn in enumerate(self.turns)
        }
        return tuple(sorted(moved, key=lambda number: (-moved[number], number)))

    def notes_at(self, moment: int) -> tuple[Note, ...]:
        """What was written about a turn and all that led to it; about the opening at 0.

        What is about a turn that is not over stands at the last moment.
        """
        since = self.steps[moment - 1] if moment else -1
        last = moment == self.moments - 1
        found = [at for at in self.notes if since < at and (last or at <= self.steps[moment])]
        return tuple(note for at in sorted(found) for note in self.notes[at])


def recorded_line(save: Save, names: Names, end: int | None = None) -> RecordedLine:
    """A line of a save as it was recorded.

    Args:
        save: as far as it could be read.
        names: of what records name by id.
        end: number of the last step of the line; where the session stands if left out.
    """
    tree = save.tree
    line = tree.line(tree.tip if end is None else end)
    exact = _exact(save, line)
    turns: list[RecordedTurn] = []
    made: list[Decision] = []
    for step in line:
        record = tree.records[step]
        match tree.kind(step):
            case "move":
                made.append(_decision(record, step, names))
            case "turn":
                turns.append(_turn(record, (step, tuple(made)), names, exact=exact))
                made = []
            case _:
                pass
    opening = next((tree.records[k] for k in line if tree.kind(k) == "opening"), {})
    situations = [_numbers(opening.get("indicators")), *(turn.indicators for turn in turns)]
    said = save.head.get("turns")
    planned = said if isinstance(said, int) and said <= MOST_TURNS else len(turns)
    return RecordedLine(
        title=names.title,
        seed=_luck(save, line),
        seats=_seats(save, line),
        steps=(tree.content_end, *(turn.step for turn in turns)),
        turns=tuple(turns),
        pending=tuple(made),
        planned=planned,
        history=_history(situations, turns, planned),
        notes={at: notes for at, notes in tree.notes.items() if at in set(line)},
        exact=exact,
    )


def _exact(save: Save, line: list[int]) -> bool:
    """An adviser who gives no numbers gives them once the session is over."""
    if save.head.get("difficulty") != "hard":
        return True
    return save.is_over([step for step in line if save.tree.kind(step) == "turn"])


def _luck(save: Save, line: list[int]) -> str:
    """The seed as people read it, with those that replaced it on the line."""
    branches = [save.tree.records[step] for step in line if save.tree.kind(step) == "branch"]
    later = [f", from turn {one.get('t')} {one['seed']}" for one in branches if one.get("seed")]
    return str(save.head.get("seed", "")) + "".join(later)


def _seats(save: Save, line: list[int]) -> tuple[str, ...]:
    said = [save.tree.records[step].get("seats") for step in line]
    held = [seats for seats in said if isinstance(seats, dict) and seats]
    return tuple(held[-1]) if held else ()


def _history(
    situations: list[Mapping[str, float]], turns: list[RecordedTurn], planned: int
) -> HistoryView:
    """What a chart shows; an indicator that is not recorded stays where it was."""
    lines = []
    for row in sorted(INDICATORS, key=lambda row: row.rank):
        if row.rank > CHARTED:
            continue
        known = [situation[row.name] for situation in situations if row.name in situation]
        values, last = [], known[0] if known else 0.0
        for situation in situations:
            last = situation.get(row.name, last)
            values.append(points(last))
        lines.append(LineView(row.name, row.label, row.short, row.rank, row.better, tuple(values)))
    ends = [MomentView(one.number, f"T{one.number}", one.title, one.broken) for one in turns]
    moments = (MomentView(0, "T0", "The opening"), *ends)
    return HistoryView(moments, tuple(lines), planned, ranged=False)


def _decision(record: Record, step: int, names: Names) -> Decision:
    by, do = str(record.get("by", "")), record.get("do")
    return Decision(step, by, names.actor(by).name, do if isinstance(do, dict) else {})


def _turn(
    record: Record, made: tuple[int, tuple[Decision, ...]], names: Names, *, exact: bool
) -> RecordedTurn:
    step, decisions = made
    tabled = [str(one.do["propose"]) for one in decisions if "propose" in one.do]
    number, fired, heard = record.get("t"), record.get("fired"), record.get("hearings")
    hearings = [one for one in heard if isinstance(one, dict)] if isinstance(heard, list) else []
    stands = record.get("stands") is True
    ending = record.get("ending")
    return RecordedTurn(
        number=number if isinstance(number, int) else 0,
        step=step,
        decisions=decisions,
        title=names.policy(tabled[0]) if tabled else WAITED,
        broken=bool(tabled) and (not stands or any("settle" in one.do for one in decisions)),
        stands=stands,
        hearings=tuple(_said(one, names, exact=exact) for one in hearings),
        answer=str(record.get("answer", "")),
        drivers=_reasons(record.get("drivers"), names.drivers, exact=exact),
        news=tuple(names.inject(str(one)) for one in fired) if isinstance(fired, list) else (),
        indicators=_numbers(record.get("indicators")),
        ending=names.ending(ending) if isinstance(ending, str) else "",
    )


def _said(hearing: Mapping[str, object], names: Names, *, exact: bool) -> tuple[Said, ...]:
    responses, terms = hearing.get("responses"), hearing.get("terms")
    by_actor = terms if isinstance(terms, dict) else {}
    found = []
    for actor, response in responses.items() if isinstance(responses, dict) else ():
        if response in RESPONSES:
            one = names.actor(actor)
            labels = LABELS_OF_A_PUBLIC if one.kind == "public" else LABELS
            reasons = _reasons(by_actor.get(actor), labels, exact=exact)
            found.append(Said(actor, one.name, one.short, one.kind, response, reasons))
    return tuple(found)


def _reasons(terms: object, labels: Mapping[str, str], *, exact: bool) -> tuple[Reason, ...]:
    found = [
        Reason(
            name,
            labels.get(name, plainly(name)),
            value,
            signed(value) if exact else signs(value, TERM),
        )
        for name, value in _numbers(terms).items()
        if name != CONSTANT
    ]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.value), reason.name)))


def _numbers(said: object) -> Mapping[str, float]:
    if not isinstance(said, dict):
        return {}
    return {
        name: float(value)
        for name, value in said.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }

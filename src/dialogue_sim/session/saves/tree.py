"""The tree of a save: which record follows which, where lines part, and what is said beside them.

A line is the way from the head to one record. Most records are steps on lines; a note hangs on
the step that it is about, and a tip says where the session stands. Nothing is ever taken out: to
take a move back is to go on from an earlier step, and what was played before is a variation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dialogue_sim.session.saves.journal import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.session.saves.journal import Record

BESIDE = frozenset({"note", "tip"})
"""Records that are said about a step and are none."""
PLAYED = frozenset({"move", "turn", "branch", "seats"})
"""Steps that something happens in; those before them are the head and the content."""
MARKS = ("!!", "!", "!?", "?!", "?", "??")
"""What a note may say at a glance, best first, as in chess."""
MAIN = "main"


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a step.

    Attributes:
        at: number of the step; mark: one of `MARKS`, or nothing.
    """

    at: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Variation:
    """One line of a save, as long as it goes on.

    Attributes:
        end: number of its last step.
        fork: number of the step at which it leaves an earlier line; that of the first step for
            the main line.
        since: the turn in which it leaves it; 1 for the main line.
        turns: how many turns are finished on the whole line.
        ending: id of the ending that was reached; nothing before that.
        seed: other luck from the fork on, if it was branched with some.
    """

    name: str
    end: int
    fork: int
    since: int
    turns: int
    ending: str
    seed: str = ""


@dataclass(frozen=True)
class Tree:
    """The records of a save, in the format of this version (`upcast.up_to_date`)."""

    records: Sequence[Record]
    _children: dict[int, list[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find out which step follows which."""
        children: dict[int, list[int]] = {}
        for number, record in enumerate(self.records):
            if kind_of(record) not in BESIDE:
                children.setdefault(self.before(number), []).append(number)
        object.__setattr__(self, "_children", children)

    def parent(self, number: int) -> int:
        """The record before one; -1 for the head."""
        before = self.records[number].get("p")
        return before if isinstance(before, int) else number - 1

    def before(self, number: int) -> int:
        """The step before a step; -1 for the head. What was said about a step is passed over."""
        parent = self.parent(number)
        return parent if parent < 0 else self._step(parent)

    def children(self, number: int) -> Sequence[int]:
        """The steps that follow a step, in the order in which they were made."""
        return self._children.get(number, ())

    def kind(self, number: int) -> str:
        """What a record is."""
        return kind_of(self.records[number])

    @cached_property
    def tip(self) -> int:
        """The step at which the session stands: what was written last, or what a tip says."""
        for number in range(len(self.records) - 1, -1, -1):
            kind = self.kind(number)
            if kind == "tip":
                return self._step(self.parent(number))
            if kind not in BESIDE:
                return number
        return 0

    def _step(self, number: int) -> int:
        """The step itself, or that which a note is about."""
        while number > 0 and self.kind(number) in BESIDE:
            number = self.parent(number)
        return max(0, number)

    def line(self, end: int) -> list[int]:
        """The numbers of all records from the head to a step."""
        found = []
        while end >= 0:
            found.append(end)
            end = self.before(end)
        return found[::-1]

    def turns(self, end: int) -> list[int]:
        """The records of the finished turns on the line to a step."""
        return [number for number in self.line(end) if self.kind(number) == "turn"]

    @cached_property
    def content_end(self) -> int:
        """The last step before anything is played: the content, and the opening."""
        at = 0
        while len(following := self.children(at)) == 1 and self.kind(following[0]) not in PLAYED:
            at = following[0]
        return at

    @cached_property
    def variations(self) -> tuple[Variation, ...]:
        """All lines, the main one first, then in the order in which they were begun."""
        starts = [(self.content_end, self.content_end)]
        starts += [
            (fork, child) for fork in range(len(self.records)) for child in self.children(fork)[1:]
        ]
        starts.sort(key=lambda start: start[1])
        return tuple(
            self._variation(place, fork, child) for place, (fork, child) in enumerate(starts)
        )

    def _variation(self, place: int, fork: int, first: int) -> Variation:
        end = first
        own = [first]
        while following := self.children(end):
            end = following[0]
            own.append(end)
        named = [self.records[number] for number in own if self.kind(number) == "branch"]
        turns = self.turns(end)
        name = next((str(record["name"]) for record in named if record.get("name")), "")
        seed = next((str(record["seed"]) for record in named if record.get("seed")), "")
        ending = str(self.records[turns[-1]].get("ending") or "") if turns else ""
        since = 1 + len(self.turns(fork))
        unnamed = MAIN if place == 0 else f"variation {place}"
        return Variation(name or unnamed, end, fork, since, len(turns), ending, seed)

    def variation_of(self, step: int) -> Variation:
        """The line on which a step lies: the first that passes it."""
        return next(one for one in self.variations if step in set(self.line(one.end)))

    @cached_property
    def notes(self) -> Mapping[int, tuple[Note, ...]]:
        """What was written about each step, in the order of writing."""
        found: dict[int, list[Note]] = {}
        for number, record in enumerate(self.records):
            if kind_of(record) == "note":
                at = self._step(self.parent(number))
                mark, text = str(record.get("mark", "")), str(record.get("text", ""))
                found.setdefault(at, []).append(Note(at, mark if mark in MARKS else "", text))
        return {at: tuple(notes) for at, notes in found.items()}

"""The tree of a save: which record follows which, where lines part, and what is said beside them.

A line is the way from the head to one record. Most records are steps on lines; a note hangs on
the step that it is about, and a tip says where the session stands. Nothing is ever taken out: to
take a move back is to go on from an earlier step, and what was played before is a variation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dialogue_sim.session.saves.journal import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.session.saves.journal import Record

BESIDE = frozenset({"note", "tip", "format"})
"""Records that say something about a step, or about how what follows is written, and are none."""
PLAYED = frozenset({"move", "turn", "branch", "seats"})
"""Steps that something happens in; those before them are the head and the content."""
MARKS = ("!!", "!", "!?", "?!", "?", "??")
"""What a note may say at a glance, best first, as in chess."""
LONGEST_NOTE, LONGEST_NAME = 2000, 40
"""Characters of a note, and of the name of a line."""
MAIN = "main"
LONGEST = 60
"""Characters of a name that are read; more are never written."""


def mark_and_text(typed: str) -> tuple[str, str]:
    """A note as it was typed: its mark, if it begins with one, and the rest."""
    first, _, rest = typed.strip().partition(" ")
    return (first, rest.strip()) if first in MARKS else ("", typed.strip())


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

    @cached_property
    def _steps(self) -> Sequence[int]:
        """For every record the step that it is, or that it says something about."""
        steps: list[int] = []
        for number, record in enumerate(self.records):
            # A parent is always written before its child, so one pass forward will do.
            beside = number > 0 and kind_of(record) in BESIDE
            steps.append(steps[max(0, self.parent(number))] if beside else number)
        return steps

    @cached_property
    def _children(self) -> Mapping[int, list[int]]:
        """Which steps follow each step."""
        children: dict[int, list[int]] = {}
        for number, step in enumerate(self._steps):
            if step == number:
                children.setdefault(self.before(number), []).append(number)
        return children

    @cached_property
    def _last_turns(self) -> Sequence[tuple[int, int]]:
        """For every step how many turns are finished there, and the record of the last of them."""
        found: list[tuple[int, int]] = []
        for step in self._steps:
            count, last = found[self.before(step)] if self.before(step) >= 0 else (0, -1)
            found.append((count + 1, step) if self.kind(step) == "turn" else (count, last))
        return found

    def parent(self, number: int) -> int:
        """The record before one; -1 for the head."""
        before = self.records[number].get("p")
        return before if isinstance(before, int) and before < number else number - 1

    def before(self, number: int) -> int:
        """The step before a step; -1 for the head. What was said about a step is passed over."""
        parent = self.parent(number)
        return parent if parent < 0 else self._steps[parent]

    def children(self, number: int) -> Sequence[int]:
        """The steps that follow a step, in the order in which they were made."""
        return self._children.get(number, ())

    def kind(self, number: int) -> str:
        """What a record is."""
        return kind_of(self.records[number])

    @cached_property
    def tip(self) -> int:
        """The step at which the session stands: what was written last, or what a tip says."""
        moving = (n for n in range(len(self.records) - 1, 0, -1) if self.kind(n) != "note")
        return self._steps[next(moving, 0)]

    def line(self, end: int) -> list[int]:
        """The numbers of all steps from the head to one."""
        found, end = [], self._steps[end]
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
        others = sorted(child for children in self._children.values() for child in children[1:])
        firsts = [self.content_end, *others]
        return tuple(self._variation(place, first) for place, first in enumerate(firsts))

    def _variation(self, place: int, first: int) -> Variation:
        end = first
        while following := self.children(end):
            end = following[0]
        fork = self.before(first) if place else first
        turns, last = self._last_turns[end]
        unnamed = f"variation {place}" if place else MAIN
        # A line that was copied begins with the branch that it came from.
        begins = first if place else next(iter(self.children(first)), first)
        begun = self.records[begins] if self.kind(begins) == "branch" else {}
        return Variation(
            name=str(begun.get("name") or unnamed)[:LONGEST],
            end=end,
            fork=fork,
            since=1 + self._last_turns[fork][0],
            turns=turns,
            ending=str(self.records[last].get("ending") or "") if turns else "",
            seed=str(begun.get("seed") or ""),
        )

    @cached_property
    def _owners(self) -> Mapping[int, Variation]:
        """The line on which each step lies: the first that passes it."""
        owners: dict[int, Variation] = {}
        for one in self.variations:
            step = one.end
            while step >= 0 and step not in owners:
                owners[step] = one
                step = self.before(step)
        return owners

    def variation_of(self, step: int) -> Variation:
        """The line on which a step lies: the first that passes it."""
        return self._owners[self._steps[step]]

    @cached_property
    def notes(self) -> Mapping[int, tuple[Note, ...]]:
        """What was written about each step, in the order of writing."""
        found: dict[int, list[Note]] = {}
        for number, record in enumerate(self.records):
            if kind_of(record) == "note":
                at = self._steps[number]
                mark, text = str(record.get("mark", "")), str(record.get("text", ""))
                found.setdefault(at, []).append(Note(at, mark if mark in MARKS else "", text))
        return {at: tuple(notes) for at, notes in found.items()}

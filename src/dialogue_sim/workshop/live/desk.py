"""What a live loop is about: which scenario, whose decisions, where its files lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.files import content_paths, scenario_paths
from dialogue_sim.session.moves import Mandate, Propose, Settle, Wait
from dialogue_sim.workshop.live.retelling import Decision, Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dialogue_sim.session.moves import Entry

BY_WHOEVER_TABLES = (Mandate, Propose, Settle, Wait)


@dataclass(frozen=True)
class Desk:
    """A live loop as it was asked for.

    Attributes:
        scenario: its id; roots: folders with content, the working folder first.
        seed: as typed; entries: decisions that were made already.
        profile: how strict a check is, one of `grading.PROFILES`.
    """

    scenario: str
    roots: tuple[Path, ...]
    seed: str = "live"
    entries: tuple[Entry, ...] = ()
    profile: str = "classroom"

    @property
    def line(self) -> Line:
        """The decisions that were made already; who answers for a seat in them sits there."""
        decisions = tuple(Decision(one.turn, one.seat, one.move) for one in self.entries)
        return Line(self.seed, decisions, _seats(self.entries))

    @property
    def borrowed(self) -> str:
        """What is said where the scenario is one that comes with the program, as a sentence."""
        if self.scenario in scenario_paths(_names(content_paths(self.roots[0]))):
            return ""
        name = self.scenario
        return (
            f"{name} comes with the program and is not in the working folder. It can be watched; "
            f"to change it make one of your own: dialogue-sim new scenario my_{name} --from {name}"
        )

    def file(self, path: str) -> Path:
        """Where a file of the library lies, for an editor; in the working folder if nowhere."""
        return content_paths(*self.roots).get(path, self.roots[0] / path)


def _names(paths: Mapping[str, Path]) -> dict[str, bytes]:
    return dict.fromkeys(paths, b"")


def _seats(entries: Sequence[Entry]) -> dict[str, str] | None:
    """Who sits at the table by what was decided; the chair alone where nobody else speaks."""
    speak = [one.seat for one in entries if not isinstance(one.move, BY_WHOEVER_TABLES)]
    table = [one.seat for one in entries if isinstance(one.move, Propose | Wait)]
    return dict.fromkeys([*table, *speak], "player") or None

"""Where to begin: what somebody asked for before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.moves import Entry, Mandate
    from dialogue_sim.words import Difficulty


@dataclass(frozen=True, slots=True)
class Start:
    """Straight in a scenario, or in a save; without both on the home screen.

    Attributes:
        seats: who is at the keyboard; the chair if left out.
        mandates: picked already.
        difficulty: how much the adviser says; as the settings say if left out.
        rules: under which ones a save goes on whose rules have changed: `old` or `new`; asked if
            left out.
        replay: a save to look at again, and nothing else.
        turn: the turn at whose end the replay begins; at the end of the line if left out.
        line: name of the line that it shows, or that goes on; that on which the session stands
            if left out.
        edit: whether the scenario is watched while somebody writes it.
        entries: decisions that were made in it already; profile: how strict its checks are.
    """

    scenario: str | None = None
    seed: str | None = None
    resume: Path | None = None
    seats: tuple[str, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    difficulty: Difficulty | None = None
    rules: str = ""
    replay: Path | None = None
    turn: int | None = None
    line: str = ""
    edit: bool = False
    entries: tuple[Entry, ...] = ()
    profile: str = "classroom"

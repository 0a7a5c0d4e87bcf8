"""A whole playtest with everything that was found in it, ready to be printed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from dialogue_sim.session.progress import Tell, part, silent
from dialogue_sim.workshop.playtesting.findings import AIM, Fate, fates_of
from dialogue_sim.workshop.playtesting.measures import (
    Course,
    Manner,
    SeatShare,
    Split,
    Use,
    by_seat,
    courses_of,
    manners_of,
    seats_of,
    split_of,
    uses_of,
)
from dialogue_sim.workshop.playtesting.report import report_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.workshop.playtesting.playtest import Casting
    from dialogue_sim.workshop.playtesting.report import Report

PLAYED = 0.95
"""Share of the work after which what was played is read."""


@dataclass(frozen=True)
class Measured:
    """A playtest and its findings.

    Attributes:
        split: luck against choice; None where the seat that counts has nothing to win.
    """

    report: Report
    injects: tuple[Fate, ...]
    endings: tuple[Fate, ...]
    policies: tuple[Use, ...]
    indicators: tuple[Course, ...]
    actors: tuple[Manner, ...]
    seats: tuple[SeatShare, ...]
    split: Split | None

    @property
    def beside_the_chair(self) -> bool:
        """Whether a seat is judged that is told apart by its players, not by who tables."""
        casting = self.report.plays[0].casting
        return casting.seat != casting.stage.bundle.scenario.chair

    @property
    def fates(self) -> tuple[Fate, ...]:
        """All injects and endings."""
        return (*self.injects, *self.endings)


@dataclass(frozen=True)
class Wanted:
    """What thresholds are solved for.

    Attributes:
        aim: the share where something is rare or frequent; shares: by id, another one.
    """

    aim: float = AIM
    shares: Mapping[str, float] | None = None


def measured(
    castings: Sequence[Casting], each: int, wanted: Wanted | None = None, tell: Tell = silent
) -> Measured:
    """Play a scenario by several players and measure everything.

    Args:
        castings: what is played; each: how many sessions of each.
        wanted: what thresholds are solved for.
        tell: hears how much of it is done.

    Raises:
        MoveError: the setting lacks the plan that a strategy follows.
        Stopped: nobody waits for it any more.
    """
    wanted = wanted or Wanted()
    report = report_of(castings, each, part(tell, 0.0, PLAYED))
    fates = fates_of(report, wanted.aim, wanted.shares, part(tell, PLAYED, 1.0))
    found = Measured(
        report,
        tuple(fate for fate in fates if fate.kind == "inject"),
        tuple(fate for fate in fates if fate.kind == "ending"),
        uses_of(report), courses_of(report), manners_of(report), seats_of(report),
        split_of(report),
    )  # fmt: skip
    tell(1.0)
    return found


def record_of(found: Measured) -> dict[str, object]:
    """What `playtest --json` says beside the shares of `summary`."""
    return {
        "fates": [_fate(fate) for fate in found.fates],
        "menu": {use.id: _without(asdict(use), "id") for use in found.policies},
        "courses": {one.name: _without(asdict(one), "name") for one in found.indicators},
        "unmoved": {one.actor: one.unmoved for one in found.actors if one.unmoved},
        "seats": [asdict(seat) for seat in found.seats],
        "fairness": by_seat(found.seats),
        "variance": None if found.split is None else asdict(found.split),
    }


def _fate(fate: Fate) -> dict[str, object]:
    body = asdict(fate)
    body["interval"] = [body.pop("low"), body.pop("high")]
    return body


def _without(body: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in body.items() if name != key}

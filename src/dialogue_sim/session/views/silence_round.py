"""The round of the table: who let a text pass, or stopped it, and when in the time of the story.

The model knows what members say and no hours. The hours are a story told about it [MOD]: under
silence the warmest lets a text pass first and who breaks silence does so last, since capitals wait
for the deadline; where members are asked aloud they speak in the order of the table. The session's
seed spreads the hours, so the same session tells the same story.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.procedure import ACCEPT, PROCEDURES
from dialogue_sim.session.views.figures import points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MORNING, EVENING = 9 * 60, 18 * 60
"""Minutes of the day at which capitals begin and stop to answer."""

DAY = EVENING - MORNING + 1
"""Minutes of a working day; its last one is the evening's own."""

QUARTER, HOUR = 15, 60
SHORT = 3
SOONEST, SPREAD = 6, 10
"""Minutes that a member holds the floor at a table, at least, and how many more."""

PERCENT, TENTH = 100.0, 10.0


@dataclass(frozen=True, slots=True, order=True)
class Hour:
    """A time of the story, in minutes of working days since Monday morning."""

    minutes: int

    @property
    def day(self) -> str:
        """Name of the day."""
        return WEEK[self.minutes // DAY % len(WEEK)]

    @property
    def clock(self) -> str:
        """The time of the day."""
        hour, minute = divmod(MORNING + self.minutes % DAY, HOUR)
        return f"{hour:02d}:{minute:02d}"

    @property
    def words(self) -> str:
        """Such as `Tuesday 10:00`."""
        return f"{self.day} {self.clock}"

    @property
    def short(self) -> str:
        """Such as `Tue 10:00`: nine cells."""
        return f"{self.day[:SHORT]} {self.clock}"


def _at(day: int, hour: int) -> Hour:
    return Hour(day * DAY + hour * HOUR - MORNING)


TUESDAY, WEDNESDAY, THURSDAY, NEXT_MONDAY, NEXT_TUESDAY = 1, 2, 3, 5, 6
SILENCE = ((_at(TUESDAY, 10), _at(THURSDAY, 18)), (_at(NEXT_MONDAY, 10), _at(NEXT_TUESDAY, 18)))
"""From when till when silence runs: for the first text, and for one that was amended."""

MEETING = (_at(TUESDAY, 10), _at(WEDNESDAY, 10))
"""When the table is asked about the first text, and about one that was amended."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One member in a round.

    Attributes:
        actor: id; name: as people call it; short: in fifteen cells.
        at: when, in the story.
        says: what that means for the text, as a clause about the member.
        stance: where the member stands by that, -100 against to 100 with you.
        stops: whether this stops the text by itself.
        counted: percent of the members' capability that is for the text so far, to a tenth; None
            where nobody counts.
    """

    actor: str
    name: str
    short: str
    at: Hour
    says: str
    stance: int
    stops: bool
    counted: float | None


@dataclass(frozen=True, slots=True)
class Round:
    """A text going round the table, from when it is tabled till it stands or falls.

    Attributes:
        rule: name of the procedure; again: whether the text was amended after a first round.
        opened: when the text was tabled; until: when the time to object is over.
        lines: the members in the order of the story.
        stands: whether the text stands.
        needed: percent of capability that a text needs, to a tenth; None where nobody counts.
    """

    rule: str
    again: bool
    opened: Hour
    until: Hour
    lines: tuple[RoundLine, ...]
    stands: bool
    needed: float | None

    @property
    def by_silence(self) -> bool:
        """Whether members consent by saying nothing until a deadline."""
        return PROCEDURES[self.rule].by_silence

    def opening(self, *, short: bool = False) -> str:
        """How it begins, as a clause; with short names of days where room is scarce."""
        text = "Amended text" if self.again else "Text"
        opened, until = (hour.short if short else hour.words for hour in (self.opened, self.until))
        if self.by_silence:
            return f"{text} circulated {opened}, silence until {until}"
        counted = "" if self.needed is None else f", {self.needed:.1f} % of capability needed"
        return f"{text} before the table {opened}{counted}"

    @property
    def limit(self) -> str:
        """What runs out, in a few words."""
        return f"Silence until {self.until.short}" if self.by_silence else "Before the table"

    @property
    def closed(self) -> Hour:
        """When it was decided: as the first member stopped the text, or else at the end."""
        return next((line.at for line in self.lines if line.stops), self.until)

    def closing(self, *, short: bool = False) -> str:
        """How it ends, as a sentence; with the short names of members where room is scarce."""
        if self.needed is not None:
            told = f"{self.lines[-1].counted:.1f} of {self.needed:.1f} % needed are for it"
            return f"{self.closed.words}: {told}."
        stops = [line.short if short else line.name for line in self.lines if line.stops]
        who = " and then ".join(stops) if self.by_silence else " and ".join(stops)
        if self.by_silence:
            told = f"silence is broken by {who}" if who else "nobody has broken silence"
        else:
            told = f"there is no consensus, because of {who}" if who else "nobody objects"
        return f"{self.closed.words}: {told}."

    def line_of(self, actor: str) -> RoundLine | None:
        """What a member did in it; None for who is no member."""
        return next((line for line in self.lines if line.actor == actor), None)

    @property
    def days(self) -> tuple[tuple[Hour, Hour], ...]:
        """Beginning and end of the working days between the opening and the end."""
        first, last = (hour.minutes // DAY for hour in (self.opened, self.until))
        return tuple(
            (max(self.opened, Hour(day * DAY)), min(self.until, Hour(day * DAY + DAY - 1)))
            for day in range(first, last + 1)
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What one member said, as far as a round asks.

    Attributes:
        actor: id; name: as people call it; short: in fifteen cells.
        rank: of the response, 0..4; utility: of the text to the member.
    """

    actor: str
    name: str
    short: str
    rank: int
    utility: float


@dataclass(frozen=True, slots=True)
class Table:
    """What decides over a round beside what members say.

    Attributes:
        rule: name of the procedure; stands: what it came to.
        again: whether the text was amended after a first round.
        story: what the hours are drawn from; equal words give equal hours.
        stances: -1..1 of the five responses, worst first.
        capability: of every member; share: of it that a majority needs.
    """

    rule: str
    stands: bool
    again: bool
    story: str
    stances: Sequence[float]
    capability: Mapping[str, float]
    share: float


def round_of(members: Sequence[Said], table: Table) -> Round:
    """Tell what members said as a story with hours.

    Args:
        members: what each of them said, in the order of the table.
        table: the procedure, and what it came to.
    """
    by_silence = PROCEDURES[table.rule].by_silence
    spoken = sorted(members, key=_warmest_first) if by_silence else list(members)
    opened, until, hours = _silent(spoken, table) if by_silence else _aloud(spoken, table)
    counts = _counted(spoken, table) if table.rule == "majority" else [None] * len(spoken)
    lines = tuple(
        RoundLine(
            said.actor, said.name, said.short, at, _says(said, table.rule),
            points(table.stances[said.rank] * PERCENT),
            said.rank <= PROCEDURES[table.rule].blocking, count,
        )
        for said, at, count in zip(spoken, hours, counts, strict=True)
    )  # fmt: skip
    needed = _tenth(table.share * PERCENT) if table.rule == "majority" else None
    return Round(table.rule, table.again, opened, until, lines, table.stands, needed)


def _warmest_first(said: Said) -> tuple[int, float]:
    return -said.rank, -said.utility


def _silent(spoken: Sequence[Said], table: Table) -> tuple[Hour, Hour, list[Hour]]:
    """Beginning, deadline, and an hour for each member, each in a part of the time of its own."""
    opened, until = SILENCE[table.again]
    whole, hours = until.minutes - opened.minutes, []
    for place, said in enumerate(spoken):
        share = (place + _luck(table, said)) / len(spoken)
        day, minute = divmod(opened.minutes + int(share * whole), DAY)
        quarter = day * DAY + minute // QUARTER * QUARTER
        hours.append(Hour(min(max(quarter, opened.minutes + QUARTER), until.minutes - QUARTER)))
    return opened, until, hours


def _aloud(spoken: Sequence[Said], table: Table) -> tuple[Hour, Hour, list[Hour]]:
    """Beginning, end, and when each member speaks, one after the other."""
    opened, hours = MEETING[table.again], []
    now = opened.minutes
    for said in spoken:
        now += SOONEST + int(SPREAD * _luck(table, said))
        hours.append(Hour(now))
    return opened, Hour(now + SOONEST), hours


def _luck(table: Table, said: Said) -> float:
    """0..1, drawn from the story and the member."""
    drawn = hashlib.sha256(f"{table.story}:{table.again}:{said.actor}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") / 2**32


def _counted(spoken: Sequence[Said], table: Table) -> list[float | None]:
    """Percent of capability for the text after each member has spoken."""
    whole, so_far, counts = math.fsum(table.capability.values()), 0.0, []
    for said in spoken:
        so_far += table.capability[said.actor] if said.rank >= ACCEPT else 0.0
        counts.append(_tenth(so_far / whole * PERCENT))
    return [*counts]


def _tenth(percent: float) -> float:
    """Rounded down, so that nothing looks like enough that is not."""
    return math.floor(percent * TENTH + 1e-9) / TENTH


def _says(said: Said, rule: str) -> str:
    """What a response means for the text."""
    if PROCEDURES[rule].by_silence:
        return "breaks silence" if said.rank <= PROCEDURES[rule].blocking else "lets it pass"
    if rule == "majority":
        return "is for it" if said.rank >= ACCEPT else "is not for it"
    return "objects" if said.rank <= PROCEDURES[rule].blocking else "consents"

"""What is worked out once a session is over, for its debrief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogue_sim.session.hindsight.luck import Hindsight
from dialogue_sim.session.hindsight.ranges import Range
from dialogue_sim.session.strategies.profile import ProfileRow


@dataclass(frozen=True, slots=True)
class LookBack:
    """A session beside other sessions, and beside its own moves under other luck."""

    profile: tuple[ProfileRow, ...]
    hindsight: Hindsight
    ranges: Mapping[str, Range]

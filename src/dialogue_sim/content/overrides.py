"""Changes of a profile with time or scenario: `set: {stars.peers: {value: 0, ...}}`."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Changes = dict[str, object]


def changes(data: Mapping[str, object], date: str, in_scenario: Mapping[str, object]) -> Changes:
    """What applies on a date: the profile's periods that have begun, then the scenario's own.

    Args:
        data: an actor's file as it was read.
        date: the scenario's date; ISO dates compare as text.
        in_scenario: `set` of the scenario.
    """
    applied: Changes = {}
    periods = data.get("periods")
    if isinstance(periods, dict):
        begun = [
            period
            for period in periods.values()
            if isinstance(period, dict) and str(period.get("from", "9999")) <= date
        ]
        for period in sorted(begun, key=lambda period: str(period["from"])):
            if isinstance(period.get("set"), dict):
                applied.update(period["set"])
    applied.update(in_scenario)
    return applied


def apply(data: Mapping[str, object], wanted: Changes) -> tuple[dict[str, object], list[str]]:
    """A changed copy of the data, and the paths that lead nowhere."""
    changed = copy.deepcopy(dict(data))
    unknown = [path for path, value in wanted.items() if not _set(changed, path, value)]
    return changed, unknown


def _set(data: dict[str, object], path: str, value: object) -> bool:
    *blocks, last = path.split(".")
    here: object = data
    for block in blocks:
        if not isinstance(here, dict) or block not in here:
            return False
        here = here[block]
    if not isinstance(here, dict):
        return False
    here[last] = value
    return True

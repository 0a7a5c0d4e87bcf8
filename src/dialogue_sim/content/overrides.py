"""Changes of a profile with time or scenario: `set: {stars.peers: {value: 0, ...}}`."""

from __future__ import annotations

import copy

Changes = dict[str, object]
NEVER = "9999"


def periods(data: object, date: str) -> Changes:
    """What the periods of a profile that hold at a date change, the latest last.

    Args:
        data: an actor's file as it was read.
        date: the scenario's date; ISO dates compare as text.
    """
    applied: Changes = {}
    found = data.get("periods") if isinstance(data, dict) else None
    if not isinstance(found, dict):
        return applied
    holding = [
        period
        for period in found.values()
        if isinstance(period, dict)
        and str(period.get("from", NEVER)) <= date < str(period.get("until") or NEVER)
    ]
    for period in sorted(holding, key=lambda period: str(period["from"])):
        if isinstance(period.get("set"), dict):
            applied.update(period["set"])
    return applied


def apply(data: object, wanted: Changes) -> tuple[object, list[str]]:
    """A changed copy of a profile's data, and the paths that lead nowhere."""
    if not isinstance(data, dict):
        return data, []
    changed: dict[str, object] = copy.deepcopy(data)
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

"""Changes of a profile with time or scenario: `set: {stars.peers: {value: 0, ...}}`."""

from __future__ import annotations

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
    """A profile's data with some changes, made in a copy, and the paths that lead nowhere."""
    if not isinstance(data, dict):
        return data, []
    changed, unknown = data, []
    for path, value in wanted.items():
        found = _with(changed, path.split("."), value)
        if found is None:
            unknown.append(path)
        else:
            changed = found
    return changed, unknown


def _with(data: object, path: list[str], value: object) -> dict[str, object] | None:
    """A copy of the blocks along a path with another value at its end; None if there is no way."""
    first, *rest = path
    if not isinstance(data, dict) or (rest and first not in data):
        return None
    inside = _with(data[first], rest, value) if rest else value
    return None if rest and inside is None else {**data, first: inside}

"""Changes of a block by paths, `set: {stars.peers: {value: 0, ...}}`, and which of them hold.

One mechanism for profiles, policies and settings, and for what a scenario changes in an actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from dialogue_sim.content import sourced
from dialogue_sim.content.layers import Layer, LayeredFile, Origin
from dialogue_sim.content.suggest import hint
from dialogue_sim.content.text import first_day
from dialogue_sim.content.variants import MOST_PERIODS

if TYPE_CHECKING:
    from dialogue_sim.content.layers import Kind
    from dialogue_sim.content.yaml_source import Path_, YamlFile

NEVER = "9999"
FIXED = frozenset({"format", "id", "use", "set", "periods"})
"""Keys that say what a block is; no path leads there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a `set:`: where it leads, what it puts there, and where it is written."""

    to: Path_
    value: object
    file: YamlFile
    at: Path_

    @property
    def path(self) -> str:
        """The path as it is written."""
        return ".".join(map(str, self.to))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a change: code, sentence and remedy."""

    change: Change
    code: str
    message: str
    help: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Interval:
    """A period of a block: from a day on, and perhaps only until another one."""

    name: str
    since: str
    until: str

    @property
    def begins(self) -> str:
        """Its first day."""
        return first_day(self.since)

    @property
    def ends(self) -> str:
        """The first day on which it holds no longer."""
        return first_day(self.until)

    def holds_on(self, date: str) -> bool:
        """Whether a date lies in it; a year or a month stands for its first day."""
        return self.begins <= first_day(date) < self.ends


def intervals(data: object) -> tuple[Interval, ...]:
    """The periods of a block that can be read, those that begin first before the others.

    Of more than a block may have, which is an error of its own, only the first are looked at.
    """
    found = data.get("periods") if isinstance(data, dict) else None
    read = [
        Interval(name, str(body["from"]), str(body.get("until") or NEVER))
        for name, body in islice(found.items() if isinstance(found, dict) else (), MOST_PERIODS)
        if isinstance(body, dict) and "from" in body and isinstance(body.get("set"), dict)
    ]
    return tuple(sorted(read, key=lambda one: one.begins))


def changes(file: YamlFile, at: Path_, *, sources: bool) -> list[Change]:
    """The lines of the `set:` at a path of a file.

    Args:
        file: where it is written; at: the path of the `set:`.
        sources: whether its numbers say where they come from. Then `source`, `basis` and `why`
            may stand in it once for all of them.
    """
    block = inside(file.data, at)
    if not isinstance(block, dict):
        return []
    once = {key: block[key] for key in block if sources and key in sourced.GROUP_KEYS}
    return [
        Change(tuple(key.split(".")), _said_by(value, once), file, (*at, key))
        for key, value in block.items()
        if key not in once and not key.startswith(sourced.AUTHORS_OWN)
    ]


def _said_by(value: object, once: Mapping[str, object]) -> object:
    """A value with what a whole block says of its sources, where it does not say so itself."""
    if not once or not any(True for _ in sourced.numbers(value, ())):
        return value
    if not isinstance(value, dict):
        return {"value": value, **once}
    return value if sourced.GROUP_KEYS & value.keys() else {**value, **once}


def inside(data: object, at: Path_) -> object:
    """What stands at a path of keys; None where nothing does."""
    for key in at:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def changed(file: YamlFile, wanted: Iterable[Change], origin: Origin) -> LayeredFile:
    """A file with some changes laid over it; those that lead nowhere are left out."""
    data, layers = file.data, [Layer(file)]
    for change in wanted:
        laid = with_value(data, change.to, change.value)
        if laid is not None and change.to[0] not in FIXED:
            data = laid
            layers.append(Layer(change.file, change.at, change.to))
    whole = file if isinstance(file, LayeredFile) else LayeredFile(file.path, file.text, None)
    return replace(
        whole, data=data, flawed=file.flawed, layers=tuple(layers),
        origins=(*whole.origins, origin),
    )  # fmt: skip


def origin(kind: Kind, name: str, wanted: Iterable[Change], file: YamlFile, at: Path_) -> Origin:
    """What some changes have to say for themselves."""
    paths = tuple(change.path for change in wanted)
    return Origin(kind, name, file.place(at, key=True), paths)


def with_value(data: object, path: Path_, value: object) -> dict[str | int, object] | None:
    """A copy of the blocks along a path with another value at its end; None if there is no way."""
    first, *rest = path
    if not isinstance(data, dict) or (rest and first not in data):
        return None
    put = with_value(data[first], tuple(rest), value) if rest else value
    return None if rest and put is None else {**data, first: put}


def faults(data: object, wanted: Sequence[Change], *, sources: bool) -> Iterator[Fault]:
    """What is wrong with some changes of a block, in the order in which they are written."""
    for change in wanted:
        if change.to[0] in FIXED:
            message = f"'{change.to[0]}' says what the block is, and no path changes that"
            yield Fault(change, "DS233", message, _beside(str(change.to[0])))
        elif with_value(data, change.to, None) is None:
            yield _lost(data, change)
        elif sources and _borrows(data, change):
            message = f"'{change.path}' is changed without saying where its numbers come from"
            remedy = f"so they pass for what was there: {sourced.HOW_TO_SOURCE}"
            yield Fault(change, "DS235", message, remedy, is_error=False)
        data = with_value(data, change.to, change.value) or data
    for one, other in combinations(wanted, 2):
        shorter, longer = sorted((one.to, other.to), key=len)
        if longer[: len(shorter)] == shorter:
            message = f"'{one.path}' and '{other.path}' change the same, and here the last counts"
            yield Fault(other, "DS232", message, "write one of them", is_error=False)


def _beside(key: str) -> str:
    return f"write `{key}:` beside `set:`" if key in {"use", "periods"} else "leave the line out"


def _lost(data: object, change: Change) -> Fault:
    """The first step of a path that leads nowhere, and where it might have led."""
    before: str | int = ""
    for step in change.to:
        if not isinstance(data, dict):
            message = f"'{change.path}' leads nowhere: nothing stands below '{before}'"
            return Fault(change, "DS206", message, "end the path there")
        if step not in data:
            message = f"'{change.path}' leads nowhere: there is no '{step}'"
            return Fault(change, "DS206", message, hint(str(step), data))
        before, data = step, data[step]
    raise AssertionError(change.path)


def _borrows(data: object, change: Change) -> bool:
    """Whether some of a change's numbers pass for what the block around them rests on."""
    _, _, problems = sourced.take_off(change.value)
    if not problems:
        return False
    _, around, _ = sourced.take_off(data)
    return around.of(*change.to[:-1]) is not None


def collisions(data: object) -> Iterator[tuple[Interval, Interval, str]]:
    """Periods that change the same path so that the file does not say which one counts.

    Of two that hold on the same day, the later one counts, and the earlier one again when it is
    over. That is not so where both begin on one day, nor where the earlier one ends first.
    """
    for one, other in combinations(intervals(data), 2):
        begin_together = one.begins == other.begins
        cross = other.begins < one.ends < other.ends and one.until != NEVER
        if begin_together or cross:
            for path in _common(inside(data, ("periods",)), one.name, other.name):
                yield one, other, path


def _common(periods: object, one: str, other: str) -> Iterator[str]:
    """Paths of one period that are, lie in, or hold one of another."""
    first, second = (inside(periods, (name, "set")) for name in (one, other))
    for path in first if isinstance(first, dict) else ():
        for also in second if isinstance(second, dict) else ():
            if f"{path}.".startswith(f"{also}.") or f"{also}.".startswith(f"{path}."):
                if path not in sourced.GROUP_KEYS:
                    yield path
                break

"""Content with its numbers shaken: each multiplied by a factor of its own, within its range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

import numpy as np
from pydantic import BaseModel
from pydantic.fields import FieldInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from dialogue_sim.content.actor import Actor, Counterpart
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.expectations import Expected
    from dialogue_sim.content.rules import Rules
    from dialogue_sim.content.scenario import Scenario

M = TypeVar("M", bound=BaseModel)
Limits = tuple[float, float]

UNLIMITED: Final[Limits] = (-np.inf, np.inf)
LEAST: Final = 1e-6
"""Stands in for an open limit: what must be above 0 stays above it."""

VENUES: Final[Limits] = (-1.0, 1.0)
LEFT_ALONE: Final = frozenset({"format", "periods", "poll"})
"""Fields whose numbers keep their value.

A poll is an observation, to which E15 ties the model. What a period changes is in the profile
already when a bundle has been read, and is shaken there; the period itself is not read again.
"""

POLLED: Final = "support"
"""What a situation says of the public is that poll again."""

RULES, MEASURES, OPENINGS = "rules", "measures", "openings"
POINTS: Final[Mapping[bool, Limits]] = {True: (-100.0, 100.0), False: (0.0, 100.0)}


@dataclass(frozen=True, slots=True)
class Shake:
    """One draw of factors.

    Attributes:
        seed, draw: numbers that decide every factor.
        spread: factors are uniform between 1 - spread and 1 + spread.
        groups: whose numbers are shaken: ids of actors, `rules`, `measures`, `openings`.
    """

    seed: int
    draw: int
    spread: float
    groups: Collection[str]

    def factor(self, group: str, part: str = "") -> Callable[[], float]:
        """Factors of one group, always the same in the same order."""
        luck = np.random.default_rng([self.seed, self.draw, *f"{group} {part}".encode()])
        low, high = 1.0 - self.spread, 1.0 + self.spread
        return lambda: float(luck.uniform(low, high))


def groups_of(expected: Expected) -> tuple[str, ...]:
    """All groups of numbers: every actor, then rules, measures and openings."""
    bundle = next(iter(expected.openings.values()))
    return (*bundle.actors, bundle.counterpart.id, RULES, MEASURES, OPENINGS)


def shaken(bundle: Bundle, shake: Shake) -> Bundle:
    """A copy with every number of the groups multiplied by a factor of its own.

    Numbers stay within their ranges, cut points and stances stay in order, and the shares of the
    counterpart's types still add up to 1.
    """
    changed: dict[str, Any] = {"actors": {
        name: _actor(body, shake.factor(name)) if name in shake.groups else body
        for name, body in bundle.actors.items()
    }}  # fmt: skip
    if bundle.counterpart.id in shake.groups:
        factor = shake.factor(bundle.counterpart.id)
        changed["counterpart"] = _counterpart(bundle.counterpart, factor)
    if RULES in shake.groups:
        changed["rules"] = _rules(bundle.rules, shake.factor(RULES))
    if MEASURES in shake.groups:
        measures = _model(bundle.setting.measures, shake.factor(MEASURES))
        changed["setting"] = bundle.setting.model_copy(update={"measures": measures})
    return replace(bundle, scenario=shaken_scenario(bundle, shake), **changed)


def shaken_scenario(bundle: Bundle, shake: Shake) -> Scenario:
    """The scenario with the numbers of its situation shaken; each opening has its own factors."""
    if OPENINGS not in shake.groups:
        return bundle.scenario
    factor = shake.factor(OPENINGS, bundle.scenario.id)
    numbers = {
        name: value if name == POLLED else _within(value * factor(), POINTS[value < 0])
        for name, value in bundle.scenario.situation.items()
    }
    return bundle.scenario.model_copy(update={"situation": numbers})


def _actor(actor: Actor, factor: Callable[[], float]) -> Actor:
    changed = _model(actor, factor)
    return changed.model_copy(update={"venues": _venues(changed.venues)})


def _counterpart(counterpart: Counterpart, factor: Callable[[], float]) -> Counterpart:
    changed = _model(counterpart, factor)
    total = sum(kind.share for kind in changed.types.values())
    types = {
        name: kind.model_copy(update={"share": kind.share / total})
        for name, kind in changed.types.items()
    }
    return changed.model_copy(update={"venues": _venues(changed.venues), "types": types})


def _venues(venues: Mapping[str, float]) -> dict[str, float]:
    """Affinities within -1 and 1; the salience beside them has a range of stars."""
    return {
        name: value if name == "salience" else _within(value, VENUES)
        for name, value in venues.items()
    }


def _rules(rules: Rules, factor: Callable[[], float]) -> Rules:
    changed = _model(rules, factor)
    ladder = changed.ladder.model_copy(
        update={"cuts": sorted(changed.ladder.cuts), "stances": sorted(changed.ladder.stances)}
    )
    return changed.model_copy(update={"ladder": ladder})


def _model(model: M, factor: Callable[[], float]) -> M:
    """A copy of a block with every number in it multiplied."""
    changed: dict[str, Any] = {
        name: _value(getattr(model, name), limits, factor)
        for name, limits in _ranges(type(model)).items()
    }
    return model.model_copy(update=changed)


@cache
def _ranges(block: type[BaseModel]) -> Mapping[str, Limits]:
    """The range of every field that may be shaken."""
    fields = block.model_fields.items()
    return {name: _limits(info) for name, info in fields if name not in LEFT_ALONE}


def _value(value: object, limits: Limits, factor: Callable[[], float]) -> object:
    match value:
        case int() | float() if not isinstance(value, bool):
            number = _within(value * factor(), limits)
            return round(number) if isinstance(value, int) else number
        case BaseModel():
            return _model(value, factor)
        case dict():
            return {key: _value(part, limits, factor) for key, part in value.items()}
        case list():
            return [_value(part, limits, factor) for part in value]
        case _:
            return value


def _within(value: float, limits: Limits) -> float:
    return min(max(value, limits[0]), limits[1])


def _limits(info: FieldInfo) -> Limits:
    """The range that a field declares for its number, or for the numbers inside it."""
    low, high = UNLIMITED
    for mark in (*info.metadata, *_inner_marks(info.annotation)):
        low = max(low, getattr(mark, "ge", low), getattr(mark, "gt", low - LEAST) + LEAST)
        high = min(high, getattr(mark, "le", high), getattr(mark, "lt", high + LEAST) - LEAST)
    return low, high


def _inner_marks(annotation: object) -> Iterable[object]:
    """What the types inside a list or a mapping declare."""
    for part in get_args(annotation):
        if isinstance(part, FieldInfo):
            yield from part.metadata
        else:
            yield from _inner_marks(part)

"""The conditions of a scenario, each with who asks it and where its lines stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dialogue_sim.content.conditions import lines_of, read_condition
from dialogue_sim.content.expressions import parse_condition
from dialogue_sim.workshop.checks.findings import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.conditions import Condition
    from dialogue_sim.expression_tree import Node

Kind = Literal["policy", "inject", "ending", "goal", "bonus"]
KEPT = 16
"""How many scenarios are remembered, as many as the library remembers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a condition that has several under `all:`, `any:` or `none:`."""

    text: str
    node: Node
    spot: Spot


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition.

    Attributes:
        id: of who asks: the policy, the inject, the ending or the goal; empty for the bonus.
        owner: for a goal the seat that has it, with its mandate if there is one.
        joined: `all`, `any` or `none`; empty where the condition is one line.
    """

    kind: Kind
    id: str
    owner: tuple[str, ...]
    node: Node
    spot: Spot
    joined: str
    lines: tuple[Line, ...]


@lru_cache(maxsize=KEPT)
def asked_of(bundle: Bundle) -> tuple[Asked, ...]:
    """Every condition of a scenario: of policies, injects, endings, goals, and of the bonus."""
    return (*_of_policies(bundle), *_of_story(bundle), *_of_goals(bundle), *_of_bonus(bundle))


def _of_policies(bundle: Bundle) -> Iterator[Asked]:
    for name, policy in bundle.repertoire.items():
        if policy.when is not None:
            spot = Spot(bundle.beside("policies"), ("policies", name, "when"))
            yield _asked(bundle, ("policy", name), policy.when, spot)


def _of_story(bundle: Bundle) -> Iterator[Asked]:
    for name, inject in bundle.scenario.injects.items():
        if inject.when is not None:
            spot = Spot(bundle.path, ("injects", name, "when"))
            yield _asked(bundle, ("inject", name), inject.when, spot)
    for place, ending in enumerate(bundle.scenario.endings):
        spot = Spot(bundle.path, ("endings", place, "when"))
        yield _asked(bundle, ("ending", ending.id), ending.when, spot)


def _of_goals(bundle: Bundle) -> Iterator[Asked]:
    for seat, body in bundle.scenario.seats.items():
        for path, goal in body.goals_by_path():
            spot = Spot(bundle.path, ("seats", seat, *path, "when"))
            yield _asked(bundle, ("goal", path[-1]), goal.when, spot, (seat, *path[1:-2]))


def _of_bonus(bundle: Bundle) -> Iterator[Asked]:
    capital = bundle.rules.mechanisms.capital
    if bundle.active_from("capital") and capital is not None and capital.bonus is not None:
        spot = Spot(bundle.beside("rules"), ("mechanisms", "capital", "bonus", "when"))
        yield _asked(bundle, ("bonus", ""), capital.bonus.when, spot)


def _asked(
    bundle: Bundle,
    who: tuple[Kind, str],
    condition: Condition,
    spot: Spot,
    owner: tuple[str, ...] = (),
) -> Asked:
    names = bundle.names()
    lines: list[Line] = []
    joined = ""
    if not isinstance(condition, str):
        for path, text in lines_of(condition):
            joined = str(path[0])
            node = parse_condition(text, names)
            lines.append(Line(text, node, Spot(spot.file, (*spot.at, *path))))
    return Asked(*who, owner, read_condition(condition, names), spot, joined, tuple(lines))

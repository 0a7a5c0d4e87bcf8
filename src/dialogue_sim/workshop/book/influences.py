"""What reads which quantity of a story, and what changes it, for its graph and its matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dialogue_sim.content.conditions import lines_of
from dialogue_sim.content.expressions import parse_condition, parse_effect
from dialogue_sim.expression_tree import walk
from dialogue_sim.workshop.checks.reading import word_of
from dialogue_sim.workshop.checks.timeline import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.conditions import Condition
    from dialogue_sim.expression_tree import Node

Kind: TypeAlias = Literal["inject", "policy", "ending"]
SIGNS: Final = {"+=": "+", "-=": "\N{MINUS SIGN}", "=": "= "}
"""How what an effect does is written in a cell."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of a condition in the author's words, and the quantities that it reads."""

    says: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actant:
    """An inject, a policy or an ending.

    Attributes:
        joined: how its clauses are joined: `all`, `any`, `none`; empty for a single line.
        writes: quantities with what is done to them, such as `+6`.
    """

    kind: Kind
    id: str
    title: str
    clauses: tuple[Clause, ...]
    joined: str
    writes: tuple[tuple[str, str], ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """Every quantity that its condition reads, once."""
        return tuple(dict.fromkeys(one for clause in self.clauses for one in clause.reads))

    @property
    def condition(self) -> str:
        """The whole condition in the author's words."""
        lines = "; ".join(clause.says for clause in self.clauses)
        return f"{self.joined} of: {lines}" if self.joined else lines


def actants_of(bundle: Bundle) -> tuple[Actant, ...]:
    """All injects, all policies that read or change something, and all endings, in that order."""
    scenario = bundle.scenario
    injects = (
        _actant(bundle, ("inject", name, inject.title), inject.when, inject.effects)
        for name, inject in scenario.injects.items()
    )
    policies = (
        _actant(bundle, ("policy", name, policy.title), policy.when, policy.effects)
        for name, policy in bundle.repertoire.items()
        if policy.when is not None or policy.effects
    )
    endings = (
        _actant(bundle, ("ending", ending.id, ending.title), ending.when, ())
        for ending in scenario.endings
    )
    return (*injects, *policies, *endings)


def _actant(
    bundle: Bundle,
    who: tuple[Kind, str, str],
    when: Condition | None,
    effects: Iterable[str],
) -> Actant:
    names = bundle.names()
    clauses = () if when is None else lines_of(when)
    joined = "" if not clauses or not clauses[0][0] else str(clauses[0][0][0])
    writes = [parse_effect(line, names) for line in effects]
    return Actant(
        *who,
        tuple(Clause(line, reads(parse_condition(line, names))) for _, line in clauses),
        joined,
        tuple(
            (
                one.target if one.actor is None else f"{one.target}({one.actor})",
                f"{SIGNS[one.op]}{one.value:g}",
            )
            for one in writes
        ),
    )


def reads(node: Node) -> tuple[str, ...]:
    """The quantities that a condition reads, as an author names them, each once."""
    found = (name for part in walk(node) if (name := word_of(part)))
    return tuple(dict.fromkeys(found))


CLOCK = frozenset({"turn", "turns", "last_turn"})
"""What passes by itself."""


def quantities(actants: Sequence[Actant]) -> tuple[str, ...]:
    """Everything that is read or written, in the order in which it is met; the clock first."""
    met = dict.fromkeys(
        name for one in actants for name in (*one.reads, *(written for written, _ in one.writes))
    )
    return tuple(sorted(met, key=lambda name: name not in CLOCK))


def unreachable(bundle: Bundle) -> frozenset[str]:
    """Ids of injects and endings to which the course of turns leads in no session.

    The last ending has to be there, so it is never one of them. Which numbers are never reached
    takes a playtest.
    """
    line, scenario = timeline_of(bundle), bundle.scenario
    endings = {ending.id for ending in scenario.endings[:-1]}
    return frozenset((scenario.injects.keys() - line.fired.keys()) | (endings - line.ends.keys()))

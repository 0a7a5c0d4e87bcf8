"""The names a condition or an effect may use, and what to tell an author who uses another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dialogue_sim.content.suggest import hint
from dialogue_sim.words import ANSWERS, RESPONSES

COUNTERS = ("turn", "turns")
FLAGS = ("last_turn", "stands")
TEXTS = ("proposal", "standing")
ACTOR_FUNCTIONS = ("response", "stance", "trust")
FACT_FUNCTIONS = ("adopted", "chose", "fired", "promised")
FUNCTIONS = (*ACTOR_FUNCTIONS, *FACT_FUNCTIONS, "count", "turns_since")


@dataclass(frozen=True)
class Names:
    """What the setting and the scenario declare.

    Attributes:
        indicators: numbers that conditions may read.
        writable: the ones among them that effects may change.
        issues: issue -> level id -> value 0..1.
        venues: ids, in the setting's order.
        actors: the actors in the story that have trust, stance and response.
        blocs: bloc -> its members, in the story or not.
        policies: ids of the scenario's policies.
        injects: ids of the scenario's injects.
        promisees: the members to whom something can be promised.
        lacking: what could be read if the setting had a mechanism, and which one.
    """

    indicators: frozenset[str]
    writable: frozenset[str]
    issues: Mapping[str, Mapping[str, float]]
    venues: tuple[str, ...]
    actors: frozenset[str]
    blocs: Mapping[str, tuple[str, ...]]
    policies: frozenset[str]
    injects: frozenset[str]
    promisees: frozenset[str] = frozenset()
    lacking: Mapping[str, str] = field(default_factory=dict)

    def members(self, word: str) -> tuple[str, ...]:
        """The actor of that name, or the bloc's members in the story, sorted; none if unknown."""
        if word in self.actors:
            return (word,)
        return tuple(sorted(self.actors.intersection(self.blocs.get(word, ()))))

    def with_members(self) -> frozenset[str]:
        """The actors, and the blocs of which at least one member is in the story."""
        return self.actors.union(bloc for bloc in self.blocs if self.members(bloc))

    def numbers(self) -> frozenset[str]:
        """The bare words that begin a quantity."""
        return self.indicators.union(COUNTERS, TEXTS, ACTOR_FUNCTIONS, ("answer",))


def advice(word: str, names: Names, legal: Iterable[str]) -> str:
    """Help for a bare word that has no meaning where it stands.

    Args:
        word: what the author wrote.
        names: what is declared.
        legal: the words that would have had a meaning there.
    """
    rows: tuple[tuple[Iterable[str], str], ...] = (
        (names.issues, "write standing.{0} or proposal.{0}"),
        (TEXTS, "write {0}.<issue>"),
        (FUNCTIONS, "write {0}(...)"),
        (names.actors.union(names.blocs), "write response({0}), stance({0}) or trust({0})"),
        (names.policies, "write chose({0}) or adopted({0})"),
        (names.injects, "write fired({0})"),
        (RESPONSES, "write response(...) == {0}, with an actor in the brackets"),
        (ANSWERS, "write answer == {0}"),
        (("true", "false"), "leave it out: a condition is true or false by itself"),
    )
    known = next((row for ids, row in rows if word in ids), None)
    return known.format(word) if known else declared(word, legal)


def declared(word: str, ids: Iterable[str]) -> str:
    """Help for an unknown id: the nearest of those declared, or all of them."""
    return hint(word, ids) or "nothing of the kind is declared"

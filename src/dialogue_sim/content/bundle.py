"""Everything that one scenario needs, read and checked; `session/worlds/` makes a world of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dialogue_sim.content.expressions import Names
from dialogue_sim.content.quantities import (
    FACTS_OF_MECHANISMS,
    NUMBERS_OF_MECHANISMS,
    READABLE,
    WRITABLE,
)
from dialogue_sim.content.renaming import last_name
from dialogue_sim.content.scenario import DebateRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.actor import Actor, Counterpart
    from dialogue_sim.content.argument import Argument, Arguments, Card
    from dialogue_sim.content.documents import Documents
    from dialogue_sim.content.mechanisms import Mechanism
    from dialogue_sim.content.policy import Policies, Policy
    from dialogue_sim.content.rules import Rules
    from dialogue_sim.content.scenario import Scenario
    from dialogue_sim.content.setting import Setting
    from dialogue_sim.content.sourced import Provenance, Sources
    from dialogue_sim.content.yaml_source import YamlFile


@dataclass(frozen=True, eq=False)
class Bundle:
    """One scenario with its setting, actors and rules; equal only to itself.

    Attributes:
        actors: everybody in the story but the counterpart, sorted by id; while a bundle is
            being checked, those whose files could be read.
        path: the scenario's file; the other files of the setting lie beside it.
        everybody: ids of all actors in the library, in the story or not.
        files: the files as this story reads them, by path: with what actors and policies use, and
            with what its date and the scenario change.
        written: the files as they were written, by path, those that are only used among them.
        sources: where the numbers of each file come from, by path.
        arguments: the dossier and the argument bank; None where the setting has none.
        whole_catalogue: whether every policy of the setting belongs to the story, as in saves that
            are older than the rule that only those of its menus do.
    """

    path: str
    scenario: Scenario
    setting: Setting
    documents: Documents
    policies: Policies
    rules: Rules
    actors: Mapping[str, Actor]
    counterpart: Counterpart
    everybody: frozenset[str]
    files: Mapping[str, YamlFile]
    written: Mapping[str, YamlFile]
    sources: Mapping[str, Sources]
    arguments: Arguments | None = None
    whole_catalogue: bool = False

    @cached_property
    def name_of(self) -> Mapping[str, str]:
        """Names of the actors and the counterpart, by id."""
        everybody = {**self.actors, self.counterpart.id: self.counterpart}
        return {identifier: actor.name for identifier, actor in everybody.items()}

    @cached_property
    def present_names(self) -> Mapping[str, str]:
        """By old id the present one, of all that was renamed."""
        blocks = (self.setting.renamed, self.policies.renamed, self.scenario.renamed)
        names = {old: new for block in blocks for old, new in (block or {}).items()}
        return {old: last_name(old, names) for old in names}

    def beside(self, name: str) -> str:
        """Path of another file of the setting, such as `rules`."""
        return f"{self.path.rpartition('/')[0]}/{name}.yaml"

    @cached_property
    def repertoire(self) -> Mapping[str, Policy]:
        """The policies of this story, sorted by id: the menus, and the text that opens it."""
        names = {*self.scenario.repertoire, self.scenario.standing or self.setting.standing}
        if self.whole_catalogue:
            names |= self.policies.policies.keys()
        return {name: self.policies.policies[name] for name in sorted(names)}

    def with_policy(self, policy: str) -> Bundle:
        """The same story with a policy of the setting on its menu, if it is not there."""
        if policy in self.scenario.repertoire:
            return self
        menu = [*self.scenario.policies, policy]
        return replace(self, scenario=self.scenario.model_copy(update={"policies": menu}))

    @property
    def story(self) -> tuple[str, ...]:
        """Ids of everybody in the story but the counterpart, whether or not they could be read."""
        return tuple(sorted(self.scenario.actors.keys() - {self.setting.counterpart}))

    def active_from(self, mechanism: Mechanism) -> int | None:
        """The turn from which this story has a mechanism; None if it has not."""
        if getattr(self.rules.mechanisms, mechanism) is None:
            return None
        return self.scenario.active_from(mechanism)

    @property
    def debate(self) -> DebateRule:
        """How this story debates: by its own rule, else with cards where there are arguments."""
        if self.scenario.debate is not None:
            return self.scenario.debate
        return DebateRule(mode="none" if self.arguments is None else "cards")

    @cached_property
    def dossier(self) -> Mapping[str, Card]:
        """The cards that can be played at this story's date, sorted by id."""
        if self.arguments is None:
            return {}
        cards = sorted(self.arguments.cards.items())
        return {name: card for name, card in cards if card.holds_on(self.scenario.date)}

    @cached_property
    def bank(self) -> Mapping[str, Argument]:
        """The arguments that somebody here could make at this date, sorted by id."""
        if self.arguments is None:
            return {}
        here = {*self.story, self.setting.counterpart}
        return {
            name: argument
            for name, argument in sorted(self.arguments.arguments.items())
            if argument.holds_on(self.scenario.date) and here.intersection(argument.speakers)
        }

    def may_table(self, actor: str, policy: str) -> bool:
        """Whether an actor may table a policy: `tabled_by` names actors or blocs, or nobody."""
        named = self.policies.policies[policy].tabled_by
        return not named or any(actor in self.blocs.get(name, (name,)) for name in named)

    @property
    def blocs(self) -> Mapping[str, tuple[str, ...]]:
        """Blocs with those of their members who are in this story."""
        present = {
            bloc: tuple(sorted(actor for actor in members if actor in self.story))
            for bloc, members in self.setting.blocs.items()
        }
        return {bloc: members for bloc, members in present.items() if members}

    def names(self) -> Names:
        """The names that conditions and effects of this scenario may use."""
        return self._names

    @cached_property
    def _names(self) -> Names:
        """The same for every line that is read.

        What a mechanism counts can be read where the setting has it; where the scenario switches
        it off, there is nothing to count.
        """
        lacking = {
            word: mechanism
            for word, mechanism in {**NUMBERS_OF_MECHANISMS, **FACTS_OF_MECHANISMS}.items()
            if getattr(self.rules.mechanisms, mechanism) is None
        }
        members = [name for name, actor in self.actors.items() if actor.kind == "member"]
        return Names(
            indicators=READABLE.union(NUMBERS_OF_MECHANISMS.keys() - lacking.keys()),
            writable=WRITABLE,
            issues={
                issue: {level.id: level.value for level in body.levels}
                for issue, body in self.setting.issues.items()
            },
            venues=tuple(self.setting.venues),
            actors=frozenset(self.story),
            blocs=self.blocs,
            policies=frozenset(self.policies.policies),
            injects=frozenset(self.scenario.injects),
            promisees=frozenset(members),
            lacking=lacking,
        )

    def provenance(self, file: str, *path: str | int) -> Provenance | None:
        """Where the number at a path of a file comes from."""
        sources = self.sources.get(file)
        return None if sources is None else sources.of(*path)


def actor_path(identifier: str) -> str:
    """Path of an actor's file."""
    return f"actors/{identifier}.yaml"


def setting_path(setting: str, name: str) -> str:
    """Path of a file of a setting, such as `rules`."""
    return f"scenarios/{setting}/{name}.yaml"

"""What a record names by an id, in words; where the content cannot be read, the id will do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import visible
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.playback import Playback

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.saves.reading import Save


@dataclass(frozen=True, slots=True)
class ActorName:
    """An actor in words; `kind` as in profiles."""

    name: str
    short: str
    kind: str = "member"


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a session.

    Attributes:
        title: of the scenario.
        actors: everybody, the counterpart among them, by id.
        counterpart: its id; nothing where the content cannot be read.
        policies, injects, endings, drivers: titles by id.
        whole: whether the content could be read.
    """

    title: str
    actors: Mapping[str, ActorName] = field(default_factory=dict)
    counterpart: str = ""
    policies: Mapping[str, str] = field(default_factory=dict)
    injects: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    drivers: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False

    def actor(self, identifier: str) -> ActorName:
        """An actor in words."""
        plain = plainly(identifier)
        return self.actors.get(identifier, ActorName(plain, plain))

    def policy(self, identifier: str) -> str:
        """A policy in words."""
        return self.policies.get(identifier, plainly(identifier))

    def inject(self, identifier: str) -> str:
        """A piece of news in words."""
        return self.injects.get(identifier, plainly(identifier))

    def ending(self, identifier: str) -> str:
        """An ending in words."""
        return self.endings.get(identifier, plainly(identifier))


def plainly(identifier: str) -> str:
    """An id as words: `top_level_talks` is `Top level talks`."""
    words = visible(" ".join(identifier.replace("_", " ").split()))
    return words[:1].upper() + words[1:]


def names_in(save: Save) -> Names:
    """The words of a save, by its own content."""
    try:
        return names_of(Playback(save).bundle())
    except (ContentError, SaveError):
        return Names(plainly(str(save.head.get("scenario", ""))))


def names_of(bundle: Bundle) -> Names:
    """The words of some content."""
    scenario, other = bundle.scenario, bundle.counterpart
    everybody = {
        name: ActorName(one.name, one.short, one.kind) for name, one in bundle.actors.items()
    }
    return Names(
        title=scenario.title,
        actors={**everybody, other.id: ActorName(other.name, other.short, "counterpart")},
        counterpart=other.id,
        policies={name: one.title for name, one in bundle.policies.policies.items()},
        injects={name: one.title for name, one in scenario.injects.items()},
        endings={one.id: one.title for one in scenario.endings},
        drivers=bundle.rules.driver_words,
        whole=True,
    )

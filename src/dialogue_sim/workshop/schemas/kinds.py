"""The kinds of content file: where each lies, and which models describe it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.argument import Arguments
from dialogue_sim.content.documents import Documents
from dialogue_sim.content.expectations import Expectations
from dialogue_sim.content.files import FILES_OF_A_SETTING
from dialogue_sim.content.policy import Policies
from dialogue_sim.content.rules import Rules
from dialogue_sim.content.scenario import Scenario
from dialogue_sim.content.setting import Setting
from dialogue_sim.content.variants import ActorVariant

if TYPE_CHECKING:
    from dialogue_sim.content.text import Content

EVERYWHERE, NOWHERE = "everywhere", "nowhere"
"""Where numbers need sources, unless it is below one key of the file."""


@dataclass(frozen=True)
class Kind:
    """One kind of content file.

    Attributes:
        id: as in `dialogue-sim schema ID`; title: in a few words.
        path: where such a file lies, with the parts that differ in brackets.
        models: the model of the file; an actor's has one for each way to write it.
        sourced: `EVERYWHERE`, `NOWHERE`, or the key below which numbers need sources.
    """

    id: str
    title: str
    path: str
    models: tuple[type[Content], ...]
    sourced: str = NOWHERE

    @property
    def file(self) -> str:
        """Name of its schema."""
        return f"{self.id}.schema.json"


SETTING: Final = "scenarios/<setting>"
KINDS: Final = (
    Kind("actor", "One actor", "actors/<id>.yaml", (Actor, Counterpart, ActorVariant),
         EVERYWHERE),
    Kind("setting", "What the scenarios of a setting share", f"{SETTING}/setting.yaml",
         (Setting,), EVERYWHERE),
    Kind("documents", "The sources of a setting", f"{SETTING}/documents.yaml", (Documents,)),
    Kind("policies", "The instruments of a setting", f"{SETTING}/policies.yaml", (Policies,)),
    Kind("arguments", "The dossier and the arguments of a setting",
         f"{SETTING}/arguments.yaml", (Arguments,)),
    Kind("rules", "The coefficients of a setting", f"{SETTING}/rules.yaml", (Rules,),
         EVERYWHERE),
    Kind("expectations", "What the documents of a setting say happens",
         f"{SETTING}/expectations.yaml", (Expectations,), "openings"),
    Kind("scenario", "One playable scenario", f"{SETTING}/<id>.yaml", (Scenario,), "situation"),
)  # fmt: skip
"""Every kind, in the order in which a world is best written."""


def kind_of(path: str) -> Kind:
    """The kind of a content file, by its path inside a library."""
    place = PurePosixPath(path)
    if place.parts[0] == "actors":
        name = "actor"
    else:
        name = place.stem if place.stem in FILES_OF_A_SETTING else "scenario"
    return next(kind for kind in KINDS if kind.id == name)

"""How the content in a save stands to the content of today."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from dialogue_sim.content.bundle import setting_path
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import UnknownIdError, scenario_paths
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load
from dialogue_sim.session.changes.differences import differences
from dialogue_sim.session.saves.reading import need

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.changes.differences import Difference
    from dialogue_sim.session.saves.reading import Save

Kind = Literal["same", "prose", "rules", "missing", "broken"]
MOST = 20
"""Differences that are named; the others are counted."""


@dataclass(frozen=True)
class Standing:
    """What has become of a scenario since a session of it was saved.

    Attributes:
        kind: `same`; `prose` where only what people read has changed; `rules` where something has
            that decides the course of a session; `missing` where there is no such scenario any
            more; `broken` where it has errors.
        scenario: its id.
        today: the scenario as it is now, where the rules have changed; else None.
        differences: the first of what has changed in the rules; more: how many besides.
        problem: what is wrong with a broken scenario, in a line.
    """

    kind: Kind
    scenario: str
    today: Bundle | None = None
    differences: tuple[Difference, ...] = ()
    more: int = 0
    problem: str = ""

    @property
    def notice(self) -> str:
        """What whoever goes on has to know, as a sentence; nothing where nothing matters."""
        match self.kind:
            case "missing":
                what = f"There is no scenario '{self.scenario}' here any more"
            case "broken":
                what = f"The scenario '{self.scenario}' has errors today ({self.problem})"
            case _:
                return ""
        return f"{what}; the session goes on with the content in its save."


def standing_of(save: Save, library: Mapping[str, bytes]) -> Standing:
    """Compare the content in a save with that of today, whatever format the save has.

    Args:
        save: one whose content this version can read.
        library: the content of today, by path.

    Raises:
        SaveError: the head or a record of content does not fit.
        ContentError: the content in the save cannot be read by this version.
    """
    scenario = need(save.head, "scenario", str, save.where(0))
    paths = scenario_paths(library)
    if scenario not in paths:
        return Standing("missing", scenario)
    if _untouched(save.files, library):
        return Standing("same", scenario)
    try:
        today = load(library, scenario)
    except ContentError as error:
        worst = error.diagnostics[0]
        return Standing("broken", scenario, problem=f"{worst.place.path}: {worst.message}")
    except UnknownIdError:
        return Standing("missing", scenario)
    saved = load(save.files, scenario)
    (rules, text), (rules_then, text_then) = fingerprints(today), fingerprints(saved)
    if rules == rules_then:
        return Standing("same" if text == text_then else "prose", scenario)
    changed = differences(today, saved)
    told = tuple(islice(changed, MOST))
    return Standing("rules", scenario, today, told, len(list(changed)))


def _untouched(saved: Mapping[str, bytes], library: Mapping[str, bytes]) -> bool:
    """Whether all files are what they were, so that none needs to be read.

    A setting may have got arguments since, which it need not have.
    """
    if any(library.get(path) != raw for path, raw in saved.items()):
        return False
    settings = {path.split("/")[1] for path in saved if path.startswith("scenarios/")}
    arguments = {setting_path(setting, "arguments") for setting in settings}
    return not any(path in library and path not in saved for path in arguments)

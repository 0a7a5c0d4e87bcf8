"""What the shared files of a setting hold, and none of its scenarios uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.citations import uses
from dialogue_sim.workshop.checks.findings import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.yaml_source import YamlFile


@dataclass(frozen=True)
class Shelf:
    """A setting with everything that is told in it.

    Attributes:
        bundles: every scenario of the setting; files: all its files, by path, those of its actors
            and its expectations among them.
    """

    bundles: tuple[Bundle, ...]
    files: Mapping[str, YamlFile]

    @property
    def first(self) -> Bundle:
        """Any of the scenarios, for what they share."""
        return self.bundles[0]


def policies_on_no_menu(shelf: Shelf) -> Iterator[Finding]:
    """Policies that no story has on a menu, and that nothing else names."""
    setting = shelf.first.setting
    used = {policy for bundle in shelf.bundles for policy in bundle.repertoire}
    used |= {policy for plan in setting.plans.values() for policy in plan.values()}
    used |= set(_texts_of(shelf, "expectations"))
    for policy in shelf.first.policies.policies.keys() - used:
        yield _unused(
            Spot(shelf.first.beside("policies"), ("policies", policy), key=True),
            f"policy '{policy}' is on no menu", "put it on a menu, or keep it for a later one",
        )  # fmt: skip


def actors_in_no_story(shelf: Shelf) -> Iterator[Finding]:
    """Actors whose files belong to the setting and who are in no scenario."""
    used = {path for bundle in shelf.bundles for path in bundle.written}
    used |= {actor_path(name) for bundle in shelf.bundles for name in bundle.scenario.actors}
    for path in shelf.files:
        name = path.removeprefix("actors/").removesuffix(".yaml")
        if path == actor_path(name) and path not in used:
            yield _unused(
                Spot(path, ("id",)), f"'{name}' is in no scenario",
                "name it under `actors:` of one, or keep it for a later one",
            )  # fmt: skip


def venues_of_nobody(shelf: Shelf) -> Iterator[Finding]:
    """Venues that no policy names and about which no actor has a view."""
    profiles = [one for b in shelf.bundles for one in (*b.actors.values(), b.counterpart)]
    used = {policy.venue for policy in shelf.first.policies.policies.values()}
    used |= {venue for profile in profiles for venue in profile.venues}
    for venue in shelf.first.setting.venues.keys() - used:
        yield _unused(
            Spot(shelf.first.beside("setting"), ("venues", venue), key=True),
            f"no policy meets at '{venue}', and no actor has a view on it",
            "name it in a policy or under `venues:` of an actor, or leave it out",
        )  # fmt: skip


def arguments_of_nobody(shelf: Shelf) -> Iterator[Finding]:
    """Arguments that nobody in any scenario could make at its date, and cards in none of them."""
    bank = shelf.first.arguments
    if bank is None:
        return
    path = shelf.first.beside("arguments")
    made = {name for bundle in shelf.bundles for name in bundle.bank}
    for name in bank.arguments.keys() - made:
        yield _unused(
            Spot(path, ("arguments", name), key=True),
            f"nobody in any scenario could make argument '{name}' at its date",
            "look at `speakers:`, `from:` and `until:`",
        )  # fmt: skip
    if any(bundle.debate.mode == "ledger" for bundle in shelf.bundles):
        return  # there persons may lay any card beside a claim of their own
    played = {card for argument in bank.arguments.values() for card in argument.cards}
    for name in bank.cards.keys() - played:
        yield _unused(
            Spot(path, ("cards", name), key=True), f"no argument plays card '{name}'",
            "name it under `cards:` of an argument, or leave it out",
        )  # fmt: skip


def _unused(spot: Spot, message: str, remedy: str) -> Finding:
    return Finding(spot, "DS314", message, remedy, "info")


def _texts_of(shelf: Shelf, name: str) -> Iterator[str]:
    """Every word of a file of the setting, keys included; nothing where it has no such file."""
    file = shelf.files.get(shelf.first.beside(name))
    parts: list[object] = [] if file is None else [file.data]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            parts += [*part, *part.values()]
        elif isinstance(part, list):
            parts += part
        elif isinstance(part, str):
            yield part


def uncited_sentences(shelf: Shelf) -> Iterator[Finding]:
    """Documents with sentences that nothing rests on; one remark for each document."""
    cited = uses(shelf.files.values())
    path = shelf.first.beside("documents")
    for name, document in shelf.first.documents.documents.items():
        idle = [one for one in document.sentences if f"{name}-{one}" not in cited]
        if idle:
            shown = ", ".join(idle[:MOST_SHOWN]) + (" and more" if idle[MOST_SHOWN:] else "")
            yield Finding(
                Spot(path, ("documents", name, "sentences", idle[0]), key=True), "DS315",
                f"nothing rests on {len(idle)} of {len(document.sentences)} sentences of "
                f"'{name}': {shown}",
                "cite them where they are used, or leave them out", "info",
            )  # fmt: skip


MOST_SHOWN = 6

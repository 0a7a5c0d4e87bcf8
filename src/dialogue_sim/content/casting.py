"""Reads the actors of a story: what they use, what holds at its date, what the story changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content import overrides
from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.composing import Block, Composer
from dialogue_sim.content.diagnostics import Diagnostic, Place
from dialogue_sim.content.files import actor_ids
from dialogue_sim.content.reading import Reading
from dialogue_sim.content.variants import ActorVariant, Variant
from dialogue_sim.content.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.actor import Actor, Counterpart
    from dialogue_sim.content.scenario import Scenario
    from dialogue_sim.content.yaml_source import YamlFile


def cast_of(
    reading: Reading, scenario: Scenario, file: YamlFile
) -> dict[str, Actor | Counterpart | None]:
    """The profiles of a story by id, as its date and its scenario make them."""
    cast = _Casting(reading, scenario, file)
    return {actor: cast.profile(actor) for actor in sorted(scenario.actors)}


class _Casting:
    """Reads profiles for one story."""

    def __init__(self, reading: Reading, scenario: Scenario, file: YamlFile) -> None:
        self.reading, self.scenario, self.file = reading, scenario, file
        self.composer = _of_actors(reading, scenario.date, scenario.setting)

    def profile(self, identifier: str) -> Actor | Counterpart | None:
        """A profile, with what it uses, what its periods change, and what the scenario does."""
        reading, cast = self.reading, self.scenario.actors[identifier]
        at, path = ("actors", identifier), actor_path(identifier)
        if cast.use is not None:
            if path in reading.files:
                message = f"{path} is there too, and not read: this scenario makes its own"
                remedy = "leave `use:` out, or give the variant an id of its own"
                reading.warn(self.file.place(at, key=True), "DS234", message, remedy)
            block = Block(identifier, self.file, at, Variant, path)
            file = self.composer.compose(block)
            return None if file is None else self._read(path, file)
        file = reading.file(path, lambda: self.file.place(at, key=True))
        if file is None:
            return None
        before = len(reading.problems)
        own = self.composer.compose(_of_file(file))
        actor = None if own is None else self._read(path, own)
        if actor is not None:
            same_name(reading, file, actor.id)
        if own is None or not cast.set or _errors(reading, before):
            return actor
        return self._changed(identifier, own)

    def _changed(self, identifier: str, own: YamlFile) -> Actor | Counterpart | None:
        """A profile that is sound by itself, changed: what is wrong is wrong in the scenario."""
        reading, at = self.reading, ("actors", identifier, "set")
        before = len(reading.problems)
        changed = self.composer.with_changes(own, self.file, at)
        actor = self._read(actor_path(identifier), changed)
        lines = self.scenario.actors[identifier].set
        place = self.file.place(at if len(lines) > 1 else (*at, next(iter(lines))))
        reading.problems[before:] = [
            one if one.place.path == self.file.path else replace(one, place=place)
            for one in reading.problems[before:]
        ]
        return actor

    def _read(self, path: str, file: YamlFile) -> Actor | Counterpart | None:
        self.reading.laid[path] = file
        return self.reading.actor(file)


def _errors(reading: Reading, before: int) -> bool:
    return any(one.severity == "error" for one in reading.problems[before:])


def _of_file(file: YamlFile) -> Block:
    return Block(Path(file.path).stem, file, (), ActorVariant, file.path)


def _of_actors(reading: Reading, date: str, setting: str) -> Composer:
    def find(identifier: str) -> Block | None:
        path = actor_path(identifier)
        if path not in reading.files:
            return None
        file = reading.file(path, lambda: Place(path))
        return None if file is None else _of_file(file)

    return Composer(reading, "actor", find, sorted(actor_ids(reading.files)), date, setting)


def actor_alone(reading: Reading, file: YamlFile) -> Actor | Counterpart | None:
    """The profile in a file that no story has, at no date."""
    named = overrides.inside(file.data, ("setting",)) or overrides.inside(
        file.data, ("set", "setting")
    )
    composed = _of_actors(reading, "", str(named or "")).compose(_of_file(file))
    actor = None if composed is None else reading.actor(composed)
    if actor is not None:
        same_name(reading, file, actor.id)
    return actor


def at_other_times(files: Mapping[str, bytes], path: str) -> set[Diagnostic]:
    """What is wrong with an actor's file before its periods begin, and on the first day of each.

    A story sees a file at its own date alone, so that a period can cover what is wrong below it,
    or sleep until another story is written.

    Args:
        files: the library; path: of the actor's file.
    """
    file, _ = read_yaml(path, files[path])
    if file is None or not isinstance(file.data, dict) or "periods" not in file.data:
        return set()
    setting = str(overrides.inside(file.data, ("setting",)) or "")
    found: set[Diagnostic] = set()
    for date in ("", *(period.begins for period in overrides.intervals(file.data))):
        reading = Reading(files)
        composed = _of_actors(reading, date, setting).compose(_of_file(file))
        if composed is not None:
            reading.actor(composed)
        found |= {one for one in reading.problems if one.place.path == path}
    return {replace(one, severity="warning") for one in found}


def at_a_glance(files: Mapping[str, bytes], identifier: str) -> YamlFile | None:
    """An actor's file with what it uses, at no date; None where it cannot be read."""
    path = actor_path(identifier)
    file, _ = read_yaml(path, files.get(path, b""))
    if file is None or not isinstance(file.data, dict) or "use" not in file.data:
        return file
    return _of_actors(Reading(files), "", "").compose(_of_file(file)) or file


def same_name(reading: Reading, file: YamlFile, identifier: str) -> None:
    """A file is named after the id in it."""
    stem = Path(file.path).stem
    if identifier != stem:
        message = f"the id '{identifier}' and the file name '{stem}' differ"
        can_be_id = stem.isascii() and stem.isidentifier() and stem.islower()
        remedy = f"write `id: {stem}`" if can_be_id else f"call the file `{identifier}.yaml`"
        reading.report(file.place(("id",)), "DS205", message, remedy)

"""The files of a setting as one story reads them: at its date, with texts of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from dialogue_sim.content import overrides
from dialogue_sim.content.bundle import setting_path
from dialogue_sim.content.composing import Block, Composer
from dialogue_sim.content.diagnostics import Diagnostic, Place
from dialogue_sim.content.layers import Layer, LayeredFile, lineage_of
from dialogue_sim.content.reading import Reading
from dialogue_sim.content.variants import PolicyVariant, Variant
from dialogue_sim.content.yaml_source import YamlFile

OWN = "own_policies"
"""The key of a scenario's own texts."""
SHOWN = 3
"""What does not fit that is named; the rest is counted."""


def lay_out(reading: Reading, folder: str, date: str, scenario: YamlFile | None) -> None:
    """Lay the setting, its policies and the texts of a scenario out as they are at a date.

    Files that are missing are left out: whoever needs them says so.

    Args:
        scenario: the story's file, if there is one; an opening of expectations has none.
    """
    reading.laid, reading.broken = {}, set()
    setting = _if_there(reading, setting_path(folder, "setting"))
    if setting is not None:
        block = Block("setting", setting, (), Variant, setting.path)
        if not block.is_plain and "use" not in block.data:
            composer = Composer(reading, "setting", _nothing, (), date, folder)
            _lay(reading, setting.path, composer.compose(block))
    policies = _if_there(reading, setting_path(folder, "policies"))
    if policies is not None:
        _lay_policies(reading, policies, scenario, date, folder)


def _if_there(reading: Reading, path: str) -> YamlFile | None:
    return reading.file(path, lambda: Place(path)) if path in reading.files else None


def _nothing(_: str) -> None:
    return None


def _lay(reading: Reading, path: str, file: YamlFile | None) -> None:
    if file is None:
        reading.broken.add(path)
    else:
        reading.laid[path] = file


def _lay_policies(
    reading: Reading, file: YamlFile, scenario: YamlFile | None, date: str, folder: str
) -> None:
    shared = _blocks(file, "policies")
    own = {} if scenario is None else _blocks(scenario, OWN)
    for name in own.keys() & shared.keys():
        message = f"the setting has a policy '{name}' already, which this one would hide"
        remedy = f"give it an id of its own, and `use: {name}` to begin with what is there"
        reading.report(own[name].place(key=True), "DS234", message, remedy)
    every = {**shared, **own}
    composer = Composer(reading, "policy", every.get, every, date, folder, sources=False)
    done = {n: composer.compose(block) for n, block in every.items() if not block.is_plain}
    if own and scenario is not None:
        _lay(reading, scenario.path, _with_blocks(scenario, OWN, done, own))
    if own or done:
        theirs = {name: done.get(name, block.alone()) for name, block in own.items()}
        wanted = {**{name: done[name] for name in shared.keys() & done.keys()}, **theirs}
        _lay(reading, file.path, _with_blocks(file, "policies", wanted, wanted))


def _blocks(file: YamlFile, key: str) -> dict[str, Block]:
    found = overrides.inside(file.data, (key,))
    names = found if isinstance(found, dict) else {}
    return {name: Block(name, file, (key, name), PolicyVariant, file.path) for name in names}


def _with_blocks(
    file: YamlFile, key: str, done: Mapping[str, YamlFile | None], names: Iterable[str]
) -> YamlFile | None:
    """A file with other blocks below a key; None if one of them could not be read."""
    laid = {name: done[name] for name in names if name in done}
    whole = {name: one for name, one in laid.items() if one is not None}
    if len(whole) < len(laid):
        return None
    before = overrides.inside(file.data, (key,))
    laid_out = {name: one.data for name, one in whole.items()}
    blocks = {**(before if isinstance(before, dict) else {}), **laid_out}
    data = {**(file.data if isinstance(file.data, dict) else {}), key: blocks}
    layers = [Layer(one, (), (key, name)) for name, one in whole.items()]
    return LayeredFile(file.path, file.text, data, file.flawed, layers=(Layer(file), *layers))


def policies_at_a_glance(files: Mapping[str, bytes], path: str) -> YamlFile:
    """The catalogue of a setting with what its policies use, at no date; empty if unreadable."""
    reading = Reading(files)
    lay_out(reading, path.split("/")[1], "", None)
    return reading.laid.get(path) or reading.read.get(path) or YamlFile(path, "", {})


def files_of(reading: Reading, paths: Iterable[str]) -> dict[str, YamlFile]:
    """The files as a story reads them, by path: without those that are only used.

    Args:
        paths: of its actors.
    """
    only_used = {path for file in reading.laid.values() for path in lineage_of(file)} - {*paths}
    kept = {path: file for path, file in reading.read.items() if path not in only_used}
    return {**kept, **reading.laid}


def fitted(reading: Reading) -> tuple[Diagnostic, ...]:
    """All problems, sorted; those of files from another setting are said where they are used."""
    foreign = [one for one in reading.problems if one.place.path in reading.foreign]
    own = {one for one in reading.problems if one.place.path not in reading.foreign}
    by_place = groupby(
        sorted(set(foreign), key=lambda one: (reading.foreign[one.place.path], one.severity, one)),
        key=lambda one: (*reading.foreign[one.place.path], one.severity),
    )
    for (place, who, severity), group in by_place:
        said = [f"{one.message} ({one.place.path}:{one.place.line})" for one in group]
        more = f", and {len(said) - SHOWN} more" if len(said) > SHOWN else ""
        message = f"{who} does not fit here: {'; '.join(said[:SHOWN])}{more}"
        remedy = "set what does not fit, or use an actor of this setting"
        own.add(Diagnostic(place, severity, "DS231", message, remedy))
    return tuple(sorted(own))

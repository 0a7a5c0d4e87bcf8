"""Loads a scenario and all it needs from a library of files, and says all that is wrong with it.

Whether the files come from folders, from the program or out of a save makes no difference.
"""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content import overrides
from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.argument import Arguments
from dialogue_sim.content.argument_references import check_debate, check_speakers
from dialogue_sim.content.bundle import Bundle, actor_path, setting_path
from dialogue_sim.content.casting import actor_alone, at_a_glance, cast_of, same_name
from dialogue_sim.content.diagnostics import ContentError, Diagnostic, Place
from dialogue_sim.content.documents import Documents
from dialogue_sim.content.expectation_references import (
    check_expectations,
    check_opening,
    check_tests,
)
from dialogue_sim.content.expectations import Expectations, Expected, as_scenario
from dialogue_sim.content.files import (
    UnknownIdError,
    actor_ids,
    expectation_paths,
    scenario_paths,
)
from dialogue_sim.content.mechanism_references import check_mechanisms
from dialogue_sim.content.membership import in_bank, in_blocs, in_catalogue, variants_among
from dialogue_sim.content.policy import Policies
from dialogue_sim.content.promises import check_promises
from dialogue_sim.content.reading import Reading
from dialogue_sim.content.references import (
    check_actors,
    check_references,
    check_sources,
)
from dialogue_sim.content.renaming import with_present_names
from dialogue_sim.content.rules import Rules
from dialogue_sim.content.scenario import Scenario
from dialogue_sim.content.setting import Setting
from dialogue_sim.content.story_files import files_of, fitted, lay_out
from dialogue_sim.content.text import Content
from dialogue_sim.content.turn_references import check_turns
from dialogue_sim.content.yaml_source import YamlFile, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Files = tuple[tuple[str, bytes], ...]
KEPT = 16
"""How many scenarios are remembered: a shelf of them, and what was opened since."""


def examine_alone(files: Mapping[str, bytes], path: str) -> tuple[Diagnostic, ...]:
    """What is wrong with one file that no scenario uses, as far as it can be said alone."""
    reading, stem = Reading(files), Path(path).stem
    models: dict[str, type[Content]] = {
        "setting": Setting, "documents": Documents, "policies": Policies, "rules": Rules,
        "expectations": Expectations, "arguments": Arguments,
    }  # fmt: skip
    if path.startswith("actors/"):
        file = reading.file(path, partial(Place, path))
        if file is not None:
            actor_alone(reading, file)
    else:
        where = partial(Place, path)
        if stem in {"setting", "policies"}:
            lay_out(reading, Path(path).parts[1], "", None)
        reading.model(models.get(stem, Scenario), path, where)
    return fitted(reading)


def load(files: Mapping[str, bytes], scenario: str) -> Bundle:
    """Read a scenario and everything it needs.

    Raises:
        UnknownIdError: there is no such scenario.
        ContentError: with every problem that was found.
    """
    bundle, problems = _examine(*_needed(files, scenario))
    errors = [problem for problem in problems if problem.severity == "error"]
    if bundle is None or errors:
        raise ContentError(errors)
    return bundle


def examine(
    files: Mapping[str, bytes], scenario: str
) -> tuple[Bundle | None, tuple[Diagnostic, ...]]:
    """Read a scenario as far as it can be read, and say everything that is wrong with it.

    Raises:
        UnknownIdError: there is no such scenario.
    """
    bundle, problems = _examine(*_needed(files, scenario))
    speakers = [] if bundle is None else check_speakers(bundle)
    return bundle, tuple(sorted({*problems, *speakers}))


def _needed(files: Mapping[str, bytes], scenario: str) -> tuple[Files, str]:
    """The files that a scenario may need, and the path of its own.

    Raises:
        UnknownIdError: there is no such scenario.
    """
    paths = scenario_paths(files)
    if scenario not in paths:
        raise UnknownIdError("scenario", scenario, list(paths))
    folders = (Path(paths[scenario]).parent.as_posix(), "actors")
    read = tuple(one for one in sorted(files.items()) if one[0].rpartition("/")[0] in folders)
    return read, paths[scenario]


@lru_cache(maxsize=KEPT)
def _examine(read: Files, path: str) -> tuple[Bundle | None, tuple[Diagnostic, ...]]:
    """Examine what lies beside a scenario and in the folder of actors, unless it was just done.

    The same files give the same bundle: it is for reading.
    """
    return with_present_names(read, path, lambda files: _examine_as_written(dict(files), path))


def _examine_as_written(
    files: Mapping[str, bytes], path: str
) -> tuple[Bundle | None, tuple[Diagnostic, ...]]:
    reading = Reading(files)
    bundle = _read_bundle(reading, path)
    if bundle is not None:
        reading.problems.extend(check_references(bundle))
        reading.problems.extend(check_turns(bundle))
        reading.problems.extend(check_mechanisms(bundle))
        if bundle.arguments is not None or bundle.beside("arguments") not in files:
            reading.problems.extend(check_debate(bundle))
        reading.problems.extend(check_promises(bundle))
        reading.problems.extend(check_tests(bundle))
    return bundle, fitted(reading)


def load_expectations(files: Mapping[str, bytes], setting: str) -> Expected:
    """Read the expectations of a setting and everything they need.

    Raises:
        UnknownIdError: there is no such setting, or it has no expectations.
        ContentError: with every problem that was found.
    """
    expected, problems = examine_expectations(files, setting)
    errors = [problem for problem in problems if problem.severity == "error"]
    if expected is None or errors:
        raise ContentError(errors)
    return expected


def examine_expectations(
    files: Mapping[str, bytes], setting: str
) -> tuple[Expected | None, tuple[Diagnostic, ...]]:
    """Read the expectations of a setting, and say everything that is wrong with them.

    Raises:
        UnknownIdError: there is no such setting, or it has no expectations.
    """
    paths = expectation_paths(files)
    if setting not in paths:
        raise UnknownIdError("setting with expectations", setting, list(paths))
    return with_present_names(
        tuple(sorted(files.items())),
        setting_path(setting, "policies"),
        lambda read: _examine_expectations_as_written(dict(read), setting, paths[setting]),
    )


def _examine_expectations_as_written(
    files: Mapping[str, bytes], setting: str, path: str
) -> tuple[Expected | None, tuple[Diagnostic, ...]]:
    reading = Reading(files)
    expected = _read_expectations(reading, setting, path)
    if expected is not None:
        for name, bundle in expected.openings.items():
            reading.problems.extend([*check_opening(name, bundle), *check_actors(bundle)])
        bundle = next(iter(expected.openings.values()))
        reading.problems.extend(check_expectations(expected.body, bundle))
        reading.problems.extend(check_sources(bundle))
    return expected, fitted(reading)


def _read_expectations(reading: Reading, setting: str, path: str) -> Expected | None:
    """The file, and each of its openings with every actor of the setting."""
    body = reading.model(Expectations, path, partial(Place, path))
    _same_setting(reading, path, setting, body)
    if body is None:
        return None
    actors = _actors_of(reading.files, setting)
    policies = _peek(reading.files, setting_path(setting, "policies")).get("policies")
    menu = sorted(map(str, policies)) if isinstance(policies, dict) else []
    openings = {}
    for name, opening in body.openings.items():
        scenario = as_scenario(setting, name, opening, actors, menu)
        lay_out(reading, setting, opening.date, None)
        bundle = _bundle(reading, path, scenario)
        if bundle is None:
            return None
        openings[name] = bundle
    return Expected(reading.read[path], body, openings)


def _actors_of(files: Mapping[str, bytes], setting: str) -> list[str]:
    """Ids of the actors of a setting, by what their files say; of counterparts its own only."""
    counterpart = _peek(files, setting_path(setting, "setting")).get("counterpart")
    found = []
    for name in sorted(actor_ids(files)):
        file = at_a_glance(files, name)
        data = file.data if file is not None and isinstance(file.data, dict) else {}
        another = data.get("kind") == "counterpart" and name != counterpart
        if data.get("setting") == setting and not another:
            found.append(name)
    return found


def _peek(files: Mapping[str, bytes], path: str) -> Mapping[str, object]:
    """The keys of a file that may be broken or missing, without a word about it."""
    file, _ = read_yaml(path, files.get(path, b""))
    return file.data if file is not None and isinstance(file.data, dict) else {}


def _read_bundle(reading: Reading, path: str) -> Bundle | None:
    """All files of a scenario; those of the setting are read even if the scenario's is broken."""
    file = reading.file(path, partial(Place, path))
    date = overrides.inside(None if file is None else file.data, ("date",))
    lay_out(reading, Path(path).parts[1], str(date or ""), file)
    scenario = reading.model(Scenario, path, partial(Place, path))
    if scenario is not None:
        same_name(reading, reading.read[path], scenario.id)
    return _bundle(reading, path, scenario)


def _bundle(reading: Reading, path: str, scenario: Scenario | None) -> Bundle | None:
    """What a scenario, or an opening as one, needs from the files beside it."""
    folder = Path(path).parts[1]
    file = reading.read.get(path)
    where = partial(Place, path) if file is None else partial(file.place, ("setting",))
    setting = reading.model(Setting, setting_path(folder, "setting"), where)
    documents = reading.model(Documents, setting_path(folder, "documents"), where)
    policies = reading.model(Policies, setting_path(folder, "policies"), where)
    rules = reading.model(Rules, setting_path(folder, "rules"), where)
    arguments = _arguments(reading, folder)
    if scenario is None or file is None:
        return None
    for name, part in (("setting", setting), ("documents", documents), ("policies", policies)):
        _same_setting(reading, setting_path(folder, name), folder, part)
    _same_setting(reading, setting_path(folder, "rules"), folder, rules)
    _same_setting(reading, path, folder, scenario)
    cast = cast_of(reading, scenario, reading.laid.get(path, file))
    if setting is None or documents is None or policies is None or rules is None:
        return None
    counterpart = cast.pop(setting.counterpart, None)
    _check_counterparts(reading, file, setting, cast, counterpart)
    if not isinstance(counterpart, Counterpart):
        return None
    actors = {name: actor for name, actor in cast.items() if isinstance(actor, Actor)}
    everybody = actor_ids(reading.files) | scenario.actors.keys()
    own_paths = [actor_path(name) for name in scenario.actors]
    files = files_of(reading, own_paths)
    variants = variants_among({path: files[path] for path in own_paths if path in files})
    return Bundle(
        path, scenario, in_blocs(setting, variants), documents, in_catalogue(policies, variants),
        rules, actors, counterpart, everybody, files, dict(reading.read), dict(reading.sources),
        in_bank(arguments, variants),
    )  # fmt: skip


def _arguments(reading: Reading, folder: str) -> Arguments | None:
    """The dossier and the argument bank of a setting, which it need not have."""
    path = setting_path(folder, "arguments")
    if path not in reading.files:
        return None
    found = reading.model(Arguments, path, partial(Place, path))
    _same_setting(reading, path, folder, found)
    return found


def _same_setting(reading: Reading, path: str, folder: str, part: Content | None) -> None:
    """A file says which setting it belongs to; that must be the folder it lies in."""
    if part is None:
        return
    key = "id" if isinstance(part, Setting) else "setting"
    named = getattr(part, key)
    if named != folder:
        message = f"the file lies in the folder of '{folder}' but says it belongs to '{named}'"
        place = reading.read[path].place((key,))
        reading.report(place, "DS205", message, f"write `{key}: {folder}`")


def _check_counterparts(
    reading: Reading,
    file: YamlFile,
    setting: Setting,
    others: Mapping[str, Actor | Counterpart | None],
    counterpart: Actor | Counterpart | None,
) -> None:
    """Exactly the setting's counterpart is one."""
    named = setting.counterpart
    if isinstance(counterpart, Actor):
        message = f"'{named}' is no counterpart: its kind is {counterpart.kind}"
        place = reading.read[f"{Path(file.path).parent.as_posix()}/setting.yaml"].place
        reading.report(place(("counterpart",)), "DS202", message)
        return
    for name, actor in others.items():
        if isinstance(actor, Counterpart):
            message = f"'{name}' is a counterpart, but the setting's is '{named}'"
            reading.report(file.place(("actors", name), key=True), "DS202", message)
    if counterpart is None and actor_path(named) not in reading.read:
        message = f"the setting's counterpart '{named}' is not in the story"
        reading.report(file.place(("actors",), key=True), "DS202", message)

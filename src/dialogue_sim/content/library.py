"""Finds and loads content: from folders, from the installed package, or out of a save.

A library is a mapping from relative paths (`actors/poland.yaml`) to the bytes of the files; where
they come from makes no difference to what is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dialogue_sim.content import overrides, sourced
from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.bundle import Bundle, actor_path, setting_path
from dialogue_sim.content.diagnostics import ContentError, Diagnostic, Place
from dialogue_sim.content.documents import Documents
from dialogue_sim.content.policy import Policies
from dialogue_sim.content.references import check_references
from dialogue_sim.content.rules import Rules
from dialogue_sim.content.scenario import Scenario
from dialogue_sim.content.setting import Setting
from dialogue_sim.content.suggest import hint
from dialogue_sim.content.text import Content
from dialogue_sim.content.validation import validate
from dialogue_sim.content.yaml_source import YamlFile, read_yaml
from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from collections.abc import Mapping

M = TypeVar("M", bound=Content)

FILES_OF_A_SETTING = frozenset({"setting", "documents", "policies", "rules"})


class UnknownIdError(DialogueSimError):
    """Something was asked for by an id that does not exist."""

    def __init__(self, kind: str, identifier: str, known: list[str]) -> None:
        """Say which ids exist, or which one was probably meant."""
        super().__init__(f"there is no {kind} '{identifier}': {hint(identifier, known)}")


def packaged_content() -> Path:
    """The folder with the content that comes with the program."""
    package = Path(__file__).parent.parent
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent.parent


def read_library(*roots: Path) -> dict[str, bytes]:
    """All content files under some folders; where two hold the same path, the first counts."""
    files: dict[str, bytes] = {}
    for root in roots:
        for folder in ("actors", "scenarios"):
            for path in sorted((root / folder).rglob("*.yaml")):
                files.setdefault(path.relative_to(root).as_posix(), path.read_bytes())
    return files


def default_library() -> dict[str, bytes]:
    """The workspace (`./actors`, `./scenarios`) first, then what comes with the program."""
    return read_library(Path.cwd(), packaged_content())


def scenario_paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """Path of every scenario's file, by id, sorted."""
    found: dict[str, str] = {}
    for path in sorted(files):
        parts = Path(path).parts
        if len(parts) == 3 and parts[0] == "scenarios":  # noqa: PLR2004  scenarios/<setting>/<id>
            stem = Path(path).stem
            if stem not in FILES_OF_A_SETTING:
                found.setdefault(stem, path)
    return dict(sorted(found.items()))


def actor_ids(files: Mapping[str, bytes]) -> frozenset[str]:
    """Ids of all actors in a library."""
    return frozenset(Path(path).stem for path in files if path.startswith("actors/"))


def load(files: Mapping[str, bytes], scenario: str) -> Bundle:
    """Read a scenario and everything it needs.

    Raises:
        UnknownIdError: there is no such scenario.
        ContentError: with every problem that was found.
    """
    bundle, problems = examine(files, scenario)
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
    paths = scenario_paths(files)
    if scenario not in paths:
        raise UnknownIdError("scenario", scenario, list(paths))
    reading = _Reading(files)
    bundle = _read_bundle(reading, paths[scenario])
    if bundle is not None:
        reading.problems.extend(check_references(bundle))
    return bundle, tuple(sorted(set(reading.problems)))


@dataclass
class _Reading:
    """Reads files one after the other and collects what is wrong with them."""

    files: Mapping[str, bytes]
    problems: list[Diagnostic] = field(default_factory=list)
    read: dict[str, YamlFile] = field(default_factory=dict)
    sources: dict[str, sourced.Sources] = field(default_factory=dict)

    def file(self, path: str, asked_by: Place) -> YamlFile | None:
        """A file as YAML, with its sources taken off where numbers need them."""
        if path not in self.files:
            known = [p for p in self.files if Path(p).parent == Path(path).parent]
            self.report(asked_by, "DS201", f"there is no file {path}", hint(path, known))
            return None
        file, problems = read_yaml(path, self.files[path])
        self.problems.extend(problems)
        if file is not None:
            self.read[path] = file
        return file

    def model(self, model: type[M], path: str, asked_by: Place) -> M | None:
        """A file of which only some parts, or none, hold sourced numbers."""
        file = self.file(path, asked_by)
        if file is None:
            return None
        data = file.data
        if model is Scenario and isinstance(data, dict) and "situation" in data:
            situation = self.take_off(file, data["situation"], ("situation",))
            data = {**data, "situation": situation}
        elif model in {Setting, Rules}:
            data = self.take_off(file, data, ())
        return self.validated(model, file, data)

    def take_off(self, file: YamlFile, data: object, at: sourced.Path) -> object:
        """Plain numbers; what is said about their sources is kept."""
        plain, sources, problems = sourced.take_off(data)
        self.sources[file.path] = sourced.Sources(
            {(*at, *path): provenance for path, provenance in sources.by_path.items()}
        )
        for problem in problems:
            self.report(file.place((*at, *problem.at)), "DS204", problem.message, problem.help)
        return plain

    def validated(self, model: type[M], file: YamlFile, data: object) -> M | None:
        """The data as a model, or its problems."""
        found, problems = validate(model, file, data)
        self.problems.extend(problems)
        return found

    def report(self, place: Place, code: str, message: str, remedy: str = "") -> None:
        """One more error."""
        self.problems.append(Diagnostic(place, "error", code, message, remedy))


def _read_bundle(reading: _Reading, path: str) -> Bundle | None:
    start = Place(path)
    scenario = reading.model(Scenario, path, start)
    if scenario is None:
        return None
    file = reading.read[path]
    _same_name(reading, file, scenario.id)
    where = file.place(("setting",))
    setting = reading.model(Setting, setting_path(scenario.setting, "setting"), where)
    documents = reading.model(Documents, setting_path(scenario.setting, "documents"), where)
    policies = reading.model(Policies, setting_path(scenario.setting, "policies"), where)
    rules = reading.model(Rules, setting_path(scenario.setting, "rules"), where)
    cast = {
        actor: _read_actor(reading, scenario, file, actor) for actor in sorted(scenario.actors)
    }
    if setting is None or documents is None or policies is None or rules is None:
        return None
    counterpart = cast.pop(setting.counterpart, None)
    if not isinstance(counterpart, Counterpart):
        message = f"the setting's counterpart '{setting.counterpart}' is not in the story"
        if setting.counterpart not in scenario.actors:
            reading.report(file.place(("actors",), key=True), "DS202", message)
        return None
    for name, actor in cast.items():
        if isinstance(actor, Counterpart):
            message = f"'{name}' is a counterpart, but the setting's is '{setting.counterpart}'"
            reading.report(file.place(("actors", name), key=True), "DS202", message)
    actors = {name: actor for name, actor in cast.items() if isinstance(actor, Actor)}
    return Bundle(
        scenario, setting, documents, policies, rules, actors, counterpart,
        actor_ids(reading.files), reading.read, reading.sources,
    )  # fmt: skip


def _read_actor(
    reading: _Reading, scenario: Scenario, scenario_file: YamlFile, identifier: str
) -> Actor | Counterpart | None:
    """An actor's profile, with what its periods and the scenario change."""
    asked_by = scenario_file.place(("actors", identifier), key=True)
    file = reading.file(actor_path(identifier), asked_by)
    if file is None or not isinstance(file.data, dict):
        return None
    changes = overrides.changes(file.data, scenario.date, scenario.actors[identifier].set)
    data, unknown = overrides.apply(file.data, changes)
    for path in unknown:
        message = f"'{path}' is no path into the profile of '{identifier}'"
        reading.report(asked_by, "DS206", message, "write for example stars.trust or trust")
    plain = reading.take_off(file, data, ())
    actor: Actor | Counterpart | None
    if file.data.get("kind") == "counterpart":
        actor = reading.validated(Counterpart, file, plain)
    else:
        actor = reading.validated(Actor, file, plain)
    if actor is not None:
        _same_name(reading, file, actor.id)
    return actor


def _same_name(reading: _Reading, file: YamlFile, identifier: str) -> None:
    stem = Path(file.path).stem
    if identifier != stem:
        message = f"the id '{identifier}' and the file name '{stem}' differ"
        reading.report(file.place(("id",)), "DS205", message, f"write `id: {stem}`")

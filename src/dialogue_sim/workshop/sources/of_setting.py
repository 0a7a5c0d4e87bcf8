"""All files of a setting, whether or not a scenario needs them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dialogue_sim.content.casting import at_a_glance
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import UnknownIdError, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.yaml_source import YamlFile


def settings_of(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Ids of all settings in a library, sorted."""
    found = {path.split("/")[1] for path in files if path.startswith("scenarios/")}
    return tuple(sorted(found))


def any_scenario(files: Mapping[str, bytes], setting: str) -> Bundle:
    """The first sound scenario of a setting; what all of them share is read from it.

    Raises:
        UnknownIdError: there is no such setting.
        DialogueSimError: it has no scenario, or every one of them has errors.
    """
    if setting not in settings_of(files):
        raise UnknownIdError("setting", setting, list(settings_of(files)))
    paths = scenario_paths(files)
    names = [name for name, path in paths.items() if path.startswith(f"scenarios/{setting}/")]
    if not names:
        message = f"the setting '{setting}' has no scenario, so nothing says who takes part in it"
        raise DialogueSimError(message)
    problems: list[ContentError] = []
    for name in names:
        try:
            return load(files, name)
        except ContentError as error:
            problems.append(error)
    raise problems[0]


def content_of(files: Mapping[str, bytes], setting: str) -> dict[str, YamlFile]:
    """The actors of a setting, in any scenario or in none, then its other files."""
    found: dict[str, YamlFile] = {}
    for path in sorted(files):
        if path.startswith(("actors/", f"scenarios/{setting}/")):
            is_actor = path.startswith("actors/")
            stem = PurePosixPath(path).stem
            file = at_a_glance(files, stem) if is_actor else read_yaml(path, files[path])[0]
            if file is not None and _belongs(file, setting):
                found[path] = file
    return found


def _belongs(file: YamlFile, setting: str) -> bool:
    if not file.path.startswith("actors/"):
        return True
    return isinstance(file.data, dict) and file.data.get("setting") == setting

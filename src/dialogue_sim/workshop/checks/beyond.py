"""Runs every check of what makes sense, on what loads without errors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dialogue_sim.content.files import packaged_content, read_library, scenario_paths
from dialogue_sim.content.inspection import folders, inspect
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.workshop.checks.asked import KEPT
from dialogue_sim.workshop.checks.behind import behind_slips
from dialogue_sim.workshop.checks.catalogues import Shelf
from dialogue_sim.workshop.checks.grading import Findings, judged
from dialogue_sim.workshop.checks.table import CHECKS, SHARED_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.content.yaml_source import YamlFile


def checked(
    paths: Sequence[Path], profile: str, tell: Callable[[float], None] | None = None
) -> Findings:
    """What `check` says about some files or folders, or about all content that is found.

    Args:
        paths: as for `content.inspection.inspect`; profile: one of `grading.PROFILES`.
        tell: hears how much has been looked at, 0..1; what it raises ends the work.

    Raises:
        DialogueSimError: a path that does not exist or holds no content.
    """
    found = inspect(paths, tell, beyond=beyond)
    problems = {*found.problems, *([] if found.whole else _behind(paths, found.problems))}
    return judged(found.files, sorted(problems), profile, whole=found.whole)


def _behind(paths: Sequence[Path], problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What slips of shape hide in the files that were asked about."""
    return [
        one
        for root, own in folders(paths)
        for one in behind_slips(read_library(root, packaged_content()), own, problems)
    ]


def beyond(library: Mapping[str, bytes], bundles: Sequence[Bundle]) -> list[Diagnostic]:
    """What every check finds in some scenarios.

    Args:
        library: all files; bundles: the scenarios to look at, all without errors.
    """
    found = [one for bundle in bundles for one in in_scenario(bundle)]
    paths = scenario_paths(library).values()
    for folder in sorted({bundle.path.rpartition("/")[0] for bundle in bundles}):
        here = tuple(bundle for bundle in bundles if bundle.path.startswith(f"{folder}/"))
        if len(here) == len([path for path in paths if path.startswith(f"{folder}/")]):
            found += _in_setting(Shelf(here, _files(library, folder, here)))
    return found


@lru_cache(maxsize=KEPT)
def in_scenario(bundle: Bundle) -> tuple[Diagnostic, ...]:
    """What every check of a single scenario finds; the same bundle is looked at once."""
    return tuple(
        finding.as_diagnostic(bundle.files) for check in CHECKS for finding in check.find(bundle)
    )


def _in_setting(shelf: Shelf) -> list[Diagnostic]:
    """What the checks find that need every scenario of a setting."""
    return [
        finding.as_diagnostic(shelf.files)
        for check in SHARED_CHECKS
        for finding in check.find(shelf)
    ]


def _files(
    library: Mapping[str, bytes], folder: str, bundles: Sequence[Bundle]
) -> dict[str, YamlFile]:
    """What lies in the folder of a setting, and the files of its actors."""
    setting = bundles[0].setting.id
    found = {path: file for bundle in bundles for path, file in bundle.files.items()}
    for path, raw in library.items():
        beside, actor = path.startswith(f"{folder}/"), path.startswith("actors/")
        if path not in found and (beside or (actor and setting.encode() in raw)):
            file, _ = read_yaml(path, raw)
            data = None if file is None else file.data
            if file is not None and isinstance(data, dict) and data.get("setting") == setting:
                found[path] = file
    return found

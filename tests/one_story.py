"""A library of one scenario: what is tested of a story does not change when others are added."""

from __future__ import annotations

from collections.abc import Mapping

from dialogue_sim.content.files import scenario_paths


def only(files: Mapping[str, bytes], scenario: str) -> dict[str, bytes]:
    """The files without all other scenarios; settings and actors are kept."""
    paths = scenario_paths(files)
    others = {path for name, path in paths.items() if name != scenario}
    assert scenario in paths
    return {path: raw for path, raw in files.items() if path not in others}

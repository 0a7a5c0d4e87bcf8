"""Files whose stories debate nothing: what is tested of the rest stays what it was."""

from __future__ import annotations

from collections.abc import Mapping

from dialogue_sim.content.files import scenario_paths

DEBATES_OFF = "debate: {mode: none}\n"
BEFORE = "\nturns: "
"""What the line stands before: many tests cut off what follows the cast."""


def undebated(scenario: str) -> str:
    """A scenario's YAML with its debates taken out."""
    assert "\ndebate:" not in scenario, "this scenario says itself how it debates"
    assert scenario.count(BEFORE) == 1
    return scenario.replace(BEFORE, f"\n{DEBATES_OFF}{BEFORE[1:]}")


def without_debates(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with the debates taken out of every scenario."""
    quiet = {
        path: undebated(files[path].decode()).encode() for path in scenario_paths(files).values()
    }
    return {**files, **quiet}

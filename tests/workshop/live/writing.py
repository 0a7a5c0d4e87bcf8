"""The River League as its author changes it."""

from __future__ import annotations

from functools import cache

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load

STORY = "scenarios/river_league/first_steps.yaml"
SCENARIO = "first_steps"
THAW = ("      - tension += 3\n", "      - tension += 30\n")
"""The ice brings more tension than it does: at 60 a session ends in sandbags."""
BROKEN = ("  steward: {}\n", "  steward: {} [\n")
TITLE = ("title: The ice cracks early", "title: The ice cracks")


@cache
def shipped() -> dict[str, bytes]:
    """All files as they come with the program."""
    return read_library(packaged_content())


def written(*changes: tuple[str, str], path: str = STORY) -> dict[str, bytes]:
    """All files with passages of one of them changed."""
    text = shipped()[path].decode()
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        text = text.replace(old, new)
    return {**shipped(), path: text.encode()}


def bundle(*changes: tuple[str, str], path: str = STORY) -> Bundle:
    """The scenario of these files."""
    return load(written(*changes, path=path), SCENARIO)

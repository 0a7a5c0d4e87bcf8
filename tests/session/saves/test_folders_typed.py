"""A path that is printed to be typed is one word to the shell of the platform."""

from __future__ import annotations

import sys

import pytest

from dialogue_sim.session.saves.folders import as_typed


@pytest.mark.parametrize(
    ("platform", "typed"),
    [
        ("linux", "'my saves/a.dsim'"),
        ("darwin", "'my saves/a.dsim'"),
        ("win32", '"my saves/a.dsim"'),
    ],
)
def test_a_path_is_quoted_for_its_shell(
    monkeypatch: pytest.MonkeyPatch, platform: str, typed: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert as_typed("my saves/a.dsim") == typed
    assert as_typed("a.dsim") == "a.dsim"

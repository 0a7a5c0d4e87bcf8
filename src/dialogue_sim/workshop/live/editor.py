"""How an editor is called so that it opens a file at a line."""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VARIABLES = ("VISUAL", "EDITOR")
WITH_COLON = frozenset({"hx", "subl", "zed", "kate", "micro"})
"""Editors that take `FILE:LINE`."""
WITH_GOTO = frozenset({"code", "code-insiders", "codium", "cursor"})
"""Those that take it behind `-g`."""
PLAIN = frozenset({"notepad", "open", "xdg-open", "gedit", "mousepad"})
"""Those that take no line, or another way for each version."""


def command_of(environment: Mapping[str, str], path: Path, line: int) -> list[str] | None:
    """The words that open a file at a line; None where no editor is chosen.

    Args:
        environment: its `VISUAL`, else its `EDITOR`, is what somebody chose.
        path: of the file; line: from 1.
    """
    chosen = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    try:
        words = shlex.split(chosen)
    except ValueError:
        return None
    if not words:
        return None
    name = PurePath(words[0]).stem
    if name in WITH_GOTO:
        return [*words, "-g", f"{path}:{line}"]
    if name in WITH_COLON:
        return [*words, f"{path}:{line}"]
    return [*words, str(path)] if name in PLAIN else [*words, f"+{line}", str(path)]

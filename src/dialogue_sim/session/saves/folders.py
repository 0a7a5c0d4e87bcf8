"""Where saves are kept; nothing heavy is loaded to find out."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from platformdirs import user_data_path

SAVES_VARIABLE = "DIALOGUE_SIM_SAVES"


def saves_folder(given: str | None) -> Path:
    """Where saves are: as asked for, as the environment says, `./saves`, or the user's folder."""
    if given:
        return Path(given)
    if os.environ.get(SAVES_VARIABLE):
        return Path(os.environ[SAVES_VARIABLE])
    if Path("saves").is_dir():
        return Path("saves")
    return user_data_path("dialogue_sim", appauthor=False) / "saves"


def how_to_call() -> str:
    """The words that start this program in the shell that it was started from."""
    if Path(sys.argv[0]).name != "__main__.py":
        return "dialogue-sim"
    return f"{os.path.relpath(sys.executable)} -m dialogue_sim"


def as_typed(path: Path | str) -> str:
    """A path as the shell of this platform takes it for one word, to be printed and typed."""
    if sys.platform == "win32":
        return subprocess.list2cmdline([str(path)])
    return shlex.quote(str(path))

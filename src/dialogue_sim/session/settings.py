"""What a person at this machine prefers: how the game looks, and how much the adviser says.

Nothing heavy is loaded to find out: the first frame has the colours that were chosen.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal, TypeAlias, get_args, get_type_hints

from platformdirs import user_config_path

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.words import Difficulty

SETTINGS_VARIABLE = "DIALOGUE_SIM_SETTINGS"
Theme: TypeAlias = Literal["night", "paper"]
Motion: TypeAlias = Literal["full", "reduced"]
Signs: TypeAlias = Literal["all", "ascii"]
Guide: TypeAlias = Literal["on", "off"]


class SettingsError(DialogueSimError):
    """The settings cannot be written; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen, or else what suits most.

    Attributes:
        difficulty: of sessions that begin; one that goes on keeps its own.
        theme: dark or light; motion: whether responses come one after the other.
        signs: all of them, or those of ASCII alone.
        guide: whether scenarios that teach say what to do next.
    """

    difficulty: Difficulty = "normal"
    theme: Theme = "night"
    motion: Motion = "full"
    signs: Signs = "all"
    guide: Guide = "on"


@dataclass(frozen=True, slots=True)
class Told:
    """A setting in words: its title, what it is about, and what each choice means."""

    title: str
    says: str
    choices: dict[str, str]


TOLD: dict[str, Told] = {
    "difficulty": Told(
        "Difficulty",
        "How much the adviser says in sessions that begin from now on.",
        {
            "open": "Open: every chance and every number as the model has it.",
            "normal": "Normal: chances as a range and a word.",
            "hard": "Hard: words alone until the session is over.",
        },
    ),
    "theme": Told(
        "Look",
        "Dark or light; ctrl+t changes it anywhere.",
        {"night": "Night: for dark rooms.", "paper": "Paper: for bright ones and projectors."},
    ),
    "motion": Told(
        "Motion",
        "Whether responses come one after the other.",
        {"full": "Full: one by one; any key shows the rest.", "reduced": "Reduced: all at once."},
    ),
    "signs": Told(
        "Signs",
        "Which signs are drawn.",
        {
            "all": "All: bars, arrows and frames.",
            "ascii": "ASCII: letters and plain signs alone, for terminals that lack the others.",
        },
    ),
    "guide": Told(
        "Guide",
        "Whether scenarios that teach say what to do next.",
        {"on": "On: step by step.", "off": "Off: for those who know the game."},
    ),
}
"""By name of a setting, in the order of screens."""


def choices() -> dict[str, tuple[str, ...]]:
    """By name of a setting: what can be chosen."""
    hints = get_type_hints(Settings)
    return {field.name: get_args(hints[field.name]) for field in fields(Settings)}


def settings_path() -> Path:
    """Where settings are kept: as the environment says, or in the user's folder."""
    if os.environ.get(SETTINGS_VARIABLE):
        return Path(os.environ[SETTINGS_VARIABLE])
    return user_config_path("dialogue_sim", appauthor=False) / "settings.json"


def read_settings(path: Path) -> Settings:
    """What was chosen; what cannot be read, or is no choice any more, is as if never chosen."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    known = said if isinstance(said, dict) else {}
    kept = {name: known[name] for name, options in choices().items() if known.get(name) in options}
    return Settings(**kept)


def write_settings(path: Path, settings: Settings) -> None:
    """Keep what was chosen.

    Raises:
        SettingsError: the disk does not take it; what was kept before stays.
    """
    if path.name in {"", ".."}:
        message = f"cannot keep the settings in {path}: this is a folder, and no file"
        raise SettingsError(message)
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(settings), indent=2) + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        message = f"cannot keep the settings in {path}: {error.strerror}"
        raise SettingsError(message) from error

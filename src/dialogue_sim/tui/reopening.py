"""What can come of opening a save, besides the session: all of it light enough for the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

Session = TypeVar("Session")
"""What the app plays; this module is too light to know it."""

OLD, NEW, RECORDED = "old", "new", "recorded"
"""What can be chosen where the rules have changed."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A save that can be shown as it was recorded, and not gone on with; `why` says so."""

    why: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A save whose scenario has other rules by now; `lines` say which."""

    path: Path
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried(Generic[Session]):
    """The decisions of a save on the rules of today, in a save of its own.

    Attributes:
        sitting: the session as far as they carried; lines: what came of them, as sentences.
    """

    sitting: Session
    lines: tuple[str, ...]

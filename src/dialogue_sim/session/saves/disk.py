"""What the disk is asked for, beyond reading and writing: that it keeps what it was given."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def flush(descriptor: int) -> None:
    """Bring what was written to the disk, and not only to the cache of the system.

    Raises:
        OSError: the disk did not take it.
    """
    if sys.platform in {"darwin", "win32"}:
        os.fsync(descriptor)
    else:
        os.fdatasync(descriptor)


def flush_folder(folder: Path) -> None:
    """Bring the name of a new file to the disk, too, where the system offers that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            let_go(descriptor)


def let_go(descriptor: int) -> None:
    """Close a file; all that counts has been flushed before, so an error says nothing new."""
    with contextlib.suppress(OSError):
        os.close(descriptor)

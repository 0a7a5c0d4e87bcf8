"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

NEW = 0o644
"""Who may do what with a file that was not there before."""


def put(target: Path, content: bytes) -> None:
    """Write a file in one step: whoever looks has what was there or this, and never a part of it.

    Raises:
        OSError: the disk does not take it; then all is as it was.
    """
    mode = target.stat().st_mode & 0o7777 if target.exists() else NEW
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(target)
    except BaseException:  # an interrupt from the keyboard leaves nothing behind either
        with contextlib.suppress(OSError):
            beside.unlink()
        raise

"""One writer at a time: a lock on the file itself, which dies with the process that holds it.

Readers are not held up: whoever looks at a session does so while somebody else plays it.
"""

from __future__ import annotations

import errno
import os
import sys

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 40
    """Windows forbids others to read what is locked, so a byte is locked that nobody reads."""

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


def take_lock(descriptor: int) -> bool:
    """Lock an open file for writing until it is closed.

    Args:
        descriptor: of a file that is open for writing.

    Returns:
        False where another opener holds the lock. A file system that knows no locks gives
        everybody one: there the journal still notices that another window has written.
    """
    try:
        _lock(descriptor)
    except OSError as error:
        return error.errno not in TAKEN
    return True

"""How far long work is, in one line of the terminal that vanishes when it is done."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dialogue_sim.session.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.session.progress import Tell


@contextmanager
def telling(doing: str) -> Iterator[Tell]:
    """Tells on standard error how far something is; says nothing where nobody looks.

    Args:
        doing: what is being done, for example `playing`.
    """
    if not sys.stderr.isatty():
        yield silent
        return
    told = -1

    def tell(share: float) -> None:
        nonlocal told
        if int(100 * share) != told:
            told = int(100 * share)
            sys.stderr.write(f"\r{doing}: {told:>3} %")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write(f"\r{' ' * (len(doing) + 8)}\r")
        sys.stderr.flush()

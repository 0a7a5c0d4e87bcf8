"""Going on with a save, as every interface does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.changes.opening import find_out, go_on

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.saves.opening import Opened


def resumed(path: Path) -> Opened:
    """A save, held, and written again where it was torn off; no content of today is looked at."""
    return go_on(find_out(path, {}))

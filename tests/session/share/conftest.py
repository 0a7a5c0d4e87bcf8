"""Lines to send, and an empty place in which they arrive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Wait
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.share.importing import Imported, import_line

Send: TypeAlias = Callable[..., Imported]


@pytest.fixture
def send(files: dict[str, bytes], tmp_path: Path) -> Send:
    """Imports a text into a folder that is not there yet."""

    def sent(text: str, library: Mapping[str, bytes] = files, to: Path | None = None) -> Imported:
        source = tmp_path / "line.txt"
        source.write_text(text, encoding="utf-8", newline="\n")
        return import_line(source, library, tmp_path / "saves", to)

    return sent


@pytest.fixture
def save(game: Game, tmp_path: Path) -> Path:
    """Three turns, with a note on the second."""
    recording = record_to(game, tmp_path / "sent.dsim")
    recording.submit(Propose("nrc_ambassadors"))
    recording.submit(Propose("deterrence_plus_channel"))
    recording.note("both at once", "!")
    recording.submit(Wait())
    recording.close()
    return tmp_path / "sent.dsim"

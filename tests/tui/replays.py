"""Saves to look at again, for tests of the replay."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.content.mechanisms_in_yaml import DECEMBER, FILES, SHIPPED

from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Mandate, Propose, Settle, Wait
from dialogue_sim.session.playing import advised, begin
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.words import Difficulty

SECOND = "What if they wait"
THIRD = "Other luck"


@cache
def _recorded(difficulty: Difficulty) -> bytes:
    """Silence is broken in turn 1, a text tabled in turn 3; lines part in turns 2 and 3.

    The main line is played to its end, the others for two turns and three.
    """
    with TemporaryDirectory() as folder:
        bundle = load({**FILES, DECEMBER: SHIPPED[DECEMBER]}, "december_2019")
        recording = record_to(
            advised(begin(bundle, "kalmar"), difficulty), Path(folder) / "a.dsim"
        )
        recording.submit(Mandate("bridge_builder"), Propose("business_as_usual"))
        assert recording.game.points
        recording.submit(Settle("withdraw"))
        recording.submit(Wait(), Propose("nrc_ambassadors"))
        if recording.game.phase == "settle":
            recording.submit(Settle("withdraw"))
        while recording.game.phase != "over":
            recording.submit(Wait())
        recording.note("A text nobody asked for.", "?!", recording.ends[1])
        recording.note("without a mark", "", recording.ends[2])
        recording.branch(2, name=SECOND)
        recording.submit(Wait())
        recording.branch(2, seed="other", name=THIRD)
        recording.submit(Wait())
        recording.submit(Wait())
        recording.close()
        return (Path(folder) / "a.dsim").read_bytes()


def tree_of_lines(folder: Path, difficulty: Difficulty = "open") -> Path:
    """A save with three lines; it stands on the third."""
    path = folder / "lines.dsim"
    path.write_bytes(_recorded(difficulty))
    return path

"""What opening a save costs: reading it, reading its content, and playing every turn again.

Run with `make bench`. Sessions of the shipped scenario with as many turns as each row says. *Cold*
is the first save that a fresh process opens, without its imports; *warm* is a save whose content
was read before. *One move* is played and on the disk. Medians of wall time.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import MoveError, Propose, Settle, Wait
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.moves import Move

SCENARIO, SETTING = "december_2019", "nato_russia"
LENGTHS = (6, 12, 100, 1000)
"""The shipped length, that of a long session, and two that nobody would play."""
COLD, WARM, KILO = 5, 5, 1000
ENDINGS = """
endings:
  - id: last_turn
    title: The last turn
    when: last_turn
    text: This is where it ends.
"""
OPEN_COLD = """
import sys, time
from pathlib import Path
from dialogue_sim.session.saves.opening import open_save
start = time.perf_counter()
open_save(Path(sys.argv[1]))
print((time.perf_counter() - start) * 1000.0)
"""


def median_ms(action: Callable[[], object], repeats: int) -> float:
    """Median of some runs, in milliseconds."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000.0)
    return statistics.median(taken)


def cold_ms(path: Path, repeats: int) -> float:
    """Median of opening a save in a fresh process, without its imports, in milliseconds."""
    command = [sys.executable, "-c", OPEN_COLD, str(path)]
    taken = [
        float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)  # noqa: S603
        for _ in range(repeats)
    ]
    return statistics.median(taken)


def story(turns: int) -> Bundle:
    """The scenario with so many turns, in which nothing but the last one ends it."""
    path = f"scenarios/{SETTING}/{SCENARIO}.yaml"
    library = read_library(packaged_content())
    text = library[path].decode()
    head, _, rest = text.partition("\nendings:\n")
    tail = rest.partition("\ndebrief:")[2]
    lines = [line for line in head.split("\n") if not line.startswith("turns: ")]
    whole = "\n".join([*lines, f"turns: {turns}", ENDINGS, "debrief:"]) + tail
    return load({**library, path: whole.encode()}, SCENARIO)


def session_of(turns: int, path: Path) -> float:
    """Play and save a session of so many turns; the median of what a move cost, in milliseconds.

    Nobody sits anywhere: one policy of the menu after the other is tabled, nothing where one
    cannot be, and what silence breaks is withdrawn.
    """
    recording, taken = record_to(begin(story(turns), "kalmar", {}), path), []
    while recording.game.phase != "over":
        game = recording.game
        wish: Move = Settle("withdraw")
        if game.phase == "propose":
            wish = Propose(game.menu[game.turn % len(game.menu)])
        start = time.perf_counter()
        try:
            recording.submit(wish)
        except MoveError:
            recording.submit(Wait())
        taken.append((time.perf_counter() - start) * 1000.0)
    return statistics.median(taken)


def main() -> None:
    """Measure and print."""
    print(f"{'turns':>6} {'kB':>8} {'cold, ms':>10} {'warm, ms':>10} {'one move, ms':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for turns in LENGTHS:
            path = Path(folder) / f"{turns}.dsim"
            move = session_of(turns, path)
            cold = cold_ms(path, COLD)
            warm = median_ms(partial(open_save, path), WARM)
            size = path.stat().st_size // KILO
            print(f"{turns:>6} {size:>8} {cold:>10.1f} {warm:>10.1f} {move:>13.2f}", flush=True)


if __name__ == "__main__":
    main()

"""What it costs to look back: hints, re-rolls of a session, and regret.

CPU time, medians.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.flips import smallest_changes
from dialogue_sim.engine.suppositions import suppositions
from dialogue_sim.session.hindsight.forecast import resample
from dialogue_sim.session.hindsight.luck import REROLLS, hindsight
from dialogue_sim.session.playing import begin
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 15


def median_ms(action: Callable[[], object]) -> float:
    """Median CPU time of some runs, in milliseconds."""
    taken = []
    for _ in range(REPEATS):
        start = time.process_time()
        action()
        taken.append((time.process_time() - start) * 1000.0)
    return statistics.median(taken)


def main() -> None:
    """Print a line for each figure."""
    game = begin(load(read_library(packaged_content()), "december_2019"), "kalmar")
    world, opening = game.world, game.opening
    point = policy_point(game.bundle, world, "top_level_talks")
    text = proposals(world, [point])
    over = play_out(game, STRATEGIES["least_used"])
    figures: dict[str, Callable[[], object]] = {
        "two changes": lambda: smallest_changes(world, opening, point, 2),
        "three changes": lambda: smallest_changes(world, opening, point),
        "suppositions": lambda: suppositions(world, opening, text),
        f"{REROLLS} re-rolls": lambda: resample(over, REROLLS),
        "luck and regret": lambda: hindsight(over, over.chair),
    }
    for name, action in figures.items():
        print(f"{name:<16}{median_ms(action):>10.2f} ms")


if __name__ == "__main__":
    main()

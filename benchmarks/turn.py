"""What one turn and one view cost, and how many sessions a core plays in a batch.

Run with `make bench`. Medians; ratios are to one evaluation of a menu's utilities.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.session.build import build_world
from dialogue_sim.session.game import begin, submit
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.opening import open_situation, policy_point, proposals
from dialogue_sim.session.view import view_for
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.content.bundle import Bundle

SESSIONS, TURNS, REPEATS = 10_000, 6, 15


def median_ms(action: Callable[[], object]) -> float:
    """Median of some runs, in milliseconds."""
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000.0)
    return statistics.median(taken)


def batch(bundle: Bundle) -> float:
    """CPU seconds for a batch of sessions that follow the plan `grit`."""
    world = build_world(bundle)
    plan = {str(answer): policy for answer, policy in bundle.setting.plans["grit"].items()}
    menu = list(dict.fromkeys(plan.values()))
    texts = proposals(world, [policy_point(bundle, world, policy) for policy in menu])
    after = np.array([menu.index(plan[answer]) for answer in ANSWERS])
    sessions = np.arange(SESSIONS, dtype=np.uint64)
    start = time.process_time()
    situation = open_situation(bundle, world, 7, sessions)
    for turn in range(1, TURNS + 1):
        chosen = after[situation.answer]
        text = take(texts, chosen)
        result = play(world, situation, Draws(7, sessions, turn), Moves(chosen, text, text))
        if isinstance(result, Turn):
            situation = result.after
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    bundle = load(read_library(packaged_content()), "december_2019")
    game = begin(bundle, "kalmar")
    played = submit(game, Propose("nrc_ambassadors"))
    one_turn = median_ms(lambda: submit(game, Propose("nrc_ambassadors")))
    print(f"one turn           {one_turn:8.2f} ms")
    print(f"one view           {median_ms(lambda: view_for(played, played.chair)):8.2f} ms")
    seconds = batch(bundle)
    rate = SESSIONS * TURNS / seconds
    print(f"batch, one core    {seconds:8.2f} s CPU for {SESSIONS} x {TURNS}: {rate:,.0f} turns/s")


if __name__ == "__main__":
    main()

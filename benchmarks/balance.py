"""Whether every shipped scenario is a game, from every seat: `make balance`.

Run `benchmarks/balance.py SESSIONS SCENARIO...` for fewer sessions or for some scenarios only. The
seed is fixed, so the figures repeat. Scenarios are played side by side, one on each processor.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from dialogue_sim.content.files import packaged_content, read_library, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.balance import (
    balance_of,
    champions_of,
    no_champion,
    targets_of,
)
from dialogue_sim.workshop.playtesting.balance_text import lines_of, missed, target_lines

SESSIONS, SEED = 10_000, "balance"


def weighed(scenario: str, sessions: int) -> tuple[list[str], int, dict[str, str]]:
    """Lines about a scenario, how many targets it misses, and the best quick strategies."""
    start = time.perf_counter()
    balance = balance_of(
        stage_of(load(read_library(packaged_content()), scenario)), sessions, SEED
    )
    targets = targets_of(balance)
    lost = missed(targets)
    told = f"{lost} of {len(targets)} targets missed, {time.perf_counter() - start:.0f} s"
    return [*lines_of(balance, targets), told, ""], lost, champions_of(balance)


def main() -> None:
    """Play, measure and print; exit with 1 if a target is missed."""
    start = time.perf_counter()
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    named = [argument for argument in sys.argv[1:] if not argument.isdigit()]
    shipped = scenario_paths(read_library(packaged_content()))
    for unknown in (name for name in named if name not in shipped):
        sys.exit(f"there is no scenario '{unknown}'; there are {', '.join(shipped)}")
    scenarios = named or list(shipped)
    play = partial(weighed, sessions=(numbers or [SESSIONS])[0])
    champions: dict[str, str] = {}
    total = 0
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(scenarios))) as processors:
        for lines, lost, best in processors.map(play, scenarios):
            print("\n".join(lines), flush=True)
            champions |= best
            total += lost
    together = no_champion(champions)
    print("All scenarios", *target_lines(together), sep="\n")
    total += together.reached is False
    print(f"\n{time.perf_counter() - start:.0f} s, {total} targets missed")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()

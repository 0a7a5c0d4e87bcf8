"""Whether the model bears out its documents, and whether it still does with shaken numbers.

Run with `make fidelity`. Every number of profiles, rules, measures and openings is multiplied by
a factor of its own between 0.8 and 1.2; then one group of numbers at a time, for the table of
whose numbers carry the most weight. The seed is fixed, so the figures repeat.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load_expectations
from dialogue_sim.workshop.testing.expectations import run
from dialogue_sim.workshop.testing.shaking import groups_of
from dialogue_sim.workshop.testing.steadiness import steadiness

if TYPE_CHECKING:
    from dialogue_sim.content.expectations import Expected

SETTING, SEED, SPREAD = "nato_russia", 11, 0.2
DRAWS, DRAWS_OF_A_GROUP = 300, 60
GOAL, WEAKEST, BAR = 0.97, 12, 40


def plain(expected: Expected) -> bool:
    """Print how many expectations hold as things are; say whether all do."""
    results = run(expected)
    states = [result.state for result in results]
    held, failed, left = map(states.count, ("held", "failed", "untestable"))
    print(f"{len(results)} expectations: {held} hold, {failed} fail, {left} cannot be tested")
    return "failed" not in states


def together(expected: Expected) -> bool:
    """Print what holds with all numbers shaken at once; say whether the goal is reached."""
    whole = steadiness(expected, groups_of(expected), DRAWS, spread=SPREAD, seed=SEED)
    print(f"\nall numbers x U({1 - SPREAD:g}, {1 + SPREAD:g}), {DRAWS} draws: "
          f"{whole.mean:.1%} hold on average (goal {GOAL:.0%})")  # fmt: skip
    print(f"mean absolute change of utility {whole.moved:.3f}\nleast steady:")
    for name, share in sorted(whole.held.items(), key=lambda item: item[1])[:WEAKEST]:
        print(f"  {share:6.1%}  {name}")
    return whole.mean >= GOAL


def one_by_one(expected: Expected) -> None:
    """Print whose numbers carry the most weight, one group of numbers shaken at a time."""
    found = {
        group: steadiness(expected, {group}, DRAWS_OF_A_GROUP, spread=SPREAD, seed=SEED)
        for group in groups_of(expected)
    }
    print(f"\none group at a time, {DRAWS_OF_A_GROUP} draws: what fails, change of utility, "
          "and what is least steady")  # fmt: skip
    most = max(1.0 - one.mean for one in found.values())
    for group, one in sorted(found.items(), key=lambda item: (item[1].mean, -item[1].moved)):
        fails = 1.0 - one.mean
        bar = "#" * round(BAR * fails / most) if most else ""
        weakest = min(one.held, key=lambda name: one.held[name])
        named = f"{weakest} {one.held[weakest]:.0%}" if fails else ""
        print(f"  {group:<20}{fails:7.2%}  {one.moved:.4f}  {bar:<{BAR}}  {named}")


def main() -> None:
    """Measure and print; exit with 1 if something fails or the goal is missed."""
    start = time.perf_counter()
    expected = load_expectations(read_library(packaged_content()), SETTING)
    sound = plain(expected)
    steady = together(expected)
    one_by_one(expected)
    print(f"\n{time.perf_counter() - start:.0f} s")
    sys.exit(0 if sound and steady else 1)


if __name__ == "__main__":
    main()

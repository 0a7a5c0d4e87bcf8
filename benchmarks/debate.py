"""What the ledger of a debate costs: weighing it, reading the floor for a text, sharing it out.

Run with `make bench`. Twelve arguments and twelve rebuttals of the shipped bank before twelve
audiences, the most that a debate can hold. Medians of wall time in one run, each beside how many
plain adjudications it is; the ratios are what counts.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.attribution import shares
from dialogue_sim.engine.debate import adjudicate
from dialogue_sim.engine.floor import NOTHING, Floor, Said, lines_of
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.speakers import NOBODY_SPEAKS, debate
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, policy_point, proposals
from dialogue_sim.words import REBUTTALS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.engine.world import Bank

SCENARIO = "december_2019"
MOST, AUDIENCES, SESSIONS = 12, 12, 10_000
ADJUDICATIONS, READINGS, BATCHES, SHARINGS = 2_000, 500, 11, 11
AGAIN = 0.25
"""How many of the arguments somebody made in the last debate already."""
MICRO = 1e6


def median_us(action: Callable[[], object], runs: int) -> float:
    """Median of some runs, in microseconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * MICRO)
    return statistics.median(taken)


def full_floor(bank: Bank, sessions: int) -> Floor:
    """Twelve arguments, each answered once and with a card; other ones in every session."""
    luck = np.random.default_rng(7)
    entries = np.argsort(luck.random((len(bank.ids), sessions)), axis=0)[:MOST]
    shape = entries.shape
    return Floor(
        bank,
        Said(
            entries=entries,
            speakers=np.full(shape, NOTHING),
            repeated=luck.random(shape) < AGAIN,
            targets=entries.copy(),
            kinds=luck.integers(0, len(REBUTTALS), shape),
            cards=luck.integers(0, len(bank.dossier.ids), shape),
            rebutters=np.full(shape, NOTHING),
        ),
    )


def one_sided(bank: Bank) -> Floor:
    """Twelve arguments for the text: every one of 4,096 sets of them has to be weighed."""
    floor = full_floor(bank, 1)
    floor.said.entries[:, 0] = np.flatnonzero(bank.sides == 0)[:MOST]
    return floor


def weights_of(weights: Integers) -> Integers:
    """(12, reason) the shipped audiences, some of them twice where there are fewer."""
    return weights[np.arange(AUDIENCES) % len(weights)]


def main() -> None:
    """Measure and print."""
    bundle = load(read_library(packaged_content()), SCENARIO)
    world = build_world(bundle)
    assert world.debate is not None  # noqa: S101  the shipped scenario debates
    bank, weights = world.debate.bank, weights_of(world.debate.weights)
    opening = open_situation(bundle, world, 7, np.arange(1, dtype=np.uint64))
    everywhere = repeat(opening, SESSIONS)
    policy = next(iter(bundle.scenario.policies))
    text = proposals(world, [policy_point(bundle, world, policy)])
    texts = repeat(text, SESSIONS)
    floor, floors, side = full_floor(bank, 1), full_floor(bank, SESSIONS), one_sided(bank)
    lines, many, own = lines_of(floor, text), lines_of(floors, texts), lines_of(side, text)
    ledger = adjudicate(weights, own)
    turn = min(world.debate.tablers)

    one = median_us(lambda: adjudicate(weights, lines), ADJUDICATIONS)
    read = median_us(lambda: adjudicate(weights, lines_of(floor, text)), READINGS)
    batch = median_us(lambda: adjudicate(weights, many), BATCHES) / SESSIONS
    heard = median_us(lambda: adjudicate(weights, lines_of(floors, texts)), BATCHES) / SESSIONS
    shared = median_us(lambda: shares(own, ledger), SHARINGS)
    held = median_us(lambda: debate(world, opening, text, turn, NOBODY_SPEAKS), SHARINGS)
    together = median_us(lambda: debate(world, everywhere, texts, turn, NOBODY_SPEAKS), 3)

    print(f"{len(bank.ids)} arguments and {len(bank.dossier.ids)} cards in the bank")
    for name, taken in (
        ("one adjudication", one),
        ("with reading the floor", read),
        ("per session of 10,000", batch),
        ("  with reading the floor", heard),
        ("exact shares, 12 a side", shared),
        ("who says what, by rule", held),
        ("  per session of 10,000", together / SESSIONS),
    ):
        print(f"{name:<25} {taken:10.1f} us   {taken / one:9.2f} x")


if __name__ == "__main__":
    main()

"""How long a hundred thousand sessions take, and beside what.

Run with `make bench`, or `make peers` for the comparison with mesa and negmas. Medians of runs
taken in turns; ratios are what counts, absolute times are this machine's.
"""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import resource
import statistics
import subprocess
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import floor
import numpy as np
import plain

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.strategies.rehearsal import CHUNK, rehearse
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.session.worlds.opening import open_situation

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.session.strategies.table import Stage

SESSIONS, TURNS, SEED, REPEATS = 100_000, 12, 7, 5
SEVEN = Path(__file__).with_name("seven.yaml")
COPIED = ("poland", "france", "germany", "baltic_states", "united_states", "secretary_general")


@lru_cache
def stage(actors: int = 7) -> Stage:
    """The yardstick scenario; beyond seven actors, copies of the profiles under other ids."""
    files = dict(read_library(packaged_content()))
    scenario = SEVEN.read_text("utf-8")
    for number in range(actors - 7):
        actor, copy = COPIED[number % len(COPIED)], f"{COPIED[number % len(COPIED)]}_{number}"
        profile = files[f"actors/{actor}.yaml"].replace(
            f"id: {actor}\n".encode(), f"id: {copy}\n".encode(), 1
        )
        files[f"actors/{copy}.yaml"] = profile
        scenario = scenario.replace("actors:\n", f"actors:\n  {copy}: {{}}\n", 1)
    files["scenarios/nato_russia/seven.yaml"] = scenario.encode()
    return stage_of(load(files, "seven"))


def play(first: int, last: int, actors: int = 7) -> float:
    """Play some sessions in chunks; mean tension at the end, so that nothing goes unused."""
    scene, grit = stage(actors), STRATEGIES["grit"]
    tension = 0.0
    for start in range(first, last, CHUNK):
        sessions = np.arange(start, min(start + CHUNK, last), dtype=np.uint64)
        for rehearsed in rehearse(scene, grit, SEED, sessions):
            after = rehearsed.turn.after
        tension += float((after.posture + after.counterpart_posture).sum()) * 50.0
    return tension / (last - first)


def by_hand(first: int, last: int) -> float:
    """The same without names."""
    scene = stage()
    chosen = floor.plan(scene, "grit")
    tension = 0.0
    for start in range(first, last, CHUNK):
        sessions = np.arange(start, min(start + CHUNK, last), dtype=np.uint64)
        opening = open_situation(scene.bundle, scene.world, SEED, sessions)
        numbers = floor.numbers(scene.world, chosen, scene.opening)
        ours, theirs = floor.play(numbers, opening, SEED, sessions, TURNS)[2:4]
        tension += float((ours + theirs).sum()) * 50.0
    return tension / (last - first)


def cpu(action: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    action()
    return time.process_time() - start


def in_turns(*actions: Callable[[], object]) -> list[float]:
    """Median CPU seconds of each action, run in turns."""
    taken = [[cpu(action) for action in actions] for _ in range(REPEATS)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def alone() -> None:
    """What one fresh process needs for all sessions, as JSON: CPU seconds and peak memory."""
    stage()
    seconds = cpu(lambda: play(0, SESSIONS))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def one_core() -> None:
    """CPU and memory of a hundred thousand sessions."""
    command = [sys.executable, __file__, "alone"]
    runs = [json.loads(subprocess.check_output(command)) for _ in range(REPEATS)]  # noqa: S603  this file
    seconds = statistics.median(run["seconds"] for run in runs)
    peak = max(run["megabytes"] for run in runs)
    rate = SESSIONS * TURNS / seconds
    print(f"{SESSIONS:,} sessions x {TURNS} turns, 7 actors, one core:")
    print(f"  {seconds:.2f} s CPU (best {min(run['seconds'] for run in runs):.2f}),"
          f" {rate:,.0f} session-turns a second, {peak:.0f} MB at most")  # fmt: skip


def beside_the_floor() -> None:
    """The product against the same arithmetic by hand."""
    if play(0, CHUNK) != by_hand(0, CHUNK):
        message = "the floor does not compute what the product computes"
        raise SystemExit(message)
    ours, floors = in_turns(lambda: play(0, 5 * CHUNK), lambda: by_hand(0, 5 * CHUNK))
    print(f"by hand, the same bits: product {ours / floors:.2f} times the floor")


def two_processes() -> None:
    """Wall time with one and with two processes that are warm."""
    halves = [range(part * SESSIONS // 20, (part + 1) * SESSIONS // 20) for part in range(20)]
    taken = {}
    for workers in (1, 2):
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, context, initializer=stage) as pool:
            list(pool.map(play, [0] * workers, [CHUNK] * workers))
            times = []
            for _ in range(REPEATS):
                start = time.perf_counter()
                list(pool.map(play, [h.start for h in halves], [h.stop for h in halves]))
                times.append(time.perf_counter() - start)
        taken[workers] = statistics.median(times)
    print(f"two processes: {taken[2]:.2f} s wall against {taken[1]:.2f} s,"
          f" {taken[2] / taken[1]:.2f} of it")  # fmt: skip


def growth() -> None:
    """Cost at 1, 2 and 4 times the sessions and the actors."""
    for actors in (14, 28):
        play(0, CHUNK, actors)
    sizes = [5 * CHUNK * n for n in (1, 2, 4)]
    sessions = in_turns(*[lambda size=size: play(0, size) for size in sizes])
    actors = in_turns(*[lambda n=n: play(0, 5 * CHUNK, n) for n in (7, 14, 28)])
    print("cost at 1, 2, 4 times the sessions: " + _times(sessions))
    print("cost at 1, 2, 4 times the actors:   " + _times(actors))


def _times(taken: list[float]) -> str:
    return ", ".join(f"{seconds / taken[0]:.2f}" for seconds in taken)


def beside_the_peers() -> None:
    """Sessions a second against the same turn in mesa and negmas, where they are installed."""
    if not all(importlib.util.find_spec(name) for name in ("mesa", "negmas")):
        print("mesa and negmas are not installed here; `make peers` compares with them")
        return
    warnings.simplefilter("ignore")
    import peers  # noqa: PLC0415  only where mesa and negmas are installed

    scene = stage()
    chosen = floor.plan(scene, "grit")
    places = range(len(chosen.policies))
    table = peers.Stage(
        scene.world,
        [plain.text_of(chosen.texts, place) for place in places],
        [plain.text_of(chosen.seconds, place) for place in places],
        chosen.after.tolist(),
        plain.state_of(scene.world, scene.opening),
    )
    rates = {
        "dialogue_sim": 5 * CHUNK / in_turns(lambda: play(0, 5 * CHUNK))[0],
        "mesa": 100 / in_turns(lambda: peers.sessions_of_mesa(table, 100, TURNS))[0],
        "negmas": 10 / in_turns(lambda: peers.sessions_of_negmas(table, 10, TURNS))[0],
    }
    faster = max(rates["mesa"], rates["negmas"])
    for name, rate in rates.items():
        print(f"  {name:<14} {rate:12,.0f} sessions a second")
    print(f"  {rates['dialogue_sim'] / faster:.0f} times the faster peer")


def main() -> None:
    """Measure and print."""
    one_core()
    beside_the_floor()
    two_processes()
    growth()
    beside_the_peers()


if __name__ == "__main__":
    alone() if sys.argv[1:] == ["alone"] else main()

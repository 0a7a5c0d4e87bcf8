"""What it costs to check content: reading, places, models, references, sense; and again.

Run with `make bench`. Milliseconds for 1,000 lines of the shipped files, medians of wall time.
*Cold* is `check` in a fresh process, without its imports. *Warm* is a check after one file was
changed, of that file alone, as an editor asks for it at every pause: everything else was read
before. *Broken* is the same with a fault in it, whose place has to be found.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from itertools import count
from typing import TYPE_CHECKING

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.library import examine_alone
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.workshop.checks.beyond import beyond

if TYPE_CHECKING:
    from collections.abc import Callable

Library = dict[str, bytes]

SHIPPED = read_library(packaged_content())
LINES = sum(raw.count(b"\n") for raw in SHIPPED.values())
THOUSAND = 1000.0
REPEATS, COLD = 7, 5
CHANGED = (
    "scenarios/river_league/first_steps.yaml",
    "scenarios/nato_russia/december_2019.yaml",
    "scenarios/nato_russia/arguments.yaml",
    "actors/poland.yaml",
)
NUMBER = count()
CHECK_COLD = """
import time
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.workshop.checks.beyond import beyond
library = read_library(packaged_content())
start = time.perf_counter()
problems_in(library, library, beyond=beyond)
print((time.perf_counter() - start) * 1000.0)
"""


def fresh(raw: bytes) -> bytes:
    """The same content in bytes that nobody has read before."""
    return raw + b"# %d\n" % next(NUMBER)


def median_ms(action: Callable[[Library], object], library: Callable[[], Library]) -> float:
    """Median of some runs in milliseconds, each on a library of its own."""
    taken = []
    for _ in range(REPEATS):
        files = library()
        start = time.perf_counter()
        action(files)
        taken.append((time.perf_counter() - start) * THOUSAND)
    return statistics.median(taken)


def all_fresh() -> Library:
    """The shipped files as if for the first time."""
    return {path: fresh(raw) for path, raw in SHIPPED.items()}


def read(files: Library) -> None:
    """Data alone."""
    for path, raw in files.items():
        read_yaml(path, raw)


def place(files: Library) -> None:
    """Data, and the place of each piece."""
    for path, raw in files.items():
        file, _ = read_yaml(path, raw)
        assert file is not None  # noqa: S101  what is shipped can be read
        assert file.values  # noqa: S101


def shape(files: Library) -> None:
    """Data, and a model of each file."""
    for path in files:
        examine_alone(files, path)


def references(files: Library) -> None:
    """All that has to be right before anybody can play."""
    problems_in(files, files)


def everything(files: Library) -> None:
    """All that `check` looks at: also what makes sense."""
    problems_in(files, files, beyond=beyond)


def cold_ms() -> float:
    """Median of a whole check in a fresh process, without its imports, in milliseconds."""
    command = [sys.executable, "-c", CHECK_COLD]
    taken = [
        float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)  # noqa: S603
        for _ in range(COLD)
    ]
    return statistics.median(taken)


def warm_ms(path: str, change: Callable[[bytes], bytes]) -> float:
    """Median of checking one file that was changed, in milliseconds."""
    problems_in(SHIPPED, {path: SHIPPED[path]}, beyond=beyond)
    return median_ms(
        lambda files: problems_in(files, {path: files[path]}, beyond=beyond),
        lambda: {**SHIPPED, path: change(SHIPPED[path])},
    )


def broken(raw: bytes) -> bytes:
    """Content with a key that nobody knows."""
    return fresh(raw) + b"turnz: 3\n"


def main() -> None:
    """Measure and print."""
    print(f"{len(SHIPPED)} files, {LINES:,} lines; ms for 1,000 lines")
    rows = {
        "read": median_ms(read, all_fresh),
        "read, with places": median_ms(place, all_fresh),
        "shape (read, and models)": median_ms(shape, all_fresh),
        "references and promises": median_ms(references, all_fresh),
        "everything": median_ms(everything, all_fresh),
        "everything, cold": cold_ms(),
    }
    for words, taken in rows.items():
        print(f"  {words:<26} {taken / LINES * THOUSAND:8.1f}", flush=True)
    print(f"one file was changed; ms {'lines':>21} {'warm':>8} {'broken':>8}")
    for path in CHANGED:
        lines = SHIPPED[path].count(b"\n")
        warm, faulty = warm_ms(path, fresh), warm_ms(path, broken)
        print(f"  {path:<42} {lines:>4} {warm:>8.1f} {faulty:>8.1f}", flush=True)


if __name__ == "__main__":
    main()

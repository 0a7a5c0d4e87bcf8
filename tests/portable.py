"""Repeat the tests of bits on another machine, as far as one machine can pretend to be another.

    python tests/portable.py plain    with every processor feature off that NumPy can do without
    python tests/portable.py as-is    as they are: for an environment with another NumPy

NumPy chooses faster code where the processor has more to offer, and its names for that change
between versions; so what there is to switch off is asked of the NumPy that is installed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SWITCH = "NPY_DISABLE_CPU_FEATURES"
TESTS = (
    "tests/engine/test_golden.py",
    "tests/engine/test_numerics.py",
    "tests/engine/test_draws.py",
    "tests/engine/properties/test_batches.py",
)


def optional_features() -> list[str]:
    """What this NumPy has special code for, beyond its baseline, and finds in this processor."""
    package = "numpy._core" if int(np.__version__.split(".")[0]) >= 2 else "numpy.core"
    numpy = importlib.import_module(f"{package}._multiarray_umath")
    return [name for name in numpy.__cpu_dispatch__ if numpy.__cpu_features__.get(name)]


def switched_off(features: list[str]) -> dict[str, str]:
    """An environment without these features; a new process must no longer find any of them."""
    environment = {**os.environ, SWITCH: " ".join(features)}
    left = subprocess.run(
        [sys.executable, __file__, "show"],
        env=environment, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    if left:
        sys.exit(f"{SWITCH} left these on: {' '.join(left)}")
    return environment


def main() -> int:
    """Say what is switched off, and run the tests."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("processor", choices=["plain", "as-is", "show"])
    processor = parser.parse_args().processor
    features = optional_features()
    names = " ".join(features) or "none"
    if processor == "show":
        sys.stdout.write("\n".join(features))
        return 0
    environment = {**os.environ}
    python = ".".join(map(str, sys.version_info[:3]))
    said = f"Python {python}, NumPy {np.__version__}, optional processor features: {names}"
    if processor == "plain" and features:
        environment = switched_off(features)
        said += "; now switched off, and no longer found"
    sys.stdout.write(said + "\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    asked = [*command, "-m", "not thorough", *TESTS]
    return subprocess.run(asked, env=environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

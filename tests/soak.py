"""Thousands of kills of the real command: `make soak`, or `python -m tests.soak --kills 5000`.

A session is played by `dialogue-sim resume --linear` with its answers in a pipe, and killed at a
moment that nobody has chosen. Whatever it had printed as recorded must be in the save.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dialogue_sim.session.saves.verifying import Verdict, verify

ANSWERS = "1\n\n" * 40
LONGEST = 0.6
"""Seconds from the first line that a process prints until it is killed, at most: about as long as
it takes to play to the end."""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "dialogue_sim", *arguments, "--linear"]


def killed(arguments: list[str], after: float) -> None:
    """Play until the process is killed, some seconds after its first line."""
    process = subprocess.Popen(
        command(*arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(ANSWERS)
    process.stdin.flush()
    process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def soak(kills: int, seed: int, folder: Path) -> int:
    """Kill sessions again and again; how many saves were not sound, or lost what they had."""
    luck, lost, moves = random.Random(seed), 0, 0  # noqa: S311  when to kill, not a secret
    for number in range(kills):
        name = f"soak-{number // 10}"
        path = next(folder.glob(f"*{name}.dsim"), None)
        before = verify(path) if path else None
        start = ["play", "first_steps", "--seed", name] if path is None else ["resume", str(path)]
        killed([*start, "--saves", str(folder)], luck.uniform(0, LONGEST))
        path = next(folder.glob(f"*{name}.dsim"), None)
        if path is not None:
            after = verify(path)
            lost += not kept(before, after)
            moves += after.records - (before.records if before else 0)
        show(f"\r{number + 1} kills, {moves} records written, {lost} saves lost something")
    show("\n")
    if not moves:
        message = "nothing was written at all: this proves nothing"
        raise SystemExit(message)
    return lost


def kept(before: Verdict | None, after: Verdict) -> bool:
    """Whether a save is sound and holds at least what it held; one may be cut off at its birth."""
    if before is None or not before.opens:
        return after.sound or not after.turns
    return after.sound and after.turns >= before.turns and after.records >= before.records


def show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIALOGUE_SIM_SETTINGS"] = str(Path(folder) / "settings.json")
        return 1 if soak(chosen.kills, chosen.seed, Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())

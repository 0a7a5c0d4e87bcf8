"""How long until the first painted frame, against an empty Textual app, in a real terminal.

Run with `make bench`. Prints the median of ten starts each, taken in turns, and their ratio.
Works on Linux and macOS, where a program can be given a terminal of its own.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

STARTS = 10
PATIENCE = 20.0
ROWS, COLUMNS = 24, 80
ASKS_FOR_SYNC, HAS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
END_OF_FRAME = b"\x1b[?2026l"

EMPTY = "from textual.app import App; App().run()"
GAME = "from dialogue_sim.cli.entry import main; main({arguments})"


def first_frame(code: str) -> float:
    """Milliseconds from starting Python on some code to its first complete frame.

    Raises:
        TimeoutError: no frame came.
    """
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(sys.executable, [sys.executable, "-c", code])  # noqa: S606  our own interpreter
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    try:
        _wait_for_frame(terminal, start)
        return (time.perf_counter() - start) * 1000.0
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _wait_for_frame(terminal: int, start: float) -> None:
    seen = b""
    while time.perf_counter() - start < PATIENCE:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        seen += os.read(terminal, 65536)
        if ASKS_FOR_SYNC in seen:
            os.write(terminal, HAS_SYNC)
            seen = seen.replace(ASKS_FOR_SYNC, b"")
        if END_OF_FRAME in seen:
            return
    message = f"no frame within {PATIENCE:g} seconds"
    raise TimeoutError(message)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIALOGUE_SIM_SAVES"] = str(Path(folder))
        programs = {
            "empty Textual app": EMPTY,
            "home screen": GAME.format(arguments="[]"),
            "december_2019": GAME.format(arguments="['play', 'december_2019']"),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(STARTS):
            for name, code in programs.items():
                times[name].append(first_frame(code))
    empty = statistics.median(times["empty Textual app"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:<18} {median:7.0f} ms   {median / empty:5.2f} x")


if __name__ == "__main__":
    main()

"""A program in a terminal of its own: keys go in, frames come out, and each has its time.

Works on Linux and macOS, where a program can be given a terminal of its own.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 30.0
SILENCE = 0.1
"""Seconds without anything new, after which a program has said all that it had to say."""

ASKS_FOR_SYNC, HAS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
END_OF_FRAME = b"\x1b[?2026l"
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[=>78])")
COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
NANOSECONDS_PER_MS = 1e6

Size = tuple[int, int]


class Terminal:
    """Columns and rows with a Python program in them, from its start until it is killed."""

    def __init__(self, code: str, size: Size, environment: Mapping[str, str]) -> None:
        """Args: code: for `python -c`; environment: added to that of this process."""
        self._code, self._size = code, size
        self._environment = {**os.environ, **COLOURS, **environment}

    def __enter__(self) -> Self:
        """Start the program."""
        self.started = time.perf_counter()
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            columns, rows = self._size
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            command = [sys.executable, "-c", self._code]
            os.execve(sys.executable, command, self._environment)  # noqa: S606  our interpreter
        self._said, self._frames = b"", 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """End it, whatever it is doing."""
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._terminal)

    def press(self, keys: str) -> float:
        """Press keys; returns when, after forgetting all that was said before."""
        self.read(0.0)
        self._said, self._frames = b"", 0
        os.write(self._terminal, keys.encode())
        return time.perf_counter()

    def read(self, patience: float) -> bool:
        """Take what the program says within some seconds; whether it said anything."""
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        self._said += os.read(self._terminal, 1 << 16)
        if ASKS_FOR_SYNC in self._said:
            os.write(self._terminal, HAS_SYNC)
            self._said = self._said.replace(ASKS_FOR_SYNC, b"")
        return True

    def frame(self) -> float:
        """When the next frame is complete.

        Raises:
            TimeoutError: none came.
        """
        self._frames += 1
        end = time.perf_counter() + PATIENCE
        while self._said.count(END_OF_FRAME) < self._frames:
            if not self.read(SILENCE) and time.perf_counter() > end:
                raise TimeoutError(f"no frame within {PATIENCE:g} seconds:\n{self.text()}")
        return time.perf_counter()

    def settled(self, silence: float = SILENCE) -> float:
        """When the last frame was complete before the program fell silent."""
        last = self.frame()
        while self.read(silence):
            if self._said.count(END_OF_FRAME) > self._frames:
                self._frames = self._said.count(END_OF_FRAME)
                last = time.perf_counter()
        return last

    def wait_for(self, words: str) -> float:
        """When some words stood in a complete frame, since the last key.

        Raises:
            TimeoutError: they never did.
        """
        end = time.perf_counter() + PATIENCE
        while not self._complete(words.encode()):
            if not self.read(SILENCE) and time.perf_counter() > end:
                raise TimeoutError(f"waited for {words!r}:\n{self.text()}")
        return time.perf_counter()

    def _complete(self, words: bytes) -> bool:
        whole, _, _ = self._said.rpartition(END_OF_FRAME)
        return words in SEQUENCE.sub(b"", whole)

    def text(self) -> str:
        """What was said since the last key, without the sequences that place and colour it."""
        return SEQUENCE.sub(b"", self._said).decode(errors="replace")

    def busy(self) -> float | None:
        """Milliseconds that all threads have kept a processor busy; None where nobody counts."""
        counts = Path(f"/proc/{self._child}/task").glob("*/schedstat")
        try:
            spent = [int(count.read_text().split()[0]) for count in counts]
        except OSError:
            return None
        return sum(spent) / NANOSECONDS_PER_MS if spent else None

"""A disk that counts what is asked of it, and fails, or takes the process with it, at one call."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

try:
    import fcntl
except ImportError:  # Windows locks otherwise
    fcntl = None  # type: ignore[assignment]

CALLS = (
    "open", "lseek", "read", "write", "fdatasync", "fsync", "ftruncate", "close", "fstat", "stat",
    "unlink", "mkdir",
)  # fmt: skip
"""What the journal asks of the system, but for the lock."""
PIECE = 1500
"""Bytes that go to the disk in one call, so that most writes take several."""
OnCall = Callable[[int, str], None]


@dataclass
class Watch:
    """What was asked for so far: the names of the calls."""

    made: list[str] = field(default_factory=list)

    def wrap(self, name: str, real: Callable[..., Any], on_call: OnCall) -> Callable[..., Any]:
        """A call to the system that is counted first."""

        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  the system's own
            self.made.append(name)
            try:
                on_call(len(self.made) - 1, name)
            except OSError:
                if name == "close":  # which says that it failed, and closes all the same
                    real(*arguments)
                raise
            if name == "write":
                arguments = (arguments[0], arguments[1][:PIECE])
            return real(*arguments, **named)

        return call


@contextlib.contextmanager
def watched(on_call: OnCall = lambda _number, _name: None) -> Iterator[Watch]:
    """Let something happen before each call to the system; writes go out in pieces."""
    watch = Watch()
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            if hasattr(os, name):
                patch.setattr(os, name, watch.wrap(name, getattr(os, name), on_call))
        if fcntl is not None:
            patch.setattr(fcntl, "flock", watch.wrap("flock", fcntl.flock, on_call))
        yield watch


def fail_at(number: int, code: int, *, for_good: bool = False) -> OnCall:
    """An error of the system at one call, or from it on."""

    def on_call(now: int, _name: str) -> None:
        if now == number or (for_good and now > number):
            raise OSError(code, os.strerror(code))

    return on_call


def die_at(number: int) -> OnCall:
    """The process is killed before one call."""

    def on_call(now: int, _name: str) -> None:
        if now == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return on_call


Acknowledge = Callable[[], None]


@dataclass
class Child:
    """A process of its own that may be killed at any moment."""

    process: int
    _pipe: int
    _seen: int = 0

    @classmethod
    def that_does(cls, work: Callable[[Acknowledge], None]) -> Child:
        """Start one; `work` is given what it calls after each thing that is safe now."""
        reading, writing = os.pipe()
        write = os.write  # the real one, whatever happens to calls later

        def acknowledge() -> None:
            write(writing, b".")

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: a child has none
            child = os.fork()
        if child == 0:
            gc.disable()  # which would touch, and so copy, all that was inherited
            code = 1
            try:
                work(acknowledge)
                code = 0
            finally:
                os._exit(code)
        os.close(writing)
        return cls(child, reading)

    def wait(self, count: int = 1) -> None:
        """Wait until it has acknowledged some things, or has ended."""
        while self._seen < count and (more := len(os.read(self._pipe, count - self._seen))):
            self._seen += more

    def kill(self) -> int:
        """Kill it unless it has ended; how many things it has acknowledged."""
        os.kill(self.process, signal.SIGKILL)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; how many things it has acknowledged."""
        _, status = os.waitpid(self.process, 0)
        with os.fdopen(self._pipe, "rb") as pipe:
            acknowledged = self._seen + len(pipe.read())
        assert os.WIFSIGNALED(status) or status == 0, f"the child failed: {status}"
        return acknowledged


def in_child(work: Callable[[Acknowledge], None]) -> int:
    """Do something in a process of its own; how many things it has acknowledged at its end."""
    return Child.that_does(work).ended()


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")


@dataclass
class Platter:
    """What a disk still holds after the power went: only what was flushed.

    The worst that the system may do: nothing reaches the disk of itself, and a file that is new
    is found again only if its folder was flushed.
    """

    folder: Path
    kept: dict[str, bytes] = field(default_factory=dict)
    _open: dict[int, str] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Follow which file is flushed when."""
        real_open, real_sync, real_folder = os.open, os.fdatasync, os.fsync

        def opened(path: Any, *arguments: Any) -> int:  # noqa: ANN401  the system's own
            descriptor = real_open(path, *arguments)
            self._open[descriptor] = str(path)
            return descriptor

        def synced(descriptor: int) -> None:
            real_sync(descriptor)
            path = self._open[descriptor]
            self.kept[path] = Path(path).read_bytes()

        def folder_synced(descriptor: int) -> None:
            real_folder(descriptor)
            self._named |= {str(path) for path in Path(self._open[descriptor]).iterdir()}

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", opened)
            patch.setattr(os, "fdatasync", synced)
            patch.setattr(os, "fsync", folder_synced)
            yield

    def after_the_power_went(self, path: Path) -> None:
        """Leave of a file what the disk has kept of it."""
        path.unlink()
        if str(path) in self._named and str(path) in self.kept:
            path.write_bytes(self.kept[str(path)])

"""How fast the screens are in a real terminal: from a key to the end of the frame that follows.

Run with `make bench`, which prints medians of what `docs/speed.md` explains, or for one size with
`python benchmarks/terminal.py 140x40`. Nothing here is a test: a busy machine is slower.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from real_terminal import SILENCE, Size, Terminal

from dialogue_sim.cli.entry import main as dialogue_sim

STARTS = 10
MOVES = 50
CHOICES = 20
INTERRUPTIONS = 5
TURNS = 5
LONGEST = "council_idle_2023"
"""The scenario with the most turns."""
AT_REST = 5.0
"""Seconds of nothing over which a screen at rest is watched."""

SIZES: tuple[Size, ...] = ((80, 24), (140, 40))
DOWN, UP, ENTER = "\x1b[B", "\x1b[A", "\r"
LEFT, RIGHT = "\x1b[D", "\x1b[C"

EMPTY = "from textual.app import App; App().run()"
LIST = """
from textual.app import App
from textual.widgets import OptionList

class Bare(App):
    def compose(self):
        yield OptionList(*map(str, range(12)))

Bare().run()
"""
GAME = "from dialogue_sim.cli.entry import main; main({})"
PLAY = GAME.format(["play", "december_2019", "--seed", "kalmar"])
LOOK = """
from pathlib import Path
from dialogue_sim.session.start import Start
from dialogue_sim.tui.app import run

run(Path("."), Start(replay=Path({!r})))
"""
STILL = '{"difficulty": "open", "motion": "reduced"}'
MOVING = '{"difficulty": "open", "motion": "full"}'

BRIEF, MANDATE, TABLE = "Before you begin", "bridge-builder", "Turn 1/6"
TEXT, ITS_NAME = "3", "Small steps that build confidence"
"""The key of a text that every member lets pass with the seed above, and its title."""


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    Attributes:
        name: what; taken: how many milliseconds it took, each time.
        target: what the median should be at most; None where nothing is asked.
    """

    name: str
    taken: Sequence[float]
    target: float | None = None

    def __str__(self) -> str:
        """A line of the table."""
        middle, high = statistics.median(self.taken), percentile(self.taken, 0.9)
        asked = "" if self.target is None else f"{self.target:7.0f}"
        share = "" if self.target is None else f"{middle / self.target:7.2f}"
        return f"  {self.name:<44}{middle:8.1f}{high:8.1f} {asked:>7} {share:>7}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of all does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def milliseconds(since: float, until: float) -> float:
    """Between two times in seconds."""
    return (until - since) * 1000.0


@contextmanager
def of_its_own(settings: str) -> Iterator[dict[str, str]]:
    """An environment with saves and settings that are nobody else's."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        file.write_text(settings, encoding="utf-8")
        yield {"DIALOGUE_SIM_SAVES": folder, "DIALOGUE_SIM_SETTINGS": str(file)}


@contextmanager
def at_the_table(size: Size, settings: str = STILL) -> Iterator[Terminal]:
    """The game where the first text is to be chosen."""
    with of_its_own(settings) as environment, Terminal(PLAY, size, environment) as terminal:
        terminal.wait_for(BRIEF)
        terminal.settled()
        terminal.press(ENTER)
        terminal.wait_for(MANDATE)
        terminal.press(ENTER)
        terminal.wait_for(TABLE)
        quiet(terminal)
        yield terminal


def quiet(terminal: Terminal, silence: float = SILENCE) -> None:
    """Wait until nothing more comes."""
    while terminal.read(silence):
        pass


# ------------------------------------------------------------------- first frames


def first_frames(size: Size) -> list[Row]:
    """Starts of an empty app, of the home screen and of a scenario, taken in turns."""
    play = GAME.format(["play", "december_2019"])
    programs = {"an empty Textual app": EMPTY, "the home screen": GAME.format([]), "play": play}
    taken: dict[str, list[float]] = {name: [] for name in programs}
    with of_its_own(STILL) as environment:
        for _ in range(STARTS):
            for name, code in programs.items():
                taken[name].append(first_frame(code, size, environment))
    empty, *ours = taken.items()
    target = 2.2 * statistics.median(empty[1])
    return [
        Row(f"first frame: {empty[0]}", empty[1]),
        *(Row(f"first frame: {name}", times, target) for name, times in ours),
    ]


def first_frame(code: str, size: Size, environment: Mapping[str, str]) -> float:
    """Milliseconds from starting Python on some code to its first complete frame."""
    with Terminal(code, size, environment) as terminal:
        return milliseconds(terminal.started, terminal.frame())


# ------------------------------------------------------------------- keys at the table


def at_keys(size: Size) -> list[Row]:
    """Keys at the table, in one session, and in a list that knows nothing."""
    with of_its_own(STILL) as environment, Terminal(LIST, size, environment) as terminal:
        terminal.settled()
        bare = Row("cursor move in a bare list, to its frame", moves(terminal))
    with at_the_table(size) as terminal:
        return [bare, Row("cursor move, to its frame", moves(terminal), 15.0), *choices(terminal)]


def moves(terminal: Terminal) -> list[float]:
    """Milliseconds that the cursor takes to go down and up a list."""
    taken = []
    for place in range(MOVES):
        pressed = terminal.press(UP if place % 2 else DOWN)
        taken.append(milliseconds(pressed, terminal.frame()))
        quiet(terminal)
    return taken


def choices(terminal: Terminal) -> list[Row]:
    """A text is chosen by its key, and everything said about it changes."""
    first, last = [], []
    for place in range(CHOICES):
        pressed = terminal.press("15"[place % 2])
        first.append(milliseconds(pressed, terminal.frame()))
        last.append(milliseconds(pressed, time_of_last(terminal)))
    return [
        Row("text chosen by its key, to its first frame", first, 50.0),
        Row("text chosen by its key, to the last frame", last, 50.0),
    ]


def time_of_last(terminal: Terminal) -> float:
    """When the last frame came of those that follow the one just seen."""
    last = time.perf_counter()
    while terminal.read(SILENCE):
        last = time.perf_counter()
    return last


def interruptions(size: Size) -> list[Row]:
    """A key while responses come one after the other; it shows all the others."""
    taken = []
    for _ in range(INTERRUPTIONS):
        with at_the_table(size, MOVING) as terminal:
            terminal.press(TEXT)
            quiet(terminal)
            terminal.press("t")
            terminal.wait_for("Round of the table")
            terminal.settled(SILENCE / 2)
            pressed = terminal.press("x")
            taken.append(milliseconds(pressed, terminal.frame()))
    return [Row("key while responses come, to its frame", taken, 50.0)]


def turns(size: Size) -> list[Row]:
    """From the shelf to the brief, and through a whole turn."""
    opened, tabled, played = [], [], []
    for _ in range(TURNS):
        with of_its_own(STILL) as own, Terminal(GAME.format([]), size, own) as terminal:
            terminal.wait_for("A bell before the water")
            quiet(terminal)
            opened.append(milliseconds(terminal.press(ENTER), terminal.wait_for(BRIEF)))
        with at_the_table(size) as terminal:
            begun = terminal.press(TEXT)
            terminal.wait_for(ITS_NAME)
            pressed = terminal.press("t")
            tabled.append(milliseconds(pressed, terminal.wait_for("Round of the table")))
            for words in ("What turn 1 moved", "News", "Turn 2/6"):
                quiet(terminal)
                terminal.press(ENTER)
                last = terminal.wait_for(words)
            played.append(milliseconds(begun, last) - 3 * SILENCE * 1000.0)
    return [
        Row("enter on the home screen, to the brief", opened),
        Row("a text is tabled, to its responses", tabled),
        Row("a whole turn of five keys", played),
    ]


# ------------------------------------------------------------------- a replay


def scrubbing(size: Size) -> list[Row]:
    """A replay of the longest session there is opens, and goes from turn to turn."""
    opened, stepped = [], []
    with of_its_own(STILL) as own:
        code = LOOK.format(played_out(own, LONGEST))
        for _ in range(TURNS):
            with Terminal(code, size, own) as terminal:
                opened.append(milliseconds(terminal.started, terminal.wait_for("How it unfolded")))
        with Terminal(code, size, own) as terminal:
            terminal.wait_for("re-rolls")
            quiet(terminal, SILENCE * 5)
            for place in range(MOVES):
                pressed = terminal.press(RIGHT if place // 3 % 2 else LEFT)
                stepped.append(milliseconds(pressed, terminal.frame()))
                quiet(terminal)
    return [
        Row("replay of a save, to its first frame", opened),
        Row("a step in a replay, to its frame", stepped, 50.0),
    ]


# ------------------------------------------------------------------- at rest


def at_rest(size: Size) -> list[Row]:
    """What the processor does for a screen on which nothing happens."""
    rows = []
    with of_its_own(STILL) as own, Terminal(GAME.format([]), size, own) as terminal:
        terminal.wait_for("A bell before the water")
        rows += watched("home", terminal)
    with at_the_table(size) as terminal:
        rows += watched("the table", terminal)
        terminal.press(TEXT)
        quiet(terminal)
        terminal.press("t")
        terminal.wait_for("Round of the table")
        rows += watched("responses that have all come", terminal)
    with of_its_own(STILL) as own, Terminal(finished(own), size, own) as terminal:
        terminal.settled(AT_REST + 1.0)  # until it has looked back, and no notice is left
        rows += watched("an ending that has looked back", terminal)
    return rows


def finished(environment: Mapping[str, str]) -> str:
    """A program that opens a session that is over."""
    return GAME.format(["resume", played_out(environment, "first_steps")])


def played_out(environment: Mapping[str, str], scenario: str) -> str:
    """The save of a session that a strategy has played to its end."""
    save = str(Path(environment["DIALOGUE_SIM_SAVES"]) / "over.dsim")
    arguments = ["run", scenario, "--strategy", "least_used", "--save", save, "--json"]
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  no path to speak of
        shown, sys.stdout = sys.stdout, nowhere
        try:
            dialogue_sim(arguments, standalone_mode=False)
        finally:
            sys.stdout = shown
    return save


def watched(name: str, terminal: Terminal) -> list[Row]:
    """Milliseconds of processor time over some seconds of nothing."""
    quiet(terminal, SILENCE * 5)
    before = terminal.busy()
    quiet(terminal, AT_REST)
    after = terminal.busy()
    if before is None or after is None:
        return []
    return [Row(f"processor in {AT_REST:g} s: {name}", [after - before], 10.0)]


def main(sizes: Sequence[Size]) -> None:
    """Measure and print."""
    measured: tuple[Callable[[Size], list[Row]], ...] = (
        first_frames, at_keys, interruptions, turns, scrubbing, at_rest,
    )  # fmt: skip
    for size in sizes:
        print(f"{size[0]}x{size[1]}{'median':>47}{'p90':>8} {'target':>7} {'of it':>7}   ms")
        for measure in measured:
            for row in measure(size):
                print(row, flush=True)


if __name__ == "__main__":
    asked = [tuple(map(int, name.split("x"))) for name in sys.argv[1:]]
    main([(columns, rows) for columns, rows in asked] or SIZES)

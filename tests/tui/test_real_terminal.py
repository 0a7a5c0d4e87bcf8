"""The game in a real terminal of 80 columns and 24 rows, driven through tmux."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len

TMUX = shutil.which("tmux")
pytestmark = [
    pytest.mark.skipif(TMUX is None, reason="tmux is not installed"),
    pytest.mark.thorough,
]
PATIENCE = 60.0
PROGRAM = """
import sys
from pathlib import Path
from dialogue_sim.session.start import Start
from dialogue_sim.tui.app import run
run(Path(sys.argv[1]), Start("december_2019", "kalmar"))
print("left in good order")
"""


# A size that somebody exported would be believed before that of the terminal itself.
QUIET = {name: v for name, v in os.environ.items() if name not in {"COLUMNS", "LINES", "TMUX"}}


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs pseudo-terminals")
def test_a_terminal_that_goes_away_takes_the_game_with_it(tmp_path: Path) -> None:
    """A window that is closed must not leave a process behind that keeps a processor busy."""
    ours, theirs = os.openpty()
    source = str(Path(__file__).parents[2] / "src")
    game = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdin=theirs, stdout=theirs, stderr=theirs,
        env={**QUIET, "TERM": "xterm-256color", "PYTHONPATH": source},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while b"Before you begin" not in said:
        said += os.read(ours, 65536)
    os.close(ours)
    assert game.wait(timeout=PATIENCE) == 1
    assert list(tmp_path.glob("*.dsim")) == []


HUE = re.compile(r"\x1b\[[34]8;2;(\d+);(\d+);(\d+)m")
"""A colour in 24 bits; greys have three equal parts."""

COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Terminal:
    """A terminal that nobody looks at but this test."""

    def __init__(self, saves: Path, kind: Mapping[str, str] = COLOURS) -> None:
        self.socket = f"dialogue-sim-{uuid.uuid4().hex[:8]}"
        source = str(Path(__file__).parents[2] / "src")
        settings = [f"-e{name}={value}" for name, value in {**kind, "PYTHONPATH": source}.items()]
        command = shlex.join([sys.executable, "-c", PROGRAM, str(saves)])
        self.tmux("new-session", "-d", "-x", "80", "-y", "24", *settings, f"{command}; sleep 60")

    def tmux(self, *arguments: str) -> str:
        """One command to a server of its own."""
        done = subprocess.run(
            [str(TMUX), "-L", self.socket, "-f", os.devnull, *arguments],
            check=True, capture_output=True, text=True, env=QUIET,
        )  # fmt: skip
        return done.stdout

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def press(self, key: str) -> None:
        """Press a key."""
        self.tmux("send-keys", key)

    def wait_for(self, words: str) -> str:
        """What is on the screen once some words are."""
        end = time.monotonic() + PATIENCE
        while words not in (shown := self.tmux("capture-pane", "-p")):
            assert time.monotonic() < end, f"waited for {words!r}:\n{shown}"
            time.sleep(0.1)
        return shown


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal with the game in it."""
    running = Terminal(tmp_path)
    yield running
    running.tmux("kill-server")


def test_a_whole_turn_in_a_real_terminal(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait_for("Before you begin")
    terminal.press("Enter")
    terminal.wait_for("The bridge-builder  5 goals")
    terminal.press("Enter")
    shown = terminal.wait_for("i Isolation")
    assert "Turn 1/6" in shown
    assert "seed kalmar" in shown
    assert all(len(row) <= 80 for row in shown.splitlines())
    terminal.press("3")
    terminal.wait_for("Why · Small steps that build confidence")
    terminal.press("Enter")
    terminal.wait_for("0 of 2 amendments")
    terminal.press("Enter")
    terminal.wait_for("Silence holds: 5 members")
    terminal.press("x")
    terminal.press("Enter")
    terminal.wait_for("What turn 1 moved")
    terminal.press("Enter")
    terminal.wait_for("News · turn 2")
    terminal.press("Enter")
    assert "Turn 2/6" in terminal.wait_for("enter open")
    terminal.press("q")
    shown = terminal.wait_for("left in good order")
    assert "Go on with: dialogue-sim resume" in shown
    (save,) = tmp_path.glob("*.dsim")
    assert '"mandate":"bridge_builder"' in save.read_text()
    assert '"propose":"grit_confidence_building"' in save.read_text()


def test_a_window_that_is_resized_is_drawn_anew(terminal: Terminal) -> None:
    terminal.wait_for("Before you begin")
    terminal.press("Enter")
    terminal.wait_for("The bridge-builder  5 goals")
    terminal.press("Enter")
    terminal.wait_for("i Isolation")
    shown = ""
    for columns, rows, words in (
        (140, 40, "Public support"),
        (50, 15, "Enlarge the terminal"),
        (80, 24, "i Isolation"),
    ):
        terminal.resize(columns, rows)
        shown = terminal.wait_for(words)
        assert all(cell_len(row) <= columns for row in shown.splitlines())
    assert "Enlarge" not in shown
    terminal.press("q")
    terminal.wait_for("left in good order")


@pytest.mark.parametrize(
    "kind",
    [
        {"TERM": "xterm", "COLORTERM": ""},
        {**COLOURS, "NO_COLOR": "1"},
    ],
    ids=["sixteen colours", "no colours"],
)
def test_a_plainer_terminal_shows_the_same_words(tmp_path: Path, kind: Mapping[str, str]) -> None:
    running = Terminal(tmp_path, kind)
    try:
        running.wait_for("Before you begin")
        running.press("Enter")
        running.wait_for("The bridge-builder  5 goals")
        running.press("Enter")
        running.wait_for("i Isolation")
        coloured = "\x1b[38;2;" in (painted := running.tmux("capture-pane", "-p", "-e"))
        hues = {code for code in HUE.findall(painted) if len(set(code)) > 1}
        assert coloured == (kind.get("COLORTERM") == "truecolor")
        assert not (hues and "NO_COLOR" in kind)
        running.press("q")
        running.wait_for("left in good order")
    finally:
        running.tmux("kill-server")

"""Pages for trainers, followed to the letter: what they say to type is typed, in this process.

A page is followed from its beginning, in an empty folder. Of its blocks

- `sh` is run line by line: `mkdir`, `cd`, and `dialogue-sim ...`, which has to exit with 0; with 1
  where the comment behind it is `# says it is wrong`;
- `diff` changes files. `--- PATH` names one; lines without a sign and with `-` stand in it exactly
  once, one after the other, and give way to those without a sign and with `+`; `@@` parts two
  changes, and `+` lines alone are written at the end;
- `yaml` is a file: its first line names it, as `# PATH` or `# at the end of PATH`;
- `text` has to be in what the last command printed: its lines one after the other, `...` for any
  that are left out;
- `text typed` is what is typed when the command above it asks.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from dialogue_sim.cli.entry import main
from dialogue_sim.content.files import packaged_content

DOCS = packaged_content() / "docs"
FENCED = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WRONG = "# says it is wrong"
GAP = "..."
END = "at the end of "


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, its lines, and the line of the page on which it begins."""

    kind: str
    lines: tuple[str, ...]
    line: int


def blocks(page: str) -> tuple[Block, ...]:
    """The fenced blocks of a page, in order."""
    return tuple(
        Block(one["kind"], tuple(one["body"].splitlines()), page.count("\n", 0, one.start()) + 1)
        for one in FENCED.finditer(page)
    )


def sections(page: str) -> dict[str, str]:
    """What stands below each heading of the second order."""
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@dataclass
class Follower:
    """Somebody who does what a page says, in a folder of their own.

    Attributes:
        folder: where they are; shown: what the last command printed.
        commands: what was typed so far.
    """

    folder: Path
    shown: str = ""
    commands: list[str] = field(default_factory=list)

    def follow(self, page: str) -> None:
        """Do all of it.

        Raises:
            AssertionError: something is not as the page says, and at which line.
        """
        found = blocks(page)
        for block, after in zip(found, [*found[1:], None], strict=True):
            typed = after.lines if after is not None and after.kind == "text typed" else ()
            try:
                self._do(block, "".join(f"{line}\n" for line in typed))
            except AssertionError as problem:
                message = f"at line {block.line} of what is followed: {problem}"
                raise AssertionError(message) from problem

    def _do(self, block: Block, typed: str) -> None:
        if block.kind == "sh":
            for line in block.lines:
                self.run(line, typed if line == block.lines[-1] else "")
        elif block.kind == "diff":
            self.change(block.lines)
        elif block.kind == "yaml":
            self.put(block.lines)
        elif block.kind == "text":
            must_show(self.shown, block.lines)
        else:
            assert block.kind == "text typed", f"what is to be done with {block.kind!r}?"

    def run(self, line: str, typed: str = "") -> None:
        """Type one command."""
        name, *words = shlex.split(line, comments=True)
        self.commands.append(line)
        if name == "mkdir":
            (self.folder / words[0]).mkdir()
        elif name == "cd":
            self.folder = (self.folder / words[0]).resolve()
        else:
            assert name == "dialogue-sim", f"a command of its own: {line}"
            self.shown, code = called(self.folder, words, typed)
            assert code == (WRONG in line), f"{line} ended with {code}:\n{self.shown}"

    def change(self, lines: tuple[str, ...]) -> None:
        """Change files as a `diff` says."""
        path, hunk = "", list[str]()
        for line in [*lines, "--- "]:
            if not line.startswith(("--- ", "@@")):
                hunk.append(line)
                continue
            if hunk:
                self._write(path, hunk)
            path = path if line == "@@" else line.removeprefix("--- ")
            hunk = []

    def _write(self, name: str, hunk: list[str]) -> None:
        path = self.folder / name
        old = "".join(f"{line[1:]}\n" for line in hunk if not line.startswith("+"))
        new = "".join(f"{line[1:]}\n" for line in hunk if not line.startswith("-"))
        text = "\n" + path.read_text(encoding="utf-8")
        assert not old or text.count(f"\n{old}") == 1, f"not exactly once in {name}:\n{old}"
        text = text.replace(f"\n{old}", f"\n{new}") if old else text + new
        path.write_text(text.removeprefix("\n"), encoding="utf-8", newline="\n")

    def put(self, lines: tuple[str, ...]) -> None:
        """Write a new file, or write on at the end of one."""
        name = lines[0].removeprefix("# ").removeprefix(END)
        path, there = self.folder / name, lines[0].startswith(f"# {END}")
        assert path.exists() == there, f"{name} is {'not ' if there else ''}there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write("".join(f"{line}\n" for line in lines[1:]))


def called(folder: Path, words: list[str], typed: str = "") -> tuple[str, int]:
    """What `dialogue-sim` prints in a folder, and its exit code; a traceback is a failure."""
    there = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, words, input=typed)
    finally:
        os.chdir(there)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(words) from result.exception
    return result.output, result.exit_code


def must_show(shown: str, lines: tuple[str, ...]) -> None:
    """Refuse output in which the lines do not stand, one after the other but for the gaps."""
    printed = [line.rstrip() for line in shown.splitlines()]
    runs, at = [list[str]()], 0
    for line in lines:
        if line.strip() == GAP:
            runs.append([])
        else:
            runs[-1].append(line.rstrip())
    for run in filter(None, runs):
        found = [n for n in range(at, len(printed)) if printed[n : n + len(run)] == run]
        assert found, "not shown:\n{}\n\nbut:\n{}".format("\n".join(run), shown)
        at = found[0] + len(run)

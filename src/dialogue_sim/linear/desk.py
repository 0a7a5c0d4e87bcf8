"""Lines in and lines out: the whole terminal that linear mode needs."""

from __future__ import annotations

import shutil
import sys
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from dialogue_sim.content.ascii import in_ascii
from dialogue_sim.content.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

NARROWEST, WIDEST = 40, 100


class EndOfInput(Exception):  # noqa: N818  it is no error: the person or the pipe has left
    """Nobody answers any more."""


@dataclass(frozen=True)
class Desk:
    """Where linear mode reads and writes.

    Attributes:
        width: columns that a paragraph may take.
        in_ascii: whether only signs of ASCII are written.
    """

    lines_in: TextIO
    lines_out: TextIO
    width: int = 79
    in_ascii: bool = False

    def _shown(self, text: str) -> str:
        """A text without what a terminal would obey, in the signs that it knows."""
        return in_ascii(visible(text)) if self.in_ascii else visible(text)

    def say(self, text: str = "", indent: str = "") -> None:
        """One paragraph, wrapped; control characters never reach the terminal."""
        paragraphs = text.splitlines() or [""]
        for paragraph in paragraphs:
            wrapped = textwrap.wrap(
                self._shown(paragraph), self.width, initial_indent=indent, subsequent_indent=indent
            )
            self.lines_out.write("\n".join(wrapped or [""]) + "\n")

    def say_all(self, lines: Iterable[str]) -> None:
        """Several lines, as they are laid out; what is too long is wrapped under its beginning."""
        for line in "\n".join(lines).split("\n"):
            lead = len(line) - len(line.lstrip(" "))
            indent = " " * (lead + 2 if lead else 0)
            wrapped = textwrap.wrap(
                self._shown(line), self.width, subsequent_indent=indent, drop_whitespace=True,
                replace_whitespace=False,
            )  # fmt: skip
            self.lines_out.write("\n".join(wrapped or [""]) + "\n")

    def say_whole(self, line: str) -> None:
        """One line that is never wrapped, because somebody will copy it."""
        self.lines_out.write(self._shown(line) + "\n")

    def ask(self, prompt: str) -> str:
        """An answer, without the blanks around it.

        Raises:
            EndOfInput: nothing more comes.
        """
        self.lines_out.write(f"{self._shown(prompt)} > ")
        self.lines_out.flush()
        try:
            line = self.lines_in.readline()
        except (KeyboardInterrupt, UnicodeDecodeError) as error:
            raise EndOfInput from error
        if not line:
            self.lines_out.write("\n")
            raise EndOfInput
        return line.strip()


def number_of(typed: str, most: int) -> int:
    """A number from 1 to `most` in plain digits; 0 for anything else."""
    names = {str(number): number for number in range(1, most + 1)}
    return names.get(typed, 0)


def terminal(*, in_ascii: bool = False) -> Desk:
    """The desk of the terminal that the program runs in.

    Args:
        in_ascii: whether only signs of ASCII are written; those are all where no others can be.
    """
    columns = shutil.get_terminal_size().columns
    width = min(WIDEST, max(NARROWEST, columns - 1))
    knows_more = "utf" in (sys.stdout.encoding or "").lower()
    return Desk(sys.stdin, sys.stdout, width, in_ascii or not knows_more)

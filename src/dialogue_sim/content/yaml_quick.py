"""Builds plain data from a YAML document in which there is nothing to look at twice.

Nearly every file is sound. This builder keeps no places and explains nothing: at the first piece
that might need a diagnostic it gives up, and `yaml_builder.Builder` reads the file with care.
Whatever both read, they read as the same data.
"""

from __future__ import annotations

from dialogue_sim.content.characters import FORBIDDEN
from dialogue_sim.content.yaml_blocks import balance
from dialogue_sim.content.yaml_scalars import SUSPICIOUS, Scalar, is_text, read_plain

Data = dict[str, object] | list[object]


class DoubtError(Exception):
    """This file is to be read with care."""


class QuickBuilder:
    """Takes the pieces of a document in their order; an explicit stack stands for recursion.

    Attributes:
        root: The data; None before anything was taken.
    """

    def __init__(self, depth: int) -> None:
        """Prepare for blocks that are nested at most so deep."""
        self.root: Data | None = None
        self._depth = depth
        self._block: Data | None = None
        self._key: str | None = None  # of the value that comes next in a mapping
        self._in_flow = False
        self._outer: list[tuple[Data | None, bool]] = []

    def begin(self, block: Data, *, flow: bool) -> None:
        """Take the begin of a mapping or a list; `flow` is whether it stands between brackets.

        Raises:
            DoubtError: It may not stand here, or not so deep.
        """
        if len(self._outer) >= self._depth:
            raise DoubtError
        if self._block is None:
            self.root = block
        else:
            self._put(block)
        self._outer.append((self._block, self._in_flow))
        self._block, self._in_flow = block, flow

    def end(self) -> None:
        """Take the end of the block that was begun last."""
        self._block, self._in_flow = self._outer.pop()

    def scalar(self, text: str, style: str | None) -> None:
        """Take a key or a value; `style` is its quote, and nothing where it has none.

        Raises:
            DoubtError: It may not stand here, or can be misread.
        """
        if style == '"' and FORBIDDEN.search(text):
            raise DoubtError
        block, key = self._block, self._key
        if key is None and type(block) is dict:
            if text in block or not (style or _is_sound_key(text)):
                raise DoubtError
            self._key = text
            return
        if not style and self._in_flow and "(" in text and balance(text) > 0:
            raise DoubtError
        self._put(text if style or text[:1] not in SUSPICIOUS else _plain(text))

    def _put(self, value: object) -> None:
        block = self._block
        if type(block) is list:
            block.append(value)
        elif type(block) is dict and self._key is not None:
            block[self._key] = value
            self._key = None
        else:
            raise DoubtError


def _plain(text: str) -> Scalar:
    """What an unquoted value means.

    Raises:
        DoubtError: Not everybody reads it alike.
    """
    if is_text(text):
        return text
    value, reading, _ = read_plain(text)
    if reading:
        raise DoubtError
    return value


def _is_sound_key(text: str) -> bool:
    """Whether an unquoted key is text to everybody who reads it."""
    if is_text(text):
        return text != "<<"
    value, reading, _ = read_plain(text)
    return not reading and not isinstance(value, bool | None)

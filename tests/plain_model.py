"""The shipped content with the plain model: its rules without any mechanism, and no debate."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.without_debates import undebated

DECEMBER = "scenarios/nato_russia/december_2019.yaml"
RULES = "scenarios/nato_russia/rules.yaml"
BLOCK = re.compile(r"^(?:#[^\n]*\n)*mechanisms:\n(?:(?: [^\n]*|#[^\n]*)?\n)*", re.MULTILINE)
ENDING = re.compile(r"^  - id: on_paper\n(?:    [^\n]*\n)*", re.MULTILINE)
COLUMN = re.compile(r"^  overreach:[^\n]*\n", re.MULTILINE)


def plain(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files, `mechanisms:` and debates taken out and what only makes sense with them."""
    text = files[RULES].decode()
    assert BLOCK.search(text), "the shipped rules have mechanisms to take out"
    without = COLUMN.sub("", BLOCK.sub("", text))
    december = files[DECEMBER].decode()
    assert ENDING.search(december), "the shipped scenario has an ending about paper"
    bare = undebated(ENDING.sub("", december))
    return {**files, RULES: without.encode(), DECEMBER: bare.encode()}

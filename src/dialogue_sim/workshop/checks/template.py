"""Sentences of a template that still stand in what is to be published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dialogue_sim.content.yaml_source import Path_

CODE: Final = "DS335"
BEGINS: Final = "Say here "
REMINDS: Final = "to be looked at again"
"""How `new` marks what is not the author's yet."""


def sentences_left(files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Every text of a template that nobody has written over, in some files.

    While somebody is writing they are no problem, so only what is published is asked for them.
    """
    for path, raw in files.items():
        file, _ = read_yaml(path, raw)
        if file is None:
            continue
        for at, text in _texts(file.data, ()):
            if text.startswith(BEGINS):
                message, remedy = "this sentence is the template's", "write your own"
            elif REMINDS in text:
                message = "this reason is the template's: nobody has looked at these numbers"
                remedy = "say why they are as they are, or cite what they rest on"
            else:
                continue
            yield Diagnostic(file.place(at), "warning", CODE, message, remedy)


def _texts(data: object, at: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*at, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _texts(value, (*at, place))

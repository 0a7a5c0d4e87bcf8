"""What two saves hold on a line, read from their records alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from dialogue_sim.session.notation import read_move, write_move
from dialogue_sim.session.saves.reading import Save, read_save
from dialogue_sim.session.share.as_json import export_json
from dialogue_sim.session.share.readable import export_line

Told: TypeAlias = list[tuple[dict[str, Any], list[tuple[str, str]]]]


def line_of(save: Save, end: int) -> Told:
    """Every step from the opening on, without its place in the file, and the notes about it."""
    tree = save.tree
    found: Told = []
    for number in tree.line(end):
        if number < tree.content_end or tree.kind(number) == "format":
            continue
        record = {k: v for k, v in tree.records[number].items() if k not in {"n", "p", "h"}}
        if record["k"] == "move":
            record["do"] = write_move(read_move(record["do"]))
        notes = [(note.mark, note.text) for note in tree.notes.get(number, ())]
        found.append((record, notes))
    return found


def head_of(save: Save) -> dict[str, Any]:
    """What a save says of its session before it begins."""
    return {key: part for key, part in save.head.items() if key not in {"v", "engine", "h"}}


def text_of(save: Path) -> str:
    """The current line of a save as text."""
    opened = read_save(save)
    return export_line(opened, opened.tree.tip)


def json_of(save: Path) -> str:
    """The current line of a save as JSON."""
    opened = read_save(save)
    return export_json(opened, opened.tree.tip)


def read_code(text: str) -> str:
    """The session code that a text says."""
    return text.partition('[Code "')[2].partition('"')[0]

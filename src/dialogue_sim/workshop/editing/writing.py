"""Values as one writes them in a content file, on one line."""

from __future__ import annotations

import json

from dialogue_sim.content.yaml_source import read_yaml


def written(value: object) -> str:
    """A value on one line: blocks and lists in brackets, texts in quotes only where they must be.

    Args:
        value: dicts, lists, texts, numbers, booleans and None.
    """
    match value:
        case dict():
            return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(written, value)) + "]"
        case str():
            return _text(value)
        case _:
            return json.dumps(value)


def in_quotes(text: str) -> str:
    """A text as it stands between double quotes."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _text(text: str) -> str:
    """A text, bare where it is read as the same text wherever it stands."""
    single = "'" + text.replace("'", "''") + "'"
    for form in (text, single):
        file, problems = read_yaml("text", f"a: {form}\nb: [{form}, {{{form}: {form}}}]\n")
        if file is not None and not problems and file.data == _read_as(text):
            return form
    return json.dumps(text, ensure_ascii=False)


def _read_as(text: str) -> object:
    return {"a": text, "b": [text, {text: text}]}

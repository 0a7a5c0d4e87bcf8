"""Two hashes of a scenario: of what decides its course, and of what people only read.

Parsed content is hashed and not the bytes of files: comments, layout and newlines change nothing.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, get_args, get_origin

from pydantic import BaseModel

from dialogue_sim.content.text import Later, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from dialogue_sim.content.bundle import Bundle

LENGTH = 16
KEPT = 16
"""How many bundles are remembered: every save that is begun or opened asks."""

Leaf = tuple[str, object]


@lru_cache(maxsize=KEPT)
def fingerprints(bundle: Bundle) -> tuple[str, str]:
    """Hash of the rules (`r:...`) and of the prose (`t:...`) of a scenario and all it needs.

    The prose includes the documents and what is said about the sources of numbers: none of them
    changes a result.
    """
    rules, prose = leaves(bundle)
    prose = [*prose, ("documents", bundle.documents.model_dump(mode="json", exclude_none=True))]
    for file, sources in sorted(bundle.sources.items()):
        for at, found in sorted(sources.by_path.items(), key=str):
            prose.append((f"{file} {at}", [found.basis, list(found.source), found.why]))
    return f"r:{_hash(rules)}", f"t:{_hash(prose)}"


def leaves(bundle: Bundle) -> tuple[list[Leaf], list[Leaf]]:
    """The single values of a scenario and all it needs, each with its path.

    Returns:
        those that decide the course of a session, and those that people only read; a path is for
        example `actor poland.stars.trust`. The documents are in neither.
    """
    rules: list[Leaf] = []
    prose: list[Leaf] = []
    profiles = [*bundle.actors.values(), bundle.counterpart]
    for name, model in [
        ("scenario", bundle.scenario),
        ("setting", bundle.setting),
        ("policies", bundle.policies),
        ("rules", bundle.rules),
        *([] if bundle.arguments is None else [("arguments", bundle.arguments)]),
        *((f"actor {profile.id}", profile) for profile in profiles),
    ]:
        for path, value, is_prose in _leaves(model, name):
            (prose if is_prose else rules).append((path, value))
    return rules, prose


def _hash(leaves: list[Leaf]) -> str:
    text = json.dumps(leaves, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _leaves(model: BaseModel, at: str) -> Iterator[tuple[str, object, bool]]:
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        if value is not None or not _is_later(info):
            yield from _values(value, f"{at}.{name}", _is_prose(info))


def _values(value: object, at: str, prose: bool) -> Iterator[tuple[str, object, bool]]:  # noqa: FBT001
    match value:
        case BaseModel():
            for path, part, only_read in _leaves(value, at):
                yield path, part, prose or only_read
        case dict():
            for key, part in value.items():
                yield from _values(part, f"{at}.{key}", prose)
        case list():
            for place, part in enumerate(value):
                yield from _values(part, f"{at}.{place}", prose)
        case _:
            yield at, value, prose


def _is_later(info: FieldInfo) -> bool:
    return any(isinstance(mark, Later) for mark in info.metadata)


def _is_prose(info: FieldInfo) -> bool:
    if any(isinstance(mark, Prose) for mark in info.metadata):
        return True
    return _marked(info.annotation)


def _marked(annotation: object) -> bool:
    if get_origin(annotation) is Annotated and any(
        isinstance(mark, Prose) for mark in get_args(annotation)[1:]
    ):
        return True
    return any(_marked(part) for part in get_args(annotation))

"""Follows the path of a pydantic error through the data and the models at once.

Pydantic puts names of union branches between keys and indexes; only data and model together
tell which segment is which, and which keys would have been legal at the place of an error.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag

from dialogue_sim.content.yaml_blocks import Path_

_WRAPPED: Final = re.compile(r"function-\w+\[.*?\(\), (.*)\]")


@dataclass(frozen=True, slots=True)
class Branch:
    """One type that a value may have; `tag` is the name of its branch where it has one."""

    annotation: object
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One segment of an error's path: a key or an index, or the name of a union's branch."""

    segment: str | int
    is_branch: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """Where an error stands.

    Attributes:
        steps: All segments.
        on_key: Whether the key is wrong and not its value.
        block: What the innermost block may be.
    """

    steps: tuple[Step, ...]
    on_key: bool
    block: tuple[Branch, ...]

    @property
    def path(self) -> Path_:
        """Keys and indexes from the data's root."""
        return tuple(step.segment for step in self.steps if not step.is_branch)


def trace(
    loc: Sequence[str | int], data: object, model: object, *, missing: bool = False
) -> Trace:
    """Follow an error's `loc`; its last segment is no branch if the error says it is missing."""
    shape = block = tuple(_branches(model))
    node = data
    steps: list[Step] = []
    on_key = bool(loc) and loc[-1] == "[key]"
    segments = loc[:-1] if on_key else loc
    for number, segment in enumerate(segments, start=1):
        chosen = tuple(branch for branch in shape if _is_called(branch, segment))
        after_branch = bool(steps) and steps[-1].is_branch
        exists = _has(node, segment)
        if len(shape) > 1 and chosen and not after_branch:
            steps.append(Step(segment, is_branch=True))
            shape = block = chosen
        elif exists or (missing and number == len(segments)):
            steps.append(Step(segment, is_branch=False))
            block = shape
            shape = tuple(_step(shape, segment))
            node = _at(node, segment)
        else:
            steps.append(Step(segment, is_branch=True))
    return Trace(tuple(steps), on_key, block)


def legal_keys(block: Sequence[Branch]) -> list[str]:
    """Return the keys that the models among the branches know, as authors write them."""
    return sorted(
        {
            field.alias or name
            for model in _models(block)
            for name, field in model.model_fields.items()
        }
    )


def _branches(annotation: object, tag: str = "") -> Iterator[Branch]:
    """Yield the types behind aliases, annotations and unions; None is left out."""
    origin = get_origin(annotation)
    if hasattr(annotation, "__value__"):
        yield from _branches(annotation.__value__, tag)
    elif origin is Annotated:
        inner, *metadata = get_args(annotation)
        tags = [str(item.tag) for item in metadata if isinstance(item, Tag)]
        yield from _branches(inner, tags[0] if tags else tag)
    elif origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _branches(part)
    elif annotation is not types.NoneType:
        yield Branch(annotation, tag)


def _is_called(branch: Branch, segment: str | int) -> bool:
    """Say whether a segment is the name that pydantic gives to this branch of a union."""
    if not isinstance(segment, str):
        return False
    if branch.tag:
        return branch.tag == segment
    name = segment
    while (wrapped := _WRAPPED.fullmatch(name)) is not None:
        name = wrapped.group(1)
    kind = get_origin(branch.annotation) or branch.annotation
    own = getattr(kind, "__name__", str(kind)).lower()
    if name.removeprefix("constrained-").partition("[")[0].lower() == own:
        return True
    return any(segment in _literals(model) for model in _models([branch]))


def _literals(model: type[BaseModel]) -> Iterator[str]:
    """Yield the values of a model's literal fields, one of which may tell it from others."""
    for field in model.model_fields.values():
        if get_origin(field.annotation) is Literal:
            yield from (str(value) for value in get_args(field.annotation))


def _models(block: Sequence[Branch]) -> Iterator[type[BaseModel]]:
    for branch in block:
        if isinstance(branch.annotation, type) and issubclass(branch.annotation, BaseModel):
            yield branch.annotation


def _step(shape: Sequence[Branch], segment: str | int) -> Iterator[Branch]:
    """Yield what may stand at a key or index of a value."""
    for model in _models(shape):
        if issubclass(model, RootModel):
            root = tuple(_branches(model.model_fields["root"].annotation))
            yield from _step(root, segment)
        for name, field in model.model_fields.items():
            if segment == (field.alias or name):
                yield from _branches(field.annotation)
    for branch in shape:
        yield from _branches(_part(branch.annotation, segment))


def _part(annotation: object, segment: str | int) -> object:
    """Return the type of an entry of a mapping, list or tuple; None for anything else."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if not isinstance(origin, type) or not parts:
        return types.NoneType
    if issubclass(origin, Mapping):
        return parts[1]
    if not isinstance(segment, int):
        return types.NoneType
    if issubclass(origin, tuple) and parts[-1] is not Ellipsis:
        return parts[min(segment, len(parts) - 1)]
    return parts[0]


def _has(node: object, segment: str | int) -> bool:
    if isinstance(node, dict):
        return segment in node
    return isinstance(node, list) and isinstance(segment, int) and 0 <= segment < len(node)


def _at(node: object, segment: str | int) -> object:
    if isinstance(node, dict):
        return node.get(segment)
    if isinstance(node, list) and isinstance(segment, int) and 0 <= segment < len(node):
        return node[segment]
    return None

"""What is said of every field where it is defined: the sentence below it."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel


def said_of(model: type[BaseModel]) -> dict[str, str]:
    """The sentence about each field of a model, by the name that authors write.

    Fields that a model inherits are described by the class that defines them.
    """
    sentences: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        if cls.__module__.startswith("dialogue_sim."):
            sentences |= _in_module(cls.__module__).get(cls.__qualname__, {})
    return {
        field.alias or name: sentences[name]
        for name, field in model.model_fields.items()
        if name in sentences
    }


@cache
def _in_module(module: str) -> Mapping[str, dict[str, str]]:
    """By class of a module, what stands below each of its fields."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _in_class(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _in_class(node: ast.ClassDef) -> dict[str, str]:
    found = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = inspect.cleandoc(text).replace("\n", " ")
            case _:
                pass
    return found

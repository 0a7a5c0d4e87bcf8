"""The reference page: every kind of file, every block and every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dialogue_sim.workshop.markdown import table, wrapped
from dialogue_sim.workshop.reference.examples import examples_of, shown
from dialogue_sim.workshop.reference.types import blocks_in, name_of, type_of
from dialogue_sim.workshop.reference.words import numbers_table, rest_table
from dialogue_sim.workshop.schemas.kinds import EVERYWHERE, KINDS, NOWHERE
from dialogue_sim.workshop.schemas.schema import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dialogue_sim.workshop.reference.examples import Examples
    from dialogue_sim.workshop.schemas.kinds import Kind

ABOUT: Final = """\
Every file that a trainer can write, block by block and key by key. This page is made from the
program itself, so it says what is accepted; [content.md](content.md) says what it is for, and
`dialogue-sim reference KIND` prints one part of it. Editors show the same sentences: with the two
lines that every shipped file has at its top they complete keys, explain them and underline slips.

Every file is in YAML. Keys that begin with `x-` are the author's own and may stand in any block.
In the column *left out* stands what holds where a key is missing; **needed** ones cannot be."""
SOURCED: Final = """\
**Numbers need sources here**: each is written `{value: 0.3, source: [D001-S22], basis: stated}`,
or bare in a block that says `basis:` with `source:` or `why:` once. What is said at the top of the
file holds for all of it."""
NUMBERS: Final = """\
Conditions compare them, and effects such as `tension += 6` change those that have a *yes*.
`situation:` may set them at the opening; `tension` follows from both postures."""
REST: Final = """\
What stands in capitals is an id or a condition; where an actor is named a bloc can stand. Several
conditions go under `all:`, `any:` or `none:`; on one line they are joined by `and`, `or`, `not`.
Tests also read `ending` and `rate(CONDITION)`; expectations read receipts, with words that
[expectations.md](expectations.md) lists."""
MOVES: Final = """\
A turn of `play:`, a file for `run --moves` and a save write moves alike. A policy's id alone
tables it."""
CODES: Final = """\
What `check` finds has a code such as `DS203`, and every code has a page with an example:
[codes](codes/README.md). `dialogue-sim code DS203` prints it."""
_MOVE_BLOCKS: Final = (
    "Tabled", "SettledBy", "Waited", "Consulted", "Assured", "Campaigned", "Picked",
)  # fmt: skip


def reference_page(files: Mapping[str, bytes]) -> str:
    """The whole page.

    Args:
        files: content without faults, from which the examples are taken.
    """
    examples = examples_of(files)
    told: set[str] = set(_MOVE_BLOCKS)
    parts = ["# Reference", ABOUT]
    for kind in KINDS:
        parts += _kind(kind, examples, told)
    parts += ["## Moves", MOVES]
    blocks = blocks_of(KINDS[-1])
    for name in _MOVE_BLOCKS:
        parts += _block(name, blocks[name], examples)
    parts += [*_words(), "## Codes", CODES]
    return "\n\n".join(parts) + "\n"


def reference_of(kind: Kind, files: Mapping[str, bytes]) -> str:
    """One kind of file alone."""
    return "\n\n".join(_kind(kind, examples_of(files), set(_MOVE_BLOCKS))) + "\n"


def reference_of_words() -> str:
    """What conditions and effects can name."""
    return "\n\n".join(_words()) + "\n"


def _words() -> list[str]:
    return [
        "## Numbers in conditions and effects", NUMBERS, numbers_table(),
        "## Everything else in conditions", REST, rest_table(),
    ]  # fmt: skip


def _kind(kind: Kind, examples: Examples, told: set[str]) -> Iterator[str]:
    """A kind of file with every block that was not told before."""
    yield f"## `{kind.path}`"
    yield f"{kind.title}."
    if kind.sourced == EVERYWHERE:
        yield SOURCED
    elif kind.sourced != NOWHERE:
        yield f"Numbers below `{kind.sourced}:` need sources, as in `setting.yaml`."
    blocks = blocks_of(kind)
    for name in _in_order(kind, blocks):
        if name not in told:
            told.add(name)
            yield from _block(name, blocks[name], examples)


def _in_order(kind: Kind, blocks: Mapping[str, Any]) -> list[str]:
    """The blocks of a kind as a reader comes upon them, the file itself first."""
    ordered: list[str] = []
    waiting = [model.__name__ for model in kind.models]
    while waiting:
        name = waiting.pop(0)
        if name not in ordered:
            ordered.append(name)
            waiting = [*blocks_in(blocks[name].get("properties", {})), *waiting]
    return ordered + [name for name in blocks if name not in ordered]


def _block(name: str, block: Mapping[str, Any], examples: Examples) -> Iterator[str]:
    yield f"### {name_of(name)}"
    yield wrapped(block["description"])
    needed = block.get("required", ())
    rows = [
        (
            f"`{key}`", type_of(field), _left_out(key in needed, field), field["description"],
            _code(examples.get((name, key), "")),
        )
        for key, field in block["properties"].items()
    ]  # fmt: skip
    if rows:
        yield table(("key", "is", "left out", "what it says", "for example"), rows)


def _left_out(needed: bool, field: Mapping[str, Any]) -> str:  # noqa: FBT001
    if needed:
        return "**needed**"
    value = field.get("default")
    return "" if value in (None, []) or isinstance(value, dict) else _code(shown(value))


def _code(text: str) -> str:
    return f"`{text}`" if text else ""

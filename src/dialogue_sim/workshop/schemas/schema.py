"""JSON Schemas from the models of content files, in the shape in which editors complete well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args

from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.sourced import BASES
from dialogue_sim.content.text import Content
from dialogue_sim.content.variants import ActorVariant, PolicyVariant
from dialogue_sim.workshop.schemas.fields import said_of
from dialogue_sim.workshop.schemas.kinds import EVERYWHERE, NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.workshop.schemas.kinds import Kind

Schema: TypeAlias = dict[str, Any]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors understand best; a name, which nobody fetches."""
OWN_KEYS: Final = "^x-"
SOURCES: Final[Schema] = {
    "source": {
        "description": "Sentences that give the numbers of this block, such as [D001-S22].",
        "type": "array", "items": {"type": "string"},
    },
    "basis": {
        "description": "How the numbers of this block are known; `inferred` needs `why:`.",
        "enum": list(BASES),
    },
    "why": {
        "description": "The reason for numbers that no document gives, in a sentence.",
        "type": "string",
    },
}  # fmt: skip
"""What may be said about numbers, by key."""
KINDS_OF_ACTOR: Final = (
    "`member` may break silence, `voice` only speaks, `public` is the opinion at home, "
    "`counterpart` is the side that answers."
)
TO: Final = "$ref"
ABOUT_SOURCES: Final[Schema] = {name: {TO: f"#/definitions/{name}"} for name in SOURCES}


def schema_text(kind: Kind) -> str:
    """The schema of a kind of file as its own file holds it."""
    return json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n"


def blocks_of(kind: Kind) -> Schema:
    """The blocks of a kind of file by the names of their models, before sources are let in."""
    models: list[type[Content]] = [*kind.models]
    models += [PolicyVariant] if kind.id in {"policies", "scenario"} else []
    blocks: Schema = {}
    for model in models:
        whole = model.model_json_schema()
        blocks |= whole.pop("$defs", {})
        blocks[model.__name__] = whole
    for name, block in blocks.items():
        _describe(block, _MODELS[name])
    return {name: _plainly(block) for name, block in sorted(blocks.items())}


def schema_of(kind: Kind) -> Schema:
    """The schema of a kind of file."""
    plain = blocks_of(kind)
    if kind.sourced == EVERYWHERE:
        plain = {name: _with_sources(block) for name, block in plain.items()}
    elif kind.sourced != NOWHERE:
        _below(plain, kind)
    _with_variants(plain)
    if kind.sourced != NOWHERE:
        plain |= SOURCES
    return {
        "$schema": DRAFT, "title": kind.title, "description": f"{kind.title}: `{kind.path}`.",
        **_root(kind), "definitions": plain,
    }  # fmt: skip


def _root(kind: Kind) -> Schema:
    """Which block a file is; what an actor's file holds depends on two of its keys."""
    if len(kind.models) == 1:
        return _to(kind.models[0])
    kinds = [kind for model in (Actor, Counterpart) for kind in _kinds(model)]
    return {
        "type": "object",
        "properties": {"kind": {"description": KINDS_OF_ACTOR, "enum": kinds}},
        "if": {"required": ["use"]},
        "then": _to(ActorVariant),
        "else": {
            "if": {"properties": {"kind": {"const": "counterpart"}}, "required": ["kind"]},
            "then": _to(Counterpart),
            "else": _to(Actor),
        },
    }


def _kinds(model: type[Actor | Counterpart]) -> tuple[str, ...]:
    return get_args(model.model_fields["kind"].annotation)


def _to(model: type[Content]) -> Schema:
    return {TO: f"#/definitions/{model.__name__}"}


def _every_model(parent: type[Content]) -> Iterator[type[Content]]:
    for model in parent.__subclasses__():
        yield model
        yield from _every_model(model)


_MODELS: Final = {model.__name__: model for model in _every_model(Content)}


def _describe(block: Schema, model: type[Content]) -> None:
    """Every field with the sentence that stands below it; a block with its first one."""
    block["description"] = (model.__doc__ or "").partition("\n")[0]
    sentences = said_of(model)
    for name, field in block.get("properties", {}).items():
        field["description"] = sentences[name]


def _plainly(part: object) -> Any:  # noqa: ANN401  any piece of JSON
    """A schema without what editors stumble over.

    Left out are titles made from names and the null of what can be left out; any block may have
    keys of the author's own; what is one of several needs no proof that it is none of the others.
    """
    if isinstance(part, list):
        return [_plainly(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {
        ("anyOf" if key == "oneOf" else key): _each(key, value)
        for key, value in part.items()
        if key not in {"title", "discriminator"} and (key, value) != ("default", None)
    }
    if isinstance(found.get(TO), str):
        found[TO] = found[TO].replace("#/$defs/", "#/definitions/")
    ways = [way for way in found.get("anyOf", ()) if way != {"type": "null"}]
    if "anyOf" in found:
        found["anyOf"] = ways
    if len(ways) == 1:
        del found["anyOf"]
        found |= ways[0] | {key: found[key] for key in ("description", "default") if key in found}
    if "patternProperties" in found:
        found["additionalProperties"] = False
    if found.get("additionalProperties") is False:
        found["patternProperties"] = {**found.get("patternProperties", {}), OWN_KEYS: {}}
    return found


def _each(key: str, value: object) -> Any:  # noqa: ANN401  any piece of JSON
    """Below `properties` keys are names of the author's fields, not words of the schema."""
    if key in {"properties", "patternProperties"} and isinstance(value, dict):
        return {name: _plainly(part) for name, part in value.items()}
    return value if key in {"default", "enum", "const", "required"} else _plainly(value)


def _with_sources(part: object) -> Any:  # noqa: ANN401  any piece of JSON
    """A schema in which every number may say its source, and every block once for all of it."""
    if isinstance(part, list):
        return [_with_sources(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") in {"number", "integer"} or _numbers_in(part):
        about = {key: part[key] for key in ("description", "default") if key in part}
        bare = {key: value for key, value in part.items() if key not in about}
        return about | {"anyOf": [bare, _long(bare)]}
    found = {key: _inside(key, value) for key, value in part.items()}
    if found.get("type") == "object":
        found["properties"] = {**found.get("properties", {}), **ABOUT_SOURCES}
        # A pattern for ids would hold what is said about sources for one of them.
        found["patternProperties"] = {
            pattern.replace("^[a-z]", "^(?!(?:source|basis|why)$)[a-z]"): value
            for pattern, value in found.get("patternProperties", {}).items()
        }
    return found


def _numbers_in(part: Schema) -> bool:
    """Whether it is a list of numbers, which may say its source as a whole."""
    return part.get("type") == "array" and part.get("items", {}).get("type") == "number"


def _inside(key: str, value: object) -> Any:  # noqa: ANN401  any piece of JSON
    if key in {"properties", "patternProperties"} and isinstance(value, dict):
        return {
            name: part if name in {"format", OWN_KEYS} else _with_sources(part)
            for name, part in value.items()
        }
    return value if key in {"default", "enum", "const", "required"} else _with_sources(value)


def _long(bare: Schema) -> Schema:
    return {
        "type": "object",
        "description": "A number with its source.",
        "properties": {"value": bare, **ABOUT_SOURCES},
        "required": ["value", "basis"],
        "additionalProperties": False,
    }


def _below(blocks: Schema, kind: Kind) -> None:
    """Sources below the one key of the file that needs them."""
    whole = blocks[kind.models[0].__name__]["properties"]
    if kind.sourced == "openings":
        blocks["Opening"] = _with_sources(blocks["Opening"])
    whole[kind.sourced] = _with_sources(whole[kind.sourced])


def _with_variants(blocks: Schema) -> None:
    """Where a policy can stand, a variant of one can."""
    if PolicyVariant.__name__ not in blocks:
        return
    for name, key in (("Policies", "policies"), ("Scenario", "own_policies")):
        places = blocks.get(name, {}).get("properties", {}).get(key, {}).get("patternProperties")
        for pattern, value in (places or {}).items():
            if value == {TO: "#/definitions/Policy"}:
                places[pattern] = {
                    "if": {"required": ["use"]}, "then": _to(PolicyVariant), "else": value,
                }  # fmt: skip

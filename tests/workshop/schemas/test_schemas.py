"""Schemas say what the loader says: every shipped file is sound by both, and slips by neither."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from dialogue_sim.content.files import (
    FILES_OF_A_SETTING,
    default_library,
    packaged_content,
    read_library,
)
from dialogue_sim.content.text import Content
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.workshop.schemas.fields import said_of
from dialogue_sim.workshop.schemas.kinds import KINDS, Kind, kind_of
from dialogue_sim.workshop.schemas.schema import schema_text
from dialogue_sim.workshop.schemas.writing import MARKS, modelines, write_schemas

ROOT = packaged_content()
LIBRARY = default_library()
SHIPPED = read_library(ROOT)


@cache
def data_of(path: str) -> Any:  # noqa: ANN401  what YAML holds
    file, problems = read_yaml(path, LIBRARY[path])
    assert file is not None
    assert not problems
    return file.data


@cache
def validator(kind: str) -> Draft7Validator:
    schema = json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def models(parent: type[Content] = Content) -> Iterator[type[Content]]:
    for model in parent.__subclasses__():
        yield model
        yield from models(model)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_committed_schema_is_current(kind: Kind) -> None:
    committed = (ROOT / "schemas" / kind.file).read_text(encoding="utf-8")
    assert committed == schema_text(kind), "run `make schemas`"


def test_there_is_a_schema_for_every_file_of_a_setting_and_no_other() -> None:
    assert {kind.id for kind in KINDS} == FILES_OF_A_SETTING | {"actor", "scenario"}
    assert {path.name for path in (ROOT / "schemas").iterdir()} == {kind.file for kind in KINDS}


def test_every_shipped_file_is_sound() -> None:
    faults = {
        path: [error.message for error in validator(kind_of(path).id).iter_errors(data_of(path))]
        for path in LIBRARY
    }
    assert {path: found for path, found in faults.items() if found} == {}


FIRST = "scenarios/river_league/first_steps.yaml"
RULES = "scenarios/river_league/rules.yaml"
SETTING = "scenarios/river_league/setting.yaml"
STEWARD = "actors/steward.yaml"
SLIPS: tuple[tuple[str, tuple[str, ...], object], ...] = (
    (FIRST, ("procedure",), "silense"),
    (FIRST, ("about", "minutes"), "five"),
    (FIRST, ("about", "minuets"), 5),
    (FIRST, ("turns",), 0),
    (FIRST, ("seats", "steward", "gaols"), {}),
    (FIRST, ("injects", "Big", "title"), "ids are in lower case"),
    (FIRST, ("situation", "tension"), "high"),
    (STEWARD, ("kind",), "membre"),
    (STEWARD, ("trust",), 2.0),
    (STEWARD, ("stars", "interest"), 6),
    (STEWARD, ("issues", "toll", "shape"), "peek"),
    (RULES, ("ladder", "cuts"), [0.1, 0.2]),
    (RULES, ("dynamics", "cohesion", "rate"), 3),
    (SETTING, ("alliance",), None),
)


@pytest.mark.parametrize(("path", "at", "value"), SLIPS, ids=lambda one: str(one)[:40])
def test_a_slip_is_underlined(path: str, at: tuple[str, ...], value: object) -> None:
    data = deepcopy(data_of(path))
    block = data
    for key in at[:-1]:
        block = block.setdefault(key, {})
    block[at[-1]] = value
    assert [*validator(kind_of(path).id).iter_errors(data)] != []


@pytest.mark.parametrize(
    ("path", "at", "value"),
    [
        (STEWARD, ("trust",), {"value": 0.4, "source": ["CHR-S02"], "basis": "stated"}),
        (STEWARD, ("x-mine",), {"anything": [1, "two"]}),
        (STEWARD, ("issues", "toll", "basis"), "inferred"),
        (FIRST, ("x-note",), "keys of the author's own are left alone"),
        (FIRST, ("injects", "more"), {
            "title": "More", "when": {"any": ["turn >= 2", "stands"]}, "label": "FIC",
            "text": "Something.", "effects": ["tension += 1"],
        }),
        (FIRST, ("agenda",), {"2": {"by": "oldweir"}}),
        (FIRST, ("actors", "twin"), {"use": "oldweir", "set": {"trust": 0.5}}),
        (RULES, ("utility", "loss_factor"), {"value": 2.5, "basis": "inferred", "why": "It is."}),
    ],
    ids=lambda one: str(one)[:40],
)  # fmt: skip
def test_every_way_to_write_is_sound(path: str, at: tuple[str, ...], value: object) -> None:
    data = deepcopy(data_of(path))
    block = data
    for key in at[:-1]:
        block = block.setdefault(key, {})
    block[at[-1]] = value
    found = [error.message for error in validator(kind_of(path).id).iter_errors(data)]
    assert found == []


def test_a_variant_needs_only_what_differs() -> None:
    twin = {"format": 1, "id": "twin", "use": "steward", "set": {"name": "A twin"}}
    assert validator("actor").is_valid(twin)
    assert not validator("actor").is_valid({"format": 1, "id": "twin", "set": {}})


def test_every_field_says_what_it_is_in_one_sentence() -> None:
    for model in models():
        said = said_of(model)
        names = {field.alias or name for name, field in model.model_fields.items()}
        assert said.keys() == names, model.__name__
        for name, sentence in said.items():
            assert sentence.endswith("."), (model.__name__, name)
            assert 12 <= len(sentence) <= 120, (model.__name__, name)


def test_hovering_shows_the_sentence_of_the_field() -> None:
    schema: Any = validator("scenario").schema
    inject = schema["definitions"]["Inject"]["properties"]
    assert inject["chance"]["description"].startswith("How likely it is then, a whole percentage")
    assert schema["definitions"]["About"]["properties"]["for"]["enum"] == [
        "starter", "intermediate", "advanced",
    ]  # fmt: skip


def test_a_workspace_gets_all_of_them(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "schemas")
    assert sorted(path.name for path in written) == sorted(kind.file for kind in KINDS)
    for path in written:
        assert path.read_bytes() == (ROOT / "schemas" / path.name).read_bytes()


def test_a_file_finds_its_schema_from_where_it_lies(tmp_path: Path) -> None:
    write_schemas(tmp_path / "schemas")
    for path in (STEWARD, FIRST, RULES):
        first, second = modelines(path).splitlines()
        way = first.partition("$schema=")[2]
        assert second == f"# $schema: {way}"
        target = (tmp_path / Path(path).parent / way).resolve()
        assert target == (tmp_path / "schemas" / kind_of(path).file).resolve()


@pytest.mark.parametrize("path", sorted(SHIPPED))
def test_every_shipped_file_says_where_its_schema_is(path: str) -> None:
    lines = SHIPPED[path].decode().splitlines(keepends=True)
    assert "".join(lines[:2]) == modelines(path)
    assert not any(mark in line for mark in MARKS for line in lines[2:])

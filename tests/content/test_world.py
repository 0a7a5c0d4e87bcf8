"""What the documents name is in the game: the list in docs/world.md, held against the content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.quantities import READABLE
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.workshop.sources.provenance import provenance

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs/world.md").read_text(encoding="utf-8")
FILES = read_library(packaged_content())
NATO = "scenarios/nato_russia"
INVENTORY = {
    "Instruments": 52, "Events": 29, "Institutions, agreements, persons": 17,
    "Numbers and dates": 12,
}  # fmt: skip
REFERENCE = re.compile(r"`(\w+):([\w.]+)`")


@cache
def data(path: str) -> Any:  # noqa: ANN401  YAML
    file, problems = read_yaml(path, FILES[path])
    assert file is not None, problems
    return file.data


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


@cache
def known() -> dict[str, set[str]]:
    """By kind of reference, every id that it can lead to."""
    setting = data(f"{NATO}/setting.yaml")
    return {
        "policy": set(data(f"{NATO}/policies.yaml")["policies"]),
        "actor": {Path(path).stem for path in FILES if path.startswith("actors/")},
        "scenario": set(STORIES),
        "inject": {f"{name}.{one}" for name, body in STORIES.items() for one in body["injects"]},
        "issue": set(setting["issues"]),
        "level": {
            f"{issue}.{level['id']}"
            for issue, body in setting["issues"].items()
            for level in body["levels"]
        },
        "venue": set(setting["venues"]),
        "term": set(setting["glossary"]),
        "indicator": set(READABLE),
        "rule": set(paths(data(f"{NATO}/rules.yaml"), "")),
    }


def paths(block: object, at: str) -> Iterator[str]:
    """The dotted path of every block."""
    if isinstance(block, dict):
        for key, part in block.items():
            yield f"{at}{key}"
            yield from paths(part, f"{at}{key}.")


STORIES: dict[str, Any] = {
    Path(path).stem: data(path)
    for path in FILES
    if path.startswith(NATO) and "turns" in data(path)
}


@pytest.mark.parametrize(("heading", "many"), INVENTORY.items())
def test_the_list_is_complete_and_numbered(heading: str, many: int) -> None:
    assert [row[0] for row in rows(heading)] == [str(n + 1) for n in range(many)]


@pytest.mark.parametrize("heading", ["Actors", "Threads", *INVENTORY])
def test_every_row_cites_sentences_and_leads_into_the_game(heading: str) -> None:
    documents = data(f"{NATO}/documents.yaml")["documents"]
    for row in rows(heading):
        cited = re.findall(r"\b(D00\d)-(S\d\d)\b", " ".join(row))
        assert cited, row
        assert all(key in documents[name]["sentences"] for name, key in cited), row
        references = REFERENCE.findall(row[-1])
        assert references, row
        for kind, name in references:
            assert name in known()[kind], (kind, name)


def test_every_instrument_is_a_policy_or_a_level_of_an_issue() -> None:
    for row in rows("Instruments"):
        kinds = {kind for kind, _ in REFERENCE.findall(row[-1])}
        assert kinds & {"policy", "level", "issue"}, row


def test_every_policy_is_named_in_the_list() -> None:
    listed = {name for row in rows("Instruments") for kind, name in REFERENCE.findall(row[-1])
              if kind == "policy"}  # fmt: skip
    plans = {"negotiate_at_ceasefire", "unconditional_dialogue"}
    assert set(data(f"{NATO}/policies.yaml")["policies"]) - listed <= plans


def test_every_policy_is_on_a_menu() -> None:
    tabled = set()
    for body in STORIES.values():
        tabled |= {*body["policies"], body.get("standing", "")}
        for own in body.get("agenda", {}).values():
            tabled |= set(own.get("policies", []))
    assert set(data(f"{NATO}/policies.yaml")["policies"]) - tabled == set()


def test_every_actor_of_the_documents_is_in_a_story() -> None:
    told = {name for body in STORIES.values() for name in body["actors"]}
    for row in rows("Actors"):
        for kind, name in REFERENCE.findall(row[-1]):
            assert kind != "actor" or name in told, name


def test_no_sentence_about_an_actor_a_policy_or_an_event_is_left_over() -> None:
    found = provenance(FILES, "nato_russia")
    idle = [one.id for source in found.sources if source.id.startswith("D00")
            for one in source.sentences if not one.used_by]  # fmt: skip
    assert idle == []

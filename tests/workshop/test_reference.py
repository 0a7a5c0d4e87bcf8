"""The reference says what the loader accepts, leads nowhere else, and that of docs is current."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dialogue_sim.content.expression_names import COUNTERS, FLAGS, FUNCTIONS, TEXTS
from dialogue_sim.content.expressions import ExpressionError, parse_condition, parse_effect
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.quantities import (
    FACTS_OF_MECHANISMS,
    NUMBERS_OF_MECHANISMS,
    READABLE,
    WRITABLE,
)
from dialogue_sim.content.text import Content
from dialogue_sim.workshop.reference.page import reference_of, reference_page
from dialogue_sim.workshop.reference.types import name_of, type_of
from dialogue_sim.workshop.reference.words import NUMBERS, REST
from dialogue_sim.workshop.schemas.fields import said_of
from dialogue_sim.workshop.schemas.kinds import KINDS
from dialogue_sim.workshop.schemas.schema import blocks_of

ROOT = Path(__file__).resolve().parents[2]
FILES = read_library(packaged_content())


@cache
def page() -> str:
    return reference_page(FILES)


@cache
def sections() -> dict[str, str]:
    """By heading, what stands below it."""
    parts = re.split(r"^###? ", page(), flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part for part in parts}


def models(parent: type[Content] = Content) -> Iterator[type[Content]]:
    for model in parent.__subclasses__():
        yield model
        yield from models(model)


def test_the_committed_page_is_current() -> None:
    committed = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    assert committed == page(), "the models have changed: write it anew, `make reference`"


def test_the_page_on_content_leads_to_it() -> None:
    assert "(reference.md)" in (ROOT / "docs/content.md").read_text(encoding="utf-8")


def test_every_block_of_every_file_is_there_with_all_its_keys() -> None:
    by_name = {model.__name__: model for model in models()}
    blocks = {name for kind in KINDS for name in blocks_of(kind)}
    assert len(blocks) > 80
    for name in blocks:
        below = sections()[name_of(name)]
        for key, sentence in said_of(by_name[name]).items():
            assert f"| `{key}` " in below, (name, key)
            assert sentence in below, (name, key)


def test_every_link_leads_to_something() -> None:
    headings = re.findall(r"^###? (.+)$", page(), flags=re.MULTILINE)
    anchors = [re.sub(r"[^a-z0-9 _-]", "", one.lower()).replace(" ", "-") for one in headings]
    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r"\]\(#([^)]+)\)", page())) <= set(anchors)
    for file in re.findall(r"\]\(([^)#]+)\)", page()):
        assert (ROOT / "docs" / file).is_file()


def row(heading: str, key: str) -> list[str]:
    line = re.search(rf"^\| `{key}` .*$", sections()[heading], flags=re.MULTILINE)
    assert line is not None
    return [cell.strip() for cell in line[0].strip("|").split(" | ")]


@pytest.mark.parametrize(
    ("heading", "key", "kind", "left_out", "example"),
    [
        ("Star terms", "interest", "number, 0 to 5", "**needed**", "`4`"),
        ("Scenario", "procedure", "`silence`, `consensus`, `majority`", "**needed**", "`silence`"),
        ("Scenario", "seats", "[seat](#seat), by id", "**needed**", ""),
        ("Scenario", "date", "date", "**needed**", "`1911-03`"),
        ("Inject", "chance", "text", "`100%`", "`50%`"),
        ("Debate rule", "turns", "list of whole numbers, 2 to 1000", "`[2, 4]`", None),
        ("Poll", "support", "number, above 0, below 100", "**needed**", "`60`"),
        ("Ladder", "cuts", "list of numbers, -0.6 to 0.6, exactly 4", "**needed**",
         "`[-0.36, -0.12, 0.08, 0.3]`"),
        ("Card", "source", "list of texts, at least 1", "**needed**", None),
        ("Goal", "when", "condition, or [combined](#combined)", "**needed**", None),
        ("Goal", "secret", "`true` or `false`", "`false`", None),
        ("Scripted test", "seed", "text", '`"0"`', "`kalmar`"),
        ("Scenario", "policies", "list of ids, at least 1", "**needed**",
         "`[gauge_day, notice_for_toll, boats_home, ...]`"),
    ],
)  # fmt: skip
def test_a_key_says_what_may_stand_behind_it(
    heading: str, key: str, kind: str, left_out: str, example: str | None
) -> None:
    cells = row(heading, key)
    assert cells[1:3] == [kind, left_out]
    assert example in {None, cells[4]}


def test_what_a_schema_says_is_said_in_words() -> None:
    assert type_of({"type": "string"}) == "text"
    assert type_of({"type": "integer", "minimum": 1}) == "whole number, at least 1"
    either = {"anyOf": [{"type": "boolean"}, {"type": "string"}]}
    assert type_of(either) == "`true` or `false` or text"
    assert type_of({}) == "anything"


def test_one_kind_stands_alone() -> None:
    actor = reference_of(KINDS[0], FILES)
    assert actor.startswith("## `actors/<id>.yaml`")
    assert "### Red line" in actor
    assert "### Seat" not in actor


# ------------------------------------------------------------- expressions


def test_every_number_is_listed() -> None:
    assert set(NUMBERS) == READABLE | set(NUMBERS_OF_MECHANISMS) | set(COUNTERS)


def test_everything_else_that_conditions_read_is_listed() -> None:
    listed = {re.split(r"[(.]", word)[0] for word in REST}
    assert listed == {*FUNCTIONS, *FLAGS, *TEXTS, "answer"}


BUNDLE = load(FILES, "first_steps")
NAMES = BUNDLE.names()
IDS = {
    "ACTOR": next(iter(BUNDLE.actors)),
    "ISSUE": next(iter(BUNDLE.setting.issues)),
    "POLICY": BUNDLE.scenario.policies[0],
    "INJECT": next(iter(BUNDLE.scenario.injects)),
    "CONDITION": "stands",
}
TRUE_OR_FALSE = ("chose", "adopted", "fired", "stands", "last_turn")
OF_MECHANISMS = {*NUMBERS_OF_MECHANISMS, *FACTS_OF_MECHANISMS}


def condition_with(word: str) -> str:
    """A condition that reads a word, with ids in the places of capitals."""
    text = re.sub(r"[A-Z]{2,}", lambda found: IDS[found[0]], word)
    if word.startswith(TRUE_OR_FALSE):
        return text
    if word == "answer":
        return "answer == escalate"
    return f"{text} == {text}"


@pytest.mark.parametrize(
    "word",
    [word for word in (*NUMBERS, *REST) if re.split(r"[(.]", word)[0] not in OF_MECHANISMS],
)
def test_what_is_listed_can_be_read(word: str) -> None:
    parse_condition(condition_with(word), NAMES)


@pytest.mark.parametrize("word", NUMBERS)
def test_effects_change_what_the_table_says(word: str) -> None:
    changed = row("Numbers in conditions and effects", word)[2] == "yes"
    assert changed == (word in WRITABLE)
    if changed:
        assert parse_effect(f"{word} += 1", NAMES).target == word
    else:
        with pytest.raises(ExpressionError):
            parse_effect(f"{word} += 1", NAMES)

"""The model card says what the content says, and the committed one is current."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogue_sim.content.files import (
    UnknownIdError,
    packaged_content,
    read_library,
    scenario_paths,
)
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.workshop.card.equations import EQUATIONS
from dialogue_sim.workshop.card.model_card import ModelCard, as_json, model_card
from dialogue_sim.workshop.card.text import markdown
from dialogue_sim.workshop.markdown import table, wrapped
from dialogue_sim.workshop.sources.of_setting import settings_of

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = read_library(packaged_content())
NATO = "scenarios/nato_russia"
SCENARIOS = set(scenario_paths(FILES).values())


@cache
def shipped() -> ModelCard:
    return model_card(FILES, "nato_russia")


@cache
def text() -> str:
    return markdown(shipped())


def test_the_committed_card_is_current() -> None:
    committed = (ROOT / "docs/model_card.md").read_text(encoding="utf-8")
    assert committed == text(), "content or equations have changed: write it anew, `make card`"


def test_the_narrative_leads_to_the_card() -> None:
    assert "(model_card.md)" in (ROOT / "docs/model.md").read_text(encoding="utf-8")


# --------------------------------------------------------------- coefficients


def coefficients(number: str) -> dict[str, str]:
    view = next(view for view in shipped().equations if view.equation.number == number)
    return {row.name: row.value for row in view.coefficients}


def test_coefficients_are_those_of_the_files() -> None:
    assert coefficients("E12")["ladder.cuts"] == "-0.36 -0.12 0.08 0.3"
    assert coefficients("E18") == {
        "dynamics.tension.own": "choice 0.2, other 0.1",
        "dynamics.tension.counterpart": "fear 0.15, fatigue 0.25, grievance 0.05, conduct 0.1",
    }
    offer = next(view for view in shipped().equations if view.equation.number == "E2").coefficients
    contact = [(row.value, row.rests_on) for row in offer if row.name.endswith("offer.contact")]
    assert contact == [
        ("weight 0.3", "[MOD] inferred"),
        ("at -5 1 2.8 4 7", "[DOC] data, GOLDSTEIN-CONTACT"),
    ]
    assert coefficients("E15")["poll.support"] == "65"
    assert coefficients("E17")["types.opportunist"] == "share 0.6, greed 0.9, insecurity 0.3"


def test_where_a_coefficient_is_said_to_stand_it_stands() -> None:
    """The first number of a row is written in the line that the row names."""
    looked_at = 0
    for view in shipped().equations:
        for row in view.coefficients:
            file, _, line = row.where.rpartition(":")
            if not file:
                continue
            path = file if "/" in file else f"actors/{file}"
            path = path if path in FILES else f"{NATO}/{file}"
            first = next(part for part in row.value.replace(",", "").split() if _is_number(part))
            written = FILES[path].decode().splitlines()[int(line) - 1]
            numbers = [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", written)]
            assert float(first) in numbers, (row, written)
            looked_at += 1
    assert looked_at > 80


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def test_a_changed_number_changes_the_card() -> None:
    raw = FILES[f"{NATO}/rules.yaml"].replace(b"loss_factor: 2.0", b"loss_factor: 2.5")
    changed = markdown(model_card({**FILES, f"{NATO}/rules.yaml": raw}, "nato_russia"))
    before, after = text().splitlines(), changed.splitlines()
    different = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(different) == 1
    assert "utility.loss_factor | 2.5 " in different[0]


# --------------------------------------------------------------------- shares


def bases(data: Any, inherited: str | None) -> Iterator[str]:  # noqa: ANN401  YAML
    """The basis of each number, by another reader and another walk."""
    if isinstance(data, dict):
        own = data.get("basis", inherited)
        for key, part in data.items():
            if key not in {"format", "basis", "source", "why"}:
                yield from bases(part, own)
    elif isinstance(data, list):
        for part in data:
            yield from bases(part, inherited)
    elif isinstance(data, int | float) and not isinstance(data, bool):
        assert inherited is not None
        yield inherited


def counted(path: str) -> Counter[str]:
    data = yaml.safe_load(FILES[path])
    return Counter(bases(data["situation"] if path in SCENARIOS else data, None))


def test_shares_are_counted_right() -> None:
    for row in shipped().by_actor:
        expected = counted(f"actors/{row.name}.yaml")
        assert {basis: n for basis, n in row.by_basis.items() if n} == expected, row.name
        assert row.total == expected.total()
    for row in shipped().by_file:
        expected = counted(f"{NATO}/{row.name}")
        assert {basis: n for basis, n in row.by_basis.items() if n} == expected, row.name
    parts = [*shipped().by_actor, *shipped().by_file]
    assert shipped().all_numbers.total == sum(row.total for row in parts)


def test_every_actor_and_file_of_the_setting_is_counted() -> None:
    assert {row.name for row in shipped().by_actor} == {
        Path(path).stem
        for path, raw in FILES.items()
        if path.startswith("actors/") and b"\nsetting: nato_russia\n" in raw
    }
    names = {row.name for row in shipped().by_file}
    assert {"rules.yaml", "setting.yaml", "december_2019.yaml"} <= names


def test_an_inferred_number_is_the_models_even_if_a_source_suggests_it() -> None:
    labels = shipped().all_numbers.by_label
    assert labels["MOD"] == shipped().all_numbers.by_basis["inferred"]
    rules = next(row for row in shipped().by_file if row.name == "rules.yaml")
    assert rules.by_label == {"DOC": 5, "MOD": rules.total - 5}  # what five answers are graded
    assert "[MOD] inferred, D000-S22" in text()


def test_every_number_of_an_invented_world_is_fiction() -> None:
    card = model_card(FILES, "river_league")
    assert (card.fictional, shipped().fictional) == (True, False)
    assert card.all_numbers.by_label == {"FIC": card.all_numbers.total}
    assert card.positions.by_label == {"FIC": 36}
    assert "[FIC] poll, CHR-S12" in markdown(card)
    assert "world of this setting is invented" not in text()


def test_an_actor_of_another_setting_is_not_counted() -> None:
    elsewhere = FILES["actors/poland.yaml"].replace(
        b"setting: nato_russia", b"setting: somewhere_else"
    )
    files = {**FILES, "actors/poland_elsewhere.yaml": elsewhere}
    assert model_card(files, "nato_russia").all_numbers == shipped().all_numbers


# ----------------------------------------------------------------- the page


def test_every_equation_has_its_place_on_the_page() -> None:
    for row in EQUATIONS:
        assert f"\n### {row.number} {row.name}\n" in text()
        assert f"```text\n{row.formula}\n```" in text()


def test_every_document_stands_there_with_its_weaknesses() -> None:
    for source in shipped().sources:
        assert f"| {source.id} " in text()
        for weakness in source.document.weaknesses:
            assert weakness in " ".join(text().split()), source.id


def test_the_page_is_readable_as_plain_text() -> None:
    lines = text().splitlines()
    assert max(len(line) for line in lines if not line.startswith("|")) <= 99
    assert max(len(line) for line in lines) <= 114
    assert text().endswith(")\n")


def test_tables_line_up_and_keep_bars_inside_cells() -> None:
    assert table(("a", "long"), [("x|y", "1"), ("z", "22")]).splitlines() == [
        "| a    | long |",
        "|------|------|",
        "| x\\|y | 1    |",
        "| z    | 22   |",
    ]


def test_an_entry_goes_on_under_its_first_word() -> None:
    first, second = wrapped("word " * 22, "10. ").splitlines()
    assert first.startswith("10. word")
    assert second.startswith("    word")


def test_json_holds_what_the_page_holds() -> None:
    data = json.loads(json.dumps(as_json(shipped())))
    assert [row["equation"]["number"] for row in data["equations"]] == [
        row.number for row in EQUATIONS
    ]
    assert data["all_numbers"]["total"] == shipped().all_numbers.total
    assert "sentences" not in data["sources"][0]["document"]
    assert data["sources"][0]["document"]["weaknesses"]
    assert len(data["limits"]) > 5


# ------------------------------------------------------------------- failures


def test_an_unknown_setting_is_named() -> None:
    assert settings_of(FILES) == ("nato_russia", "river_league")
    with pytest.raises(UnknownIdError, match="did you mean 'nato_russia'"):
        model_card(FILES, "nato_rusia")


def test_a_setting_without_a_scenario_has_no_card() -> None:
    files = {path: raw for path, raw in FILES.items() if path not in SCENARIOS}
    with pytest.raises(DialogueSimError, match="no scenario"):
        model_card(files, "nato_russia")


def test_content_with_errors_has_no_card() -> None:
    raw = FILES["actors/poland.yaml"].replace(b"kind: member", b"kind: membr")
    with pytest.raises(DialogueSimError, match="membr"):
        _: ModelCard = model_card({**FILES, "actors/poland.yaml": raw}, "nato_russia")

"""Moves of older sessions on content in which things have other names since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dialogue_sim.cli.entry import main
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Mandate, Propose, Settle, Wait
from dialogue_sim.session.present_names import as_called_now

SHIPPED = read_library(packaged_content())
POLICIES = "scenarios/river_league/policies.yaml"
SETTING = "scenarios/river_league/setting.yaml"
FILES = {
    **SHIPPED,
    POLICIES: SHIPPED[POLICIES] + b"renamed: {gauging: gauge_day}\n",
    SETTING: SHIPPED[SETTING] + b"renamed: {dues: toll, all_of_it: full, island: heron_island}\n",
}


def test_every_name_of_a_move_is_the_present_one() -> None:
    bundle = load(FILES, "first_steps")
    old = Propose("gauging", {"dues": "all_of_it"}, "island")
    assert as_called_now(bundle, old) == Propose("gauge_day", {"toll": "full"}, "heron_island")
    assert as_called_now(bundle, Settle("amend", {"dues": "half"})) == Settle(
        "amend", {"toll": "half"}
    )
    for move in (Wait(), Mandate("keeper"), Propose("gauge_day")):
        assert as_called_now(bundle, move) == move


def test_without_renamed_things_a_move_is_the_same_object() -> None:
    move = Propose("gauging")
    assert as_called_now(load(SHIPPED, "first_steps"), move) is move


def test_an_old_save_is_replayed_on_rules_in_which_its_policies_have_other_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    saved = ["run", "first_steps", "--strategy", "uniform", "--seed", "oslo", "--save", "old.dsim"]
    assert CliRunner().invoke(main, saved).exit_code == 0
    tabled = {
        json.loads(line)["do"]["propose"]
        for line in Path("old.dsim").read_text(encoding="utf-8").splitlines()
        if '"propose"' in line and json.loads(line)["k"] == "move"
    }
    old = min(tabled)
    for path in (POLICIES, "scenarios/river_league/first_steps.yaml", SETTING,
                 "actors/river_folk.yaml"):  # fmt: skip
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(SHIPPED[path].replace(old.encode(), b"another_id"))
    with (tmp_path / POLICIES).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"renamed: {{{old}: another_id}}\n")
    result = CliRunner().invoke(main, ["replay", "old.dsim", "--against", "first_steps", "--json"])
    assert result.exit_code == 0, result.output
    (row,) = json.loads(result.output)["saves"]
    assert (row["result"], row["turns"]) == ("same", 3)

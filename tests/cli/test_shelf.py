"""`list` and `explain`: what is on the shelf, and why everybody would take a text as they do."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.one_story import only
from tests.without_mechanisms import plain_library

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.saves.journal import dumps, short_hash

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text


def listed(command: Command, *arguments: str) -> Any:  # noqa: ANN401  JSON
    result = command("list", *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def december() -> Bundle:
    return load(read_library(packaged_content()), "december_2019")


@pytest.mark.parametrize(
    ("shelf", "some"),
    [
        ("scenarios", ["first_steps", "december_2019"]),  # those for beginners first
        ("actors", ["aldermark", "baltic_states", "poland", "steward"]),
        ("policies", ["backchannel", "top_level_talks", "boats_home", "quiet_payment"]),
    ],
)
def test_a_shelf_is_listed_in_its_order(command: Command, shelf: str, some: list[str]) -> None:
    ids = [row["id"] for row in listed(command, shelf)]
    assert [name for name in ids if name in some] == some
    assert len(set(ids)) == len(ids)
    text = command("list", shelf).stdout
    assert [line for line in text.splitlines() if not line.startswith(" ")] == ids


def test_no_saves_is_an_empty_list(command: Command) -> None:
    assert listed(command, "saves") == []
    assert command("list", "saves").stdout == "no saves yet\n"


def test_a_listed_scenario_says_what_a_script_needs(command: Command) -> None:
    row = _december(command)
    assert row.items() >= {
        "id": "december_2019", "title": "An interview before Christmas", "turns": 6,
        "minutes": 20, "documents": ["D001"], "label": "", "problem": "",
    }.items()  # fmt: skip


def _december(command: Command) -> Any:  # noqa: ANN401  JSON
    return next(row for row in listed(command, "scenarios") if row["id"] == "december_2019")


def test_a_broken_scenario_is_listed_with_its_problem(
    command: Command, workspace: Workspace
) -> None:
    workspace("scenarios/nato_russia/december_2019.yaml", "turns: 6", "turns: six")
    row = _december(command)
    assert row["problem"].startswith("scenarios/nato_russia/december_2019.yaml:")


def test_the_workspace_adds_to_what_is_shipped(command: Command, here: Path) -> None:
    source = packaged_content() / "scenarios/nato_russia/december_2019.yaml"
    target = here / "scenarios/nato_russia/mine.yaml"
    target.parent.mkdir(parents=True)
    text = source.read_text(encoding="utf-8").replace("id: december_2019", "id: mine", 1)
    target.write_text(text, encoding="utf-8")
    assert {row["id"] for row in listed(command, "scenarios")} >= {"december_2019", "mine"}
    played = command("run", "mine", "--strategy", "grit", "--json")
    assert json.loads(played.stdout)["scenario"] == "mine"


def test_an_actor_of_the_workspace_stands_before_the_shipped_one(
    command: Command, workspace: Workspace
) -> None:
    workspace("actors/poland.yaml", "name: Government of Poland", "name: Warsaw")
    names = {row["id"]: row["name"] for row in listed(command, "actors")}
    assert names["poland"] == "Warsaw"
    assert names["france"] == "Government of France"


@pytest.mark.parametrize("where", ["actors", "scenarios/nato_russia"])
@pytest.mark.parametrize("what", ["a lock file of an editor", "a folder"])
def test_something_odd_in_the_workspace_does_not_stop_the_game(
    command: Command, here: Path, where: str, what: str
) -> None:
    (here / where).mkdir(parents=True)
    odd = here / where / ".#poland.yaml"
    if what == "a folder":
        odd.mkdir()
    else:
        odd.symlink_to("somebody@computer.1234:5678")
    assert "december_2019" in {row["id"] for row in listed(command, "scenarios")}
    assert command("run", "december_2019", "--strategy", "grit").exit_code == 0


def test_words_of_a_save_reach_the_terminal_without_control_characters(
    command: Command, here: Path
) -> None:
    # Whoever sends a save can write anything into its head: the chain holds no secret.
    command("run", "december_2019", "--strategy", "grit", "--save", "kept/x.dsim")
    path, last, lines = here / "kept/x.dsim", "", []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        record = {key: value for key, value in json.loads(line).items() if key != "h"}
        if record["k"] == "head":
            record["seed"] = "\x1b[31mred\x07\x9b"
        last = short_hash(last + dumps(record))
        lines.append(dumps({**record, "h": last}) + "\n")
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    result = command("list", "saves")
    assert "red" in result.stdout
    assert not set(result.stdout) & set("\x1b\x07\x9b")


# ---------------------------------------------------------------- explain


def test_explain_prints_one_document(command: Command, december: Bundle) -> None:
    result = command("explain", "december_2019", "top_level_talks", "--json",
                     "--set", "conditions=strict", "--set", "venue=nrc")  # fmt: skip
    assert (result.exit_code, result.stderr) == (0, "")
    body = json.loads(result.stdout)
    assert body.keys() >= {"scenario", "policy", "levels", "actors", "answer", "procedure"}
    assert body["levels"]["conditions"] == 0.75
    assert body["actors"].keys() == december.actors.keys()


def test_a_policy_is_explained_in_a_line_for_each_actor(
    command: Command, december: Bundle
) -> None:
    text = command("explain", "december_2019", "business_as_usual").stdout
    names = [actor.name for actor in december.actors.values()]
    told = re.findall(r"^  (\S[^:\n]+): .*\[MOD\]$", text, re.MULTILINE)
    assert sorted(told) == sorted(names)
    assert "The counterpart's answer  [MOD] Government of Russia" in text
    assert "Government of Poland: breaks silence" in text
    assert text.splitlines()[-1] == "A teaching model, not a forecast."


def test_a_printed_receipt_adds_up(command: Command) -> None:
    text = command("explain", "december_2019", "business_as_usual", "poland").stdout
    rows = re.findall(r"^    (\S.*?) +([+-]\d\.\d{3})  (.*)$", text, re.MULTILINE)
    *terms, total = rows
    assert len(terms) == 9
    assert total[0] == "total"
    assert sum(Decimal(number) for _, number, _ in terms) == Decimal(total[1])
    assert all(re.search(r"actors/poland\.yaml:\d+$", rest) for *_, rest in terms)
    assert "D001-S22:" in text


def test_a_printed_interest_adds_up_issue_by_issue(command: Command) -> None:
    text = command("explain", "december_2019", "business_as_usual", "poland").stdout
    rows = re.findall(r"^      (\S.*?) +([+-]\d\.\d{3})  x .* actors/poland", text, re.MULTILINE)
    together = re.search(r"issue by issue: together ([+-]\d\.\d{3})", text)
    assert together is not None
    assert len(rows) == 10
    assert sum(Decimal(number) for _, number in rows) == Decimal(together[1])
    assert "no interest in: Unity" in text


def test_the_answers_receipt_adds_up_in_every_column(command: Command) -> None:
    text = command("explain", "december_2019", "isolation", "russia").stdout
    table = text.partition("Log-odds of each other answer against stonewall")[2]
    rows = [re.findall(r"[+-]\d\.\d{3}", line) for line in table.splitlines()]
    *drivers, totals = [[Decimal(number) for number in row] for row in rows if row]
    assert len(drivers) == 14
    assert [sum(column) for column in zip(*drivers, strict=True)] == totals
    assert len(totals) == 4
    assert "scenarios/nato_russia/rules.yaml:52" in text
    assert text.splitlines()[-1] == "A teaching model, not a forecast."


def test_hints_can_be_asked_for_one_response(command: Command) -> None:
    text = command("explain", "december_2019", "top_level_talks", "--want", "endorse").stdout
    assert "to at least hedge" not in text
    body = json.loads(command("explain", "december_2019", "top_level_talks", "--json",
                              "--want", "endorse").stdout)  # fmt: skip
    actors = body["actors"].values()
    already = [max(a["probabilities"], key=a["probabilities"].get) == "endorse" for a in actors]
    assert 0 < sum(already) < len(already)
    assert text.count("likeliest response is endorse or better already") == sum(already)
    assert [not actor["flips"] for actor in actors] == already
    wanted = {hint["want"] for actor in actors for hint in actor["flips"]}
    assert wanted == {"endorse"}
    refused = command("explain", "december_2019", "top_level_talks", "--want", "object")
    assert refused.exit_code == 2


# -------------------------------------------------------------- mechanisms


@pytest.mark.usefixtures("rich")
def test_policies_are_listed_with_their_prices(command: Command, december: Bundle) -> None:
    rows = listed(command, "policies")
    prices = {row["id"]: row["price"] for row in rows if row["price"] is not None}
    assert prices.keys() >= set(december.scenario.policies)
    assert {row["setting"] for row in rows if row["id"] in prices} == {"nato_russia"}
    assert prices["top_level_talks"] == 3
    assert prices["nrc_ambassadors"] == 1
    assert prices["backchannel"] == 0
    text = command("list", "policies").stdout
    assert text.count("\n    price: ") == len(prices)
    assert "\n    price: 0\n" in text


def test_without_capital_no_policy_has_a_price(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The other scenarios of the setting have capital.
    files = only(plain_library(), "december_2019")
    monkeypatch.setattr("dialogue_sim.cli.shelf.default_library", lambda: files)
    assert {row["price"] for row in listed(command, "policies")} == {None}
    assert "price" not in command("list", "policies").stdout


@pytest.mark.usefixtures("rich")
def test_a_text_is_explained_with_its_price_its_step_and_who_may_break_silence(
    command: Command,
) -> None:
    text = command("explain", "december_2019", "top_level_talks").stdout
    assert re.search(r"^  May break silence: baltic_states \d+%, poland \d+%$", text, re.MULTILINE)
    assert "\n  A step too far: reach 67, progress 0\n" in text
    assert "\n  Costs 3 of political capital\n" in text
    assert "break it alone" not in text


@pytest.mark.usefixtures("plain")
def test_without_mechanisms_a_text_is_explained_as_it_was(command: Command) -> None:
    text = command("explain", "december_2019", "top_level_talks").stdout
    assert "(a member that would break it alone mostly objects on the record instead)" in text
    assert not re.search("May break|A step|capital", text)

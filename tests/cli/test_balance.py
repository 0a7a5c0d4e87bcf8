"""`playtest --balance`, and players of seats: documents, lines, exit codes and refusals."""

from __future__ import annotations

import json

import pytest
from tests.cli.conftest import Command

from dialogue_sim.session.strategies.table import stage_of

FEW = ("playtest", "december_2019", "--sessions", "20")


@pytest.fixture(autouse=True)
def one_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is weighed is cut to its first turn: what is said of it has the same form."""
    monkeypatch.setattr("dialogue_sim.cli.balance.stage_of", lambda bundle: stage_of(bundle, 1))


def test_balance_is_told_in_lines_and_by_its_exit_code(command: Command) -> None:
    """After one turn no ending of a whole session has come, so something is missed."""
    result = command(*FEW, "--balance")
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[0].endswith("least_used tables while other seats are played")
    missed = [line for line in lines if line.startswith("  NO  ")]
    assert lines[-1].startswith(f"{len(missed)} of ")
    for head in ("Endings: ", "Texts: ", "Goals: ", "Strategies: ", "Indicators: "):
        assert any(line.startswith(head) for line in lines)
    for office in ("secretary_general, guardian", "poland", "russia"):
        assert any(office in line for line in lines)


def test_balance_prints_one_document(command: Command) -> None:
    result = command(*FEW, "--balance", "--strategy", "grit", "--json")
    body = json.loads(result.stdout)
    assert list(body) == ["scenario", "seed", "sessions", "tabling", "missed", "targets"]
    assert (body["tabling"], body["sessions"]) == ("grit", 20)
    assert list(body["targets"][0]) == ["topic", "name", "found", "reached", "advice"]
    assert body["missed"] == [one["reached"] for one in body["targets"]].count(False)
    assert result.exit_code == (1 if body["missed"] else 0)


def test_a_seat_is_played_in_every_way(command: Command) -> None:
    body = json.loads(command(*FEW, "--seat", "russia", "--json").stdout)
    assert list(body["players"]) == ["as_drawn", "uniform", "look_ahead"]
    assert "strategies" not in body
    assert body["sessions"] == 60
    means = [one["goals"]["mean"] for one in body["players"].values()]
    assert body["goals"]["mean"] == pytest.approx(sum(means) / 3)
    assert body["players"]["look_ahead"]["answers"] != body["players"]["as_drawn"]["answers"]


def test_a_player_meets_every_strategy_that_is_named(command: Command) -> None:
    options = ("--seat", "poland", "--player", "uniform", "--strategy", "grit")
    text = command(*FEW, *options, "--strategy", "hardline", "--all").stdout
    assert "Goals of Government of Poland: 12 points." in text
    assert "Whoever tables does so by grit, hardline." in text
    assert "uniform: says anything, each as likely" in text
    assert "as_drawn" not in text
    assert "uniform, hardline tables" in text
    body = json.loads(command(*FEW, *options, "--json").stdout)
    assert list(body["players"]) == ["uniform"]
    responses = body["responses"]["poland"].values()
    assert min(responses) > 0.0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--player", "look_ahed", "--seat", "russia"), "did you mean 'look_ahead'?"),
        (("--player", "uniform"), "the chair tables, and --strategy says how"),
        (("--balance", "--seat", "russia"), "leave out --seat, --mandate and --player"),
        (("--balance", "--strategy", "grit", "--strategy", "greedy"), "one --strategy tables"),
        (("--balance", "--sessions", "19"), "take 20 or more"),
    ],
)
def test_what_cannot_be_asked_is_said(
    command: Command, arguments: tuple[str, ...], said: str
) -> None:
    result = command(*FEW, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""

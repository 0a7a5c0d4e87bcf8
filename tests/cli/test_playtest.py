"""`playtest`: one document, lines for people, and a sentence where something does not exist."""

from __future__ import annotations

import json

import pytest
from tests.cli.conftest import Command

FEW = ("playtest", "december_2019", "--sessions", "30")


def test_playtest_prints_one_document(command: Command) -> None:
    result = command(*FEW, "--strategy", "grit", "--strategy", "hardline", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    body = json.loads(result.stdout)
    assert list(body)[:7] == [
        "scenario", "seed", "seat", "mandate", "points", "seconds", "sessions",
    ]  # fmt: skip
    assert (body["seat"], body["mandate"]) == ("secretary_general", "bridge_builder")
    assert body["sessions"] == 60
    assert list(body["strategies"]) == ["grit", "hardline"]
    both = body["strategies"].values()
    assert sum(body["endings"].values()) == pytest.approx(1.0)
    assert sum(body["answers"].values()) == pytest.approx(1.0)
    for responses in body["responses"].values():
        assert sum(responses.values()) == pytest.approx(1.0)
    assert body["goals"]["mean"] == pytest.approx(sum(one["goals"]["mean"] for one in both) / 2)
    assert body["indicators"]["tension"]["max"] <= 100.0
    hardline = body["strategies"]["hardline"]
    assert hardline["policies"]["isolation"]["picked"] == pytest.approx(1 - hardline["waiting"])
    assert hardline["texts_per_session"] == 1.0
    assert hardline["broken_silence"] > body["strategies"]["grit"]["broken_silence"]


def test_the_same_call_gives_the_same_document(command: Command) -> None:
    once, twice = (json.loads(command(*FEW, "--strategy", "uniform", "--json").stdout)
                   for _ in range(2))  # fmt: skip
    assert once.pop("seconds") >= 0
    twice.pop("seconds")
    assert once == twice


def test_playtest_is_told_in_lines(command: Command) -> None:
    text = command(*FEW, "--mandate", "guardian").stdout
    assert "30 sessions each" in text
    assert "Goals of Secretary General of NATO, The guardian: " in text
    assert "hardline: isolation, always" in text
    assert "look_ahead" not in text  # it takes long, and is played when it is asked for
    assert "unconditional: " in text
    assert text.splitlines()[-1].startswith("A teaching model, not a forecast.")


def test_another_seat_is_measured_by_its_own_goals(command: Command) -> None:
    body = json.loads(command(*FEW, "--strategy", "grit", "--seat", "poland", "--json").stdout)
    assert (body["seat"], body["mandate"], body["points"]) == ("poland", "", 12)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--strategy", "grid"), 2, "there is no strategy 'grid': did you mean 'grit'?"),
        (("--mandate", "gardian"), 2, "there is no mandate 'gardian': did you mean 'guardian'?"),
        (("--seat", "polland"), 1, "did you mean 'poland'?"),
        (("--seat", "poland", "--mandate", "guardian"), 1, "'poland' has goals and no mandates"),
        (("--sessions", "0"), 2, "0 is not in the range"),
    ],
)
def test_what_does_not_exist_is_said(
    command: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = command(*FEW, *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""

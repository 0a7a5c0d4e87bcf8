"""`replay --against`: what real sessions become on changed rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Command

DECEMBER = "scenarios/nato_russia/december_2019.yaml"


@pytest.fixture(scope="module")
def moves() -> str:
    """Two texts that are on the menu."""
    return "\n".join(
        json.dumps({"t": turn, "by": "secretary_general", "do": {"propose": policy}})
        for turn, policy in ((1, "nrc_ambassadors"), (2, "neutral_platform"))
    )


@pytest.fixture
def class_of_two(command: Command, here: Path, plain: Path, moves: str) -> Path:
    """The sessions of a class: one of two turns, one of one."""
    del plain  # the scenario without mechanisms, whose menu does not change
    (here / "moves.jsonl").write_text(moves, encoding="utf-8")
    for name, turns in (("anna", "2"), ("bert", "1")):
        result = command("run", "december_2019", "--moves", "moves.jsonl", "--seed", name,
                         "--turns", turns, "--save", f"class/{name}.dsim")  # fmt: skip
        assert result.exit_code == 0, result.output
    return here / "class"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_class_on_the_rules_that_it_played_by(command: Command, class_of_two: Path) -> None:
    result = command("replay", str(class_of_two), "--against", "december_2019")
    assert result.output.splitlines() == [
        "anna.dsim: same",
        "bert.dsim: same",
        "2 saves on An interview before Christmas: 2 the same.",
    ]
    assert result.exit_code == 0


def test_where_sessions_part_and_stop(command: Command, class_of_two: Path, plain: Path) -> None:
    change(plain, "  - neutral_platform\n", "")
    change(plain, "hostilities: 35", "hostilities: 45")
    result = command("replay", str(class_of_two), "--against", "december_2019")
    anna, bert, total = result.output.splitlines()
    assert anna.startswith("anna.dsim: parts in turn 1: hostilities ")
    assert '; stops in turn 2: {"propose": "neutral_platform"}: \'neutral_platform\'' in anna
    assert bert.startswith("bert.dsim: parts in turn 1: hostilities ")
    assert total.endswith(": 1 come out otherwise, 1 stop.")
    assert result.exit_code == 0


def test_the_same_as_json(command: Command, class_of_two: Path, plain: Path) -> None:
    change(plain, "  - neutral_platform\n", "")
    result = command("replay", str(class_of_two), "--against", "december_2019", "--json")
    document = json.loads(result.output)
    assert document["scenario"] == "december_2019"
    assert document["totals"] == {
        "same": 1, "parts": 0, "stops": 1, "unreadable": 0, "another": 0, "tried": 0,
    }  # fmt: skip
    anna, bert = document["saves"]
    assert (anna["result"], anna["turns"], anna["played"]) == ("stops", 2, 1)
    assert (anna["stop"]["turn"], anna["stop"]["move"]) == (2, '{"propose": "neutral_platform"}')
    assert (bert["result"], bert["stop"], bert["partings"]) == ("same", None, [])


def test_a_scenario_by_the_path_of_its_file(
    command: Command, class_of_two: Path, plain: Path, tmp_path: Path
) -> None:
    """A trainer's draft somewhere else; the rest of its setting is that of the program."""
    draft = tmp_path / "draft" / DECEMBER
    draft.parent.mkdir(parents=True)
    text = plain.read_text(encoding="utf-8")
    draft.write_text(text.replace("hostilities: 35", "hostilities: 45"), encoding="utf-8")
    result = command("replay", str(class_of_two), "--against", str(draft))
    assert "2 come out otherwise" in result.output
    assert "2 the same" in command("replay", str(class_of_two), "--against", DECEMBER).output


def test_what_cannot_be_read_is_named_and_fails(command: Command, class_of_two: Path) -> None:
    anna = class_of_two / "anna.dsim"
    anna.write_bytes(anna.read_bytes().replace(b'"anna"', b'"emma"', 1))
    result = command("replay", str(class_of_two), "--against", "december_2019")
    assert "anna.dsim: cannot be read: " in result.output
    assert "record 1 (head): its hash does not fit" in result.output
    assert result.output.endswith("1 the same, 1 cannot be read.\n")
    assert result.exit_code == 1


def test_saves_of_other_scenarios_are_left_out_of_a_folder(
    command: Command, class_of_two: Path
) -> None:
    folder = command("replay", str(class_of_two), "--against", "first_steps")
    assert "anna.dsim: left out: it is of the scenario 'december_2019'" in folder.output
    assert (folder.output.endswith("2 left out.\n"), folder.exit_code) == (True, 0)
    named = command("replay", str(class_of_two / "anna.dsim"), "--against", "first_steps")
    assert 'anna.dsim: stops in turn 1: {"propose": "nrc_ambassadors"}: ' in named.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere", "--against", "december_2019"), "no save 'nowhere'"),
        ((".", "--against", "december_2019"), "there is no save in ."),
        (("class", "--against", "december_2109"), "did you mean 'december_2019'?"),
        (("class", "--against", "there/is/none.yaml"), "there is no scenario"),
    ],
)
@pytest.mark.usefixtures("class_of_two")
def test_mistakes_are_named(command: Command, arguments: tuple[str, ...], says: str) -> None:
    result = command("replay", *arguments)
    assert says in result.output
    assert result.exit_code in {1, 2}


def test_a_trial_that_lies_among_the_class_is_no_session_of_it(
    command: Command, class_of_two: Path, plain: Path
) -> None:
    change(plain, "hostilities: 35", "hostilities: 45")
    tried = command("resume", str(class_of_two / "anna.dsim"), "--rules", "new", "--linear")
    assert tried.exit_code == 0, tried.output
    (trial,) = set(class_of_two.glob("*.dsim")) - {
        class_of_two / "anna.dsim", class_of_two / "bert.dsim",
    }  # fmt: skip
    result = command("replay", str(class_of_two), "--against", "december_2019")
    *rows, total = result.output.splitlines()
    assert f"{trial.name}: left out: it is a trial of another save on other rules" in rows
    assert total.endswith(": 2 come out otherwise, 1 left out as trials.")
    # Whoever names it wants to know.
    named = command("replay", str(trial), "--against", "december_2019")
    assert named.output.startswith(f"{trial.name}: same")


def test_a_save_that_was_cut_off_says_so(command: Command, class_of_two: Path) -> None:
    path = class_of_two / "anna.dsim"
    path.write_bytes(path.read_bytes()[:-30])
    result = command("replay", str(class_of_two), "--against", "december_2019")
    assert result.output.splitlines()[:2] == [
        "anna.dsim: same (its last line was cut off)", "bert.dsim: same",
    ]  # fmt: skip

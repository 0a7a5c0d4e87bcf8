"""`new` on the command line: options, defaults, and what comes next."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Command


def test_a_world_is_checked_played_and_tested_at_once(command: Command) -> None:
    done = command("new", "setting", "harbour", "--members", "Pilots, Brokers,", "--fictional")
    assert done.exit_code == 0
    assert "dialogue-sim play harbour_1" in done.stdout
    assert Path("actors/pilots.yaml").is_file()
    checked = command("check")
    assert (checked.exit_code, ", 0 errors, 0 remarks" in checked.stdout) == (0, True)
    assert command("run", "harbour_1", "--strategy", "greedy").exit_code == 0
    assert command("test", "harbour").exit_code == 0


def test_a_scenario_and_an_actor_join_what_is_there(command: Command) -> None:
    assert command("new", "scenario", "mine", "--from", "first_steps").exit_code == 0
    assert Path("scenarios/river_league/mine.yaml").is_file()
    done = command("new", "actor", "far_mill", "--setting", "river_league")
    assert "begins with the profile of" in done.stdout
    assert command("check").exit_code == 0


def test_files_go_where_they_are_wanted(command: Command) -> None:
    assert (
        command("new", "scenario", "mine", "--from", "first_steps", "--to", "box").exit_code == 0
    )
    assert Path("box/scenarios/river_league/mine.yaml").is_file()
    assert Path("box/schemas/scenario.schema.json").is_file()


def test_what_lies_here_alone_is_no_model_for_another_folder(command: Command) -> None:
    assert command("new", "setting", "lake", "--fictional").exit_code == 0
    done = command("new", "scenario", "more", "--setting", "lake", "--to", "box")
    assert (done.exit_code, "there is no setting 'lake'" in done.stderr) == (2, True)
    assert not Path("box").exists()


def test_answers_can_be_piped_and_an_empty_one_takes_the_default(command: Command) -> None:
    answers = ["The two banks", "", "Bridge Keepers", "Far Bank", "Ferry, Mill, Toll House",
               "", "1702", "yes", "high_water", "A. Teacher"]  # fmt: skip
    done = command("new", "setting", "banks", typed="\n".join(answers))
    assert done.exit_code == 0, done.stderr
    world = Path("scenarios/banks/setting.yaml").read_text(encoding="utf-8")
    assert 'title: "The two banks"' in world
    assert "members: [ferry, mill, toll_house]" in world
    assert "fictional: true" in Path("scenarios/banks/documents.yaml").read_text(encoding="utf-8")
    story = Path("scenarios/banks/high_water.yaml").read_text(encoding="utf-8")
    assert 'date: "1702"' in story
    assert 'authors: ["A. Teacher"]' in story
    assert command("check", "--profile", "classroom").exit_code == 0


@pytest.mark.parametrize("answer", ["soon", "0", "10000", "-5", "١٩٣١"])
def test_a_year_that_is_none_is_refused(command: Command, answer: str, here: Path) -> None:
    done = command("new", "setting", "banks", typed="\n" * 6 + answer)
    assert done.exit_code == 2
    assert f"'{answer}' is no year from 1 to 9999" in done.stderr
    assert [*here.iterdir()] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scenario", "mine", "--from", "first_stps"), "did you mean 'first_steps'?"),
        (("scenario", "mine", "--setting", "river_leage"), "did you mean 'river_league'?"),
        (("scenario", "first_steps", "--from", "first_steps"), "already"),
        (("setting", "Bad Name"), "such as 'bad_name'"),
        (("scenario", "rules", "--setting", "river_league"), "is a file of the setting itself"),
        (("actor", "mine", "--like", "oldwier"), "did you mean 'oldweir'?"),
        (("actor", "mine", "--like", "poland", "--kind", "voice"), "is 'member', not 'voice'"),
    ],
)
def test_mistakes_are_named_and_nothing_is_written(
    command: Command, words: tuple[str, ...], said: str, here: Path
) -> None:
    done = command("new", *words)
    assert done.exit_code in {1, 2}
    assert said in done.stderr
    assert [*here.iterdir()] == []


def test_only_what_is_published_is_asked_for_its_placeholders(command: Command) -> None:
    assert command("new", "setting", "lake", "--fictional").exit_code == 0
    for profile in ("draft", "classroom"):
        assert ", 0 errors, 0 remarks" in command("check", "--profile", profile).stdout
    refused = command("check", "--profile", "published")
    assert refused.exit_code == 1
    story = Path("scenarios/lake/lake_1.yaml")
    lines = story.read_text(encoding="utf-8").split("\n")
    held = [number for number, line in enumerate(lines, start=1) if "Say here" in line]
    assert len(held) >= 5
    for number in held:
        assert f"{story.as_posix()}:{number}:" in refused.stdout

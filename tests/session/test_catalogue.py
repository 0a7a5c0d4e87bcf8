"""The shelf: cards of what there is, with what is wrong, and where saves are looked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.catalogue import (
    actor_cards,
    policy_cards,
    save_cards,
    scenario_cards,
)
from dialogue_sim.session.saves.folders import SAVES_VARIABLE, saves_folder
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move

SCENARIO = "scenarios/nato_russia/december_2019.yaml"
FIRST = "scenarios/river_league/first_steps.yaml"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and an environment that says nothing about saves."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(SAVES_VARIABLE, raising=False)
    return tmp_path


def test_saves_are_where_they_are_asked_for(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = saves_folder(None)
    assert users.is_absolute()
    assert users.parts[-2:] == ("dialogue_sim", "saves")
    (elsewhere / "saves").mkdir()
    assert saves_folder(None) == Path("saves")
    monkeypatch.setenv(SAVES_VARIABLE, "from/environment")
    assert saves_folder(None) == Path("from/environment")
    assert saves_folder("asked/for") == Path("asked/for")
    monkeypatch.setenv(SAVES_VARIABLE, "")
    assert saves_folder("") == Path("saves")


def test_a_file_called_saves_is_no_folder(elsewhere: Path) -> None:
    (elsewhere / "saves").touch()
    assert saves_folder(None).is_absolute()


def test_scenarios_lie_on_the_shelf_with_what_a_chooser_wants_to_know(
    files: dict[str, bytes],
) -> None:
    card = next(card for card in scenario_cards(files) if card.id == "december_2019")
    assert (card.id, card.title) == ("december_2019", "An interview before Christmas")
    assert (card.date, card.minutes, card.level, card.turns) == ("2019-12-23", 20, "starter", 6)
    assert card.documents == ("D001",)
    assert (card.label, card.problem) == ("", "")


def test_scenarios_for_beginners_come_first(files: dict[str, bytes]) -> None:
    first, second, *_ = scenario_cards(files)
    assert (first.id, first.minutes, first.label) == ("first_steps", 5, "FIC")
    assert (second.id, second.minutes) == ("december_2019", 20)
    shelf = {**files, FIRST: files[FIRST].replace(b"for: starter", b"for: advanced")}
    easy, *others = scenario_cards(shelf)
    assert (easy.id, easy.level) == ("december_2019", "starter")
    levels = [card.level for card in (easy, *others)]
    assert levels == sorted(levels, key=["starter", "intermediate", "advanced"].index)
    hard = next(card for card in others if card.level == "advanced")
    assert hard.id == "first_steps"  # the shortest of the advanced


def test_a_broken_scenario_lies_last(files: dict[str, bytes]) -> None:
    shelf = {**files, FIRST: files[FIRST].replace(b"turns: 3", b"turns: three")}
    assert scenario_cards(shelf)[0].id == "december_2019"
    assert scenario_cards(shelf)[-1].id == "first_steps"


def test_a_broken_scenario_lies_there_with_its_problem(files: dict[str, bytes]) -> None:
    broken = {
        **files,
        SCENARIO: files[SCENARIO].replace(b"turns: 6", b"turns: six"),
        "scenarios/nato_russia/another.yaml": b"format: 1\n",
        "scenarios/empty/nothing.yaml": b"",
        "scenarios/not_text/binary.yaml": b"\xff\x00",
    }
    cards = {card.id: card for card in scenario_cards(broken) if card.problem}
    assert set(cards) == {"december_2019", "another", "nothing", "binary"}
    line = files[SCENARIO].split(b"turns: 6")[0].count(b"\n") + 1
    assert cards["december_2019"].problem.startswith(f"{SCENARIO}:{line}:8: error")


def test_an_empty_library_has_empty_shelves() -> None:
    assert (scenario_cards({}), actor_cards({}), policy_cards({})) == ((), (), ())


def test_all_actors_are_shown_by_id(files: dict[str, bytes]) -> None:
    cards = actor_cards(files)
    assert [card.id for card in cards] == sorted(card.id for card in cards)
    for setting in ("nato_russia", "river_league"):
        kinds = [card.kind for card in cards if card.setting == setting]
        named = f"\nsetting: {setting}\n".encode()
        assert len(kinds) == sum(named in raw for path, raw in files.items() if "actors/" in path)
        assert (kinds.count("counterpart"), kinds.count("public")) == (1, 1)
        assert set(kinds) == {"member", "voice", "public", "counterpart"}
    assert all(card.name and card.summary for card in cards)


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("actors/broken.yaml", b"\t- x: ["),
        ("actors/list.yaml", b"- a\n- b\n"),
        ("actors/empty.yaml", b""),
        ("actors/retired/somebody.yaml", b"id: somebody\n"),
    ],
)
def test_an_odd_actor_file_does_not_hide_the_others(
    files: dict[str, bytes], path: str, raw: bytes
) -> None:
    assert {card.id for card in actor_cards({**files, path: raw})} >= {"poland", "oldweir"}


@pytest.mark.parametrize("raw", [b"\t- x: [", b"policies: [a]\n", b"policies: {a: b}\n", b""])
def test_an_odd_policy_file_does_not_hide_the_others(files: dict[str, bytes], raw: bytes) -> None:
    assert policy_cards({**files, "scenarios/odd/policies.yaml": raw}) == policy_cards(files)


def test_policies_are_shown_by_setting_and_id(files: dict[str, bytes], bundle: Bundle) -> None:
    cards = policy_cards(files)
    shown = [(card.setting, card.id) for card in cards]
    assert shown == sorted(shown)
    ids = [card.id for card in cards if card.setting == "nato_russia"]
    assert ids == sorted(bundle.policies.policies)
    assert all(card.title and card.summary for card in cards)


def test_saves_are_listed_the_latest_first(game: Game, tmp_path: Path) -> None:
    for age, name in enumerate(["b", "a", "c"]):
        path = tmp_path / f"{name}.dsim"
        record_to(game, path)
        os.utime(path, (1_000_000_000 - age, 1_000_000_000 - age))
    (tmp_path / "notes.txt").touch()
    assert [card.path.name for card in save_cards(tmp_path)] == ["b.dsim", "a.dsim", "c.dsim"]


def test_a_save_shows_how_far_it_is(bundle: Bundle, tmp_path: Path) -> None:
    recording = record_to(begin(bundle, "oslo", turns=3), tmp_path / "x.dsim")
    seen = []
    for move in (Propose("nrc_ambassadors"), Propose("business_as_usual")):
        recording.submit(move)
        (card,) = save_cards(tmp_path)
        seen.append((card.scenario, card.seed, card.turn, card.turns, card.ending, card.problem))
    # A text that waits for its settlement is no finished turn.
    assert seen == [("december_2019", "oslo", 1, 3, "", "")] * 2


def test_a_finished_save_shows_its_ending(bundle: Bundle, tmp_path: Path) -> None:
    recording = record_to(begin(bundle, "oslo"), tmp_path / "x.dsim")
    while recording.game.phase != "over":
        recording.submit(next_move(recording.game, STRATEGIES["hardline"]))
    (card,) = save_cards(tmp_path)
    assert card.ending in {ending.id for ending in bundle.scenario.endings}
    assert card.turn == len(recording.game.played)


def test_a_bad_save_does_not_hide_the_good_ones(game: Game, tmp_path: Path) -> None:
    record_to(game, tmp_path / "good.dsim")
    (tmp_path / "junk.dsim").write_bytes(b"junk\n")
    (tmp_path / "folder.dsim").mkdir()
    cards = {card.path.stem: card for card in save_cards(tmp_path)}
    assert cards["good"].problem == ""
    assert cards["junk"].problem
    assert cards["folder"].problem


def test_a_link_that_leads_nowhere_does_not_hide_the_good_ones(game: Game, tmp_path: Path) -> None:
    record_to(game, tmp_path / "good.dsim")
    (tmp_path / "gone.dsim").symlink_to(tmp_path / "nothing")
    cards = {card.path.stem: card for card in save_cards(tmp_path)}
    assert cards["good"].problem == ""


def test_a_folder_that_is_not_there_holds_no_saves(tmp_path: Path) -> None:
    assert save_cards(tmp_path / "nowhere") == ()

"""Work that says how far it is: from nothing to all, never back, and over when nobody waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dialogue_sim.content.files import packaged_content
from dialogue_sim.content.inspection import inspect
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin
from dialogue_sim.session.progress import Steps, Stopped, Tell, part, parts
from dialogue_sim.session.saves.catalogue import save_cards, scenario_cards
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.strategies import profile as profiles
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.balance import balance_of
from dialogue_sim.workshop.playtesting.playtest import Casting, playtest
from dialogue_sim.workshop.testing.suites import suites_of

FIRST = "first_steps"
ONCE = 20


class Ear:
    """Hears shares, and has had enough after some of them."""

    def __init__(self, enough: int = -1) -> None:
        self.heard: list[float] = []
        self.enough = enough

    def __call__(self, share: float) -> None:
        if len(self.heard) == self.enough:
            raise Stopped
        self.heard.append(share)


def test_a_part_tells_of_its_place_in_the_whole() -> None:
    ear = Ear()
    part(ear, 0.5, 1.0)(0.5)
    for tell in parts(ear, 4):
        tell(1.0)
    assert ear.heard == [0.75, 0.25, 0.5, 0.75, 1.0]


def test_steps_begin_with_nothing_and_never_tell_of_more_than_all() -> None:
    ear = Ear()
    steps = Steps(ear, 2)
    for _ in range(3):
        steps.one()
    assert ear.heard == [0.0, 0.5, 1.0, 1.0]


@pytest.fixture(scope="module")
def over(files: dict[str, bytes]) -> Game:
    return play_out(begin(load(files, FIRST), "riga", {}), STRATEGIES["least_used"])


@pytest.fixture
def jobs(
    over: Game, files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Callable[[Tell], object]]:
    """Everything that takes a while, made short."""
    monkeypatch.setattr(profiles, "MODELLED", 16)
    monkeypatch.setattr(profiles, "_seen", {})
    stage = stage_of(over.bundle)
    casting = Casting(stage, STRATEGIES["uniform"], over.chair)
    for name in "abc":
        record_to(over, tmp_path / f"{name}.dsim")
    few = {path: raw for path, raw in files.items() if path.startswith("scenarios/river_league/")
           or b"setting: river_league" in raw}  # fmt: skip
    two = {path: raw for path, raw in files.items()
           if path.endswith((f"{FIRST}.yaml", "december_2019.yaml"))
           or not path.startswith("scenarios/nato_russia/") or b"\nchair:" not in raw}  # fmt: skip
    monkeypatch.chdir(tmp_path)
    return {
        "hindsight": lambda tell: hindsight(over, over.chair, ONCE, tell),
        "profile": lambda tell: profiles.profile(over, tell),
        "playtest": lambda tell: playtest(casting, ONCE, tell),
        "balance": lambda tell: balance_of(stage_of(over.bundle, 1), ONCE, tell=tell),
        "suites": lambda tell: list(suites_of(few, tell=tell)),
        "check": lambda tell: inspect([packaged_content() / "scenarios" / "river_league"], tell),
        "saves": lambda tell: save_cards(tmp_path, thorough=False, tell=tell),
        "scenarios": lambda tell: scenario_cards(two, tell),
    }


NAMES = (
    "hindsight", "profile", "playtest", "balance", "suites", "check", "saves", "scenarios",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_goes_from_nothing_to_all_and_never_back(
    jobs: dict[str, Callable[[Tell], object]], name: str
) -> None:
    ear = Ear()
    jobs[name](ear)
    assert ear.heard[0] == 0.0
    assert ear.heard[-1] == 1.0
    assert ear.heard == sorted(ear.heard)
    assert len(ear.heard) > 2


@pytest.mark.parametrize("name", NAMES)
def test_work_ends_when_nobody_waits_and_can_begin_again(
    jobs: dict[str, Callable[[Tell], object]], name: str
) -> None:
    for enough in (0, 2):
        ear = Ear(enough)
        with pytest.raises(Stopped):
            jobs[name](ear)
        assert len(ear.heard) == enough
    again = Ear()
    jobs[name](again)
    assert again.heard[-1] == 1.0


def test_who_listens_changes_nothing_that_is_found(over: Game) -> None:
    assert hindsight(over, over.chair, ONCE, Ear()) == hindsight(over, over.chair, ONCE)


def test_saves_that_go_on_say_what_is_next(files: dict[str, bytes], tmp_path: Path) -> None:
    bundle = load(files, FIRST)
    recording = record_to(begin(bundle, "anna"), tmp_path / "x.dsim")
    assert save_cards(tmp_path)[0].next == "turn 1 of 3 begins"
    recording.submit(Propose(bundle.scenario.policies[0]))
    (card,) = save_cards(tmp_path)
    said = {1: "turn 2 of 3 begins", 0: "turn 1 of 3: a text is on the table"}
    assert card.next == said[card.turn]

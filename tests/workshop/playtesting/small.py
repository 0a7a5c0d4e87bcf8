"""The smallest shipped scenario, with one passage changed, and games of it played one by one."""

from __future__ import annotations

from functools import cache

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.playing import begin
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.playtest import Casting
from dialogue_sim.workshop.playtesting.report import Report, report_of
from dialogue_sim.workshop.playtesting.watching import Tally

FILES = read_library(packaged_content())
PATH, SCENARIO = "scenarios/river_league/first_steps.yaml", "first_steps"


@cache
def casting(strategy: str = "uniform", old: str = "", new: str = "") -> Casting:
    """A strategy in the chair of the scenario with a passage replaced, under the seed `t`."""
    text = FILES[PATH].decode()
    assert not old or text.count(old) == 1, f"{text.count(old)} times: {old}"
    bundle = load({**FILES, PATH: text.replace(old, new).encode()}, SCENARIO)
    return Casting(stage_of(bundle), STRATEGIES[strategy], bundle.scenario.chair, seed="t")


@cache
def report(sessions: int, strategy: str = "uniform", old: str = "", new: str = "") -> Report:
    """A playtest of it."""
    return report_of([casting(strategy, old, new)], sessions)


def tally(of: Report, name: str) -> Tally:
    """What was written down of one inject or ending, of the first player."""
    (found,) = (one for one in of.plays[0].watch.tallies if one.of.id == name)
    return found


def place(of: Report, name: str) -> int:
    """Where it stands among all injects and endings."""
    return [one.id for one in of.asked].index(name)


@cache
def games(count: int, strategy: str = "uniform") -> tuple[Game, ...]:
    """The first sessions of the playtest, each played as a game of its own seed."""
    bundle = casting(strategy).stage.bundle
    return tuple(
        play_out(begin(bundle, f"t-{number}"), STRATEGIES[strategy])
        for number in range(1, count + 1)
    )

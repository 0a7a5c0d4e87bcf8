"""Whose name a side bears has no weight.

The office in the chair and the counterpart swap ids and files, and NATO and Russia swap names in
the setting and in every profile. The roles stay: who tables still tables, and who answers
still answers.

What must not change is every number: utilities and chances of each response, the chance to stand,
support, the drivers and chances of each answer, and in sessions that are played through every
response, answer, indicator, goal point and ending. What may change is spelling, the order in which
actors are listed, and luck, because luck is drawn by ids so that a new actor disturbs nobody; the
renamed world therefore draws from the streams of the original one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest

from dialogue_sim.content.files import actor_ids, packaged_content, read_library, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.engine import indicators
from dialogue_sim.engine.answer import by_nature, expected_outlook_of, split
from dialogue_sim.engine.indicators import BY_NAME
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Situation, repeat
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.world import MEASURES, World
from dialogue_sim.session.strategies.rehearsal import rehearse
from dialogue_sim.session.strategies.seat_players import PLAYERS, Sitter
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import Stage, stage_of
from dialogue_sim.session.strategies.wishes import wishes_of, won
from dialogue_sim.session.worlds.opening import open_situation

SOURCES = Path(__file__).resolve().parent.parent / "src"
FILES = read_library(packaged_content())
SCENARIOS = tuple(scenario_paths(FILES))
WORDS = {"NATO": "Russia", "Moscow": "Brussels"}
SESSIONS = 6
same = partial(np.testing.assert_allclose, rtol=0.0, atol=1e-12)


def both_ways(one_way: Mapping[str, str]) -> dict[str, str]:
    return {**one_way, **{new: old for old, new in one_way.items()}}


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text in which every whole word that is a name is another one."""
    return re.sub(r"[\w-]+", lambda word: names.get(word[0], word[0]), text)


@cache
def here(scenario: str) -> Stage:
    return stage_of(load(FILES, scenario))


@cache
def there(scenario: str) -> Stage:
    """The scenario with its sides renamed, and with the luck of the original."""
    names = sides(scenario)
    files = {
        renamed(path, names): renamed(content.decode(), names | title_words(path)).encode()
        for path, content in FILES.items()
    }
    stage = stage_of(load(files, renamed(scenario, names)))
    world = with_luck_of(stage.world, here(scenario).world, order(scenario))
    opening = open_situation(stage.bundle, world, 0, np.zeros(1, dtype=np.uint64))
    return Stage(stage.bundle, world, opening)


def sides(scenario: str) -> dict[str, str]:
    bundle = here(scenario).bundle
    return both_ways({bundle.scenario.chair: bundle.counterpart.id})


def title_words(path: str) -> dict[str, str]:
    """Names to be swapped in prose: those of actors and settings, whose texts have room for it."""
    named = path.startswith("actors/") or path.endswith("/setting.yaml")
    return both_ways(WORDS) if named else {}


def order(scenario: str) -> list[int]:
    """Where each actor of the original stands among the renamed."""
    names = sides(scenario)
    ids = sorted(renamed(actor, names) for actor in here(scenario).world.actors.ids)
    return [ids.index(renamed(actor, names)) for actor in here(scenario).world.actors.ids]


def with_luck_of(world: World, original: World, places: list[int]) -> World:
    """A renamed world that draws from the streams of the original."""
    back = np.argsort(places).tolist()
    actors, counterpart = original.actors, original.counterpart
    return replace(
        world,
        actors=replace(
            world.actors,
            streams=tuple(actors.streams[old] for old in back),
            resolve_streams=tuple(actors.resolve_streams[old] for old in back),
        ),
        counterpart=replace(
            world.counterpart,
            answer_stream=counterpart.answer_stream,
            type_stream=counterpart.type_stream,
            report_stream=counterpart.report_stream,
        ),
    )


def points(stage: Stage, seat: str, situation: Situation) -> Array:
    return won(stage.world, wishes_of(stage.bundle, seat), situation)


def moment(stage: Stage) -> Moment:
    """Every text of the first turn, amended and as it is, at the opening."""
    texts = stage.menu(1, amended=True).proposals
    situation = repeat(stage.opening, texts.levels.shape[1])
    return Moment(stage.world.at(1), texts, situation, no_debate(situation))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_sides_have_changed_names(scenario: str) -> None:
    one, other = here(scenario).bundle, there(scenario).bundle
    assert other.scenario.chair == one.counterpart.id
    assert other.counterpart.id == one.scenario.chair
    assert other.counterpart.name == renamed(one.counterpart.name, both_ways(WORDS))
    assert other.setting.alliance == renamed(one.setting.alliance, both_ways(WORDS))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_members_take_a_text_as_before(scenario: str) -> None:
    one, other, places = moment(here(scenario)), moment(there(scenario)), order(scenario)
    found, twin = react(one), react(other)
    assert np.ptp(found.utility) > 0.5
    same(twin.terms[:, places], found.terms)
    same(twin.utility[places], found.utility)
    same(twin.probabilities[:, places], found.probabilities)
    same(twin.support, found.support)
    same(chance_to_stand(other, twin), chance_to_stand(one, found))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_counterpart_answers_as_before(scenario: str) -> None:
    answers = []
    for one in (moment(here(scenario)), moment(there(scenario))):
        nobody = np.zeros(one.situation.sessions, dtype=np.bool_)
        seen = split(one.world, one.proposal, one.situation.division, nobody)
        drawn, likely = by_nature(one, seen)
        views = (drawn, *likely, expected_outlook_of(one, seen))
        answers.append([(view.drivers, view.probabilities) for view in views])
    assert len(answers[0]) == len(answers[1])
    for (drivers, chances), (their_drivers, their_chances) in zip(*answers, strict=True):
        same(their_drivers, drivers)
        same(their_chances, chances)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("strategy", ["uniform", "greedy"])
def test_sessions_go_as_before(scenario: str, strategy: str) -> None:
    """The counterpart's seat is played for its own goals, so goals are read on both sides."""
    names, places = sides(scenario), order(scenario)
    one, other = here(scenario), there(scenario)
    seat = one.bundle.counterpart.id
    courses = [
        list(rehearse(stage, STRATEGIES[strategy], 7, np.arange(SESSIONS, dtype=np.uint64),
                      Sitter(sitting, player=PLAYERS["look_ahead"])))
        for stage, sitting in ((one, seat), (other, names[seat]))
    ]  # fmt: skip
    assert [len(course) for course in courses] == [len(courses[0])] * 2
    for ours, theirs in zip(*courses, strict=True):
        assert ours.sessions.tolist() == theirs.sessions.tolist()
        turn, twin = ours.turn, theirs.turn
        assert twin.answer.tolist() == turn.answer.tolist()
        assert twin.after.responses[places].tolist() == turn.after.responses.tolist()
        assert twin.ending.tolist() == turn.ending.tolist()
        for name in BY_NAME:
            same(
                indicators.read(other.world, twin.after, name),
                indicators.read(one.world, turn.after, name),
            )
        for judged in one.bundle.scenario.seats:
            np.testing.assert_array_equal(
                points(other, names.get(judged, judged), twin.after),
                points(one, judged, turn.after),
            )


# ------------------------------------------------------------------ nothing is known by its id


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Every text in a program with its line, docstrings left out."""
    tree = ast.parse(source)
    said = {
        id(line.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.Assign)
        for line in getattr(node, "body", ())
        if isinstance(line, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def is_example(text: str) -> bool:
    """A sentence that shows a person what to type."""
    return "for example" in text or "such as" in text


def known_by_id(source: str, ids: frozenset[str]) -> list[str]:
    return [
        f"{line}: {word}"
        for line, text in strings(source)
        for word in re.findall(r"\w+", text)
        if word in ids and not is_example(text)
    ]


def shipped_ids() -> frozenset[str]:
    """Ids that authors chose; measures share some of their words with texts."""
    found = {*SCENARIOS, *actor_ids(FILES)}
    for name in SCENARIOS:
        bundle = load(FILES, name)
        scenario = bundle.scenario
        found |= {scenario.setting, *bundle.setting.blocs, *bundle.policies.policies}
        found |= {*scenario.injects, *(ending.id for ending in scenario.endings)}
        found |= {one for seat in scenario.seats.values() for one in seat.mandates}
    return frozenset(found - {*MEASURES})


def test_no_code_depends_on_the_id_of_anything_shipped() -> None:
    ids = shipped_ids()
    assert {"russia", "nato_publics", "december_2019", "business_as_usual", "guardian"} <= ids
    found = {
        path.relative_to(SOURCES).as_posix(): known
        for path in sorted(SOURCES.rglob("*.py"))
        if (source := path.read_text(encoding="utf-8"))
        and ids.intersection(re.findall(r"\w+", source))
        and (known := known_by_id(source, ids))
    }
    assert not found


def test_an_id_in_code_is_found() -> None:
    ids = frozenset({"poland"})
    assert known_by_id('if actor == "poland":\n    pass\n', ids) == ["1: poland"]
    assert known_by_id('say(f"trust({x}) of poland")', ids) == ["1: poland"]
    assert known_by_id('"""About poland."""\nsay("such as poland")\n', ids) == []

"""The frame of a session: injects, history, what may be tabled, and how it ends."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogue_sim.content.expressions import Names, parse_condition, parse_effect
from dialogue_sim.engine import story
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.engine.numerics import Array, Truths
from dialogue_sim.engine.situation import NEVER, Situation
from dialogue_sim.engine.story import Reading
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.engine.world import Ending, Inject, PolicyRule, Story, World
from dialogue_sim.expression_tree import Effect, Node, counted

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

TURNS = 6


@dataclass(frozen=True)
class Happening:
    """An inject in an author's words: at a turn, or when a condition holds."""

    when: int | str
    effects: tuple[str, ...] = ()
    chance: float = 1.0
    once: bool = True


@dataclass(frozen=True, eq=False)
class Tale:
    """The opening of 2019 with a story of one's own.

    Attributes:
        endings: id and condition, in order.
        asked: further conditions whose counters are kept.
        menu: policies that may be tabled only under a condition, or have effects.
    """

    stage: Stage
    injects: tuple[tuple[str, Happening], ...] = ()
    endings: tuple[tuple[str, str], ...] = ()
    asked: tuple[str, ...] = ()
    menu: tuple[tuple[str, str | None, tuple[str, ...]], ...] = ()

    @property
    def names(self) -> Names:
        injects = frozenset(name for name, _ in self.injects)
        return replace(self.stage.bundle.names(), injects=injects)

    def condition(self, text: str) -> Node:
        return parse_condition(text, self.names)

    def effects(self, lines: tuple[str, ...]) -> tuple[Effect, ...]:
        return tuple(parse_effect(line, self.names) for line in lines)

    @functools.cached_property
    def world(self) -> World:
        endings = tuple(Ending(name, self.condition(when)) for name, when in self.endings)
        nodes = [*(self.condition(text) for text in self.asked), *(e.when for e in endings)]
        special = {name: (when, effects) for name, when, effects in self.menu}
        policies = tuple(
            self.policy(rule.id, *special.get(rule.id, (None, ())))
            for rule in self.stage.world.story.policies
        )
        counters = tuple(inner for node in nodes for inner in counted(node))
        injects = tuple(self.inject(name, what) for name, what in sorted(self.injects))
        told = Story(TURNS, policies, injects, endings, counters)
        return replace(self.stage.world, story=told)

    def policy(self, name: str, when: str | None, effects: tuple[str, ...]) -> PolicyRule:
        condition = None if when is None else self.condition(when)
        return PolicyRule(name, condition, self.effects(effects))

    def inject(self, name: str, what: Happening) -> Inject:
        return Inject(
            id=name,
            at=what.when if isinstance(what.when, int) else None,
            when=self.condition(what.when) if isinstance(what.when, str) else None,
            chance=what.chance,
            once=what.once,
            effects=self.effects(what.effects),
            stream=key_of(name),
        )

    def opening(self, sessions: int = 1, **points: float) -> Situation:
        """The opening, with some fields given in points."""
        opening = replace(self.stage, world=self.world).opening(sessions)
        fields = {name: np.full(sessions, value / 100.0) for name, value in points.items()}
        return replace(opening, **fields)  # type: ignore[arg-type]  # plain indicators only

    def opened(self, situation: Situation, turn: int) -> tuple[Situation, Truths]:
        return story.open_turn(self.world, situation, luck(situation.sessions, turn))

    def played(self, situation: Situation, turn: int, *policies: str) -> Turn:
        """A turn in which every session tables its policy."""
        places = {rule.id: place for place, rule in enumerate(self.world.story.policies)}
        text = self.stage.text(*policies)
        moves = Moves(np.array([places[policy] for policy in policies]), text, text)
        finished = play(self.world, situation, luck(situation.sessions, turn), moves)
        assert isinstance(finished, Turn)
        return finished

    def says(self, text: str, situation: Situation, turn: int = 1) -> list[bool]:
        truths: list[bool] = holds(
            self.condition(text), Reading(self.world, situation, turn)
        ).tolist()
        return truths


def luck(sessions: int, turn: int) -> Draws:
    return Draws(7, np.arange(sessions, dtype=np.uint64), turn)


def firings(tale: Tale, turns: int, sessions: int = 1) -> list[list[bool]]:
    """In which turns the tale's only inject fires, in every session."""
    situation, found = tale.opening(sessions), []
    for number in range(1, turns + 1):
        situation, fired = tale.opened(situation, number)
        assert fired.shape == (1, sessions)
        found.append(fired[0].tolist())
    return found


# ----------------------------------------------------------------- injects


def test_an_inject_with_a_turn_fires_in_that_turn(s2019: Stage) -> None:
    tale = Tale(s2019, injects=(("alarm", Happening(3)),))
    assert firings(tale, 5) == [[False], [False], [True], [False], [False]]


def test_an_inject_with_a_condition_fires_where_it_holds(s2019: Stage) -> None:
    tale = Tale(s2019, injects=(("alarm", Happening("cohesion < 50", ("cohesion += 2",))),))
    situation = replace(tale.opening(3), cohesion=np.array([0.49, 0.50, 0.20]))
    after, fired = tale.opened(situation, 1)
    assert fired.tolist() == [[True, False, True]]
    assert after.cohesion.tolist() == pytest.approx([0.51, 0.50, 0.22])


def test_an_inject_fires_once_unless_it_may_come_again(s2019: Stage) -> None:
    once = Tale(s2019, injects=(("alarm", Happening("turn >= 2")),))
    again = Tale(s2019, injects=(("alarm", Happening("turn >= 2", once=False)),))
    assert firings(once, 4) == [[False], [True], [False], [False]]
    assert firings(again, 4) == [[False], [True], [True], [True]]


def test_chance_is_a_share_of_sessions_and_new_in_every_turn(s2019: Stage) -> None:
    sessions = 20_000
    what = Happening("turn >= 1", chance=0.4, once=False)
    first, second = firings(Tale(s2019, injects=(("alarm", what),)), 2, sessions)
    error = 4.0 * (0.24 / sessions) ** 0.5
    assert sum(first) / sessions == pytest.approx(0.4, abs=error)
    assert sum(second) / sessions == pytest.approx(0.4, abs=error)
    both = sum(one and other for one, other in zip(first, second, strict=True))
    assert both / sessions == pytest.approx(0.16, abs=error)


def test_an_inject_that_missed_its_chance_may_still_come(s2019: Stage) -> None:
    sessions = 20_000
    what = Happening("turn >= 1", chance=0.4)
    first, second = firings(Tale(s2019, injects=(("alarm", what),)), 2, sessions)
    assert not any(one and other for one, other in zip(first, second, strict=True))
    assert sum(second) / sessions == pytest.approx(0.24, abs=0.013)  # .6 * .4


def test_injects_come_in_order_and_see_each_others_effects(s2019: Stage) -> None:
    injects = (
        ("storm", Happening("cohesion < 50", ("credibility -= 10",))),
        ("alarm", Happening(1, ("cohesion -= 20",))),
    )
    tale = Tale(s2019, injects=injects)
    after, fired = tale.opened(tale.opening(), 1)
    assert [inject.id for inject in tale.world.story.injects] == ["alarm", "storm"]
    assert fired.tolist() == [[True], [True]]
    assert after.credibility.tolist() == pytest.approx([0.5])


def test_all_effects_of_an_inject_happen_and_stop_at_their_range(s2019: Stage) -> None:
    effects = ("tension += 4", "trust(eastern) -= 20", "support = 99", "hostilities += 90")
    tale = Tale(s2019, injects=(("alarm", Happening(1, effects)),))
    after, _ = tale.opened(tale.opening(), 1)
    assert after.posture.tolist() == pytest.approx([0.49])
    assert after.counterpart_posture.tolist() == pytest.approx([0.59])
    assert after.hostilities.tolist() == [1.0]
    assert tale.says("trust(eastern) > 2.999 and trust(eastern) < 3.001", after) == [True]
    assert tale.says("support > 98.999", after) == [True]


# ----------------------------------------------------------------- history


def test_history_says_what_was_tabled_and_what_came_to_stand(s2019: Stage) -> None:
    tale = Tale(s2019)
    opening = tale.opening(2)
    assert (opening.history.chosen == NEVER).all()
    turn = tale.played(opening, 1, "nrc_ambassadors", "backchannel")
    assert turn.stands.all()
    after = turn.after
    assert tale.says("chose(nrc_ambassadors)", after) == [True, False]
    assert tale.says("adopted(backchannel)", after) == [False, True]
    assert tale.says("chose(isolation) or adopted(isolation)", after) == [False, False]


def test_turns_since_counts_from_the_last_time(s2019: Stage) -> None:
    tale = Tale(s2019, injects=(("alarm", Happening(2)),))
    situation = tale.opening()
    assert tale.says("turns_since(backchannel) == 99", situation, 1) == [True]
    first = tale.played(situation, 1, "backchannel").after
    assert tale.says("turns_since(backchannel) == 0", first, 1) == [True]
    assert tale.says("turns_since(backchannel) == 1", first, 2) == [True]
    second = tale.played(first, 2, "nrc_ambassadors").after
    assert tale.says("turns_since(backchannel) == 2", second, 3) == [True]
    assert tale.says("turns_since(alarm) == 3 and fired(alarm)", second, 5) == [True]
    again = tale.played(second, 3, "backchannel").after
    assert tale.says("turns_since(backchannel) == 1", again, 4) == [True]


def test_counters_count_the_turns_in_which_a_condition_held(s2019: Stage) -> None:
    asked = ("count(standing.contact >= ambassadors) >= 1 and count(stands) >= 1",)
    tale = Tale(s2019, asked=asked)
    situation = tale.opening()
    for number, policy in enumerate(["nrc_ambassadors", "backchannel", "nrc_ambassadors"], 1):
        situation = tale.played(situation, number, policy).after
    assert tale.says("count(standing.contact >= ambassadors) == 2", situation) == [True]
    assert tale.says("count(stands) == 3", situation) == [True]


def test_a_condition_reads_the_situation_in_the_words_of_authors(s2019: Stage) -> None:
    tale = Tale(s2019)
    situation = tale.opening(cohesion=60, hardliners=51)
    for text in (
        "tension == 50",
        "cohesion == 60 and hardliners == 51",
        "stance(us) == 50 and stance(eastern) == 0",
        "11.999 < trust(eastern) < 12.001",
        "response(us) == hedge",
        "answer == probe and stands and not last_turn",
        "standing.contact == ambassadors and standing.venue == nrc",
        "proposal.contact == standing.contact",
        f"turn == 1 and turns == {TURNS}",
    ):
        assert tale.says(text, situation) == [True], text
    assert tale.says("last_turn", situation, TURNS - 1) == [False]
    assert tale.says("last_turn", situation, TURNS) == [True]


def test_conditions_read_the_whole_numbers_that_authors_write(s2019: Stage) -> None:
    """Else `hardliners >= 29` does not hold in a scenario that says `hardliners: 29`."""
    tale, points = Tale(s2019), np.arange(3.0, 98.0)
    opening = tale.opening(len(points))
    read: dict[str, Array] = {}
    for row in INDICATORS:
        if row.field:
            situation = replace(opening, **{row.field: points / 100.0})  # type: ignore[arg-type]
            read[row.name] = Reading(tale.world, situation, 1).number(row.name)
    log_odds = np.log(points / (100.0 - points))
    for actor in tale.world.actors.ids[:2]:
        situation = replace(opening, trust=np.tile(log_odds, (len(opening.trust), 1)))
        read[actor] = Reading(tale.world, situation, 1).actor_value("trust", actor)
    support = Reading(tale.world, replace(opening, mood=log_odds), 1)
    read["support"] = support.number("support")
    lost = {name: points[values != points].tolist() for name, values in read.items()}
    assert {name: numbers for name, numbers in lost.items() if numbers} == {}


def test_a_text_on_the_table_is_read_before_the_one_in_force(s2019: Stage) -> None:
    tale = Tale(s2019)
    reading = Reading(tale.world, tale.opening(), 1, s2019.text("top_level_offer"))
    condition = tale.condition("proposal.contact == top and standing.contact == ambassadors")
    assert holds(condition, reading).tolist() == [True]


# ----------------------------------------------------- the menu and its effects


def test_a_policy_may_be_tabled_only_where_its_condition_holds(s2019: Stage) -> None:
    menu = (("isolation", "cohesion >= 60", ()), ("backchannel", "turn >= 2", ()))
    tale = Tale(s2019, menu=menu)
    situation = replace(tale.opening(2), cohesion=np.array([0.5, 0.6]))
    ids = [rule.id for rule in tale.world.story.policies]
    for turn, backchannel in ((1, False), (2, True)):
        allowed = dict(zip(ids, story.legal(tale.world, situation, turn).tolist(), strict=True))
        assert allowed.pop("isolation") == [False, True]
        assert allowed.pop("backchannel") == [backchannel] * 2
        assert all(allowed.values())


def test_a_policys_effects_reach_the_sessions_that_tabled_it(s2019: Stage) -> None:
    menu = (("backchannel", None, ("progress += 30",)), ("nrc_ambassadors", None, ()))
    tale = Tale(s2019, menu=menu)
    plain = Tale(s2019)
    policies = ("backchannel", "nrc_ambassadors", "top_level_offer")
    gained = tale.played(tale.opening(3), 1, *policies).after.progress
    without = plain.played(plain.opening(3), 1, *policies).after.progress
    assert (gained - without).tolist() == pytest.approx([0.3, 0.0, 0.0])


# ----------------------------------------------------------------- endings


def test_the_first_ending_that_holds_is_the_ending(s2019: Stage) -> None:
    endings = (("torn", "cohesion < 40"), ("tense", "tension > 40"), ("over", "last_turn"))
    tale = Tale(s2019, endings=endings)
    situation = replace(
        tale.opening(4),
        cohesion=np.array([0.3, 0.6, 0.3, 0.6]),
        posture=np.array([0.5, 0.5, 0.1, 0.1]),
        counterpart_posture=np.array([0.5, 0.5, 0.1, 0.1]),
    )
    assert story.ending(tale.world, situation, 1).tolist() == [0, 1, 0, story.NO_ENDING]
    assert story.ending(tale.world, situation, TURNS).tolist() == [0, 1, 0, 2]


def test_a_session_without_an_ending_goes_on(s2019: Stage) -> None:
    tale = Tale(s2019, endings=(("over", "last_turn"),))
    situation = tale.opening(2)
    for number in range(1, TURNS + 1):
        turn = tale.played(situation, number, "nrc_ambassadors", "backchannel")
        assert turn.ending.tolist() == ([0, 0] if number == TURNS else [-1, -1])
        situation = turn.after


def test_a_policy_without_a_condition_may_always_be_tabled(december: Stage) -> None:
    found = story.legal(december.world, december.opening(3), 1)
    free = [rule.when is None for rule in december.world.story.policies]
    assert any(free)
    assert found[free].all()
    assert found.shape == (len(free), 3)

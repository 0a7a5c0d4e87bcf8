"""The shipped dossier and bank of arguments, and the debates of the shipped scenarios."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pytest
from tests.content.test_shipped import FIRST_PERSON, PRIVATE, QUOTES, REAL_NAMES

from dialogue_sim.content.argument import Argument, Card
from dialogue_sim.content.bundle import Bundle, actor_path
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.sourced import take_off
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.engine.bank import AGAINST, FOR, NO_CARD, Bearings, bearings
from dialogue_sim.engine.floor import (
    NOTHING,
    Floor,
    Said,
    answer_on_floor,
    argued,
    empty,
    ledger_of,
    take_floor,
)
from dialogue_sim.engine.numerics import Array, Integers, Truths
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import modal_responses, react
from dialogue_sim.engine.situation import Situation, repeat
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.world import Bank, Debate, World
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, policy_point, proposals
from dialogue_sim.words import REBUTTALS

FILES = read_library(packaged_content())
# What every story debates, and when; a story without arguments does not.
DEBATES = {
    "december_2019": ("cards", [2, 4]),
    "council_revival_2016": ("cards", [2, 4]),
    "council_idle_2023": ("cards", [2, 6]),
    "january_2022": ("ledger", [3, 5]),
    "strict_conditions": ("ledger", [2, 6]),
    "oslo_platform": ("ledger", [2, 4]),
    "after_the_guns": ("ledger", [2, 4]),
}
UNDECIDED = {
    "december_2019": {"france", "germany"},
    "council_revival_2016": {"baltic_states", "poland"},
    "council_idle_2023": {"baltic_states", "poland"},
    "january_2022": {"baltic_states", "poland"},
    "strict_conditions": {"germany"},
    "oslo_platform": {"baltic_states", "poland"},
    "after_the_guns": {"baltic_states", "poland"},
}
LEDGERS = [story for story, (mode, _) in DEBATES.items() if mode == "ledger"]
CARDS = [story for story, (mode, _) in DEBATES.items() if mode == "cards"]
# Sentences of the documents in which somebody argues, rather than reports or foresees.
DOCUMENTED = [
    "D000-S04", "D000-S05", "D000-S06", "D000-S07", "D000-S20", "D000-S21", "D001-S24",
    "D003-S08", "D003-S09", "D003-S11",
]  # fmt: skip
FIVE_DOCUMENTS = {"D000", "D001", "D002", "D003", "D004"}
PARTIES = {"HARMEL", "MUNICH-2007", "WALES", "WARSAW", "DRAFT-2021", "MADRID", "CHINA-2023"}
HEDGE = 2
WORDS_ALONE = ("challenge", "undercut", "counter")


@dataclass(frozen=True)
class Stage:
    """A story before its first turn, with every text that its menus have."""

    bundle: Bundle
    world: World
    policies: tuple[str, ...]
    texts: Proposal

    @property
    def held(self) -> Debate:
        assert self.world.debate is not None
        return self.world.debate

    @property
    def bank(self) -> Bank:
        return self.held.bank

    @property
    def members(self) -> list[int]:
        return list(self.world.actors.members)

    @functools.cached_property
    def near(self) -> Bearings:
        return bearings(self.bank, self.texts.levels)

    @functools.cached_property
    def heard(self) -> Truths:
        """(e, 1) whether somebody who may speak in the room makes an argument."""
        in_room = self.bank.speakers & self.held.attends
        found: Truths = np.any(in_room, axis=1, keepdims=True)
        return found

    def ids(self, places: list[int]) -> set[str]:
        return {self.world.actors.ids[place] for place in places}


@functools.lru_cache
def story_of(story: str) -> tuple[Bundle, World]:
    bundle = load(FILES, story)
    return bundle, build_world(bundle)


def stage_of(bundle: Bundle, world: World, policies: list[str]) -> Stage:
    points = [policy_point(bundle, world, policy) for policy in policies]
    return Stage(bundle, world, tuple(policies), proposals(world, points))


@functools.lru_cache
def opening_menu(story: str) -> Stage:
    """A story with the texts of its own menu."""
    bundle, world = story_of(story)
    return stage_of(bundle, world, bundle.scenario.policies)


@functools.lru_cache
def all_menus(story: str) -> Stage:
    """A story with the texts of all its menus, those of other tablers as well."""
    bundle, world = story_of(story)
    return stage_of(bundle, world, bundle.scenario.repertoire)


@pytest.fixture(params=DEBATES, scope="module")
def story(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@functools.lru_cache
def library() -> tuple[dict[str, Card], dict[str, Argument]]:
    """The dossier and the bank of the setting, whatever the date."""
    body = story_of("december_2019")[0].arguments
    assert body is not None
    return body.cards, body.arguments


# -------------------------------------------------------------------------- the library


def test_there_are_as_many_as_were_promised() -> None:
    cards, arguments = library()
    assert len(arguments) >= 36
    assert len(cards) >= 40


def test_every_actor_of_the_setting_has_three_arguments() -> None:
    _, arguments = library()
    counts = Counter(speaker for one in arguments.values() for speaker in one.speakers)
    actors = {
        path.partition("/")[2].removesuffix(".yaml")
        for path, raw in FILES.items()
        if path.startswith("actors/") and b"\nsetting: nato_russia\n" in raw
    }
    assert len(actors) >= 15
    assert {actor: counts[actor] for actor in actors if counts[actor] < 3} == {}


@pytest.mark.parametrize("sentence", DOCUMENTED)
def test_what_the_documents_argue_is_argued(sentence: str) -> None:
    _, arguments = library()
    assert [name for name, one in arguments.items() if sentence in one.source]


def test_the_five_documents_report_and_only_treaties_and_data_document() -> None:
    graded: dict[str, int] = {}
    for story in DEBATES:
        dossier = opening_menu(story).bank.dossier
        graded.update(zip(dossier.ids, dossier.grades.tolist(), strict=True))
    cards, _ = library()
    assert graded.keys() == cards.keys(), "a card that no story ever sees"
    for name, grade in graded.items():
        document = cards[name].source[0].rpartition("-")[0]
        wanted = 110 if document in FIVE_DOCUMENTS else 60 if document in PARTIES else 160
        assert grade == wanted, name


def test_every_title_is_used_once() -> None:
    cards, arguments = library()
    titles = [card.title for card in cards.values()]
    titles += [argument.title for argument in arguments.values()]
    assert [title for title, count in Counter(titles).items() if count > 1] == []


@pytest.mark.parametrize("pattern", [FIRST_PERSON, QUOTES, PRIVATE, REAL_NAMES])
def test_what_is_said_is_told_and_not_quoted(pattern: re.Pattern[str]) -> None:
    cards, arguments = library()
    said = [text for one in cards.values() for text in (one.title, one.text)]
    said += [text for one in arguments.values() for text in (one.title, one.claim)]
    assert len(said) == 2 * (len(cards) + len(arguments))
    assert [text for text in said if pattern.search(text)] == []


def test_no_card_is_idle() -> None:
    """Each is played by an argument, contradicts something, or counters an argument somewhere."""
    cards, arguments = library()
    used = {card for one in arguments.values() for card in one.cards}
    used |= {card for one in cards.values() for card in one.disputed_by}
    used |= {card for one in arguments.values() for card in one.disputed_by}
    for story in DEBATES:
        stage = all_menus(story)
        for side in (FOR, AGAINST):
            theirs = (stage.near.relevance == 1000) & (stage.bank.sides != side)[:, None]
            counters = (stage.near.cards[side] & theirs.any(axis=0)).any(axis=1)
            used |= {stage.bank.dossier.ids[card] for card in np.flatnonzero(counters)}
    assert cards.keys() - used == set()


# -------------------------------------------------------------------- who debates, and when


def test_every_story_debates_as_it_should(story: str) -> None:
    rule = story_of(story)[0].debate
    assert (rule.mode, rule.turns) == DEBATES[story]


def test_a_story_without_arguments_does_not_debate() -> None:
    bundle, world = story_of("first_steps")
    assert bundle.debate.mode == "none"
    assert world.debate is None


def test_no_debate_is_about_a_text_of_moscow(story: str) -> None:
    scenario = story_of(story)[0].scenario
    assert [turn for turn in DEBATES[story][1] if scenario.tabler(turn) == "russia"] == []


def test_who_hedges_most_at_the_opening_listens_to_arguments(story: str) -> None:
    """With the stars of their own files; in a story with debates theirs for arguments rise."""
    bundle, _ = story_of(story)
    before = as_in_their_files(bundle)
    stage = stage_of(before, build_world(before), bundle.scenario.policies)
    hedging = (responses(stage, None, len(stage.policies)) == HEDGE).sum(axis=1)
    most = [member for member, count in zip(stage.members, hedging, strict=True)
            if count == hedging.max()]  # fmt: skip
    assert stage.ids(most) == UNDECIDED[story]
    for name, actor in bundle.actors.items():
        if name in UNDECIDED[story]:
            assert 2 <= actor.stars.argument <= 3
        else:
            assert actor.stars.argument == star_in_file(name)


def star_in_file(actor: str) -> float:
    file, problems = read_yaml(actor_path(actor), FILES[actor_path(actor)])
    assert file is not None, problems
    plain, _, _ = take_off(file.data)
    assert isinstance(plain, dict)
    return float(plain["stars"]["argument"])


def as_in_their_files(bundle: Bundle) -> Bundle:
    actors = {
        name: actor.model_copy(
            update={"stars": actor.stars.model_copy(update={"argument": star_in_file(name)})}
        )
        for name, actor in bundle.actors.items()
    }
    return replace(bundle, actors=actors)


# ------------------------------------------------------------------- what a debate can do


@pytest.mark.parametrize("story", LEDGERS)
def test_one_argument_alone_can_turn_an_undecided_member_on_a_third_of_the_menu(
    story: str,
) -> None:
    assert max(moved_by_one(story).values()) * 3 >= len(opening_menu(story).policies)


@pytest.mark.parametrize("story", CARDS)
def test_one_argument_alone_can_turn_an_undecided_member_on_two_texts(story: str) -> None:
    assert max(moved_by_one(story).values()) >= 2


def test_either_side_has_an_argument_that_turns_somebody(story: str) -> None:
    bank, moved = opening_menu(story).bank, moved_by_one(story)
    for side in (FOR, AGAINST):
        assert any(moved[name] >= 2 for name, own in zip(bank.ids, bank.sides, strict=True)
                   if own == side)  # fmt: skip


def moved_by_one(story: str) -> dict[str, int]:
    """By argument: on how many texts it alone changes the response of one undecided member."""
    stage = opening_menu(story)
    texts, entries = len(stage.policies), len(stage.bank.ids)
    said = spoken(np.repeat(np.arange(entries), texts))
    sessions = entries * texts
    before = responses(stage, None, sessions)
    after = responses(stage, Floor(stage.bank, said), sessions)
    moved = (before != after).reshape(len(before), entries, texts).sum(axis=2)
    undecided = [place for place, member in enumerate(stage.members)
                 if stage.world.actors.ids[member] in UNDECIDED[story]]  # fmt: skip
    assert len(undecided) == len(UNDECIDED[story])
    return dict(zip(stage.bank.ids, moved[undecided].max(axis=0).tolist(), strict=True))


def responses(stage: Stage, floor: Floor | None, sessions: int) -> Integers:
    """(m, s) likeliest response of every member, with the texts of the menu in turn."""
    texts = over_and_over(stage, sessions)
    situation = opening_of(stage, sessions)
    floored = argued(stage.world, floor, texts, situation)
    if floor is None:
        assert not floored.any()
        floored = no_debate(situation)
    chances = react(Moment(stage.world, texts, situation, floored)).probabilities
    found: Integers = modal_responses(chances)[stage.members]
    return found


def opening_of(stage: Stage, sessions: int) -> Situation:
    once = open_situation(stage.bundle, stage.world, 0, np.zeros(1, dtype=np.uint64))
    return repeat(once, sessions)


def over_and_over(stage: Stage, sessions: int) -> Proposal:
    """The menu again and again, one text a session."""
    points = [policy_point(stage.bundle, stage.world, policy) for policy in stage.policies]
    return proposals(stage.world, points * (sessions // len(points)))


def spoken(*rows: Integers) -> Said:
    """A floor on which entries (s) of the bank stand, made by nobody in particular."""
    said = empty(len(rows[0]))
    for row in rows:
        nobody, fresh = np.full(row.shape, NOTHING), np.zeros(row.shape, dtype=np.bool_)
        said = take_floor(said, row, nobody, fresh)
    return said


# ----------------------------------------------------------- whether both sides have a case


@pytest.mark.parametrize("side", [FOR, AGAINST], ids=["for", "against"])
def test_every_text_has_two_sound_arguments_on_either_side(story: str, side: int) -> None:
    """They bear on it, carry a card that does, are refuted by none, and somebody makes them."""
    stage = all_menus(story)
    few = sound(stage, side).sum(axis=0) < 2
    assert [stage.policies[place] for place in np.flatnonzero(few)] == []


@pytest.mark.parametrize("side", [FOR, AGAINST], ids=["for", "against"])
def test_three_arguments_defend_either_side_against_words(story: str, side: int) -> None:
    """Even where each of them is challenged, undercut and countered without evidence."""
    stage = all_menus(story)
    worth = np.where(sound(stage, side), average_worth(stage), 0.0)
    best = np.argsort(-worth, axis=0, kind="stable")[:3]
    assert (np.take_along_axis(worth, best, axis=0) > 0).all()
    said = spoken(*best)
    for row in best:
        for kind in WORDS_ALONE:
            parts = row, REBUTTALS.index(kind), NO_CARD, NOTHING
            said = answer_on_floor(said, [np.broadcast_to(part, row.shape) for part in parts])
    ledger = ledger_of(stage.world, Floor(stage.bank, said), stage.texts)
    means = ledger.sides[side, stage.members].mean(axis=0)
    assert [stage.policies[place] for place in np.flatnonzero(means < 250)] == []
    assert not ledger.sides[1 - side].any()


def sound(stage: Stage, side: int) -> Truths:
    """(e, s) arguments of a side that can carry it for each text."""
    usable = (stage.bank.sides == side) & ~stage.bank.refuted
    found: Truths = (
        (stage.near.relevance == 1000) & stage.near.carded & usable[:, None] & stage.heard
    )
    return found


def average_worth(stage: Stage) -> Array:
    """(e, s) of every argument for the average member: its evidence, and its kind of reason."""
    weights = stage.held.weights[stage.members][:, stage.bank.reasons].mean(axis=0)
    found: Array = stage.near.evidence + weights[:, None]
    return found


def test_no_two_arguments_are_twins(story: str) -> None:
    """The same side, reason and cards count once; a card may be missing at the story's date."""
    bank = opening_menu(story).bank
    said = [
        (side, reason, tuple(sorted(cards)))
        for side, reason, cards in zip(
            bank.sides.tolist(), bank.reasons.tolist(), bank.cards.tolist(), strict=True
        )
        if max(cards) != NO_CARD
    ]
    assert [one for one, count in Counter(said).items() if count > 1] == []

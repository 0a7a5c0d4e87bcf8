"""Playtests: what they count, and what the shipped scenario promises as far as it is robust."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.strategies.rehearsal import rehearse
from dialogue_sim.session.strategies.seat_players import Sitter
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import Stage, stage_of
from dialogue_sim.workshop.playtesting.playtest import (
    Casting,
    Record,
    broken_share,
    change_share,
    difference,
    favourite_share,
    first_sessions,
    playtest,
    share_of_luck,
    texts_per_session,
    waiting_share,
)
from dialogue_sim.workshop.playtesting.rivals import WAITING, best_repeated, repeating
from dialogue_sim.workshop.playtesting.seeds import LUCK, session_numbers
from dialogue_sim.workshop.playtesting.summary import favourite_text, summary

MANDATES = ("bridge_builder", "guardian", "unifier")
FEW, MANY = 100, 120


@cache
def shipped() -> Stage:
    return stage_of(load(read_library(packaged_content()), "december_2019"))


@cache
def played(name: str, mandate: str, sessions: int = FEW) -> Record:
    strategy = WAITING if name == "waiting" else STRATEGIES[name]
    return playtest(Casting(shipped(), strategy, "secretary_general", mandate, "test"), sessions)


# ------------------------------------------------------------------------------- counting


def test_who_waits_tables_nothing() -> None:
    record = played("waiting", "guardian")
    assert waiting_share(record) == 1.0
    assert favourite_share(record) == texts_per_session(record) == change_share(record) == 0.0
    assert broken_share(record) == 0.0
    assert favourite_text(record) == "nothing"
    # Three points at the opening, and five at most.
    assert record.capital[-1].max() == 5.0
    assert all(sum(row.values()) == 0.0 for row in summary([record]).responses.values())


def test_one_text_for_ever_is_one_text() -> None:
    stage = shipped()
    place = [stage.world.story.policies[p].id for p in stage.menu(1, amended=False).policies]
    council = place.index("nrc_ambassadors")
    casting = Casting(stage, repeating(council), "secretary_general", "unifier")
    record = playtest(casting, 50)
    assert favourite_share(record) == texts_per_session(record) == 1.0
    assert change_share(record) == waiting_share(record) == 0.0
    assert favourite_text(record) == "nrc_ambassadors"
    assert summary([record]).policies["nrc_ambassadors"]["picked"] == 1.0


def test_an_amended_text_is_named_with_what_is_amended() -> None:
    stage = shipped()
    menu = stage.menu(1, amended=True)
    first = stage.world.story.policies[int(menu.policies[14])].id
    casting = Casting(stage, repeating(14, amended=True), "secretary_general", "unifier")
    assert favourite_text(playtest(casting, 20)) == f"{first} contact=none"


def test_a_record_is_what_the_sessions_were() -> None:
    record = played("uniform", "guardian", 40)
    turns = list(rehearse(shipped(), STRATEGIES["uniform"], LUCK,
                          session_numbers("test", range(40)),
                          Sitter("secretary_general", "guardian")))  # fmt: skip
    for session in range(40):
        seen = [turn for turn in turns if session in turn.places]
        places = [int(np.flatnonzero(turn.places == session)[0]) for turn in seen]
        answers = [int(turn.turn.answer[at]) for turn, at in zip(seen, places, strict=True)]
        points = [turn.points[turn.chosen[at]] for turn, at in zip(seen, places, strict=True)]
        assert record.answer[: len(seen), session].tolist() == answers
        assert [record.texts[one] for one in record.tabled[: len(seen), session]] == points
        assert (record.tabled[len(seen) :, session] == -2).all()
        assert record.ending[session] == seen[-1].turn.ending[places[-1]] >= 0


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = played("grit", "guardian", 40)
    monkeypatch.setattr("dialogue_sim.workshop.playtesting.playtest.CHUNK_OF_QUICK", 7)
    parts = playtest(whole.casting, 40)
    assert parts.points.tolist() == whole.points.tolist()
    assert [parts.texts[i] for i in parts.tabled[0]] == [whole.texts[i] for i in whole.tabled[0]]
    assert parts.responses.tolist() == whole.responses.tolist()


def test_luck_and_differences_by_hand() -> None:
    record = replace(played("grit", "guardian", 40), most=10)
    low = replace(record, points=np.array([2.0, 4.0, 2.0, 4.0]))  # mean 30 %, variance 100
    high = replace(record, points=np.array([6.0, 8.0, 6.0, 8.0]))  # mean 70 %, variance 100
    # Within strategies 100, between them 20 x 20: a fifth is luck.
    assert share_of_luck([low, high]) == pytest.approx(0.2)
    assert difference(high, low) == pytest.approx((40.0, 0.0))
    mixed = replace(record, points=np.array([3.0, 3.0, 5.0, 5.0]))
    # By session +1, -1, +3, +1 points: mean 1, standard deviation sqrt(8 / 3), in percent x 10.
    assert difference(mixed, low) == pytest.approx((10.0, 1.96 * 10 * (8 / 3) ** 0.5 / 2))
    assert first_sessions(low, 2).percent.tolist() == [20.0, 40.0]


# ----------------------------------------------------------------- what the scenario promises


@pytest.mark.thorough
@pytest.mark.parametrize("mandate", MANDATES)
def test_thinking_pays_and_is_not_everything(mandate: str) -> None:
    ahead = played("look_ahead", mandate, MANY)
    assert 25.0 < ahead.percent.mean() < 85.0
    more, within = difference(ahead, played("waiting", mandate, MANY))
    assert more > within
    more, _ = difference(ahead, played("greedy", mandate, MANY))
    assert more > 0.0


def test_no_policy_is_the_answer_to_everything() -> None:
    ahead = played("look_ahead", "guardian", MANY)
    one = best_repeated(ahead.casting, MANY, 40)
    more, within = difference(ahead, one)
    assert more > within, favourite_text(one)


@pytest.mark.parametrize("mandate", MANDATES)
def test_looking_ahead_finds_more_than_one_text(mandate: str) -> None:
    ahead = played("look_ahead", mandate, MANY)
    assert favourite_share(ahead) * (1.0 - waiting_share(ahead)) < 0.4
    assert texts_per_session(ahead) > 2.8
    assert change_share(ahead) > 0.25


@pytest.mark.parametrize("mandate", MANDATES)
def test_silence_breaks_in_careless_play(mandate: str) -> None:
    assert broken_share(played("look_ahead", mandate, MANY)) < 0.3
    for name in ("uniform", "hardline", "tit_for_tat"):
        assert broken_share(played(name, mandate)) > 0.5


def test_sessions_end_in_many_ways() -> None:
    records = [played(row.name, "guardian") for row in STRATEGIES.values() if row.cheap]
    endings = np.bincount(np.concatenate([record.ending for record in records]))
    assert (endings > 0).sum() >= 5
    for name in ("progress", "security", "cohesion", "credibility"):
        ends = np.concatenate([record.ends[name] for record in records])
        low, high = np.percentile(ends, (25, 75))
        assert high - low > 4.0, name
    assert 0.0 < share_of_luck(records) < 0.85

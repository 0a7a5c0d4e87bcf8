"""What is special to the scenario after the war: a brittle silence, and two Russian voices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.without_debates import without_debates

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.sourced import take_off
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.session.moves import Propose, Respond, Wait
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.explanation import Expected, explain

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game

FILES = without_debates(read_library(packaged_content()))
PATH = "scenarios/nato_russia/after_the_guns.yaml"
BUNDLE = load(FILES, "after_the_guns")
SCENARIO, POLICIES = BUNDLE.scenario, BUNDLE.policies.policies
PUBLIC, HARDLINERS = "russian_public", "russian_hardliners"
SEEDS = ("0", "kalmar", "spring", "depot", "tea", "lists")
AGAINST = {"break_silence", "object"}


def sources_of(actor: str) -> dict[str, set[str]]:
    """Sentences that the numbers of a profile cite, by basis."""
    path = f"actors/{actor}.yaml"
    file, problems = read_yaml(path, FILES[path])
    assert file is not None, problems
    _, sources, _ = take_off(file.data)
    found: dict[str, set[str]] = {}
    for number in sources.by_path.values():
        found.setdefault(str(number.basis), set()).update(number.source)
    return found


def taken_by(actor: str, policy: str, bundle: Bundle = BUNDLE) -> Expected:
    (expected,) = explain(bundle, policy, {}, actor).actors
    return expected


def shooting(hostilities: int) -> Bundle:
    """The scenario with more or less shooting at the opening."""
    text = FILES[PATH]
    assert text.count(b"\n  hostilities: 10\n") == 1
    line = f"\n  hostilities: {hostilities}\n".encode()
    return load(FILES | {PATH: text.replace(b"\n  hostilities: 10\n", line)}, "after_the_guns")


# ---------------------------------------------------------- what it claims to know


def test_no_news_but_what_the_article_says_counts_as_reported() -> None:
    reported = {name for name, inject in SCENARIO.injects.items() if inject.label != "FIC"}
    assert reported == {"poll_published", "lean_to_conciliation"}
    for name, inject in SCENARIO.injects.items():
        assert all(source.startswith("D002-") for source in inject.source), name
    for text in (SCENARIO.brief, SCENARIO.advanced or ""):
        assert "ceasefire" in text
        assert "[FIC]" in text


def test_the_poll_is_shown_with_its_doubt() -> None:
    inject = SCENARIO.injects["poll_published"]
    assert re.findall(r"\d+ %", inject.text) == ["65 %", "58 %", "72 %"]
    assert "nobody can verify" in inject.text
    assert "D002-S76" in inject.source


def test_one_sentence_carries_each_russian_voice_and_the_rest_is_inferred() -> None:
    assert sources_of(PUBLIC) == {"inferred": set()}
    assert sources_of(HARDLINERS) == {"inferred": set(), "predicted": {"D002-S83"}}


# ---------------------------------------------------------- the two voices


def test_hardliners_refuse_every_text_that_calls_relations_normal() -> None:
    thaws = [name for name, policy in POLICIES.items() if policy.levels["framing"] == "normal"]
    assert len(thaws) >= 5
    for name in thaws:
        assert taken_by(HARDLINERS, name).response in AGAINST, name


def test_people_and_hardliners_want_opposite_things_of_a_closed_door() -> None:
    assert taken_by(PUBLIC, "isolation").response in AGAINST
    assert taken_by(HARDLINERS, "isolation").response not in AGAINST
    assert taken_by(PUBLIC, "security_guarantees").response not in AGAINST
    assert taken_by(HARDLINERS, "security_guarantees").response in AGAINST


def test_neither_of_them_can_stop_a_text() -> None:
    assert {BUNDLE.actors[name].kind for name in (PUBLIC, HARDLINERS)} == {"voice"}
    assert explain(BUNDLE, "security_guarantees", {}).p_stands > 0.95


def test_hardliners_are_heard_after_a_text_that_they_refused() -> None:
    place = list(BUNDLE.actors).index(HARDLINERS)
    heard = [
        float(before.turn.after.stances[place, 0])
        for game in map(guarantees_and_soldiers, SEEDS)
        for number, before in enumerate(game.played[:-1])
        if "hardliners_speak" in game.fired(number + 1)
    ]
    assert len(heard) >= 3
    assert max(heard) <= -0.6


def guarantees_and_soldiers(seed: str) -> Game:
    """A game of four turns; hardliners refuse the first text and can live with the others."""
    texts = ("security_guarantees", "reinforced_flank", "negotiator_training", "reinforced_flank")
    game = begin(BUNDLE, seed, turns=4)
    while game.phase != "over":
        move = Propose(texts[game.turn - 1]) if game.phase == "propose" else Respond("endorse")
        game = submit(game, move)
    return game


# ---------------------------------------------------------- the silence of the guns


@pytest.mark.parametrize(("hostilities", "weight"), [(0, 0.30), (10, 0.45), (20, 0.60)])
def test_the_alarm_over_normal_relations_is_as_loud_as_the_guns(
    hostilities: int, weight: float
) -> None:
    """A ceasefire is half of a settlement: the red line of 0.6 halves with the last shot."""
    receipt = taken_by("poland", "cultural_exchange", shooting(hostilities)).receipt
    (principle,) = (row for row in receipt.rows if row.name == "principle")
    assert principle.value == pytest.approx(-weight)


def test_guarantees_at_once_are_a_step_too_far_and_answered_less() -> None:
    waiting = explain(BUNDLE, "security_guarantees", {})
    at_once = explain(BUNDLE, "security_guarantees", {"timing": "now"})
    assert waiting.stakes.step is not None
    assert at_once.stakes.step is not None
    assert waiting.stakes.step.too_far == 0
    assert at_once.stakes.step.too_far > 50
    assert waiting.answers["reciprocate"] > at_once.answers["reciprocate"]


@pytest.mark.parametrize("seed", SEEDS)
def test_gas_does_not_cross_under_a_text_that_eases_after_a_settlement(seed: str) -> None:
    """Both texts ease the sanctions; one says when it may begin, the other begins now."""
    assert POLICIES["postwar_reset"].levels["timing"] == "settlement"
    assert POLICIES["relief_for_steps"].levels["timing"] == "now"
    endings = {text: ending_under(text, seed) for text in ("postwar_reset", "relief_for_steps")}
    assert endings["relief_for_steps"] == "pipes_first"
    assert endings["postwar_reset"] != "pipes_first"


def ending_under(standing: str, seed: str) -> str:
    """Where one turn leads in which that text is in force and nobody tables another."""
    line = f"\nstanding: {SCENARIO.standing}\n".encode()
    assert FILES[PATH].count(line) == 1
    opening = FILES[PATH].replace(line, f"\nstanding: {standing}\n".encode())
    bundle = load(FILES | {PATH: opening}, "after_the_guns")
    game = submit(begin(bundle, seed, {"secretary_general": "player"}, turns=1), Wait())
    return bundle.scenario.endings[game.ending].id

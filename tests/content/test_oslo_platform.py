"""What is special about the Oslo platform: a proposer without an office, and consensus."""

from __future__ import annotations

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Respond
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.explanation import explain
from dialogue_sim.session.views.view import view_for

SCENARIO = "scenarios/nato_russia/oslo_platform.yaml"
FILES = read_library(packaged_content())
OSLO = load(FILES, "oslo_platform")


@pytest.fixture(scope="module")
def under_silence() -> Bundle:
    """The same scenario under the silence procedure, without members' hidden lines."""
    text = FILES[SCENARIO]
    silent = text.replace(
        b"procedure: consensus", b"procedure: silence\nmechanisms: {resolve: false}"
    )
    assert silent != text
    return load({**FILES, SCENARIO: silent}, "oslo_platform")


def test_who_proposes_it_has_no_seat_and_tables_nothing() -> None:
    scenario = OSLO.scenario
    assert OSLO.actors["stoltenberg"].kind == "voice"
    assert "stoltenberg" not in scenario.seats
    assert {scenario.tabler(turn) for turn in range(1, scenario.turns + 1)} == {
        "secretary_general", "france", "russia",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "likeliest"),
    [("neutral_platform", "endorse"), ("isolation", "break_silence"),
     ("fragmented_measures", "break_silence")],
)  # fmt: skip
def test_the_voice_says_what_the_speech_said(policy: str, likeliest: str) -> None:
    (voice,) = explain(OSLO, policy, {}, only="stoltenberg").actors
    assert voice.response == likeliest


def with_a_baltic_person(bundle: Bundle, response: str) -> Game:
    """The platform on strict terms, to which the Baltic seat alone says something else."""
    game = begin(bundle, "riga", seats={"baltic_states": "player"})
    game = submit(game, Propose("neutral_platform", {"conditions": "strict"}))
    return submit(game, Respond(response))


def test_one_objection_stops_here_what_would_pass_under_silence(under_silence: Bundle) -> None:
    stopped, passed = (
        with_a_baltic_person(OSLO, "object"),
        with_a_baltic_person(under_silence, "object"),
    )
    assert stopped.phase == "settle"
    assert passed.phase != "settle"
    assert bool(passed.played[-1].turn.stands[0])


def test_the_screens_speak_of_consensus_and_not_of_silence(under_silence: Bundle) -> None:
    stopped = view_for(with_a_baltic_person(OSLO, "object"), "secretary_general").broken
    assert stopped is not None
    assert stopped.refusal() == (
        "There is no consensus, because of Governments of the Baltic states"
    )
    assert stopped.failed == "a member objected"
    words = [reaction.word for reaction in stopped.members]
    assert "breaks silence" not in words
    (passed,) = view_for(with_a_baltic_person(under_silence, "object"), "secretary_general").played
    assert passed.hearings[0].consent.startswith("Silence holds")


def test_a_plain_refusal_breaks_no_silence_where_there_is_none(under_silence: Bundle) -> None:
    def word(bundle: Bundle) -> str:
        game = with_a_baltic_person(bundle, "break_silence")
        broken = view_for(game, "secretary_general").broken
        assert broken is not None
        return next(r.word for r in broken.members if r.actor == "baltic_states")

    assert word(OSLO) == "rejects"
    assert word(under_silence) == "breaks silence"

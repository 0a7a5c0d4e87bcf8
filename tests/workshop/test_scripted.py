"""Scripted tests: turns are played as they are written, then the conditions are read."""

from __future__ import annotations

import pytest
from tests.content import mechanisms_in_yaml

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.scripted import MOVES
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.notation import READERS
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.workshop.testing.results import Result
from dialogue_sim.workshop.testing.scenario_tests import run

FILES = read_library(packaged_content())
DECEMBER = "scenarios/nato_russia/december_2019.yaml"
SHIPPED = run(load(FILES, "december_2019"))


@pytest.mark.parametrize("result", SHIPPED, ids=lambda result: result.id)
def test_a_shipped_test_holds(result: Result) -> None:
    assert [check.condition for check in result.checks if not check.held] == []
    assert (result.state, result.problem) == ("held", "")


def scripted(play: str, *conditions: str, seed: str = "kalmar") -> Result:
    """One test of December 2019, written in YAML."""
    before = FILES[DECEMBER].decode().partition("\ntests:\n")[0]
    lines = [f"      - {condition}" for condition in conditions]
    block = ["", "tests:", "  asked:", f"    seed: {seed}", f"    play: {play}", "    expect:"]
    text = "\n".join([before, *block, *lines, ""])
    (result,) = run(load({**FILES, DECEMBER: text.encode()}, "december_2019"))
    return result


def test_a_turn_is_played_with_the_seed_of_the_test() -> None:
    result = scripted("{1: nrc_ambassadors}", "tension > 0", "response(poland) >= break_silence")
    game = submit(begin(load(FILES, "december_2019"), "kalmar"), Propose("nrc_ambassadors"))
    after = game.played[0].turn.after
    shown = {number.words: number.value for check in result.checks for number in check.numbers}
    tension = 50 * float(after.posture[0] + after.counterpart_posture[0])
    assert shown["tension"] == pytest.approx(tension)
    place = game.world.actors.ids.index("poland")
    worst_first = ["break_silence", "object", "hedge", "accept_with_conditions", "endorse"]
    assert shown["response(poland)"] == worst_first[int(after.responses[place, 0])]


def test_a_wrong_condition_fails_with_its_line() -> None:
    result = scripted("{1: nrc_ambassadors}", "stands", "cohesion < 5")
    assert result.state == "failed"
    held, failed = result.checks
    assert (held.held, failed.held) == (True, False)
    assert failed.numbers[0].words == "cohesion"
    last = FILES[DECEMBER].decode().partition("\ntests:\n")[0].count("\n") + 1
    assert failed.place == f"{DECEMBER}:{last + 8}"  # an empty line, five of the test, two of it


def test_a_text_that_breaks_silence_is_withdrawn_unless_the_test_goes_on() -> None:
    withdrawn = scripted("{1: business_as_usual}", "not stands and standing.framing == crisis")
    assert withdrawn.state == "held"
    group = "{1: [{propose: business_as_usual}, {settle: group}]}"
    assert scripted(group, "stands and standing.unity == group").state == "held"


def test_amendments_and_the_venue_are_tabled() -> None:
    play = "{1: {propose: nrc_ambassadors, amend: {conditions: strict}, venue: neutral_platform}}"
    result = scripted(play, "stands", "standing.conditions == strict", "standing.venue != nrc")
    assert result.state == "held"


def test_past_turns_are_counted() -> None:
    play = "{1: nrc_ambassadors, 2: business_as_usual, 3: nrc_ambassadors}"
    result = scripted(
        play,
        "count(stands) == 2",
        "count(not stands) == 1",
        "turns_since(business_as_usual) == 99",
    )
    assert result.state == "held"


@pytest.mark.parametrize(
    ("play", "sentence"),
    [
        ("{1: [nrc_ambassadors, {settle: group}]}", "turn 1 cannot be played: the turn is over"),
        (
            "{1: {propose: isolation, amend: {contact: top, scope: regional, unity: group}}}",
            "turn 1 cannot be played: 3 amendments are too many",
        ),
    ],
)
def test_a_move_that_is_not_possible_fails_with_a_sentence(play: str, sentence: str) -> None:
    result = scripted(play, "stands")
    assert result.state == "failed"
    assert result.problem.startswith(sentence)
    assert result.checks == ()


def test_a_story_that_ends_early_fails_with_a_sentence() -> None:
    play = ", ".join(f"{turn}: fragmented_measures" for turn in range(1, 7))
    result = scripted(f"{{{play}}}", "cohesion > 0")
    assert result.state == "failed"
    assert "the session is over" in result.problem


MECHANISMS = {**mechanisms_in_yaml.FILES, DECEMBER: FILES[DECEMBER]}
"""Numbers that stay as they are: 3 of capital at first; a turn brings 1, and 1 with the bonus."""
PROMISE = "{mandate: guardian}, {consult: poland}, {assure: poland, how: promise}, {wait: true}"


def with_mechanisms(play: str, *conditions: str) -> Result:
    """The one test of December 2019 with every mechanism of the tests."""
    before = MECHANISMS[DECEMBER].decode().partition("\ntests:\n")[0]
    block = f"\ntests:\n  asked:\n    play: {play}\n    expect: [{', '.join(conditions)}]\n"
    files = {**MECHANISMS, DECEMBER: (before + block).encode()}
    (result,) = run(load(files, "december_2019"))
    return result


def test_a_member_is_consulted_and_promised_something_in_a_turn_of_waiting() -> None:
    bonus = "support >= 50 and cohesion >= 60"
    result = with_mechanisms(f"{{1: [{PROMISE}]}}", "capital == 3", "promised(poland)", bonus)
    assert (result.problem, [check.held for check in result.checks]) == ("", [True, True, True])
    overdue = f"{{1: [{PROMISE}], 2: {{wait: true}}, 3: {{wait: true}}}}"
    assert with_mechanisms(overdue, "not promised(poland)").state == "held"


def test_a_campaign_and_an_assurance_are_paid_for() -> None:
    play = "{1: [{campaign: true}, {assure: poland, how: now}, {wait: true}]}"
    result = with_mechanisms(play, "capital == 2", "support >= 50 and cohesion >= 60")
    assert (result.state, result.problem) == ("held", "")


@pytest.mark.parametrize(
    ("play", "sentence"),
    [
        ("[{assure: poland, how: promise}, {wait: true}]", "consult Poland first"),
        ("[{consult: poland}, {mandate: guardian}, {wait: true}]", "a mandate is picked once"),
        ("[{wait: true}, nrc_ambassadors]", "because a turn of waiting ends at once"),
        ("[{campaign: true}, {campaign: true}, {wait: true}]", "one campaign a turn"),
    ],
)
def test_groundwork_that_is_not_possible_fails_with_a_sentence(play: str, sentence: str) -> None:
    result = with_mechanisms(f"{{1: {play}}}", "tension > 0")
    assert result.problem.startswith("turn 1 cannot be played: ")
    assert sentence in result.problem


def test_every_move_of_whoever_tables_can_be_written_in_a_test() -> None:
    """Nobody sits anywhere in a test, so nobody responds, speaks in a debate or forecasts."""
    persons = {"respond", "answer", "argue", "rebut", "drop", "pass", "predict"}
    assert {*MOVES} == {*READERS} - persons


def test_an_agenda_decides_who_tables_and_from_which_menu() -> None:
    """Nobody sits anywhere in a test, so nobody has to respond in a turn of the agenda."""
    text = FILES[DECEMBER].decode().partition("\ntests:\n")[0]
    told = "agenda: {1: {by: germany, policies: [backchannel]}}\ninjects:\n"
    block = "\ntests:\n  asked:\n    play: {1: backchannel}\n    expect: [tension > 0]\n"
    changed = text.replace("injects:\n", told, 1) + block
    (result,) = run(load({**FILES, DECEMBER: changed.encode()}, "december_2019"))
    assert (result.state, result.problem) == ("held", "")
    wrong = changed.replace("1: backchannel}", "1: nrc_ambassadors}").encode()
    with pytest.raises(ContentError, match="no policy on the menu 'nrc_ambassadors'"):
        load({**FILES, DECEMBER: wrong}, "december_2019")

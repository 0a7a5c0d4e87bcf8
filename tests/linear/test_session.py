"""Linear mode: a session as prompt and answer, from a pipe as from a keyboard."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.without_mechanisms import DECEMBER, plain_december

from dialogue_sim.content.library import load
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.views.view import View, view_for

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
BROKEN = ("business_as_usual", "")
WHOLE = (
    *("1", "", ""), *("2", "conditions strict", "", ""), *BROKEN, "amend framing crisis", "",
    *("4", "venue track2", "", ""), *("5", "", ""), *("6", ""),
)  # fmt: skip


def flat(text: str) -> str:
    """What is said, without the line ends of paragraphs."""
    return " ".join(text.split())


def only_save(saves: Path) -> View:
    (card,) = save_cards(saves)
    assert card.problem == ""
    game = open_save(card.path).recording.game
    return view_for(game, game.chair)


PROGRAM = """
import sys
from dialogue_sim.cli.entry import main
main(sys.argv[1:], standalone_mode=False)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"textual", "rich"}))
"""


@pytest.mark.thorough
def test_a_whole_session_is_played_from_a_pipe_without_the_screen_library(saves: Path) -> None:
    scenario = Path(DECEMBER)
    scenario.parent.mkdir(parents=True)
    scenario.write_text(plain_december(), encoding="utf-8", newline="\n")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *KALMAR, "--linear"],
        input="\n".join(WHOLE) + "\n",
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "[]"
    view = only_save(saves)
    assert view.phase == "over"
    assert view.ending is not None
    assert f"Ending: {view.ending.title}" in done.stdout
    assert f"Session code {view.code}" in done.stdout
    assert [turn.settlement for turn in view.played] == ["", "", "amend", "", "", ""]
    assert view.played[1].amendments == ("Conditions: strict conditions",)
    assert view.played[3].amendments == ("Venue: Track II",)


def test_the_same_lines_give_the_same_session(dialogue: Play) -> None:
    one, two = (dialogue(*KALMAR, "--saves", name, typed=WHOLE) for name in ("a", "b"))
    assert one.replace(str(Path("a/december")), str(Path("b/december"))) == two


def test_two_sessions_of_one_seed_are_two_saves(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR)
    dialogue(*KALMAR)
    assert len({card.path.name for card in save_cards(saves)}) == 2


def test_the_first_page_says_what_it_is_and_where_one_sits(dialogue: Play) -> None:
    said = dialogue(*KALMAR)
    assert "A teaching model, not a forecast." in said
    assert "Your seat: Secretary General of NATO." in flat(said)
    assert "Seed kalmar" in said
    assert "Turn 1 of 6" in said


def test_a_seed_is_made_up_and_shown(dialogue: Play, saves: Path) -> None:
    said = dialogue("play", "december_2019")
    shown = re.search(r"Seed (\S+)\. Type help", said)
    assert shown is not None
    assert only_save(saves).seed == shown[1]


def test_without_a_scenario_one_is_asked_for(dialogue: Play, saves: Path) -> None:
    said = dialogue("play", typed=("0", "nonsense", "99", "2"))
    assert len(re.findall(r"Type a number from 1 to \d+, or an id\.", said)) == 3
    assert only_save(saves).scenario == "december_2019"
    dialogue("play", "--saves", "other", typed=("december_2019",))
    assert only_save(Path("other")).scenario == "december_2019"


def test_leaving_before_a_scenario_is_chosen_saves_nothing(dialogue: Play, saves: Path) -> None:
    dialogue("play")
    assert save_cards(saves) == ()


# ------------------------------------------------------- the common questions

QUESTIONS = {
    "help": "At every prompt:",
    "situation": "Credibility: ",
    "menu": "14. Complete isolation",
    "policy 13": "Back to normal relations. Ministers meet",
    "policy 0": "Type a number from 1 to 14.",
    "policy": "Type a number from 1 to 14.",
    "actors": "Government of Poland (member, id poland).",
    "goals": "Goals of Secretary General of NATO:",
    "log": "Turn 1: ",
    "brief": "An interview before Christmas (2019-12-23)",
    "answer": "It was open: reciprocate",
    "receipt poland": "Receipt of Government of Poland.",
    "receipt Poland": "Receipt of Government of Poland.",
    "receipt GOVERNMENT OF POLAND": "Receipt of Government of Poland.",
    "receipt russia": "Receipt of Government of Russia: ",
    "receipt polnad": "did you mean 'poland'?",
    "receipt": "There is no actor ''",
    "glossary": "silence_procedure",
    "glossary grit": "Graduated reciprocation in tension reduction.",
    "glossary gritt": "did you mean 'grit'?",
}
PROMPTS: dict[str, tuple[tuple[str, ...], str]] = {
    "policy": (("1", "", ""), "Policy 1-14 > "),
    "amend": (("1", "", "", "2"), "Amend ISSUE LEVEL, Enter to table, or back > "),
    "settle": (("1", "", "", *BROKEN), "Settle > "),
    "end of turn": (("1", ""), "Receipt ACTOR for the numbers, or Enter for the next turn > "),
}


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_question_is_answered_at_every_prompt(dialogue: Play, prompt: str) -> None:
    typed, shown = PROMPTS[prompt]
    said = dialogue(*KALMAR, typed=(*typed, *QUESTIONS))
    answers = said.split(shown)[-1 - len(QUESTIONS) : -1]
    for (question, expected), answer in zip(QUESTIONS.items(), answers, strict=True):
        assert expected in flat(answer), question


def test_questions_change_nothing(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=(*QUESTIONS, *("1", "", ""), *QUESTIONS))
    dialogue(*KALMAR, "--saves", "quiet", typed=("1", "", ""))
    assert only_save(saves) == only_save(Path("quiet"))


def test_before_the_first_turn_nobody_has_said_anything(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=("receipt poland", "answer", "log"))
    assert "Nobody has responded yet." in said
    assert "None yet." in said
    assert "Nothing yet." in said


# ------------------------------------------------------------------ leaving


@pytest.mark.parametrize("word", ["quit", "end of input"])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_leaving_at_any_prompt_saves_and_says_how_to_go_on(
    dialogue: Play, saves: Path, prompt: str, word: str
) -> None:
    typed, _ = PROMPTS[prompt]
    said = dialogue(*KALMAR, typed=(*typed, "quit") if word == "quit" else typed)
    assert "Saved in" in flat(said[-400:])
    assert "Go on with: dialogue-sim resume" in flat(said[-400:])
    expected = "settle" if prompt == "settle" else "propose"
    view = only_save(saves)
    assert (view.phase, len(view.played)) == (expected, 1)


def test_the_command_to_go_on_is_on_one_line(dialogue: Play, saves: Path) -> None:
    # Broken over two lines it could not be copied into a shell.
    said = dialogue(*KALMAR)
    (card,) = save_cards(saves)
    assert any(f"resume {card.path} --linear" in line for line in said.splitlines())


def test_a_session_goes_on_where_it_was_left(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, "--saves", "whole", typed=WHOLE)
    for cut in (6, 9):
        name = f"cut{cut}"
        dialogue(*KALMAR, "--saves", name, typed=WHOLE[:cut])
        left = only_save(Path(name))
        # What was chosen or amended but not tabled is chosen again; a turn's end is passed.
        rest = rest_of(left)
        said = dialogue("resume", "--saves", name, typed=rest)
        again = only_save(Path(name))
        assert again.phase == "over"
        assert again.code == only_save(Path("whole")).code
        assert f"Turn {len(left.played) + 1} of 6" in said or left.phase == "over"
    assert save_cards(saves) == ()


def rest_of(view: View) -> tuple[str, ...]:
    """The lines of `WHOLE` that are still to be typed."""
    turns: tuple[tuple[str, ...], ...] = (
        ("1", "", ""), ("2", "conditions strict", "", ""), (*BROKEN, "amend framing crisis", ""),
        ("4", "venue track2", "", ""), ("5", "", ""), ("6", ""),
    )  # fmt: skip
    first = turns[len(view.played)] if len(view.played) < 6 else ()
    if view.phase == "settle":
        first = first[2:]
    return (*first, *(line for turn in turns[len(view.played) + 1 :] for line in turn))


def test_a_finished_session_shows_its_ending_again(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=WHOLE)
    before = save_cards(saves)[0].path.read_bytes()
    said = dialogue("resume")
    assert "Ending: " in said
    assert "To talk about:" in said
    assert save_cards(saves)[0].path.read_bytes() == before


def test_a_torn_save_says_what_was_dropped(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=("1", ""))
    path = save_cards(saves)[0].path
    whole = path.read_bytes()
    names: tuple[tuple[str, ...], ...] = ((), (str(path),))
    for name in names:
        path.write_bytes(whole[:-100])
        assert "was cut off in writing and is dropped" in flat(dialogue("resume", *name))


# ---------------------------------------------------------------- bad input


ODD_NUMBERS = {"a raised two": "\u00b2", "more digits than Python reads": "9" * 5000}


@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_odd_numbers_are_no_numbers_at_any_prompt(
    dialogue: Play, saves: Path, number: str
) -> None:
    odd = ODD_NUMBERS[number]
    assert re.search(r"Type a number from 1 to \d+, or an id", dialogue("play", typed=(odd,)))
    said = dialogue(*KALMAR, typed=(odd, f"policy {odd}", "1", "", f"policy {odd}", ""))
    assert said.count("Type a number from 1 to 14") == 3
    assert len(only_save(saves).played) == 1


@pytest.mark.parametrize("typed", ["0", "15", "-1", "1.5", "nrc", "1 2", "\u0663x",
                                   "{}", "'; drop"])  # fmt: skip
def test_what_is_no_policy_is_asked_for_again(dialogue: Play, saves: Path, typed: str) -> None:
    said = dialogue(*KALMAR, typed=(typed,))
    assert "Type a number from 1 to 14, or help." in said
    assert only_save(saves).played == ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("conditions strikt", "did you mean 'strict'?"),
        ("conditons strict", "did you mean 'conditions'?"),
        ("conditions", "'' is no level of conditions"),
        ("venue", "there is no venue ''"),
        ("venue nrk", "did you mean 'nrc'?"),
        ("strict conditions", "there is no issue 'strict'"),
        ("=", "there is no issue ''"),
    ],
)
def test_an_amendment_that_cannot_be_is_explained(
    dialogue: Play, saves: Path, typed: str, words: str
) -> None:
    said = dialogue(*KALMAR, typed=("2", typed))
    assert words in flat(said)
    assert only_save(saves).played == ()


@pytest.mark.parametrize("typed", ["conditions strict", "conditions=strict", "conditions: strict",
                                   "  conditions   strict  "])  # fmt: skip
def test_an_amendment_may_be_written_in_several_ways(
    dialogue: Play, saves: Path, typed: str
) -> None:
    dialogue(*KALMAR, typed=("2", typed, ""))
    assert only_save(saves).played[0].amendments == ("Conditions: strict conditions",)


def test_a_third_amendment_is_refused_and_the_first_two_stay(dialogue: Play, saves: Path) -> None:
    amended = ("2", "conditions strict", "timing ceasefire", "scope regional", "")
    said = dialogue(*KALMAR, typed=amended)
    assert "3 amendments are too many: at most 2" in flat(said)
    assert only_save(saves).played[0].amendments == (
        "Conditions: strict conditions", "Timing: once a ceasefire holds",
    )  # fmt: skip


def test_back_returns_to_the_menu_without_amendments(dialogue: Play, saves: Path) -> None:
    said = dialogue(*KALMAR, typed=("2", "conditions strict", "back", "1", ""))
    assert said.count("Policies:") == 2
    view = only_save(saves)
    assert (view.played[0].policy, view.played[0].amendments) == ("nrc_ambassadors", ())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("agree", "Type amend ISSUE LEVEL, group, or withdraw."),
        ("", "Type amend ISSUE LEVEL, group, or withdraw."),
        ("amend", "there is no issue ''"),
        ("amend framing", "no level of framing"),
        ("amend framing crysis", "did you mean 'crisis'?"),
        ("amend framing normal", "exactly one issue"),
    ],
)
def test_a_settlement_that_cannot_be_is_explained(
    dialogue: Play, saves: Path, typed: str, words: str
) -> None:
    said = dialogue(*KALMAR, typed=(*BROKEN, typed))
    assert words in flat(said[said.index("Settle > ") :])
    assert only_save(saves).phase == "settle"


NOISE = ("\x1b[31mred", "receipt \x1b]0;title\x07", "policy \x9b2J", "glossary \u202eevil", "\x00")


@pytest.mark.parametrize("prompt", PROMPTS)
def test_control_characters_do_not_come_back(dialogue: Play, prompt: str) -> None:
    noise = [form.format(typed) for typed in NOISE for form in ("{}", "amend {} x", "x {}")]
    said = dialogue(*KALMAR, typed=(*PROMPTS[prompt][0], *noise))
    assert not set(said) & set("\x1b\x07\x9b\u202e\x00")


def test_nothing_is_prepared_where_there_is_no_mechanism(dialogue: Play, saves: Path) -> None:
    typed = ("prepare", "members", "reading", "lessons", "consult poland", "campaign", "help")
    said = flat(dialogue(*KALMAR, typed=typed))
    assert "There is nothing to prepare in this scenario" in said
    assert "Members keep nothing to themselves in this scenario." in said
    assert "What Russia is after is not read in this scenario." in said
    assert "members have no hidden resolve in this scenario: there is nothing to ask." in said
    assert "there is no political capital in this scenario, so nobody campaigns." in said
    assert "consult MEMBER" not in said
    assert only_save(saves).at.mover == "secretary_general"


def test_waiting_needs_no_mechanism(dialogue: Play, saves: Path) -> None:
    said = flat(dialogue(*KALMAR, typed=("wait", "")))
    assert "Nothing is tabled, and nobody has to respond." in said
    assert only_save(saves).turn == 2


def test_a_scenario_that_teaches_says_what_to_do_next_once(
    dialogue: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogue_sim.linear.session.load", load)
    typed = ("2", "back", "2", "", "receipt oldweir", "")
    said = flat(dialogue("play", "first_steps", "--seed", "kalmar", typed=typed))
    steps = (
        "Open one that looks fair to you. Type its number.", "or change one line first.",
        "surprises you, and open its receipt.", "closer. Its receipt told you",
    )  # fmt: skip
    assert [said.count(step) for step in steps] == [1, 1, 1, 1]
    places = [said.index(step) for step in steps]
    assert places == sorted(places)

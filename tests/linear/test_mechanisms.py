"""Linear mode with every mechanism: mandates, groundwork, waiting, promises, and the ending."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Assure, Campaign, Consult, Mandate, Move, Propose, Wait
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.opening import open_save

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
GUARDIAN = (*KALMAR, "--mandate", "guardian")
PROMISED = ("consult poland", "promise poland")
REINFORCED = ("6", "", "")
"""More deterrence, which is what Poland asks for, at a price of 1."""


@pytest.fixture(autouse=True)
def rich(with_mechanisms: Path) -> Path:
    return with_mechanisms


def flat(text: str) -> str:
    """What is said, without the line ends of paragraphs."""
    return " ".join(text.split())


def only_save(saves: Path) -> Game:
    (card,) = save_cards(saves)
    return open_save(card.path).recording.game


def moves(game: Game) -> list[Move]:
    return [*(move for played in game.played for move in played.moves), *game.pending]


# ------------------------------------------------------------------ mandates


@pytest.mark.parametrize(
    ("typed", "picked"),
    [("", "bridge_builder"), ("3", "unifier"), ("guardian", "guardian")],
)
def test_a_mandate_is_picked_before_the_first_turn(
    dialogue: Play, saves: Path, typed: str, picked: str
) -> None:
    said = flat(dialogue(*KALMAR, typed=(typed,)))
    assert moves(only_save(saves)) == [Mandate(picked)]
    title = {"bridge_builder": "The bridge-builder", "unifier": "The unifier",
             "guardian": "The guardian"}[picked]  # fmt: skip
    assert f"Goals of Secretary General of NATO ({title}): " in said
    assert said.index("Mandates of Secretary General") < said.index("Turn 1 of 6")


def test_what_is_no_mandate_is_asked_for_again(dialogue: Play, saves: Path) -> None:
    said = dialogue(*KALMAR, typed=("0", "4", "gaurdian", "\x1b[31m", "brief", "goals"))
    assert said.count("Type a number from 1 to 3, or help.") == 4
    assert moves(only_save(saves)) == []


def test_a_mandate_of_the_command_line_is_not_asked_for(dialogue: Play, saves: Path) -> None:
    said = dialogue(*GUARDIAN)
    assert "Mandate 1-3" not in said
    assert "Goals of Secretary General of NATO (The guardian): " in flat(said)
    assert moves(only_save(saves)) == [Mandate("guardian")]


def test_a_resumed_session_asks_only_where_nothing_was_picked(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR)
    assert "Mandate 1-3" in dialogue("resume", typed=("3",))
    assert "Mandate 1-3" not in dialogue("resume", typed=("1", ""))
    assert moves(only_save(saves)) == [Mandate("unifier"), Propose("nrc_ambassadors")]


# ---------------------------------------------------------------- groundwork


@pytest.mark.parametrize("name", ["poland", "Poland", "GOVERNMENT OF POLAND", "  poland "])
def test_a_consulted_member_tells_its_line(dialogue: Play, saves: Path, name: str) -> None:
    said = flat(dialogue(*GUARDIAN, typed=(f"consult {name}", "members")))
    game = only_save(saves)
    assert game.pending == (Mandate("guardian"), Consult("poland"))
    place = game.world.actors.ids.index("poland")
    assert game.opening.backstage is not None
    line = f"breaks silence below {game.opening.backstage.resolve[place, 0]:+.3f}"
    assert said.count(f"Government of Poland (poland): {line}.") == 2
    assert "It asks for Deterrence (reinforced or more) or Conditions (strict" in said
    assert "Political capital: 2 of 5 is left." in said
    assert said.count("(france): breaks silence below a line somewhere from") == 1


def test_groundwork_is_done_in_plain_words(dialogue: Play, saves: Path) -> None:
    typed = (*PROMISED, "members", "campaign", "wait", "", "assure france", "prepare")
    said = flat(dialogue(*GUARDIAN, typed=typed))
    assert moves(only_save(saves)) == [
        Mandate("guardian"), Consult("poland"), Assure("poland", "promise"), Campaign(), Wait(),
        Assure("france", "now"),
    ]  # fmt: skip
    assert said.count("A promise to it is due by turn 3.") == 2
    assert "You speak for talks at home. Public support is now 70." in said
    assert "Political capital: 0 of 5 is left." in said
    # Income 1 and 1 more: support and cohesion are high enough.
    assert "Political capital: 0 before the text was tabled, 2 now." in said
    assert "It is assured for the text of this turn." in said
    assert "assure france: Assure France for this text, costs 2, not possible: France is" in said


@pytest.mark.parametrize(
    ("before", "typed", "words"),
    [
        ((), "consult polnad", "did you mean 'poland'?"),
        ((), "consult", "'' is no member of the alliance: known: "),
        ((), "consult russia", "'russia' is no member"),
        ((), "consult ukraine", "'ukraine' is no member"),
        (("consult poland",), "consult poland", "Poland has told already"),
        ((), "promise poland", "consult Poland first"),
        (("assure poland",), "assure poland", "assured for this turn already"),
        (PROMISED, "promise poland", "a promise to Poland is open already"),
        (("assure poland",), "assure france", "costs 2 of political capital and 1 is left"),
        (("campaign",), "campaign", "one campaign a turn is enough"),
        (("consult poland", "consult france", "consult germany"), "consult united_states",
         "costs 1 of political capital and 0 is left"),
        ((), "consutl poland", "Did you mean 'consult'?"),
        ((), "campaing", "Did you mean 'campaign'?"),
        ((), "wiat", "Did you mean 'wait'?"),
        ((), "wait now", "Did you mean 'wait'?"),
        ((), "readnig", "Did you mean 'reading'?"),
        ((), "consult \x1b[31m", "is no member"),
    ],
)  # fmt: skip
def test_what_is_not_possible_is_said_and_nothing_is_lost(
    dialogue: Play, saves: Path, before: tuple[str, ...], typed: str, words: str
) -> None:
    said = dialogue(*GUARDIAN, typed=(*before, typed))
    assert words in flat(said)
    assert "\x1b" not in said
    game = only_save(saves)
    assert len(game.pending) == 1 + len(before)
    assert game.phase == "propose"


def test_a_text_that_cannot_be_paid_is_refused_and_the_menu_says_so(
    dialogue: Play, saves: Path
) -> None:
    said = flat(dialogue(*GUARDIAN, typed=("consult poland", "menu", "2", "", "back", "1", "")))
    assert "cannot be tabled now: costs 3, and 2 is left" in said
    assert "'Offer of top-level talks' costs 3 of political capital and 2 is left" in said
    assert only_save(saves).played[0].policy == "nrc_ambassadors"


def test_a_text_says_its_price_its_step_and_who_may_break_silence(dialogue: Play) -> None:
    said = flat(dialogue(*GUARDIAN, typed=("2",)))
    assert "Price: 3 of political capital." in said
    assert "It is a step too far: reach " in said
    assert "May break silence: " in said


# ------------------------------------------------------------------- waiting


def test_waiting_tables_nothing_and_is_told(dialogue: Play, saves: Path) -> None:
    said = flat(dialogue(*GUARDIAN, typed=("wait", "receipt poland", "receipt russia", "log", "")))
    assert "Nothing is tabled, and nobody has to respond. In force: Council meeting" in said
    assert "Nobody has responded yet." in said
    assert "Receipt of Government of Russia: " in said
    assert "Turn 1: Nothing is tabled. Russia " in said
    assert "does not stand" not in said
    assert "Turn 2 of 6" in said
    assert only_save(saves).played[0].turn.hearings == ()


def test_after_a_turn_of_waiting_the_last_receipts_are_shown(dialogue: Play) -> None:
    said = dialogue(*GUARDIAN, typed=("1", "", "", "wait", "receipt poland"))
    receipt = flat(said[said.rindex("Receipt of") :])
    assert receipt.startswith("Receipt of Government of Poland.")
    assert "Worth of the text: " in receipt
    assert "so its line lies no higher than" in receipt
    assert "What would have moved it:" in receipt


def test_the_counterpart_is_told_that_the_chair_waits(dialogue: Play, saves: Path) -> None:
    seats = ("--seat", "secretary_general", "--seat", "russia")
    said = flat(dialogue(*GUARDIAN, *seats, typed=("wait", "", "receipt", "receipt poland", "2")))
    assert "Secretary General of NATO waits, and nothing is tabled. In force: Council" in said
    assert "Nobody has responded yet." in said
    assert "Government of Russia probes." in said
    assert len(only_save(saves).played) == 1


# ------------------------------------------------------- promises, the ending


def test_a_promise_is_kept_by_a_text_that_holds_what_was_asked(dialogue: Play) -> None:
    said = flat(dialogue(*GUARDIAN, typed=("wait", "", *PROMISED, *REINFORCED)))
    assert "The promise to Poland (" in said
    assert ") is kept." in said


def whole(*first: str) -> tuple[str, ...]:
    """Six turns, the first of them given; the others are waited through."""
    return (*first, *("wait", "") * 6)


def test_the_ending_measures_and_reveals(dialogue: Play, saves: Path) -> None:
    said = flat(dialogue(*GUARDIAN, typed=whole(*PROMISED, "wait", "")))
    game = only_save(saves)
    end = said[said.index("Ending: ") :]
    assert "Goals of Secretary General of NATO (The guardian): " in end
    assert "Word and deed: Turn 1, to Poland, due by turn 3: broken in turn 3." in end
    kind = game.world.counterpart.types[int(game.opening.nature[0])].id.replace("_", " ")
    assert f"What Russia was: {kind}." in end
    assert "in percent: 40 at first, then " in end
    for label in ("Progress", "Security", "Cohesion", "Credibility", "Public support", "Calm"):
        assert f"{label}: " in end[end.index("Profile, 0 to 100") :]
    assert "of 100" in end
    assert "Luck and choice" in end


def test_the_type_stays_hidden_until_the_end(dialogue: Play) -> None:
    said = flat(dialogue(*GUARDIAN, typed=whole()[:10]))
    assert "What Russia was" not in said
    assert "Your nature" not in said


def test_a_lesson_is_told_once(dialogue: Play) -> None:
    said = flat(dialogue(*GUARDIAN, typed=(*PROMISED, *whole(), "quit")))
    for title in ("Attention is scarce", "What is behind the mask", "A promise has a day"):
        assert said.count(f"New: {title}.") == 1


def test_lessons_can_be_read_again(dialogue: Play) -> None:
    said = dialogue(*GUARDIAN, typed=("lessons", "wait", "lessons"))
    first, second = said.split("Policy 1-14 > ")[1], said.split("next turn > ")[1]
    assert "Attention is scarce" in first
    assert "behind the mask" not in first
    assert "Attention is scarce" in second
    assert "behind the mask" in second


# -------------------------------------------------------- the common questions

QUESTIONS = {
    "members": "(poland): breaks silence below a line somewhere from -0.550 to +0.2",
    "reading": "Reading of Russia: security seeker with ",
    "prepare": "",
    "lessons": "Attention is scarce.",
    "situation": "Political capital: ",
    "help": "consult MEMBER: learn how much a member bears",
}
PROMPTS: dict[str, tuple[tuple[str, ...], str]] = {
    "mandate": ((), "Mandate 1-3, or Enter for 1 > "),
    "policy": (("", "1", "", ""), "Policy 1-14 > "),
    "amend": (("", "1", "", "", "1"), "Amend ISSUE LEVEL, Enter to table, or back > "),
    "end of turn": (("", "wait"), "Receipt ACTOR for the numbers, or Enter for the next turn > "),
}


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_question_is_answered_at_every_prompt(dialogue: Play, prompt: str) -> None:
    typed, shown = PROMPTS[prompt]
    said = dialogue(*KALMAR, typed=(*typed, *QUESTIONS))
    answers = said.split(shown)[-1 - len(QUESTIONS) : -1]
    for (question, expected), answer in zip(QUESTIONS.items(), answers, strict=True):
        assert expected in flat(answer), question


def test_what_may_be_prepared_names_its_command_and_its_price(dialogue: Play) -> None:
    said = flat(dialogue(*GUARDIAN, typed=("prepare",)))
    assert "Political capital: 3 of 5. consult baltic_states: Consult" in said
    assert "assure poland: Assure Poland for this text, costs 2, possible" in said
    assert (
        "promise poland: Promise Poland what it asks for, costs 1, not possible: consult" in said
    )
    assert "campaign: Campaign at home for talks, costs 1, possible" in said


def test_only_whoever_tables_prepares(dialogue: Play) -> None:
    said = flat(dialogue(*KALMAR, "--seat", "poland", typed=("prepare", "3", "prepare")))
    assert said.count("Only whoever tables prepares the ground") == 2


def test_a_session_left_in_groundwork_goes_on_there(dialogue: Play, saves: Path) -> None:
    dialogue(*GUARDIAN, typed=PROMISED)
    said = flat(dialogue("resume", typed=("members", *REINFORCED)))
    assert "A promise to it is due by turn 3." in said
    (card,) = save_cards(saves)
    lines = [json.loads(line) for line in card.path.read_text(encoding="utf-8").splitlines()]
    made = [line["do"] for line in lines if line["k"] == "move"]
    assert made == [
        {"mandate": "guardian"}, {"consult": "poland"}, {"assure": "poland", "how": "promise"},
        {"propose": "deterrence_plus_channel"},
    ]  # fmt: skip

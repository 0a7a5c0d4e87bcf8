"""`run` and `play` with mechanisms: mandates, groundwork, waiting, the profile and goals."""

from __future__ import annotations

import json
import operator
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.content.mechanisms_in_yaml import DECEMBER, FILES

from dialogue_sim.session.moves import Mandate
from dialogue_sim.session.saves.opening import open_save

pytestmark = pytest.mark.usefixtures("rich")

Command = Any  # a callable fixture: (*arguments, typed) -> Result
CHAIR = "secretary_general"
RUN = ("run", "december_2019", "--seed", "kalmar")
PROMISE = {"assure": "poland", "how": "promise"}
OPENED: tuple[dict[str, Any], ...] = ({"consult": "poland"}, PROMISE, {"wait": True})


def document(result: Result) -> Any:  # noqa: ANN401  JSON
    """The one JSON document on standard output."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def moves_file(here: Path, *lines: tuple[int, str, dict[str, Any]]) -> str:
    path = here / "moves.jsonl"
    text = [json.dumps({"t": turn, "by": seat, "do": do}) for turn, seat, do in lines]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return str(path)


def by_chair(here: Path, *moves: dict[str, Any], turn: int = 1) -> str:
    return moves_file(here, *((turn, CHAIR, move) for move in moves))


# ------------------------------------------------------------------ sessions


def test_a_session_tells_what_was_done_and_what_it_came_to(command: Command, here: Path) -> None:
    result = command(*RUN, "--mandate", "guardian", "--moves", by_chair(here, *OPENED), "--json")
    session = document(result)
    assert list(session) == [
        "scenario", "seed", "mandates", "turns", "ending", "session_code", "profile", "goals",
    ]  # fmt: skip
    assert session["mandates"] == {CHAIR: "guardian"}
    (turn,) = session["turns"]
    assert list(turn)[:4] == ["turn", "groundwork", "proposal", "settle"]
    assert turn["groundwork"] == [
        {"by": CHAIR, "do": do} for do in ({"mandate": "guardian"}, *OPENED[:2])
    ]
    assert turn["proposal"] is None
    assert (turn["responses"], turn["stands"]) == ({}, False)
    assert {"capital", "paper", "reading"} <= set(turn["situation"])


def test_the_profile_and_the_goals_say_what_the_last_situation_says(command: Command) -> None:
    session = document(command(*RUN, "--strategy", "grit", "--mandate", "unifier", "--json"))
    last = session["turns"][-1]["situation"]
    assert session["profile"] == pytest.approx({
        "progress": last["progress"], "security": 100 - last["security_loss"],
        "cohesion": last["cohesion"], "credibility": last["credibility"],
        "support": last["support"], "calm": 100 - last["tension"],
    })  # fmt: skip
    assert set(session["goals"]) == {CHAIR, "germany", "poland", "russia"}
    written = simple_goals()
    found = {name for goals in session["goals"].values() for name in goals}
    assert len(found & set(written)) >= 5
    for goals in session["goals"].values():
        for name, goal in goals.items():
            if name in written:
                quantity, compare, limit = written[name]
                assert goal["met"] == compare(last[quantity], limit), name


def simple_goals() -> dict[str, tuple[str, Any, float]]:
    """Goals of the scenario that hold one number against another, read from its text."""
    form = re.compile(r"^ +(\w+):\n +points: \d+\n(?: +secret: true\n)?"
                      r" +when: (tension|cohesion|progress|security_loss|support) ([<>]=) (\d+)\n",
                      re.MULTILINE)  # fmt: skip
    named: dict[str, set[tuple[str, str, str]]] = {}
    for name, *condition in form.findall(FILES[DECEMBER].decode()):
        named.setdefault(name, set()).add(tuple(condition))
    compare = {"<=": operator.le, ">=": operator.ge}
    return {
        name: (quantity, compare[sign], float(limit))
        for name, conditions in named.items()
        if len(conditions) == 1
        for quantity, sign, limit in conditions
    }


def test_percentiles_are_told_if_asked_for(command: Command) -> None:
    hardline = (*RUN, "--strategy", "hardline", "--turns", "1")
    placed = document(command(*hardline, "--percentiles", "--json"))
    assert list(placed["percentiles"]) == list(placed["profile"])
    assert all(0 <= percent <= 100 for percent in placed["percentiles"].values())
    del placed["percentiles"]
    assert document(command(*hardline, "--json")) == placed
    text = command(*hardline, "--percentiles").stdout
    assert "Profile beside 1000 modelled sessions of the same scenario:" in text
    assert re.search(r"^   Calm \d+, higher than \d+ %$", text, re.MULTILINE)


def test_a_person_reads_of_waiting_groundwork_and_promises(command: Command, here: Path) -> None:
    moves = moves_file(
        here, *((1, CHAIR, move) for move in OPENED), (2, CHAIR, {"campaign": True}),
        (2, CHAIR, {"wait": True}), (3, CHAIR, {"wait": True}),
    )  # fmt: skip
    lines = command(*RUN, "--mandate", "guardian", "--moves", moves).stdout.splitlines()
    assert lines[1] == "1. Nothing is tabled"
    assert lines[2].startswith("   before that: consulted Poland; promised Poland Deterrence (")
    assert re.fullmatch(r"   Russia \w+\.", lines[3])
    assert lines[5] == "   before that: campaigned at home for talks"
    (broken,) = [line for line in lines if "promise to Poland" in line]
    assert broken.endswith("is broken.")
    assert lines.index(broken) == lines.index("3. Nothing is tabled") + 2
    assert not any("does not stand" in line for line in lines)
    (mandate,) = [line for line in lines if line.startswith("Mandate: ")]
    assert re.fullmatch(r"Mandate: The guardian, \d+ of \d+ points\.", mandate)


def test_a_strategy_tables_after_the_groundwork_of_a_file(command: Command, here: Path) -> None:
    moves = by_chair(here, {"mandate": "unifier"}, {"consult": "poland"}, turn=1)
    session = document(command(*RUN, "--moves", moves, "--strategy", "hardline", "--json"))
    turns = session["turns"]
    assert [move["do"] for move in turns[0]["groundwork"]] == [
        {"mandate": "unifier"}, {"consult": "poland"},
    ]  # fmt: skip
    assert turns[0]["proposal"]["policy"] == "isolation"
    assert session["ending"] is not None


def test_a_run_with_groundwork_is_saved_and_played_again(command: Command, here: Path) -> None:
    moves = by_chair(here, *OPENED)
    first = document(
        command(*RUN, "--mandate", "guardian", "--moves", moves, "--strategy", "grit",
                "--save", "x.dsim", "--json")
    )  # fmt: skip
    game = open_save(here / "x.dsim").recording.game
    assert game.code == first["session_code"]
    assert game.played[0].moves[0] == Mandate("guardian")
    assert document(command(*RUN, "--moves", "x.dsim", "--json")) == first


# ------------------------------------------------------------------ mandates


def test_the_first_mandate_counts_where_none_is_picked(command: Command) -> None:
    session = document(command(*RUN, "--strategy", "hardline", "--turns", "1", "--json"))
    assert session["mandates"] == {CHAIR: "bridge_builder"}
    assert "groundwork" not in session["turns"][0]


def test_a_seat_can_be_named_with_its_mandate(command: Command) -> None:
    named = document(
        command(*RUN, "--strategy", "grit", "--mandate", f"{CHAIR}=unifier", "--json")
    )
    assert named == document(command(*RUN, "--strategy", "grit", "--mandate", "unifier", "--json"))


def test_any_seat_picks_its_own_mandate(command: Command, here: Path) -> None:
    target = here / DECEMBER
    german = re.compile(r"(  germany:\n(?:(?:    .*)?\n)*?)    goals:\n((?:      .*\n)+)")
    text, changed = german.subn(measured, FILES[DECEMBER].decode())
    assert changed == 1
    target.write_text(text, encoding="utf-8", newline="\n")
    grit = (*RUN, "--strategy", "grit", "--json")
    flagged = document(command(*grit, "--mandate", "germany=second"))
    assert flagged["mandates"] == {CHAIR: "bridge_builder", "germany": "second"}
    in_file = moves_file(here, (1, "germany", {"mandate": "second"}))
    filed = document(command(*grit, "--moves", in_file))
    assert filed == flagged
    assert filed["turns"][0]["groundwork"] == [
        {"by": CHAIR, "do": {"mandate": "second", "seat": "germany"}}
    ]


def measured(match: re.Match[str]) -> str:
    """A seat with two mandates, the second with the goals that it had."""
    goals = re.sub("^", "    ", match[2], flags=re.MULTILINE).rstrip(" ")
    other = "first: {title: A, says: B, goals: {x: {points: 1, when: stands, text: C}}}"
    return (
        f"{match[1]}    mandates:\n      {other}\n      second:\n        title: A\n"
        f"        says: B\n        goals:\n{goals}"
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--mandate", "gardian"], "did you mean 'guardian'?"),
        (["--mandate", ""], "there is no mandate ''"),
        (["--mandate", "secretary_genral=guardian"], "did you mean 'secretary_general'?"),
        (["--mandate", "poland=guardian"], "the seat 'poland' of december_2019 has no mandates"),
        (["--mandate", "guardian", "--mandate", "unifier"], "one mandate for secretary_general"),
    ],
)
@pytest.mark.parametrize("called", [(*RUN, "--strategy", "grit"), ("play", "december_2019")])
def test_a_mandate_that_cannot_be_picked_is_wrong_usage(
    command: Command, here: Path, called: tuple[str, ...], options: list[str], words: str
) -> None:
    result = command(*called, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert not list(here.rglob("*.dsim"))


def test_a_mandate_needs_a_scenario(command: Command) -> None:
    result = command("play", "--mandate", "guardian")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "say which SCENARIO" in result.stderr


def test_a_member_that_plays_has_no_mandate_to_pick(command: Command) -> None:
    result = command("play", "december_2019", "--seat", "poland", "--mandate", "guardian")
    assert result.exit_code == 2
    assert "the seat 'poland' of december_2019 has no mandates" in result.stderr


# ------------------------------------------------------- what is not possible

CONSULT, WAIT = {"consult": "poland"}, {"wait": True}


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        ([{"consult": "polnad"}], ["move 1 (turn 1)", "did you mean 'poland'"]),
        ([{"consult": "atlantis"}], ["'atlantis' is no member of the alliance: known: "]),
        ([{"consult": "russia"}], ["'russia' is no member"]),
        ([{"consult": "rasmussen"}], ["'rasmussen' is no member"]),
        ([CONSULT, CONSULT], ["move 2 (turn 1)", "Poland has told already"]),
        ([CONSULT, {"consult": "france"}, {"campaign": True}, {"consult": "germany"}],
         ["move 4", "costs 1 of political capital and 0 is left"]),
        ([{"assure": "france", "how": "now"}, {"assure": "germany", "how": "now"}],
         ["move 2", "costs 2 of political capital and 1 is left"]),
        ([PROMISE], ["move 1", "consult Poland first"]),
        ([CONSULT, PROMISE, PROMISE], ["move 3", "a promise to Poland is open already"]),
        ([{"campaign": True}, {"campaign": True}], ["move 2", "one campaign a turn is enough"]),
        ([{"propose": "top_level_talks"}, {"propose": "isolation"}, CONSULT], ["move 2"]),
        ([{"mandate": "gardian"}], ["move 1", "did you mean 'guardian'"]),
        ([{"mandate": "unifier"}, {"mandate": "guardian"}], ["picked the mandate 'unifier'"]),
        ([CONSULT, {"mandate": "guardian"}], ["move 2", "before anything is done"]),
        ([{"assure": "poland", "how": "later"}], ["line 1", "known: now, promise"]),
        ([{"assure": "poland"}], ["line 1", "a move that says `assure`"]),
        ([{"campaign": False}], ["line 1", "a move that says `campaign`"]),
        ([{"wait": 1}, WAIT], ["line 1", "a move that says `wait`"]),
        ([{"consult": ["poland"]}], ["line 1", "a move that says `consult`"]),
        ([{"mandate": "unifier", "seat": "germany"}], ["the seat 'germany' has no mandates"]),
    ],
)  # fmt: skip
def test_a_move_that_cannot_be_made_is_named(
    command: Command, here: Path, moves: list[dict[str, Any]], words: list[str]
) -> None:
    result = command(*RUN, "--moves", by_chair(here, *moves), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert all(word in result.stderr for word in words), result.stderr


def test_only_the_chair_prepares_and_whoever_tables_may_wait(command: Command, here: Path) -> None:
    agenda = "agenda:\n  1: {by: germany}\n"
    (here / DECEMBER).write_bytes(FILES[DECEMBER] + agenda.encode())
    for move in (CONSULT, {"assure": "poland", "how": "now"}, {"campaign": True}):
        result = command(*RUN, "--moves", moves_file(here, (1, "germany", move)))
        assert result.exit_code == 1
        assert "only the chair does that, and in this turn germany tables" in result.stderr
    of_chair = command(*RUN, "--moves", by_chair(here, WAIT))
    assert of_chair.exit_code == 1
    assert "germany moves, not secretary_general" in of_chair.stderr
    waits = document(command(*RUN, "--moves", moves_file(here, (1, "germany", WAIT)), "--json"))
    assert waits["turns"][0]["proposal"] is None


def test_a_line_of_another_turn_is_named(command: Command, here: Path) -> None:
    result = command(*RUN, "--moves", by_chair(here, WAIT, turn=2))
    assert result.exit_code == 1
    assert "move 1 (turn 2): it is turn 1 and secretary_general moves, not turn 2" in result.stderr


def test_a_late_mandate_is_refused_under_a_strategy_too(command: Command, here: Path) -> None:
    moves = by_chair(here, {"mandate": "guardian"}, turn=3)
    result = command(*RUN, "--moves", moves, "--strategy", "hardline")
    assert result.exit_code == 1
    assert "move 1 (turn 3): a mandate is picked once" in result.stderr

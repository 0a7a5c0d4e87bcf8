"""`run` with a debate: lines that speak, what is told of it, and what a refused line says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import Result
from tests.in_debate import (
    DECEMBER,
    FIRST,
    TEXT,
    debate_in,
    december,
    december_bundle,
    flat,
    played,
)

from dialogue_sim.session.game import Game
from dialogue_sim.session.notation import read_entries
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.state import digest

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Line: TypeAlias = tuple[int, str, dict[str, Any]]
RUN = ("run", "december_2019", "--seed", "kalmar")
CHAIR, POLAND, RUSSIA = "secretary_general", "poland", "russia"
CLAIM = {
    "side": "for", "reason": "security", "claim": "Eyes on the ground calm everybody.",
    "cards": ["rules_at_sea", "exercises_announced"],
}  # fmt: skip
TO_TURN_2: tuple[Line, ...] = ((1, CHAIR, {"propose": FIRST}),)
TABLED: tuple[Line, ...] = (*TO_TURN_2, (2, CHAIR, {"propose": TEXT}))
SPOKEN: tuple[Line, ...] = (
    *TO_TURN_2,
    (2, CHAIR, {"predict": {"poland": "hedge", "answer": {"probe": 60}}}),
    (2, CHAIR, {"propose": TEXT}),
    (2, CHAIR, {"argue": {"use": "checked_steps_need_little_trust"}}),
    (2, "poland", {"argue": CLAIM}),
    (2, "poland", {"argue": {"use": "guard_too_low"}}),
    (2, CHAIR, {"rebut": {"target": "guard_too_low", "kind": "undercut", "text": "Not so."}}),
    (2, "poland", {"rebut": {"target": "checked_steps_need_little_trust", "kind": "concede"}}),
    (2, "poland", {"drop": "poland-1"}),
)
OURS = {"side": "for", "reason": "unity", "claim": "One text, one “alliance”, 条約."}
EVERY_MOVE: tuple[Line, ...] = (
    (1, CHAIR, {"wait": True}),
    (1, RUSSIA, {"answer": "probe"}),
    (2, CHAIR, {"propose": TEXT}),
    (2, CHAIR, {"argue": OURS}),
    (2, CHAIR, {"predict": {"poland": {"object": 70}, "answer": "probe"}}),
    (2, CHAIR, {"pass": True}),
    (2, POLAND, {"argue": {"use": "guard_too_low"}}),
    (2, POLAND, {"pass": True}),
    (2, RUSSIA, {"pass": True}),
    (2, CHAIR, {"rebut": {"target": "guard_too_low", "kind": "undercut"}}),
    (2, CHAIR, {"pass": True}),
    (2, POLAND, {"rebut": {"target": f"{CHAIR}-1", "kind": "concede", "text": "And yet."}}),
    (2, POLAND, {"pass": True}),
    (2, RUSSIA, {"pass": True}),
    (2, CHAIR, {"drop": f"{CHAIR}-1"}),
    (2, POLAND, {"pass": True}),
    (2, POLAND, {"respond": "hedge"}),
    (2, RUSSIA, {"answer": "stonewall"}),
    (3, CHAIR, {"wait": True}),
    (3, RUSSIA, {"answer": "reciprocate"}),
)
"""Three persons debate in turn 2; every pass is there."""


def use(mode: str, here: Path) -> None:
    """Put the scenario with that kind of debate into the working folder."""
    target = here / DECEMBER
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(december(mode), encoding="utf-8", newline="\n")


@pytest.fixture(autouse=True)
def ledger(here: Path) -> Path:
    use("ledger", here)
    return here


def written(*lines: Line) -> str:
    text = [json.dumps({"t": turn, "by": seat, "do": do}) for turn, seat, do in lines]
    return "\n".join(text) + "\n"


def moves_file(here: Path, *lines: Line) -> str:
    path = here / "moves.jsonl"
    path.write_text(written(*lines), encoding="utf-8")
    return str(path)


def by_persons(path: Path | None = None) -> Game:
    """The game of `EVERY_MOVE`, made by persons in their seats, and saved if a path is given."""
    seats = dict.fromkeys((CHAIR, POLAND, RUSSIA), "player")
    recording = record_to(begin(december_bundle("ledger"), "kalmar", seats), path)
    for entry in read_entries(written(*EVERY_MOVE)):
        assert (recording.game.turn, recording.game.mover) == (entry.turn, entry.seat)
        recording.submit(entry.move)
    return recording.game


def document(result: Result) -> Any:  # noqa: ANN401  JSON
    """The one JSON document on standard output."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_file_argues_for_the_seats_it_names(command: Command, here: Path) -> None:
    turns = document(command(*RUN, "--moves", moves_file(here, *SPOKEN), "--json"))["turns"]
    assert len(turns) == 2
    assert "debate" not in turns[0]
    floor = {one["argument"]: one for one in turns[1]["debate"]["floor"]}
    chairs, own = floor["checked_steps_need_little_trust"], floor["poland-1"]
    assert (chairs["by"], chairs["side"], chairs["label"]) == (CHAIR, "for", "PLR")
    assert (own["claim"], own["cards"]) == (CLAIM["claim"], CLAIM["cards"])
    assert (own["side"], own["reason"], own["dropped"]) == ("for", "security", True)
    assert "claim" not in chairs
    assert "dropped" not in chairs
    conceded = [one for one in chairs["rebuttals"] if one["by"] == "poland"]
    # To concede in part takes 80 where no card is played, to undercut 120.
    assert conceded == [{"by": "poland", "kind": "concede", "force": 80, "label": "PLR"}]
    undercut = [one for one in floor["guard_too_low"]["rebuttals"] if one["label"] == "PLR"]
    assert undercut == [
        {"by": CHAIR, "kind": "undercut", "text": "Not so.", "force": 120, "label": "PLR"}
    ]
    assert {one["label"] for one in floor.values()} == {"MOD", "PLR"}


def test_what_both_sides_came_to_is_told_by_actor(command: Command, here: Path) -> None:
    (_, turn) = document(command(*RUN, "--moves", moves_file(here, *SPOKEN), "--json"))["turns"]
    sides = turn["debate"]["sides"]
    assert list(sides) == list(turn["responses"])
    for came in sides.values():
        assert 0 < came["for"] <= 1000
        assert 0 < came["against"] <= 1000
        assert came["term"] == (came["for"] - came["against"]) / 1000


def test_forecasts_are_told_with_their_scores(command: Command, here: Path) -> None:
    found = document(command(*RUN, "--moves", moves_file(here, *SPOKEN), "--json"))
    about, answer = found["turns"][1]["forecasts"]
    assert (about["by"], about["about"], about["came"]) == (
        CHAIR, "poland", found["turns"][1]["responses"]["poland"],
    )  # fmt: skip
    assert about["forecast"] == [0.0, 0.0, 100.0, 0.0, 0.0]
    assert about["score"] == (0.0 if about["came"] == "hedge" else 2.0)
    assert (answer["about"], answer["came"]) == ("russia", found["turns"][1]["answer"])
    assert answer["forecast"] == [10.0, 60.0, 10.0, 10.0, 10.0]
    # 60 for what came leaves 0.4 squared and four times 0.1 squared; 10 for it leaves
    # 0.9 and 0.6 squared and three times 0.1 squared.
    expected = 0.20 if answer["came"] == "probe" else 1.20
    assert answer["score"] == pytest.approx(expected)
    mean = (about["score"] + answer["score"]) / 2
    assert found["scores"][CHAIR]["score"] == pytest.approx(mean)
    assert found["scores"][CHAIR]["forecasts"] == 2


def test_the_text_tells_the_debate(command: Command, here: Path) -> None:
    said = flat(command(*RUN, "--moves", moves_file(here, *SPOKEN)).stdout)
    assert "argued for: " in said
    assert "(checked_steps_need_little_trust) [PLR]" in said
    assert "(poland-1), withdrawn [PLR]" in said
    assert "checked_steps_need_little_trust, Poland concedes in part [PLR]" in said
    assert "came to, for/against: Baltic states " in said
    assert "forecast of Secretary General of NATO: Poland hedge 100 %, came " in said
    assert "Forecasts of Secretary General of NATO: " in said


def test_without_a_debate_nothing_of_it_is_told(command: Command, here: Path) -> None:
    use("none", here)
    result = command(*RUN, "--moves", moves_file(here, *TABLED), "--json")
    found = document(result)
    assert "scores" not in found
    for turn in found["turns"]:
        assert not turn.keys() & {"debate", "forecasts"}


def test_a_save_keeps_the_floor(command: Command, here: Path) -> None:
    moves = moves_file(here, *SPOKEN)
    told = document(command(*RUN, "--moves", moves, "--json", "--save", "a.dsim"))["turns"]
    lines = [json.loads(line) for line in (here / "a.dsim").read_text("utf-8").splitlines()]
    first, second = (line for line in lines if line["k"] == "turn")
    assert "debate" not in first
    assert second["debate"] == told[1]["debate"]
    assert lines[0]["debaters"] == {"2": ["poland", CHAIR]}
    assert open_save(here / "a.dsim").recording.game.turn == 3


def test_a_save_given_as_moves_says_the_same(command: Command, here: Path) -> None:
    moves = moves_file(here, *SPOKEN)
    one = command(*RUN, "--moves", moves, "--json", "--save", "a.dsim").stdout
    assert command(*RUN, "--moves", "a.dsim", "--json").stdout == one


def test_the_lines_of_the_documentation_make_a_debate(command: Command, here: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/cli.md").read_text(encoding="utf-8")
    (block,) = [one for one in page.split("```") if one.startswith("json") and '"argue"' in one]
    lines = [json.loads(line) for line in block.splitlines()[1:]]
    moves = [*TABLED, *((one["t"], one["by"], one["do"]) for one in lines)]
    result = command(*RUN, "--moves", moves_file(here, *moves), "--json")
    (_, turn) = document(result)["turns"]
    floor = {one["argument"]: one for one in turn["debate"]["floor"]}
    assert floor["poland-1"]["dropped"]
    assert floor["poland-1"]["rebuttals"][0]["text"] == "True, but rules have held at sea."
    assert {one["about"] for one in turn["forecasts"]} == {"poland", "germany", "russia"}
    said = {next(iter(one["do"])) for one in lines}
    assert said == {"predict", "argue", "rebut", "drop", "pass"}


# ------------------------------------------------------- lines and persons


def test_lines_give_the_session_that_persons_played(command: Command, here: Path) -> None:
    found = document(command(*RUN, "--moves", moves_file(here, *EVERY_MOVE), "--json"))
    game = by_persons()
    assert found["session_code"] == game.code
    assert [turn["state"] for turn in found["turns"]] == [
        digest(one.turn.after) for one in game.played
    ]


def test_a_save_of_persons_gives_the_session_that_it_holds(command: Command, here: Path) -> None:
    save = here / "played.dsim"
    game = by_persons(save)
    assert document(command(*RUN, "--moves", str(save), "--json"))["session_code"] == game.code


def test_passes_may_be_left_out(command: Command, here: Path) -> None:
    """Whoever has a line rests when nothing of it is left; Russia, without one, is modelled."""
    spoken = [line for line in EVERY_MOVE if "pass" not in line[2] or line[1] == RUSSIA]
    assert len(spoken) == len(EVERY_MOVE) - 5
    found = document(command(*RUN, "--moves", moves_file(here, *spoken), "--json"))
    assert found["session_code"] == by_persons().code


def test_a_strategy_tables_and_a_file_debates(command: Command, here: Path) -> None:
    """Who takes both sides owes nobody an answer; the steps that are left are passed."""
    uses = "guard_too_low", "checked_steps_need_little_trust"
    both: list[Line] = [(2, POLAND, {"argue": {"use": name}}) for name in uses]
    run = (*RUN, "--strategy", "dual_track", "--json")
    alone = document(command(*run))
    spoken = document(command(*run, "--moves", moves_file(here, *both), "--save", "run.dsim"))
    tabled = [[turn["proposal"] for turn in one["turns"][:2]] for one in (alone, spoken)]
    assert tabled[0] == tabled[1]
    assert spoken["turns"][0] == alone["turns"][0]
    assert spoken["turns"][1]["state"] != alone["turns"][1]["state"]
    lines = [json.loads(line) for line in (here / "run.dsim").read_text("utf-8").splitlines()]
    said = [one["do"] for one in lines if one["k"] == "move" and one["by"] == POLAND]
    assert said == [do for _, _, do in both] + [{"pass": True}] * 2


# ------------------------------------------------------- what is not possible

LAST = len(TABLED) + 1
WHERE = f"line {LAST}, move {LAST} (turn 2): "
GUARD = (2, CHAIR, {"argue": {"use": "guard_stays_up"}})
OWN = (2, CHAIR, {"rebut": {"target": "guard_stays_up", "kind": "counter"}})
THEIRS = (2, POLAND, {"drop": "checked_steps_need_little_trust"})


def argue(**parts: object) -> dict[str, object]:
    return {"argue": {**CLAIM, **parts}}


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ({"argue": {"use": "gard_too_low"}}, [WHERE, "did you mean 'guard_too_low'?"]),
        (argue(side="pro"), [WHERE, "there is no side 'pro': known: against, for"]),
        (argue(reason="securty"), [WHERE, "did you mean 'security'?"]),
        (argue(cards=["rules_at_see"]), [WHERE, "did you mean 'rules_at_sea'?"]),
        (argue(claim="x" * 201), [WHERE, "at most 200 characters; this one has 1 too many"]),
        (argue(claim=" "), [WHERE, "a claim needs words"]),
        (argue(claim="a\u202eb"), [WHERE, "U+202E"]),
        (argue(use="guard_too_low"), [WHERE, "has its side, reason and cards already"]),
        (argue(text="x"), [f"line {LAST}: a move that says `argue`"]),
        ({"argue": "guard_too_low"}, [f"line {LAST}: a move that says `argue`"]),
        (argue(cards="rules_at_sea"), [f"line {LAST}: `cards` of an argument is a list"]),
        ({"rebut": {"target": "x", "kind": "counter"}}, [WHERE, "no argument on the floor 'x'"]),
        ({"rebut": {"kind": "counter"}}, [f"line {LAST}: a move that says `rebut`"]),
        ({"argue": {"use": 3}}, [f"line {LAST}", '"side", "reason", "claim" and "cards"']),
        ({"drop": "nothing"}, [WHERE, "the debate of turn 2 is not held now"]),
        ({"predict": {"polnad": "hedge"}}, [WHERE, "did you mean 'poland'?"]),
        ({"predict": {"poland": "hegde"}}, [f"line {LAST}: ", "did you mean 'hedge'?"]),
        ({"predict": {"poland": {"hedge": 101}}}, [f"line {LAST}: ", "from 0 to 100"]),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_said_is_named(
    command: Command, here: Path, do: dict[str, Any], words: list[str]
) -> None:
    lines = (*TABLED, (2, CHAIR, do), GUARD)
    result = command(*RUN, "--moves", moves_file(here, *lines))
    assert result.exit_code == 1
    assert all(one in result.stderr for one in words), result.stderr
    assert "\u202e" not in result.stderr


NOTHING_MORE = "secretary_general says nothing more in turn 2, step rebut: answer at least one"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([(1, CHAIR, {"argue": {"use": "one_table"}})], "nothing is debated in turn 1; turns"),
        ([*TABLED, GUARD, GUARD], "'guard_stays_up' has been made already"),
        ([*TABLED, GUARD, OWN], "'guard_stays_up' is an argument of your own"),
        ([*SPOKEN[:-1], THEIRS], "no argument of yours 'checked_steps_need_little_trust'"),
        ([*TABLED, GUARD], NOTHING_MORE),
        ([*TABLED, GUARD, (2, CHAIR, {"drop": "guard_stays_up"})], NOTHING_MORE),
        ([*TABLED, GUARD, (3, CHAIR, {"wait": True})], NOTHING_MORE),
    ],
)
def test_a_line_in_the_wrong_step_is_refused(
    command: Command, here: Path, lines: list[Line], words: str
) -> None:
    result = command(*RUN, "--moves", moves_file(here, *lines))
    assert result.exit_code == 1
    assert words in result.stderr, result.stderr


def test_an_unknown_kind_of_rebuttal_is_named(command: Command, here: Path) -> None:
    _, speaking = debate_in(played("ledger"))
    rebut = {"rebut": {"target": speaking.targets[0], "kind": "challange"}}
    result = command(*RUN, "--moves", moves_file(here, *TABLED, (2, CHAIR, rebut)))
    assert result.exit_code == 1
    assert f"{WHERE}there is no kind of rebuttal" in result.stderr
    assert "did you mean 'challenge'?" in result.stderr


def test_a_line_that_comes_too_late_says_so(command: Command, here: Path) -> None:
    late = (2, CHAIR, {"argue": {"use": "one_table"}})
    spoken = (*SPOKEN, (2, "germany", {"respond": "hedge"}), late)
    result = command(*RUN, "--moves", moves_file(here, *spoken))
    assert result.exit_code == 1
    assert f"line {len(spoken)}, " in result.stderr
    assert "the debate of turn 2 is not held now" in result.stderr


def test_in_a_debate_by_cards_nobody_writes(command: Command, here: Path) -> None:
    use("cards", here)
    lines = (*TABLED, (2, CHAIR, {"argue": CLAIM}))
    result = command(*RUN, "--moves", moves_file(here, *lines))
    assert result.exit_code == 1
    assert "arguments are chosen and not written" in result.stderr


def test_empty_lines_of_a_file_count(command: Command, here: Path) -> None:
    path = Path(moves_file(here, *TABLED, (2, CHAIR, {"argue": {"use": "nobody"}})))
    path.write_text("\n\n" + path.read_text("utf-8"), encoding="utf-8")
    result = command(*RUN, "--moves", str(path))
    assert f"line {LAST + 2}, move {LAST} (turn 2): " in result.stderr

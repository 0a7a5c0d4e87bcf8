"""`run` and `play` with seats beside the chair's: a file speaks for them, or a strategy tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import Result

from dialogue_sim.session.saves.opening import open_save

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Line: TypeAlias = tuple[int, str, dict[str, Any]]
RUN = ("run", "december_2019", "--seed", "kalmar")


def document(result: Result) -> Any:  # noqa: ANN401  JSON
    """The one JSON document on standard output."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def moves_file(here: Path, *lines: Line) -> str:
    path = here / "moves.jsonl"
    text = [json.dumps({"t": turn, "by": seat, "do": do}) for turn, seat, do in lines]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return str(path)


CHAIR = "secretary_general"
SPOKEN: tuple[Line, ...] = (
    (1, CHAIR, {"propose": "nrc_ambassadors"}),
    (1, "poland", {"respond": "break_silence"}),
    (1, CHAIR, {"settle": "amend", "amend": {"conditions": "strict"}}),
    (1, "poland", {"respond": "endorse"}),
    (1, "russia", {"answer": "probe"}),
    (2, CHAIR, {"propose": "nrc_ambassadors"}),
)


def test_a_file_speaks_for_the_seats_it_names(command: Command, here: Path) -> None:
    result = command(*RUN, "--moves", moves_file(here, *SPOKEN), "--json")
    first, second = document(result)["turns"]
    assert first["responses"]["poland"] == "endorse"
    assert (first["answer"], first["stands"]) == ("probe", True)
    assert [move["by"] for move in first["spoken"]] == ["poland", "poland", "russia"]
    # In turn 2 the file is silent about both, so they are modelled again.
    assert "spoken" not in second
    assert "the moves end in turn 3 of 6" in result.stderr


def test_a_seat_that_the_file_does_not_name_is_drawn_as_ever(command: Command, here: Path) -> None:
    chair = [line for line in SPOKEN if "propose" in line[2]]
    without = document(command(*RUN, "--moves", moves_file(here, *chair), "--json"))["turns"]
    germany = (1, "germany", {"respond": "object"})
    with_it = moves_file(here, chair[0], germany, chair[1])
    turns = document(command(*RUN, "--moves", with_it, "--json"))["turns"]
    assert turns[0]["responses"] == {**without[0]["responses"], "germany": "object"}


@pytest.mark.usefixtures("plain")
def test_a_strategy_tables_where_the_file_says_nothing(command: Command, here: Path) -> None:
    path = moves_file(
        here,
        (2, CHAIR, {"propose": "isolation"}),
        (3, "poland", {"respond": "object"}),
        (3, "russia", {"answer": "escalate"}),
    )
    session = document(command(*RUN, "--moves", path, "--strategy", "dual_track", "--json"))
    policies = [turn["proposal"]["policy"] for turn in session["turns"]]
    assert policies[:3] == ["strict_conditional_dialogue", "isolation",
                            "strict_conditional_dialogue"]  # fmt: skip
    assert session["ending"] is not None
    assert session["turns"][2]["answer"] == "escalate"


def test_a_strategy_alone_mans_nobody(command: Command, here: Path) -> None:
    session = document(command(*RUN, "--strategy", "grit", "--save", "x.dsim", "--json"))
    assert not any("spoken" in turn for turn in session["turns"])
    head = json.loads((here / "x.dsim").read_text(encoding="utf-8").split("\n")[0])
    assert head["seats"] == {}


def test_a_run_with_seats_is_saved_and_played_again(command: Command, here: Path) -> None:
    moves = moves_file(here, *SPOKEN)
    first = document(command(*RUN, "--moves", moves, "--save", "x.dsim", "--json"))
    assert open_save(here / "x.dsim").recording.game.code == first["session_code"]
    assert document(command(*RUN, "--moves", "x.dsim", "--json")) == first


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ((1, "france", {"respond": "hedge"}), "'france' is no seat"),
        ((1, "poland", {"respond": "hedges"}), "did you mean 'hedge'"),
        ((1, "russia", {"answer": "prob"}), "did you mean 'probe'"),
        ((1, "russia", {"respond": "hedge"}), "russia has to answer first"),
        ((1, "poland", {"answer": "probe"}), "poland has to respond first"),
        ((2, "poland", {"respond": "hedge"}), "turn 2"),
    ],
)
def test_what_a_file_cannot_say_is_refused_with_a_sentence(
    command: Command, here: Path, line: Line, words: str
) -> None:
    path = moves_file(here, (1, CHAIR, {"propose": "nrc_ambassadors"}), line)
    result = command(*RUN, "--moves", path)
    assert result.exit_code == 1
    assert words in result.stderr


def test_seats_that_do_not_exist_are_refused_before_anything_opens(command: Command) -> None:
    result = command("play", "december_2019", "--seat", "poland", "--seat", "rusia")
    assert result.exit_code == 2
    assert "did you mean 'russia'" in result.stderr

"""The notation of moves: what is written is read again, and anything else is refused."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.session.any_moves import MOVES

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Assure,
    Campaign,
    Consult,
    Drop,
    Entry,
    Mandate,
    Move,
    MoveError,
    Pass,
    Predict,
    Propose,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.session.notation import read_entries, read_move, write_move
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.words import ANSWERS

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

WORDS = st.sampled_from([
    "propose", "settle", "amend", "venue", "group", "withdraw", "nrc", "t", "wait", "campaign",
    "consult", "assure", "how", "now", "promise", "mandate", "seat", "respond", "answer",
    "argue", "use", "side", "cards", "rebut", "target", "kind", "drop", "pass", "predict", "hedge",
])  # fmt: skip
ANYTHING: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("move", "do"),
    [
        (Propose("isolation"), {"propose": "isolation"}),
        (
            Propose("isolation", {"contact": "top"}, "nrc"),
            {"propose": "isolation", "amend": {"contact": "top"}, "venue": "nrc"},
        ),
        (Settle("group"), {"settle": "group"}),
        (Settle("withdraw"), {"settle": "withdraw"}),
        (
            Settle("amend", {"framing": "crisis"}),
            {"settle": "amend", "amend": {"framing": "crisis"}},
        ),
        (Respond("hedge"), {"respond": "hedge"}),
        (Answer("probe"), {"answer": "probe"}),
        (Consult("poland"), {"consult": "poland"}),
        (Assure("poland", "now"), {"assure": "poland", "how": "now"}),
        (Assure("poland", "promise"), {"assure": "poland", "how": "promise"}),
        (Campaign(), {"campaign": True}),
        (Wait(), {"wait": True}),
        (Mandate("guardian"), {"mandate": "guardian"}),
        (Mandate("guardian", "poland"), {"mandate": "guardian", "seat": "poland"}),
        (Argue(use="one_table"), {"argue": {"use": "one_table"}}),
        (
            Argue(side="for", reason="law", claim="So it is.", cards=("gas", "aid")),
            {
                "argue": {
                    "side": "for",
                    "reason": "law",
                    "claim": "So it is.",
                    "cards": ["gas", "aid"],
                }
            },
        ),
        (
            Rebut("poland-1", "undercut"),
            {"rebut": {"target": "poland-1", "kind": "undercut"}},
        ),
        (
            Rebut("poland-1", "counter", "gas", "Not so."),
            {
                "rebut": {
                    "target": "poland-1",
                    "kind": "counter",
                    "card": "gas",
                    "text": "Not so.",
                }
            },
        ),
        (Drop("one_table"), {"drop": "one_table"}),
        (Pass(), {"pass": True}),
        (
            Predict({"poland": {"hedge": 60, "object": 40}}, {"probe": 100}),
            {"predict": {"poland": {"hedge": 60, "object": 40}, "answer": {"probe": 100}}},
        ),
    ],
)
def test_a_move_is_written_as_the_contract_says(move: Move, do: dict[str, Json]) -> None:
    assert write_move(move) == do
    assert read_move(do) == move


@given(MOVES)
def test_every_move_survives_writing_and_reading(move: Move) -> None:
    assert read_move(write_move(move)) == move
    line = json.dumps({"t": 3, "by": "russia", "do": write_move(move)})
    assert read_entries(line) == [Entry(3, "russia", move)]


@given(ANYTHING)
def test_arbitrary_json_is_a_move_or_a_move_error(do: Json) -> None:
    with contextlib.suppress(MoveError):
        move = read_move(do)
        assert isinstance(do, dict)
        assert read_move(write_move(move)) == move


@pytest.mark.parametrize(
    "do",
    [
        None,
        3,
        "isolation",
        [],
        {},
        {"propose": 3},
        {"propose": None},
        {"propose": ["isolation"]},
        {"propose": "isolation", "ammend": {}},
        {"propose": "isolation", "settle": "group"},
        {"propose": "isolation", "venue": 3},
        {"propose": "isolation", "amend": []},
        {"propose": "isolation", "amend": {"contact": 1}},
        {"propose": "isolation", "amend": {"contact": None}},
        {"settle": "agree"},
        {"settle": ["group"]},
        {"settle": {"group": True}},
        {"settle": "group", "venue": "nrc"},
        {"settle": "amend", "amend": "contact"},
        {"x" * 1000: "y"},
        {"consult": True},
        {"consult": "poland", "how": "now"},
        {"assure": "poland"},
        {"assure": "poland", "how": "always"},
        {"assure": "poland", "how": None},
        {"assure": 3, "how": "now"},
        {"campaign": False},
        {"campaign": "yes"},
        {"wait": None},
        {"wait": True, "campaign": True},
        {"mandate": None},
        {"mandate": "guardian", "seat": None},
        {"mandate": "guardian", "turn": 2},
        {"argue": "one_table"},
        {"argue": ["one_table"]},
        {"argue": {"use": 3}},
        {"argue": {"using": "one_table"}},
        {"argue": {"use": "one_table"}, "pass": True},
        {"argue": {"use": None}},
        {"rebut": {}},
        {"rebut": "one_table"},
        {"rebut": {"target": "one_table"}},
        {"rebut": {"kind": "counter"}},
        {"rebut": {"target": "one_table", "kind": ["counter"]}},
        {"rebut": {"target": "one_table", "kind": "counter", "cards": ["gas"]}},
        {"drop": None},
        {"drop": ["one_table"]},
        {"drop": "one_table", "pass": True},
        {"pass": False},
        {"pass": 1},
        {"pass": True, "wait": True},
        {"predict": {}},
        {"predict": "hedge"},
        {"predict": {"poland": "hedge"}, "wait": True},
    ],
)
def test_what_is_no_move_is_refused(do: Json) -> None:
    with pytest.raises(MoveError, match=r"move|way to assure") as caught:
        read_move(do)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ({"argue": {"use": "x", "cards": "gas"}}, "`cards` of an argument is a list of ids"),
        ({"argue": {"cards": [1]}}, "`cards` of an argument is a list of ids"),
        ({"argu": {"use": "x"}}, "did you mean 'argue'?"),
        ({"rebut": {"target": "x"}}, '"kind": KIND'),
        ({"drop": 3}, '{"drop": ARGUMENT}'),
        ({"pass": "yes"}, '{"pass": true}'),
        ({"predict": {"poland": "maybe"}}, 'there is no response "maybe"'),
        ({"predict": {"poland": "hedg"}}, "did you mean 'hedge'?"),
        ({"predict": {"answer": "hedge"}}, 'there is no answer "hedge"'),
        ({"predict": {"poland": {}}}, "a forecast is the id of a response, or percents"),
        ({"predict": {"poland": {"hedge": 101}}}, "hedge is a whole percent from 0 to 100"),
        ({"predict": {"poland": {"hedge": -1}}}, "a whole percent from 0 to 100"),
        ({"predict": {"poland": {"hedge": 60.0}}}, "a whole percent from 0 to 100"),
        ({"predict": {"poland": {"hedge": True}}}, "a whole percent from 0 to 100"),
        ({"predict": {"poland": {"hedge": 60, "object": 41}}}, "add up to 100, and not to 101"),
        ({"predict": {"answer": dict.fromkeys(ANSWERS, 19)}}, "add up to 100, and not to 95"),
    ],
)
def test_what_is_said_in_a_debate_or_forecast_wrongly_is_named(do: Json, words: str) -> None:
    with pytest.raises(MoveError) as caught:
        read_move(do)
    assert words in str(caught.value)


def test_an_id_alone_is_a_forecast_without_doubt() -> None:
    read = read_move({"predict": {"poland": "hedge", "answer": "probe"}})
    assert read == Predict({"poland": {"hedge": 100}}, {"probe": 100})


def test_lines_between_moves_are_skipped() -> None:
    text = """
{"k": "head", "dialogue_sim": "save"}

{"t": 1, "by": "poland", "do": {"propose": "isolation"}}
{"k": "turn", "t": 1}
{"k": "move", "t": 2, "by": "poland", "do": {"settle": "group"}, "why": "no time"}
"""
    assert read_entries(text) == [
        Entry(1, "poland", Propose("isolation")),
        Entry(2, "poland", Settle("group")),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("nonsense", "not JSON"),
        ("[" * 100_000, "line 3"),
        ("1" * 10_000, "line 3"),
        ("[]", "expected"),
        ('{"t": 1, "by": "poland"}', "expected"),
        ('{"t": "1", "by": "poland", "do": {"settle": "group"}}', "`t` is the number"),
        ('{"t": true, "by": "poland", "do": {"settle": "group"}}', "`t` is the number"),
        ('{"t": 1.0, "by": "poland", "do": {"settle": "group"}}', "`t` is the number"),
        ('{"t": 1, "by": null, "do": {"settle": "group"}}', "`by` the id of a seat"),
        ('{"t": 1, "by": "poland", "do": {"settle": "agree"}}', "a move that says `settle`"),
        ('{"t": 1, "by": "poland", "do": {"settle": []}}', "a move that says `settle`"),
        ('{"t": 1, "by": "poland", "do": ' + "[" * 500 + "]" * 500 + "}", "a move is"),
        ("\ufeff{}", "line 3"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, words: str) -> None:
    good = '{"t": 1, "by": "poland", "do": {"settle": "group"}}\n\n'
    with pytest.raises(MoveError, match="line 3") as caught:
        read_entries(good + line)
    assert words in str(caught.value)


@given(st.text(max_size=60))
def test_arbitrary_text_is_moves_or_a_move_error(text: str) -> None:
    with contextlib.suppress(MoveError):
        assert all(isinstance(entry, Entry) for entry in read_entries(text))


def test_the_moves_of_a_save_are_read(game: Game, tmp_path: Path) -> None:
    path = tmp_path / "session.dsim"
    recording = record_to(game, path)
    recording.submit(Propose("nrc_ambassadors"))
    entries = read_entries(path.read_text(encoding="utf-8"))
    assert entries == [Entry(1, "secretary_general", Propose("nrc_ambassadors"))]


@pytest.mark.parametrize("text", ["a\x85b", "line\u2028paragraph\u2029", "\x1cfile", "\x0b\x0c"])
def test_only_a_line_feed_ends_a_line(text: str) -> None:
    note = json.dumps({"k": "note", "text": text}, ensure_ascii=False)
    move = '{"t": 1, "by": "poland", "do": {"settle": "group"}}'
    assert read_entries(f"{note}\n{move}\r\n") == [Entry(1, "poland", Settle("group"))]

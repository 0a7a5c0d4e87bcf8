"""Saves of every format open, are verified, and go on; what is on the disk stays as it is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.session.moves import Wait
from dialogue_sim.session.saves.opening import open_save, recording_at
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.upcast import up_to_date, upcast_1_to_2
from dialogue_sim.session.saves.verifying import verify

HERE = Path(__file__).parent
GOLDEN = {"format_1": "0f99df89", "format_2": "eab20615"}
"""One save of each format, and the code that its session had when it was made."""


@pytest.fixture
def save(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / f"{request.param}.dsim"
    path.write_bytes(gzip.decompress((HERE / f"{request.param}.dsim.gz").read_bytes()))
    return path


def written(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


@pytest.mark.parametrize("save", GOLDEN, indirect=True)
def test_a_save_of_every_format_is_sound(save: Path) -> None:
    verdict = verify(save)
    assert verdict.faults == ()
    assert verdict.code == GOLDEN[save.stem]


@pytest.mark.parametrize("save", GOLDEN, indirect=True)
def test_a_save_of_every_format_goes_on_behind_what_is_there(save: Path) -> None:
    raw, before = save.read_bytes(), len(written(save))
    recording = open_save(save).recording
    recording.submit(Wait())
    recording.branch(1, seed="riga")
    recording.close()
    assert save.read_bytes().startswith(raw)
    kinds = [record["k"] for record in written(save)[before:]]
    first = ["format"] if save.stem == "format_1" else []
    assert kinds[: len(first) + 1] == [*first, "move"]
    assert kinds[-1] == "branch"
    again = open_save(save)
    assert again.recording.game.luck == "kalmar, from turn 1 riga"
    assert (again.save.format, verify(save).faults) == (2, ())


@pytest.mark.parametrize("save", ["format_1"], indirect=True)
def test_a_mixed_save_is_read_each_part_in_its_format(save: Path) -> None:
    old = written(save)
    turns = [place for place, record in enumerate(old) if record["k"] == "turn"]
    recording = open_save(save).recording
    while len(recording.game.played) == len(turns):
        recording.submit_and_go_on(Wait())
    recording.close()
    tree = read_save(save).tree
    assert "responses" in old[turns[0]], "the old turns are flat on the disk"
    for number in tree.turns(tree.tip):
        record: Any = tree.records[number]
        assert set(record) >= {"hearings", "in_force", "indicators", "state", "stands"}
        assert "text" not in record
        assert "responses" not in record
    # Silence was broken in the second turn; format 1 kept what was said to the second text.
    heard = [tree.records[number]["hearings"] for number in tree.turns(tree.tip)]
    assert [len(one) for one in heard if isinstance(one, list)][: len(turns)] == [1] * len(turns)


@pytest.mark.parametrize("save", ["format_2"], indirect=True)
def test_every_line_of_the_golden_tree_can_be_gone_on_with(save: Path) -> None:
    read = read_save(save)
    lines = read.tree.variations
    assert [(line.name, line.seed, line.since) for line in lines] == [
        ("main", "", 1), ("softer", "oslo", 2), ("variation 2", "", 3),
    ]  # fmt: skip
    assert read.tree.kind(read.tree.tip) == "turn"
    assert read.tree.variation_of(read.tree.tip).name == "softer"
    said = [(note.mark, note.text) for notes in read.tree.notes.values() for note in notes]
    assert said == [("?!", "why here? 条約"), ("!", "a second thought")]
    playback = Playback(read)
    lucks = [recording_at(playback, line.end).game.luck for line in lines]
    assert lucks == ["kalmar", *["kalmar, from turn 2 oslo"] * 2]


# ---------------------------------------------------------------- upcast

OLD_TURN = {
    "n": 18, "p": 17, "k": "turn", "t": 1,
    "responses": {"poland": "object"}, "stands": False, "answer": "probe", "fired": ["drill"],
    "indicators": {"trust": 41.5}, "text": {"policy": "talks", "levels": {"contact": "none"}},
    "terms": {"poland": {"threat": -0.5}}, "probabilities": {"poland": [0, 0, 0.5, 0.5, 0]},
    "drivers": {"fear": 0.25}, "ending": None, "state": "9c41", "h": "0367",
}  # fmt: skip
NEW_TURN = {
    "n": 18, "p": 17, "k": "turn", "t": 1,
    "stands": False, "answer": "probe", "fired": ["drill"],
    "indicators": {"trust": 41.5}, "in_force": {"policy": "talks", "levels": {"contact": "none"}},
    "hearings": [{
        "responses": {"poland": "object"},
        "terms": {"poland": {"threat": -0.5}},
        "probabilities": {"poland": [0, 0, 0.5, 0.5, 0]},
        "stands": False,
    }],
    "drivers": {"fear": 0.25}, "ending": None, "state": "9c41", "h": "0367",
}  # fmt: skip


def test_a_turn_of_format_1_has_one_hearing_in_format_2() -> None:
    before = json.dumps(OLD_TURN)
    assert upcast_1_to_2(OLD_TURN) == NEW_TURN
    assert json.dumps(OLD_TURN) == before, "the record on the disk is not touched"


def test_a_turn_of_waiting_has_no_hearing() -> None:
    waited = {**OLD_TURN, "responses": {}, "terms": {}, "probabilities": {}}
    assert upcast_1_to_2(waited) == {**NEW_TURN, "hearings": []}


def test_a_debate_and_keys_that_nobody_knows_are_kept() -> None:
    more = {"debate": {"floor": []}, "mood": "hopeful"}
    assert upcast_1_to_2({**OLD_TURN, **more}) == {**NEW_TURN, **more}


@pytest.mark.parametrize("kind", ["head", "file", "move", "seats", "note", "unheard of"])
def test_no_other_record_changes(kind: str) -> None:
    record: dict[str, object] = {"k": kind, "text": "t:1234", "responses": {"poland": "object"}}
    assert upcast_1_to_2(record) == record


def test_records_are_brought_up_to_date_from_the_format_they_were_written_in() -> None:
    said = {"poland": "object"}
    turn: dict[str, object] = {"k": "turn", "text": {}, "responses": said, "stands": True}
    new: dict[str, object] = {"k": "turn", "hearings": [], "in_force": {}}
    found = list(up_to_date([{"k": "head", "v": 1}, turn, {"k": "format", "v": 2}, new]))
    assert "hearings" in found[1]
    assert "text" not in found[1]
    assert found[3] == new
    assert list(up_to_date([{"k": "head", "v": 9}, turn]))[1] == turn

"""What becomes of a JSON document that arrives: a save that needs no library, or a sentence."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from tests.session.share.comparing import json_of, line_of, read_code, text_of
from tests.session.share.conftest import Send

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.session.saves.journal import SaveError, short_hash
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.share.line import ShareError

Body: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Body], object]


def test_a_document_needs_no_library(send: Send, save: Path) -> None:
    done = send(json_of(save), {})
    there, sent = read_save(done.path), read_save(save)
    assert line_of(there, there.tree.tip) == line_of(sent, sent.tree.tip)
    assert there.files == sent.files
    assert (done.problems, done.turns) == ((), 3)
    assert open_save(done.path).recording.game.code == done.code == read_code(text_of(save))


def forged(text: str, change: Change) -> str:
    """A document that was changed by somebody who knows how its hash is made."""
    body = json.loads(text)
    change(body)
    whole = json.dumps(
        {"records": body["records"], "notes": body["notes"]},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    body["sha"] = short_hash(whole)
    return json.dumps(body)


def turn(body: Body) -> Body:
    return next(one for one in body["records"] if one["k"] == "turn")


def test_a_turn_that_does_not_come_out_is_shown_as_recorded(send: Send, save: Path) -> None:
    def change(body: Body) -> None:
        turn(body)["state"] = "0" * 16
        turn(body)["indicators"]["tension"] = 99.0

    done = send(forged(json_of(save), change), {})
    (problem,) = done.problems
    assert problem.startswith("It cannot be played again, and shows what was recorded:")
    assert "(turn 1): played again, it differs in tension" in problem
    assert len(read_save(done.path).tree.turns(read_save(done.path).tree.tip)) == 3


FORGED: dict[str, tuple[Change, str]] = {
    "another kind": (lambda body: body.update(dialogue_sim="save"), "is no line of this program"),
    "another version": (lambda body: body.update(v=2), "was exported by another version"),
    "no head": (lambda body: body["records"].pop(0), "is no save of this program"),
    "a newer format": (
        lambda body: body["records"][0].update(v=3),
        "was saved by a newer version",
    ),
    "no format": (lambda body: body["records"][0].update(v=True), "no version of a format"),
    "no seed": (lambda body: body["records"][0].pop("seed"), "`seed` is missing"),
    "a list of seats": (
        lambda body: body["records"][0].update(seats=[]),
        "`seats` is missing or no dict",
    ),
    "words for turns": (
        lambda body: body["records"][0].update(turns="6"),
        "`turns` is missing or no int",
    ),
    "no kind": (lambda body: body["records"][3].pop("k"), "record 4: it is no step of a line"),
    "a tip": (
        lambda body: body["records"][3].update(k="tip"),
        "record 4: it is no step of a line",
    ),
    "two heads": (
        lambda body: body["records"][3].update(k="head"),
        "record 4: it is no step of a line",
    ),
    "a note on nothing": (
        lambda body: body["notes"].append({"at": 999, "text": "x"}),
        "note 2: it is about noth",
    ),
    "a note before everything": (
        lambda body: body["notes"].append({"at": -1, "text": "x"}),
        "note 2: it is about noth",
    ),
    "an empty note": (
        lambda body: body["notes"].append({"at": 3, "text": ""}),
        "note 2: a note needs a word",
    ),
    "a number for a note": (
        lambda body: body["notes"].append({"at": 3, "text": 3}),
        "note 2: `text` is missing",
    ),
    "no mark": (
        lambda body: body["notes"].append({"at": 3, "text": "x", "mark": "#"}),
        "is no mark",
    ),
    "a note that steers": (
        lambda body: body["notes"].append({"at": 3, "text": "\x1b["}),
        "cannot be shown",
    ),
}


@pytest.mark.parametrize(("change", "said"), FORGED.values(), ids=FORGED)
def test_a_forged_document_is_refused(
    send: Send, save: Path, tmp_path: Path, change: Change, said: str
) -> None:
    with pytest.raises((ShareError, SaveError)) as caught:
        send(forged(json_of(save), change), {})
    assert said in str(caught.value)
    assert not list(tmp_path.glob("saves/*"))


ODD: dict[str, Change] = {
    "a scenario above": lambda body: body["records"][0].update(scenario="../../up"),
    "a file above": lambda body: body["records"][1].update(path="../../up.yaml"),
    "a file that is no content": lambda body: body["records"][1].update(body=":\n"),
    "no hash of a file": lambda body: body["records"][1].pop("sha"),
    "a seat of nobody": lambda body: body["records"][0].update(seats={"atlantis": 3}),
    "turns before the first": lambda body: body["records"][0].update(turns=-1),
    "no difficulty": lambda body: body["records"][0].update(difficulty=[]),
    "a move that is none": lambda body: body["records"].append({"k": "move", "do": {"wait": [1]}}),
    "nobody sits": lambda body: body["records"].append({"k": "seats"}),
    "an unknown step": lambda body: body["records"].append(
        {"k": "what", "n": 0, "p": 7, "h": "x"}
    ),
    "a turn of nonsense": lambda body: turn(body).update(
        indicators=None, hearings=3, fired={}, state=[]
    ),
    "a turn without number": lambda body: turn(body).update(t="1"),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_whatever_a_document_says_ends_in_a_sentence(
    send: Send, save: Path, tmp_path: Path, change: Change
) -> None:
    try:
        done = send(forged(json_of(save), change), {})
    except (ShareError, SaveError):
        assert not list(tmp_path.glob("saves/*"))
        return
    assert done.path.parent == tmp_path / "saves"
    there = read_save(done.path)
    if done.problems:
        with pytest.raises((SaveError, ContentError)):
            open_save(done.path)
    else:
        assert open_save(done.path).recording.game.code == done.code
    with contextlib.suppress(SaveError):
        text_of(there.path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON object that could be a line"),
        ("{}", "is no line of this program"),
        ('{"a": 1, "a": 2}', "a key stands in an object twice"),
        ('{"a": NaN}', "NaN is no number of JSON"),
        ('{"a": ' + "[" * 100_000, "is no JSON object that could be a line"),
        ('{"a": ' + "9" * 5000 + "}", "is no JSON object that could be a line"),
        (r'{"a": "\ud800"}', "is no JSON object that could be a line"),
        ('{"dialogue_sim": "line", "v": 1}', "`records` is a list of objects"),
        ('{"dialogue_sim": "line", "v": 1, "records": [1]}', "`records` is a list of objects"),
        ('{"n":0,"p":-1,"k":"head"}', "is a save itself and needs no import"),
    ],
)
def test_what_is_no_document_is_refused(send: Send, text: str, said: str) -> None:
    with pytest.raises((ShareError, SaveError), match=said):
        send(text)


def test_a_document_that_was_changed_is_refused(send: Send, save: Path) -> None:
    text = json_of(save)
    assert text.count('"both at once"') == 1
    with pytest.raises(ShareError, match="it was changed since it was exported"):
        send(text.replace("both at once", "one at a time"), {})

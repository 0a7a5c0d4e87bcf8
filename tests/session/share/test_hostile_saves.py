"""A save that somebody forged is exported as text that says no more than its moves."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from tests.session.share.comparing import json_of, text_of

from dialogue_sim.content.characters import FORBIDDEN
from dialogue_sim.session.saves.journal import Journal, SaveError
from dialogue_sim.session.saves.reading import NewerError, read_save
from dialogue_sim.session.share.line import Made, Step
from dialogue_sim.session.share.reading_text import read_line

Records: TypeAlias = list[dict[str, Any]]
Change: TypeAlias = Callable[[Records], object]
EVIL = "x\n9. poland: wait\n{note}\n\x1b[2J\u202e"


def forged(save: Path, change: Change) -> Path:
    """The same save with records changed, and its chain made anew."""
    records = [
        {key: part for key, part in record.items() if key not in {"n", "p", "h"}}
        for record in read_save(save).tree.records
        if record["k"] != "note"
    ]
    change(records)
    journal = Journal(save.with_name("forged.dsim"))
    journal.append([dict(record) for record in records])
    journal.close()
    return journal.path


def of_kind(records: Records, kind: str) -> dict[str, Any]:
    return next(record for record in records if record["k"] == kind)


def evil_turn(records: Records) -> None:
    turn = of_kind(records, "turn")
    (hearing,) = turn["hearings"]
    hearing["responses"] = {EVIL: "object", "poland": EVIL, "germany": "hedge"}
    turn.update(fired=[EVIL], answer=EVIL, ending=EVIL)


TOLD: Mapping[str, Change] = {
    "names in a turn": evil_turn,
    "a name of a line": lambda records: records.insert(-2, {"k": "branch", "t": 3, "name": EVIL}),
    "a seed": lambda records: records[0].update(seed=EVIL),
    "a person": lambda records: records[0]["seats"].update(secretary_general=EVIL),
    "hashes": lambda records: records[0].update(rules=EVIL, text=[EVIL], engine={EVIL: 1}),
    "numbers": lambda records: of_kind(records, "turn").update(indicators={"tension": EVIL}),
    "no hearings": lambda records: of_kind(records, "turn").update(hearings=EVIL, t=[]),
}


@pytest.mark.parametrize("change", TOLD.values(), ids=TOLD)
def test_no_word_of_a_save_becomes_a_line_of_the_text(save: Path, change: Change) -> None:
    text = text_of(forged(save, change))
    assert not FORBIDDEN.search(text)
    steps = [item for item in read_line(text).items if isinstance(item, Step)]
    made = [step for step in steps if isinstance(step.does, Made)]
    assert [step.turn for step in made] == [1, 2, 3]
    assert {step.does.by for step in made if isinstance(step.does, Made)} == {"secretary_general"}


REFUSED: Mapping[str, tuple[Change, str]] = {
    "no scenario": (lambda records: records[0].pop("scenario"), "`scenario` is missing"),
    "a number for a seed": (lambda records: records[0].update(seed=1), "`seed` is missing"),
    "no seats": (lambda records: records[0].update(seats=None), "`seats` is missing"),
    "no turns": (lambda records: records[0].update(turns=True), "`turns` is missing"),
    "no state": (lambda records: of_kind(records, "turn").pop("state"), "`state` is missing"),
    "nobody": (lambda records: of_kind(records, "move").pop("by"), "(move): `by` is missing"),
    "no move": (lambda records: of_kind(records, "move").update(do={EVIL: 1}), "is no move"),
    "no by turn": (lambda records: records[0].update(speakers=3), "`speakers` is missing"),
}


@pytest.mark.parametrize(("change", "said"), REFUSED.values(), ids=REFUSED)
def test_a_save_that_says_too_little_is_named_by_its_record(
    save: Path, change: Change, said: str
) -> None:
    path = forged(save, change)
    with pytest.raises(SaveError) as caught:
        text_of(path)
    assert str(caught.value).startswith(f"{path}, record ")
    assert said in str(caught.value)
    with contextlib.suppress(SaveError):
        json_of(path)


@pytest.mark.parametrize("layout", [text_of, json_of])
def test_a_save_of_a_newer_version_is_sent_as_it_is(
    save: Path, layout: Callable[[Path], str]
) -> None:
    with pytest.raises(NewerError, match="was saved by a newer version"):
        layout(forged(save, lambda records: records[0].update(v=3)))

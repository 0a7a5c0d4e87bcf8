"""What a seat may do, in the one notation of tests, `--moves` files and saves.

A line is `{"t": 1, "by": "secretary_general", "do": {"propose": "nrc_ambassadors"}}`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from dialogue_sim.content.suggest import hint
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

How = Literal["amend", "group", "withdraw"]


class MoveError(DialogueSimError):
    """A move that cannot be read, or that is not possible now."""


@dataclass(frozen=True, slots=True)
class Propose:
    """Table a policy, with up to two issues amended (the venue counts as an issue)."""

    policy: str
    amend: Mapping[str, str] = field(default_factory=dict)
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Settle:
    """After silence was broken: amend one issue, go on as a smaller group, or withdraw."""

    how: How
    amend: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Respond:
    """What the person in an actor's seat says to the text on the table, in place of a draw."""

    response: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person in the counterpart's seat does, in place of a draw."""

    answer: str


Move: TypeAlias = Propose | Settle | Respond | Answer


@dataclass(frozen=True, slots=True)
class Entry:
    """A move of a seat in a turn."""

    turn: int
    seat: str
    move: Move


def write_move(move: Move) -> dict[str, object]:
    """The `do` of a move; what is not said is left out."""
    match move:
        case Propose(policy, amend, venue):
            do: dict[str, object] = {"propose": policy}
            if amend:
                do["amend"] = dict(amend)
            if venue is not None:
                do["venue"] = venue
            return do
        case Settle(how, amend):
            return {"settle": how, "amend": dict(amend)} if amend else {"settle": how}
        case Respond(response):
            return {"respond": response}
        case Answer(answer):
            return {"answer": answer}


def read_move(do: object) -> Move:
    """A move from its `do`.

    Raises:
        MoveError: it is none; the sentence says what was expected.
    """
    if not isinstance(do, dict):
        message = 'a move is an object such as {"propose": "nrc_ambassadors"}'
        raise MoveError(message)
    if isinstance(do.get("propose"), str) and do.keys() <= {"propose", "amend", "venue"}:
        venue = do.get("venue")
        if venue is not None and not isinstance(venue, str):
            message = "`venue` of a move is the id of a venue"
            raise MoveError(message)
        return Propose(do["propose"], _amendments(do), venue)
    if do.keys() == {"respond"}:
        return Respond(_one_of(do["respond"], RESPONSES, "response"))
    if do.keys() == {"answer"}:
        return Answer(_one_of(do["answer"], ANSWERS, "answer"))
    how = do.get("settle")
    allowed = {"settle", "amend"} if how == "amend" else {"settle"}
    if isinstance(how, str) and how in get_args(How) and do.keys() <= allowed:
        return Settle(cast("How", how), _amendments(do))
    message = (
        'a move is {"propose": POLICY, "amend": {ISSUE: LEVEL}, "venue": VENUE}, '
        '{"settle": "amend" | "group" | "withdraw"}, {"respond": RESPONSE} or '
        '{"answer": ANSWER}, not ' + _shown(do)
    )
    raise MoveError(message)


def _one_of(value: object, words: Sequence[str], kind: str) -> str:
    if isinstance(value, str) and value in words:
        return value
    message = f"there is no {kind} {_shown(value)}: {hint(str(value), words)}"
    raise MoveError(message)


def _amendments(do: Mapping[str, object]) -> dict[str, str]:
    amend = do.get("amend", {})
    if not isinstance(amend, dict) or not all(
        isinstance(issue, str) and isinstance(level, str) for issue, level in amend.items()
    ):
        message = "`amend` of a move is {ISSUE: LEVEL}, both ids"
        raise MoveError(message)
    return dict(amend)


def read_entries(text: str) -> list[Entry]:
    """The moves of a `--moves` file, one JSON object a line; other lines of a save are skipped.

    Raises:
        MoveError: with the line of the first that cannot be read.
    """
    entries = []
    # Only "\n" ends a record: JSON strings may hold what Unicode calls line ends.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if isinstance(record, dict) and record.get("k", "move") != "move":
                continue
            entries.append(_entry(record))
        except (ValueError, RecursionError) as error:
            message = f"line {number} is not JSON: {error}"
            raise MoveError(message) from error
        except MoveError as error:
            message = f"line {number}: {error}"
            raise MoveError(message) from error
    return entries


def _entry(record: object) -> Entry:
    if not isinstance(record, dict) or "do" not in record:
        message = 'expected {"t": TURN, "by": SEAT, "do": MOVE}, not ' + _shown(record)
        raise MoveError(message)
    turn, seat = record.get("t"), record.get("by")
    if not isinstance(turn, int) or isinstance(turn, bool) or not isinstance(seat, str):
        message = "`t` is the number of a turn and `by` the id of a seat"
        raise MoveError(message)
    return Entry(turn, seat, read_move(record["do"]))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004  one line of a terminal

"""What a seat may do, in the one notation of tests, `--moves` files and saves.

A line is `{"t": 1, "by": "secretary_general", "do": {"propose": "nrc_ambassadors"}}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args

from dialogue_sim.content.suggest import hint
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Sequence

Do: TypeAlias = Mapping[str, Any]
"""What a move says, as JSON."""
How = Literal["amend", "group", "withdraw"]
Assurance = Literal["now", "promise"]


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


@dataclass(frozen=True, slots=True)
class Consult:
    """Ask a member, before tabling, how far it would go and what would reassure it."""

    actor: str


@dataclass(frozen=True, slots=True)
class Assure:
    """Reassure a member: for the text of this turn, or by the promise of what it asks for."""

    actor: str
    how: Assurance


@dataclass(frozen=True, slots=True)
class Campaign:
    """Speak for talks at home."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Table nothing in this turn; the text in force stays."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """Pick, before the first turn, which goals count for a seat; the chair's if none is named."""

    mandate: str
    seat: str = ""


Groundwork: TypeAlias = Consult | Assure | Campaign
"""What the chair may do before it tables."""
Move: TypeAlias = Mandate | Groundwork | Propose | Wait | Settle | Respond | Answer


@dataclass(frozen=True, slots=True)
class Entry:
    """A move of a seat in a turn."""

    turn: int
    seat: str
    move: Move


ONE_WORD: Mapping[type, str] = {
    Respond: "respond", Answer: "answer", Consult: "consult", Campaign: "campaign", Wait: "wait"
}  # fmt: skip
"""Moves that say one thing, or nothing but that they are made."""


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
        case Mandate(mandate, seat):
            return {"mandate": mandate, "seat": seat} if seat else {"mandate": mandate}
        case Assure(actor, how):
            return {"assure": actor, "how": how}
        case _:
            word = ONE_WORD[type(move)]
            return {word: getattr(move, fields(move)[0].name) if fields(move) else True}


def read_move(do: object) -> Move:
    """A move from its `do`.

    Raises:
        MoveError: it is none; the sentence says what was expected.
    """
    if not isinstance(do, dict):
        message = 'a move is an object such as {"propose": "nrc_ambassadors"}'
        raise MoveError(message)
    for word, read in READERS.items():
        if word in do and (move := read(do)) is not None:
            return move
    message = f"a move is {', '.join(SHAPES[:-1])} or {SHAPES[-1]}, not " + _shown(do)
    raise MoveError(message)


def _propose(do: Do) -> Move | None:
    if not isinstance(do["propose"], str) or not do.keys() <= {"propose", "amend", "venue"}:
        return None
    venue = do.get("venue")
    if venue is not None and not isinstance(venue, str):
        message = "`venue` of a move is the id of a venue"
        raise MoveError(message)
    return Propose(do["propose"], _amendments(do), venue)


def _settle(do: Do) -> Move | None:
    how = do["settle"]
    allowed = {"settle", "amend"} if how == "amend" else {"settle"}
    if isinstance(how, str) and how in get_args(How) and do.keys() <= allowed:
        return Settle(cast("How", how), _amendments(do))
    return None


def _respond(do: Do) -> Move | None:
    return Respond(_one_of(do["respond"], RESPONSES, "response")) if len(do) == 1 else None


def _answer(do: Do) -> Move | None:
    return Answer(_one_of(do["answer"], ANSWERS, "answer")) if len(do) == 1 else None


def _consult(do: Do) -> Move | None:
    return Consult(do["consult"]) if isinstance(do["consult"], str) and len(do) == 1 else None


def _assure(do: Do) -> Move | None:
    if not isinstance(do["assure"], str) or do.keys() != {"assure", "how"}:
        return None
    how = _one_of(do["how"], get_args(Assurance), "way to assure")
    return Assure(do["assure"], cast("Assurance", how))


def _campaign(do: Do) -> Move | None:
    return Campaign() if do["campaign"] is True and len(do) == 1 else None


def _wait(do: Do) -> Move | None:
    return Wait() if do["wait"] is True and len(do) == 1 else None


def _mandate(do: Do) -> Move | None:
    words = [do["mandate"], do.get("seat", "")]
    if not all(isinstance(word, str) for word in words) or not do.keys() <= {"mandate", "seat"}:
        return None
    return Mandate(*words)


READERS: Mapping[str, Callable[[Do], Move | None]] = {
    "propose": _propose, "settle": _settle, "respond": _respond, "answer": _answer,
    "consult": _consult, "assure": _assure, "campaign": _campaign, "wait": _wait,
    "mandate": _mandate,
}  # fmt: skip
"""How each kind of move is read; None where its shape is another."""

SHAPES = (
    '{"propose": POLICY, "amend": {ISSUE: LEVEL}, "venue": VENUE}', '{"wait": true}',
    '{"settle": "amend" | "group" | "withdraw"}', '{"respond": RESPONSE}', '{"answer": ANSWER}',
    '{"consult": MEMBER}', '{"assure": MEMBER, "how": "now" | "promise"}', '{"campaign": true}',
    '{"mandate": MANDATE}',
)  # fmt: skip


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

"""The one notation of moves, in tests, `--moves` files and saves.

A line is `{"t": 1, "by": "secretary_general", "do": {"propose": "nrc_ambassadors"}}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, Any, TypeAlias, cast, get_args

from dialogue_sim.content.suggest import hint
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Assurance,
    Assure,
    Campaign,
    Consult,
    Drop,
    Entry,
    How,
    Mandate,
    MoveError,
    Pass,
    Predict,
    Propose,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dialogue_sim.session.moves import Move

Do: TypeAlias = Mapping[str, Any]
"""What a move says, as JSON."""
SURE = 100

WORDS: Mapping[type, str] = {
    Propose: "propose", Wait: "wait", Settle: "settle", Respond: "respond", Answer: "answer",
    Consult: "consult", Assure: "assure", Campaign: "campaign", Mandate: "mandate",
    Predict: "predict", Argue: "argue", Rebut: "rebut", Drop: "drop", Pass: "pass",
}  # fmt: skip
"""The key of each kind of move."""


def write_move(move: Move) -> dict[str, object]:
    """The `do` of a move; what is not said is left out."""
    word = WORDS[type(move)]
    match move:
        case Predict(responses, answer):
            sealed: dict[str, object] = {
                name: dict(chances) for name, chances in responses.items()
            }
            return {word: {**sealed, "answer": dict(answer)} if answer else sealed}
        case Argue() | Rebut():
            return {word: _said(move)}
        case Campaign() | Wait() | Pass():
            return {word: True}
        case _:
            first = fields(move)[0].name
            parts = _said(move)
            return {word: getattr(move, first), **{k: v for k, v in parts.items() if k != first}}


def _said(move: Move) -> dict[str, object]:
    """The parts of a move as JSON has them; what is as it is without a word is left out."""
    parts = {one.name: (getattr(move, one.name), _unsaid(one)) for one in fields(move)}
    return {name: _plain(part) for name, (part, unsaid) in parts.items() if part != unsaid}


def _unsaid(one: Field[Any]) -> object:
    """What a part is where nothing is said; what has to be said has no such value."""
    return one.default if one.default_factory is MISSING else one.default_factory()


def _plain(part: object) -> object:
    match part:
        case tuple():
            return list(part)
        case Mapping():
            return dict(part)
        case _:
            return part


def read_move(do: object) -> Move:
    """A move from its `do`.

    Raises:
        MoveError: it is none; the sentence says what was expected.
    """
    if not isinstance(do, dict):
        message = 'a move is an object such as {"propose": "nrc_ambassadors"}'
        raise MoveError(message)
    known = [word for word in READERS if word in do]
    for word in known:
        if (move := READERS[word](do)) is not None:
            return move
    if known:
        message = f"a move that says `{known[0]}` is {SHAPES[known[0]]}, not {_shown(do)}"
        raise MoveError(message)
    said = next(iter(do), "")
    message = f"`{_cut(str(said))}` is no move: {hint(str(said), READERS)}"
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


def _pass(do: Do) -> Move | None:
    return Pass() if do["pass"] is True and len(do) == 1 else None


def _drop(do: Do) -> Move | None:
    return Drop(do["drop"]) if isinstance(do["drop"], str) and len(do) == 1 else None


def _argue(do: Do) -> Move | None:
    said = _speech(do, "argue", {"use", "side", "reason", "claim", "cards"})
    cards = said.pop("cards", []) if said is not None else []
    if said is None or not _texts(said.values()):
        return None
    if not isinstance(cards, list) or not _texts(cards):
        message = "`cards` of an argument is a list of ids of cards"
        raise MoveError(message)
    return Argue(**said, cards=tuple(cards))


def _rebut(do: Do) -> Move | None:
    said = _speech(do, "rebut", {"target", "kind", "card", "text"})
    if said is None or not _texts(said.values()) or not {"target", "kind"} <= said.keys():
        return None
    return Rebut(**said)


def _speech(do: Do, word: str, known: set[str]) -> dict[str, Any] | None:
    """The parts of a speech; None where there are others."""
    said = do[word]
    fits = isinstance(said, dict) and said.keys() <= known and len(do) == 1
    return dict(said) if fits else None


def _texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _predict(do: Do) -> Move | None:
    sealed = do["predict"]
    if not isinstance(sealed, dict) or not sealed or len(do) != 1:
        return None
    answer = _chances(sealed["answer"], ANSWERS, "answer") if "answer" in sealed else {}
    responses = {
        str(actor): _chances(forecast, RESPONSES, "response")
        for actor, forecast in sealed.items()
        if actor != "answer"
    }
    return Predict(responses, answer)


def _chances(forecast: object, words: Sequence[str], kind: str) -> dict[str, int]:
    """Percent by response or answer; an id alone is a forecast without doubt."""
    if isinstance(forecast, str):
        return {_one_of(forecast, words, kind): SURE}
    if not isinstance(forecast, dict) or not forecast:
        message = f'a forecast is the id of a {kind}, or percents such as {{"{words[1]}": 60}}'
        raise MoveError(message)
    for word, percent in forecast.items():
        _one_of(word, words, kind)
        if not isinstance(percent, int) or isinstance(percent, bool) or not 0 <= percent <= SURE:
            message = f"the forecast of {word} is a whole percent from 0 to 100"
            raise MoveError(message)
    total = sum(forecast.values())
    if total > SURE or (total < SURE and len(forecast) == len(words)):
        message = f"the percents of a forecast add up to 100, and not to {total}"
        raise MoveError(message)
    return dict(forecast)


READERS: Mapping[str, Callable[[Do], Move | None]] = {
    "propose": _propose, "settle": _settle, "respond": _respond, "answer": _answer,
    "consult": _consult, "assure": _assure, "campaign": _campaign, "wait": _wait,
    "mandate": _mandate, "predict": _predict, "argue": _argue, "rebut": _rebut, "drop": _drop,
    "pass": _pass,
}  # fmt: skip
"""How each kind of move is read; None where its shape is another."""

SHAPES: Mapping[str, str] = {
    "propose": '{"propose": POLICY, "amend": {ISSUE: LEVEL}, "venue": VENUE}',
    "wait": '{"wait": true}',
    "settle": '{"settle": "amend" | "group" | "withdraw"}, with "amend": {ISSUE: LEVEL}',
    "respond": '{"respond": RESPONSE}',
    "answer": '{"answer": ANSWER}',
    "consult": '{"consult": MEMBER}',
    "assure": '{"assure": MEMBER, "how": "now" | "promise"}',
    "campaign": '{"campaign": true}',
    "mandate": '{"mandate": MANDATE, "seat": SEAT}',
    "predict": '{"predict": {ACTOR: RESPONSE, "answer": ANSWER}}',
    "argue": '{"argue": {"use": ARGUMENT}}, or with "side", "reason", "claim" and "cards"',
    "rebut": '{"rebut": {"target": ARGUMENT, "kind": KIND, "card": CARD, "text": TEXT}}',
    "drop": '{"drop": ARGUMENT}',
    "pass": '{"pass": true}',
}
"""What each kind of move looks like, for who has written another one."""


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
            entries.append(_entry(record, number))
        except (ValueError, RecursionError) as error:
            message = f"line {number} is not JSON: {error}"
            raise MoveError(message) from error
        except MoveError as error:
            message = f"line {number}: {error}"
            raise MoveError(message) from error
    return entries


def _entry(record: object, line: int) -> Entry:
    if not isinstance(record, dict) or "do" not in record:
        message = 'expected {"t": TURN, "by": SEAT, "do": MOVE}, not ' + _shown(record)
        raise MoveError(message)
    turn, seat = record.get("t"), record.get("by")
    if not isinstance(turn, int) or isinstance(turn, bool) or not isinstance(seat, str):
        message = "`t` is the number of a turn and `by` the id of a seat"
        raise MoveError(message)
    return Entry(turn, seat, read_move(record["do"]), line)


def _shown(value: object) -> str:
    return _cut(json.dumps(value, ensure_ascii=True))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004  one line of a terminal

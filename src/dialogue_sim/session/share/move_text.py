"""A move in words, as a person writes it: `propose top_level_talks amend.conditions=strict`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import quoted
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.notation import read_move, write_move
from dialogue_sim.session.share.line import ShareError
from dialogue_sim.session.share.tokens import atom

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.share.tokens import Token

INSIDE = frozenset({"argue", "rebut", "predict"})
"""Moves whose parts stand inside their word in JSON."""
FIRST = {"argue": "use", "rebut": "target"}
"""Which of those parts stands alone in a text."""
ALONE = frozenset({"campaign", "wait", "pass"})
LISTS = frozenset({"cards"})
DEEPEST = 2
LONGEST_PERCENT = 4
SHAPES = {
    "propose": "propose POLICY amend.ISSUE=LEVEL venue=VENUE",
    "settle": "settle group, settle withdraw or settle amend amend.ISSUE=LEVEL",
    "respond": "respond RESPONSE",
    "answer": "answer ANSWER",
    "consult": "consult MEMBER",
    "assure": "assure MEMBER how=promise",
    "mandate": "mandate MANDATE seat=SEAT",
    "predict": "predict ACTOR.RESPONSE=60 answer.ANSWER=40",
    "argue": 'argue ARGUMENT, or argue side=for reason=REASON claim="WORDS" cards=CARD,CARD',
    "rebut": 'rebut ARGUMENT kind=KIND card=CARD text="WORDS"',
    "drop": "drop ARGUMENT",
}
"""What each kind of move looks like in a text; those that are not here stand alone."""


def move_words(move: Move) -> str:
    """A move as it stands in a text."""
    do = write_move(move)
    word, said = next(iter(do.items()))
    first, parts = None, {key: part for key, part in do.items() if key != word}
    if isinstance(said, dict):
        parts = dict(said)
        first = parts.pop(FIRST[word], None) if word in FIRST else None
    elif said is not True:
        first = said
    words = [word, *([] if first is None else [atom(str(first))])]
    return " ".join([*words, *(_part(key, part) for key, part in parts.items())])


def _part(key: str, part: object) -> str:
    match part:
        case dict():
            return " ".join(f"{atom(key)}.{atom(one)}={_value(x)}" for one, x in part.items())
        case _:
            return f"{atom(key)}={_value(part)}"


def _value(part: object) -> str:
    match part:
        case list():
            return ",".join(atom(str(one)) for one in part)
        case _:
            return atom(str(part))


@dataclass(frozen=True, slots=True)
class Said:
    """What stands behind a word: at most one value alone, and `key=value` by key.

    Attributes:
        at: the line of the text.
        alone: values without a key; by_key: values by the path of their key.
    """

    at: int
    alone: tuple[Token, ...]
    by_key: Mapping[tuple[str, ...], tuple[Token, ...]]

    def words(self, *known: str) -> dict[str, str]:
        """One value for each key.

        Args:
            known: the keys that there are; any where none is named.

        Raises:
            ShareError: there is something else.
        """
        for token in self.alone:
            message = f"line {self.at}: {quoted(token.word)} needs a key, such as KEY=VALUE"
            raise ShareError(message)
        found = {}
        for path, values in self.by_key.items():
            if len(path) > 1 or len(values) > 1 or (known and path[0] not in known):
                keys = f"; there is {' and '.join(known)}" if known else ""
                message = f"line {self.at}: {quoted('.'.join(path))} cannot stand here{keys}"
                raise ShareError(message)
            found[path[0]] = values[0].word
        return found


def parts_of(line: Sequence[Token], at: int) -> Said:
    """The parts of a line behind its word.

    Raises:
        ShareError: a sign stands where a value was expected, or a key stands twice.
    """
    alone: list[Token] = []
    by_key: dict[tuple[str, ...], tuple[Token, ...]] = {}
    place = 0
    while place < len(line):
        first, place = _chain(line, place, ".", at)
        if place == len(line) or line[place].text != "=":
            if len(first) > 1:
                message = f"line {at}: = was expected behind {quoted(_path(first))}"
                raise ShareError(message)
            alone += first
            continue
        values, place = _chain(line, place + 1, ",", at)
        path = tuple(token.word for token in first)
        if path in by_key or len(path) > DEEPEST:
            said = "stands twice" if path in by_key else "has too many dots"
            message = f"line {at}: {quoted(_path(first))} {said}"
            raise ShareError(message)
        by_key[path] = tuple(values)
    return Said(at, tuple(alone), by_key)


def _path(tokens: Sequence[Token]) -> str:
    return ".".join(token.word for token in tokens)


def _chain(line: Sequence[Token], place: int, sign: str, at: int) -> tuple[list[Token], int]:
    """Values joined by a sign, and the place behind them."""
    found: list[Token] = []
    while True:
        if place == len(line) or line[place].kind not in {"word", "string"}:
            there = "the end of the line" if place == len(line) else quoted(line[place].text)
            message = f"line {at}: a word was expected, not {there}"
            raise ShareError(message)
        found.append(line[place])
        place += 1
        if place == len(line) or line[place].text != sign:
            return found, place
        place += 1


def read_move_words(word: str, said: Said) -> Move:
    """A move from its words.

    Raises:
        ShareError: it is none; the sentence says what was expected.
    """
    shape = f"; it is written as: {SHAPES[word]}" if word in SHAPES else ""
    if len(said.alone) > 1:
        message = f"line {said.at}: {quoted(said.alone[1].word)} needs a key, KEY=VALUE{shape}"
        raise ShareError(message)
    try:
        return read_move(_do(word, said))
    except MoveError as error:
        message = f"line {said.at}: {error}{shape}"
        raise ShareError(message) from error


def _do(word: str, said: Said) -> dict[str, object]:
    parts = _parts(said, percents=word == "predict")
    first = said.alone[0].word if said.alone else None
    key = FIRST.get(word, word)
    if key in parts and (first is not None or word not in INSIDE):
        message = f"line {said.at}: {quoted(key)} stands twice"
        raise ShareError(message)
    if first is not None:
        parts = {key: first, **parts}
    if word in INSIDE:
        return {word: parts}
    return {word: True if word in ALONE else None, **parts}


def _parts(said: Said, *, percents: bool) -> dict[str, object]:
    """The parts with a key as JSON has them.

    Raises:
        ShareError: a key stands with parts and without.
    """
    parts: dict[str, object] = {}
    for (key, *rest), tokens in said.by_key.items():
        value = _read_value(key, tokens, percents=percents)
        inner = parts.setdefault(key, {}) if rest else parts
        name = rest[0] if rest else key
        if not isinstance(inner, dict) or name in inner:
            message = f"line {said.at}: {quoted(key)} stands twice"
            raise ShareError(message)
        inner[name] = value
    return parts


def _read_value(key: str, tokens: Sequence[Token], *, percents: bool) -> object:
    words: list[object] = [
        int(token.text)
        if percents and token.text.isdecimal() and len(token.text) <= LONGEST_PERCENT
        else token.word
        for token in tokens
    ]
    return words if key in LISTS or len(words) > 1 else words[0]

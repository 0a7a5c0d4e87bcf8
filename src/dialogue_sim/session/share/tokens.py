"""The words of a shared text: how they are written, and a text taken apart into them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogue_sim.content.characters import FORBIDDEN, named, quoted
from dialogue_sim.session.saves.tree import MARKS
from dialogue_sim.session.share.line import ShareError

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["end", "number", "word", "string", "note", "sign"]

PLAIN = re.compile(r"[A-Za-z0-9_+-]+")
"""What stands without quotes."""
TOKEN = re.compile(
    r"""
    (?P<blank>[ \t\r]+ | ;[^\n]*)
    | (?P<end>\n)
    | (?P<number>[0-9]{1,4}\.(?=\s|\Z))
    | (?P<word>[A-Za-z0-9_+-]+)
    | (?P<string>"(?:[^"\\\n]|\\.)*+")
    | (?P<note>\{\s*+\^?+\s*+[!?]{0,2}+\s*+"(?:[^"\\\n]|\\.)*+"\s*+\} | \{[^{}]*+\})
    | (?P<sign>[][:=.,])
    """,
    re.VERBOSE,
)
"""Nothing here is tried twice: a hostile text takes no longer than another one."""
MARK = "|".join(map(re.escape, MARKS))
NOTE = re.compile(rf'(?P<move>\^)?\s*+(?:(?P<mark>{MARK})(?=[\s"]|\Z))?\s*+')
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*+"')
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, a note or the end of a line; `at` is the line on which it begins."""

    kind: Kind
    text: str
    at: int

    @property
    def word(self) -> str:
        """What a word or a string says.

        Raises:
            ShareError: the string is none of JSON.
        """
        return unquoted(self.text, self.at) if self.kind == "string" else self.text


def string(text: str) -> str:
    """A JSON string on one line; what could steer a terminal or hide stands in it by number."""
    return shown(json.dumps(text, ensure_ascii=False))


def shown(document: str) -> str:
    """JSON in which every character can be seen; it says the same."""
    return FORBIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], document)


def atom(text: str) -> str:
    """A word as it stands in a text: bare where it can, else in quotes."""
    return text if PLAIN.fullmatch(text) else string(text)


def note(text: str, mark: str = "", *, of_move: bool = False) -> str:
    """A note as it stands in a text: in quotes where it could not be read back without."""
    bare = (
        text == " ".join(text.split())
        and not text.startswith(("!", "?", "^", '"'))
        and not FORBIDDEN.search(text)
        and "{" not in text
        and "}" not in text
    )
    head = f"{'^' * of_move}{mark}"
    body = text if bare else string(text)
    return "{" + " ".join(part for part in (head, body) if part) + "}"


def read_note(token: Token) -> tuple[str, str, bool]:
    """Text and mark of a note, and whether it is about the move that ended a turn.

    Raises:
        ShareError: its string is none of JSON.
    """
    body = token.text[1:-1].strip()
    head = NOTE.match(body)
    assert head is not None  # noqa: S101  the pattern fits nothing, too
    rest = body[head.end() :].strip()
    text = unquoted(rest, token.at) if QUOTED.fullmatch(rest) else " ".join(rest.split())
    return text, head["mark"] or "", head["move"] is not None


def unquoted(text: str, at: int) -> str:
    """What a JSON string says.

    Raises:
        ShareError: it is none, or holds half a character.
    """
    try:
        said = json.loads(text)
    except ValueError as error:
        message = f"line {at}: {quoted(text)} is no JSON string: {error}"
        raise ShareError(message) from error
    if SURROGATE.search(said):
        message = f"line {at}: {quoted(text)} holds half a character (U+D800 to U+DFFF)"
        raise ShareError(message)
    return str(said)


def tokens(text: str) -> Iterator[Token]:
    """A text taken apart; blanks and comments are left out, and the last line is ended.

    Raises:
        ShareError: with the line of a character that has no place there.
    """
    place, at = 0, 1
    while place < len(text):
        found = TOKEN.match(text, place)
        if found is None:
            raise ShareError(_astray(text, place, at))
        match found.lastgroup:
            case "end" | "number" | "word" | "string" | "note" | "sign" as kind:
                yield Token(kind, found[0], at)
            case _:
                pass
        at += found[0].count("\n")
        place = found.end()
    yield Token("end", "", at)


def must_be_visible(text: str) -> None:
    """Refuse characters that could steer a terminal or hide.

    Raises:
        ShareError: with the line of the first, and how it can be written.
    """
    found = FORBIDDEN.search(text)
    if found is not None:
        at = text.count("\n", 0, found.start()) + 1
        message = (
            f"line {at}: {named(found[0])} cannot stand in a text; write it in quotes as "
            f"{json.dumps(found[0])}, or take it out"
        )
        raise ShareError(message)


def _astray(text: str, place: int, at: int) -> str:
    match text[place]:
        case "{":
            return (
                f"line {at}: the note that begins here is not closed, or holds a brace; write "
                '{?! words}, or {?! "words"} where there are braces in them'
            )
        case "}":
            return f"line {at}: a note ends here that did not begin; write {{?! words}}"
        case '"':
            return f"line {at}: the string that begins here is not closed on this line"
        case odd:
            where = "; words with other signs than letters, digits, _, + and - stand in quotes"
            return f"line {at}: {quoted(odd)} has no place here{where}"

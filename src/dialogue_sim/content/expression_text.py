"""The text of an expression before it means anything: what is refused, and how it is parsed.

Length, characters, numbers, brackets and word order are checked before Python's parser sees the
text, and the parsed shape is checked against a list of harmless nodes after it.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from dialogue_sim.content.characters import named, quoted
from dialogue_sim.errors import DialogueSimError

LONGEST_TEXT = 300
DEEPEST_NESTING = 12
MOST_OPERATORS = 50
KEPT = 4096
"""How many conditions are remembered: those of a setting stand in all its scenarios."""

CONNECTIVES = frozenset({"and", "or", "not", "in", "not in"})
BINARY_SIGNS = frozenset({"==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", ".", "..", ","})
ASSIGNMENTS = frozenset({"=", "+=", "-="})
PAIRS = {"(": ")", "[": "]"}

TOKEN = re.compile(
    r"(?P<space>\ +)"
    r"|(?P<word>not\ +in\b|[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<number>\.?[0-9][A-Za-z0-9_]*(?:\.[0-9][A-Za-z0-9_]*)?%?)"
    r"|(?P<foreign>\*\*|//|<>|=>|=<|=\+|&&|\|\|)"
    r"|(?P<sign>\+=|-=|==|!=|<=|>=|\.\.|[-+*/<>=().,\[\]])",
)
NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,6})?%?")

OPERATORS_HELP = "the operators are + - * /"
QUOTES_HELP = "ids are written without quotation marks"
FOREIGN = {
    "**": OPERATORS_HELP,
    "//": OPERATORS_HELP,
    "%": "a percentage is a number with its sign, such as 5%, and stands only in tests",
    "<>": "write '!='",
    "≥": "write '>='",
    "≤": "write '<='",
    "≠": "write '!='",
    "=>": "write '>='",
    "=<": "write '<='",
    "=+": "write '+='",
    "&&": "write 'and'",
    "&": "write 'and'",
    "||": "write 'or'",
    "|": "write 'or'",
    "!": "write 'not'",
    "'": QUOTES_HELP,
    '"': QUOTES_HELP,
    "`": QUOTES_HELP,
}
HARMLESS = (
    *(ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.UAdd, ast.USub),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
    *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv),
    *(ast.Constant, ast.Name, ast.Attribute, ast.Call, ast.Tuple, ast.List, ast.Load),
)
SPLIT = "split it: one condition a line under 'all:' or 'any:'"
EXAMPLE = "for example: tension >= 70 and not last_turn"


class ExpressionError(DialogueSimError):
    """A condition or an effect that cannot be read.

    Attributes:
        message: what is wrong, in a sentence.
        offset: where the wrong words begin, in characters from the start of the text.
        length: how many characters are wrong, at least 1.
        help: what to write instead.
    """

    def __init__(self, message: str, remedy: str, *, offset: int, length: int) -> None:
        super().__init__(f"{message}; {remedy}" if remedy else message)
        self.message = message
        self.offset = offset
        self.length = max(1, length)
        self.help = remedy


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign, and where it stands in the text."""

    kind: Literal["word", "number", "percent", "sign"]
    text: str
    offset: int

    @property
    def joins(self) -> bool:
        """Whether something has to follow."""
        return self.text in CONNECTIVES or self.text in BINARY_SIGNS or self.text in PAIRS

    @property
    def opens(self) -> bool:
        """Whether it can begin an operand."""
        if self.kind == "sign":
            return self.text in PAIRS or self.text in {"+", "-"}
        return self.text == "not" or not self.joins

    def refuse(self, message: str, remedy: str) -> ExpressionError:
        """The error that points at this token."""
        return ExpressionError(message, remedy, offset=self.offset, length=len(self.text))


def scan(text: str) -> tuple[Token, ...]:
    """Cut a condition or an effect into its words, numbers and signs.

    Raises:
        ExpressionError: it is empty or too long, or holds a foreign character, a capital letter
            or something that only looks like a number.
    """
    if len(text) > LONGEST_TEXT:
        message = f"this is {len(text)} characters long; the limit is {LONGEST_TEXT}"
        raise ExpressionError(message, SPLIT, offset=LONGEST_TEXT, length=1)
    tokens = tuple(_tokens(text))
    if not tokens:
        raise ExpressionError("there is nothing here", EXAMPLE, offset=0, length=len(text))
    return tokens


@lru_cache(maxsize=KEPT)
def parse(text: str, *, in_tests: bool) -> tuple[ast.expr, frozenset[int]]:
    """Python's shape of a condition, and the offsets of the numbers that are percentages.

    Columns of the nodes are offsets in the text. A range `a..b` arrives as `a // b`, an operator
    that authors cannot write.

    Raises:
        ExpressionError: the text is not a condition, whatever its names may mean.
    """
    tokens = scan(text)
    check_condition(tokens, in_tests=in_tests)
    start = len(text) - len(text.lstrip())  # blanks at the start would be an indentation
    try:
        tree = ast.parse(_as_python(text, tokens)[start:], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _unreadable(text) from None
    for node in ast.walk(tree):
        if not isinstance(node, HARMLESS):
            raise _unreadable(text)
        _undo_python(node, start)
    return tree, frozenset(token.offset for token in tokens if token.kind == "percent")


def check_condition(tokens: tuple[Token, ...], *, in_tests: bool) -> None:
    """Refuse what no condition contains, before anything parses it.

    Raises:
        ExpressionError: an assignment, a percentage or range outside tests, brackets that do not
            match or are too deep, too many operators, or two neighbours that cannot be neighbours.
    """
    for token in tokens:
        if token.text in ASSIGNMENTS:
            message = f"'{token.text}' changes a number; a condition only reads"
            raise token.refuse(message, "to compare, write '=='")
        if token.kind == "percent" and not in_tests:
            remedy = f"write the number in points: {token.text[:-1]}"
            raise token.refuse("a percentage stands only in tests, beside rate(...)", remedy)
        if token.text == ".." and not in_tests:
            remedy = "write both limits: 20 <= tension <= 40"
            raise token.refuse("a range stands only in tests", remedy)
    _check_brackets(tokens)
    _check_neighbours(tokens)
    operators = [token for token in tokens if token.joins and token.text not in {*PAIRS, ",", "."}]
    if len(operators) > MOST_OPERATORS:
        message = f"there are more than {MOST_OPERATORS} operators"
        raise operators[MOST_OPERATORS].refuse(message, SPLIT)


def _as_python(text: str, tokens: Iterable[Token]) -> str:
    """The text as Python's own parser can read it, every character in its place.

    Ids such as `global` are words of Python, so they get a capital, which no id has. The sign of
    a percentage becomes a space, the dots of a range the operator `//`.
    """
    characters = list(text)
    for token in tokens:
        if token.kind == "percent":
            characters[token.offset + len(token.text) - 1] = " "
        elif token.text == "..":
            characters[token.offset : token.offset + 2] = "//"
        elif keyword.iskeyword(token.text) and token.text not in CONNECTIVES:
            characters[token.offset] = characters[token.offset].upper()
    return "".join(characters)


def _undo_python(node: ast.AST, start: int) -> None:
    """Give a node the words and the columns of the author's text."""
    if isinstance(node, ast.expr):
        node.col_offset += start
        node.end_col_offset = (node.end_col_offset or 0) + start
    if isinstance(node, ast.Name):
        node.id = node.id.lower()
    elif isinstance(node, ast.Attribute):
        node.attr = node.attr.lower()


def _unreadable(text: str) -> ExpressionError:
    start = len(text) - len(text.lstrip())
    message = "this does not read as a condition"
    return ExpressionError(message, EXAMPLE, offset=start, length=len(text.strip()))


def _tokens(text: str) -> Iterable[Token]:
    position = 0
    while position < len(text):
        found = TOKEN.match(text, position)
        if found is None or found["foreign"]:
            raise _foreign(found["foreign"] if found else text[position], position)
        if not found["space"]:
            yield _token(found)
        position = found.end()


def _token(found: re.Match[str]) -> Token:
    text, offset = found[0], found.start()
    if found["word"]:
        token = Token("word", " ".join(text.split()), offset)
        if text != text.lower():
            remedy = f"write {quoted(text.lower())}"
            raise token.refuse(f"{quoted(text)}: names are written in small letters", remedy)
        return token
    if found["number"]:
        token = Token("percent" if text.endswith("%") else "number", text, offset)
        if not NUMBER.fullmatch(text):
            remedy = "write one to six digits, and after a point up to six more: 40 or 0.25"
            raise token.refuse(f"{quoted(text)} is not a number as they are written here", remedy)
        return token
    return Token("sign", text, offset)


def _foreign(sign: str, offset: int) -> ExpressionError:
    visible = sign.isascii() and sign.isprintable()
    shown = quoted(sign) if visible else named(sign)
    remedy = FOREIGN.get(sign, "write small letters, digits, _ and + - * / < > = ( ) [ ] , .")
    message = f"{shown} has no meaning in conditions and effects"
    return ExpressionError(message, remedy, offset=offset, length=len(sign))


def _check_brackets(tokens: Iterable[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.text in PAIRS:
            opened.append(token)
            if len(opened) > DEEPEST_NESTING:
                message = f"brackets are nested more than {DEEPEST_NESTING} deep"
                raise token.refuse(message, "take out the brackets that change nothing")
        elif token.text in PAIRS.values() and not (
            opened and PAIRS[opened.pop().text] == token.text
        ):
            remedy = "every bracket closes one of its own kind"
            raise token.refuse(f"'{token.text}' closes nothing", remedy)
    if opened:
        partner = PAIRS[opened[-1].text]
        raise opened[-1].refuse(f"'{opened[-1].text}' is never closed", f"add a '{partner}'")


def _check_neighbours(tokens: tuple[Token, ...]) -> None:
    if not tokens[0].opens:
        raise tokens[0].refuse(f"something is missing before '{tokens[0].text}'", EXAMPLE)
    if tokens[-1].joins:
        raise tokens[-1].refuse(f"something is missing after '{tokens[-1].text}'", EXAMPLE)
    for token, following in pairwise(tokens):
        if token.joins and not following.opens:
            raise token.refuse(f"something is missing after '{token.text}'", EXAMPLE)
        if not token.joins and following.opens and not _continues(token, following):
            message = f"an operator is missing before {quoted(following.text)}"
            raise following.refuse(message, EXAMPLE)


def _continues(token: Token, following: Token) -> bool:
    """Whether what could begin an operand goes on with one: arguments, or a sum."""
    return following.text in {"+", "-"} or (following.text == "(" and token.kind == "word")

"""Conditions and effects as authors write them, read and typed to the trees of `expression_tree`.

Every name is looked up among those the setting and the scenario declare, and only things of one
kind are compared, so whatever comes out of here can be evaluated without surprises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dialogue_sim.content.characters import quoted
from dialogue_sim.content.expression_names import Names, declared
from dialogue_sim.content.expression_text import ExpressionError, Token, parse, scan
from dialogue_sim.content.expression_typing import Typing
from dialogue_sim.expression_tree import Effect, EffectOperator, Node

__all__ = ["ExpressionError", "Names", "parse_condition", "parse_effect"]

OPERATORS: Final[Mapping[str, EffectOperator]] = {"+=": "+=", "-=": "-=", "=": "="}
FORM: Final = "write, for example, tension += 6, trust(poland) -= 5 or cohesion = 40"


def parse_condition(text: str, names: Names, *, in_tests: bool = False) -> Node:
    """Read a condition, such as `standing.contact >= ambassadors and not fired(cyberattack)`.

    Args:
        text: one line of at most 300 characters.
        names: what the setting and the scenario declare.
        in_tests: whether `rate(...)`, percentages and ranges such as `2%..20%` may be read.

    Returns:
        A tree in which every id has become a number: levels 0..1, responses and answers 0..4,
        venues their place in the setting's list.

    Raises:
        ExpressionError: whatever is wrong with the text, and nothing else.
    """
    tree, percentages = parse(text, in_tests=in_tests)
    return Typing(text, names, percentages, in_tests).condition(tree)


def parse_effect(text: str, names: Names) -> Effect:
    """Read an effect, such as `tension += 6` or `trust(poland) -= 5`.

    Args:
        text: one line: an indicator or the trust of one actor, an operator, a number of points.
        names: what the setting and the scenario declare.

    Raises:
        ExpressionError: whatever is wrong with the text, and nothing else.
    """
    tokens = scan(text)
    middle = next((i for i, token in enumerate(tokens) if token.text in OPERATORS), None)
    if middle is None:
        message = "nothing is changed here: an effect has '+=', '-=' or '='"
        raise _wrong(tokens, message, FORM)
    if middle == 0:
        raise tokens[0].refuse(f"something is missing before '{tokens[0].text}'", FORM)
    target, actor = _target(tokens[:middle], names)
    return Effect(target, actor, OPERATORS[tokens[middle].text], _value(tokens[middle:]))


def _target(tokens: tuple[Token, ...], names: Names) -> tuple[str, str | None]:
    match [token.text for token in tokens]:
        case [word] if word in names.writable:
            return word, None
        case ["trust", "(", actor, ")"] if actor in names.actors:
            return "trust", actor
        case ["trust", "(", bloc, ")"] if names.members(bloc):
            lines = ", ".join(f"trust({actor})" for actor in names.members(bloc))
            message = f"{quoted(bloc)} is a bloc; an effect changes one actor's trust"
            raise tokens[2].refuse(message, f"write a line for each: {lines}")
        case ["trust", "(", word, ")"]:
            raise tokens[2].refuse(f"unknown actor {quoted(word)}", declared(word, names.actors))
        case ["trust"]:
            message = "the trust of all cannot be changed at once"
            raise tokens[0].refuse(message, "write trust(actor), with an actor in the brackets")
        case [word] if word in names.indicators:
            remedy = declared("", names.writable)
            raise tokens[0].refuse(f"{quoted(word)} follows from others and is only read", remedy)
        case [word]:
            message = f"unknown name {quoted(word)}"
            raise tokens[0].refuse(message, declared(word, names.writable | {"trust"}))
        case _:
            raise _wrong(tokens, "only an indicator or trust(actor) can be changed", FORM)


def _value(tokens: tuple[Token, ...]) -> float:
    """The number after the operator, which is the first token."""
    operator, *rest = tokens
    if not rest:
        raise operator.refuse(f"a number is missing after '{operator.text}'", FORM)
    sign = -1.0 if rest[0].text == "-" else 1.0
    digits = rest[1:] if rest[0].text in {"+", "-"} else rest
    if len(digits) != 1 or digits[0].kind != "number":
        message = "the right side of an effect is one number of points, with or without a sign"
        raise _wrong(rest, message, FORM)
    return sign * float(digits[0].text)


def _wrong(tokens: Sequence[Token], message: str, remedy: str) -> ExpressionError:
    start, end = tokens[0].offset, tokens[-1].offset + len(tokens[-1].text)
    return ExpressionError(message, remedy, offset=start, length=end - start)

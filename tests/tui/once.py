"""What every test would do anew with the same outcome is done once: style sheets, first turns."""

# ruff: noqa: SLF001  a style sheet's own parser is nowhere else

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypedDict, TypeVar, Unpack

from tests.without_debates import without_debates
from textual.css.stylesheet import Stylesheet

from dialogue_sim.content.files import default_library, packaged_content
from dialogue_sim.session.playing import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from textual.css.model import RuleSet
    from textual.css.types import CSSLocation

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game

P = ParamSpec("P")
Found = TypeVar("Found")
PARSE = Stylesheet._parse_rules

_parsed: dict[Hashable, list[RuleSet]] = {}
_begun: dict[Hashable, tuple[Bundle, Game]] = {}
"""What was worked out, and what its key names by identity, so that it lives on."""


class Place(TypedDict):
    """Where rules stand, and what they hold for."""

    read_from: CSSLocation
    is_default_rules: bool
    tie_breaker: int
    scope: str


def parsed(sheet: Stylesheet, css: str, **place: Unpack[Place]) -> list[RuleSet]:
    """Rules of a style sheet, the same for every app of the same colours."""
    key = (css, *place.values(), *sorted(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = PARSE(sheet, css, **place)
    return _parsed[key]


def library() -> dict[str, bytes]:
    """The shipped scenarios and those of the working folder, without debates."""
    if Path.cwd() == packaged_content():
        return _shipped()
    return without_debates(default_library())


@cache
def _shipped() -> dict[str, bytes]:
    return without_debates(default_library())


def game_begun(bundle: Bundle, seed: str, seats: dict[str, str] | None = None) -> Game:
    """A new game; a move gives another one, so that all can have the same."""
    key = (id(bundle), seed, tuple((seats or {}).items()))
    if key not in _begun:
        _begun[key] = bundle, begin(bundle, seed, seats)
    return _begun[key][1]


def known(work: Callable[Concatenate[Game, P], Found]) -> Callable[Concatenate[Game, P], Found]:
    """Work on a session that is done at once where it was done before.

    Only what is asked for besides and can be told apart counts, such as a seat.
    """
    found: dict[Hashable, tuple[Game, Found]] = {}

    def do(game: Game, /, *asked: P.args, **how: P.kwargs) -> Found:
        key = (
            id(game.bundle), game.seed, game.difficulty, tuple(game.seats.items()),
            repr([(turn.moves, turn.movers) for turn in game.played]), repr(game.pending),
            tuple(one for one in asked if isinstance(one, str)),
        )  # fmt: skip
        if key not in found:
            found[key] = game, work(game, *asked, **how)
        return found[key][1]

    return do

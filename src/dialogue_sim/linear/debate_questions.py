"""Questions about a debate that are answered at every prompt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dialogue_sim.linear import floor_pages, ledger_pages
from dialogue_sim.session.views.reading_room import evidence

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.dossier import CardView
    from dialogue_sim.session.views.view import View


def answer(game: Game, view: View, word: str, rest: str) -> list[str] | None:
    """What is said to a question about a debate.

    Args:
        game: for the turn played again; view: of who asks.
        word: the first that was typed; rest: what follows it.

    Returns:
        Lines; None where it is no such question, or the story has no debates.
    """
    if game.world.debate is None:
        return None
    if word == "without":
        return ledger_pages.without(game, rest)
    if word in EVIDENCE:
        return EVIDENCE[word](*evidence(game, view), rest)
    if word not in QUESTIONS:
        return None
    debate = debate_at_hand(view)
    return ["Nothing has been debated yet."] if debate is None else QUESTIONS[word](debate, rest)


def debate_at_hand(view: View) -> DebateView | None:
    """The debate of the turn that is going on, or the last one that was held."""
    held = [turn.debate for turn in view.played if turn.debate is not None]
    return view.debate or (held[-1] if held else None)


def _arguments(debate: DebateView, typed: str) -> list[str]:
    if debate.speaking is None:
        return ["Arguments are chosen while a text is debated."]
    return floor_pages.matching(debate.speaking.options, typed)


QUESTIONS: Mapping[str, Callable[[DebateView, str], list[str]]] = {
    "floor": lambda debate, _: floor_pages.floor(debate),
    "arguments": _arguments,
    "frames": lambda _, __: floor_pages.frames(),
    "ledger": ledger_pages.ledger,
}
"""What is said to each word, from a debate and what follows the word."""

EVIDENCE: Mapping[str, Callable[[tuple[CardView, ...], str, str], list[str]]] = {
    "dossier": floor_pages.dossier,
    "card": lambda cards, _, typed: floor_pages.card(cards, typed),
}
"""Likewise from the cards and the title of the text that they are read for, at any time."""

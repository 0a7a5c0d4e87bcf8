"""Who sits at the keyboard, and whose view the screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.game import IN_DEBATE
from dialogue_sim.session.views.view import View, view_for

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.turn_view import TurnView


def at_the_keyboard(game: Game) -> str:
    """The seat that looks: the one that is asked, or the first that a person holds."""
    if game.phase in {"respond", "answer", *IN_DEBATE} or game.mover in game.seats:
        return game.mover
    return next(iter(game.seats), game.chair)


def look(game: Game, known: tuple[TurnView, ...] = ()) -> View:
    """The view of who sits at the keyboard; `known` as in `view_for`."""
    return view_for(game, at_the_keyboard(game), known)


def views_of_all(game: Game, first: View) -> tuple[View, ...]:
    """The views of all persons, the given one first."""
    others = [seat for seat in game.seats if seat != first.seat]
    return (first, *(view_for(game, seat, first.played) for seat in others))


def common_view(game: Game, view: View) -> View:
    """A view that all persons may see: the counterpart's own, where others look too, is not."""
    others = [seat for seat in game.seats if seat != view.seat]
    return (
        view_for(game, others[0]) if others and view.seat == game.bundle.counterpart.id else view
    )

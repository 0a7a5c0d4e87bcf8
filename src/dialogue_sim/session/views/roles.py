"""The seats of a scenario: who can be played, and what one does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game

STOPS = {
    "silence": "lets a text pass or breaks silence",
    "consensus": "consents to a text or stops it",
    "majority": "votes on a text with its weight",
}
"""By procedure: what a member does."""


@dataclass(frozen=True, slots=True)
class RoleView:
    """A seat that a person can take.

    Attributes:
        does: what one does there, without a full stop; summary: who that is.
    """

    id: str
    name: str
    does: str
    summary: str


def roles_of(game: Game) -> tuple[RoleView, ...]:
    """The chair first, then members and voices, the counterpart last; by name among equals."""
    bundle = game.bundle
    everybody = {**bundle.actors, bundle.counterpart.id: bundle.counterpart}
    found = []
    for seat in bundle.scenario.seats:
        rank, does = _part(game, seat)
        body = everybody[seat]
        found.append((rank, body.name, RoleView(seat, body.name, does, body.summary)))
    return tuple(role for _, _, role in sorted(found, key=lambda one: one[:2]))


def _part(game: Game, seat: str) -> tuple[int, str]:
    bundle = game.bundle
    if seat == bundle.scenario.chair:
        return 0, "tables the texts"
    if seat == bundle.counterpart.id:
        return 3, "answers what comes of them"
    if bundle.actors[seat].kind == "member":
        return 1, STOPS[bundle.scenario.procedure]
    return 2, "speaks for or against, and cannot stop a text"

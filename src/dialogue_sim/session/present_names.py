"""Moves of older sessions, in which things may have names that they have no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue_sim.session.moves import Mandate, Propose, Settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.moves import Move


def as_called_now(bundle: Bundle, move: Move) -> Move:
    """A move with the present ids of what was renamed since it was written down."""
    names = bundle.present_names
    if not names:
        return move
    match move:
        case Propose(policy, amend, venue):
            where = None if venue is None else names.get(venue, venue)
            return Propose(names.get(policy, policy), _changed(names, amend), where)
        case Settle():
            return replace(move, amend=_changed(names, move.amend))
        case Mandate():
            return replace(move, mandate=names.get(move.mandate, move.mandate))
        case _:
            return move


def _changed(names: Mapping[str, str], levels: Mapping[str, str]) -> dict[str, str]:
    return {names.get(i, i): names.get(level, level) for i, level in levels.items()}

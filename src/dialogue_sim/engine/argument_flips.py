"""What would move an actor in a debate: an argument more, or an argument less (E30).

Every argument of the bank that nobody made is put on the floor by itself, and every argument that
was made is taken off it; all of these floors are weighed in one batch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.engine.flips import ENDORSE, HEDGE, LIKELY, at_least
from dialogue_sim.engine.floor import NOTHING, Floor, argued, empty, take_floor
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class ArgumentFlip:
    """An argument that would make a response, or a better one, likely.

    Attributes:
        entry: its place in the bank; made: whether it would have to be made, or else left out.
        probability: P(response >= wanted) then, at least one half.
    """

    entry: int
    made: bool
    probability: float


ArgumentFlips: TypeAlias = "dict[int, tuple[ArgumentFlip, ...]]"
"""By the response wanted: the likeliest argument more, then the likeliest argument less."""


def argument_flips(
    world: World, situation: Situation, text: Proposal, floor: Floor | None
) -> tuple[ArgumentFlips, ...]:
    """For every actor and response from `hedge` up, which argument would make it likely.

    Nothing stands where the response is likely as things are, or where no single argument is
    enough; nor anywhere in a story that does not debate.

    Args:
        world: what is fixed; situation: one session's; text: on the table, one session.
        floor: what was said; None for a text that nobody has debated.
    """
    if world.debate is None:
        return tuple({} for _ in world.actors.ids)
    floor = floor or Floor(world.debate.bank, empty(1))
    tried = _tried(floor)
    supposed = repeat(situation, 1 + len(tried))
    floors = _floors(floor, tried)
    texts = repeat(text, supposed.sessions)
    moment = Moment(world, texts, supposed, argued(world, floors, texts, supposed))
    reached = at_least(react(moment).probabilities)
    return tuple(
        {wanted: _likeliest(tried, reached[wanted, actor]) for wanted in range(HEDGE, ENDORSE + 1)}
        for actor in range(len(world.actors.ids))
    )


def _tried(floor: Floor) -> list[tuple[int, bool]]:
    """Entries to put on the floor, then entries to take off it."""
    made = {int(entry) for entry in floor.said.entries[:, 0] if entry != NOTHING}
    more = [(entry, True) for entry in range(floor.bank.written) if entry not in made]
    return [*more, *((entry, False) for entry in sorted(made))]


def _floors(floor: Floor, tried: list[tuple[int, bool]]) -> Floor:
    """The floor as it is, then once for each change, side by side."""
    said = repeat(floor.said, 1 + len(tried))
    less = np.array([NOTHING, *(NOTHING if made else entry for entry, made in tried)])
    gone = (said.entries == less) & (less != NOTHING)
    said = replace(said, entries=np.where(gone, NOTHING, said.entries))
    more = np.array([NOTHING, *(entry if made else NOTHING for entry, made in tried)])
    nobody = np.full_like(more, NOTHING)
    return replace(
        floor, said=take_floor(said, more, nobody, np.zeros(more.shape, dtype=np.bool_))
    )


def _likeliest(tried: list[tuple[int, bool]], reached: Array) -> tuple[ArgumentFlip, ...]:
    """One argument more and one less, each the likeliest that is enough; the first if tied."""
    found: list[ArgumentFlip] = []
    if reached[0] >= LIKELY:
        return ()
    for made in (True, False):
        able = [
            (-float(chance), entry)
            for (entry, adds), chance in zip(tried, reached[1:], strict=True)
            if adds == made and chance >= LIKELY
        ]
        if able:
            chance, entry = min(able)
            found.append(ArgumentFlip(entry, made, -chance))
    return tuple(found)

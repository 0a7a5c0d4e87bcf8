"""Why an actor reacts as it does, and how open the counterpart's answer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.answer import Outlook, dispersion, expected_outlook_of, split
from dialogue_sim.engine.numerics import add_up, sigmoid
from dialogue_sim.engine.proposal import interest_parts
from dialogue_sim.engine.terms import CAUTION, NAMES, Moment, no_debate

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.turn import Turn
    from dialogue_sim.engine.world import World

INTEREST = NAMES.index("interest")


def issue_parts(moment: Moment) -> Array:
    """(a, i+1, s) how each issue, then the venue, adds to every actor's interest term.

    The parts add up to the term (to rounding); the public's are differences from the polled text.
    """
    actors, public = moment.world.actors, moment.world.rules.public
    text = moment.proposal
    parts = interest_parts(actors.preferences, text.levels, text.venue).swapaxes(0, 1)
    weighted = actors.shares[INTEREST][:, None, None] * parts
    slope = public.ladder_scale * public.steepness
    difference = weighted[actors.public] - public.poll.interest_parts[:, None]
    weighted[actors.public] = slope * difference
    return weighted


def peer_parts(moment: Moment, actor: int) -> Array:
    """(a, s) what each peer's last stance adds to the peers term, before its star weight."""
    return moment.world.actors.listens[actor][:, None] * moment.situation.stances


def weights(world: World) -> Array:
    """(term, a) what the receipt multiplies each term's own value by.

    The public's rows are stretched to the scale of its ladder, and its mood takes the place of
    caution (E15b).
    """
    found = world.actors.shares.copy()
    rule, public = world.rules.public, world.actors.public
    found[:, public] = rule.ladder_scale * rule.steepness * found[:, public]
    found[CAUTION, public] = rule.ladder_scale
    return found


def stakes(moment: Moment) -> tuple[Array, Array, Array]:
    """The trust term taken apart (E8): it is weight times (honours gain - (1 - honours) loss).

    Returns:
        honours: (a, s) the chance that the counterpart keeps its side.
        gain: (s,) what the text brings then; loss: (a, s) what it costs otherwise, 0..1. Both
            as far as the text acts now.
    """
    actors, active = moment.world.actors, moment.active
    factor = moment.world.rules.utility.loss_factor * actors.vulnerability[:, None]
    loss = active * np.minimum(1.0, factor * moment.proposal.exposure)
    return sigmoid(moment.situation.trust), active * moment.proposal["gain"], loss


def driver_parts(world: World, seen: Outlook, answer: int, other: int) -> Array:
    """(d, s) what each driver adds to the log-odds of one answer against another (E29)."""
    weights = world.rules.answer.weights[answer] - world.rules.answer.weights[other]
    return world.counterpart.predictability * weights[:, None] * seen.drivers


def expected_outlook(moment: Moment, reactions: Reactions) -> Outlook:
    """The counterpart's answer as it looks before anybody has spoken.

    It uses the expected stances and the expected nature of the counterpart, never its true type.
    """
    world, sessions = moment.world, moment.situation.sessions
    ladder = np.array(world.rules.ladder.stances)
    stances = add_up(
        stance * chance for stance, chance in zip(ladder, reactions.probabilities, strict=True)
    )
    nobody = np.zeros(sessions, dtype=np.bool_)
    seen = split(world, moment.proposal, dispersion(world, stances), nobody)
    return expected_outlook_of(moment, seen)


def open_outlook(world: World, turn: Turn) -> Outlook:
    """The counterpart's answer to a finished turn, by its expected nature and not its true one."""
    world = world.at(turn.number)
    moment = Moment(world, turn.in_force, turn.before, no_debate(turn.before))
    seen = split(world, turn.in_force, turn.after.division, (turn.policy >= 0) & ~turn.stands)
    return expected_outlook_of(moment, seen)

"""A text before the alliance: how everybody takes it, and what the procedure makes of that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.answer import dispersion
from dialogue_sim.engine.backstage import spent
from dialogue_sim.engine.floor import argued
from dialogue_sim.engine.procedure import Ruling, decide
from dialogue_sim.engine.reaction import Reactions, react
from dialogue_sim.engine.resolve import bounds_after
from dialogue_sim.engine.silence import BREAK_SILENCE, in_resolve, weigh
from dialogue_sim.engine.terms import Moment, no_debate

if TYPE_CHECKING:
    from dialogue_sim.engine.draws import Draws
    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class Hearing:
    """How everybody takes a text and what the procedure makes of that.

    Attributes:
        arguments: (a, s) what the debate added for everybody; zeros without one (E27).
        given: (a, s) what persons responded, `DRAWN` elsewhere; None where all were drawn.
    """

    text: Proposal
    reactions: Reactions
    ruling: Ruling
    arguments: Array
    given: Integers | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said about a text before and while it is heard.

    Attributes:
        floor: the debate; None without one.
        given: (a, s) responses 0..4 of persons, negative where luck decides.
    """

    floor: Floor | None = None
    given: Integers | None = None

    def at(self, sessions: Integers) -> Spoken:
        """The same for the sessions at some places."""
        floor = None if self.floor is None else self.floor.at(sessions)
        return Spoken(floor, None if self.given is None else self.given[:, sessions])


SILENT = Spoken()


def hear(
    world: World,
    situation: Situation,
    text: Proposal,
    draws: Draws,
    said: Spoken = SILENT,
) -> Hearing:
    """Put a text before every actor and through the procedure.

    Args:
        world: what is fixed; situation: before the hearing; text: on the table.
        draws: where the turn's luck comes from.
        said: the debate, and what persons respond.
    """
    moment = Moment(world, text, situation, argued(world, said.floor, text, situation))
    reactions = react(moment)
    luck = draws.uniforms(world.actors.streams)
    ruling = decide(moment, reactions, luck, said.given)
    return Hearing(text, reactions, ruling, moment.arguments, said.given)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the alliance came to in a turn.

    Attributes:
        known: the situation, with what the hearings showed of members' resolve.
        tabled: (s,) whether anything was; stands: (s,) whether that stands.
        broken: (s,) whether the first text failed; blocked: (s,) whether all that was tabled did.
        in_force: the text in force now.
        responses: (a, s); stances: (a, s) -1..1; division: (s,).
        spent: (s,) points of political capital that the texts cost.
    """

    known: Situation
    tabled: Truths
    stands: Truths
    broken: Truths
    blocked: Truths
    in_force: Proposal
    responses: Integers
    stances: Array
    division: Array
    spent: Array


def conclude(
    world: World, before: Situation, policy: Integers, hearings: tuple[Hearing, ...]
) -> Decision:
    """Put together what the hearings of a turn came to; while waiting nobody has responded.

    Args:
        world: what is fixed; before: the situation in which the texts were heard.
        policy: (s,) what was tabled, negative where nothing was.
        hearings: none, one or two.
    """
    tabled = policy >= 0
    nowhere = np.zeros(before.sessions, dtype=np.bool_)
    if not hearings:
        return Decision(
            before, tabled, nowhere, nowhere, nowhere, before.standing,
            before.responses, before.stances, before.division, np.zeros(before.sessions),
        )  # fmt: skip
    last = hearings[-1]
    broken, blocked = hearings[0].ruling.blocked & tabled, last.ruling.blocked & tabled
    stands = tabled & ~blocked
    stances = np.array(world.rules.ladder.stances)[last.ruling.responses]
    return Decision(
        known=shown(world, before, tabled, hearings),
        tabled=tabled,
        stands=stands,
        broken=broken,
        blocked=blocked,
        in_force=last.text.unless(~stands, before.standing),
        responses=np.where(tabled, last.ruling.responses, before.responses),
        stances=np.where(tabled, stances, before.stances),
        division=np.where(tabled, dispersion(world, stances), before.division),
        spent=spent(world, policy, tuple(one.text for one in hearings), broken),
    )


def agreed(world: World, known: Situation, text: Proposal, responses: Integers) -> Decision:
    """A text that stands whatever anybody said, for questions of what would follow from it.

    Args:
        known: the situation in which it was heard; responses: (a, s) what everybody said.
    """
    everywhere = np.ones(known.sessions, dtype=np.bool_)
    stances = np.array(world.rules.ladder.stances)[responses]
    return Decision(
        known, everywhere, everywhere, ~everywhere, ~everywhere, text,
        responses, stances, dispersion(world, stances), np.zeros(known.sessions),
    )  # fmt: skip


def shown(
    world: World, before: Situation, tabled: Truths, hearings: tuple[Hearing, ...]
) -> Situation:
    """The situation with what the hearings showed of the members' resolve."""
    backstage, heard = before.backstage, tabled
    if backstage is None:
        return before
    member = np.zeros((len(world.actors.ids), 1), dtype=np.bool_)
    member[list(world.actors.members)] = True
    for hearing in hearings:
        moment = Moment(world, hearing.text, before, no_debate(before))
        if in_resolve(moment) is None:
            return before
        ruling = hearing.ruling
        seen = member & heard & ruling.applies
        if hearing.given is not None:
            seen &= hearing.given < 0
        worth = weigh(moment, hearing.reactions, ruling.drawn).worth
        low, high = bounds_after(backstage, worth, ruling.responses == BREAK_SILENCE, seen)
        backstage, heard = replace(backstage, low=low, high=high), tabled & ruling.blocked
    return replace(before, backstage=backstage)

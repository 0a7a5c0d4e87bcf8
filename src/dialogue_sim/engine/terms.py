"""Why an actor likes or dislikes a text: one function and one row per reason.

Utility is defined as the sum of the weighted terms from top to bottom of `TERMS`, so a receipt
adds up to the last bit (E4, E29).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.deferral import active_share, unsettled
from dialogue_sim.engine.numerics import add_up, clip, sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a term may look at: a text, in a situation, after a debate.

    Attributes:
        arguments: (a, s) what the debate adds for each audience, -1..1; zeros without a debate.
        active: E6: (s,) how much of the text acts now; see `deferral.py`.
        offered: (s,) the offer as far as it acts, -1..1.
    """

    world: World
    proposal: Proposal
    situation: Situation
    arguments: Array
    active: Array = field(init=False, repr=False)
    offered: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rule = self.world.rules.mechanisms.deferral
        active = active_share(rule, self.proposal["delay"], self.situation)
        scale = self.world.rules.utility.offer_scale
        offered = clip(self.proposal["offer"] / scale, -1.0, 1.0) * active
        object.__setattr__(self, "active", active)
        object.__setattr__(self, "offered", offered)


def no_debate(situation: Situation) -> Array:
    """(a, s) arguments when nothing was argued."""
    return np.zeros_like(situation.trust)


@dataclass(frozen=True, slots=True)
class Term:
    """One reason.

    Attributes:
        name: id in receipts, saves and JSON.
        label: what screens call it.
        value: (a, s) in -1..1, positive in favour of the text.
        speaks_for: clause for the sentence of reason when the term is the largest in favour.
        speaks_against: the same when it is the largest against.
    """

    name: str
    label: str
    value: Callable[[Moment], Array]
    speaks_for: str
    speaks_against: str


def interest(moment: Moment) -> Array:
    """E5: how well the text fits what the actor wants, issue by issue."""
    return moment.proposal.interests


def trust(moment: Moment) -> Array:
    """E8: expected gain if the counterpart honours the text less the loss if it does not.

    Positive exactly where p / (1 - p) exceeds loss over gain (Coleman's condition for trust).
    """
    actors = moment.world.actors
    honours = sigmoid(moment.situation.trust)
    factor = moment.world.rules.utility.loss_factor * actors.vulnerability[:, None]
    loss = factor * moment.proposal.exposure
    np.minimum(1.0, loss, out=loss)
    worth = honours * moment.proposal["gain"]
    cheats = np.subtract(1.0, honours, out=honours)
    worth -= np.multiply(cheats, loss, out=loss)
    worth *= moment.active
    return worth


def past_conduct(moment: Moment) -> Array:
    """E10: an offer after bad conduct counts against a text, firmness after it counts for it."""
    conduct = moment.situation.conduct
    forgiven = np.minimum(0.0, conduct + moment.world.actors.generosity[:, None])
    remembered = np.where(conduct >= 0.0, conduct, forgiven)
    return np.multiply(remembered, moment.offered, out=remembered)


def argument(moment: Moment) -> Array:
    """E27: what the debate on the floor adds for this audience."""
    return moment.arguments


def cohesion(moment: Moment) -> Array:
    """E11: acting together counts for a text, acting alone against it."""
    together = 2.0 * moment.proposal["unity"] - 1.0
    return np.broadcast_to(together, moment.situation.trust.shape)


def peers(moment: Moment) -> Array:
    """E11b: the last stances of those whom the actor listens to."""
    heard = np.zeros_like(moment.situation.trust)
    for listener, speaker, weight in moment.world.actors.heeded:
        heard[listener] += weight * moment.situation.stances[speaker]
    return heard


def principle(moment: Moment) -> Array:
    """E7: breaches of red lines, at most -1 in all."""
    breached = np.zeros_like(moment.situation.trust)
    for line, breach in zip(moment.world.actors.red_lines, breaches(moment), strict=True):
        breached[line.actor] -= breach
    return np.maximum(breached, -1.0, out=breached)


def breaches(moment: Moment) -> list[Array]:
    """Each (s,): how far each red line is breached now, 0..1, its gate included."""
    unresolved = _unresolved(moment)
    lines = zip(moment.world.actors.red_lines, moment.proposal.red_lines, strict=True)
    return [breach * (unresolved if line.gated else 1.0) for line, breach in lines]


def _unresolved(moment: Moment) -> Array:
    """(s,) gate of red lines that hold while the conflict is unresolved, 0..1."""
    rules = moment.world.rules
    return unsettled(
        rules.mechanisms.deferral,
        rules.utility.resolved_below,
        moment.proposal["delay"],
        moment.situation,
    )


def caution(moment: Moment) -> Array:
    """E4b: the burden of proof that lies on every proposal (Tsebelis on the status quo)."""
    return np.broadcast_to(-1.0, moment.situation.trust.shape)


def domestic(moment: Moment, support: Array) -> Array:
    """E9: the home public, from its support for the text (log-odds) and the actor's tilt."""
    approval = sigmoid(support + moment.world.actors.public_tilt[:, None])
    approval *= 2.0
    approval -= 1.0
    return approval


def _not_yet(moment: Moment) -> Array:
    """Zero until support is known: `weighted_terms` fills the row from `domestic`."""
    return np.broadcast_to(0.0, moment.situation.trust.shape)


TERMS = (
    Term("interest", "Interest", interest,
         "{issue} ({level}) suits its aims", "{issue} ({level}) runs against its aims"),
    Term("trust", "Trust", trust,
         "it expects {counterpart} to keep its side",
         "it doubts that {counterpart} would keep its side"),
    Term("domestic", "Public at home", _not_yet,
         "its public would go along", "its public would not go along"),
    Term("reciprocity", "Past conduct", past_conduct,
         "the text answers recent conduct in kind", "recent conduct has not earned such an offer"),
    Term("argument", "Debate", argument,
         "the debate spoke for the text", "the debate spoke against the text"),
    Term("cohesion", "Cohesion", cohesion,
         "the allies would act together", "the allies would not act together"),
    Term("peers", "Peers", peers,
         "the {peer} has been in favour", "the {peer} has been against"),
    Term("principle", "Red lines", principle,
         "no red line is touched", "it touches a red line: {red_line}"),
    Term("caution", "Burden of proof", caution,
         "the mood is open to dialogue", "it sees little reason to move"),
)  # fmt: skip
"""In summing order. The public's last row is its mood instead of caution (E15)."""

NAMES = tuple(term.name for term in TERMS)
DOMESTIC = NAMES.index("domestic")
CAUTION = NAMES.index("caution")
POLLED = np.array([k for k in range(len(TERMS)) if k not in {DOMESTIC, CAUTION}])
"""The public's terms that are differences from the polled text."""


def weighted_terms(moment: Moment) -> tuple[Array, Array]:
    """Every term with its weight, and the log-odds of public support.

    Returns:
        terms: (term, a, s), in the order of `TERMS`; they add up to utility.
        support: (s,) log-odds of public support for the text (E15).
    """
    actors = moment.world.actors
    terms = np.empty((len(TERMS), *moment.situation.trust.shape))
    for row, share, term in zip(terms, actors.shares, TERMS, strict=True):
        np.multiply(share[:, None], term.value(moment), out=row)
    support = _public_opinion(moment, terms)
    share = actors.shares[DOMESTIC][:, None]
    np.multiply(share, domestic(moment, support), out=terms[DOMESTIC])
    return terms, support


def utility(terms: Array) -> Array:
    """(a, s) the sum of the stored terms, top to bottom: the definition of utility (E29)."""
    return add_up(terms)


def _public_opinion(moment: Moment, terms: Array) -> Array:
    """Turn the public's rows into differences from the polled text; return support (E15, E15b)."""
    rule = moment.world.rules.public
    public = moment.world.actors.public
    slope = rule.ladder_scale * rule.steepness
    differences = terms[POLLED, public] - rule.poll.terms[POLLED, None]
    differences *= slope
    terms[POLLED, public] = differences
    terms[CAUTION, public] = rule.ladder_scale * mood_for(moment)
    support = add_up([*differences, terms[CAUTION, public]])
    support /= rule.ladder_scale
    return support


def mood_for(moment: Moment) -> Array:
    """(s,) the public's mood as it bears on this text, as log-odds (E15, E32).

    Where mood has a direction, what the poll found stays, and what the mood has gained or lost
    since counts as far as the text offers something: wholly at the polled text's own offer, not at
    all where nothing is offered, against a text that takes away.
    """
    rule, mood = moment.world.rules.mechanisms.directional_mood, moment.situation.mood
    if rule is None:
        return mood
    poll = moment.world.rules.public.poll.log_odds
    direction = clip(moment.proposal["offer"] / rule.reference, -1.0, 1.0)
    return poll + (mood - poll) * direction

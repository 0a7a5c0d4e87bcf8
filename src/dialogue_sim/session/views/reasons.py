"""One sentence of reason: the largest term for a text and the largest against it.

The burden of proof weighs on every text alike: it is named only where nothing else objects to a
text that the actor does not accept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.terms import CAUTION, TERMS

if TYPE_CHECKING:
    from dialogue_sim.session.views.account import Account

ACCEPT = 3
TOO_SMALL = 0.005
"""A term below this is no reason that anybody would name."""

MOOD_AGAINST = "the mood is against dialogue"


def reason(account: Account, actor: int, response: int) -> str:
    """The clause that says why an actor responds as it does, without a full stop.

    Args:
        account: the hearing laid open.
        actor: place of the actor.
        response: what it said, 0..4; decides which side comes first.
    """
    values = account.reactions.terms[:, actor, 0]
    best, worst = int(np.argmax(values)), _strongest_objection(account, actor)
    speaks_for = _clause(account, actor, best, for_text=True)
    speaks_against = _clause(account, actor, worst, for_text=False)
    if float(values[best]) < TOO_SMALL:
        return speaks_against
    only_caution = worst == CAUTION and actor != account.public
    if float(values[worst]) > -TOO_SMALL or (only_caution and response >= ACCEPT):
        return speaks_for
    if response >= ACCEPT:
        return f"{speaks_for}, although {speaks_against}"
    return f"{speaks_against}, although {speaks_for}"


def _strongest_objection(account: Account, actor: int) -> int:
    """The most negative term that depends on the text; the burden of proof only if none does."""
    values = account.reactions.terms[:, actor, 0].copy()
    if actor != account.public:
        without = np.where(np.arange(len(values)) == CAUTION, 0.0, values)
        if float(np.min(without)) < -TOO_SMALL:
            values = without
    return int(np.argmin(values))


def _clause(account: Account, actor: int, term: int, *, for_text: bool) -> str:
    row = TERMS[term]
    if term == CAUTION and actor == account.public and not for_text:
        return MOOD_AGAINST
    title, level = account.offered[account.strongest_part(actor, for_text=for_text)]
    line = account.worst_red_line(actor)
    bundle = account.bundle
    profile = bundle.actors[account.actor_id(actor)]
    template = row.speaks_for if for_text else row.speaks_against
    return template.format(
        issue=title.lower(),
        level=level,
        counterpart=bundle.counterpart.short,
        peer=bundle.name_of[account.loudest_peer(actor, for_text=for_text)],
        red_line=profile.red_lines[line].says if line else "",
    )

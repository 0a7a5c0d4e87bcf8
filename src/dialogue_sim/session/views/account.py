"""One hearing laid open: who weighed what, ready to be put into sentences and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.engine.explain import issue_parts, peer_parts, stakes, weights
from dialogue_sim.engine.numerics import sigmoid
from dialogue_sim.engine.procedure import said_chances
from dialogue_sim.engine.terms import Moment, breaches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.words import Difficulty

VENUE = "venue"
Loudest: TypeAlias = "Mapping[str, tuple[str, str]]"


@dataclass(frozen=True, slots=True)
class Account:
    """A text in a situation, the reactions to it, and the details behind them; one session.

    Attributes:
        parts: (a, i+1) what each issue, then the venue, adds to an actor's interest term.
        honours: (a,) the chance that the counterpart keeps its side, as each actor sees it.
        gain: what the text brings now if it does; loss: (a,) what it costs if it does not.
        home: (a,) support for the text among each actor's own public, 0..1; for the public
            itself what a poll would find.
        breached: how far each red line is breached now, 0..1.
        weights: (term, a) what each term's own value is multiplied by.
        said: (k, a) chances of what everybody says in the end.
        loudest: by actor, titles of what was argued most for the text and most against it.
        offered: title of each issue, then of the venue, and the level that the text puts it at.
        told: how exactly it is laid open.
    """

    bundle: Bundle
    moment: Moment
    reactions: Reactions
    parts: Array
    honours: Array
    gain: float
    loss: Array
    home: Array
    breached: tuple[float, ...]
    weights: Array
    offered: tuple[tuple[str, str], ...]
    said: Array
    loudest: Mapping[str, tuple[str, str]]
    told: Difficulty = "open"

    @property
    def public(self) -> int:
        """Place of the public among the actors."""
        return self.moment.world.actors.public

    def actor_id(self, actor: int) -> str:
        """Id of the actor at a place."""
        return self.moment.world.actors.ids[actor]

    def issue_id(self, place: int) -> str:
        """Id of an issue, or `venue` for the place after the last."""
        issues = self.moment.world.space.issues
        return VENUE if place == len(issues) else issues[place].id

    def strongest_part(self, actor: int, *, for_text: bool) -> int:
        """Place of the issue that adds most for a text, or most against it."""
        parts = self.parts[actor]
        return int(np.argmax(parts) if for_text else np.argmin(parts))

    def worst_red_line(self, actor: int) -> str:
        """Id of the red line of an actor that the text breaches most now; nothing if none."""
        worst, found = 0.0, ""
        lines = self.moment.world.actors.red_lines
        for line, breach in zip(lines, self.breached, strict=True):
            if line.actor == actor and breach > worst:
                worst, found = breach, line.id
        return found

    def loudest_peer(self, actor: int, *, for_text: bool) -> str:
        """Id of the peer whose last stance speaks most for a text, or against it."""
        parts = peer_parts(self.moment, actor)[:, 0]
        return self.actor_id(int(np.argmax(parts) if for_text else np.argmin(parts)))


def account(
    bundle: Bundle,
    moment: Moment,
    reactions: Reactions,
    loudest: Loudest | None = None,
    told: Difficulty = "open",
) -> Account:
    """Lay a hearing open.

    Args:
        bundle: for the words; moment: the text in its situation; reactions: to it.
        loudest: what was argued, as in `Account`; None where nothing was.
        told: how exactly it is laid open.
    """
    honours, gain, loss = stakes(moment)
    tilt = moment.world.actors.public_tilt.copy()
    tilt[moment.world.actors.public] = 0.0
    return Account(
        bundle=bundle,
        moment=moment,
        reactions=reactions,
        parts=issue_parts(moment)[:, :, 0],
        honours=honours[:, 0],
        gain=float(gain[0]),
        loss=loss[:, 0],
        home=sigmoid(reactions.support + tilt),
        breached=tuple(float(breach[0]) for breach in breaches(moment)),
        weights=weights(moment.world),
        offered=_offered(bundle, moment),
        said=said_chances(moment, reactions)[:, :, 0],
        loudest={} if loudest is None else loudest,
        told=told,
    )


def _offered(bundle: Bundle, moment: Moment) -> tuple[tuple[str, str], ...]:
    setting, text, space = bundle.setting, moment.proposal, moment.world.space
    words = [setting.issues[issue.id] for issue in space.issues]
    places = [
        issue.values.index(float(level))
        for issue, level in zip(space.issues, text.levels[:, 0], strict=True)
    ]
    return (
        *((issue.title, issue.levels[p].label) for issue, p in zip(words, places, strict=True)),
        ("Venue", setting.venues[space.venues[int(text.venue[0])]]),
    )

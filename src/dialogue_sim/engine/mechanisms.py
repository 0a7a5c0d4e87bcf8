"""Coefficients of the mechanisms that make a session a game; each can be left out.

With none of them the model is the plain one. Units are the engine's: fractions of 1, nats,
utility; capital is counted in whole points.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dialogue_sim.expression_tree import Node


@dataclass(frozen=True)
class DirectionalMood:
    """The mood for talks helps talks and not isolation (E15).

    Attributes:
        reference: offer of the polled text, at which the whole mood counts.
    """

    reference: float
    from_turn: int = 1


@dataclass(frozen=True)
class Deferral:
    """What is deferred acts as far as its day has come (E6, E7).

    Attributes:
        ceasefire_below: hostilities from which on no part of a ceasefire has come.
        settlement_at: progress at which a settlement has come as far as a ceasefire allows.
        settlement_share: share of a settlement that is still due in a ceasefire without progress.
    """

    ceasefire_below: float
    settlement_at: float
    settlement_share: float
    from_turn: int = 1


@dataclass(frozen=True)
class Staircase:
    """What can be reached depends on what has been reached.

    Attributes:
        slack: how far the reach of a text may exceed progress before it is a step too far.
        width: how much further it is a step entirely too far.
        war_floor, war_overreach: the war weighs on the answer as floor + overreach x this.
        step, most: a step in return brings reach - progress + step, at most `most`.
        hostilities: what a war takes from that; probe: share of it that probing brings.
        exploit, escalate: what these answers add to progress.
    """

    slack: float
    width: float
    war_floor: float
    war_overreach: float
    step: float
    most: float
    hostilities: float
    probe: float
    exploit: float
    escalate: float
    from_turn: int = 1


@dataclass(frozen=True)
class Resolve:
    """A member breaks silence where a text is worth less to it than its hidden resolve.

    Attributes:
        centre, spread: resolve is drawn evenly from centre - spread to centre + spread.
        assure_now, assure_promise: what an assurance, or an open promise, is worth to a member.
        due: turns within which a promise must be kept.
        kept_credibility: what a kept promise adds to credibility.
        broken_credibility, broken_cohesion: the same for a broken one.
        grudge: what a broken promise costs every later text with that member.
    """

    centre: float
    spread: float
    assure_now: float
    assure_promise: float
    due: int
    kept_credibility: float
    broken_credibility: float
    broken_cohesion: float
    grudge: float
    from_turn: int = 1


@dataclass(frozen=True)
class Capital:
    """What the chair can afford: texts, consultations, assurances, a campaign at home.

    Attributes:
        start, income, most: points at the opening, each turn, and at most.
        bonus_when, bonus: income on top where a condition holds; None for never.
        broken_silence: what a broken silence adds.
        consult, assure_now, assure_promise, campaign: prices.
        campaign_mood: what a campaign adds to the public's mood.
    """

    start: float
    income: float
    most: float
    bonus_when: Node | None
    bonus: float
    broken_silence: float
    consult: float
    assure_now: float
    assure_promise: float
    campaign: float
    campaign_mood: float
    from_turn: int = 1


@dataclass(frozen=True)
class Mask:
    """The counterpart's type is hidden; answers and verification reports tell of it.

    Attributes:
        report_base, report_openness: by type, in the order of the counterpart's types: a report is
            clean with chance base + openness x the text's openness.
        verified_from: openness from which a text is verified.
        paper_lost: share of unverified progress that exploitation takes.
        face_floor, face_openness: hardliners weigh as floor + openness x the text's openness.
    """

    report_base: tuple[float, ...]
    report_openness: tuple[float, ...]
    verified_from: float
    paper_lost: float
    face_floor: float
    face_openness: float
    from_turn: int = 1


@dataclass(frozen=True)
class Mechanisms:
    """Those that a world has; None for each that it has not."""

    directional_mood: DirectionalMood | None = None
    deferral: Deferral | None = None
    staircase: Staircase | None = None
    resolve: Resolve | None = None
    capital: Capital | None = None
    mask: Mask | None = None

    def at(self, turn: int) -> Mechanisms:
        """Those that have begun by a turn."""
        late: dict[str, Any] = {
            field.name: None
            for field in fields(self)
            if (rule := getattr(self, field.name)) is not None and rule.from_turn > turn
        }
        return replace(self, **late) if late else self

    @property
    def any(self) -> bool:
        """Whether there is any at all."""
        return self != NO_MECHANISMS


NO_MECHANISMS = Mechanisms()

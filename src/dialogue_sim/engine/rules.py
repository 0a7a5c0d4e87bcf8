"""Coefficients of the model, one dataclass for each equation; `rules.yaml` holds the numbers.

Units are the engine's: fractions of 1, nats, shares. Axis letters: d driver, i issue, k response
or answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.mechanisms import NO_MECHANISMS, Mechanisms

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array


@dataclass(frozen=True)
class Ladder:
    """From utility to response: four cut points and the stance of each of five responses (E12)."""

    cuts: tuple[float, ...]
    stances: tuple[float, ...]


@dataclass(frozen=True)
class UtilityRule:
    """Scales of the terms: E8 loss factor, E10 offer scale, E7 hostilities that count as war."""

    loss_factor: float
    offer_scale: float
    resolved_below: float


@dataclass(frozen=True)
class Poll:
    """What a poll found, and about which text in which situation (E15).

    Attributes:
        log_odds: support for the polled text, as log-odds.
        terms: (term,) the public's weighted terms at the polled text and situation.
        interest_parts: (i+1,) the issues' and the venue's shares in its interest there.
    """

    log_odds: float
    terms: Array
    interest_parts: Array


@dataclass(frozen=True)
class PublicRule:
    """Steepness beta of E15, scale of E15b, and the poll that anchors support."""

    steepness: float
    ladder_scale: float
    poll: Poll


@dataclass(frozen=True)
class ProcedureRule:
    """How the alliance adopts a text: the procedure's name and its numbers."""

    name: str
    from_unity: float
    relief: float = 0.0
    share: float = 0.0


@dataclass(frozen=True)
class AnswerRule:
    """The counterpart's choice (E17): goldstein and evidence are (k,), weights (k, d)."""

    goldstein: Array
    evidence: Array
    weights: Array
    dispersion: float
    disunity: float
    blocked: float
    credibility_ceiling: float


@dataclass(frozen=True)
class OwnPosture:
    """Our posture follows our choice and the other's posture (E18)."""

    choice: float
    other: float


@dataclass(frozen=True)
class CounterpartPosture:
    """Richardson's coefficients, and what the counterpart's conduct adds (E18)."""

    fear: float
    fatigue: float
    grievance: float
    conduct: float


@dataclass(frozen=True)
class CredibilityRule:
    """E19."""

    rate: float
    floor: float
    unity: float
    consistency: float
    follow_through: float
    firm_after_breach: float
    softer_after_breach: float
    kept_after_reciprocity: float
    cut_after_reciprocity: float
    otherwise: float


@dataclass(frozen=True)
class CohesionRule:
    """E21."""

    rate: float
    disunity: float
    blocked: float
    exploited: float


@dataclass(frozen=True)
class TrustRule:
    """E22; `limit` in nats."""

    stake_floor: float
    stake: float
    demand: float
    bad_news: float
    limit: float


@dataclass(frozen=True)
class MemoryRule:
    """E23: share kept of past conduct; Goldstein points that count as 1."""

    keep: float
    scale: float


@dataclass(frozen=True)
class HostilitiesRule:
    """E23b."""

    escalate: float
    reciprocate: float
    fade: float


@dataclass(frozen=True)
class ProgressRule:
    """E23b."""

    reciprocate: float
    hostilities: float
    escalate: float


@dataclass(frozen=True)
class SecurityLossRule:
    """E23b."""

    exploit: float
    escalate: float


@dataclass(frozen=True)
class SupportRule:
    """E28."""

    conduct: float
    thermostat: float
    centre: float
    debate: float
    back: float


@dataclass(frozen=True)
class Dynamics:
    """What a turn does to the situation (section 10 of the model)."""

    own_posture: OwnPosture
    counterpart_posture: CounterpartPosture
    credibility: CredibilityRule
    cohesion: CohesionRule
    trust: TrustRule
    memory: MemoryRule
    hostilities: HostilitiesRule
    progress: ProgressRule
    security_loss: SecurityLossRule
    support: SupportRule


@dataclass(frozen=True)
class Rules:
    """All coefficients."""

    ladder: Ladder
    utility: UtilityRule
    public: PublicRule
    procedure: ProcedureRule
    answer: AnswerRule
    dynamics: Dynamics
    mechanisms: Mechanisms = NO_MECHANISMS

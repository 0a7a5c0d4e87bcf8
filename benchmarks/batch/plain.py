"""One turn of one session in plain Python: what a modeller writes into a peer's agents.

The formulas are the product's (E1 to E28 without debate), on floats, one actor at a time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World

MEASURES = (
    "offer", "benefit", "gain", "firmness", "demand", "threat", "deterrent", "isolation", "unity",
    "delay", "posture",
)  # fmt: skip


@dataclass
class Text:
    """What follows from a text alone, as floats."""

    m: dict[str, float]
    exposure: float
    levels: list[float]
    interest: list[float]
    red: list[float]
    fit: float


def text_of(proposal: Proposal, place: int) -> Text:
    """One text of several."""
    return Text(
        {name: float(proposal[name][place]) for name in MEASURES},
        float(proposal.exposure[place]),
        proposal.levels[:, place].tolist(),
        proposal.interests[:, place].tolist(),
        proposal.red_lines[:, place].tolist(),
        float(proposal.counterpart_interest[place]),
    )


@dataclass
class State:
    """The situation of one session."""

    v: dict[str, float]
    trust: list[float]
    stance: list[float]
    standing: Text
    answer: int
    greed: float


def state_of(world: World, opening: Situation) -> State:
    """The opening of one session."""
    names = (
        "hostilities", "posture", "counterpart_posture", "credibility", "cohesion", "conduct",
        "own_conduct", "mood", "hardliners", "outside_support", "progress", "security_loss",
    )  # fmt: skip
    return State(
        {name: float(getattr(opening, name)[0]) for name in names},
        opening.trust[:, 0].tolist(),
        opening.stances[:, 0].tolist(),
        text_of(opening.standing, 0),
        int(opening.answer[0]),
        world.counterpart.types[int(opening.nature[0])].greed,
    )


def clip(x: float, low: float = 0.0, high: float = 1.0) -> float:
    """`x` kept within [low, high]."""
    return min(max(x, low), high)


def logistic(x: float) -> float:
    """Log-odds to probability."""
    return 1.0 / (1.0 + math.exp(-x))


@dataclass
class Turn:
    """The text of a turn before everybody."""

    world: World
    state: State
    text: Text
    public: float = 0.0
    responses: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.active = 1.0 - self.text.m["delay"] * self.state.v["hostilities"]
        scale = self.world.rules.utility.offer_scale
        self.offered = clip(self.text.m["offer"] / scale, -1.0) * self.active
        self.public = self._support()

    def _terms(self, actor: int) -> list[float]:
        a, r, v, m = self.world.actors, self.world.rules, self.state.v, self.text.m
        honours = logistic(self.state.trust[actor])
        loss = min(1.0, r.utility.loss_factor * a.vulnerability[actor] * self.text.exposure)
        war = min(1.0, v["hostilities"] / r.utility.resolved_below) * (1.0 - m["delay"])
        breached = 0.0
        for breach, line in zip(self.text.red, a.red_lines, strict=True):
            if line.actor == actor:
                breached -= breach * (war if line.gated else 1.0)
        conduct = v["conduct"]
        remembered = conduct if conduct >= 0.0 else min(0.0, conduct + a.generosity[actor])
        heard = 0.0
        for listener, speaker, weight in a.heeded:
            if listener == actor:
                heard += weight * self.state.stance[speaker]
        terms = (
            self.text.interest[actor],
            self.active * (honours * m["gain"] - (1.0 - honours) * loss),
            0.0, self.offered * remembered, 0.0, 2.0 * m["unity"] - 1.0, heard,
            max(breached, -1.0), -1.0,
        )  # fmt: skip
        return [float(a.shares[k, actor]) * term for k, term in enumerate(terms)]

    def _public_terms(self) -> list[float]:
        rule, terms = self.world.rules.public, self._terms(self.world.actors.public)
        slope = rule.ladder_scale * rule.steepness
        for k in (0, 1, 3, 4, 5, 6, 7):
            terms[k] = slope * (terms[k] - float(rule.poll.terms[k]))
        terms[8] = rule.ladder_scale * self.state.v["mood"]
        return terms

    def _support(self) -> float:
        terms = self._public_terms()
        return (
            sum(terms[k] for k in (0, 1, 3, 4, 5, 6, 7, 8)) / self.world.rules.public.ladder_scale
        )

    def utility(self, actor: int) -> float:
        """U of one actor (E4)."""
        a = self.world.actors
        terms = self._public_terms() if actor == a.public else self._terms(actor)
        home = 2.0 * logistic(self.public + a.public_tilt[actor]) - 1.0
        terms[2] = float(a.shares[2, actor]) * home
        return sum(terms)

    def chances(self, actor: int, utility: float) -> list[float]:
        """Probabilities of the five responses (E12)."""
        lean, passed, weights = self.world.actors.predictability[actor], 0.0, [1.0]
        for k, cut in enumerate(self.world.rules.ladder.cuts, start=1):
            passed += cut
            weights.append(math.exp(lean * (k * utility - passed)))
        total = sum(weights)
        return [weight / total for weight in weights]

    def respond(self, actor: int, luck: float) -> int:
        """One actor's response (E13)."""
        option = pick(self.chances(actor, self.utility(actor)), luck)
        self.responses[actor] = option
        return option

    def silence(self, luck: Callable[[int], float]) -> bool:
        """Whether the text stands (E14)."""
        a, rule = self.world.actors, self.world.rules.procedure
        if self.text.m["unity"] < rule.from_unity:
            return True
        first = dict(self.responses)
        for member in a.members:
            if first[member]:
                continue
            others = [other for other in a.members if other != member]
            against = sum(a.capability[other] for other in others if first[other] <= 1)
            alone = 1.0 - against / sum(a.capability[other] for other in others)
            eased = self.utility(member) + rule.relief * self.state.v["cohesion"] * alone
            if luck(member) >= self.chances(member, eased)[0]:
                self.responses[member] = 1
        return all(self.responses[member] for member in a.members)

    def division(self) -> float:
        """Dispersion of the members' stances (E21)."""
        a, stances = self.world.actors, self.world.rules.ladder.stances
        total = sum(a.capability[member] for member in a.members)
        said = {m: (stances[self.responses[m]], a.capability[m] / total) for m in a.members}
        mean = sum(stance * share for stance, share in said.values())
        return float(sum(abs(stance - mean) * share for stance, share in said.values()))

    def answer(self, division: float, luck: float, *, blocked: bool) -> int:
        """The counterpart's answer to the text in force (E17)."""
        v, m, r, c = self.state.v, self.text.m, self.world.rules.answer, self.world.counterpart
        split = min(
            1.0, division * r.dispersion + r.disunity * (1.0 - m["unity"]) + r.blocked * blocked
        )
        greed = self.state.greed
        tempted = (
            greed * self.text.exposure * self.active * (r.credibility_ceiling - v["credibility"])
        )
        drivers = (
            1.0, max(0.0, m["offer"]) * self.active, self.text.fit * self.active, m["demand"],
            tempted, greed * split, c.insecurity * m["threat"], v["credibility"] * m["deterrent"],
            m["isolation"], v["own_conduct"], v["hardliners"], v["hostilities"],
            v["outside_support"],
        )  # fmt: skip
        rows = r.weights.tolist()
        appeal = [
            c.predictability * sum(w * d for w, d in zip(row, drivers, strict=True))
            for row in rows
        ]
        odds = [math.exp(value - max(appeal)) for value in appeal]
        return pick([odd / sum(odds) for odd in odds], luck)


def pick(chances: list[float], luck: float) -> int:
    """The option that a uniform number picks."""
    passed = option = 0
    for option, chance in enumerate(chances):  # noqa: B007  the last one is what is left
        passed += chance
        if luck < passed:
            break
    return option


def after(  # noqa: PLR0915  one equation after the other
    turn: Turn, division: float, answer: int, *, stands: bool
) -> State:
    """The situation after the turn (E18 to E28)."""
    world, old, text, m = turn.world, turn.state, turn.text, turn.text.m
    v, d, r = old.v, world.rules.dynamics, world.rules.answer
    good, exploit, escalate = answer == 0, answer == 3, answer == 4  # noqa: PLR2004  their places
    conduct = r.goldstein[answer] / d.memory.scale
    own, other, c, h = d.own_posture, d.counterpart_posture, d.credibility, d.cohesion
    moved = sum(
        w * abs(text.levels[i] - old.standing.levels[i]) for i, w in world.space.consistency
    )
    follow = c.otherwise
    if old.answer == 0:
        kept = m["offer"] >= old.standing.m["offer"] - 1e-12
        follow = c.kept_after_reciprocity if kept else c.cut_after_reciprocity
    if old.answer >= 3:  # noqa: PLR2004  exploits or escalates
        firm = m["firmness"] >= old.standing.m["firmness"] - 1e-12
        follow = c.firm_after_breach if firm else c.softer_after_breach
    credible = c.floor + c.unity * m["unity"] + c.consistency * (1.0 - moved)
    credible = clip(credible + c.follow_through * follow)
    together = 1.0 - division - h.disunity * (1.0 - m["unity"]) - h.blocked * (not stands)
    together = clip(together - h.exploited * exploit)
    t, achieved = d.trust, m["gain"] * turn.active
    evidence = r.evidence[answer] * (t.bad_news if r.evidence[answer] < 0.0 else 1.0)
    stake = min(1.0, m["benefit"] * turn.active + t.demand * m["demand"])
    weight = evidence * (t.stake_floor + t.stake * stake)
    rates = world.actors.learning_rate
    s, p, w, u = d.security_loss, d.progress, d.hostilities, d.support
    lost = s.exploit * exploit * text.exposure * turn.active
    lost += s.escalate * escalate * (1.0 - m["posture"])
    gained = p.reciprocate * good * achieved * (1.0 + p.hostilities * v["hostilities"])
    keep, mood = d.memory.keep, v["mood"] + u.conduct * conduct
    mood += u.thermostat * (turn.offered - u.centre)
    mood += u.back * (world.rules.public.poll.log_odds - v["mood"])
    posture = v["posture"] + own.choice * (0.5 * (1.0 - turn.offered) - v["posture"])
    posture += own.other * (v["counterpart_posture"] - v["posture"])
    theirs = v["counterpart_posture"] * (1.0 - other.fatigue) + other.fear * v["posture"]
    theirs += other.grievance - other.conduct * conduct
    fighting = v["hostilities"] + w.escalate * escalate + w.reciprocate * good * achieved + w.fade
    stances = world.rules.ladder.stances
    return State(
        {
            "hostilities": clip(fighting),
            "posture": clip(posture),
            "counterpart_posture": clip(theirs),
            "credibility": v["credibility"] + c.rate * (credible - v["credibility"]),
            "cohesion": v["cohesion"] + h.rate * (together - v["cohesion"]),
            "conduct": keep * v["conduct"] + (1.0 - keep) * conduct,
            "own_conduct": keep * v["own_conduct"] + (1.0 - keep) * turn.offered,
            "mood": mood,
            "hardliners": v["hardliners"],
            "outside_support": v["outside_support"],
            "progress": clip(v["progress"] + gained + p.escalate * escalate),
            "security_loss": clip(v["security_loss"] + lost),
        },
        [clip(x + r * weight, -t.limit, t.limit) for x, r in zip(old.trust, rates, strict=True)],
        [stances[turn.responses[actor]] for actor in sorted(turn.responses)],
        text, answer, old.greed,
    )  # fmt: skip

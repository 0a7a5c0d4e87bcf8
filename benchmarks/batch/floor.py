"""The same arithmetic by hand: bare arrays, no names, no reasons kept. What a turn costs at least.

It plays what `dialogue_sim.session.strategies.rehearsal` plays, to the last bit, and keeps only the numbers
that the next turn needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dialogue_sim.engine.draws import SESSION_STEP, STREAM_STEP, TURN_STEP, TWO_TO_MINUS_53, _mix
from dialogue_sim.engine.numerics import exp
from dialogue_sim.engine.terms import POLLED
from dialogue_sim.session.worlds.opening import proposals
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.strategies.table import Stage

Numbers = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """The texts of a plan: one per policy, what follows a broken silence, and which is when."""

    policies: Any
    texts: Proposal
    seconds: Proposal
    after: Any


def plan(stage: Stage, name: str) -> Plan:
    """A plan of the setting, worked out once."""
    setting, world = stage.bundle.setting, stage.world
    answers = {str(answer): policy for answer, policy in setting.plans[name].items()}
    menu = list(dict.fromkeys(answers.values()))
    places = {rule.id: place for place, rule in enumerate(world.story.policies)}
    points = [stage.plain(policy) for policy in menu]
    return Plan(
        policies=np.array([places[policy] for policy in menu]),
        texts=proposals(world, points),
        seconds=proposals(world, [stage.compromise(point) for point in points]),
        after=np.array([menu.index(answers[answer]) for answer in ANSWERS]),
    )


def numbers(world: World, chosen: Plan, opening: Situation) -> Numbers:
    """Everything that the loop needs, as plain arrays and floats."""
    a, r = world.actors, world.rules
    texts = (chosen.texts, chosen.seconds, opening.standing)
    col = np.concatenate

    def measure(name: str) -> Any:
        return col([text[name] for text in texts])

    cuts = np.cumsum(r.ladder.cuts)
    return {
        "N": {name: measure(name) for name in (
            "offer", "benefit", "gain", "firmness", "demand", "threat", "deterrent",
            "isolation", "unity", "delay", "posture")},
        "exposure": col([text.exposure for text in texts]),
        "levels": col([text.levels for text in texts], axis=1),
        "interest": col([text.interests for text in texts], axis=1) * a.shares[0][:, None],
        "red": col([text.red_lines for text in texts], axis=1),
        "fit": col([text.counterpart_interest for text in texts]),
        "world": world, "shares": a.shares, "after": chosen.after,
        "policies": len(chosen.policies),
        "factors": exp(-a.predictability * cuts[:, None])[:, :, None],
    }  # fmt: skip


def play(n: Numbers, s: Situation, seed: int, sessions: Any, turns: int) -> tuple[Any, ...]:
    """Trust, mood and postures after some turns."""
    world, N = n["world"], n["N"]
    a, r, d, W = world.actors, world.rules, world.rules.dynamics, n["shares"]
    pub, members = a.public, list(a.members)
    trust, stance = s.trust, s.stances
    H, hn, hr, cred, coh = (
        s.hostilities,
        s.posture,
        s.counterpart_posture,
        s.credibility,
        s.cohesion,
    )
    MR, MN, nu, hard, patron = s.conduct, s.own_conduct, s.mood, s.hardliners, s.outside_support
    prog, loss, last = s.progress, s.security_loss, s.answer
    kinds = world.counterpart.types
    greed = np.array([kind.greed for kind in kinds])[s.nature]
    insecurity = world.counterpart.insecurity
    old = np.full(len(sessions), 2 * n["policies"])
    cap = a.capability[members]
    capability = (cap / _sum(cap))[:, None]
    stances = np.array(r.ladder.stances)
    gold = r.answer.goldstein / d.memory.scale
    evidence = r.answer.evidence * np.where(r.answer.evidence < 0, d.trust.bad_news, 1.0)
    keys = np.array([*a.streams, world.counterpart.answer_stream], dtype=np.uint64)[:, None]
    base = _mix(sessions * SESSION_STEP + np.uint64(seed))
    peers = [(i, j, w) for i, row in enumerate(a.listens) for j, w in enumerate(row) if w]
    slope = r.public.ladder_scale * r.public.steepness
    poll = r.public.poll.terms
    for turn in range(1, turns + 1):
        of_turn = np.array(turn, dtype=np.uint64) * TURN_STEP
        z = _mix(_mix(base + of_turn) + keys * STREAM_STEP) >> np.uint64(11)
        u = z.astype(np.float64) * TWO_TO_MINUS_53

        def react(x: Any, at: Any) -> tuple[Any, Any]:
            active = 1.0 - N["delay"][x] * H[at]
            offered = np.minimum(np.maximum(N["offer"][x] / r.utility.offer_scale, -1.0), 1.0)
            offered = offered * active
            p = 1.0 / (1.0 + exp(-trust[:, at]))
            lose = np.minimum(
                1.0, r.utility.loss_factor * a.vulnerability[:, None] * n["exposure"][x]
            )
            t1 = W[1][:, None] * ((p * N["gain"][x] - (1.0 - p) * lose) * active)
            war = np.minimum(1.0, H[at] / r.utility.resolved_below) * (1.0 - N["delay"][x])
            breach = np.zeros_like(p)
            for k, line in enumerate(a.red_lines):
                breach[line.actor] -= n["red"][k][x] * (war if line.gated else 1.0)
            t7 = W[7][:, None] * np.maximum(breach, -1.0)
            M = np.where(MR[at] >= 0, MR[at], np.minimum(0.0, MR[at] + a.generosity[:, None]))
            t3 = W[3][:, None] * (M * offered)
            t4 = W[4][:, None] * np.zeros_like(p)
            t5 = W[5][:, None] * (2.0 * N["unity"][x] - 1.0)
            heard = np.zeros_like(p)
            for i, j, w in peers:
                heard[i] += w * stance[j, at]
            t6 = W[6][:, None] * heard
            t8 = W[8][:, None] * np.full_like(p, -1.0)
            t = [n["interest"][:, x], t1, None, t3, t4, t5, t6, t7, t8]
            lp = 0.0
            for k in POLLED:
                t[k][pub] = slope * (t[k][pub] - poll[k])
                lp = t[k][pub] if k == 0 else lp + t[k][pub]
            t8[pub] = r.public.ladder_scale * nu[at]
            lp = (lp + t8[pub]) / r.public.ladder_scale
            t[2] = W[2][:, None] * (2.0 / (1.0 + exp(-(lp + a.public_tilt[:, None]))) - 1.0)
            U = t[0] + t[1]
            for k in range(2, 9):
                U += t[k]
            return U, _ladder(n["factors"], a.predictability[:, None], U)

        def under_silence(x: Any, at: Any) -> tuple[Any, Any]:
            U, P = react(x, at)
            k, passed = (u[:-1, at] >= P[0]).astype(np.int64), P[0].copy()
            for j in (1, 2, 3):
                passed += P[j]
                k += u[:-1, at] >= passed
            broken = np.zeros(len(x), dtype=bool)
            row = k[members]
            where = np.flatnonzero((row == 0).any(0) & (N["unity"][x] >= r.procedure.from_unity))
            if where.size:
                row = row[:, where]
                bad = (row <= 1) * cap[:, None]
                rest = _sum(cap[:, None]) - cap[:, None]
                alone = 1.0 - (_sum(bad) - bad) / np.where(rest > 0, rest, 1.0)
                relief = r.procedure.relief * coh[at][where]
                eased = U[np.ix_(members, where)] + relief * alone
                again = _ladder(
                    n["factors"][:, members], a.predictability[members][:, None], eased
                )[0]
                row = np.where((row == 0) & ~(u[:-1, at][np.ix_(members, where)] < again), 1, row)
                k[np.ix_(members, where)] = row
                broken[where] = (row == 0).any(0)
            return k, broken

        everywhere = np.arange(len(sessions))
        x = n["after"][last]
        k, broken = under_silence(x, everywhere)
        blocked = broken
        if broken.any():
            at = np.flatnonzero(broken)
            x = x.copy()
            x[at] += n["policies"]
            k[:, at], blocked = k[:, at], broken.copy()
            k[:, at], blocked[at] = under_silence(x[at], at)
        x = np.where(blocked, old, x)
        now = stances[k]
        rows = now[members]
        division = _sum(np.abs(rows - _sum(rows * capability)) * capability)
        active = 1.0 - N["delay"][x] * H
        unity = N["unity"][x]
        split = np.minimum(
            1.0,
            division * r.answer.dispersion
            + r.answer.disunity * (1.0 - unity)
            + r.answer.blocked * blocked,
        )
        drivers = (
            np.ones_like(H), np.maximum(0.0, N["offer"][x]) * active, n["fit"][x] * active,
            N["demand"][x], greed * n["exposure"][x] * active * (r.answer.credibility_ceiling - cred),
            greed * split, insecurity * N["threat"][x], cred * N["deterrent"][x], N["isolation"][x],
            MN, hard, H, patron,
        )  # fmt: skip
        V = _sum(
            w[:, None] * driver for w, driver in zip(r.answer.weights.T, drivers, strict=True)
        )
        V = V * world.counterpart.predictability
        odds = exp(V - np.maximum.reduce(V))
        odds = odds / _sum(odds)
        answer, passed = (u[-1] >= odds[0]).astype(np.int64), odds[0].copy()
        for j in (1, 2, 3):
            passed += odds[j]
            answer += u[-1] >= passed

        offered = np.minimum(np.maximum(N["offer"][x] / r.utility.offer_scale, -1.0), 1.0) * active
        conduct, good, bad, exploit = gold[answer], answer == 0, answer == 4, answer == 3
        rule = d.own_posture
        hn1 = hn + rule.choice * (0.5 * (1.0 - offered) - hn) + rule.other * (hr - hn)
        rule = d.counterpart_posture
        hr1 = hr + rule.fear * hn - rule.fatigue * hr + rule.grievance - rule.conduct * conduct
        rule = d.credibility
        levels = n["levels"]
        moved = _sum(w * np.abs(levels[i][x] - levels[i][old]) for i, w in world.space.consistency)
        firm = N["firmness"][x] >= N["firmness"][old] - 1e-12
        kept = N["offer"][x] >= N["offer"][old] - 1e-12
        follow = np.where(
            last == 0,
            np.where(kept, rule.kept_after_reciprocity, rule.cut_after_reciprocity),
            rule.otherwise,
        )
        follow = np.where(
            last >= 3, np.where(firm, rule.firm_after_breach, rule.softer_after_breach), follow
        )
        target = rule.floor + rule.unity * unity + rule.consistency * (1.0 - moved)
        target = _clip(target + rule.follow_through * follow)
        cred1 = cred + rule.rate * (target - cred)
        rule = d.cohesion
        target = 1.0 - division - rule.disunity * (1.0 - unity) - rule.blocked * blocked
        coh = coh + rule.rate * (_clip(target - rule.exploited * exploit) - coh)
        rule = d.trust
        stake = np.minimum(1.0, N["benefit"][x] * active + rule.demand * N["demand"][x])
        learned = a.learning_rate[:, None] * (
            evidence[answer] * (rule.stake_floor + rule.stake * stake)
        )
        trust = np.minimum(np.maximum(trust + learned, -rule.limit), rule.limit)
        achieved = N["gain"][x] * active
        rule = d.security_loss
        lost = rule.exploit * exploit * n["exposure"][x] * active
        loss = _clip(loss + (lost + rule.escalate * bad * (1.0 - N["posture"][x])))
        rule = d.progress
        gained = rule.reciprocate * good * achieved * (1.0 + rule.hostilities * H)
        prog = _clip(prog + gained + rule.escalate * bad)
        rule = d.hostilities
        H = _clip(H + rule.escalate * bad + rule.reciprocate * good * achieved + rule.fade)
        rule = d.support
        mood = nu + rule.conduct * conduct + rule.thermostat * (offered - rule.centre)
        nu = mood + rule.back * (r.public.poll.log_odds - nu)
        keep, fresh = d.memory.keep, 1.0 - d.memory.keep
        MR, MN = keep * MR + fresh * conduct, keep * MN + fresh * offered
        hn, hr, cred, stance, last, old = _clip(hn1), _clip(hr1), cred1, now, answer, x
    return trust, nu, hn, hr, prog, loss, coh


def _ladder(factors: Any, lean: Any, U: Any) -> Any:
    z = exp(np.minimum(np.maximum(lean * U, -150.0), 150.0))
    P, power = np.ones((5, *U.shape)), z
    for j in range(4):
        P[j + 1] = power * factors[j]
        power = power * z if j < 3 else power
    return P / _sum(P)


def _clip(x: Any) -> Any:
    return np.minimum(np.maximum(x, 0.0), 1.0)


def _sum(parts: Any) -> Any:
    total = None
    for part in parts:
        total = part if total is None else total + part
    return total

"""E18 to E23b and E28 to E31: what a turn changes, luck, and what explains a reaction."""

from __future__ import annotations

from typing import Final

from dialogue_sim.workshop.card.equation import Equation

TIME: Final = (
    Equation(
        "E18", "Tension",
        "own'   = own + choice * ((1 - offered) / 2 - own) + other * (theirs - own)\n"
        "theirs' = theirs + fear * own - fatigue * theirs + grievance - conduct * G(answer)\n"
        "both kept within 0..1;   tension = mean of both\n"
        "offered = clip(offer / offer_scale, -1, 1) * a",
        "Our posture follows what we choose, theirs follows fear, fatigue and grievance. Each "
        "push fades: tension settles instead of growing without end, and the loader refuses "
        "numbers with which it would not, or would settle beyond the scale by itself.",
        literature=("Richardson 1960",),
        code=("engine.dynamics._posture", "engine.dynamics._counterpart_posture"),
        numbers=("rules.dynamics.tension",),
    ),
    Equation(
        "E19", "Credibility",
        "credibility' = credibility + rate * (target - credibility)\n"
        "target = floor + unity * unity(text) + consistency * (1 - change of line)\n"
        "         + follow_through * f\n"
        "f after exploitation or escalation: firm if the text is no softer, else softer\n"
        "f after reciprocity: kept if the offer did not fall, else cut;   otherwise: otherwise",
        "What the alliance says counts for more if all say it, if the line is steady, and if "
        "deeds follow: firmness after a breach, and a kept offer after a good answer.",
        literature=("Fearon 1997",),
        code=("engine.dynamics._credibility",),
        numbers=("rules.dynamics.credibility", "setting.measures.consistency"),
    ),
    Equation(
        "E20", "Luck",
        "u = 53 bits of a hash of (seed, session, turn, stream)",
        "The same seed gives the same luck on every machine, and a new actor or event changes "
        "nobody else's.",
        literature=("Steele et al. 2014",),
        code=("engine.draws.Draws",),
    ),
    Equation(
        "E21", "Cohesion of the alliance",
        "cohesion' = cohesion + rate * (target - cohesion)\n"
        "target = clip(1 - division - disunity * (1 - unity) - blocked [text failed]\n"
        "         - exploited [answer exploits])\n"
        "division = mean distance of the members' stances from their mean, by capability",
        "Disagreement, acting alone, a failed text and being exploited wear the alliance down.",
        code=("engine.dynamics._cohesion", "engine.answer.dispersion"),
        numbers=("rules.dynamics.cohesion", "actor.capability"),
    ),
    Equation(
        "E22", "Learning whom to trust",
        "log-odds of trust' = log-odds + learning_rate * evidence(answer) * weight\n"
        "weight = stake_floor + stake * min(1, benefit * a + demand * demand(text))\n"
        "         times bad_news if the evidence is negative;   kept within -limit..limit",
        "Answers are evidence, and weigh more the more was at stake. Bad news weighs more than "
        "good news. That escalation counts as bad faith is how actors take it; it is not strictly "
        "what the hidden natures imply.",
        literature=("Kydd 2005", "Poortinga and Pidgeon 2004"),
        code=("engine.dynamics._trust",),
        numbers=("rules.dynamics.trust", "rules.answers", "actor.learning_rate"),
    ),
    Equation(
        "E23", "Memory of conduct",
        "conduct'     = keep * conduct     + (1 - keep) * G(answer)\n"
        "own_conduct' = keep * own_conduct + (1 - keep) * offered\n"
        "G(answer) = Goldstein value of the answer / scale",
        "What either side did lately is remembered and fades.",
        literature=("Goldstein 1992",),
        code=("engine.dynamics.next_situation", "engine.dynamics.Outcome"),
        numbers=("rules.dynamics.memory", "rules.answers"),
    ),
    Equation(
        "E23b", "Hostilities, progress, security loss",
        "hostilities' = hostilities + fade + escalate [escalates]\n"
        "               + reciprocate [reciprocates] * gain * a\n"
        "progress'    = progress + reciprocate [reciprocates] * gain * a\n"
        "               * (1 + hostilities * H) + escalate [escalates]\n"
        "loss'        = loss + exploit [exploits] * exposure * a\n"
        "               + escalate [escalates] * (1 - forces)",
        "There is no progress unless the other side answers in kind, and less of it in war. What "
        "is exposed can be taken, and escalation costs less where forces are ready.",
        code=("engine.dynamics._hostilities", "engine.dynamics._progress",
              "engine.dynamics._security_loss"),
        numbers=("rules.dynamics.hostilities", "rules.dynamics.progress",
                 "rules.dynamics.security_loss", "setting.measures.posture"),
    ),
    Equation(
        "E28", "Public mood",
        "mood' = mood + conduct * G(answer) + thermostat * (offered - centre)\n"
        "        + debate * (debate term of the public) * openness + return * (poll - mood)",
        "Good conduct of the other side warms the public. Policy that goes far in one direction "
        "makes it ask for the other, like a thermostat, and time brings it back to the poll.",
        literature=("Wlezien 1995",),
        code=("engine.dynamics._mood",),
        numbers=("rules.dynamics.support", "setting.measures.openness"),
    ),
    Equation(
        "E29", "Receipts add up",
        "U is defined as the sum of the stored terms, from top to bottom",
        "The numbers on a receipt are the very numbers that decided, to the last bit.",
        code=("engine.terms.TERMS", "engine.terms.utility", "engine.explain.issue_parts"),
    ),
    Equation(
        "E30", "The smallest change",
        "among all texts that differ in up to three issues: fewest issues, then fewest levels,\n"
        "then highest probability, with P(response >= wanted) >= 1/2; likewise the nearest value\n"
        "of one quantity of the situation",
        "What would have moved an actor further, with everything else as it was. "
        "It is found by trying every text, so nothing smaller was missed; texts that are as "
        "small are named too.",
        code=("engine.flips.smallest_changes", "engine.suppositions.suppositions"),
    ),
    Equation(
        "E31", "What an actor asks for",
        "E30 with one issue",
        "Where one change is enough, the smallest change is what the actor would ask for.",
        code=("engine.flips.smallest_changes",),
    ),
)  # fmt: skip

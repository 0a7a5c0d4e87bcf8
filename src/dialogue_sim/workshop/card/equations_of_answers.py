"""E12 to E17: from reasons to responses, to a decision, and to the other side's answer."""

from __future__ import annotations

from typing import Final

from dialogue_sim.workshop.card.equation import Equation

ANSWERS: Final = (
    Equation(
        "E12", "From utility to response",
        "ln( P(k) / P(k-1) ) = predictability * (U - cut_k),   k = 1..4, worst response first",
        "Better reasons make the better of two neighbouring responses likelier, and never jump. "
        "At a predictability of 12, a tenth of utility multiplies the odds by 3.3.",
        literature=("McKelvey and Palfrey 1995", "Agresti 2010"),
        code=("engine.reaction.ladder_probabilities",),
        numbers=("rules.ladder.cuts", "actor.predictability"),
    ),
    Equation(
        "E13", "The draw",
        "response = number of cumulative probabilities that the uniform number has passed",
        "One number of luck per actor and turn picks the response. With the same luck a better "
        "text never gets a worse response, so two runs differ only by what was changed.",
        code=("engine.reaction.draw",),
    ),
    Equation(
        "E14", "Silence",
        "a text with unity >= from_unity goes under silence; a member that would break it weighs\n"
        "U' = U + relief * cohesion * (1 - share of the other members' capability that objects)\n"
        "with the same luck, and breaks silence only if U' still says so; else it objects",
        "Whoever would be alone mostly objects on the record and lets the text pass; the more the "
        "alliance holds together, the dearer it is to stand alone. Other procedures have a row of "
        "their own: consensus without silence, and a majority of capability.",
        literature=("Gallis 2003", "Tsebelis 2002"),
        code=("engine.procedure.silence", "engine.procedure.silence_chance"),
        numbers=("rules.procedures", "actor.capability"),
    ),
    Equation(
        "E15", "Public support",
        "logit(support) = mood + steepness * (V(text now) - V(polled text in polled situation))\n"
        "V = the public's own weighted terms, without opinion at home and without caution",
        "For the text and the situation of the poll, support is exactly what the poll found, "
        "whatever the other numbers are. Everything else is a difference from there.",
        code=("engine.terms.weighted_terms", "session.worlds.coefficients.public_rule"),
        numbers=("rules.public.steepness", "actor.poll.support"),
    ),
    Equation(
        "E15b", "The public on the ladder",
        "U of the public = ladder_scale * logit(support)",
        "So that three in five in favour read as support, and one half as a divided public.",
        code=("engine.terms.weighted_terms",),
        numbers=("rules.public.ladder_scale",),
    ),
    Equation(
        "E16", "A compromise",
        "maximise  product over members of max(U - floor, tiny) to the power of its capability\n"
        "over texts that differ in one issue and do not lower unity\n"
        "floor = the lower of U(text in force) and the second cut",
        "What a chair without a person amends when silence was broken: the neighbour that leaves "
        "the members best off together. A text that stands is never rewritten.",
        literature=("Nash 1950", "Schneider et al. 2010"),
        code=("engine.compromise.compromise",),
        numbers=("actor.capability", "rules.ladder.cuts"),
    ),
    Equation(
        "E17", "The counterpart's answer",
        "P(answer) proportional to exp(predictability * sum over drivers of weight * driver)\n"
        "offer       = max(0, offer) * a           status  = its own interest (E5) * a\n"
        "temptation  = greed * exposure * a * (credibility_ceiling - credibility)\n"
        "split       = greed * min(1, dispersion * division + disunity * (1 - unity)\n"
        "              + blocked [text failed])\n"
        "threat      = insecurity * threat          deterrent = credibility * deterrent\n"
        "weights in the order reciprocate, probe, stonewall, exploit_splits, escalate\n"
        "demand, isolation: measures of the text;   ledger: the alliance's recent conduct;\n"
        "hardliners, war (hostilities), patron (outside support): the situation",
        "Thirteen named drivers speak for or against five answers. Deterrence enters twice: it "
        "holds an opportunist back and frightens an insecure neighbour, and which of the two "
        "faces the alliance stays hidden. Which number of a column may be largest is checked.",
        literature=("McKelvey and Palfrey 1995", "Glaser 1997", "Jervis 1978"),
        code=("engine.answer.outlook", "engine.answer.DRIVERS", "engine.answer.split"),
        numbers=("rules.drivers", "rules.split", "rules.temptation", "counterpart.insecurity",
                 "counterpart.types", "counterpart.predictability",
                 "setting.measures.demand", "setting.measures.threat",
                 "setting.measures.deterrent", "setting.measures.isolation"),
    ),
)  # fmt: skip

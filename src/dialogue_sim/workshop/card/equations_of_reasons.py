"""E1 to E11b: what a text is, and the reasons that actors have for and against it."""

from __future__ import annotations

from typing import Final

from dialogue_sim.workshop.card.equation import Equation

REASONS: Final = (
    Equation(
        "E1", "A text is a point",
        "x = (one level, 0..1, on every issue) and one venue",
        "Whatever is tabled answers the same questions, so any two texts can be compared. A level "
        "between two others is not offered on the menu.",
        code=("engine.neighbours.Point", "engine.neighbours.values"),
        numbers=("setting.issues",),
    ),
    Equation(
        "E2", "Offer",
        "offer(x) = sum over issues of weight * anchor(level) / 10",
        "How cooperative a text is, from -1 to 1, on a scale made for event data. It grades the "
        "kind of step and knows nothing of its size.",
        literature=("Goldstein 1992", "CAMEO"),
        code=("engine.proposal.measure",),
        numbers=("setting.measures.offer",),
    ),
    Equation(
        "E3", "Exposure, gain and firmness",
        "exposure  = benefit * (1 - safeguard)\n"
        "benefit, safeguard, gain, firmness = sum over issues of weight * level (or hinge)",
        "What is lost if the other side takes the offer and cheats. Every safeguard makes it "
        "smaller: a step must not endanger those who take it.",
        literature=("Osgood 1962",),
        code=("engine.proposal.Proposal.exposure", "engine.proposal.measure"),
        numbers=("setting.measures.benefit", "setting.measures.safeguard",
                 "setting.measures.gain", "setting.measures.firmness"),
    ),
    Equation(
        "E4", "Utility",
        "U = sum over seven terms of share * term  +  red_line_force * red lines  -  caution\n"
        "share of a term = its stars / sum of all stars",
        "An actor likes a text as much as its reasons, weighed, add up to. Only the ratios of "
        "stars matter: doubling all of them changes nothing.",
        code=("engine.terms.weighted_terms", "engine.terms.utility"),
        numbers=("actor.stars", "actor.red_line_force"),
    ),
    Equation(
        "E4b", "Burden of proof",
        "caution counts against every text alike",
        "How much any text has to bring before the actor moves from where it stands.",
        literature=("Tsebelis 2002",),
        code=("engine.terms.caution",),
        numbers=("actor.caution",),
    ),
    Equation(
        "E5", "Interest",
        "interest = sum over issues of s * (2 fit - 1)  +  s_venue * affinity(venue)\n"
        "fit = (1 - d) * (1 + d * tolerance),  s = salience / sum of saliences\n"
        "d = |x - ideal| (peak), how far x is below the ideal (min) or above it (max)",
        "How well a text fits what the actor wants, issue by issue, weighed by how much it cares. "
        "An issue that a profile leaves out plays no part.",
        literature=("KTAB 2019", "Schneider et al. 2010"),
        code=("engine.proposal.interest_parts", "engine.terms.interest"),
        numbers=("actor.issues", "actor.venues.salience", "actor.tolerance"),
    ),
    Equation(
        "E6", "Active share",
        "a = 1 - delay * hostilities",
        "How much of a text acts now. What is deferred until after a war does nothing while the "
        "war is at its height, for good or ill.",
        code=("engine.terms.Moment",),
        numbers=("setting.measures.delay",),
    ),
    Equation(
        "E7", "Red lines",
        "red lines = -min(1, sum of severity * product of hinges * gate)\n"
        "hinge above t = clip((x - t) / (1 - t)), below t = clip((t - x) / t), both 0..1\n"
        "gate = 1 (always), or min(1, hostilities / resolved_below) * (1 - delay) (unresolved)",
        "A breach of principle hurts beyond interest. Some red lines hold only while the conflict "
        "is unresolved, and fade as it calms down.",
        code=("engine.proposal.hinge", "engine.terms.principle", "engine.terms.breaches"),
        numbers=("actor.red_lines", "actor.red_line_force", "rules.utility.resolved_below"),
    ),
    Equation(
        "E8", "Trust",
        "trust term = a * (p * gain - (1 - p) * min(1, loss_factor * vulnerability * exposure))\n"
        "p = chance that the counterpart keeps its side, as this actor sees it",
        "What can be won if the other side keeps its word, less what is lost if it does not. "
        "Positive exactly where the odds of honesty exceed loss over gain.",
        literature=("Kydd 2005", "Coleman 1990"),
        code=("engine.terms.trust",),
        numbers=("rules.utility.loss_factor", "actor.trust", "actor.vulnerability"),
    ),
    Equation(
        "E9", "Public at home",
        "public at home = 2 * sigmoid(logit(support) + public_tilt) - 1",
        "Whether the public would go along: zero at one half. The tilt is how far the actor's own "
        "public stands from the average. Stars of 1 or 2 are enough: in data on decisions of the "
        "European Union such constraints weighed little.",
        literature=("Putnam 1988", "Schneider et al. 2010"),
        code=("engine.terms.domestic",),
        numbers=("actor.public_tilt",),
    ),
    Equation(
        "E10", "Past conduct",
        "past conduct = clip(offer / offer_scale, -1, 1) * a * remembered\n"
        "remembered = conduct if conduct >= 0, else min(0, conduct + generosity)",
        "An offer after bad conduct counts against a text, firmness after it counts for it. "
        "Generosity forgives a little, which keeps accidents from starting a feud. States are "
        "found to reciprocate in many pairs and not in all, so the usual weight is modest.",
        literature=("Osgood 1962", "Nowak and Sigmund 1992", "Patchen and Bogumil 1995",
                    "Frank et al. 2018"),
        code=("engine.terms.past_conduct",),
        numbers=("rules.utility.offer_scale", "actor.generosity"),
    ),
    Equation(
        "E11", "Cohesion",
        "cohesion = 2 * unity - 1",
        "Acting together counts for a text, acting alone against it.",
        code=("engine.terms.cohesion",),
        numbers=("setting.measures.unity",),
    ),
    Equation(
        "E11b", "Peers",
        "peers = sum over others of weight * their last stance, weights adding up to 1",
        "What those said last turn to whom this actor listens. A bloc shares its weight equally.",
        literature=("KTAB 2019",),
        code=("engine.terms.peers",),
        numbers=("actor.listens_to", "rules.ladder.stances"),
    ),
)  # fmt: skip

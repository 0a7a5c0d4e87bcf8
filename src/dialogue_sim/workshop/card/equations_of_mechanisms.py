"""E32 to E40: the mechanisms, each of which a scenario may leave out."""

from __future__ import annotations

from typing import Final

from dialogue_sim.workshop.card.equation import Equation

MECHANISMS: Final = (
    Equation(
        "E32", "The mood has a direction",
        "mood for a text = poll + (mood - poll) * clip(offer(text) / offer(reference), -1, 1)",
        "A mood for talks helps texts that offer talks and works against texts that cut them off. "
        "At the polled text nothing changes, so the poll is reproduced as before.",
        code=("engine.terms.mood_for",),
    ),
    Equation(
        "E33", "What is deferred",
        "due(ceasefire) = min(1, hostilities / ceasefire_below)\n"
        "due(settlement) = due(ceasefire) + (1 - due(ceasefire)) * settlement_share\n"
        "                  * (1 - min(1, progress / settlement_at))\n"
        "a = 1 - 2 delay * due(ceasefire)                 for a delay up to a half\n"
        "a = 1 - due(ceasefire) - (2 delay - 1) * (due(settlement) - due(ceasefire))   beyond\n"
        "gate of red lines = due(settlement) * (1 - delay)",
        "A text that waits for a ceasefire or a settlement acts as far as that has come, and not "
        "as soon as the war becomes less.",
        code=("engine.deferral.active_share", "engine.deferral.unsettled"),
        numbers=("rules.mechanisms.deferral",),
    ),
    Equation(
        "E34", "A step too far",
        "reach = gain(text) * a\n"
        "overreach = clip((reach - progress - slack) / width, 0, 1)\n"
        "war driver = hostilities * (war[0] + war[1] * overreach)",
        "How far the other side follows depends on what has been reached: a step far beyond it is "
        "refused, a small one may be answered even in war.",
        literature=("Osgood 1962",),
        code=("engine.staircase.reach", "engine.staircase.overreach", "engine.staircase.war"),
        numbers=(
            "rules.mechanisms.staircase.slack", "rules.mechanisms.staircase.width",
            "rules.mechanisms.staircase.war", "rules.drivers.overreach",
        ),
    ),
    Equation(
        "E35", "Progress step by step",
        "step = clip(reach - progress + step, 0, most) * (1 + hostilities * hostilities(now))\n"
        "progress' = progress + step             after a step in return\n"
        "progress' = progress + probe * step     after probing\n"
        "progress' = progress + exploit, or + escalate, after these;   kept within 0..1",
        "An answer in kind brings what the text reaches for, at most a stair at a time. It takes "
        "the place of the plain rule of progress.",
        literature=("Osgood 1962",),
        code=("engine.staircase.step_in_return", "engine.dynamics._progress"),
        numbers=("rules.mechanisms.staircase",),
    ),
    Equation(
        "E36", "Who breaks silence",
        "worth = U + relief * cohesion * (1 - share of others who object)\n"
        "        + assure_now [assured] + assure_promise [promise open] - grudges\n"
        "silence is broken where worth < resolve\n"
        "resolve: evenly from centre - spread to centre + spread",
        "Every member has a line that it keeps to itself. What it does narrows down where the "
        "line is, a consultation tells it, and the chance shown is exact for all that is known.",
        literature=("Putnam 1988", "Tsebelis 2002"),
        code=(
            "engine.silence.weigh", "engine.resolve.break_chance", "engine.resolve.bounds_after",
        ),
        numbers=(
            "rules.mechanisms.resolve.centre", "rules.mechanisms.resolve.spread",
            "rules.mechanisms.resolve.assure_now", "rules.mechanisms.resolve.assure_promise",
        ),
    ),
    Equation(
        "E37", "Promises",
        "kept: an adopted text meets the ask at the latest `due` turns on, or on the last turn\n"
        "kept: credibility + kept.credibility\n"
        "broken: credibility, cohesion and grudge move by the numbers of broken",
        "A promise helps while it is open. What was said is compared with what was done.",
        literature=("Fearon 1997",),
        code=("engine.backstage._promises", "engine.resolve.answers_ask"),
        numbers=("rules.mechanisms.resolve",),
    ),
    Equation(
        "E38", "Political capital",
        "price = price(text) rounded up, or the policy's own cost, and what amendments add\n"
        "capital' = clip(capital - spent + income + bonus [condition]\n"
        "           + broken_silence [silence broken], 0, most)",
        "Attention is scarce: the higher the level, the dearer the text. What cannot be paid "
        "cannot be tabled.",
        code=("engine.capital.price", "engine.capital.balance", "engine.groundwork.cost"),
        numbers=("rules.mechanisms.capital", "setting.measures.price"),
    ),
    Equation(
        "E39", "Reading the counterpart",
        "P(type | seen) ~ P(type) * P(answer | type) * P(report | type), turn after turn\n"
        "P(report clean | type) = report[0] + report[1] * openness(text)",
        "Its type is hidden, but each answer and each report is likelier under one type. A report "
        "comes where the text in force is open enough to be verified.",
        literature=("Fearon 1997", "Kydd 2005"),
        code=("engine.mask.updated", "engine.mask.clean_chances", "engine.answer.by_nature"),
        numbers=("rules.mechanisms.mask.report", "rules.mechanisms.mask.verified_from"),
    ),
    Equation(
        "E40", "Paper, and loss of face",
        "paper' = paper + progress made by texts below verified_from\n"
        "after exploitation: paper_lost * paper leaves progress and becomes security loss\n"
        "hardliners driver = hardliners * (face[0] + face[1] * openness(text))",
        "What nobody verified is lost most easily. But what everybody sees costs the other side "
        "face at home.",
        code=("engine.dynamics._backstage", "engine.dynamics._paper_lost", "engine.mask.face"),
        numbers=("rules.mechanisms.mask.paper_lost", "rules.mechanisms.mask.face"),
    ),
)  # fmt: skip

"""What the model cannot do, for the model card."""

from __future__ import annotations

from typing import Final

LIMITS: Final = (
    (
        "**The texts are weak.** Their weaknesses are listed above. Where a date or a figure "
        "has no source, what rests on it has none either."
    ),
    (
        "**Agreement is no validation.** Coefficients were chosen so that what the documents "
        "tell comes out. Nothing outside them has been predicted and compared."
    ),
    (
        "**The cast is coarse.** A government, an office or a public is one actor. It has no "
        "parties, ministries or elections, and what it wants does not change by itself."
    ),
    (
        "**The other side mostly answers.** It tables texts only where a scenario's agenda gives "
        "it a turn; what else it begins comes as injects."
    ),
    (
        "**Nobody looks ahead.** Actors weigh the text and what has happened. They do not think"
        " about how the counterpart will answer."
    ),
    (
        "**A package is the sum of its parts.** Interests add up issue by issue. That one point"
        " matters only together with another can be said by a red line, not by a salience."
    ),
    (
        "**Event scales grade kinds, not sizes.** A Goldstein value is the same for a small and"
        " a large step of one kind, and the weights of issues in the offer are defaults."
    ),
    (
        "**Keen players can learn the answer table.** The hidden nature, hardliners and injects"
        " vary from session to session so that one line of play does not always win."
    ),
    (
        "**A profile can be too kind.** Many `min` positions at low levels make an actor that "
        "approves of nearly everything. `dialogue-sim explain` shows it; nothing warns of it "
        "yet."
    ),
    (
        "**A refusal is not always a veto.** Of a text that is tabled for some allies only, the"
        " worst response is a rejection without legal effect, and is worded so."
    ),
    (
        "**The mechanisms are made for play.** That steps must follow one another, that members "
        "have a line of their own and that attention is scarce is argued for in the literature; "
        "how much each counts was chosen so that no single course always wins."
    ),
    (
        "**Lines are drawn by chance.** Every member's resolve is drawn from the same range, "
        "independently of its profile and of the others, and stays the same for a session."
    ),
    (
        "**The reading knows too much.** It assumes that everybody knows how either type would "
        "answer, and that the counterpart does not act a part."
    ),
    (
        "**A debate is a count.** Nobody reads a claim: structure, evidence and answers decide, "
        "and the numbers that weigh them were chosen so that no trick wins. How well somebody "
        "argued is for people to judge. Modelled speakers know only the bank of arguments."
    ),
)
"""After the share of inferred numbers, which is counted."""

"""E24 to E27: the ledger of arguments, and what it adds to a receipt."""

from __future__ import annotations

from typing import Final

from dialogue_sim.workshop.card.equation import Equation

DEBATE: Final = (
    Equation(
        "E24", "What an argument is worth to an audience",
        "base = clip(150 + cards + reason(audience) - 250 [refuted] - 150 [repeated], 50, 800)\n"
        "       * relevance / 1000\n"
        "cards: at most two of 160 | 110 | 60;   relevance: 1000 | 700 | 300",
        "All numbers are per mille and rounded down. A claim with a reason is worth something by "
        "itself, evidence that bears on the text adds by its grade, and each audience weighs the "
        "kind of reason by its own profile.",
        literature=("Bench-Capon et al. 2007",),
        code=("engine.debate.adjudicate", "engine.bank.bearings"),
        numbers=("actor.reasons",),
    ),
    Equation(
        "E25", "What an answer takes of it",
        "strength = base * (1000 - comb(answers)) / 1000;   comb(x, y) = x + y - x y / 1000\n"
        "challenge 150 + 2 g | undercut 120 + g | counter 100 + 2 g | concede 80 + g, at most 500",
        "g is the grade of the card that is played, and 0 without one that counts. The strongest "
        "answer of each kind counts once. No answer ever makes an argument stronger.",
        literature=("Rago et al. 2016",),
        code=("engine.debate.force", "engine.debate.comb"),
    ),
    Equation(
        "E26", "What a side comes to",
        "side = max(comb of its three strongest arguments with a card, its best one without)",
        "Many thin claims do not add up to one that is well sourced: a claim without evidence is "
        "never added to anything. Of two arguments that say the same only the stronger counts.",
        literature=("Rago et al. 2016",),
        code=("engine.debate.sides_of",),
    ),
    Equation(
        "E27", "Debate",
        "debate term = (side for - side against) / 1000;   0 without a debate",
        "What was argued moves an actor as far as its star for arguments lets it. An argument's "
        "own part is the mean of what it adds over every order of speaking, and the parts add up "
        "to the term.",
        literature=("Shapley 1953",),
        code=("engine.terms.argument", "engine.floor.argued", "engine.attribution.shares"),
        numbers=("actor.stars.argument",),
    ),
)  # fmt: skip

"""The literature that the equations come from, and how far each work was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Work:
    """One work.

    Attributes:
        key: author and year, as an equation cites it.
        title: what it is.
        read: how far it was read for this model.
    """

    key: str
    title: str
    read: str


LITERATURE: Final = (
    Work("Agresti 2010", "Analysis of Ordinal Categorical Data: adjacent-categories logit",
         "opening of the chapter"),
    Work("Bench-Capon et al. 2007", "Audiences in value-based argumentation", "abstract"),
    Work("CAMEO", "Event codes and their Goldstein values, as published with GDELT",
         "the two tables"),
    Work("Coleman 1990", "Foundations of Social Theory: when to trust", "not looked up"),
    Work("Fearon 1997", "Signaling foreign policy interests", "abstract"),
    Work("Frank et al. 2018", "Reciprocity in dyads of states: found in many", "finding only"),
    Work("Gallis 2003", "NATO's decision-making, Congressional Research Service RS21510",
         "opening pages"),
    Work("Glaser 1997", "The security dilemma revisited", "abstract"),
    Work("Goldstein 1992", "A conflict-cooperation scale for event data", "second hand"),
    Work("Jervis 1978", "Cooperation under the security dilemma", "second hand"),
    Work("KTAB 2019", "Toolkit for collective decisions (source code): shape of utility",
         "the code in question"),
    Work("Kydd 2005", "Trust and Mistrust in International Relations", "introduction"),
    Work("McKelvey and Palfrey 1995", "Quantal response equilibria for normal form games",
         "second hand"),
    Work("Nash 1950", "The bargaining problem", "not looked up"),
    Work("Nowak and Sigmund 1992", "Tit for tat that sometimes forgives", "second hand"),
    Work("Osgood 1962", "An Alternative to War or Surrender: GRIT", "second hand"),
    Work("Patchen and Bogumil 1995", "Reciprocity between the superpowers: not robust",
         "finding only"),
    Work("Poortinga and Pidgeon 2004", "Slovic's asymmetry of trust, tested", "abstract"),
    Work("Putnam 1988", "Diplomacy and domestic politics: two-level games", "abstract"),
    Work("Rago et al. 2016", "Discontinuity-free decision support: DF-QuAD", "the formulas"),
    Work("Richardson 1960", "Arms and Insecurity", "second hand"),
    Work("Schneider et al. 2010", "Bargaining power in the European Union: 66 decisions",
         "abstract"),
    Work("Shapley 1953", "A value for n-person games", "second hand"),
    Work("Steele et al. 2014", "SplitMix64, a fast splittable generator", "not looked up"),
    Work("Tsebelis 2002", "Veto Players", "second hand"),
    Work("Wlezien 1995", "The public as thermostat", "abstract"),
)  # fmt: skip

"""The counterpart's answer opened: what each driver adds to the log-odds of one against another.

It opens the outlook that it is given: by what anybody can know of the counterpart, the expected
nature; for the counterpart's own seat by the true one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.engine.answer import drivers_of
from dialogue_sim.engine.explain import driver_parts
from dialogue_sim.session.views.figures import add_up_as_shown, signed
from dialogue_sim.session.views.odds import Odds, odds_of
from dialogue_sim.session.views.plain_sentences import plain_driver
from dialogue_sim.session.views.sizes import LOG_ODDS, signs, step
from dialogue_sim.session.views.sources import SourceView, source_view
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.answer import Outlook
    from dialogue_sim.engine.world import World
    from dialogue_sim.words import Difficulty


@dataclass(frozen=True, slots=True)
class DriverView:
    """How one driver speaks for an answer, against another.

    Attributes:
        value: of the driver itself; says: the same as a sentence.
        contribution: log-odds; shown: the same, adding up with the others.
        source: the line of the answer table.
    """

    name: str
    label: str
    value: float
    contribution: float
    shown: str
    says: str
    source: SourceView | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One answer against another; the drivers' contributions add up to the log-odds.

    Attributes:
        chances: of the answer and of the other one.
        log_odds: positive where the answer is the likelier one; shown: with three digits. Where
            numbers are kept back it is 0, and nothing is shown.
        compared: how much likelier the answer is, before the other answer in a sentence.
        strongest: what spoke most for the answer here, beside its lean.
    """

    answer: str
    other: str
    chances: tuple[Odds, Odds]
    log_odds: float
    shown: str
    compared: str
    strongest: str
    drivers: tuple[DriverView, ...]

    @property
    def odds(self) -> float:
        """How many times as likely as the other one the answer is."""
        return math.exp(self.log_odds)


def likeliest(outlook: Outlook, besides: int | None = None) -> int:
    """Place of the likeliest answer, or of the likeliest other one; the first of two that tie."""
    chances = outlook.probabilities[:, 0]
    others = [k for k in range(len(ANSWERS)) if k != besides]
    return max(others, key=lambda k: (float(chances[k]), -k))


def compare(
    bundle: Bundle,
    world: World,
    outlook: Outlook,
    pair: tuple[int, int],
    told: Difficulty = "open",
) -> Comparison:
    """Lay open why one answer is more or less likely than another (E29).

    Args:
        bundle: for the words; world: the fixed world; outlook: what the counterpart looks at.
        pair: places of the answer and of the other one.
        told: how exactly.
    """
    answer, other = pair
    parts = [float(part) for part in driver_parts(world, outlook, answer, other)[:, 0]]
    log_odds = math.fsum(parts)
    chances = [odds_of(float(outlook.probabilities[one, 0]) * 100.0, told) for one in pair]
    drivers = _drivers(bundle, world, outlook, parts)
    exact = Comparison(
        ANSWERS[answer], ANSWERS[other], (chances[0], chances[1]),
        log_odds, signed(log_odds), f"{math.exp(log_odds):.2f} times as likely as",
        max(drivers[1:], key=lambda row: row.contribution).label, drivers,
    )  # fmt: skip
    return _without_numbers(exact) if told == "hard" else exact


def _drivers(
    bundle: Bundle, world: World, outlook: Outlook, parts: list[float]
) -> tuple[DriverView, ...]:
    """Every driver with its part in the log-odds; the shown parts add up to the shown sum."""
    words = bundle.rules.driver_words
    return tuple(
        DriverView(
            name=driver.name,
            label=words.get(driver.name, driver.name),
            value=float(value),
            contribution=part,
            shown=shown,
            says=driver_sentence(driver.name, float(value)),
            source=source_view(bundle, bundle.beside("rules"), ("drivers", driver.name)),
        )
        for driver, value, part, shown in zip(
            drivers_of(world),
            outlook.drivers[:, 0],
            parts,
            add_up_as_shown(parts, math.fsum(parts)),
            strict=True,
        )
    )


def _without_numbers(exact: Comparison) -> Comparison:
    """A comparison that says how strong each driver is, and no number of it."""
    reached = step(exact.log_odds, LOG_ODDS)
    likely = {1: "somewhat likelier than", 2: "likelier than", 3: "far likelier than"}
    less = {1: "a little less likely than", 2: "less likely than", 3: "far less likely than"}
    words = (less if reached < 0 else likely).get(abs(reached), "about as likely as")
    drivers = tuple(
        replace(
            driver,
            value=0.0,
            contribution=float(step(driver.contribution, LOG_ODDS)),
            shown=signs(driver.contribution, LOG_ODDS),
            says=plain_driver(driver.name, driver.value),
        )
        for driver in exact.drivers
    )
    return replace(exact, log_odds=0.0, shown="", compared=words, drivers=drivers)


def driver_sentence(driver: str, value: float) -> str:
    """What a driver says here, as a whole sentence."""
    template = SENTENCES.get(driver, "It stands at {value:+.2f}.")
    return template.format(value=value, points=value * 100.0)


SENTENCES: Mapping[str, str] = {
    "const": "It leans like this whatever is tabled.",
    "offer": "What the text offers now comes to {value:.2f} of 1.",
    "status": "By its own aims the text is worth {value:+.2f} now, from -1 to 1.",
    "demand": "The text demands {value:.2f} of 1 of it.",
    "temptation": "Exposure times greed and what credibility leaves is {value:.2f}.",
    "split": "Division that it sees, times its greed, comes to {value:.2f}.",
    "threat": "The threat that it reads in the text, times its insecurity, comes to {value:.2f}.",
    "deterrent": "What holds it back in the text, times credibility, comes to {value:.2f}.",
    "isolation": "The text cuts it off by {value:.2f} of 1.",
    "ledger": "The alliance's own recent conduct stands at {points:+.0f}, from -100 to 100.",
    "hardliners": "Hardliners at home weigh {points:.0f} of 100 on such a text.",
    "war": "Hostilities weigh {points:.0f} of 100 on a step of this size.",
    "overreach": "The text goes {value:.2f} of 1 beyond what can be reached from here.",
    "patron": "Support from outside stands at {points:.0f} of 100.",
}  # fmt: skip

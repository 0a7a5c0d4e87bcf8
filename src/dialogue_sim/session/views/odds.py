"""Chances as a seat is told them: exact, as a band of five points, or as a word.

How much is told is the difficulty of a session. Nothing of it is drawn by lot: the same chance is
always told alike. Once a session is over everything is told exactly, of earlier turns as well.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.session.views.figures import points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.session.game import Game
    from dialogue_sim.words import Difficulty

NEXT = 5
"""A band reaches outward to the next whole multiple of so many points."""
FULL = 100
PARTS = 1e-9
"""Points that are rounding and no chance."""

WORDS = (
    (("very low", "v.low", "a very low chance"), 0),
    (("low", "low", "a low chance"), 20),
    (("even", "even", "an even chance"), 40),
    (("high", "high", "a high chance"), 60),
    (("very high", "v.high", "a very high chance"), 80),
)
"""Five words from worst to best: alone, in a narrow cell, in a sentence; from which percent on."""
NEVER, SURELY = ("none", "none", "no chance"), ("certain", "sure", "certainty")
"""What cannot happen and what must: told apart from what hardly can, and from what nearly must."""


@dataclass(frozen=True, slots=True)
class Odds:
    """A chance as far as it is told; what is kept back is not in here.

    Attributes:
        percent: exact, 0..100; None unless chances are told exactly.
        band: percent from and to, multiples of five; None unless chances are told as bands. What
            cannot happen is 0 to 0, and what must 100 to 100.
        word: one of five, or that it cannot or must happen.
        says: after "with", in a sentence: `61 %`, `60 to 65 %`, `a high chance`.
        brief: in a list of chances: `61 %`, `60-65 %`, `very high`.
        short: for a narrow cell, at most six cells: `61%`, `60-65%`, `v.high`.
        rank: 0 for very low to 4 for very high.
    """

    percent: float | None
    band: tuple[int, int] | None
    word: str
    says: str
    brief: str
    short: str
    rank: int

    @property
    def full(self) -> str:
        """For where there is room: a band with its word, else as in a sentence."""
        return self.says if self.band is None else f"{self.says} ({self.word})"

    @property
    def drawn(self) -> float:
        """How long a bar may be, 0..100: exact, the middle of a band, or one of a few steps."""
        if self.percent is not None:
            return self.percent
        if self.band is not None:
            return (self.band[0] + self.band[1]) / 2
        ends = {NEVER[0]: 0.0, SURELY[0]: float(FULL)}
        return ends.get(self.word, (self.rank + 0.5) * FULL / len(WORDS))


def told_in(game: Game) -> Difficulty:
    """How exactly chances are told now: as the session has it, and exactly once it is over."""
    return "open" if game.phase == "over" else game.difficulty


def odds_of(percent: float, told: Difficulty) -> Odds:
    """A chance as it is told.

    Args:
        percent: exact, 0..100, give or take rounding.
        told: how exactly.
    """
    band = band_of(percent)
    # A band has one word: one by the exact chance would tell in which part of the band it lies.
    rounded = band[0] if told == "normal" else points(percent)
    rank = sum(rounded >= least for _, least in WORDS) - 1
    words, _ = WORDS[rank]
    if percent <= PARTS or percent >= FULL - PARTS:
        words = NEVER if percent <= PARTS else SURELY
    word, short, phrase = words
    match told:
        case "open":
            exact = str(points(percent))
            return Odds(percent, None, word, f"{exact} %", f"{exact} %", f"{exact}%", rank)
        case "normal":
            low, high = band
            brief = f"{low}-{high}" if high < FULL else f"{low}+"
            brief, says = (str(low),) * 2 if low == high else (brief, f"{low} to {high}")
            return Odds(None, band, word, f"{says} %", f"{brief} %", f"{brief}%", rank)
        case "hard":
            return Odds(None, None, word, phrase, word, short, rank)


def band_of(percent: float) -> tuple[int, int]:
    """The band of five points around a chance; a multiple of five begins one."""
    if percent <= PARTS or percent >= FULL - PARTS:
        return (0, 0) if percent <= PARTS else (FULL, FULL)
    low = min(math.floor(percent / NEXT), FULL // NEXT - 1) * NEXT
    return low, low + NEXT


def all_odds(percents: Iterable[float], told: Difficulty) -> tuple[Odds, ...]:
    """Several chances as they are told."""
    return tuple(odds_of(percent, told) for percent in percents)

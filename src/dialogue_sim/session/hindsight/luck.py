"""Luck against choice: what would the same moves, and other moves, have come to?

Three questions about a game so far, asked of re-rolls with the same seed and other session
numbers (`forecast.py`):

* Where does what happened lie among the re-rolls of the same moves? The percentile counts those
  below and half of those that tie.
* How much of what varies is luck? The lines of play are the one that was played and, for each
  turn, everything else that the seat could have chosen there, the other turns as they were played:
  another text of the menu where it tabled, another response or answer where it gave one. By the
  law of total variance Var X = E[Var(X | line)] + Var(E[X | line]), every line counting alike; the
  share of luck is the first part of the whole.
* What did each turn's choice cost? Regret is the mean of the goal points, over the re-rolls, of
  the best choice in the turn, less that of the one that was made. Every line meets the same luck,
  so the standard error is that of the differences session by session. Where persons responded to a
  text, what they would have said to another is left to luck, and so it is in the line that the
  others are compared with.

Goals are read as if the session ended with the last finished turn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import indicators
from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.session.hindsight.forecast import next_turn, open_chair, resample
from dialogue_sim.session.hindsight.options import AS_PLAYED, options_of
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.session.strategies.wishes import most_points, wishes_of, won
from dialogue_sim.session.views.figures import points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.forecast import Batch, Chair
    from dialogue_sim.session.strategies.wishes import Wish

REROLLS = 200
PERCENT = 100.0
LOW, HIGH = 0.10, 0.90
CLEAR = 2.0
"""Standard errors; the best of many texts looks good by chance as well."""
ROUNDING = 1e-12
"""Square points: less variance than this is none."""
GOALS = "goals"
FIRST_ROW = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """One number of the game among its re-rolls.

    Attributes:
        name: an indicator, or `goals`: percent of the seat's goal points.
        value: what happened.
        percentile: percent of the re-rolls below it, ties at the middle.
        low, high: from the tenth to the ninetieth percent of the re-rolls.
        luck: percent of the variance that is luck; None where nothing varies.
    """

    name: str
    label: str
    value: float
    percentile: float
    low: float
    high: float
    luck: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a turn's choice came to.

    Attributes:
        chosen: the policy, response or answer; best: what would have done best, perhaps the same.
        expected: mean goal points of the moves as played.
        regret: how many more the best one would have brought on average; error: its standard
            error, from differences under the same luck.
    """

    turn: int
    chosen: str
    title: str
    best: str
    best_title: str
    expected: float
    regret: float
    error: float

    @property
    def clear(self) -> bool:
        """Whether the regret is more than chance among so many texts would make of nothing."""
        return self.regret > CLEAR * self.error


@dataclass(frozen=True, slots=True)
class Hindsight:
    """Luck and choice in a game.

    Attributes:
        points: goal points that the seat can win in all.
    """

    seat: str
    turns: int
    rerolls: int
    points: int
    outcomes: tuple[Outcome, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of play: which turn is different, what is chosen there, and what it came to.

    Attributes:
        numbers: by outcome: (s,) one for each session, the played one first.
        points: (s,) goal points.
    """

    turn: int
    choice: str
    numbers: Mapping[str, Array]
    points: Array


def hindsight(game: Game, seat: str, rerolls: int = REROLLS, tell: Tell = silent) -> Hindsight:
    """Luck and choice in the finished turns of a game.

    Args:
        game: with at least one finished turn.
        seat: whose goals count.
        rerolls: how many other sessions; more make it slower and more exact.
        tell: hears how many of the turns that are played again are done.

    Raises:
        Stopped: nobody waits for it any more.
    """
    turns = len(game.played)
    steps = Steps(tell, turns * (turns + 1) // 2)
    chair = open_chair(game)
    batches = resample(game, rerolls)
    played = _line(game, seat, 0, "", batches[-1].situation)
    others = [
        line
        for number in range(1, turns + 1)
        for line in _alternatives(chair, seat, batches[number - 1], number, steps)
    ]
    steps.leap()
    lines = [played, *(line for line in others if line.choice != AS_PLAYED)]
    labels = {row.name: row.label for row in INDICATORS} | {GOALS: "Percent of goals"}
    return Hindsight(
        seat=seat,
        turns=turns,
        rerolls=rerolls,
        points=most_points(_wishes(game, seat)),
        outcomes=tuple(
            outcome(name, labels[name], numbers, [line.numbers[name] for line in lines])
            for name, numbers in played.numbers.items()
        ),
        choices=tuple(
            _choice(game, seat, played, [line for line in others if line.turn == number])
            for number in sorted({line.turn for line in others})
        ),
    )


def outcome(name: str, label: str, numbers: Array, lines: Sequence[Array]) -> Outcome:
    """One number among its re-rolls.

    Args:
        name: of the number; label: the same in words.
        numbers: (s,) what the same moves came to, the played session first.
        lines: (s,) for each line of play, in the same order of sessions.
    """
    value, others = float(numbers[0]), np.sort(numbers[1:])
    below, ties = int((others < value).sum()), int((others == value).sum())
    return Outcome(
        name=name,
        label=label,
        value=value,
        percentile=(below + ties / 2) / len(others) * PERCENT,
        low=quantile(others, LOW),
        high=quantile(others, HIGH),
        luck=share_of_luck([line[1:] for line in lines]),
    )


def share_of_luck(lines: Sequence[Array]) -> float | None:
    """Percent of the variance over lines and re-rolls that lies within lines.

    Args:
        lines: (s,) for each line, its re-rolls.
    """
    within = math.fsum(float(line.var()) for line in lines) / len(lines)
    between = float(np.var([line.mean() for line in lines]))
    total = within + between
    return within / total * PERCENT if total > ROUNDING else None


def quantile(ordered: Array, share: float) -> float:
    """The smallest number that at least this share of them does not exceed."""
    return float(ordered[max(0, math.ceil(share * len(ordered)) - 1)])


def _choice(game: Game, seat: str, played: _Line, others: Sequence[_Line]) -> Choice:
    """What was chosen in a turn against the best of what could have been."""
    number = others[0].turn
    options = options_of(game, seat, number)
    measure = next((line for line in others if line.choice == AS_PLAYED), played)
    best = max(others, key=lambda line: float(line.points[1:].mean()))
    more = best.points[1:] - measure.points[1:]
    if more.mean() <= 0.0:
        best, more = measure, np.zeros_like(more)
    chosen = options.chosen
    found = best.choice if best.choice not in {AS_PLAYED, ""} else chosen
    return Choice(
        turn=number,
        chosen=chosen,
        title=options.titles[chosen],
        best=found,
        best_title=options.titles[found],
        expected=float(measure.points[1:].mean()),
        regret=float(more.mean()),
        error=float(more.std()) / math.sqrt(len(more)),
    )


def _alternatives(
    chair: Chair, seat: str, before: Batch, number: int, steps: Steps
) -> list[_Line]:
    """Every other choice of a seat in one turn, the turns after it as they were played."""
    game, instead = chair.game, options_of(chair.game, seat, number).tabled(chair)
    if not instead:
        return []
    batch = next_turn(game, before.repeated(len(instead)), number, list(instead.values()))
    steps.one()
    for played in game.played[number:]:
        same = [chair.as_played(played)] * len(instead)
        batch = next_turn(game, batch, played.turn.number, same)
        steps.one()
    sessions = len(before.sessions)
    whole = _line(game, seat, number, "", batch.situation)
    return [
        _Line(
            number,
            choice,
            {name: row[start : start + sessions] for name, row in whole.numbers.items()},
            whole.points[start : start + sessions],
        )
        for choice, start in zip(instead, range(0, len(batch.sessions), sessions), strict=True)
    ]


def _line(game: Game, seat: str, turn: int, choice: str, situation: Situation) -> _Line:
    """What a line came to in every session."""
    wishes = _wishes(game, seat)
    scored = won(game.world, wishes, situation)
    numbers = {
        row.name: indicators.read(game.world, situation, row.name)
        for row in INDICATORS
        if row.rank == FIRST_ROW
    }
    most = most_points(wishes)
    if most:
        numbers[GOALS] = scored / most * PERCENT
    return _Line(turn, choice, numbers, scored)


def _wishes(game: Game, seat: str) -> tuple[Wish, ...]:
    return wishes_of(game.bundle, seat, game.mandate_of(seat))


def outcome_sentence(outcome: Outcome) -> str:
    """Where a number lies among its re-rolls, in a sentence."""
    share = "nothing varies" if outcome.luck is None else f"luck {outcome.luck:.0f} %"
    value, low, high = (points(x) for x in (outcome.value, outcome.low, outcome.high))
    higher = f"higher than {outcome.percentile:.0f} % of the re-rolls"
    return f"{outcome.label} {value}: {higher}, eight of ten lie from {low} to {high}; {share}."


def choice_sentence(choice: Choice) -> str:
    """What a turn's choice came to, in a sentence."""
    tabled = f"Turn {choice.turn}, {choice.title}"
    if not choice.clear:
        return f"{tabled}: nothing else would clearly have brought more."
    more = f"{choice.regret:.2f} more (give or take {CLEAR * choice.error:.2f})"
    return f"{tabled}: {choice.best_title} would have brought {more}."

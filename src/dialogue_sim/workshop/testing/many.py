"""Tests of many sessions: how often something is so, and what is so after every turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.expression_sessions import parse_of_many, parse_of_session
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.story import Reading
from dialogue_sim.expression_tree import Rate, counted, walk, with_rates
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.seeds import seed_of
from dialogue_sim.workshop.testing.reading import after_turn
from dialogue_sim.workshop.testing.results import Check, Number, Result, Session
from dialogue_sim.workshop.testing.scripted import checked, place_of
from dialogue_sim.workshop.testing.sessions import played_alone, turns_of
from dialogue_sim.workshop.testing.shares import interval, rates_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.random_tests import RandomTest
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.expression_tree import Node
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.workshop.testing.results import State
    from dialogue_sim.workshop.testing.sessions import Seen


@dataclass(frozen=True)
class Invariant:
    """A condition that is asked after every turn.

    Attributes:
        word: whether it `always` or `never` holds; at: its place in that list.
    """

    word: str
    at: int
    line: str
    condition: Node

    def wrong(self, truth: Truths) -> Truths:
        """(s,) where it is not as it should be."""
        return truth if self.word == "never" else np.logical_not(truth)


@dataclass
class Ledger:
    """What is written down while the sessions of a test are played; axis letter: s session.

    Attributes:
        held: by condition of a rate, (s,) whether it held after the last turn that was played.
        counted: by condition inside `count(...)`, (s,) turns in which it held.
        failed: by invariant, (s,) the first turn after which it was not so; 0 for none.
    """

    bundle: Bundle
    sessions: int
    held: Mapping[Node, Truths]
    counted: Mapping[Node, Array]
    failed: Sequence[tuple[Invariant, Integers]]

    def take(self, seen: Seen) -> None:
        """One turn of some of the sessions."""
        world, at = stage_of(self.bundle).world, seen.places
        alone = after_turn(world, seen.turn, {})
        for condition, turns in self.counted.items():
            turns[at] += holds(condition, alone)
        now = {condition: turns[at] for condition, turns in self.counted.items()}
        reading = after_turn(world, seen.turn, now)
        for condition, truth in self.held.items():
            truth[at] = holds(condition, reading)
        for invariant, first in self.failed:
            wrong = invariant.wrong(holds(invariant.condition, reading)) & (first[at] == 0)
            first[at[wrong]] = seen.turn.number


@dataclass(frozen=True)
class Asked:
    """A test of many sessions with its conditions read."""

    bundle: Bundle
    name: str
    test: RandomTest
    shares: tuple[Node, ...]
    invariants: tuple[Invariant, ...]

    def ledger(self) -> Ledger:
        """An empty ledger for what is asked."""
        rates = [p.condition for node in self.shares for p in walk(node) if isinstance(p, Rate)]
        asked = [*rates, *(one.condition for one in self.invariants)]
        sessions = self.test.random
        return Ledger(
            self.bundle, sessions,
            held={condition: np.zeros(sessions, dtype=np.bool_) for condition in rates},
            counted={inner: np.zeros(sessions) for node in asked for inner in counted(node)},
            failed=[(one, np.zeros(sessions, dtype=np.int64)) for one in self.invariants],
        )  # fmt: skip


def run_many(bundle: Bundle, name: str, test: RandomTest, tell: Tell) -> Result:
    """One test of many sessions.

    Args:
        bundle: the scenario; name: of the test; tell: hears how much of it has been played.

    Raises:
        Stopped: nobody waits for it any more.
    """
    endings = [ending.id for ending in bundle.scenario.endings]
    asked = Asked(
        bundle, name, test,
        tuple(parse_of_many(line, bundle.names(), endings) for line in test.expect),
        tuple(
            Invariant(word, at, line, parse_of_session(line, bundle.names(), endings))
            for word, at, line in test.invariants
        ),
    )  # fmt: skip
    says = f"{name.replace('_', ' ')}, {test.random} sessions by {test.player}, seed {test.seed}"
    place, ledger = place_of(bundle, name), asked.ledger()
    try:
        for seen in turns_of(bundle, test, tell):
            ledger.take(seen)
    except MoveError as error:
        return Result(name, "failed", says, place, problem=str(error))
    found = [
        *(_share(asked, ledger, place, node) for place, node in enumerate(asked.shares)),
        *(_invariant(asked, invariant, first) for invariant, first in ledger.failed),
    ]
    checks = tuple(check for check, _, _ in found)
    state: State = "held" if all(check.held for check in checks) else "failed"
    session = next((shown for check, _, shown in found if not check.held), None)
    remarks = tuple(remark for _, remark, _ in found if remark)
    return Result(
        name, state, says, place, checks=checks, remarks=remarks, session=session
    )  # fmt: skip


Found = tuple[Check, str, Session | None]
"""A check, what is worth knowing of it, and a session that shows why it failed."""


def _share(asked: Asked, ledger: Ledger, at: int, node: Node) -> Found:
    line = asked.test.expect[at]
    times = {condition: int(truth.sum()) for condition, truth in ledger.held.items()}
    sessions = ledger.sessions
    ranges = {condition: interval(one, sessions) for condition, one in times.items()}
    held = _so(asked, node, {condition: one / sessions for condition, one in times.items()})
    ends = (
        _so(asked, node, {condition: one.low for condition, one in ranges.items()}),
        _so(asked, node, {condition: one.high for condition, one in ranges.items()}),
    )
    rates = list(dict.fromkeys(p.condition for p in walk(node) if isinstance(p, Rate)))
    written = list(dict.fromkeys(rates_in(line)))
    words = written if len(written) == len(rates) else ["rate(...)"] * len(rates)
    numbers = tuple(
        Number(word, times[rate] / sessions, ranges[rate])
        for word, rate in zip(words, rates, strict=True)
    )
    remark = "" if set(ends) == {held} else f"{line}: {_UNDECIDED}"
    check = Check(line, "", held, numbers, place_of(asked.bundle, asked.name, "expect", at))
    return check, remark, None if held else _example(asked, ledger, node, rates)


FINE = 200
"""Steps of half a percent in which the nearest share is looked for that would do."""
_UNDECIDED = "the interval crosses a limit, so other seeds may say otherwise; play more sessions"


def _so(asked: Asked, node: Node, shares: Mapping[Node, float]) -> bool:
    """Whether a condition holds if the rates in it are these."""
    stage = stage_of(asked.bundle)
    reading = Reading(stage.world, stage.opening, 1)
    return bool(holds(with_rates(node, shares.__getitem__), reading)[0])


def _example(asked: Asked, ledger: Ledger, node: Node, rates: Sequence[Node]) -> Session:
    """The first session that is one too many, or that should have come out otherwise."""
    found = float(ledger.held[rates[0]].mean())
    wanted = [one / FINE for one in range(FINE + 1)
              if _so(asked, node, dict.fromkeys(rates, one / FINE))]  # fmt: skip
    too_many = bool(wanted) and min(wanted, key=lambda one: abs(one - found)) < found
    like_this = ledger.held[rates[0]] == too_many
    place = int(like_this.argmax())
    return _session(asked, place, asked.test.until or asked.bundle.scenario.turns)


def _session(asked: Asked, place: int, turn: int) -> Session:
    return Session(seed_of(asked.test.seed, place), turn, asked.test.player)


def _invariant(asked: Asked, invariant: Invariant, first: Integers) -> Found:
    """An invariant; where it failed, with the numbers of the first session in which it did."""
    word, at = invariant.word, invariant.at
    check = Check(
        invariant.line, word, held=True, numbers=(),
        place=place_of(asked.bundle, asked.name, word, at),
    )  # fmt: skip
    failed = np.flatnonzero(first)
    if not failed.size:
        return check, "", None
    place, turn = int(failed[0]), int(first[failed[0]])
    session = _session(asked, place, turn)
    game = played_alone(asked.bundle, asked.test, place, until=turn)
    numbers = checked(game, invariant.line, check).numbers
    not_so = "holds" if word == "never" else "does not hold"
    many = f"{failed.size} of {asked.test.random} sessions"
    told = f"{not_so} in {many}, first after turn {turn} of session {session.seed}"
    return Check(check.condition, word, False, numbers, check.place, told), "", session  # noqa: FBT003

"""Random worlds, situations and texts: strategies for properties that hold in every one of them.

Hypothesis chooses how large a world is and a seed, NumPy fills in the numbers. So one example is
a whole world with a dozen sessions, and what fails shrinks to a small world.

In an *exact* world every number is a multiple of 1/64 and every division is by a power of two.
Sums and products are then free of rounding, so a test may ask for equal bits where the order of a
sum is not fixed, and may compare with fractions without a tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from dialogue_sim.engine.answer import DRIVERS
from dialogue_sim.engine.numerics import Array, Integers
from dialogue_sim.engine.proposal import Proposal, propose
from dialogue_sim.engine.rules import (
    AnswerRule,
    CohesionRule,
    CounterpartPosture,
    CredibilityRule,
    Dynamics,
    HostilitiesRule,
    Ladder,
    MemoryRule,
    OwnPosture,
    Poll,
    ProcedureRule,
    ProgressRule,
    PublicRule,
    Rules,
    SecurityLossRule,
    SupportRule,
    TrustRule,
    UtilityRule,
)
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.story import no_history
from dialogue_sim.engine.terms import DOMESTIC, NAMES, Moment
from dialogue_sim.engine.world import (
    MEASURES,
    Actors,
    Counterpart,
    CounterpartType,
    Hinge,
    Issue,
    Kind,
    MeasureTerm,
    PolicyRule,
    Preferences,
    RedLine,
    Shape,
    Space,
    Story,
    World,
)

SESSIONS = 12
STARS = 7
GRAIN = 64
SHAPES: tuple[Shape, ...] = ("peak", "min", "max")
GRIDS = ((0.0, 1.0), (0.0, 0.5, 1.0), (0.0, 0.25, 0.5, 0.75, 1.0))
OFFER_ANCHORS = (-10.0, 10.0)
PLAIN_DRIVERS = tuple(driver for driver in DRIVERS if driver.name != "overreach")


@dataclass(frozen=True)
class Numbers:
    """Where a world's numbers come from: any floats, or multiples of 1/64."""

    random: np.random.Generator
    exact: bool

    def between(self, low: float, high: float, *shape: int) -> Array:
        if not self.exact:
            return self.random.uniform(low, high, shape)
        steps = self.random.integers(int(low * GRAIN), int(high * GRAIN) + 1, shape)
        return steps / GRAIN

    def one(self, low: float, high: float) -> float:
        return float(self.between(low, high))

    def shares(self, count: int) -> Array:
        """Positive parts (in an exact world some may be 0) that add up to 1."""
        if not self.exact:
            return self.random.dirichlet(np.ones(count))
        return self.random.multinomial(GRAIN, np.full(count, 1.0 / count)) / GRAIN

    def pick(self, count: int) -> int:
        return int(self.random.integers(count))


@dataclass(frozen=True)
class Size:
    """How large a world is."""

    issues: int
    actors: int
    red_lines: int


# ------------------------------------------------------------------- world


def world_of(numbers: Numbers, size: Size) -> World:
    space = space_of(numbers, size.issues)
    return World(
        space,
        actors_of(numbers, size, len(space.venues)),
        counterpart_of(numbers, size.issues, len(space.venues)),
        rules_of(numbers, size.issues),
        Story(6, (PolicyRule("policy", None, ()),), (), (), ()),
    )


def space_of(numbers: Numbers, issues: int) -> Space:
    declared = tuple(issue_of(numbers, f"issue_{place}") for place in range(issues))
    measures = {name: measure_of(numbers, name, declared) for name in MEASURES}
    return Space(
        issues=declared,
        venues=("none", "council", "neutral")[: 2 + numbers.pick(2)],
        measures=measures,
        consistency=tuple(enumerate(numbers.shares(issues).tolist())),
    )


def issue_of(numbers: Numbers, name: str) -> Issue:
    values = GRIDS[numbers.pick(len(GRIDS))]
    if not numbers.exact:
        inner = sorted(numbers.between(0.05, 0.95, len(values) - 2).tolist())
        values = (0.0, *inner, 1.0)
    return Issue(name, tuple(f"level_{place}" for place in range(len(values))), values)


def measure_of(numbers: Numbers, name: str, issues: tuple[Issue, ...]) -> tuple[MeasureTerm, ...]:
    """Terms whose weights add up to 1, so that a measure stays within 0..1 (offer: -1..1)."""
    places = numbers.random.permutation(len(issues))[: 1 + numbers.pick(len(issues))].tolist()
    weights = numbers.shares(len(places)).tolist()
    if name == "offer":
        return tuple(
            MeasureTerm(place, weight, anchors=anchors_of(numbers, issues[place]))
            for place, weight in zip(places, weights, strict=True)
        )
    return tuple(
        replace(shaped(numbers, place, weight), only_if=numbers.pick(len(issues)))
        if name == "gain"
        else shaped(numbers, place, weight)
        for place, weight in zip(places, weights, strict=True)
    )


def anchors_of(numbers: Numbers, issue: Issue) -> tuple[float, ...]:
    return tuple(numbers.between(*OFFER_ANCHORS, len(issue.levels)).tolist())


def shaped(numbers: Numbers, issue: int, weight: float) -> MeasureTerm:
    """A weight times an issue's value, or times how far it lies above or below a threshold."""
    threshold = (0.25, 0.5)[numbers.pick(2)]
    match numbers.pick(3):
        case 0:
            return MeasureTerm(issue, weight)
        case 1:
            return MeasureTerm(issue, weight, above=2.0 * threshold - 0.5)
        case _:
            return MeasureTerm(issue, weight, below=threshold)


def actors_of(numbers: Numbers, size: Size, venues: int) -> Actors:
    count = size.actors
    public = numbers.pick(count)
    others = [place for place in range(count) if place != public]
    members = tuple(others[: 1 + numbers.pick(len(others))])
    kinds = tuple(kind_of(place, members, public) for place in range(count))
    shares = np.zeros((len(NAMES), count))
    listens = np.zeros((count, count))
    capability = numbers.between(0.0, 1.0, count)
    capability[list(members)] = numbers.shares(len(members))
    for actor in range(count):
        stars = [term for term in range(STARS) if actor != public or term != DOMESTIC]
        shares[stars, actor] = numbers.shares(len(stars))
        peers = [peer for peer in range(count) if peer != actor]
        listens[actor, peers] = numbers.shares(len(peers)) * (numbers.pick(4) > 0)
    shares[STARS] = numbers.between(0.0, 1.5, count)
    shares[STARS + 1] = np.where(np.arange(count) == public, 0.0, numbers.between(0.0, 0.5, count))
    return Actors(
        ids=tuple(f"actor_{place}" for place in range(count)),
        kinds=kinds,
        members=members,
        public=public,
        preferences=preferences_of(numbers, count, size.issues, venues),
        red_lines=tuple(
            red_line_of(numbers, f"line_{place}", size) for place in range(size.red_lines)
        ),
        shares=shares,
        listens=listens,
        capability=capability,
        trust=numbers.between(0.0625, 0.9375, count),
        vulnerability=numbers.between(0.0, 1.0, count),
        learning_rate=numbers.between(0.0, 1.0, count),
        generosity=numbers.between(0.0, 1.0, count),
        public_tilt=numbers.between(-2.0, 2.0, count),
        predictability=numbers.between(4.0, 40.0, count),
        streams=tuple(numbers.random.integers(0, 2**62, count).tolist()),
    )


def kind_of(place: int, members: tuple[int, ...], public: int) -> Kind:
    if place == public:
        return "public"
    return "member" if place in members else "voice"


def preferences_of(numbers: Numbers, actors: int, issues: int, venues: int) -> Preferences:
    shapes = numbers.random.integers(0, len(SHAPES), (actors, issues))
    return Preferences(
        ideals=numbers.between(0.0, 1.0, actors, issues),
        shapes=tuple(tuple(SHAPES[shape] for shape in row) for row in shapes),
        salience=np.stack([numbers.shares(issues + 1) for _ in range(actors)]),
        affinity=numbers.between(-1.0, 1.0, actors, venues),
        tolerance=numbers.between(-1.0, 1.0, actors),
    )


def red_line_of(numbers: Numbers, name: str, size: Size) -> RedLine:
    hinges = tuple(
        Hinge(numbers.pick(size.issues), threshold, above=above)
        for above, threshold in (
            ((False, True)[numbers.pick(2)], 0.5) for _ in range(1 + numbers.pick(2))
        )
    )
    return RedLine(
        name, numbers.pick(size.actors), numbers.one(0.0, 1.0), gated=numbers.pick(2) > 0,
        hinges=hinges,
    )  # fmt: skip


def counterpart_of(numbers: Numbers, issues: int, venues: int) -> Counterpart:
    share = numbers.one(0.25, 0.75)
    return Counterpart(
        id="counterpart",
        preferences=preferences_of(numbers, 1, issues, venues),
        predictability=numbers.one(0.5, 4.0),
        insecurity=numbers.one(0.0, 1.0),
        types=(
            CounterpartType("greedy", share, numbers.one(0.0, 1.0), 0.5),
            CounterpartType("fearful", 1.0 - share, numbers.one(0.0, 1.0), 0.5),
        ),
        answer_stream=numbers.pick(2**62),
        type_stream=numbers.pick(2**62),
    )


def rules_of(numbers: Numbers, issues: int) -> Rules:
    cuts = np.sort(numbers.random.permutation(np.arange(-32, 33))[:4]) / GRAIN
    inner = np.sort(numbers.between(-0.875, 0.875, 3))
    return Rules(
        ladder=Ladder(tuple(cuts.tolist()), (-1.0, *inner.tolist(), 1.0)),
        utility=UtilityRule(numbers.one(0.5, 3.0), numbers.one(0.25, 1.0), 0.25),
        public=PublicRule(
            steepness=numbers.one(1.0, 6.0),
            ladder_scale=numbers.one(0.25, 1.5),
            poll=Poll(
                numbers.one(-1.0, 1.0),
                numbers.between(-0.25, 0.25, len(NAMES)),
                numbers.between(-0.25, 0.25, issues + 1),
            ),
        ),
        procedure=ProcedureRule("silence", 0.5, relief=numbers.one(0.0, 0.5), share=0.667),
        answer=AnswerRule(
            goldstein=numbers.between(-7.0, 7.0, 5),
            evidence=numbers.between(-1.0, 1.0, 5),
            weights=numbers.between(-3.0, 3.0, 5, len(PLAIN_DRIVERS)),
            dispersion=numbers.one(0.0, 1.5),
            disunity=numbers.one(0.0, 1.0),
            blocked=numbers.one(0.0, 1.0),
            credibility_ceiling=numbers.one(1.0, 2.0),
        ),
        dynamics=dynamics_of(numbers),
    )


def dynamics_of(numbers: Numbers) -> Dynamics:
    def some(count: int, low: float = 0.0, high: float = 0.5) -> list[float]:
        return numbers.between(low, high, count).tolist()

    return Dynamics(
        own_posture=OwnPosture(*some(2)),
        counterpart_posture=CounterpartPosture(*some(4)),
        credibility=CredibilityRule(*some(10, 0.0, 1.0)),
        cohesion=CohesionRule(*some(4, 0.0, 1.0)),
        trust=TrustRule(0.5, 0.5, numbers.one(0.0, 0.5), numbers.one(1.0, 2.0), 3.5),
        memory=MemoryRule(numbers.one(0.25, 0.875), 8.0),
        hostilities=HostilitiesRule(*some(1), *some(2, -0.5, 0.0)),
        progress=ProgressRule(*some(1), *some(2, -0.5, 0.0)),
        security_loss=SecurityLossRule(*some(2)),
        support=SupportRule(*some(1), *some(1, -0.5, 0.0), *some(3)),
    )


# ------------------------------------------------- situations, texts, moments


def text_of(numbers: Numbers, world: World, sessions: int) -> Proposal:
    """Texts anywhere in the space, not only on its levels."""
    levels = numbers.between(0.0, 1.0, len(world.space.issues), sessions)
    venue: Integers = numbers.random.integers(0, len(world.space.venues), sessions)
    return propose(world, levels, venue)


def situation_of(numbers: Numbers, world: World, sessions: int) -> Situation:
    actors = len(world.actors.ids)
    fractions: dict[str, Any] = {
        name: numbers.between(0.0, 1.0, sessions)
        for name in (
            *("hostilities", "posture", "counterpart_posture", "credibility", "cohesion"),
            *("hardliners", "outside_support", "progress", "security_loss", "division"),
        )
    }
    return Situation(
        **fractions,
        conduct=numbers.between(-1.0, 1.0, sessions),
        own_conduct=numbers.between(-1.0, 1.0, sessions),
        mood=numbers.between(-2.0, 2.0, sessions),
        trust=numbers.between(-3.5, 3.5, actors, sessions),
        stances=numbers.between(-1.0, 1.0, actors, sessions),
        responses=numbers.random.integers(0, 5, (actors, sessions)),
        answer=numbers.random.integers(0, 5, sessions),
        stands=numbers.random.integers(0, 2, sessions) > 0,
        standing=text_of(numbers, world, sessions),
        nature=numbers.random.integers(0, len(world.counterpart.types), sessions),
        history=no_history(world, sessions),
    )


def moment_of(numbers: Numbers, world: World, sessions: int) -> Moment:
    situation = situation_of(numbers, world, sessions)
    arguments = numbers.between(-1.0, 1.0, *situation.trust.shape)
    return Moment(world, text_of(numbers, world, sessions), situation, arguments)


def changed(moment: Moment, **values: object) -> Moment:
    """The moment with other numbers in its situation."""
    return replace(moment, situation=replace(moment.situation, **values))  # type: ignore[arg-type]  # the caller's fields


def ruled(moment: Moment, **rules: object) -> Moment:
    """The moment under other rules."""
    world = replace(moment.world, rules=replace(moment.world.rules, **rules))  # type: ignore[arg-type]
    return replace(moment, world=world)


def cast(moment: Moment, **actors: object) -> Moment:
    """The moment with other numbers in its actors."""
    world = replace(moment.world, actors=replace(moment.world.actors, **actors))  # type: ignore[arg-type]
    return replace(moment, world=world)


def seeds() -> st.SearchStrategy[int]:
    return st.integers(0, 2**32 - 1)


def sizes() -> st.SearchStrategy[Size]:
    return st.builds(Size, st.integers(1, 4), st.integers(2, 6), st.integers(0, 4))


def moments(*, exact: bool = False, sessions: int = SESSIONS) -> st.SearchStrategy[Moment]:
    """A world with texts on the table in as many situations."""

    def moment(seed: int, size: Size) -> Moment:
        numbers = Numbers(np.random.default_rng(seed), exact)
        return moment_of(numbers, world_of(numbers, size), sessions)

    return st.builds(moment, seeds(), sizes())

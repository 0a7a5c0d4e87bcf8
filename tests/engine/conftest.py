"""What the engine's tests share: scenarios before their first turn, and a small world by hand."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from tests.engine.rulebook import EVERYTHING, plain_world, under

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.proposal import Proposal, propose
from dialogue_sim.engine.rules import Poll
from dialogue_sim.engine.situation import Situation, repeat
from dialogue_sim.engine.story import no_history
from dialogue_sim.engine.terms import TERMS, Moment, no_debate
from dialogue_sim.engine.world import (
    Actors,
    Hinge,
    Issue,
    MeasureTerm,
    Preferences,
    RedLine,
    Space,
    Story,
    World,
)
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, policy_point, proposals

REFERENCE = Path(__file__).resolve().parent.parent / "reference"


@dataclass(frozen=True)
class Stage:
    """A scenario before its first turn."""

    bundle: Bundle
    world: World

    @functools.cached_property
    def points(self) -> Mapping[str, Point]:
        """The policies of the menu as points on the grid."""
        menu = self.bundle.scenario.policies
        return {policy: policy_point(self.bundle, self.world, policy) for policy in menu}

    def opening(self, sessions: int = 1, seed: int = 0) -> Situation:
        numbers = np.arange(sessions, dtype=np.uint64)
        return open_situation(self.bundle, self.world, seed, numbers)

    def changed(self, policy: str, **levels: str) -> Point:
        """A policy with other levels on some issues."""
        old = self.points[policy]
        places = tuple(
            issue.levels.index(levels[issue.id]) if issue.id in levels else place
            for issue, place in zip(self.world.space.issues, old.levels, strict=True)
        )
        return Point(places, old.venue)

    def text(self, *policies: str | Point) -> Proposal:
        """One policy per session."""
        points = [
            policy if isinstance(policy, Point) else self.points[policy] for policy in policies
        ]
        return proposals(self.world, points)

    def moment(self, *policies: str | Point) -> Moment:
        """Policies side by side at the opening, without a debate."""
        situation = repeat(self.opening(), len(policies))
        return Moment(self.world, self.text(*policies), situation, no_debate(situation))


@pytest.fixture(scope="session")
def reference_files() -> dict[str, bytes]:
    """The profiles and openings of the reference model, as content files."""
    return read_library(REFERENCE)


@pytest.fixture(scope="session")
def reference_bundle(reference_files: dict[str, bytes]) -> Callable[[str], Bundle]:
    """The reference model's content at one of its five openings, by id."""
    return functools.cache(functools.partial(load, reference_files))


@pytest.fixture(scope="session")
def reference(reference_bundle: Callable[[str], Bundle]) -> Callable[[str], Stage]:
    """The reference model at one of its five openings, by id."""

    @functools.cache
    def stage(opening: str) -> Stage:
        bundle = reference_bundle(opening)
        return Stage(bundle, build_world(bundle))

    return stage


@pytest.fixture(scope="session")
def s2019(reference: Callable[[str], Stage]) -> Stage:
    return reference("s2019")


@pytest.fixture(scope="session")
def s2019_without_critics(reference_files: dict[str, bytes]) -> Stage:
    """The opening of 2019 with one voice fewer, to whom nobody listens."""
    path = "scenarios/reference/s2019.yaml"
    assert reference_files[path].count(b"  critics: {}\n") == 1
    fewer = reference_files[path].replace(b"  critics: {}\n", b"")
    bundle = load({**reference_files, path: fewer}, "s2019")
    return Stage(bundle, build_world(bundle))


@pytest.fixture(scope="session")
def december_bundle() -> Bundle:
    """The shipped scenario's content."""
    return load(read_library(packaged_content()), "december_2019")


@pytest.fixture(scope="session")
def december(december_bundle: Bundle) -> Stage:
    """The shipped scenario without mechanisms."""
    return Stage(december_bundle, plain_world(december_bundle))


@pytest.fixture(scope="session")
def game(december: Stage) -> Stage:
    """The shipped scenario with all mechanisms, by the numbers of the tests."""
    return Stage(december.bundle, under(december.world, EVERYTHING))


# ------------------------------------------------------------- comparison


@pytest.fixture(scope="session")
def fingerprint() -> Callable[[object], str]:
    """A hash of every bit of every array in a dataclass, with its name, type and shape."""

    def hashed(value: object) -> str:
        digest = hashlib.sha256()
        for name, array in named_arrays("", value):
            digest.update(f"{name} {array.dtype} {array.shape};".encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    return hashed


@pytest.fixture(scope="session")
def lock() -> Callable[[object], None]:
    """Makes every array in a dataclass read-only: whoever writes to one raises."""

    def locked(value: object) -> None:
        for _, array in named_arrays("", value):
            array.setflags(write=False)

    return locked


def named_arrays(name: str, value: object) -> Iterator[tuple[str, Array]]:
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from named_arrays(f"{name}[{place}]", part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from named_arrays(f"{name}.{field.name}", getattr(value, field.name))


# -------------------------------------------------------- a world by hand


@pytest.fixture(scope="session")
def village(s2019: Stage) -> World:
    """Four issues, three members, a public and a voice: small enough to work out on paper.

    Rules are those of the reference model, but for an offer scale of .5 and a poll of even odds
    on a text whose terms are all zero.
    """
    rules = replace(
        s2019.world.rules,
        utility=replace(s2019.world.rules.utility, offer_scale=0.5),
        public=replace(
            s2019.world.rules.public,
            poll=Poll(0.0, np.zeros(len(TERMS)), np.zeros(len(VILLAGE_ISSUES) + 1)),
        ),
    )
    rules = replace(rules, procedure=replace(rules.procedure, name="silence"))
    counterpart = replace(
        s2019.world.counterpart,
        preferences=Preferences(
            ideals=np.array([[1.0, 0.0, 0.0, 0.0]]),
            shapes=(("min", "max", "peak", "peak"),),
            salience=np.array([[0.5, 0.25, 0.0, 0.0, 0.25]]),
            affinity=np.array([[-1.0, 1.0]]),
            tolerance=np.array([0.0]),
        ),
    )
    return World(VILLAGE_SPACE, village_actors(), counterpart, rules, Story(6, (), (), (), ()))


VILLAGE_ISSUES = (
    Issue("contact", ("none", "experts", "top"), (0.0, 0.5, 1.0)),
    Issue("demands", ("none", "some", "many"), (0.0, 0.5, 1.0)),
    Issue("unity", ("alone", "group", "all"), (0.0, 0.5, 1.0)),
    Issue("timing", ("now", "ceasefire", "settlement"), (0.0, 0.5, 1.0)),
)
CONTACT, DEMANDS, UNITY, TIMING = range(4)
VILLAGE_SPACE = Space(
    issues=VILLAGE_ISSUES,
    venues=("none", "council"),
    measures={
        "offer": (
            MeasureTerm(CONTACT, 0.5, anchors=(-5.0, 1.0, 7.0)),
            MeasureTerm(DEMANDS, 0.5, anchors=(0.0, -2.0, -6.0)),
        ),
        "benefit": (MeasureTerm(CONTACT, 0.8), MeasureTerm(DEMANDS, 0.2, below=0.5)),
        "safeguard": (MeasureTerm(DEMANDS, 0.5), MeasureTerm(UNITY, 0.3)),
        "gain": (MeasureTerm(CONTACT, 0.5), MeasureTerm(UNITY, 0.5, only_if=CONTACT)),
        "firmness": (MeasureTerm(DEMANDS, 1.0),),
        "demand": (MeasureTerm(DEMANDS, 1.0),),
        "threat": (MeasureTerm(DEMANDS, 1.0, above=0.5),),
        "deterrent": (MeasureTerm(DEMANDS, 0.5), MeasureTerm(UNITY, 0.5)),
        "isolation": (MeasureTerm(CONTACT, 1.0, below=0.5),),
        "unity": (MeasureTerm(UNITY, 1.0),),
        "delay": (MeasureTerm(TIMING, 1.0),),
        "posture": (MeasureTerm(DEMANDS, 1.0),),
    },
    consistency=((CONTACT, 0.5), (DEMANDS, 0.5)),
)


def village_actors() -> Actors:
    """Alba, brava and corda are members; the citizens' and the ngo's capability never counts."""
    return Actors(
        ids=("alba", "brava", "citizens", "corda", "ngo"),
        kinds=("member", "member", "public", "member", "voice"),
        members=(0, 1, 3),
        public=2,
        preferences=Preferences(
            ideals=np.array([
                [0.5, 0.5, 0.0, 0.0],
                [0.5, 1.0, 0.0, 0.5],
                [1.0, 0.0, 0.0, 0.0],
                [1.0, 0.0, 0.0, 0.0],
                [0.0, 0.0, 1.0, 0.0],
            ]),
            shapes=(
                ("peak", "min", "peak", "peak"),
                ("max", "min", "peak", "min"),
                ("peak", "peak", "peak", "peak"),
                ("min", "max", "peak", "peak"),
                ("peak", "peak", "peak", "peak"),
            ),
            salience=np.array([
                [0.5, 0.25, 0.0, 0.0, 0.25],
                [0.4, 0.4, 0.0, 0.2, 0.0],
                [0.6, 0.0, 0.0, 0.0, 0.4],
                [0.5, 0.5, 0.0, 0.0, 0.0],
                [0.0, 0.0, 1.0, 0.0, 0.0],
            ]),
            affinity=np.array([[-1.0, 0.5], [0.0, 0.0], [-0.5, 0.5], [0.0, 0.0], [0.0, 0.0]]),
            tolerance=np.array([0.5, -0.2, 0.0, 1.0, -1.0]),
        ),
        red_lines=(
            RedLine("summit", 0, 0.8, gated=True, hinges=(Hinge(CONTACT, 0.5, above=True),)),
            RedLine(
                "terms", 1, 1.0, gated=False,
                hinges=(Hinge(CONTACT, 0.0, above=True), Hinge(DEMANDS, 0.8, above=False)),
            ),
            RedLine("haste", 1, 1.0, gated=False, hinges=(Hinge(TIMING, 1.0, above=False),)),
        ),
        shares=np.array([
            [0.4, 0.3, 0.5, 1.0, 0.2],
            [0.2, 0.3, 0.3, 0.0, 0.2],
            [0.1, 0.1, 0.0, 0.0, 0.2],
            [0.1, 0.1, 0.1, 0.0, 0.1],
            [0.0, 0.1, 0.0, 0.0, 0.1],
            [0.1, 0.0, 0.1, 0.0, 0.1],
            [0.1, 0.1, 0.0, 0.0, 0.1],
            [0.6, 0.5, 0.0, 0.0, 0.0],
            [0.1, 0.1, 0.0, 0.05, 0.2],
        ]),
        listens=np.array([
            [0.0, 0.75, 0.0, 0.0, 0.25],
            [0.5, 0.0, 0.0, 0.5, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0],
            [1.0, 0.0, 0.0, 0.0, 0.0],
        ]),
        capability=np.array([0.5, 0.3, 0.7, 0.2, 0.9]),
        trust=np.array([0.5, 0.6, 0.4, 0.5, 0.5]),
        vulnerability=np.array([0.5, 1.0, 0.5, 0.0, 1.0]),
        learning_rate=np.array([0.5, 1.0, 0.5, 0.0, 1.0]),
        generosity=np.array([0.1, 0.0, 0.5, 0.0, 0.0]),
        public_tilt=np.array([0.0, -1.0, 0.0, 1.0, 0.5]),
        predictability=np.array([12.0, 12.0, 12.0, 12.0, 4.0]),
        streams=(0, 1, 2, 3, 4),
    )  # fmt: skip


@pytest.fixture(scope="session")
def village_text(village: World) -> Callable[..., Proposal]:
    """Texts of the village, one per row of (contact, demands, unity, timing, venue)."""

    def text(*rows: tuple[float, float, float, float, int]) -> Proposal:
        levels = np.array([row[:4] for row in rows], dtype=np.float64).T
        return propose(village, levels, np.array([row[4] for row in rows], dtype=np.int64))

    return text


@pytest.fixture(scope="session")
def village_opening(village: World, village_text: Callable[..., Proposal]) -> Situation:
    """One session; hostilities .4, conduct -.3, and log-odds of trust chosen for round odds."""
    trust = np.array([0.0, np.log(1.5), np.log(2.0 / 3.0), 0.0, 0.0])
    return Situation(
        hostilities=np.array([0.4]),
        posture=np.array([0.5]),
        counterpart_posture=np.array([0.6]),
        credibility=np.array([0.5]),
        cohesion=np.array([1.0]),
        conduct=np.array([-0.3]),
        own_conduct=np.array([0.1]),
        mood=np.array([0.2]),
        hardliners=np.array([0.5]),
        outside_support=np.array([0.1]),
        progress=np.array([0.0]),
        security_loss=np.array([0.0]),
        division=np.array([0.0]),
        trust=trust[:, None],
        stances=np.array([[1.0], [-0.6], [0.0], [0.5], [-1.0]]),
        responses=np.full((5, 1), 2, dtype=np.int64),
        answer=np.ones(1, dtype=np.int64),
        stands=np.ones(1, dtype=np.bool_),
        standing=village_text((0.5, 0.5, 1.0, 0.0, 1)),
        nature=np.zeros(1, dtype=np.int64),
        history=no_history(village, 1),
    )


@pytest.fixture(scope="session")
def village_moment(
    village: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> Callable[..., Moment]:
    """Texts of the village at its opening; see `village_text`."""

    def moment(*rows: tuple[float, float, float, float, int]) -> Moment:
        everywhere = repeat(village_opening, len(rows))
        return Moment(village, village_text(*rows), everywhere, no_debate(everywhere))

    return moment

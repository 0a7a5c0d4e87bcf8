"""How a text comes to stand: silence, consensus and majority, by hand and by brute force."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.procedure import Ruling, chance_to_stand, decide
from dialogue_sim.engine.reaction import Reactions, ladder_probabilities, react
from dialogue_sim.engine.terms import TERMS, Moment

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

MomentOf = Callable[..., Moment]
ALBA, BRAVA, CITIZENS, CORDA, NGO = range(5)
MEMBERS = (ALBA, BRAVA, CORDA)
CAPABILITY = (0.5, 0.3, 0.2)
CUTS = (-0.36, -0.12, 0.08, 0.3)
LEAN = 12.0
RELIEF = 0.2
ALL, GROUP = 1.0, 0.5
BREAK, OBJECT, HEDGE, ACCEPT, ENDORSE = range(5)
CONTENT = 0.6
"""A utility at which a member endorses with luck of one half."""


def before_the_alliance(
    village_moment: MomentOf, name: str, unity: float = ALL, cohesion: float = 1.0
) -> Moment:
    """A text of some unity under a procedure, where a majority is half of capability."""
    moment = village_moment((0.5, 0.5, unity, 0.0, 1))
    rule = replace(
        moment.world.rules.procedure, name=name, relief=RELIEF, share=0.5, from_unity=0.75
    )
    world = replace(moment.world, rules=replace(moment.world.rules, procedure=rule))
    situation = replace(moment.situation, cohesion=np.array([cohesion]))
    return replace(moment, world=world, situation=situation)


def reactions_to(moment: Moment, utilities: Sequence[float]) -> Reactions:
    """Reactions with given utilities of the five of the village, whatever their terms."""
    utility = np.array(utilities)[:, None]
    actors, ladder = moment.world.actors, moment.world.rules.ladder
    return Reactions(
        terms=np.zeros((len(TERMS), *utility.shape)),
        utility=utility,
        probabilities=ladder_probabilities(ladder, utility, actors.predictability),
        support=np.zeros(1),
    )


def ruling(moment: Moment, utilities: Sequence[float], luck: float = 0.5) -> Ruling:
    everybody = np.full((5, 1), luck)
    return decide(moment, reactions_to(moment, utilities), everybody)


def responses(found: Ruling) -> list[int]:
    drawn: list[int] = found.responses[:, 0].tolist()
    return drawn


# ----------------------------------------------------------------- silence

# At utility -.5 the chance to break silence is .841; at -.3, with the whole relief of .2, it is
# .304; at -.42, with two fifths of it, .667. So luck of one half tells them apart.
UNWILLING = -0.5


def test_a_lone_objector_is_eased_where_nobody_else_objects(village_moment: MomentOf) -> None:
    moment = before_the_alliance(village_moment, "silence")
    found = ruling(moment, [UNWILLING, CONTENT, 0.0, CONTENT, 0.0])
    assert responses(found)[ALBA] == OBJECT
    assert found.eased[:, 0].tolist() == [True, False, False, False, False]
    assert not found.blocked[0]


def test_without_cohesion_standing_alone_is_no_burden(village_moment: MomentOf) -> None:
    moment = before_the_alliance(village_moment, "silence", cohesion=0.0)
    found = ruling(moment, [UNWILLING, CONTENT, 0.0, CONTENT, 0.0])
    assert responses(found)[ALBA] == BREAK
    assert found.blocked[0]
    assert not found.eased.any()


@pytest.mark.parametrize(
    ("brava", "corda", "blocked"),
    [
        (CONTENT, CONTENT, False),
        (CONTENT, -0.2, False),  # company .2 / .5: relief .12
        (-0.2, CONTENT, True),  # company .3 / .5: relief .08
        (-0.2, -0.2, True),  # company 1: no relief
    ],
)
def test_company_takes_the_relief_away_by_capability(
    village_moment: MomentOf, brava: float, corda: float, *, blocked: bool
) -> None:
    moment = before_the_alliance(village_moment, "silence")
    # The chance to break silence is .549 with corda's company and .667 with brava's.
    found = ruling(moment, [UNWILLING, brava, 0.0, corda, 0.0], luck=0.56)
    assert found.blocked[0] == blocked
    assert found.eased[ALBA, 0] != blocked


def test_a_member_without_allies_stands_alone(village_moment: MomentOf) -> None:
    moment = before_the_alliance(village_moment, "silence")
    actors = replace(moment.world.actors, members=(ALBA,))
    moment = replace(moment, world=replace(moment.world, actors=actors))
    utilities = [UNWILLING, -3.0, -3.0, -3.0, -3.0]
    assert ruling(moment, utilities).eased[ALBA, 0]
    chance = chance_to_stand(moment, reactions_to(moment, utilities))[0]
    assert chance == pytest.approx(1.0 - break_chance(UNWILLING + RELIEF), abs=1e-14)


def test_only_who_would_break_silence_reconsiders(village_moment: MomentOf) -> None:
    moment = before_the_alliance(village_moment, "silence")
    utilities = [-0.2, 0.0, 0.0, 0.2, -0.2]
    found = ruling(moment, utilities)
    assert responses(found) == [OBJECT, HEDGE, HEDGE, ACCEPT, OBJECT]
    assert not found.eased.any()


def test_who_would_endorse_after_relief_still_objects_on_the_record(
    village_moment: MomentOf,
) -> None:
    moment = before_the_alliance(village_moment, "silence")
    rule = replace(moment.world.rules.procedure, relief=2.0)
    world = replace(moment.world, rules=replace(moment.world.rules, procedure=rule))
    found = ruling(replace(moment, world=world), [UNWILLING, CONTENT, 0.0, CONTENT, 0.0])
    assert responses(found)[ALBA] == OBJECT


def test_non_members_never_block_and_are_never_eased(village_moment: MomentOf) -> None:
    moment = before_the_alliance(village_moment, "silence")
    found = ruling(moment, [CONTENT, CONTENT, -3.0, CONTENT, -3.0])
    assert responses(found) == [ENDORSE, ENDORSE, BREAK, ENDORSE, BREAK]
    assert not found.blocked[0]
    assert not found.eased.any()


def test_a_voice_that_objects_is_no_company(village_moment: MomentOf) -> None:
    moment = before_the_alliance(village_moment, "silence")
    found = ruling(moment, [UNWILLING, CONTENT, -3.0, CONTENT, -3.0])
    assert found.eased[ALBA, 0]


@pytest.mark.parametrize("name", ["silence", "consensus", "majority"])
@pytest.mark.parametrize(("unity", "applies"), [(GROUP, False), (0.75, True), (ALL, True)])
def test_only_a_text_for_the_alliance_can_be_blocked(
    village_moment: MomentOf, name: str, unity: float, *, applies: bool
) -> None:
    moment = before_the_alliance(village_moment, name, unity=unity)
    utilities = [-3.0] * 5
    found = ruling(moment, utilities)
    assert found.applies[0] == applies
    assert found.blocked[0] == applies
    chance = chance_to_stand(moment, reactions_to(moment, utilities))[0]
    assert chance == pytest.approx(0.0 if applies else 1.0, abs=1e-9)


def test_a_text_for_a_group_eases_nobody(village_moment: MomentOf) -> None:
    """E14 applies from a unity of .75 on: where there is no silence, nobody reconsiders."""
    moment = before_the_alliance(village_moment, "silence", unity=GROUP)
    found = ruling(moment, [UNWILLING, CONTENT, 0.0, CONTENT, 0.0])
    assert responses(found)[ALBA] == BREAK
    assert not found.eased.any()


@settings(max_examples=60)
@given(
    utilities=st.lists(st.floats(-1.0, 1.0), min_size=5, max_size=5),
    luck=st.lists(st.floats(0.0, 0.999), min_size=5, max_size=5),
    less=st.floats(0.0, 1.0),
)
def test_more_cohesion_never_breaks_silence(
    village_moment: MomentOf, utilities: list[float], luck: list[float], less: float
) -> None:
    blocked = []
    for cohesion in (less, 1.0):
        moment = before_the_alliance(village_moment, "silence", cohesion=cohesion)
        found = decide(moment, reactions_to(moment, utilities), np.array(luck)[:, None])
        blocked.append(bool(found.blocked[0]))
    assert blocked != [False, True]


# ------------------------------------------- silence again, in plain Python


def ladder(utility: float) -> list[float]:
    """E12: cumulative probabilities of all but the best response."""
    weights = [math.exp(LEAN * (k * utility - math.fsum(CUTS[:k]))) for k in range(5)]
    total = math.fsum(weights)
    return [weight / total for weight in itertools.accumulate(weights)][:-1]


def break_chance(utility: float) -> float:
    return ladder(utility)[0]


def company(objecting: Iterable[int], member: int) -> float:
    """Share of the other members' capability that objects or worse."""
    others = [place for place in range(3) if place != member]
    held = sum(CAPABILITY[place] for place in objecting if place != member)
    return held / sum(CAPABILITY[place] for place in others)


@dataclass(frozen=True)
class Silence:
    """E14 for three members of the village, one number of luck each."""

    utilities: tuple[float, ...]
    cohesion: float

    def stands(self, luck: tuple[float, ...]) -> bool:
        drawn = [bisect_right(ladder(u), x) for u, x in zip(self.utilities, luck, strict=True)]
        objecting = [place for place, response in enumerate(drawn) if response <= OBJECT]
        return not any(
            luck[place] < break_chance(self.eased(place, objecting))
            for place, response in enumerate(drawn)
            if response == BREAK
        )

    def eased(self, member: int, objecting: Iterable[int]) -> float:
        relief = RELIEF * self.cohesion * (1.0 - company(objecting, member))
        return self.utilities[member] + relief

    def borders(self, member: int) -> list[float]:
        """Where the outcome can change along one member's luck."""
        others = [place for place in range(3) if place != member]
        sets = [group for size in range(3) for group in itertools.combinations(others, size)]
        eased = [break_chance(self.eased(member, group)) for group in sets]
        return sorted({0.0, 1.0, *eased, *ladder(self.utilities[member])[:2]})

    def chance(self) -> float:
        """The share of all luck with which the text stands, cell by cell."""
        cells = [list(itertools.pairwise(self.borders(member))) for member in range(3)]
        return math.fsum(
            math.prod(high - low for low, high in cell)
            for cell in itertools.product(*cells)
            if self.stands(tuple((low + high) / 2.0 for low, high in cell))
        )


@settings(max_examples=40)
@given(
    utilities=st.tuples(*[st.floats(-0.8, 0.4)] * 3),
    cohesion=st.floats(0.0, 1.0),
)
def test_the_chance_of_silence_is_the_share_of_luck_with_which_it_holds(
    village_moment: MomentOf, utilities: tuple[float, float, float], cohesion: float
) -> None:
    moment = before_the_alliance(village_moment, "silence", cohesion=cohesion)
    alba, brava, corda = utilities
    found = chance_to_stand(moment, reactions_to(moment, [alba, brava, -3.0, corda, -3.0]))
    assert found[0] == pytest.approx(Silence(utilities, cohesion).chance(), abs=1e-12)


@settings(max_examples=60)
@given(
    utilities=st.tuples(*[st.floats(-0.8, 0.4)] * 3),
    luck=st.tuples(*[st.floats(0.0, 0.999)] * 3),
    cohesion=st.floats(0.0, 1.0),
)
def test_silence_holds_where_the_rule_in_plain_python_holds_it(
    village_moment: MomentOf,
    utilities: tuple[float, float, float],
    luck: tuple[float, float, float],
    cohesion: float,
) -> None:
    moment = before_the_alliance(village_moment, "silence", cohesion=cohesion)
    alba, brava, corda = utilities
    everybody = np.array([luck[0], luck[1], 0.0, luck[2], 0.0])[:, None]
    found = decide(moment, reactions_to(moment, [alba, brava, -3.0, corda, -3.0]), everybody)
    assert bool(found.blocked[0]) != Silence(utilities, cohesion).stands(luck)


# ------------------------------------------------- consensus and majority


@pytest.mark.parametrize(
    ("members", "blocked"),
    [
        ((CONTENT, CONTENT, CONTENT), False),
        ((0.0, 0.0, 0.0), False),  # everybody hedges
        ((CONTENT, CONTENT, -0.2), True),  # the smallest member objects
        ((-3.0, CONTENT, CONTENT), True),
    ],
)
def test_consensus_needs_every_member_at_hedge_or_better(
    village_moment: MomentOf, members: tuple[float, float, float], *, blocked: bool
) -> None:
    moment = before_the_alliance(village_moment, "consensus")
    alba, brava, corda = members
    found = ruling(moment, [alba, brava, -3.0, corda, -3.0])
    assert found.blocked[0] == blocked
    assert not found.eased.any()


@pytest.mark.parametrize(
    ("members", "share", "blocked"),
    [
        ((0.2, -3.0, -3.0), 0.5, False),  # alba alone: exactly half
        ((-3.0, 0.2, 0.2), 0.5, False),  # brava and corda: the other half
        ((-3.0, 0.2, 0.0), 0.5, True),  # .3; to hedge is not to be in favour
        ((0.2, -3.0, 0.2), 0.667, False),  # .7
        ((CONTENT, -3.0, -3.0), 0.667, True),  # .5
        ((CONTENT, CONTENT, -3.0), 1.0, True),  # .8
    ],
)
def test_a_majority_is_counted_in_the_members_capability(
    village_moment: MomentOf,
    members: tuple[float, float, float],
    share: float,
    *,
    blocked: bool,
) -> None:
    moment = before_the_alliance(village_moment, "majority")
    rule = replace(moment.world.rules.procedure, share=share)
    world = replace(moment.world, rules=replace(moment.world.rules, procedure=rule))
    alba, brava, corda = members
    found = ruling(replace(moment, world=world), [alba, brava, CONTENT, corda, CONTENT])
    assert found.blocked[0] == blocked


def in_favour(combination: tuple[int, ...]) -> bool:
    held = [c for c, response in zip(CAPABILITY, combination, strict=True) if response >= ACCEPT]
    return math.fsum(held) >= 0.5


STANDS: dict[str, Callable[[tuple[int, ...]], bool]] = {
    "consensus": lambda combination: min(combination) >= HEDGE,
    "majority": in_favour,
}


@settings(max_examples=40)
@given(utilities=st.tuples(*[st.floats(-0.8, 0.8)] * 3), name=st.sampled_from(sorted(STANDS)))
def test_the_chance_to_stand_adds_up_all_combinations_of_responses(
    village_moment: MomentOf, utilities: tuple[float, float, float], name: str
) -> None:
    moment = before_the_alliance(village_moment, name)
    alba, brava, corda = utilities
    found = chance_to_stand(moment, reactions_to(moment, [alba, brava, -3.0, corda, -3.0]))
    each = [shares(utility) for utility in utilities]
    expected = math.fsum(
        math.prod(row[response] for row, response in zip(each, combination, strict=True))
        for combination in itertools.product(range(5), repeat=3)
        if STANDS[name](combination)
    )
    assert found[0] == pytest.approx(expected, abs=1e-12)


def shares(utility: float) -> list[float]:
    return [high - low for low, high in itertools.pairwise([0.0, *ladder(utility), 1.0])]


# -------------------------------------------------- the shipped scenario


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("silence", "isolation"),
        ("silence", "top_level_talks"),
        ("consensus", "top_level_talks"),
        ("majority", "deterrence_plus_channel"),
    ],
)
def test_the_chance_to_stand_is_its_frequency(december: Stage, name: str, policy: str) -> None:
    """Two hundred thousand draws, four standard errors."""
    draws, chunk = 200_000, 20_000
    rules = december.world.rules
    rule = replace(rules.procedure, name=name, share=0.667)
    stage = replace(december, world=replace(december.world, rules=replace(rules, procedure=rule)))
    alone = stage.moment(policy)
    chance = float(chance_to_stand(alone, react(alone))[0])
    moment = stage.moment(*[policy] * chunk)
    reactions = react(moment)
    assert 0.01 < chance < 0.99
    random = np.random.default_rng(14)
    held = 0
    for _ in range(draws // chunk):
        luck: Array = random.uniform(size=(len(moment.world.actors.ids), chunk))
        held += int((~decide(moment, reactions, luck).blocked).sum())
    assert held / draws == pytest.approx(
        chance, abs=4.0 * (chance * (1.0 - chance) / draws) ** 0.5
    )

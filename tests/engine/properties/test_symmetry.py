"""What may be renamed, reordered, mirrored or copied without anybody noticing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.properties.games import games
from tests.engine.properties.worlds import cast, changed, moments, seeds
from tests.engine.rulebook import plain_world

from dialogue_sim.content.library import load
from dialogue_sim.engine.answer import Prospect, dispersion, outlook
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.procedure import chance_to_stand, decide
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import ladder_probabilities, react
from dialogue_sim.engine.rules import Ladder
from dialogue_sim.engine.situation import Backstage
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.world import Actors, Hinge, MeasureTerm, Preferences, Shape
from dialogue_sim.session.worlds.build import build_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.conftest import Stage

EXAMPLES = settings(max_examples=15)


def shuffled(seed: int, count: int) -> list[int]:
    order: list[int] = np.random.default_rng(seed).permutation(count).tolist()
    return order


# -------------------------------------------------------------------- actors


def in_order(actors: Actors, order: list[int]) -> Actors:
    """The same actors in other places."""
    place = {old: new for new, old in enumerate(order)}
    wishes = actors.preferences
    arrays = {
        name: getattr(actors, name)[order]
        for name in ("capability", "trust", "vulnerability", "learning_rate", "generosity",
                     "public_tilt", "predictability")
    }  # fmt: skip
    return replace(
        actors,
        **arrays,
        ids=tuple(actors.ids[old] for old in order),
        kinds=tuple(actors.kinds[old] for old in order),
        members=tuple(sorted(place[member] for member in actors.members)),
        public=place[actors.public],
        preferences=Preferences(
            wishes.ideals[order],
            tuple(wishes.shapes[old] for old in order),
            wishes.salience[order],
            wishes.affinity[order],
            wishes.tolerance[order],
        ),
        red_lines=tuple(replace(line, actor=place[line.actor]) for line in actors.red_lines),
        shares=actors.shares[:, order],
        listens=actors.listens[order][:, order],
        streams=tuple(actors.streams[old] for old in order),
        asks=tuple(actors.asks[old] for old in order) if actors.asks else (),
    )


def backstage_in_order(hidden: Backstage | None, order: list[int]) -> Backstage | None:
    """What happens off the record, with the actors in other places."""
    if hidden is None:
        return None
    names = ("resolve", "low", "high", "assured", "due", "grudge")
    rows: dict[str, Any] = {name: getattr(hidden, name)[order] for name in names}
    return replace(hidden, **rows)


@settings(max_examples=25)
@given(moment=moments(exact=True) | games(exact=True), seed=seeds())
def test_actors_in_another_order_react_bit_for_bit_the_same(moment: Moment, seed: int) -> None:
    order = shuffled(seed, len(moment.world.actors.ids))
    luck = np.random.default_rng(seed).uniform(size=moment.situation.trust.shape)
    actors = in_order(moment.world.actors, order)
    there = replace(moment, world=replace(moment.world, actors=actors))
    there = replace(
        changed(
            there,
            trust=moment.situation.trust[order],
            stances=moment.situation.stances[order],
            backstage=backstage_in_order(moment.situation.backstage, order),
        ),
        proposal=propose(there.world, moment.proposal.levels, moment.proposal.venue),
        arguments=moment.arguments[order],
    )
    here_found, there_found = react(moment), react(there)
    assert there_found.terms.tobytes() == here_found.terms[:, order].tobytes()
    assert there_found.utility.tobytes() == here_found.utility[order].tobytes()
    assert there_found.probabilities.tobytes() == here_found.probabilities[:, order].tobytes()
    assert there_found.support.tobytes() == here_found.support.tobytes()
    ruling, twin = decide(moment, here_found, luck), decide(there, there_found, luck[order])
    assert twin.responses.tolist() == ruling.responses[order].tolist()
    assert twin.eased.tolist() == ruling.eased[order].tolist()
    assert twin.blocked.tolist() == ruling.blocked.tolist()
    one, other = (dispersion(each.world, each.situation.stances) for each in (moment, there))
    assert one.tobytes() == other.tobytes()
    # Products of chances are rounded in the order of the members.
    np.testing.assert_allclose(
        chance_to_stand(there, there_found), chance_to_stand(moment, here_found), rtol=1e-13
    )


def test_the_order_in_which_a_scenario_lists_its_actors_is_no_matter(
    reference_files: dict[str, bytes], s2019: Stage, fingerprint: Callable[[object], str]
) -> None:
    path = "scenarios/reference/s2019.yaml"
    text = reference_files[path].decode()
    lines = re.findall(r"^  [a-z_]+: \{\}\n", text, re.MULTILINE)
    assert len(lines) > 5
    turned = text.replace("".join(lines), "".join(reversed(lines)))
    assert turned != text
    bundle = load({**reference_files, path: turned.encode()}, "s2019")
    found = build_world(bundle)
    assert found.actors.ids == s2019.world.actors.ids
    assert fingerprint(found) == fingerprint(s2019.world)


@EXAMPLES
@given(moment=moments() | games())
def test_twins_react_alike(moment: Moment) -> None:
    """Everybody but the public, made the same person who hears the same others."""
    actors = moment.world.actors
    others = [actor for actor in range(len(actors.ids)) if actor != actors.public]
    order = list(range(len(actors.ids)))
    for twin in others:
        order[twin] = others[0]
    twins = in_order(replace(actors, members=(), red_lines=()), order)
    listens = np.repeat(actors.listens[others[:1]], len(order), axis=0)
    twins = replace(twins, members=actors.members, listens=listens)
    there = replace(moment, world=replace(moment.world, actors=twins))
    text = propose(there.world, moment.proposal.levels, moment.proposal.venue)
    trust = moment.situation.trust[order]
    there = changed(replace(there, proposal=text, arguments=moment.arguments[order]), trust=trust)
    found = react(there)
    for twin in others:
        assert found.terms[:, twin].tobytes() == found.terms[:, others[0]].tobytes()
        assert found.probabilities[:, twin].tobytes() == (
            found.probabilities[:, others[0]].tobytes()
        )


@pytest.mark.parametrize("factor", [0.5, 0.25])
def test_only_the_ratios_of_stars_decide_who_reacts_how(  # P28
    december: Stage, factor: float
) -> None:
    """Halves are exact in floating point, so not even the last bit may move."""
    actors = {}
    for name, profile in december.bundle.actors.items():
        stars = {term: star * factor for term, star in profile.stars.model_dump().items()}
        scaled = profile.stars.model_copy(update=stars)
        actors[name] = profile.model_copy(update={"stars": scaled})
    world = plain_world(replace(december.bundle, actors=actors))
    moment = december.moment(*december.points)
    found, expected = react(replace(moment, world=world)), react(moment)
    assert found.terms.tobytes() == expected.terms.tobytes()
    assert found.probabilities.tobytes() == expected.probabilities.tobytes()


# -------------------------------------------------------------------- issues


def moved(terms: tuple[MeasureTerm, ...], place: dict[int, int]) -> tuple[MeasureTerm, ...]:
    return tuple(
        replace(
            term,
            issue=place[term.issue],
            only_if=None if term.only_if is None else place[term.only_if],
        )
        for term in terms
    )


def reordered(preferences: Preferences, order: list[int]) -> Preferences:
    return replace(
        preferences,
        ideals=preferences.ideals[:, order],
        shapes=tuple(tuple(row[old] for old in order) for row in preferences.shapes),
        salience=preferences.salience[:, [*order, len(order)]],
    )


@EXAMPLES
@given(moment=moments(exact=True), seed=seeds())
def test_issues_in_another_order_make_the_same_text(moment: Moment, seed: int) -> None:
    world = moment.world
    order = shuffled(seed, len(world.space.issues))
    place = {old: new for new, old in enumerate(order)}
    space = replace(
        world.space,
        issues=tuple(world.space.issues[old] for old in order),
        measures={name: moved(terms, place) for name, terms in world.space.measures.items()},
    )
    lines = tuple(
        replace(
            line,
            hinges=tuple(
                Hinge(place[rule.issue], rule.threshold, above=rule.above)
                for rule in reversed(line.hinges)
            ),
        )
        for line in world.actors.red_lines
    )
    actors = replace(
        world.actors,
        red_lines=lines,
        preferences=reordered(world.actors.preferences, order),
    )
    counterpart = replace(
        world.counterpart, preferences=reordered(world.counterpart.preferences, order)
    )
    there = replace(world, space=space, actors=actors, counterpart=counterpart)
    found = propose(there, moment.proposal.levels[order], moment.proposal.venue)
    assert found.measures.tobytes() == moment.proposal.measures.tobytes()
    assert found.interests.tobytes() == moment.proposal.interests.tobytes()
    assert found.red_lines.tobytes() == moment.proposal.red_lines.tobytes()
    assert found.counterpart_interest.tobytes() == (moment.proposal.counterpart_interest.tobytes())


TURNED: dict[Shape, Shape] = {"peak": "peak", "min": "max", "max": "min"}


@EXAMPLES
@given(moment=moments(exact=True))
def test_an_issue_read_from_its_other_end_is_liked_as_before(moment: Moment) -> None:  # P16
    """Levels and ideals as 1 - x, "at least" as "no more than"."""
    wishes = moment.world.actors.preferences
    turned = replace(
        wishes,
        ideals=1.0 - wishes.ideals,
        shapes=tuple(tuple(TURNED[shape] for shape in row) for row in wishes.shapes),
    )
    there = cast(moment, preferences=turned)
    found = propose(there.world, 1.0 - moment.proposal.levels, moment.proposal.venue)
    assert found.interests.tobytes() == moment.proposal.interests.tobytes()


# ----------------------------------------------------------- mirrored numbers


@EXAMPLES
@given(
    cuts=st.lists(st.floats(-1.0, 1.0), min_size=4, max_size=4, unique=True).map(sorted),
    utility=st.floats(-2.0, 2.0),
    lean=st.floats(0.1, 40.0),
)
def test_the_ladder_upside_down_is_a_ladder(
    cuts: list[float], utility: float, lean: float
) -> None:
    """Duality: utility and cuts with the other sign give the responses in the other order."""
    ladder = Ladder(tuple(cuts), (-1.0, -0.5, 0.0, 0.5, 1.0))
    mirror = replace(ladder, cuts=tuple(-cut for cut in reversed(cuts)))
    here = ladder_probabilities(ladder, np.array([[utility]]), np.array([lean]))
    there = ladder_probabilities(mirror, np.array([[-utility]]), np.array([lean]))
    np.testing.assert_allclose(there[::-1], here, rtol=1e-11, atol=1e-300)


@EXAMPLES
@given(moment=moments())
def test_a_demand_answers_conduct_with_the_other_sign_of_an_offer(moment: Moment) -> None:
    measures = dict(moment.world.space.measures)
    measures["offer"] = tuple(
        replace(term, anchors=tuple(-anchor for anchor in term.anchors))
        for term in measures["offer"]
    )
    world = replace(moment.world, space=replace(moment.world.space, measures=measures))
    there = replace(
        moment, world=world,
        proposal=propose(world, moment.proposal.levels, moment.proposal.venue),
    )  # fmt: skip
    row = NAMES.index("reciprocity")
    here_found, there_found = react(moment).terms[row], react(there).terms[row]
    actors = moment.world.actors
    for actor in (place for place in range(len(actors.ids)) if place != actors.public):
        assert (there_found[actor] == -here_found[actor]).all()


@EXAMPLES
@given(moment=moments())
def test_praise_and_blame_divide_alike(moment: Moment) -> None:
    stances = moment.situation.stances
    mirrored = dispersion(moment.world, -stances)
    assert mirrored.tobytes() == dispersion(moment.world, stances).tobytes()
    shifted = dispersion(moment.world, 0.5 * stances + 0.25)
    np.testing.assert_allclose(
        shifted, 0.5 * dispersion(moment.world, stances), rtol=0, atol=1e-15
    )


@EXAMPLES
@given(moment=moments(), more=st.floats(-5.0, 5.0), seed=seeds())
def test_what_speaks_for_every_answer_alike_speaks_for_none(
    moment: Moment, more: float, seed: int
) -> None:
    one = np.ones(moment.situation.sessions)
    answer = moment.world.rules.answer

    def chances(weights: Array) -> Array:
        rules = replace(moment.world.rules, answer=replace(answer, weights=weights))
        there = replace(moment, world=replace(moment.world, rules=rules))
        return outlook(Prospect(there, one, one, one)).probabilities

    before = chances(answer.weights)
    shifted = answer.weights.copy()
    shifted[:, seed % shifted.shape[1]] += more
    np.testing.assert_allclose(chances(shifted), before, rtol=1e-10)
    order = shuffled(seed, len(answer.weights))
    np.testing.assert_allclose(chances(answer.weights[order]), before[order], rtol=1e-12)

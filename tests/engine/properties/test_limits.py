"""What remains where a number goes to the end of its range."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engine.properties.worlds import cast, changed, moments, ruled

from dialogue_sim.engine.answer import Prospect, drivers_of, outlook
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.proposal import PLACE
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.terms import DOMESTIC, NAMES, Moment

EXAMPLES = settings(max_examples=15)
ARGUMENT = NAMES.index("argument")


def but_the_public(moment: Moment) -> list[int]:
    actors = moment.world.actors
    return [actor for actor in range(len(actors.ids)) if actor != actors.public]


def term(moment: Moment, name: str) -> Array:
    """(a, s) a weighted term of everybody but the public."""
    return react(moment).terms[NAMES.index(name)][but_the_public(moment)]


def with_measure(moment: Moment, name: str, value: float) -> Moment:
    measures = moment.proposal.measures.copy()
    measures[PLACE[name]] = value
    return replace(moment, proposal=replace(moment.proposal, measures=measures))


# ------------------------------------------------------------ predictability


@EXAMPLES
@given(moment=moments())
def test_who_is_wholly_unpredictable_gives_every_response_alike(moment: Moment) -> None:  # P6
    nobody = cast(moment, predictability=np.full(len(moment.world.actors.ids), 1e-9))
    assert react(nobody).probabilities == pytest.approx(0.2, abs=1e-6)


@EXAMPLES
@given(moment=moments())
def test_who_is_wholly_predictable_takes_a_step_for_every_cut_passed(  # P7
    moment: Moment,
) -> None:
    lean = np.full(len(moment.world.actors.ids), 100.0)
    lean[moment.world.actors.public] = 4.0  # its utility knows no bounds
    cuts = np.array(moment.world.rules.ladder.cuts)
    reactions = react(cast(moment, predictability=lean))
    for actor in but_the_public(moment):
        for session, utility in enumerate(reactions.utility[actor].tolist()):
            # Nearer to a cut than this, chance still has a say.
            if np.abs(utility - cuts).min() > 0.06:
                passed = int((utility > cuts).sum())
                assert reactions.probabilities[passed, actor, session] > 0.99


@EXAMPLES
@given(moment=moments())
def test_a_wholly_unpredictable_counterpart_gives_every_answer_alike(moment: Moment) -> None:
    counterpart = replace(moment.world.counterpart, predictability=1e-9)
    moment = replace(moment, world=replace(moment.world, counterpart=counterpart))
    one = np.ones(moment.situation.sessions)
    found = outlook(Prospect(moment, one, one, one)).probabilities
    assert found == pytest.approx(0.2, abs=1e-6)


# -------------------------------------------------------------------- debate


@EXAMPLES
@given(moment=moments())
def test_without_a_debate_the_argument_term_is_nothing(moment: Moment) -> None:  # P13
    silent = replace(moment, arguments=np.zeros_like(moment.arguments))
    assert (term(silent, "argument") == 0.0).all()


@EXAMPLES
@given(moment=moments(), heard=st.floats(-1.0, 1.0))
def test_utility_is_linear_in_what_the_debate_adds(moment: Moment, heard: float) -> None:
    actors = moment.world.actors
    silent = replace(moment, arguments=np.zeros_like(moment.arguments))
    # What the public heard reaches the others through its support; so it hears nothing here.
    loud = np.full_like(moment.arguments, heard)
    loud[actors.public] = 0.0
    before, after = react(silent).utility, react(replace(moment, arguments=loud)).utility
    for actor in but_the_public(moment):
        share = float(actors.shares[ARGUMENT, actor])
        assert after[actor] - before[actor] == pytest.approx(share * heard, abs=1e-13)
    assert after[actors.public].tobytes() == before[actors.public].tobytes()


@EXAMPLES
@given(moment=moments(), heard=st.floats(-1.0, 1.0))
def test_a_debate_moves_public_support_by_its_share_and_steepness(
    moment: Moment, heard: float
) -> None:
    actors, rule = moment.world.actors, moment.world.rules.public
    silent = replace(moment, arguments=np.zeros_like(moment.arguments))
    loud = np.zeros_like(moment.arguments)
    loud[actors.public] = heard
    moved = react(replace(moment, arguments=loud)).support - react(silent).support
    expected = rule.steepness * float(actors.shares[ARGUMENT, actors.public]) * heard
    assert moved == pytest.approx(expected, abs=1e-12)


@EXAMPLES
@given(moment=moments())
def test_an_audience_that_gives_arguments_no_weight_hears_none(moment: Moment) -> None:  # P16b
    shares = moment.world.actors.shares.copy()
    shares[ARGUMENT] = 0.0
    deaf = cast(moment, shares=shares)
    silent = replace(deaf, arguments=np.zeros_like(deaf.arguments))
    assert react(deaf).utility.tobytes() == react(silent).utility.tobytes()


# ------------------------------------------------------------- war and delay


@EXAMPLES
@given(moment=moments())
def test_in_full_war_nothing_acts_of_what_waits_for_its_end(moment: Moment) -> None:  # P29
    war = changed(moment, hostilities=np.ones(moment.situation.sessions))
    deferred = with_measure(war, "delay", 1.0)
    for name in ("trust", "reciprocity"):
        assert (term(deferred, name) == 0.0).all()
    gated = tuple(replace(line, gated=True) for line in moment.world.actors.red_lines)
    assert (term(cast(deferred, red_lines=gated), "principle") == 0.0).all()
    one = np.ones(moment.situation.sessions)
    drivers = outlook(Prospect(deferred, one, one, one)).drivers
    for driver, values in zip(drivers_of(moment.world), drivers, strict=True):
        if driver.name in {"offer", "status", "temptation"}:
            assert (values == 0.0).all(), driver.name


@EXAMPLES
@given(moment=moments())
def test_in_peace_delay_defers_nothing(moment: Moment) -> None:
    peace = changed(moment, hostilities=np.zeros(moment.situation.sessions))
    now, later = (with_measure(peace, "delay", delay) for delay in (0.0, 1.0))
    for name in ("trust", "reciprocity", "principle"):
        assert term(now, name).tobytes() == term(later, name).tobytes()


@EXAMPLES
@given(moment=moments())
def test_red_lines_of_an_unresolved_conflict_end_with_it(moment: Moment) -> None:
    gated = tuple(replace(line, gated=True) for line in moment.world.actors.red_lines)
    peace = changed(moment, hostilities=np.zeros(moment.situation.sessions))
    assert (term(cast(peace, red_lines=gated), "principle") == 0.0).all()


# ----------------------------------------------------------- ends of the terms


@EXAMPLES
@given(moment=moments())
def test_a_public_divided_in_half_moves_no_government(moment: Moment) -> None:
    support = react(moment).support
    # Every session in turn is the one in which the actor's own public is split in half.
    for session in range(moment.situation.sessions):
        tilt = np.full(len(moment.world.actors.ids), -support[session])
        found = term(cast(moment, public_tilt=tilt), "domestic")
        assert (found[:, session] == 0.0).all()


@EXAMPLES
@given(moment=moments())
def test_who_forgives_everything_remembers_no_bad_conduct(moment: Moment) -> None:
    bad = changed(moment, conduct=-np.abs(moment.situation.conduct))
    forgiving = cast(bad, generosity=np.ones(len(bad.world.actors.ids)))
    assert (term(forgiving, "reciprocity") == 0.0).all()


@EXAMPLES
@given(moment=moments())
def test_without_stars_a_reason_is_no_reason(moment: Moment) -> None:
    """Trust, conduct and peers may be what they like to an actor that gives them no stars."""
    shares = moment.world.actors.shares.copy()
    for name in ("trust", "reciprocity", "peers"):
        shares[NAMES.index(name)] = 0.0
    cold = cast(moment, shares=shares)
    other = changed(
        cold,
        trust=-cold.situation.trust,
        conduct=-cold.situation.conduct,
        stances=-cold.situation.stances,
    )
    assert react(other).utility.tobytes() == react(cold).utility.tobytes()


@EXAMPLES
@given(moment=moments())
def test_the_public_does_not_listen_to_itself(moment: Moment) -> None:
    found = react(moment)
    assert (found.terms[DOMESTIC, moment.world.actors.public] == 0.0).all()


# ----------------------------------------------------------------- procedures


@EXAMPLES
@given(moment=moments())
def test_without_relief_silence_holds_where_nobody_would_break_it(moment: Moment) -> None:
    """Then members decide alone: the chance is a product."""
    rule = replace(moment.world.rules.procedure, relief=0.0)
    alone = ruled(moment, procedure=rule)
    reactions = react(alone)
    expected = np.ones(moment.situation.sessions)
    for member in moment.world.actors.members:
        expected = expected * (1.0 - reactions.probabilities[0, member])
    expected = np.where(alone.proposal["unity"] >= rule.from_unity, expected, 1.0)
    np.testing.assert_allclose(chance_to_stand(alone, reactions), expected, rtol=0, atol=1e-13)


@EXAMPLES
@given(moment=moments())
def test_relief_never_lets_more_than_everything_pass(moment: Moment) -> None:
    """Silence holds at least where no member would break it unasked."""
    reactions = react(moment)
    lowest = np.ones(moment.situation.sessions)
    for member in moment.world.actors.members:
        lowest = lowest * (1.0 - reactions.probabilities[0, member])
    assert (chance_to_stand(moment, reactions) >= lowest - 1e-13).all()


@EXAMPLES
@given(moment=moments(), share=st.sampled_from([0.0, 1.0]))
def test_a_majority_of_nothing_always_stands_and_of_everything_needs_everybody(
    moment: Moment, share: float
) -> None:
    assume((moment.world.actors.capability[list(moment.world.actors.members)] > 0.0).all())
    rule = replace(moment.world.rules.procedure, name="majority", share=share)
    voting = ruled(moment, procedure=rule)
    reactions = react(voting)
    expected = np.ones(moment.situation.sessions)
    for member in moment.world.actors.members:
        favour = reactions.probabilities[3, member] + reactions.probabilities[4, member]
        expected = expected * (favour if share else 1.0)
    expected = np.where(voting.proposal["unity"] >= rule.from_unity, expected, 1.0)
    np.testing.assert_allclose(chance_to_stand(voting, reactions), expected, rtol=0, atol=1e-12)

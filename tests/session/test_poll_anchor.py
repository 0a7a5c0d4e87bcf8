"""E15: in the situation of the poll the polled text has the support that the poll found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.content.actor import Actor, StarTerms
from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.terms import Moment
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, policy_point, proposals

BUNDLE = load(read_library(packaged_content()), "december_2019")
PUBLIC = BUNDLE.setting.public
SHIPPED = BUNDLE.actors[PUBLIC]
SESSION = np.zeros(1, dtype=np.uint64)

fraction = st.floats(0.0, 1.0)
star = st.floats(0.0, 5.0)
profiles = st.fixed_dictionaries({
    "trust": st.floats(0.02, 0.97),
    "tolerance": st.floats(-1.0, 1.0),
    "caution": st.floats(0.0, 0.5),
    "vulnerability": fraction,
    "generosity": fraction,
    "public_tilt": st.floats(-2.0, 2.0),
    "red_line_force": st.floats(0.0, 1.5),
    "predictability": st.floats(1.0, 40.0),
    "stars": st.fixed_dictionaries({
        "interest": st.floats(0.1, 5.0), "trust": star, "domestic": st.just(0.0),
        "reciprocity": star, "argument": star, "cohesion": star, "peers": star,
    }).map(lambda stars: StarTerms(**stars)),
})  # fmt: skip
polled_situations = st.fixed_dictionaries({
    "hostilities": st.floats(0.0, 100.0),
    "conduct": st.floats(-100.0, 100.0),
    "stance(united_states)": st.floats(-100.0, 100.0),
    f"trust({PUBLIC})": st.floats(3.0, 97.0),
})  # fmt: skip


def polled(actor: Actor, situation: dict[str, float], support: float, policy: str) -> Bundle:
    """The shipped story with another public, opening where and when the poll was taken."""
    assert actor.poll is not None
    finding = {"situation": situation, "support": support, "policy": policy}
    changed = actor.model_copy(update={"poll": actor.poll.model_copy(update=finding)})
    opening = {"situation": {**situation, "support": support}}
    return replace(
        BUNDLE,
        actors={**BUNDLE.actors, PUBLIC: changed},
        scenario=BUNDLE.scenario.model_copy(update=opening),
    )


def in_play(bundle: Bundle, policy: str) -> tuple[float, float]:
    """Percent in favour of a text at the opening, and the public's utility from it."""
    world = build_world(bundle)
    situation = open_situation(bundle, world, 7, SESSION)
    text = proposals(world, [policy_point(bundle, world, policy)])
    found = react(Moment(world, text, situation, np.zeros_like(situation.trust)))
    odds = float(np.exp(found.support[0]))
    return 100.0 * odds / (1.0 + odds), float(found.utility[world.actors.public, 0])


@settings(max_examples=30)
@given(
    profiles,
    polled_situations,
    st.floats(1.0, 99.0),
    st.sampled_from(sorted(BUNDLE.policies.policies)),
)
def test_support_is_the_polls_whatever_else_the_profile_says(
    numbers: dict[str, Any], situation: dict[str, float], support: float, policy: str
) -> None:
    bundle = polled(SHIPPED.model_copy(update=numbers), situation, support, policy)
    percent, utility = in_play(bundle, policy)
    assert percent == pytest.approx(support, rel=1e-12)
    log_odds = np.log(support / (100.0 - support))
    scale = BUNDLE.rules.public.ladder_scale
    assert utility == pytest.approx(scale * log_odds, rel=1e-9, abs=1e-12)


def test_the_shipped_poll_comes_out_at_65() -> None:
    poll = SHIPPED.poll
    assert poll is not None
    bundle = polled(SHIPPED, poll.situation, poll.support, poll.policy)
    assert in_play(bundle, poll.policy)[0] == pytest.approx(65.0, rel=1e-14)
    assert in_play(bundle, "business_as_usual")[0] < 60.0


def test_a_public_with_a_public_behind_it_would_part_from_its_poll() -> None:
    """Why the loader refuses it: the utility is no longer .74 of the log-odds."""
    poll = SHIPPED.poll
    assert poll is not None
    stars = SHIPPED.stars.model_copy(update={"domestic": 4.0})
    bundle = polled(
        SHIPPED.model_copy(update={"stars": stars}), poll.situation, poll.support, poll.policy
    )
    utility = in_play(bundle, poll.policy)[1]
    assert abs(utility - 0.74 * np.log(0.65 / 0.35)) > 0.05

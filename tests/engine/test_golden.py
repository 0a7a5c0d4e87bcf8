"""The shared parts of the model against the reference model's own numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.engine.outcomes import heard

from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.explain import expected_outlook
from dialogue_sim.engine.mechanisms import NO_MECHANISMS
from dialogue_sim.engine.reaction import Reactions, react
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

Golden = Mapping[str, Any]
Seen = tuple[Moment, Reactions]

GOLDEN: Golden = json.loads(
    (Path(__file__).parent.parent / "reference" / "golden_responses.json").read_text("utf-8")
)
OPENINGS = ("s2019", "s2024", "s2022", "s_poll", "s2023")
TOLERANCE = 1e-12


@pytest.fixture(scope="module", params=OPENINGS)
def opening(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def golden(opening: str) -> Golden:
    """What the reference model says, by policy, in the order of the batch."""
    expected: Golden = GOLDEN["responses"][opening]
    return expected


@pytest.fixture(scope="module")
def seen(opening: str, golden: Golden, reference: Callable[[str], Stage]) -> Seen:
    """All policies of the reference model side by side, one per session."""
    moment = reference(opening).moment(*golden)
    return moment, react(moment)


def actor_rows(golden: Golden, actor: str, field: str) -> list[Any]:
    return [policy["actors"][actor][field] for policy in golden.values()]


def test_the_golden_numbers_cover_what_they_should() -> None:
    responses = GOLDEN["responses"]
    assert set(responses) == set(OPENINGS)
    utilities = [
        actor["utility"]
        for opening in responses.values()
        for policy in opening.values()
        for actor in policy["actors"].values()
    ]
    assert len(utilities) == 630
    assert tuple(GOLDEN["term_order"]) == NAMES


def test_with_no_mechanism_the_engine_equals_the_reference(
    opening: str, reference: Callable[[str], Stage]
) -> None:
    """All that is compared here is the plain model: nothing of the game is in play."""
    stage = reference(opening)
    assert stage.world.rules.mechanisms == NO_MECHANISMS
    assert stage.opening().backstage is None


def test_utility_and_every_term_are_the_reference_models(golden: Golden, seen: Seen) -> None:
    moment, reactions = seen
    for place, actor in enumerate(moment.world.actors.ids):
        utilities = np.array(actor_rows(golden, actor, "utility"))
        np.testing.assert_allclose(reactions.utility[place], utilities, rtol=0, atol=TOLERANCE)
        terms = np.array(actor_rows(golden, actor, "terms")).T
        np.testing.assert_allclose(reactions.terms[:, place], terms, rtol=0, atol=TOLERANCE)


def test_probabilities_and_modes_are_the_reference_models(golden: Golden, seen: Seen) -> None:
    moment, reactions = seen
    for place, actor in enumerate(moment.world.actors.ids):
        found = reactions.probabilities[:, place]
        expected = np.array(actor_rows(golden, actor, "probabilities")).T
        np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCE)
        modes = [RESPONSES[mode] for mode in np.argmax(found, axis=0)]
        assert modes == actor_rows(golden, actor, "mode")


@pytest.mark.parametrize("measure", ["offer", "exposure", "gain", "firmness"])
def test_measures_are_the_reference_models(golden: Golden, seen: Seen, measure: str) -> None:
    text = seen[0].proposal
    found = text.exposure if measure == "exposure" else text[measure]
    expected = [policy["measures"][measure] for policy in golden.values()]
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCE)


def test_public_support_is_the_reference_models(golden: Golden, seen: Seen) -> None:
    _, reactions = seen
    share = 1.0 / (1.0 + np.exp(-reactions.support))
    expected = [policy["support"] for policy in golden.values()]
    np.testing.assert_allclose(share, expected, rtol=0, atol=TOLERANCE)


def test_the_expected_answer_is_the_reference_models(golden: Golden, seen: Seen) -> None:
    found = expected_outlook(*seen).probabilities
    for row, answer in zip(found, ANSWERS, strict=True):
        expected = [policy["answer"][answer] for policy in golden.values()]
        np.testing.assert_allclose(row, expected, rtol=0, atol=TOLERANCE)


# ------------------------------------------------------- a thousand sessions

SESSIONS, TURNS, SEED = 1000, 12, 7
SHARED_PARTS = "4a22facef5ae5a11f754052c1c39d0982285eb0b8b92e1e744c5c6eba3160769"
POSITIONS = (
    "stoltenberg", "rasmussen", "eastern", "germany_france", "us", "nato_publics", "ukraine",
    "china", "critics",
)  # fmt: skip


def test_a_thousand_sessions_are_the_reference_models(s2019: Stage) -> None:
    """Twelve turns of the plan `grit`: every response and every answer, in one hash.

    The reference model numbers its streams of draws by an actor's position in its own table,
    where the product hashes the actor's id so that a new actor changes nobody's luck. The hash
    was recorded with positions, so the streams are positions here, and the responses are written
    in that order; all else is the product's.
    """
    actors = s2019.world.actors
    world = replace(
        s2019.world,
        actors=replace(actors, streams=tuple(POSITIONS.index(actor) for actor in actors.ids)),
        counterpart=replace(s2019.world.counterpart, answer_stream=9, type_stream=90),
    )
    stage = replace(s2019, world=world)
    plan = {str(answer): policy for answer, policy in stage.bundle.setting.plans["grit"].items()}
    menu = list(dict.fromkeys(plan.values()))
    planned = np.array([menu.index(plan[answer]) for answer in ANSWERS])
    texts = stage.text(*menu)
    rows = [actors.ids.index(actor) for actor in POSITIONS]

    hashed = hashlib.sha256()
    situation = stage.opening(SESSIONS, SEED)
    for number in range(1, TURNS + 1):
        policy = planned[situation.answer]
        text = take(texts, policy)
        draws = Draws(SEED, np.arange(SESSIONS, dtype=np.uint64), number)
        turn = play(world, situation, draws, Moves(policy, text, text))
        assert isinstance(turn, Turn)
        hashed.update(heard(turn).ruling.responses[rows].astype(np.int8).tobytes())
        hashed.update(turn.answer.astype(np.int8).tobytes())
        situation = turn.after
    assert hashed.hexdigest() == SHARED_PARTS

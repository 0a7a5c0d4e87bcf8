"""What `strict_conditions` sets out to show, and what it must not pretend to know."""

from __future__ import annotations

import re

import numpy as np
import pytest
from tests.without_debates import without_debates

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.sourced import take_off
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.engine import indicators
from dialogue_sim.engine.numerics import Integers
from dialogue_sim.session.moves import Propose, Respond
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.strategies.strategies import Strategy
from dialogue_sim.session.strategies.table import WAIT, Table, stage_of
from dialogue_sim.workshop.playtesting.playtest import Casting, Record, playtest

FILES = without_debates(read_library(packaged_content()))
CHAIR, PARTNERS = "secretary_general", "global_south_partners"
SCENARIO, PROFILE = "scenarios/nato_russia/strict_conditions.yaml", f"actors/{PARTNERS}.yaml"


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load(FILES, "strict_conditions")


def always(policy: str) -> Strategy:
    """One text in every turn that has it, and nothing in the others."""

    def choose(table: Table) -> Integers:
        story = table.world.story.policies
        menu = [story[place].id for place in table.texts.policies]
        place = menu.index(policy) if policy in menu else WAIT
        return np.full(table.known.sessions, place)

    return Strategy(policy, "the same again", choose)


def sessions_of(bundle: Bundle, policy: str, turns: int) -> Record:
    return playtest(Casting(stage_of(bundle, turns), always(policy), CHAIR), 200)


def test_what_follows_a_breach_was_written_before(bundle: Bundle) -> None:
    checked = sessions_of(bundle, "verified_steps", 5).injects
    stated = sessions_of(bundle, "strict_conditional_dialogue", 5).injects
    assert (checked["uncaught_breach"], stated["caught_breach"]) == (0.0, 0.0)
    # Three turns with 35 and with 40 percent each leave 27 and 22 percent of the sessions without.
    assert checked["caught_breach"] == pytest.approx(0.73, abs=0.1)
    assert stated["uncaught_breach"] == pytest.approx(0.78, abs=0.1)


def test_hard_terms_meet_a_line_in_berlin_and_paris(bundle: Bundle) -> None:
    lines = re.compile(rb"  (france|germany):\n    set:\n(      .*\n)+")
    plain = lines.sub(rb"  \1: {}\n", FILES[SCENARIO])
    without = load(FILES | {SCENARIO: plain}, "strict_conditions")
    with_line = sessions_of(bundle, "firm_line", 1).broken.mean()
    assert with_line > 0.2
    assert sessions_of(without, "firm_line", 1).broken.mean() < 0.05
    assert sessions_of(bundle, "verified_steps", 1).broken.mean() < 0.05


def outside_support(bundle: Bundle, response: str, seed: str) -> float:
    """In the third turn, when the partners have said the same to both texts before."""
    game = begin(bundle, seed, {CHAIR: "player", PARTNERS: "player"}, turns=3)
    for policy in ("verified_steps", "verified_steps", "deterrence_plus_channel"):
        game = submit(game, Propose(policy))
        while game.phase == "respond":
            game = submit(game, Respond(response if game.mover == PARTNERS else "endorse"))
    assert game.phase == "over"
    return float(indicators.read(game.world, game.situation, "outside_support")[0])


def test_partners_who_object_buy_elsewhere(bundle: Bundle) -> None:
    seeds = ["lagos", "nairobi", "jakarta", "lima", "dakar", "quito"]
    assert {outside_support(bundle, "endorse", seed) for seed in seeds} == {30.0}
    # Two chances of 60 percent, 4 points each.
    objecting = [outside_support(bundle, "object", seed) for seed in seeds]
    assert set(objecting) <= {30.0, 34.0, 38.0}
    assert sum(objecting) / len(seeds) > 32.0


def test_no_number_of_the_partners_claims_a_document() -> None:
    file, problems = read_yaml(PROFILE, FILES[PROFILE])
    assert file is not None, problems
    _, sources, _ = take_off(file.data)
    assert {found.basis for found in sources.by_path.values()} == {"inferred"}
    cited = {source for found in sources.by_path.values() for source in found.source}
    assert cited == {"D003-S15"}  # which names them, and gives no number

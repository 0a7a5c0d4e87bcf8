"""Looking ahead, consulting and planning: what they see, what it is worth, what is hidden."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.scenario import Goal
from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.numerics import Integers
from dialogue_sim.engine.situation import Situation, take
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Consult, Mandate
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.state import digest
from dialogue_sim.session.strategies.consultation import doubtful_member
from dialogue_sim.session.strategies.lookahead import hoped, look_ahead, waiting, weighed
from dialogue_sim.session.strategies.rehearsal import rehearse
from dialogue_sim.session.strategies.seat_players import Sitter
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move, play_out
from dialogue_sim.session.strategies.table import WAIT, Stage, Table, stage_of
from dialogue_sim.session.strategies.table_moves import NOBODY, moves_of
from dialogue_sim.session.strategies.wishes import won, worth
from dialogue_sim.session.worlds.opening import open_situation

SEED = key_of("kalmar")
CHAIR = "secretary_general"


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """The scenario as it is shipped, with its mechanisms and mandates."""
    return load(read_library(packaged_content()), "december_2019")


@pytest.fixture(scope="module")
def stage(bundle: Bundle) -> Stage:
    return stage_of(bundle)


def numbered(sessions: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.arange(sessions, dtype=np.uint64)


def table(stage: Stage, sessions: int = 3, mandate: str = "guardian", turn: int = 1) -> Table:
    """The opening of some sessions, as it is seen."""
    situation = open_situation(stage.bundle, stage.world, SEED, numbered(sessions))
    used = np.zeros((len(stage.world.story.policies), sessions), dtype=np.int64)
    draws = Draws(SEED, numbered(sessions), turn)
    return Table(stage, veiled(situation), draws, used, amended=True, mandate=mandate)


def with_goal(bundle: Bundle, when: str) -> Stage:
    """The scenario with one goal for the chair."""
    seat = bundle.scenario.seats[CHAIR]
    goal = Goal(points=4, when=when, text="The only goal.")
    seats = {
        **bundle.scenario.seats,
        CHAIR: seat.model_copy(update={"mandates": {}, "goals": {"only": goal}}),
    }
    scenario = bundle.scenario.model_copy(update={"seats": seats})
    return stage_of(replace(bundle, scenario=scenario))


# ------------------------------------------------------------------------- what it is worth


def test_the_texts_are_every_policy_and_every_single_amendment(stage: Stage) -> None:
    texts = stage.menu(1, amended=True)
    # Ten issues with 5, 5, 3, 3, 3, 3, 4, 3, 3 and 4 levels: 26 other levels for each policy.
    assert len(texts.points) == 14 * (1 + 26)
    assert texts.points[:14] == stage.menu(1, amended=False).points
    plain = dict(zip(texts.policies[:14].tolist(), texts.points[:14], strict=True))
    for policy, point in zip(texts.policies[14:].tolist(), texts.points[14:], strict=True):
        pairs = zip(point.levels, plain[policy].levels, strict=True)
        assert sum(new != old for new, old in pairs) == 1
        assert point.venue == plain[policy].venue


@pytest.mark.parametrize(
    ("when", "at", "covered"),
    [
        ("cohesion >= 80", 1, 0.75),  # 60 of 80
        ("cohesion >= 50", 1, 1.0),
        ("tension <= 40", 1, 50 / 60),
        ("security_loss <= 5", 1, 1.0),
        ("not cohesion >= 80", 1, 1.0),
        ("standing.contact >= ministers", 1, 0.0),
    ],
)
def test_a_goal_is_worth_what_is_covered_of_the_way(
    bundle: Bundle, when: str, at: int, covered: float
) -> None:
    seen = table(with_goal(bundle, when), 1, turn=at)
    value = worth(seen.world, seen.wishes, seen.known)
    assert value == pytest.approx(4 * covered, abs=1e-9)
    assert won(seen.world, seen.wishes, seen.known) == pytest.approx(4 * (covered == 1.0))


@pytest.mark.parametrize("mandate", ["bridge_builder", "guardian", "unifier"])
@pytest.mark.parametrize("policy", ["", "strict_conditional_dialogue", "isolation"])
def test_expected_points_are_those_of_many_sessions(
    stage: Stage, mandate: str, policy: str
) -> None:
    sessions = 6000
    seen = table(stage, sessions, mandate)
    ids = [stage.world.story.policies[place].id for place in seen.texts.policies]
    chosen = np.full(sessions, ids.index(policy) if policy else WAIT)
    hidden = open_situation(stage.bundle, stage.world, SEED, numbered(sessions))
    first = table(stage, 1, mandate)
    nothing = waiting(first)
    free = replace(first, amended=False)
    value = nothing[0] if not policy else weighed(free, hoped(free), np.full(1, -np.inf))[
        chosen[0], 0
    ]  # fmt: skip
    moves = moves_of(seen, chosen)
    moves = Moves(moves.policy, moves.text, moves.text)  # what breaks silence is withdrawn
    turn = play(stage.world, hidden, seen.draws, moves)
    assert isinstance(turn, Turn)
    found = worth(stage.world, seen.wishes, turn.after)
    if np.isfinite(value):
        assert value == pytest.approx(found.mean(), abs=0.4)  # of 13 to 15 points


def test_what_is_best_by_one_goal_is_tabled(bundle: Bundle) -> None:
    top = with_goal(bundle, "standing.contact >= top")
    seen = table(top, 4, "")
    chosen = look_ahead(seen)
    contact = [seen.texts.points[place].levels[0] for place in chosen]
    # The top level costs three, and three is what there is; isolation breaks silence.
    assert contact == [4, 4, 4, 4]
    assert (seen.prices[chosen] <= 3).all()


def test_on_the_last_turn_only_what_is_reached_counts(bundle: Bundle) -> None:
    stage = with_goal(bundle, "progress >= 90")
    assert waiting(table(stage, 2, "", turn=5)).min() > 0.0
    assert waiting(table(stage, 2, "", turn=6)) == pytest.approx(0.0)
    # Nothing brings it about any more, so nothing is better than the first text.
    assert look_ahead(table(stage, 2, "", turn=6)).tolist() == [0, 0]


def test_only_what_is_legal_and_payable_is_weighed(stage: Stage) -> None:
    seen = table(stage, 2)
    assert seen.known.backstage is not None
    poor = replace(seen.known, backstage=replace(seen.known.backstage, capital=np.zeros(2)))
    seen = replace(seen, known=poor)
    hopes = hoped(seen)
    assert np.isfinite(hopes).any(axis=0).all()
    assert (np.isfinite(hopes) == (seen.prices <= 0.0)[:, None]).all()


# ------------------------------------------------------------------------- what is hidden


def test_nothing_hidden_makes_a_number(stage: Stage) -> None:
    seen = table(stage, 5)
    assert seen.known.backstage is not None
    assert np.isnan(seen.known.backstage.resolve).all()
    hopes, nothing = hoped(seen), waiting(seen)
    worths = weighed(seen, hopes, nothing)
    for values in (hopes, nothing, worths):
        assert not np.isnan(values).any()


def other(situation: Situation) -> Situation:
    """The same to everybody who looks, and different underneath."""
    backstage = situation.backstage
    assert backstage is not None
    mirrored = backstage.low + backstage.high - backstage.resolve
    return replace(
        situation,
        nature=1 - situation.nature,
        backstage=replace(backstage, resolve=mirrored),
    )


@pytest.mark.parametrize("name", STRATEGIES)
def test_what_is_hidden_changes_no_choice(bundle: Bundle, name: str) -> None:
    game = begin(bundle, "riga", {})
    for _ in range(2 if STRATEGIES[name].cheap else 1):
        assert game.waiting is not None
        before = other(game.waiting.before)
        changed = replace(game, waiting=replace(game.waiting, before=before))
        assert next_move(game, STRATEGIES[name]) == next_move(changed, STRATEGIES[name])
        game = finish_turn(game, name)


def finish_turn(game: Game, name: str) -> Game:
    turn = game.turn
    while game.phase != "over" and game.turn == turn:
        game = submit(game, next_move(game, STRATEGIES[name]))
    return game


# --------------------------------------------------------- one implementation for one and many


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_game_is_a_batch_of_one(bundle: Bundle, stage: Stage, name: str) -> None:
    mandate = "guardian"
    game = submit(begin(bundle, "kalmar", {}), Mandate(mandate))
    over = play_out(game, STRATEGIES[name])
    turns = list(rehearse(stage, STRATEGIES[name], SEED, numbered(2), Sitter(game.chair, mandate)))
    alone = [
        digest(take(one.turn.after, np.flatnonzero(one.sessions == 0)))
        for one in turns
        if 0 in one.sessions
    ]
    assert alone == [digest(played.turn.after) for played in over.played]


def test_a_session_does_not_depend_on_those_beside_it(stage: Stage) -> None:
    seen = table(stage, 6)
    together = look_ahead(seen)
    for session in range(6):
        at: Integers = np.array([session])
        alone = replace(
            seen, known=take(seen.known, at), draws=seen.draws.of(at), used=seen.used[:, at]
        )
        assert look_ahead(alone).tolist() == [together[session]]


# ------------------------------------------------------------------------- consulting


def test_a_member_is_asked_once_and_its_answer_is_seen(bundle: Bundle) -> None:
    asked: list[tuple[int, str]] = []
    for seed in ("kalmar", "riga"):
        game = submit(begin(bundle, seed, {}), Mandate("bridge_builder"))
        while game.phase != "over":
            move = next_move(game, STRATEGIES["consulting"])
            if isinstance(move, Consult):
                before = game.situation.backstage
                game = submit(game, move)
                place = game.world.actors.ids.index(move.actor)
                after = game.situation.backstage
                assert before is not None
                assert after is not None
                assert before.low[place, 0] < before.high[place, 0]
                assert after.low[place, 0] == after.high[place, 0] == after.resolve[place, 0]
                assert after.capital[0] == before.capital[0] - 1
                assert (game.turn, move.actor) not in asked
                asked.append((game.turn, seed))
            else:
                game = submit(game, move)
    assert asked
    assert len(set(asked)) == len(asked)  # one a turn


def test_nobody_is_asked_who_has_told_or_whom_a_person_plays(stage: Stage) -> None:
    seen = table(stage, 8, "bridge_builder", turn=2)
    backstage = seen.known.backstage
    assert backstage is not None
    told = replace(backstage, low=backstage.high)
    assert set(doubtful_member(replace(seen, known=replace(seen.known, backstage=told)))) == {
        NOBODY
    }
    everybody = frozenset(stage.world.actors.ids)
    assert set(doubtful_member(replace(seen, persons=everybody))) == {NOBODY}

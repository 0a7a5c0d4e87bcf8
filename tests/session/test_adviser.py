"""The adviser: what would come of a text, counted where nothing hidden can be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.session.test_hidden_resolve import other

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine import indicators
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.turn import Moves, Turn, Waiting, go_on
from dialogue_sim.session.hindsight import adviser
from dialogue_sim.session.hindsight.adviser import SESSIONS, advice, advice_on, prospects
from dialogue_sim.session.hindsight.forecast import next_turn, open_chair, opened
from dialogue_sim.session.moves import Consult, Propose, Settle, Wait
from dialogue_sim.session.playing import advised, begin, submit
from dialogue_sim.session.progress import Stopped
from dialogue_sim.session.views.advice import FORECAST, WAITING, rank_of, widened
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game

CHAIR = "secretary_general"
POLICY = "nrc_ambassadors"


@pytest.fixture(scope="module")
def debating() -> Game:
    """The shipped scenario in turn 2, in which what is tabled is debated."""
    bundle = load(read_library(packaged_content()), "december_2019")
    game = submit(begin(bundle, "kalmar"), Propose("deterrence_plus_channel"))
    assert game.world.debates(game.turn)
    return game


def text_of(game: Game, policy: str) -> Point:
    return policy_point(game.bundle, game.world, policy)


def supposed(game: Game, session: int) -> Situation:
    """One session's situation: a type by the reading and lines between the known bounds."""
    world, now = game.world, game.situation
    luck = Draws(key_of(game.seed), np.array([session], dtype=np.uint64), 0)
    backstage = now.backstage
    assert backstage is not None
    passed, nature = 0.0, 0
    for share in backstage.reading[:-1, 0]:
        passed += float(share)
        nature += luck.uniform(world.counterpart.type_stream)[0] >= passed
    lines = np.array([
        low + (high - low) * luck.uniform(key)[0]
        for low, high, key in zip(
            backstage.low[:, 0], backstage.high[:, 0], world.actors.resolve_streams, strict=True
        )
    ])[:, None]  # fmt: skip
    backstage = replace(backstage, resolve=lines)
    return replace(now, nature=np.array([nature]), backstage=backstage)


def played_alone(game: Game, policy: str, session: int) -> list[float]:
    """How far each number moves in one session that is played by itself."""
    text = text_of(game, policy)
    second = open_chair(game).compromise(text)
    world, before = game.world, supposed(game, session)
    draws = Draws(key_of(game.seed), np.array([session], dtype=np.uint64), game.turn)
    moves = Moves(
        np.array([world.story.place_of(policy)]), proposals(world, [text]),
        proposals(world, [second]),
    )  # fmt: skip
    fired = np.zeros((0, 1), dtype=np.bool_)
    turn = go_on(world, Waiting("propose", before, fired), draws, moves)
    assert isinstance(turn, Turn)
    return [
        float(indicators.read(world, turn.after, row.name)[0])
        - float(indicators.read(world, before, row.name)[0])
        for row in FORECAST
    ]


@pytest.mark.parametrize("where", ["opening", "debate"])
def test_the_interval_is_that_of_sessions_played_one_by_one(
    wealthy_game: Game, debating: Game, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 100 if where == "opening" else 60
    monkeypatch.setattr(adviser, "SESSIONS", count)
    game = wealthy_game if where == "opening" else debating
    alone = [played_alone(game, POLICY, session) for session in range(1, count + 1)]
    texts = [(name, text_of(game, name)) for name in ("grit_confidence_building", POLICY)]
    told = prospects(game, CHAIR, texts)[1]
    for column, one in enumerate(told):
        changes = sorted(row[column] for row in alone)
        tenth = count // 10
        inside = changes[tenth : count - tenth]
        assert len(inside) * 10 == count * 8
        assert (one.low, one.high) == (inside[0], inside[-1])
        assert one.median == (changes[count // 2 - 1] + changes[count // 2]) / 2
    assert len({one.low for one in told} | {one.high for one in told}) > len(FORECAST)


def test_at_the_opening_the_adviser_plays_the_rerolls_of_the_seed(game: Game) -> None:
    """Nothing is known before turn 1, so its sessions are those of hindsight, bit for bit."""
    chair = open_chair(game)
    tabled = chair.instead(
        "strict_conditional_dialogue", text_of(game, "strict_conditional_dialogue")
    )
    before = opened(game, SESSIONS)
    after = next_turn(game, before, 1, [tabled])
    told = prospects(game, CHAIR, [("strict_conditional_dialogue", tabled.text)])[0]
    for row, one in zip(FORECAST, told, strict=True):
        first, last = (
            indicators.read(game.world, batch.situation, row.name)[1:] for batch in (before, after)
        )
        changes = np.sort(last - first)
        assert (one.low, one.high) == (changes[40], changes[359])


def test_waiting_is_forecast_as_waiting(wealthy_game: Game) -> None:
    told = advice(wealthy_game, CHAIR)[WAITING]
    moves = {row.name: row for row in told.rows}
    later = submit(wealthy_game, Wait())
    before, after = (
        float(indicators.read(game.world, situation, "credibility")[0])
        for game, situation in ((wealthy_game, wealthy_game.situation),
                                (later, later.played[0].turn.after))
    )  # fmt: skip
    assert moves["credibility"].low == moves["credibility"].high == round(after - before)


@pytest.mark.parametrize("seed", ["kalmar", "oslo", "riga"])
def test_nothing_hidden_changes_the_advice(rich: Bundle, seed: str) -> None:
    game = begin(rich, seed)
    twin = other(game, nature=True)
    assert game.opening.nature[0] != twin.opening.nature[0]
    assert advice(game, CHAIR) == advice(twin, CHAIR)


def test_what_a_consultation_tells_is_known(rich: Bundle) -> None:
    game = begin(rich, "kalmar")
    asked = submit(game, Consult("poland"))
    texts = [(name, text_of(game, name)) for name in game.menu]
    assert prospects(game, CHAIR, texts) != prospects(asked, CHAIR, texts)


def test_the_counterparts_own_seat_knows_what_it_is(rich: Bundle) -> None:
    game = begin(rich, "kalmar")
    twin = other(game, nature=True)
    texts = [(POLICY, text_of(game, POLICY))]
    assert prospects(game, "russia", texts) != prospects(twin, "russia", texts)


def test_the_same_question_has_the_same_answer(debating: Game) -> None:
    whole = advice(debating, CHAIR)
    assert advice(debating, CHAIR) == whole
    assert advice_on(debating, CHAIR, Propose(POLICY)) == whole[POLICY]


def test_an_amended_text_is_forecast_as_amended(game: Game) -> None:
    move = Propose(POLICY, {"conditions": "strict"})
    assert advice_on(game, CHAIR, move) != advice(game, CHAIR)[POLICY]
    amended = submit(game, move).played[0].points[0]
    told = prospects(game, CHAIR, [(POLICY, amended)])[0]
    lows = [row.low for row in advice_on(game, CHAIR, move).rows]
    assert lows == [int(np.floor(one.low + 0.5)) for one in told]


def test_only_who_is_asked_for_a_text_is_advised(game: Game) -> None:
    assert advice(game, "poland") == {}
    broken = submit(game, Propose("business_as_usual"))
    assert broken.phase == "settle"
    assert advice(broken, CHAIR) == {}
    turn = submit(broken, Settle("withdraw"))
    assert set(advice(turn, CHAIR)) == {*turn.menu, WAITING} - blocked(turn)


def blocked(game: Game) -> set[str]:
    """Policies whose condition does not hold now."""
    found = set()
    for policy in game.menu:
        try:
            submit(game, Propose(policy))
        except Exception:  # noqa: BLE001  whatever refuses it
            found.add(policy)
    return found


def test_nobody_waits_any_more(game: Game) -> None:
    def stop(_: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        advice(game, CHAIR, stop)


def test_progress_is_told(game: Game) -> None:
    heard: list[float] = []
    advice(game, CHAIR, heard.append)
    assert heard == sorted(heard)
    assert heard[0] == 0.0
    assert len(heard) > 1


@pytest.mark.parametrize(
    ("gain", "rank"),
    [(0.0, 0), (0.9, 0), (-0.9, 0), (1.0, 1), (-1.0, -1), (5.9, 1), (6.0, 2), (-20.0, -2)],
)
def test_the_word_goes_by_size_and_sign(gain: float, rank: int) -> None:
    assert rank_of(gain) == rank


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(-3.2, 2.1, (-5, 5)), (-5.0, 5.0, (-5, 5)), (0.0, 0.0, (0, 0)), (-5.1, 10.2, (-10, 15)),
     (6.9, 7.5, (5, 10))],
)  # fmt: skip
def test_an_interval_is_widened_outward(low: float, high: float, told: tuple[int, int]) -> None:
    assert widened(low, high) == told


def test_how_much_is_said_goes_by_the_difficulty(game: Game) -> None:
    exact, wide, words = (
        advice(advised(game, level), CHAIR)[POLICY].rows for level in ("open", "normal", "hard")
    )
    for one, other_, third in zip(exact, wide, words, strict=True):
        assert one.low is not None
        assert one.high is not None
        assert one.median is not None
        assert other_.low is not None
        assert other_.high is not None
        assert other_.low <= one.low <= one.median <= one.high <= other_.high
        assert other_.low % 5 == other_.high % 5 == 0
        assert other_.median is None
        assert (third.low, third.median, third.high, third.span) == (None, None, None, "")
        assert one.word == other_.word == third.word


def test_less_tension_is_better(game: Game) -> None:
    rows = {row.name: row for row in advice(game, CHAIR)["deterrence_plus_channel"].rows}
    assert rows["tension"].median is not None
    assert rows["tension"].median >= 1
    assert rows["tension"].word == "worse"

"""Sessions with debates are closed and opened again, and played again under other luck."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from tests.session.debates_in_yaml import (
    ARGUMENTS,
    CHAIR,
    GERMANY,
    OWN,
    POLAND,
    RUSSIA,
    STOPPED,
    TABLED,
    debating,
    in_debate,
    loaded,
    played,
)

from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load
from dialogue_sim.engine.situation import take
from dialogue_sim.session.game import IN_DEBATE, Game
from dialogue_sim.session.hindsight.forecast import resample
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Drop,
    Move,
    MoveError,
    Pass,
    Predict,
    Propose,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.session.playing import begin, submit, with_debaters
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.state import digest

Moves: TypeAlias = tuple[Move, ...]
SEATS = dict.fromkeys((CHAIR, POLAND, RUSSIA), "player")
OURS = Argue(side="for", reason="unity", claim="One text, one alliance.")
ONCE: Moves = (
    Predict({POLAND: {"object": 70}}, {"probe": 100}),
    OURS, Pass(), OWN, Pass(), Pass(),
    Rebut(f"{POLAND}-1", "counter", "gas", "Not “only” a treaty, 条約 \\ {x}"), Pass(),
    Rebut(f"{CHAIR}-1", "concede", "", "Granted, and yet."), Pass(), Pass(),
    Pass(), Drop(f"{POLAND}-1"),
)  # fmt: skip
"""A debate of three persons, with a forecast at its beginning."""
MOVES: Moves = (
    Wait(), Answer("probe"),
    TABLED, *ONCE, Respond("hedge"), Answer("stonewall"),
    Wait(), Answer("reciprocate"),
    TABLED, *ONCE, Respond("accept_with_conditions"), Answer("probe"),
)  # fmt: skip
AWAITED = ("propose", "argue", "rebut", "defend", "respond", "answer")


def records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def recorded(game: Game, path: Path, *moves: Move) -> Recording:
    recording = record_to(game, path)
    for move in moves:
        recording.submit(move)
    return recording


def standing(game: Game) -> tuple[object, ...]:
    """Where a game stands, with what was said."""
    return game.turn, game.phase, game.mover, game.pending, game.movers, game.code


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Game, Path]:
    """Four turns with two debates in own words, and their save."""
    path = tmp_path_factory.mktemp("saves") / "debates.dsim"
    game = begin(loaded("ledger"), "kalmar", SEATS)
    return recorded(game, path, *MOVES).game, path


# ------------------------------------------------------------------ saves


def test_a_session_is_where_it_was_left_in_every_step_of_a_debate(
    session: tuple[Game, Path], tmp_path: Path
) -> None:
    whole, path = session
    assert (whole.turn, whole.phase) == (5, "propose")
    lines = path.read_bytes().splitlines(keepends=True)
    at = [place for place, line in enumerate(lines) if json.loads(line)["k"] == "move"]
    seen, game = set(), begin(loaded("ledger"), "kalmar", SEATS)
    for number, move in enumerate(MOVES):
        if game.phase not in seen and game.turn == 4:
            cut = tmp_path / f"{number}.dsim"
            cut.write_bytes(b"".join(lines[: at[number]]))
            assert standing(open_save(cut).recording.game) == standing(game)
            seen.add(game.phase)
        game = submit(game, move)
    assert seen == set(AWAITED)
    assert standing(open_save(path).recording.game) == standing(whole) == standing(game)


@pytest.mark.parametrize("phase", IN_DEBATE)
def test_a_session_closed_in_a_step_is_finished_like_one_that_never_was(
    session: tuple[Game, Path], tmp_path: Path, phase: str
) -> None:
    recording = record_to(begin(loaded("ledger"), "kalmar", SEATS), tmp_path / "closed.dsim")
    left = list(MOVES)
    while recording.game.phase != phase:
        recording.submit(left.pop(0))
    again = open_save(tmp_path / "closed.dsim").recording
    again.submit(*left)
    assert again.game.code == session[0].code
    assert (tmp_path / "closed.dsim").read_bytes() == session[1].read_bytes()


def test_a_refused_speech_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "refused.dsim"
    recording = record_to(in_debate(loaded(), CHAIR), path)
    before, game = path.read_bytes(), recording.game
    for move in (OWN, Argue(use="nothing"), Rebut("never_alone", "counter"), Predict()):
        with pytest.raises(MoveError):
            recording.submit(move)
        assert (path.read_bytes(), recording.game) == (before, game)


def test_own_words_are_in_the_save_word_for_word(session: tuple[Game, Path]) -> None:
    said = [one["do"] for one in records(session[1]) if one["k"] == "move"]
    claims = [do["argue"]["claim"] for do in said if "claim" in do.get("argue", {})]
    texts = [do["rebut"]["text"] for do in said if "text" in do.get("rebut", {})]
    assert claims == [OURS.claim, OWN.claim] * 2
    assert texts == ["Not “only” a treaty, 条約 \\ {x}", "Granted, and yet."] * 2


def test_seats_that_only_debate_are_written_in_the_head(tmp_path: Path) -> None:
    path = tmp_path / "run.dsim"
    both = (Argue(use="bought_off"), Argue(use="united_front"))
    moves = (Wait(), TABLED, *both, Pass(), Drop("bought_off"), Pass())
    debaters = {2: frozenset({POLAND})}
    game = with_debaters(begin(loaded(), "kalmar", {}), debaters)
    recording = recorded(game, path, *moves)
    head = records(path)[0]
    assert (head["seats"], head["debaters"]) == ({}, {"2": [POLAND]})
    again = open_save(path).recording.game
    assert again.debaters == debaters
    assert again.code == recording.game.code
    assert (again.turn, again.phase) == (3, "propose")
    with pytest.raises(MoveError, match="'estonia' is no seat of december_2019"):
        with_debaters(game, {2: frozenset({"estonia"})})


def test_a_head_says_nothing_of_debaters_where_there_are_none(session: tuple[Game, Path]) -> None:
    assert "debaters" not in records(session[1])[0]


def test_whoever_goes_on_with_a_run_does_not_reopen_its_debate(tmp_path: Path) -> None:
    """The debate of a run is over when silence is broken; the chair's new holder only settles."""
    path = tmp_path / "run.dsim"
    recorded(begin(loaded(), "kalmar", {}), path, Wait(), STOPPED)
    recording = open_save(path).recording
    assert (recording.game.phase, recording.game.seats) == ("settle", {CHAIR: "player"})
    game = recording.submit(Settle("withdraw"))
    assert (game.turn, game.phase) == (3, "propose")
    straight = played(begin(loaded(), "kalmar", {}), Wait(), STOPPED, Settle("withdraw"))
    assert game.code == straight.code == open_save(path).recording.game.code
    assert submit(submit(game, Wait()), TABLED).phase == "argue"


# ------------------------------------------------------------------ fingerprints


def test_arguments_are_in_the_prints_and_their_words_in_the_second_only() -> None:
    rules, text = fingerprints(loaded())
    changed = debating()
    changed[ARGUMENTS] = changed[ARGUMENTS].replace(b"Channels keep", b"A line keeps")
    assert fingerprints(load(changed, "december_2019"))[0] == rules
    assert fingerprints(load(changed, "december_2019"))[1] != text
    changed[ARGUMENTS] = changed[ARGUMENTS].replace(b"cards: [reported]", b"cards: [gas]", 1)
    assert fingerprints(load(changed, "december_2019"))[0] != rules


def test_a_mode_of_debate_is_a_rule() -> None:
    prints = {mode: fingerprints(loaded(mode)) for mode in ("none", "cards", "ledger")}
    assert len({rules for rules, _ in prints.values()}) == 3
    assert len({text for _, text in prints.values()}) == 1


# ------------------------------------------------------------------ other luck


def test_session_nought_of_the_rerolls_is_the_game_with_its_debates(
    session: tuple[Game, Path],
) -> None:
    game = session[0]
    first: Any = np.array([0])
    for rerolls in (1, 5):
        batches = resample(game, rerolls)
        assert [digest(take(batch.situation, first)) for batch in batches[1:]] == [
            digest(one.turn.after) for one in game.played
        ]


def test_a_reroll_keeps_what_persons_said() -> None:
    """Persons speak in every seat, so that in the first turn luck changes nothing for them."""
    seats = (CHAIR, GERMANY, POLAND, RUSSIA)
    said: Moves = (Argue(use="never_alone"), *[Pass()] * 4, Rebut("nobody_wants_it", "undercut"),
            *[Pass()] * 5, Respond("hedge"), Respond("hedge"))  # fmt: skip
    rests: Moves = (*[Pass()] * 8, Respond("hedge"), Respond("hedge"))
    spoken, silent = (
        played(in_debate(loaded(), *seats), *moves, Answer("probe")) for moves in (said, rests)
    )
    for game in (spoken, silent):
        assert (game.turn, game.phase) == (3, "propose")
    one, other = (resample(game, 20)[2].situation for game in (spoken, silent))
    assert one.argued is not None
    assert other.argued is not None
    entry = sorted(loaded().bank).index("never_alone")
    chair = spoken.world.actors.ids.index(CHAIR) + 1
    assert set(one.argued[entry].tolist()) == {chair}
    assert chair not in set(other.argued.flatten().tolist())


def test_hindsight_tells_of_a_session_with_persons_debates(session: tuple[Game, Path]) -> None:
    for seat, turns in ((CHAIR, {1, 2, 3, 4}), (POLAND, {2, 4}), (RUSSIA, {1, 2, 3, 4})):
        found = hindsight(session[0], seat, rerolls=4)
        assert {choice.turn for choice in found.choices} == turns
        assert all(choice.regret >= 0.0 for choice in found.choices)


def test_a_session_whose_silence_broke_after_a_debate_is_rerolled() -> None:
    moves: Moves = (
        *[Pass()] * 4, Respond("break_silence"), Settle("amend", {"contact": "none"}),
        Respond("hedge"),
    )  # fmt: skip
    game = played(in_debate(loaded(), CHAIR, POLAND, text=STOPPED), *moves)
    assert len(game.played[1].turn.hearings) == 2
    again = take(resample(game, 6)[2].situation, np.array([0]))
    assert digest(again) == digest(game.played[1].turn.after)


def test_a_proposal_of_another_text_is_compared_without_persons_speeches() -> None:
    """What persons would have said about another text is left to the model."""
    game = played(in_debate(loaded(), CHAIR), Pass(), Pass(), Propose("isolation"))
    assert {choice.turn for choice in hindsight(game, CHAIR, rerolls=4).choices} >= {2}

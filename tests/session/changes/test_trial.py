"""The same decisions on other rules: how far they carry, and where outcomes part."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.session.changes.conftest import DECEMBER, RULES, Edit, Library
from tests.session.test_save import MOVES, lines, recorded
from tests.session.test_save_damage import rechained

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.library import load
from dialogue_sim.session.changes.parting import Parting
from dialogue_sim.session.changes.trial import Stop, Trial, try_on
from dialogue_sim.session.changes.trial_save import save_trial
from dialogue_sim.session.changes.words import parting_phrase, trial_lines
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move, Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import NewerError, read_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.saves.records import run_record, turn_record
from dialogue_sim.session.state import digest

GOLDEN = Path(__file__).parents[1] / "saves"
Tried = Callable[[Library], Trial]
SHORTER = ("turns: 6\n", "turns: 4\n")


@pytest.fixture
def tried(session: tuple[Game, Path]) -> Tried:
    """The recorded session on another library."""
    return lambda library: try_on(read_save(session[1]), load(library, "december_2019"))


def played(library: Library, *moves: Move) -> list[Any]:
    """The turns of a session played from its start, as `run --json` prints them."""
    game = begin(load(library, "december_2019"), "kalmar")
    for move in moves:
        game = submit(game, move)
    turns: Any = run_record(game)["turns"]
    return list(turns)


def test_on_the_same_rules_all_of_it_is_recorded_again(
    session: tuple[Game, Path], tried: Tried, files: Library
) -> None:
    trial = tried(files)
    assert (trial.same, trial.stop, trial.turns) == (True, None, 6)
    steps = [record for record in lines(session[1]) if record["k"] in {"move", "turn"}]
    written = [{k: v for k, v in step.items() if k not in {"n", "p", "h"}} for step in steps]
    assert list(trial.steps) == written
    assert trial_lines(trial) == ("All of it comes out as it was recorded: 6 turns.",)


@pytest.mark.parametrize(
    "pair",
    [
        (RULES, "loss_factor: 2.0", "loss_factor: 4.0"),
        (RULES, "loss_factor: 2.0", "loss_factor: 1.0"),
        (DECEMBER, "      - cohesion += 3\n", "      - cohesion += 4\n"),
        (DECEMBER, "hostilities: 35", "hostilities: 45"),
    ],
)
def test_outcomes_part_in_the_first_turn_that_differs_when_it_is_played_by_hand(
    session: tuple[Game, Path], tried: Tried, edit: Edit, pair: tuple[str, str, str]
) -> None:
    path, old, new = pair
    library = edit(path, (old, new))
    before: Any = run_record(session[0])["turns"]
    seen = ("responses", "answer", "situation", "stands", "injects")
    by_hand = [
        one["turn"]
        for one, two in zip(before, played(library, *MOVES), strict=True)
        if any(one[name] != two[name] for name in seen)
    ]
    trial = tried(library)
    assert trial.stop is None
    assert [parting.turn for parting in trial.partings] == by_hand
    assert by_hand


def test_who_responds_otherwise_is_told_with_the_terms_that_moved(
    session: tuple[Game, Path], tried: Tried, edit: Edit
) -> None:
    library = edit(RULES, ("loss_factor: 2.0", "loss_factor: 4.0"))
    game = submit(begin(load(library, "december_2019"), "kalmar"), MOVES[0])
    then: Any = turn_record(session[0], 0)["hearings"]
    now: Any = turn_record(game, 0)["hearings"]
    old, new = (one[0]["terms"]["think_tank_critics"] for one in (then, now))
    (who,) = (
        name for name, said in then[0]["responses"].items() if now[0]["responses"][name] != said
    )
    assert who == "think_tank_critics"
    parting = tried(library).parting
    assert parting is not None
    (changed,) = parting.responses
    assert (changed.name, changed.before, changed.after) == (
        "Think-tank critics", "hedge", "object",
    )  # fmt: skip
    largest = max(old, key=lambda name: abs(new[name] - old[name]))
    assert (changed.because[0].before, changed.because[0].after) == (old[largest], new[largest])
    told = f"({largest} {old[largest]:+.2f} -> {new[largest]:+.2f})"
    assert parting_phrase(parting) == f"Think-tank critics hedge -> object {told}"
    assert parting_phrase(parting, exact=False) == "Think-tank critics hedge -> object"


def test_numbers_are_told_where_nobody_says_otherwise(tried: Tried, edit: Edit) -> None:
    trial = tried(edit(DECEMBER, ("      - cohesion += 3\n", "      - cohesion += 4\n")))
    assert trial.parting is not None
    assert (trial.parting.turn, trial.parting.spoken) == (2, False)
    assert parting_phrase(trial.parting) == "cohesion 60 -> 61"


def test_of_numbers_those_are_told_that_screens_show_otherwise() -> None:
    small = (("reading", 27.09, 27.11), ("progress", 7.4, 7.2))
    large = (("capital", 3.0, 2.0), *small, ("hostilities", 29.0, 34.0))
    assert parting_phrase(Parting(1, (), (), large)) == "hostilities 29 -> 34, capital 3 -> 2"
    assert parting_phrase(Parting(1, (), (), small)) == (
        "progress 7.4 -> 7.2, reading 27.09 -> 27.11"
    )
    many = tuple((name, 1.0, 2.0) for name in ("a", "b", "c", "d", "e"))
    assert parting_phrase(Parting(1, (), (), many)).endswith("c 1 -> 2, 2 more numbers")


def test_it_stops_at_a_text_that_is_not_on_the_menu_any_more(tried: Tried, edit: Edit) -> None:
    trial = tried(edit(DECEMBER, ("  - grit_confidence_building\n", "")))
    assert trial.stop is not None
    assert (trial.stop.turn, trial.stop.move) == (5, '{"propose": "grit_confidence_building"}')
    assert "is not on the menu" in trial.stop.why
    assert trial.game is not None
    assert (len(trial.game.played), trial.game.turn, trial.partings) == (4, 5, ())


def test_it_stops_where_silence_is_broken_that_held(tried: Tried, edit: Edit) -> None:
    trial = tried(edit(DECEMBER, ("procedure: silence", "procedure: consensus")))
    assert trial.stop == Stop(
        4, '{"propose": "deterrence_plus_channel"}',
        "silence was broken: amend, go on as a group, or withdraw",
    )  # fmt: skip
    assert trial.game is not None
    assert (trial.game.phase, trial.game.turn) == ("settle", 3)


def test_it_stops_where_the_session_is_over_sooner(tried: Tried, edit: Edit) -> None:
    trial = tried(edit(DECEMBER, SHORTER))
    assert trial.stop is not None
    assert (trial.stop.turn, trial.stop.why) == (
        5, "the session is over; no more moves are possible",
    )  # fmt: skip
    (parting,) = trial.telling
    assert (parting.turn, parting_phrase(parting)) == (4, "ending none -> First results")


def test_a_longer_scenario_goes_on_after_the_last_turn(tried: Tried, edit: Edit) -> None:
    trial = tried(edit(DECEMBER, ("turns: 6\n", "turns: 7\n")))
    assert trial.game is not None
    assert (trial.stop, trial.game.turn, trial.game.phase) == (None, 7, "propose")


def test_a_session_that_was_shorter_than_its_scenario_stays_so(
    bundle: Bundle, edit: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "short.dsim"
    recorded(begin(bundle, "kalmar", turns=1), path, MOVES[:1])
    longer = load(edit(DECEMBER, ("turns: 6\n", "turns: 7\n")), "december_2019")
    trial = try_on(read_save(path), longer)
    assert trial.same
    assert trial.game is not None
    assert trial.game.phase == "over"


def test_a_turn_that_now_waits_for_a_decision_that_nobody_made(
    bundle: Bundle, edit: Edit, tmp_path: Path
) -> None:
    """Three turns are recorded; by consensus the third text is refused, and nobody settled it."""
    path = tmp_path / "three.dsim"
    recorded(begin(bundle, "kalmar", turns=3), path, MOVES[:4])
    library = edit(DECEMBER, ("procedure: silence", "procedure: consensus"))
    trial = try_on(read_save(path), load(library, "december_2019"))
    assert trial.stop == Stop(3, "", "secretary_general has to settle, which nobody had to then")
    assert trial_lines(trial)[-1] == f"They stop in turn 3: {trial.stop.why}."


def test_a_seat_that_is_not_offered_any_more(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "germany.dsim"
    record_to(begin(bundle, "kalmar", {"germany": "player"}), path).close()
    without = replace(
        bundle,
        scenario=bundle.scenario.model_copy(
            update={"seats": {"secretary_general": bundle.scenario.seats["secretary_general"]}}
        ),
    )
    trial = try_on(read_save(path), without)
    assert (trial.game, trial.same) == (None, False)
    assert trial.stop is not None
    assert trial.stop.why.startswith("'germany' is no seat of december_2019")
    with pytest.raises(SaveError, match=r"cannot be tried: .*no seat"):
        save_trial(trial, tmp_path / "new.dsim", "germany.dsim")
    assert not (tmp_path / "new.dsim").exists()


def test_another_luck_from_a_turn_on_is_followed(
    game: Game, bundle: Bundle, tmp_path: Path
) -> None:
    path = tmp_path / "branched.dsim"
    recording = recorded(game, path, MOVES[:1])
    recording.submit(Propose("neutral_platform"))
    main = recording.at
    recording.branch(2, "oslo", "other luck")
    recording.submit(Propose("neutral_platform"))
    save = read_save(path)
    branched, first = try_on(save, bundle), try_on(save, bundle, main)
    assert branched.same
    assert first.same
    assert branched.game is not None
    assert first.game is not None
    assert branched.game.reseeds == {2: "oslo"}
    assert first.game.reseeds == {}
    assert {"k": "branch", "t": 2, "name": "other luck", "seed": "oslo"} in branched.steps
    states = [digest(one.game.played[1].turn.after) for one in (branched, first) if one.game]
    assert states[0] != states[1]


def test_a_branch_in_a_turn_that_is_not_reached_stops(
    game: Game, tmp_path: Path, edit: Edit
) -> None:
    path = tmp_path / "branched.dsim"
    recording = recorded(game, path, MOVES)
    recording.branch(6, "oslo")
    trial = try_on(read_save(path), load(edit(DECEMBER, SHORTER), "december_2019"))
    assert trial.stop is not None
    assert trial.stop.turn == 5


def test_a_decision_that_is_somebody_elses_now_stops_it(
    session: tuple[Game, Path], bundle: Bundle, tmp_path: Path
) -> None:
    *most, move, turn = lines(session[1])
    path = tmp_path / "another.dsim"
    path.write_bytes(rechained([*most, {**move, "by": "germany"}, turn]))
    stop = try_on(read_save(path), bundle).stop
    assert stop is not None
    assert (stop.turn, stop.why) == (
        6, "it was the decision of germany, and now it is that of secretary_general",
    )  # fmt: skip


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.dsim.gz")), ids=lambda path: path.stem)
def test_old_saves_come_out_the_same_on_their_own_content(golden: Path, tmp_path: Path) -> None:
    """In format 1 only the last hearing of a turn was written down."""
    path = tmp_path / golden.stem
    path.write_bytes(gzip.decompress(golden.read_bytes()))
    save = read_save(path)
    trial = try_on(save, Playback(save).bundle())
    assert trial.turns > 0
    assert trial_lines(trial)[0].startswith("All of it comes out as it was recorded")


def test_a_save_of_a_newer_version_is_not_tried(
    session: tuple[Game, Path], bundle: Bundle, tmp_path: Path
) -> None:
    head, *rest = lines(session[1])
    path = tmp_path / "newer.dsim"
    path.write_bytes(rechained([{**head, "v": 3}, *rest]))
    with pytest.raises(NewerError, match="newer version"):
        try_on(read_save(path), bundle)


@pytest.mark.parametrize(
    "record",
    [
        {"k": "move", "t": [], "do": {"propose": "x" * 3000}},
        {"k": "move"},
        {"k": "branch"},
        {"k": "branch", "t": 7, "seed": 5},
        {"k": "seats", "seats": {"nobody": "player"}},
        {"k": "seats", "seats": 7},
        {"k": "turn", "t": None, "hearings": [7, {"responses": [], "terms": 3}]},
        {"k": "turn", "t": 9, "indicators": {"tension": "high"}, "answer": 4, "ending": []},
    ],
)
def test_odd_records_stop_it_or_say_nothing(
    session: tuple[Game, Path], bundle: Bundle, tmp_path: Path, record: dict[str, Any]
) -> None:
    *most, last = lines(session[1])
    path = tmp_path / "odd.dsim"
    odd = {"n": last["n"] + 1, "p": last["n"], **record}
    path.write_bytes(rechained([*most, last, odd]))
    trial = try_on(read_save(path), bundle)
    assert all(len(one) < 600 for one in trial_lines(trial))


# ---------------------------------------------------------------- kept


def test_a_trial_is_kept_in_a_save_that_goes_on(
    session: tuple[Game, Path], tried: Tried, edit: Edit, tmp_path: Path
) -> None:
    raw = session[1].read_bytes()
    trial = tried(edit(DECEMBER, ("  - grit_confidence_building\n", "")))
    path = tmp_path / "new.dsim"
    save_trial(trial, path, "kalmar.dsim")
    again = open_save(path)
    assert trial.game is not None
    assert (again.recording.game.code, again.recording.game.turn) == (trial.game.code, 5)
    (note,) = again.save.tree.notes[again.save.tree.tip]
    assert note.text.startswith("The decisions of kalmar.dsim on other rules. They stop in turn 5")
    again.recording.submit(Propose("neutral_platform"))
    assert open_save(path).recording.game.turn == 6
    assert session[1].read_bytes() == raw


def test_a_trial_with_another_luck_and_seats_is_kept_whole(bundle: Bundle, tmp_path: Path) -> None:
    """The save of a run that somebody went on with, from its second turn under other luck."""
    path = tmp_path / "run.dsim"
    recorded(begin(bundle, "kalmar", {}), path, MOVES[:1]).close()
    going = open_save(path).recording
    going.submit(Propose("neutral_platform"))
    going.branch(2, "oslo")
    going.submit(Propose("business_as_usual"))
    going.submit(*(() if going.game.phase == "propose" else (Settle("group"),)))
    trial = try_on(read_save(path), bundle)
    assert trial.same
    save_trial(trial, tmp_path / "new.dsim", "run.dsim")
    again = open_save(tmp_path / "new.dsim").recording.game
    assert (again.code, again.seats) == (going.game.code, {"secretary_general": "player"})
    assert again.reseeds == {2: "oslo"}


def test_nothing_is_written_over(tried: Tried, files: Library, tmp_path: Path) -> None:
    path = tmp_path / "there.dsim"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(SaveError, match="exists already"):
        save_trial(tried(files), path, "kalmar.dsim")
    assert path.read_text(encoding="utf-8") == "mine"

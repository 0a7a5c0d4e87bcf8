"""The cases of what may have changed since a session was saved, and what opening it comes to."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.session.changes.conftest import DECEMBER, RULES, Edit, Library
from tests.session.test_save import MOVES, lines
from tests.session.test_save_damage import rechained

from dialogue_sim import __version__
from dialogue_sim.engine import dynamics
from dialogue_sim.session import playing
from dialogue_sim.session.changes.opening import Found, find_out, go_on, try_today
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move, MoveError
from dialogue_sim.session.replay.names import names_in
from dialogue_sim.session.replay.recorded import recorded_line
from dialogue_sim.session.saves import playback
from dialogue_sim.session.saves.journal import BusyError, SaveError, short_hash
from dialogue_sim.session.saves.lock import take_lock
from dialogue_sim.session.saves.reading import read_sound
from dialogue_sim.session.saves.records import turn_record


@pytest.fixture
def path(session: tuple[Game, Path], tmp_path: Path) -> Path:
    """A copy of the recorded session, its last three turns not played yet."""
    copy = tmp_path / "kalmar.dsim"
    raw = session[1].read_bytes().split(b"\n")
    copy.write_bytes(b"\n".join(raw[:-7]) + b"\n")
    return copy


def shown_as_recorded(path: Path) -> list[str]:
    """The answers of all turns that can be read."""
    save = read_sound(path)
    return [turn.answer for turn in recorded_line(save, names_in(save)).turns]


def goes_on(found: Found) -> Game:
    """The game after one more turn; the save is closed again."""
    recording = go_on(found).recording
    game = recording.submit(MOVES[4])
    recording.close()
    return game


def test_nothing_has_changed(path: Path, files: Library) -> None:
    found = find_out(path, files)
    assert (found.why, found.asks, found.notice) == ("", False, "")
    assert goes_on(found).turn == 5


def test_other_words_change_nothing_for_who_goes_on(path: Path, edit: Edit) -> None:
    found = find_out(path, edit(DECEMBER, ("Six turns remain.", "There are six turns.")))
    assert (found.why, found.asks, found.notice) == ("", False, "")
    assert "Six turns remain." in goes_on(found).bundle.scenario.brief


def test_under_the_old_rules_it_goes_on_as_if_nothing_had_changed(
    session: tuple[Game, Path], path: Path, edit: Edit
) -> None:
    found = find_out(path, edit(RULES, ("loss_factor: 2.0", "loss_factor: 4.0")))
    assert found.asks
    assert turn_record(goes_on(found), 3) == turn_record(session[0], 3)


def test_on_the_new_rules_the_decisions_go_on_in_a_save_of_their_own(
    session: tuple[Game, Path], path: Path, edit: Edit
) -> None:
    raw, library = path.read_bytes(), edit(RULES, ("loss_factor: 2.0", "loss_factor: 4.0"))
    trial, new = try_today(find_out(path, library))
    assert [parting.turn for parting in trial.partings] == [1, 3]
    assert new == path.with_name("december_2019-kalmar.dsim")
    assert path.read_bytes() == raw
    found = find_out(new, library)
    assert (found.asks, found.why) == (False, "")
    fourth = goes_on(found)
    assert fourth.bundle.rules.utility.loss_factor == 4.0
    assert turn_record(fourth, 3) != turn_record(session[0], 3)


def test_there_is_nothing_to_try_where_the_rules_are_the_same(path: Path, files: Library) -> None:
    with pytest.raises(SaveError, match=r"kalmar\.dsim cannot be tried on other rules"):
        try_today(find_out(path, files))


def test_a_scenario_that_is_gone_is_told_once_and_goes_on(path: Path, files: Library) -> None:
    found = find_out(path, {name: raw for name, raw in files.items() if name != DECEMBER})
    assert not found.asks
    assert found.notice == (
        "There is no scenario 'december_2019' here any more; "
        "the session goes on with the content in its save."
    )
    assert go_on(found).notice == found.notice
    assert goes_on(found).turn == 5
    with pytest.raises(SaveError, match="no scenario 'december_2019' here any more"):
        try_today(find_out(path, {}))


def test_a_turn_that_another_engine_reckons_otherwise_is_named(
    path: Path, files: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine forgets a tenth of credibility; what was recorded can be shown all the same."""
    before = shown_as_recorded(path)
    real = dynamics._credibility  # noqa: SLF001  a coefficient of the engine
    monkeypatch.setattr(dynamics, "_credibility", lambda outcome: real(outcome) * 0.9)
    found = find_out(path, files)
    assert (found.opened, found.asks) == (None, False)
    assert found.why == (
        "Played again, turn 1 of kalmar.dsim comes out otherwise, in credibility; this program "
        "reckons otherwise than the one that saved it. It can be shown as it was recorded."
    )
    assert shown_as_recorded(path) == before
    assert len(before) == 3
    with pytest.raises(SaveError, match="turn 1 of"):
        go_on(found)


def test_the_versions_are_told_where_they_differ(
    path: Path, files: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, *rest = lines(path)
    old = tmp_path / "old.dsim"
    old.write_bytes(rechained([{**head, "engine": "0.0.9"}, *rest]))
    real = dynamics._cohesion  # noqa: SLF001  a coefficient of the engine
    monkeypatch.setattr(dynamics, "_cohesion", lambda outcome: real(outcome) * 0.9)
    assert (
        f"version {__version__} reckons otherwise than 0.0.9, which saved it"
        in find_out(old, files).why
    )


def test_a_move_that_another_engine_refuses_is_named(
    path: Path, files: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The procedure of the third turn knows the move no more."""

    def refusing(game: Game, move: Move) -> Game:
        if game.turn == 3:
            message = "the room is closed in turn 3"
            raise MoveError(message)
        return real(game, move)

    real = playing.submit
    monkeypatch.setattr(playback, "submit", refusing)
    found = find_out(path, files)
    assert found.opened is None
    assert "(move): the room is closed in turn 3; this program reckons otherwise" in found.why
    assert len(shown_as_recorded(path)) == 3


def test_a_newer_version_is_named_and_what_it_wrote_is_shown(
    path: Path, files: Library, tmp_path: Path
) -> None:
    """A turn, a kind of record and a key that this version does not know."""
    head, *rest = lines(path)
    last = rest[-1]["n"]
    weather = {"n": last + 1, "p": last, "k": "weather", "sky": ["grey"]}
    turn = {"n": last + 2, "p": last + 1, "k": "turn", "t": 4, "answer": "probe", "mood": {}}
    new = tmp_path / "new.dsim"
    new.write_bytes(rechained([{**head, "v": 3, "engine": "9.1.0"}, *rest, weather, turn]))
    found = find_out(new, files)
    assert found.opened is None
    assert "saved by a newer version (format 3, dialogue_sim 9.1.0); install that" in found.why
    assert shown_as_recorded(new) == [*shown_as_recorded(path), "probe"]


def test_content_that_this_version_cannot_read_is_shown_as_recorded(
    path: Path, files: Library, tmp_path: Path
) -> None:
    records = lines(path)
    for record in records:
        if record.get("path") == RULES:
            record["body"] = record["body"].replace("loss_factor:", "loss_multiplier:")
            record["sha"] = short_hash(record["body"])
    odd = tmp_path / "odd.dsim"
    odd.write_bytes(rechained(records))
    found = find_out(odd, files)
    assert found.opened is None
    assert "The content in odd.dsim cannot be read by this version" in found.why
    assert len(shown_as_recorded(odd)) == 3


def test_who_goes_on_holds_the_save(path: Path, files: Library) -> None:
    """Another process cannot be had here, so the lock is taken by another file description."""
    with path.open("r+b") as other:
        assert take_lock(other.fileno())
        found = find_out(path, files)
        with pytest.raises(BusyError, match="another window"):
            go_on(found)
    assert go_on(found).recording.game.turn == 4

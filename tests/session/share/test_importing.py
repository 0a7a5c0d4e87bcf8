"""What becomes of a text that arrives: played again, stopped by new rules, or refused whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest
from tests.session.debates_in_yaml import CHAIR, OWN, POLAND, TABLED, debating, loaded
from tests.session.share.comparing import head_of, json_of, line_of, read_code, text_of
from tests.session.share.conftest import Send
from tests.without_mechanisms import DECEMBER

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.hand_in.file import HandInError, write_beside
from dialogue_sim.session.moves import Answer, Pass, Propose, Rebut, Respond, Wait
from dialogue_sim.session.playing import begin, with_debaters
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.share.beside import export_beside
from dialogue_sim.session.share.importing import import_line
from dialogue_sim.session.share.line import ShareError

RULES = "scenarios/nato_russia/rules.yaml"
Files: TypeAlias = dict[str, bytes]
UNDERCUT = Rebut("keep_talking", "undercut")
COUNCIL, TALKS = Propose("nrc_ambassadors"), Propose("top_level_talks")
BY_HAND = """
[Scenario "december_2019"]
[Seed "kalmar"]

1. secretary_general: propose nrc_ambassadors amend.conditions=agenda
   {! one step at a time}
2. secretary_general: propose deterrence_plus_channel ; both at once
3. secretary_general: wait
"""


def changed(files: Files, path: str, passage: tuple[str, str]) -> Files:
    """The library with one passage of a file changed, old and new."""
    old, new = passage
    assert files[path].decode().count(old) == 1
    return {**files, path: files[path].replace(old.encode(), new.encode())}


def test_a_text_written_by_hand_becomes_a_save(send: Send, game: Game, tmp_path: Path) -> None:
    done = send(BY_HAND)
    opened = open_save(done.path)
    assert done.path == tmp_path / "saves" / "december_2019-kalmar.dsim"
    assert (done.turns, done.remarks, done.problems) == (3, (), ())
    assert opened.recording.game.seats == {CHAIR: "player"}
    # The same moves at the table come to the same session.
    recording = record_to(game, None)
    recording.submit(Propose("nrc_ambassadors", {"conditions": "agenda"}))
    recording.submit(Propose("deterrence_plus_channel"))
    assert opened.recording.game.code == recording.submit(Wait()).code == done.code
    notes = [note for _, notes in line_of(opened.save, opened.save.tree.tip) for note in notes]
    assert notes == [("!", "one step at a time")]
    # And it goes on.
    opened.recording.submit(TALKS)
    assert open_save(done.path).recording.game.turn >= 4


def test_nothing_is_written_over(send: Send, tmp_path: Path) -> None:
    first, second = send(BY_HAND), send(BY_HAND)
    assert second.path.name == "december_2019-kalmar-2.dsim"
    assert first.code == second.code
    named = tmp_path / "deep" / "mine.dsim"
    assert send(BY_HAND, to=named).path == named
    before = named.read_bytes()
    with pytest.raises(SaveError, match="exists already"):
        send(BY_HAND, to=named)
    assert named.read_bytes() == before


WAITS, SEED = "3. secretary_general: wait", '"kalmar"]'
SLIPS = (
    (
        "december_2019",
        "december_2091",
        "line 2: there is no scenario 'december_2091' here: did",
    ),
    ("nrc_ambassadors", "nrc_ambasadors", "line 5: 'nrc_ambasadors' is not on the menu: did you"),
    (WAITS, "4. secretary_general: wait", "line 8: it is turn 3 and secretary_general moves"),
    (WAITS, "3. poland: wait", "line 8: secretary_general moves now (propose), and not poland"),
    (WAITS, "3. secretary_general: pass", "line 8: nothing is debated"),
    (WAITS, f"3. branch name={'x' * 41}", "line 8: the name of a line has at most 40"),
    (WAITS, "3. seats atlantis=player", "line 8: 'atlantis' is no seat of december_2019"),
    (
        SEED,
        f'{SEED}\n[Seat "polend"]',
        "line 4: 'polend' is no seat of december_2019: did",
    ),
    (SEED, f'{SEED}\n[Speakers "1" "atlantis"]', "line 4: 'atlantis' is no seat"),
    (SEED, f'{SEED}\n[Turns "2"]', "line 9: the session was over after turn 2"),
)
"""What somebody might get wrong in that text, and what is said of it."""


@pytest.mark.parametrize(("old", "new", "said"), SLIPS)
def test_a_slip_is_named_and_nothing_is_written(
    send: Send, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert BY_HAND.count(old) == 1
    with pytest.raises(ShareError) as caught:
        send(BY_HAND.replace(old, new))
    assert str(caught.value).startswith(f"{tmp_path / 'line.txt'}, {said}")
    assert not list(tmp_path.glob("saves/*"))


def test_a_move_that_was_changed_is_noticed(send: Send, save: Path) -> None:
    text = text_of(save)
    done = send(text.replace("secretary_general: wait", "secretary_general: propose isolation"))
    (problem,) = done.problems
    assert f"and not to {read_code(text)} as the text says: a move was changed" in problem
    assert open_save(done.path).recording.game.code == done.code != read_code(text)
    # What stands in comments is for readers.
    assert send(text.replace("tension", "tensions")).problems == ()


def test_rules_that_have_changed_are_named_and_played_by(
    send: Send, save: Path, files: Files
) -> None:
    text = text_of(save)
    laid_out = {**files, DECEMBER: files[DECEMBER] + b"# no rule\n"}
    assert send(text, laid_out).remarks == ()
    done = send(text, changed(files, DECEMBER, ("turns: 6", "turns: 5")))
    assert done.remarks[0].startswith("The rules of december_2019 have changed")
    assert (done.turns, done.problems) == (3, ())
    tense = send(text, changed(files, RULES, ("own: {choice: 0.20,", "own: {choice: 0.40,")))
    assert "by the new rules it turns out otherwise" in tense.remarks[1]
    assert (tense.turns, tense.problems) == (3, ())
    assert tense.code != read_code(text)


def test_moves_that_new_rules_forbid_end_the_line_and_the_save_says_so(send: Send) -> None:
    old = BY_HAND.replace(SEED, f'{SEED}\n[Rules "r:0123456789abcdef"]')
    done = send(old.replace("deterrence_plus_channel", "a_summit_of_equals"))
    (problem,) = done.problems
    assert problem.startswith("It stops after turn 1, at line 8: 'a_summit_of_equals' is not on ")
    assert problem.endswith("; 2 steps and notes are left out.")
    opened = open_save(done.path)
    assert (opened.recording.game.turn, opened.recording.game.code) == (2, done.code)
    _, notes = line_of(opened.save, opened.save.tree.tip)[-1]
    assert notes == [("!", "one step at a time"), ("", f"{done.remarks[0]} {problem}")]


def test_a_run_with_speakers_and_debaters_arrives_as_it_was(tmp_path: Path) -> None:
    speakers = {1: frozenset({POLAND, "russia"})}
    game = begin(loaded("ledger"), "kalmar", {}, None, speakers)
    recording = record_to(with_debaters(game, {2: frozenset({POLAND})}), tmp_path / "run.dsim")
    for move in (
        COUNCIL,
        Respond("hedge"),
        Answer("probe"),
        TABLED,
        OWN,
        Pass(),
        UNDERCUT,
        Pass(),
        Pass(),
    ):
        recording.submit(move)
    recording.close()
    opened = open_save(tmp_path / "run.dsim")
    opened.recording.submit(Wait())  # whoever goes on sits in the chair
    sent = read_save(tmp_path / "run.dsim")
    source = export_beside(sent.path)
    assert '[Seats "nobody"]' in source.read_text("utf-8")
    assert f"seats {CHAIR}=player" in source.read_text("utf-8")
    there = read_save(import_line(source, debating("ledger"), tmp_path / "saves").path)
    assert line_of(there, there.tree.tip) == line_of(sent, sent.tree.tip)
    assert head_of(there) == head_of(sent)


def test_a_story_with_its_whole_catalogue_stays_one(
    bundle: Bundle, send: Send, tmp_path: Path
) -> None:
    old = begin(replace(bundle, whole_catalogue=True), "kalmar")
    recording = record_to(old, tmp_path / "old.dsim")
    recording.submit(COUNCIL)
    recording.close()
    done = send(text_of(tmp_path / "old.dsim"))
    assert (done.code, done.problems) == (recording.game.code, ())


def test_a_file_that_cannot_be_read_is_named(files: Files, tmp_path: Path) -> None:
    with pytest.raises(ShareError, match=r"cannot read .*gone\.txt: No such file"):
        import_line(tmp_path / "gone.txt", files, tmp_path)
    (tmp_path / "latin.txt").write_bytes(b'[Scenario "\xe9"]')
    with pytest.raises(ShareError, match=r"latin\.txt is not UTF-8 text"):
        import_line(tmp_path / "latin.txt", files, tmp_path)


def test_an_editor_may_mark_a_text_as_utf_8_and_end_lines_twice(
    files: Files, tmp_path: Path
) -> None:
    source = tmp_path / "line.txt"
    source.write_bytes(b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode())
    assert import_line(source, files, tmp_path).turns == 3


@pytest.mark.parametrize("layout", [text_of, json_of])
def test_a_full_disk_leaves_no_half_save(
    send: Send, save: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    layout: Callable[[Path], str],
) -> None:  # fmt: skip
    text = layout(save)
    real, calls = os.write, []

    def write(descriptor: int, data: bytes) -> int:
        calls.append(len(data))
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(SaveError, match="No space left on device"):
        send(text)
    assert not list(tmp_path.glob("saves/*"))


def test_a_line_is_written_beside_its_save_and_over_nothing(save: Path, files: Files) -> None:
    first, second = export_beside(save), export_beside(save)
    assert (first.name, second.name) == ("sent.txt", "sent-2.txt")
    assert first.read_text("utf-8") == text_of(save)
    early = read_save(save).tree.turns(read_save(save).tree.tip)[0]
    assert import_line(export_beside(save, early), files, save.parent / "saves").turns == 1
    with pytest.raises(HandInError, match="cannot write the line to"):
        write_beside(save.parent / "gone" / "x.dsim", "text", ".txt", "the line")

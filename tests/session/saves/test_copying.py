"""Lines and turns found by name, and a line copied into a save of its own."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import MoveError, Propose, Wait
from dialogue_sim.session.saves.copying import copy_line
from dialogue_sim.session.saves.finding import beginning_of, line_named, other_line
from dialogue_sim.session.saves.journal import Journal, Record, SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import NewerError, Save, read_save
from dialogue_sim.session.saves.recording import Recording, record_to

COUNCIL, TALKS = Propose("nrc_ambassadors"), Propose("top_level_talks")
OLD = Path(__file__).parent / "before_mechanisms.dsim.gz"
BESIDE = {"note", "tip", "format"}


@pytest.fixture(scope="module")
def path(game: Game, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A save with two lines and notes on both; tests only read it.

    The main line has three turns. The other leaves it at the beginning of turn 2, under other
    luck, has one turn of its own, and a move of the next: the session stands there.
    """
    path = tmp_path_factory.mktemp("saves") / "two.dsim"
    recording = record_to(game, path)
    recording.submit(COUNCIL)
    recording.note("a modest start", "!?")
    recording.submit(TALKS, COUNCIL)
    recording.note("on the main line alone")
    recording.branch(2, "oslo", "Harder")
    recording.note("under other luck")
    recording.submit(Wait())
    recording.close()
    return path


@pytest.fixture(scope="module")
def save(path: Path) -> Save:
    return read_save(path)


def said(records: list[dict[str, object]]) -> list[dict[str, object]]:
    """What records say, wherever they stand."""
    return [{k: v for k, v in one.items() if k not in {"n", "p", "h"}} for one in records]


def steps(path: Path) -> list[dict[str, object]]:
    lines = path.read_text("utf-8").splitlines()
    return said([one for one in map(json.loads, lines) if one["k"] not in BESIDE])


@pytest.mark.parametrize(
    ("wanted", "name"), [("main", "main"), ("1", "main"), ("harder", "Harder"), (" 2 ", "Harder")]
)
def test_a_line_is_found_by_name_and_by_number(save: Save, wanted: str, name: str) -> None:
    assert line_named(save.tree, wanted).name == name


def test_a_line_that_is_not_there_is_refused_with_what_is_near(save: Save) -> None:
    with pytest.raises(UnknownIdError, match="there is no line 'hardre': did you mean 'Harder'"):
        line_named(save.tree, "hardre")


def test_the_line_beside_another_is_the_one_it_leaves_or_the_last(save: Save) -> None:
    main, other = save.tree.variations
    assert other_line(save.tree, main) == other
    assert other_line(save.tree, other) == main


def test_a_single_line_has_no_other(game: Game, tmp_path: Path) -> None:
    record_to(game, tmp_path / "one.dsim").submit(COUNCIL)
    tree = read_save(tmp_path / "one.dsim").tree
    with pytest.raises(MoveError, match="one line alone"):
        other_line(tree, tree.variations[0])


def test_a_turn_begins_after_what_was_decided_before_it(save: Save) -> None:
    tree = save.tree
    main, other = tree.variations
    first = tree.turns(main.end)[0]
    assert beginning_of(save, main.end, 1) == tree.content_end
    assert beginning_of(save, main.end, 2) == first
    branch = beginning_of(save, other.end, 2)
    assert (tree.kind(branch), tree.parent(branch)) == ("branch", first)
    assert beginning_of(save, other.end, 3) == other.end


@pytest.mark.parametrize("turn", [0, -1, 5, 10**30])
def test_a_turn_that_the_line_has_not_come_to_does_not_begin(save: Save, turn: int) -> None:
    end = save.tree.variations[0].end
    with pytest.raises(MoveError, match="in the line 'main': it has turns 1 to 4"):
        beginning_of(save, end, turn)


def test_a_copy_holds_the_line_and_nothing_else(save: Save, path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    copy_line(save, save.tree.variations[1].end, tmp_path / "copy.dsim")
    copied = read_save(tmp_path / "copy.dsim")
    line = [save.tree.records[n] for n in save.tree.line(save.tree.variations[1].end)]
    assert steps(tmp_path / "copy.dsim") == said(line)
    notes = [note.text for at in sorted(copied.tree.notes) for note in copied.tree.notes[at]]
    assert notes == ["a modest start", "under other luck"]
    kinds = [copied.tree.kind(at) for at in sorted(copied.tree.notes)]
    assert kinds == ["turn", "branch"]
    assert path.read_bytes() == before


def test_a_copy_stands_at_the_same_game_and_goes_on(save: Save, tmp_path: Path) -> None:
    end = save.tree.variations[1].end
    copy_line(save, end, tmp_path / "copy.dsim")
    one, two = open_save(save.path).recording, open_save(tmp_path / "copy.dsim").recording
    assert (one.game.code, one.game.luck) == (two.game.code, two.game.luck)
    assert two.game.luck == "kalmar, from turn 2 oslo"
    expected = Recording(one.game).submit(TALKS).code
    assert two.submit(TALKS).code == expected
    assert len(read_save(tmp_path / "copy.dsim").tree.variations) == 1


def test_a_copy_of_an_old_save_is_in_the_format_of_today(tmp_path: Path) -> None:
    old = tmp_path / "old.dsim"
    old.write_bytes(gzip.decompress(OLD.read_bytes()))
    copy_line(read_save(old), read_save(old).tree.tip, tmp_path / "new.dsim")
    copied = read_save(tmp_path / "new.dsim")
    assert (copied.format, copied.head["v"]) == (2, 2)
    game = open_save(tmp_path / "new.dsim").recording.game
    assert game.code == open_save(old).recording.game.code


def test_nothing_is_written_over(save: Save, tmp_path: Path) -> None:
    there = tmp_path / "there.dsim"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(SaveError, match="exists already"):
        copy_line(save, save.tree.tip, there)
    assert there.read_text("utf-8") == "mine"


def test_a_save_of_a_newer_format_is_not_copied(save: Save, tmp_path: Path) -> None:
    newer = Save(save.path, save.tree, save.journal, 3)
    with pytest.raises(NewerError, match="newer version"):
        copy_line(newer, save.tree.tip, tmp_path / "new.dsim")
    assert not (tmp_path / "new.dsim").exists()


def test_a_number_means_the_number_and_of_equal_names_the_first(
    game: Game, tmp_path: Path
) -> None:
    recording = record_to(game, tmp_path / "names.dsim")
    recording.submit(COUNCIL)
    for _ in range(3):
        recording.branch(1)
        recording.submit(Wait())
    recording.close()
    tree = read_save(tmp_path / "names.dsim").tree
    first, *others = tree.variations
    # No session is recorded with such names, but a file that somebody sends may have them.
    odd = zip(others, ("3", "Harder", "20"), strict=True)
    tree.__dict__["variations"] = (first, *(replace(one, name=name) for one, name in odd))
    assert [line_named(tree, said).name for said in ("2", "3", "20")] == ["3", "Harder", "20"]
    tree.__dict__["variations"] = (first, *(replace(one, name="Again") for one in others))
    ends = [line_named(tree, said).end for said in ("again", "2", "3", "4")]
    assert ends == [others[0].end, *(one.end for one in others)]


def test_an_interrupted_copy_leaves_nothing(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Journal.append

    def interrupted(journal: Journal, records: list[Record], parent: int | None = None) -> int:
        if journal.hashes:
            raise KeyboardInterrupt
        return append(journal, records, parent)

    monkeypatch.setattr(Journal, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copy_line(save, save.tree.tip, tmp_path / "half.dsim")
    assert list(tmp_path.iterdir()) == []

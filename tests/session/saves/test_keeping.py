"""Saves get other names and are put away: nothing is lost, nothing is written over."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.keeping import put_away, rename_save
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The save of a finished session."""
    path = tmp_path_factory.mktemp("whole") / "first_steps-oslo.dsim"
    bundle = load(read_library(packaged_content()), "first_steps")
    record_to(begin(bundle, "oslo", {}), path).submit_and_go_on()
    return path


@pytest.fixture
def save(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / whole.name))


@pytest.mark.parametrize("name", ["Class 7b", "  Class 7b ", "Class 7b.dsim"])
def test_a_renamed_save_opens_as_before_and_says_its_name(save: Path, name: str) -> None:
    code = open_save(save).recording.game.code
    found = rename_save(save, name)
    assert found.name == "Class 7b.dsim"
    assert not save.exists()
    assert open_save(found).recording.game.code == code
    (card,) = save_cards(save.parent)
    assert (card.named, card.scenario) == ("Class 7b", "first_steps")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "needs a name"),
        (".dsim", "needs a name"),
        ("..", "begins with a letter"),
        ("a/b", "'/'"),
        ("a\\b", "cannot be part of a name"),
        ("a\x1bb", "cannot be part of a name"),
        ("a\nb", "cannot be part of a name"),
        ("x" * 61, "at most 60"),
    ],
)
def test_a_name_that_is_none_is_told_and_nothing_moves(save: Path, name: str, said: str) -> None:
    with pytest.raises(SaveError, match=said.replace("\\", "")):
        rename_save(save, name)
    assert [path.name for path in save.parent.iterdir()] == [save.name]


def test_a_name_that_is_taken_stays_with_its_save(save: Path) -> None:
    other = save.with_name("other.dsim")
    other.write_text("another")
    with pytest.raises(SaveError, match="other already"):
        rename_save(save, "other")
    assert other.read_text() == "another"
    assert save.exists()


def test_the_same_name_again_changes_nothing(save: Path) -> None:
    assert rename_save(save, save.stem) == save
    assert save.exists()


def test_what_is_put_away_leaves_the_list_and_can_be_taken_back(save: Path) -> None:
    whole = save.read_bytes()
    found = put_away(save)
    assert found == save.parent / "trash" / save.name
    assert save_cards(save.parent) == ()
    save.write_bytes(whole)
    second = put_away(save)
    assert second.name == "first_steps-oslo-2.dsim"
    assert found.read_bytes() == second.read_bytes() == whole


def test_a_trash_that_cannot_be_made_is_told(save: Path) -> None:
    (save.parent / "trash").write_text("a file")
    with pytest.raises(SaveError, match="stays where it is"):
        put_away(save)
    assert save.exists()


def test_a_save_that_is_gone_is_told(save: Path) -> None:
    save.unlink()
    with pytest.raises(SaveError, match="cannot move"):
        put_away(save)


def test_a_glance_finds_what_a_thorough_look_finds(save: Path) -> None:
    (save.parent / "junk.dsim").write_bytes(b"junk\n")
    (save.parent / "empty.dsim").write_bytes(b"")
    (save.parent / "half.dsim").write_bytes(save.read_bytes()[:-20])
    game = play_out(begin(load(read_library(packaged_content()), "first_steps"), "a", {}),
                    STRATEGIES["hardline"])  # fmt: skip
    record_to(game, save.parent / "begun.dsim")
    assert save_cards(save.parent, thorough=False) == save_cards(save.parent)


def test_a_glance_sees_a_head_or_a_last_turn_that_was_changed(save: Path) -> None:
    whole = save.read_text(encoding="utf-8")
    head = save.with_name("head.dsim")
    head.write_text(whole.replace('"seed":"oslo"', '"seed":"rome"', 1), encoding="utf-8")
    last = save.with_name("last.dsim")
    before, mark, after = whole.rpartition('"ending":"')
    last.write_text(f"{before}{mark}x{after}", encoding="utf-8")
    problems = {
        card.path.stem: bool(card.problem) for card in save_cards(save.parent, thorough=False)
    }
    assert problems == {"first_steps-oslo": False, "head": True, "last": True}


def test_a_name_that_is_taken_in_the_last_moment_stays_with_its_save(
    save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = save.with_name("other.dsim")
    other.write_text("another")
    with monkeypatch.context() as context:
        context.setattr(Path, "exists", lambda _: False)
        with pytest.raises(SaveError, match="other already"):
            rename_save(save, "other")
    assert other.read_text() == "another"
    assert save.exists()


def test_a_disk_without_links_moves_saves_all_the_same(
    save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    said = save.read_bytes()
    found = rename_save(save, "elsewhere")
    assert (found.read_bytes(), save.exists()) == (said, False)

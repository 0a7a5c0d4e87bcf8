"""The list of saves notices damage, wherever it lies; who opens such a save is told what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.session.saves.short_session import moves, recorded

from dialogue_sim.content.files import default_library
from dialogue_sim.session.changes.opening import find_out
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.journal import SaveError, kind_of
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "a.dsim"
    recorded(path, len(moves())).close()
    return path


def flipped(sound: Path, path: Path, number: int, share: float) -> None:
    """A copy with one byte of one record changed, at some share of its length."""
    lines = sound.read_bytes().split(b"\n")
    line = bytearray(lines[number])
    line[int(share * (len(line) - 1))] ^= 1
    lines[number] = bytes(line)
    path.write_bytes(b"\n".join(lines))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.99, 1.0])
@pytest.mark.parametrize("kind", ["file", "opening", "move", "turn"])
def test_a_changed_byte_is_noticed_in_the_list(
    sound: Path, tmp_path: Path, kind: str, share: float
) -> None:
    (card,) = save_cards(sound.parent)
    assert (card.problem, card.over) == ("", True)
    records = read_save(sound).tree.records
    for number in [place for place, one in enumerate(records) if kind_of(one) == kind][-3:]:
        flipped(sound, tmp_path / "a.dsim", number, share)
        (card,) = save_cards(tmp_path)
        assert f"record {number + 1}" in card.problem


def test_who_opens_it_is_told_what_to_do(sound: Path, tmp_path: Path) -> None:
    path, last = tmp_path / "a.dsim", len(read_save(sound).tree.records) - 1
    flipped(sound, path, last, 0.5)
    told = (
        rf"record {last + 1} \(turn\): .*`dialogue-sim replay {path}` shows what lies before it, "
        rf"`dialogue-sim verify {path} --rescue NEW` keeps it"
    )
    with pytest.raises(SaveError, match=told):
        open_save(path)
    with pytest.raises(SaveError, match=told):
        find_out(path, default_library())

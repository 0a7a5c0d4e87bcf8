"""`pack` and `unpack` on the command line: from one folder to another, and played there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.workshop.packs.zips import OLDWEIR, RIVER, manifest, sound, with_files, zipped

from dialogue_sim.cli.entry import main
from dialogue_sim.workshop.packs.manifest import NAME


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    return desk


def call(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_pack_is_written_unpacked_and_played(folder: Path) -> None:
    packed = call("pack", "river_league")
    assert packed.exit_code == 0, packed.output
    assert "river_league.zip is written." in packed.output
    assert (folder / "river_league.zip").read_bytes() == sound()
    assert "is there already, the same" in call("pack", "river_league").output
    unpacked = call("unpack", "river_league.zip")
    assert unpacked.exit_code == 0, unpacked.output
    assert "new        actors/oldweir.yaml" in unpacked.output
    assert "12 files written to" in unpacked.output
    assert "schema --write schemas`" in unpacked.output
    assert (folder / OLDWEIR).read_bytes() == RIVER[OLDWEIR]
    again = call("unpack", "river_league.zip")
    assert "12 files there already, the same" in again.output
    assert "0 files written" in again.output
    assert call("check").exit_code == 0
    played = call("run", "first_steps", "--strategy", "least_used", "--seed", "s", "--json")
    assert played.exit_code == 0


def test_the_list_writes_nothing(folder: Path) -> None:
    (folder / "a.zip").write_bytes(sound())
    listed = call("unpack", "a.zip", "--list")
    for told in (
        "The River League and Aldermark",
        "by dialogue_sim contributors; licence CC-BY",
        "scenario first_steps: A bell before the water",
        "actors: aldermark, almanac",
    ):
        assert told in listed.output
    assert [path.name for path in folder.iterdir()] == ["a.zip"]
    plain = json.loads(call("unpack", "a.zip", "--list", "--json").output)
    assert (plain["written"], plain["setting"], len(plain["new"])) == (False, "river_league", 12)
    assert [path.name for path in folder.iterdir()] == ["a.zip"]


def test_other_files_give_way_only_when_asked(folder: Path) -> None:
    (folder / "a.zip").write_bytes(sound())
    (folder / "actors").mkdir()
    (folder / OLDWEIR).write_text("mine", encoding="utf-8")
    refused = call("unpack", "a.zip")
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert (folder / OLDWEIR).read_text(encoding="utf-8") == "mine"
    done = call("unpack", "a.zip", "--replace", "--json")
    plain = json.loads(done.output)
    assert plain["different"] == [OLDWEIR]
    assert Path(plain["kept"][0]).read_text(encoding="utf-8") == "mine"


def test_a_pack_with_errors_is_not_unpacked(folder: Path) -> None:
    broken = {**RIVER, OLDWEIR: RIVER[OLDWEIR].replace(b"kind: member", b"kind: membr")}
    (folder / "a.zip").write_bytes(with_files(broken))
    done = call("unpack", "a.zip", "--to", "out")
    assert done.exit_code == 1
    assert "kind: membr" in done.output
    assert "nothing was written" in done.output
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("pack", "river_leage"), 2, "did you mean 'river_league'"),
        (("pack", "river_league", "-o", "no/such/x.zip"), 1, "cannot write"),
        (("unpack", "gone.zip"), 1, "cannot read gone.zip"),
        (("unpack", "."), 1, "cannot read ."),
        (("unpack", "a\0b"), 1, "no disk has such a name"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(words: tuple[str, ...], code: int, told: str) -> None:
    done = call(*words)
    assert (done.exit_code, told in done.output) == (code, True), done.output


def test_another_file_of_the_name_is_not_written_over(folder: Path) -> None:
    (folder / "river_league.zip").write_text("mine", encoding="utf-8")
    done = call("pack", "river_league")
    assert done.exit_code == 1
    assert "exists already" in done.output
    assert (folder / "river_league.zip").read_text(encoding="utf-8") == "mine"


def test_what_a_pack_says_cannot_steer_the_terminal(folder: Path) -> None:
    says = manifest(RIVER, title="A bell\x1b[2J")
    (folder / "a.zip").write_bytes(zipped([(NAME, says), *RIVER.items()]))
    listed = call("unpack", "a.zip", "--list")
    assert "A bell" in listed.output
    assert "\x1b" not in listed.output

"""A pack holds everything that its scenarios need, says who made it, and is the same each time."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.workshop.packs.zips import OLDWEIR, RIVER, SHIPPED, sound

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import UnknownIdError, scenario_paths
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load
from dialogue_sim.workshop.packs.manifest import NAME, PackError, sha256
from dialogue_sim.workshop.packs.packing import make_pack
from dialogue_sim.workshop.packs.reading import check_pack, read_pack

STORY = "scenarios/river_league/first_steps.yaml"
MARSH = b"format: 1\nid: marsh\nuse: oldweir\nset: {name: Village of the marsh}\n"


def test_a_pack_holds_what_its_setting_needs_and_nothing_else() -> None:
    pack = read_pack(sound())
    assert pack.files == RIVER
    folder = {path for path in SHIPPED if path.startswith("scenarios/river_league/")}
    cast = load(SHIPPED, "first_steps").scenario.actors
    assert set(pack.files) == folder | {f"actors/{name}.yaml" for name in cast}
    assert fingerprints(load(pack.files, "first_steps")) == fingerprints(
        load(SHIPPED, "first_steps")
    )


def test_it_says_of_itself_what_it_is() -> None:
    manifest = read_pack(sound()).manifest
    assert (manifest.setting, manifest.title) == (
        "river_league", "The River League and Aldermark",
    )  # fmt: skip
    assert manifest.authors == ("dialogue_sim contributors",)
    assert manifest.licences == ("CC-BY-4.0",)
    assert [(one.id, one.title) for one in manifest.scenarios] == [
        ("first_steps", "A bell before the water")
    ]
    assert manifest.files == {path: sha256(raw) for path, raw in RIVER.items()}


def test_the_same_content_is_the_same_file() -> None:
    assert make_pack(dict(reversed(SHIPPED.items())), "river_league") == sound()
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        listed = archive.infolist()
    assert [one.filename for one in listed] == [NAME, *sorted(RIVER)]
    assert {one.date_time for one in listed} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.compress_type for one in listed} == {zipfile.ZIP_STORED}


def test_every_shipped_setting_can_be_packed() -> None:
    pack = read_pack(make_pack(SHIPPED, "nato_russia"))
    check_pack(pack)
    assert len(pack.manifest.scenarios) == len(scenario_paths(SHIPPED)) - 1


def test_what_actors_use_is_packed_too() -> None:
    """A variant brings the file it uses; that of a scenario alone brings one of elsewhere."""
    own = SHIPPED[STORY].replace(b"  oldweir: {}", b"  marsh: {}\n  oldweir: {}")
    files = {**SHIPPED, STORY: own, "actors/marsh.yaml": MARSH}
    pack = read_pack(make_pack(files, "river_league"))
    assert set(pack.files) == {*RIVER, "actors/marsh.yaml"}

    elsewhere = SHIPPED[OLDWEIR].replace(b"id: oldweir", b"id: far").replace(
        b"setting: river_league", b"setting: far_away"
    )  # fmt: skip
    line = b"  marsh: {use: far, set: {setting: river_league}}\n  oldweir: {}"
    own = SHIPPED[STORY].replace(b"  oldweir: {}", line)
    pack = read_pack(
        make_pack({**SHIPPED, STORY: own, "actors/far.yaml": elsewhere}, "river_league")
    )
    assert set(pack.files) == {*RIVER, "actors/far.yaml"}
    check_pack(pack)


def test_content_with_errors_is_not_packed() -> None:
    broken = SHIPPED[STORY].replace(b"turns: 3", b"turns: three")
    with pytest.raises(ContentError, match="expected a whole number"):
        make_pack({**SHIPPED, STORY: broken}, "river_league")


def test_a_setting_has_to_be_there_with_something_to_play() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'river_league'"):
        make_pack(SHIPPED, "river_leage")
    with pytest.raises(PackError, match="nothing to play"):
        make_pack({path: raw for path, raw in SHIPPED.items() if path != STORY}, "river_league")


def test_a_name_that_no_pack_can_hold_is_refused() -> None:
    with pytest.raises(PackError, match=r"First-Steps\.yaml cannot be packed"):
        make_pack({**SHIPPED, "scenarios/river_league/First-Steps.yaml": b""}, "river_league")

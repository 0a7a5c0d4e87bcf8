"""Libraries: which files there are, which come first, and how a scenario is read from them."""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path

import pytest

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import (
    UnknownIdError,
    actor_ids,
    default_library,
    packaged_content,
    read_library,
    scenario_paths,
)
from dialogue_sim.content.library import examine, load, load_expectations
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.content.yaml_text import MAX_BYTES
from dialogue_sim.errors import DialogueSimError

FILES = read_library(packaged_content())
NATO = "scenarios/nato_russia"
BESIDE = ("setting", "documents", "policies", "rules", "arguments")
DECEMBER, SETTING, POLAND = (
    f"{NATO}/december_2019.yaml",
    f"{NATO}/setting.yaml",
    "actors/poland.yaml",
)


def write(root: Path, files: dict[str, bytes]) -> Path:
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


def changed(path: str, old: bytes, new: bytes) -> dict[str, bytes]:
    assert FILES[path].count(old) == 1
    return {**FILES, path: FILES[path].replace(old, new)}


def test_the_shipped_files_are_found() -> None:
    assert set(scenario_paths(FILES).values()) >= {
        DECEMBER,
        "scenarios/river_league/first_steps.yaml",
    }
    assert {"poland", "oldweir"} <= actor_ids(FILES)
    assert {path.partition("/")[0] for path in FILES} == {"actors", "scenarios"}


def test_only_content_is_read(tmp_path: Path) -> None:
    odd = {"actors/a.yaml": b"1", "actors/notes.txt": b"2", "scenarios/x/y.yml": b"3",
           "saves/z.yaml": b"4", "a.yaml": b"5"}  # fmt: skip
    assert read_library(write(tmp_path, odd)) == {"actors/a.yaml": b"1"}


@pytest.mark.parametrize("name", [b"\xff\xfe.yaml", b"a\nb.yaml", b"a\x1bb.yaml"])
def test_a_file_whose_name_nobody_can_type_is_named(tmp_path: Path, name: bytes) -> None:
    for folder in ("actors", "scenarios/lake"):
        (tmp_path / folder).mkdir(parents=True)
        path = tmp_path / folder / os.fsdecode(name)
        try:
            path.write_text("format: 1\n", encoding="utf-8")
        except OSError:
            pytest.skip("this disk holds no such names")
        with pytest.raises(DialogueSimError, match=r"is not plain text in UTF-8; rename the file"):
            read_library(tmp_path)
        path.unlink()


def test_of_a_file_that_is_too_large_only_a_part_is_read(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    with (tmp_path / "actors" / "big.yaml").open("wb") as file:
        file.truncate(50 * MAX_BYTES)
    (raw,) = read_library(tmp_path).values()
    assert len(raw) == MAX_BYTES + 1
    assert [one.code for one in read_yaml("actors/big.yaml", raw)[1]] == ["DS102"]


def test_a_folder_without_content_is_an_empty_library(tmp_path: Path) -> None:
    assert read_library(tmp_path, tmp_path / "nowhere") == {}


def test_the_first_of_several_folders_counts(tmp_path: Path) -> None:
    one = write(tmp_path / "one", {"actors/a.yaml": b"one"})
    two = write(tmp_path / "two", {"actors/a.yaml": b"two", "actors/b.yaml": b"two"})
    assert read_library(one, two) == {"actors/a.yaml": b"one", "actors/b.yaml": b"two"}


def test_the_workspace_comes_before_what_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, {POLAND: b"mine", "actors/mine.yaml": b"too"}))
    assert default_library() == {**FILES, POLAND: b"mine", "actors/mine.yaml": b"too"}


def test_scenarios_are_what_lies_beside_a_setting() -> None:
    paths = [
        "scenarios/a/one.yaml", "scenarios/a/setting.yaml", "scenarios/a/documents.yaml",
        "scenarios/a/policies.yaml", "scenarios/a/rules.yaml", "scenarios/b/two.yaml",
        "scenarios/stray.yaml", "scenarios/a/deep/er.yaml", "actors/x/y.yaml",
    ]  # fmt: skip
    found = scenario_paths(dict.fromkeys(paths, b""))
    assert found == {"one": "scenarios/a/one.yaml", "two": "scenarios/b/two.yaml"}


def test_an_unknown_scenario_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'december_2019'"):
        load(FILES, "december_2091")
    with pytest.raises(UnknownIdError, match="there is no scenario 'x'"):
        load({}, "x")


def test_a_bundle_holds_what_the_scenario_needs() -> None:
    bundle = load(FILES, "december_2019")
    assert list(bundle.actors) == sorted(bundle.actors)
    assert bundle.counterpart.id == "russia"
    assert "russia" not in bundle.actors
    assert bundle.everybody == actor_ids(FILES)
    beside = {f"{NATO}/{name}.yaml" for name in BESIDE}
    cast = {f"actors/{name}.yaml" for name in (*bundle.actors, "russia")}
    assert set(bundle.files) == {DECEMBER} | beside | cast
    assert set(bundle.actors) == set(bundle.scenario.actors) - {"russia"}
    assert bundle.name_of["poland"] == "Government of Poland"
    assert set(bundle.name_of) == {*bundle.actors, "russia"}
    assert bundle.blocs == {
        "eastern_members": ("baltic_states", "poland"), "germany_france": ("france", "germany"),
    }  # fmt: skip


def test_a_bloc_is_those_of_its_members_who_are_in_the_story() -> None:
    text = FILES[DECEMBER].decode()
    for gone in ("poland", "germany", "france"):
        text = re.sub(rf"(?m)^  {gone}:(?: {{}}|\n    set:(?:\n      .+)+)\n", "", text)
        text = re.sub(rf"(?ms)^  {gone}:\n    brief:.*?(?=^  \w|^\w)", "", text)
    text = "\n".join(line for line in text.split("\n") if "trust(poland)" not in line)
    bundle = load({**FILES, DECEMBER: text.encode()}, "december_2019")
    assert bundle.blocs == {"eastern_members": ("baltic_states",)}


def test_everything_can_be_asked_where_it_comes_from() -> None:
    bundle = load(FILES, "december_2019")
    trust = bundle.provenance(POLAND, "trust")
    assert trust is not None
    assert (trust.basis, trust.source[-1]) == ("inferred", "PEW-LTU")
    opening = bundle.provenance(DECEMBER, "situation", "support")
    assert opening is not None
    assert opening.source == ("D002-S77",)
    assert bundle.provenance("actors/nobody.yaml", "trust") is None


@pytest.mark.parametrize(
    "missing", [SETTING, f"{NATO}/rules.yaml", f"{NATO}/documents.yaml", f"{NATO}/policies.yaml",
                POLAND, "actors/russia.yaml", "actors/nato_publics.yaml"],
)  # fmt: skip
def test_a_file_that_is_missing_is_named(missing: str) -> None:
    files = {path: raw for path, raw in FILES.items() if path != missing}
    with pytest.raises(ContentError, match=f"there is no file {missing}") as caught:
        load(files, "december_2019")
    assert {problem.place.path for problem in caught.value.diagnostics} == {DECEMBER}


def test_a_file_that_is_missing_is_guessed() -> None:
    files = {path.replace("poland", "polland"): raw for path, raw in FILES.items()}
    _, problems = examine(files, "december_2019")
    assert "did you mean 'polland'?" in {problem.help for problem in problems}


def test_an_error_says_every_problem_on_a_line_of_its_own() -> None:
    files = changed(DECEMBER, b"turns: 6", b"turns: six\nminutes: 5")
    with pytest.raises(ContentError) as caught:
        load(files, "december_2019")
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.diagnostics) == 2
    assert all(line.startswith(f"{DECEMBER}:") for line in lines)


NOT_READ: dict[str, dict[str, bytes]] = {
    "counterpart that is a member": changed(
        SETTING, b"counterpart: russia", b"counterpart: france"
    ),
    "two counterparts": {
        **FILES,
        POLAND: FILES["actors/russia.yaml"].replace(b"id: russia", b"id: poland"),
    },
    "actor that is a list": {**FILES, POLAND: b"- poland\n"},
    "actor that is a word": {**FILES, POLAND: b"poland\n"},
    "counterpart that is a list": {**FILES, "actors/russia.yaml": b"- russia\n"},
    "public that is a member": changed(SETTING, b"public: nato_publics", b"public: poland"),
    "setting with another id": changed(SETTING, b"\nid: nato_russia", b"\nid: nato"),
    "scenario with another id": changed(DECEMBER, b"id: december_2019", b"id: december"),
    "counterpart with another id": changed("actors/russia.yaml", b"id: russia", b"id: moscow"),
    "scenario of a setting elsewhere": changed(
        DECEMBER, b"\nsetting: nato_russia", b"\nsetting: elsewhere"
    ),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_cannot_be_played_is_never_refused_without_a_word(name: str) -> None:
    _, problems = examine(NOT_READ[name], "december_2019")
    assert any(problem.severity == "error" for problem in problems)
    with pytest.raises(ContentError) as caught:
        load(NOT_READ[name], "december_2019")
    assert caught.value.diagnostics


def test_a_scenario_in_the_folder_of_another_setting_is_an_error() -> None:
    files = {path.replace(NATO, "scenarios/elsewhere"): raw for path, raw in FILES.items()
             if path == DECEMBER}  # fmt: skip
    with pytest.raises(ContentError):
        load({**FILES, **files, DECEMBER: b""}, "december_2019")


def test_settings_do_not_mix() -> None:
    other = {
        path.replace(NATO, "scenarios/other"): raw.replace(b"nato_russia", b"other")
        for path, raw in FILES.items()
        if path.startswith("scenarios")
    }
    other["scenarios/other/other_2019.yaml"] = other.pop(
        "scenarios/other/december_2019.yaml"
    ).replace(b"id: december_2019", b"id: other_2019")
    _, problems = examine({**FILES, **other}, "other_2019")
    # The actors belong to the first setting; the scenario that names them says so.
    assert {problem.code for problem in problems} == {"DS202"}
    assert len(problems) == len(load(FILES, "december_2019").scenario.actors)
    assert {problem.place.path for problem in problems} == {"scenarios/other/other_2019.yaml"}
    assert all("'other'" in problem.help for problem in problems)


def test_scenarios_and_expectations_share_a_parsed_file_and_leave_it_as_it_is() -> None:
    parsed = {path: read_yaml(path, raw)[0] for path, raw in FILES.items()}
    before = {path: copy.deepcopy(file and file.data) for path, file in parsed.items()}
    bundles = [load(FILES, "december_2019")]
    bundles += load_expectations(FILES, "nato_russia").openings.values()
    shared = [(file, parsed[path]) for bundle in bundles for path, file in bundle.written.items()]
    assert len(shared) > len(FILES)
    assert all(one is another for one, another in shared)
    assert {path: file and file.data for path, file in parsed.items()} == before

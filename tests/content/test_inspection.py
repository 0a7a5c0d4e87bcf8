"""What `check` looks at: files and folders that were named, or all that is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.inspection import inspect, problems_in
from dialogue_sim.errors import DialogueSimError

FILES = read_library(packaged_content())
DECEMBER, POLAND = "scenarios/nato_russia/december_2019.yaml", "actors/poland.yaml"
BROKEN = FILES[POLAND].replace(b"kind: member", b"kind: membr")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(root: Path, **files: bytes) -> None:
    for name, raw in files.items():
        path = root / {"poland": POLAND, "december": DECEMBER}.get(name, f"actors/{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def paths(*asked: str) -> tuple[set[str], set[str]]:
    """Files that were looked at, and files with problems."""
    files, problems, _ = inspect([Path(path) for path in asked])
    return set(files), {problem.place.path for problem in problems}


def test_without_a_workspace_the_shipped_content_is_looked_at(root: Path) -> None:
    assert list(root.iterdir()) == []
    assert paths() == (set(FILES), set())


def test_a_workspace_is_looked_at_and_what_is_shipped_is_not(root: Path) -> None:
    write(root, poland=BROKEN)
    assert paths() == ({POLAND}, {POLAND})


def test_a_sound_workspace_has_no_problems(root: Path) -> None:
    write(root, poland=FILES[POLAND], december=FILES[DECEMBER])
    assert paths() == ({POLAND, DECEMBER}, set())


@pytest.mark.parametrize(
    ("asked", "looked_at"),
    [
        ((POLAND,), {POLAND}),
        (("actors",), {POLAND}),
        (("scenarios",), {DECEMBER}),
        (("scenarios/nato_russia",), {DECEMBER}),
        ((".",), {POLAND, DECEMBER}),
        ((POLAND, DECEMBER), {POLAND, DECEMBER}),
        ((POLAND, "actors", "."), {POLAND, DECEMBER}),
    ],
)
def test_only_what_was_asked_for_is_looked_at(
    root: Path, asked: tuple[str, ...], looked_at: set[str]
) -> None:
    write(root, poland=BROKEN, december=FILES[DECEMBER].replace(b"turns: 6", b"turns: x"))
    assert paths(*asked) == (looked_at, looked_at)


def test_another_workspace_can_be_asked_for(root: Path) -> None:
    write(root / "far/away", poland=BROKEN)
    assert paths("far/away") == ({POLAND}, {POLAND})
    assert paths(str(root / "far/away" / POLAND)) == ({POLAND}, {POLAND})


def test_a_workspace_may_lie_below_a_folder_called_scenarios(root: Path) -> None:
    write(root / "scenarios/mine", poland=BROKEN)
    assert paths("scenarios/mine") == ({POLAND}, {POLAND})


def test_an_actor_that_nobody_uses_is_checked_alone(root: Path) -> None:
    write(root, somebody=FILES[POLAND].replace(b"id: poland", b"id: somebody"))
    assert paths() == ({"actors/somebody.yaml"}, set())
    write(root, somebody=BROKEN.replace(b"id: poland", b"id: somebody"))
    assert paths() == ({"actors/somebody.yaml"}, {"actors/somebody.yaml"})


def test_an_actor_that_nobody_uses_has_to_bear_its_own_name(root: Path) -> None:
    write(root, somebody=FILES[POLAND])
    assert paths()[1] == {"actors/somebody.yaml"}


def test_a_counterpart_that_nobody_uses_is_checked_as_one(root: Path) -> None:
    raw = FILES["actors/russia.yaml"].replace(b"id: russia", b"id: empire")
    write(root, empire=raw)
    assert paths()[1] == set()
    write(root, empire=raw.replace(b"    share: 0.6", b"    share: 0.7"))
    assert paths()[1] == {"actors/empire.yaml"}


def test_a_number_without_a_source_is_found_in_an_actor_that_nobody_uses(root: Path) -> None:
    raw = FILES[POLAND].replace(b"id: poland", b"id: somebody")
    (old,) = [line for line in raw.split(b"\n") if line.startswith(b"vulnerability: {")]
    write(root, somebody=raw.replace(old, b"vulnerability: 1.0"))
    _, (problem,), _ = inspect([])
    assert problem.code == "DS204"


def test_problems_come_once_and_sorted(root: Path) -> None:
    write(root, poland=BROKEN, december=FILES[DECEMBER])
    second = root / "scenarios/nato_russia/second.yaml"
    second.write_bytes(FILES[DECEMBER].replace(b"id: december_2019", b"id: second"))
    _, problems, _ = inspect([])
    assert len(problems) == 1
    assert list(problems) == sorted(problems)


@pytest.mark.parametrize("path", ["missing", "actors/missing.yaml", "empty", "notes.txt"])
def test_a_path_without_content_is_refused(root: Path, path: str) -> None:
    (root / "empty").mkdir()
    (root / "notes.txt").touch()
    with pytest.raises(DialogueSimError, match=path):
        inspect([Path(path)])


def test_a_workspace_whose_scenario_breaks_a_shipped_file_says_so(root: Path) -> None:
    """A change that a scenario makes to a shipped actor is a problem of the scenario."""
    change = b"  poland: {set: {trust: {value: 7, basis: inferred, why: a test}}}"
    write(root, december=FILES[DECEMBER].replace(b"  poland: {}", change))
    assert paths() == ({DECEMBER}, {DECEMBER})


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("scenarios/river_league/setting.yaml", "standing: gauge_day", "standing: gague_day"),
        ("scenarios/river_league/policies.yaml", "toll: full, patrol", "toll: fll, patrol"),
        ("scenarios/river_league/rules.yaml", "fear: 0.15", "fear: 0.95"),
        ("scenarios/river_league/documents.yaml", "S14: Saltmouth", "S41: Saltmouth"),
        ("scenarios/nato_russia/expectations.yaml", "format: 1", "format: 2"),
        ("scenarios/nato_russia/arguments.yaml", "format: 1", "format: 1\nformat: 1"),
        (DECEMBER, "turns: 6", "turns: 2"),
        (POLAND, "kind: member", "kind: membr"),
        ("actors/saltmouth.yaml", "listens_to: {", "listens_to: {nobody: 1, "),
        ("actors/russia.yaml", "setting: nato_russia", "setting: nato_rusia"),
    ],
)
def test_one_file_has_the_same_problems_alone_and_among_all(path: str, old: str, new: str) -> None:
    text = FILES[path].decode()
    assert old in text
    library = {**FILES, path: text.replace(old, new).encode()}
    own = {path: library[path]}
    among_all = {one for one in problems_in(library, library) if one.place.path == path}
    assert {one for one in problems_in(library, own) if one.place.path == path} == among_all
    assert among_all or "documents" in path

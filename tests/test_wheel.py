"""The installed game: built, installed in a fresh environment, run from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
CONTENT = "dialogue_sim/_content/"

pytestmark = pytest.mark.thorough


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that has to succeed."""
    # Nothing of this checkout or of the person running the tests may help the installed game.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    homes = dict.fromkeys(["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"], str(cwd))
    done = subprocess.run(
        [*command],
        cwd=cwd,
        env=kept | homes | {"PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    build = ["build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    run(sys.executable, "-m", *build, cwd=target)
    (built,) = target.glob("dialogue_sim-*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment that holds the wheel and borrows its dependencies."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / SCRIPTS / "python"
    install = [
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    run(sys.executable, "-m", "pip", *install, cwd=home)
    # Folders named in a .pth file are searched, but their own .pth files are not read: an
    # editable install of this checkout stays invisible.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site_packages,) = {path.parent for path in home.rglob("dialogue_sim/__init__.py")}
    pth = site_packages.parent / "borrowed.pth"
    pth.write_text("\n".join(sorted(borrowed)) + "\n", encoding="utf-8")
    return home / SCRIPTS


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def answer(environment: Path, *arguments: str, cwd: Path) -> Any:  # noqa: ANN401 - JSON is anything
    """The one JSON document that a command of the installed game prints."""
    return json.loads(run(environment / "dialogue-sim", *arguments, "--json", cwd=cwd))


def test_the_wheel_carries_every_content_file_and_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        CONTENT + path.relative_to(ROOT).as_posix()
        for folder in ("actors", "scenarios")
        for path in (ROOT / folder).rglob("*.yaml")
    }
    assert expected
    assert {name for name in names if name.endswith(".yaml")} == expected
    pages = {CONTENT + path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/codes/*")}
    assert {name for name in names if name.endswith(".md") and name.startswith(CONTENT)} == pages
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        "dialogue_sim"
    }
    assert "dialogue_sim/py.typed" in names


def test_the_installed_package_is_the_one_from_the_wheel(
    environment: Path, empty_folder: Path
) -> None:
    program = "import dialogue_sim; print(dialogue_sim.__file__)"
    found = run(environment / "python", "-c", program, cwd=empty_folder)
    assert Path(found.strip()).is_relative_to(environment.parent)


def test_the_installed_game_lists_its_scenarios(environment: Path, empty_folder: Path) -> None:
    scenarios = answer(environment, "list", "scenarios", cwd=empty_folder)
    assert "december_2019" in json.dumps(scenarios)


def test_the_installed_game_explains_a_code(environment: Path, empty_folder: Path) -> None:
    page = run(environment / "dialogue-sim", "code", "DS203", cwd=empty_folder)
    assert page.startswith("DS203: an expression that cannot be read\n")


def test_the_installed_game_plays_a_whole_session(environment: Path, empty_folder: Path) -> None:
    chosen = ["december_2019", "--strategy", "grit", "--seed", "kalmar"]
    session = answer(environment, "run", *chosen, cwd=empty_folder)
    assert session["seed"] == "kalmar"
    assert 1 <= len(session["turns"]) <= 6


def test_the_installed_game_writes_a_book(environment: Path, empty_folder: Path) -> None:
    run(environment / "dialogue-sim", "book", "first_steps", cwd=empty_folder)
    book = (empty_folder / "first_steps.book.html").read_text(encoding="utf-8")
    assert book.startswith("<!DOCTYPE html>\n")
    assert book.rstrip().endswith("</html>")

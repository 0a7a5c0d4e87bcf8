"""Who may load what: the contracts of `pyproject.toml`, and the same asked at run time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCREEN_LIBRARIES = frozenset({"rich", "textual"})

LOAD_EVERYTHING = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def libraries_loaded_by(*packages: str) -> set[str]:
    """The top-level modules that a fresh process holds once all of some packages is imported."""
    names = (f"dialogue_sim.{package}" for package in packages)
    command = [sys.executable, "-c", LOAD_EVERYTHING, *names]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


HEADLESS = ("content", "engine", "session", "workshop", "linear", "cli")


def test_no_headless_package_loads_the_screen_library() -> None:
    assert libraries_loaded_by(*HEADLESS) & SCREEN_LIBRARIES == set()


def test_the_screens_do_load_the_screen_library() -> None:
    assert libraries_loaded_by("tui") >= {"textual"}


def test_the_engine_loads_arithmetic_and_nothing_that_reads_or_asks() -> None:
    loaded = libraries_loaded_by("engine")
    assert "numpy" in loaded
    assert loaded & {"click", "pydantic", "textual", "yaml"} == set()


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a project with the sources of that project."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project / "src")},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def copy_of_the_sources(target: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", target)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", target / "src", ignore=ignored)
    return target


def test_the_import_contracts_are_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("engine/draws.py", "import random"),
        ("engine/draws.py", "import dialogue_sim.content"),
        ("content/library.py", "import dialogue_sim.session"),
        ("session/game.py", "import yaml"),
        ("session/game.py", "import dialogue_sim.workshop"),
        ("linear/planted.py", "import textual"),
        ("linear/planted.py", "import dialogue_sim.tui"),
        ("planted.py", ""),
    ],
)
def test_a_planted_import_breaks_a_contract(tmp_path: Path, module: str, line: str) -> None:
    planted = copy_of_the_sources(tmp_path) / "src" / "dialogue_sim" / module
    with planted.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout or "not listed" in done.stdout, done.stdout

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
for names in sys.argv[1:]:
    for name in names.split():
        package = importlib.import_module(f"dialogue_sim.{name}")
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            importlib.import_module(found.name)
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
HEADLESS = "paper content engine session workshop linear cli"


@pytest.fixture(scope="module")
def loaded() -> tuple[set[str], ...]:
    """The top-level modules that a fresh process holds, after one group of packages and the next.

    The groups are the engine, all that is headless, and the screens.
    """
    command = [sys.executable, "-c", LOAD_EVERYTHING, "engine", HEADLESS, "tui"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return tuple(set(line.split()) for line in done.stdout.splitlines())


def test_no_headless_package_loads_the_screen_library(loaded: tuple[set[str], ...]) -> None:
    _, headless, _ = loaded
    assert headless & SCREEN_LIBRARIES == set()
    assert headless >= {"click", "pydantic", "yaml"}


def test_the_screens_do_load_the_screen_library(loaded: tuple[set[str], ...]) -> None:
    assert loaded[-1] >= {"textual"}


def test_the_engine_loads_arithmetic_and_nothing_that_reads_or_asks(
    loaded: tuple[set[str], ...],
) -> None:
    engine, *_ = loaded
    assert "numpy" in engine
    assert engine & {"click", "pydantic", "textual", "yaml"} == set()


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


PLANTED = (
    ("engine/draws.py", "random"),
    ("engine/draws.py", "dialogue_sim.content"),
    ("content/library.py", "dialogue_sim.session"),
    ("session/game.py", "jinja2"),
    ("session/game.py", "yaml"),
    ("session/game.py", "dialogue_sim.workshop"),
    ("linear/planted.py", "textual"),
    ("linear/planted.py", "dialogue_sim.tui"),
    ("workshop/planted.py", "jinja2"),
)


def test_every_planted_import_is_found(tmp_path: Path) -> None:
    package = copy_of_the_sources(tmp_path) / "src" / "dialogue_sim"
    for module, imported in PLANTED:
        with (package / module).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {imported}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    for module, imported in PLANTED:
        name = f"dialogue_sim.{module.removesuffix('.py').replace('/', '.')}"
        assert f"- {name} -> {imported} (l." in " ".join(done.stdout.split()), done.stdout
    assert "0 kept" in done.stdout


def test_a_module_without_a_layer_is_found(tmp_path: Path) -> None:
    (copy_of_the_sources(tmp_path) / "src" / "dialogue_sim" / "planted.py").touch()
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert "not listed" in done.stdout, done.stdout

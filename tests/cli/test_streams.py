"""Terminals that know few signs, disks that are full, folders that are gone: a sentence each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = ("model", "nato_russia")


def call(
    *words: str, cwd: Path, env: dict[str, str] | None = None, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dialogue_sim", *words],
        capture_output=True, check=False, cwd=cwd, env=env, encoding=encoding, input="",
    )  # fmt: skip


def test_signs_that_a_terminal_does_not_know_are_replaced(tmp_path: Path) -> None:
    made = call("new", "setting", "see", "--title", "Kőszeg", "--fictional", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    for encoding, title in (("utf-8", "Kőszeg"), ("latin-1", "K?szeg"), ("cp437", "K?szeg")):
        settings = {**os.environ, "PYTHONIOENCODING": encoding}
        listed = call("list", "scenarios", cwd=tmp_path, env=settings, encoding=encoding)
        assert (listed.returncode, listed.stderr) == (0, "")
        assert title in listed.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dialogue_sim", *ASKED],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode != 0
    assert "dialogue-sim: the system refuses: No space left on device" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that is in use")
def test_a_working_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    source = Path(__file__).resolve().parents[2] / "src"
    code = (
        "import os, sys; os.rmdir(os.getcwd()); "
        "from dialogue_sim.cli.entry import main; main(['list', 'scenarios'])"
    )
    done = call_code(code, gone, source)
    assert done.returncode == 1
    assert done.stderr.startswith("dialogue-sim: the system refuses")


def call_code(code: str, folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

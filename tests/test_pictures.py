"""The pictures of README and docs: of a session that still plays, and all of them shown."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.notation import read_entries
from dialogue_sim.session.playing import begin, submit

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SHOWN = re.compile(r"pictures/([a-z_0-9x]+)\.svg")


def test_the_recorded_session_plays_to_its_end() -> None:
    drawing = runpy.run_path(str(PICTURES / "draw.py"))
    library = read_library(packaged_content())
    game = begin(load(library, drawing["SCENARIO"]), drawing["SEED"])
    for entry in read_entries((PICTURES / "session.jsonl").read_text(encoding="utf-8")):
        assert entry.seat == game.mover
        assert entry.turn == game.turn
        game = submit(game, entry.move)
    assert game.phase == "over"


def test_every_picture_that_is_shown_is_drawn_and_every_drawn_one_shown() -> None:
    drawing = runpy.run_path(str(PICTURES / "draw.py"))
    drawn = {f"{one.name}_{one.size[0]}x{one.size[1]}" for one in drawing["PICTURES"]}
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in SHOWN.findall(page.read_text(encoding="utf-8"))}
    assert shown == drawn
    assert {path.stem for path in PICTURES.glob("*.svg")} == drawn

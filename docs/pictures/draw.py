"""Draws the pictures of README and docs by playing the game; run with `make pictures`.

The fonts that Textual would fetch from the web are taken out: a picture needs nothing but itself.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from dialogue_sim.session.start import Start
from dialogue_sim.tui.app import DialogueSim

HERE = Path(__file__).parent
SIZES = ((140, 40), (80, 24))
KEPT = {
    "choose_140x40", "choose_80x24", "amend_140x40", "reactions_140x40",
    "debate_140x40", "ledger_140x40",
}  # fmt: skip
"""What README and docs show; the other pictures are only on the way."""

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("brief", ()),
    ("choose", ("enter", "enter")),
    ("amend", ("2", "a", "down", "right", "right")),
    ("reactions", ("enter", "space", "space")),
    ("news", ("enter", "escape")),
    ("debate", ("1", "t", "enter", "down", "enter", "enter", "down", "enter")),
    ("answer", ("p", "enter", "right", "right", "right", "down", "enter", "down", "enter")),
    ("ledger", ("up", "enter", "p", "enter", "enter", "space")),
)
"""Name of each picture and the keys that lead to it from the one before."""

OPENED, SETTLED = 3.0, 0.6
"""Seconds until the scenario stands, and until a key's effects have come to rest."""

FONT_FACE = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
FONT_FAMILY = re.compile(r"Fira Code(, monospace)?")
PLAIN_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace"


async def draw(columns: int, rows: int) -> None:
    """Play a little at one size and keep a picture of each step."""
    with tempfile.TemporaryDirectory() as saves:
        app = DialogueSim(saves=Path(saves), start=Start(scenario="december_2019", seed="kalmar"))
        async with app.run_test(size=(columns, rows)) as pilot:
            await pilot.pause(OPENED)
            for name, keys in STEPS:
                for key in keys:
                    await pilot.press(key)
                    await pilot.pause(SETTLED)
                if f"{name}_{columns}x{rows}" not in KEPT:
                    continue
                picture = plain(app.export_screenshot(title="dialogue_sim"))
                (HERE / f"{name}_{columns}x{rows}.svg").write_text(picture, encoding="utf-8")


def plain(svg: str) -> str:
    """A picture that names no font of the web and no random ids."""
    ids = sorted(set(re.findall(r"terminal-\d+", svg)))
    for number, identifier in enumerate(ids):
        svg = svg.replace(identifier, f"terminal-{number}")
    svg = FONT_FACE.sub("", COMMENT.sub("", svg))
    return FONT_FAMILY.sub(PLAIN_FONTS, svg)


def main() -> None:
    """Draw every size."""
    for columns, rows in SIZES:
        asyncio.run(draw(columns, rows))


if __name__ == "__main__":
    main()

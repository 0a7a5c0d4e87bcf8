"""Draws the pictures of README and docs from a recorded session; run with `make pictures`.

Each picture shows the session `session.jsonl` after some of its moves, and what some keys open
there; one shows a scenario while it is written. The fonts that Textual would fetch from the web
are taken out: a picture needs nothing but itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import IN_DEBATE
from dialogue_sim.session.moves import Pass, Propose
from dialogue_sim.session.notation import read_entries
from dialogue_sim.session.playing import advised, begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.settings import Settings, Theme
from dialogue_sim.session.start import Start
from dialogue_sim.tui.app import DialogueSim
from dialogue_sim.words import Difficulty

HERE = Path(__file__).resolve().parent
SCENARIO, SEED = "december_2019", "kalmar"
WIDE, NARROW = (140, 40), (80, 24)
STORY = Path("scenarios/river_league/first_steps.yaml")
ALL = 1000
"""More moves than any session has."""


@dataclass(frozen=True)
class Picture:
    """One picture.

    Attributes:
        after: so many moves have been made; none leaves the app on its home screen.
        keys: pressed one after the other before the picture is drawn.
        again: whether the session is looked at again, beside another line of it.
        change: a passage of `STORY` and what is written in its place once the keys are pressed;
            the scenario is then watched, and no session is shown.
    """

    name: str
    after: int | None
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = WIDE
    theme: Theme = "night"
    difficulty: Difficulty = "open"
    again: bool = False
    change: tuple[str, str] | None = None


NEWS = "escape"
"""Closes the news, which come first in a turn that has some."""

PICTURES = (
    Picture("home", None, ("2",)),
    Picture("choose", 9, (NEWS, "4")),
    Picture("choose", 9, (NEWS, "4"), size=NARROW),
    Picture("choose_light", 9, (NEWS, "4"), theme="paper"),
    Picture("amend", 9, (NEWS, "2", "a", "down", "right", "right")),
    Picture("reactions", 9, (NEWS, "4", "t")),
    Picture("broken", 9, (NEWS, "e", "t")),
    Picture("debate", 6, (NEWS,)),
    Picture("ledger", 8, (NEWS, "p")),
    Picture("history", 17, (NEWS, "h")),
    Picture("replay", ALL, ("home", "right", "right", "right"), again=True),
    Picture("replay", ALL, ("home", "right", "right", "right"), size=NARROW, again=True),
    Picture("compare", ALL, ("c",), again=True),
    Picture("debrief", ALL, ("right",) * 5),
    Picture("live", None, ("p", "2", "t", "enter", "enter", "enter", "f3"),
            change=("      - tension += 3\n", "      - tension += 12\n")),
)  # fmt: skip
"""After nine moves the third turn begins; after six the debate of the second one stands."""

OPENED, SETTLED = 5.0, 1.2
"""Seconds until a session stands, and until a key's effects have come to rest."""

FONT_FACE = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
FONT_FAMILY = re.compile(r"Fira Code(, monospace)?")
PLAIN_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace"


def recorded(folder: Path, moves: int, difficulty: Difficulty) -> Path:
    """A save of the session after some of its moves."""
    game = advised(begin(load(read_library(packaged_content()), SCENARIO), SEED), difficulty)
    path = folder / f"{SCENARIO}.dsim"
    entries = read_entries((HERE / "session.jsonl").read_text(encoding="utf-8"))
    record_to(game, path).submit(*(entry.move for entry in entries[:moves]))
    return path


def looked_at_again(save: Path) -> Start:
    """A replay of a session that was begun again in its third turn, and a note in it."""
    recording = open_save(save).recording
    recording.note("The chair offers more than was asked for.", "?!", recording.ends[3])
    recording.branch(3, name="firmness first")
    for _ in range(2):
        recording.submit_and_go_on(Propose("deterrence_plus_channel"))
        while recording.game.phase in IN_DEBATE:
            recording.submit_and_go_on(Pass())
    recording.close()
    return Start(replay=save, line="main")


def watched() -> Start:
    """The live loop of a scenario in the working folder, which can be written."""
    shutil.copytree(packaged_content() / STORY.parent, STORY.parent)
    return Start(STORY.stem, SEED, edit=True)


def rewrite(old: str, new: str) -> None:
    """Change a passage of the scenario, as an author does in an editor."""
    text = STORY.read_text(encoding="utf-8")
    STORY.write_text(text.replace(old, new, 1), encoding="utf-8")


async def draw(picture: Picture) -> None:
    """Show the session, press the keys and keep what is seen."""
    with tempfile.TemporaryDirectory() as somewhere, contextlib.chdir(somewhere):
        folder = Path("saves")
        # The home screen has a session to go on with.
        save = recorded(folder, picture.after or 9, picture.difficulty)
        start = Start(resume=save if picture.after is not None else None)
        if picture.again:
            start = looked_at_again(save)
        if picture.change is not None:
            start = watched()
        app = DialogueSim(
            saves=folder,
            start=start,
            settings=Settings(theme=picture.theme, motion="reduced"),
        )
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause(OPENED)
            for key in picture.keys:
                await pilot.press(key)
                await pilot.pause(SETTLED)
            if picture.change is not None:
                rewrite(*picture.change)
                await pilot.pause(OPENED)
            app.clear_notifications()
            await pilot.pause(SETTLED)
            svg = plain(app.export_screenshot(title="dialogue_sim"))
        columns, rows = picture.size
        (HERE / f"{picture.name}_{columns}x{rows}.svg").write_text(svg, encoding="utf-8")


def plain(svg: str) -> str:
    """A picture that names no font of the web and no random ids."""
    ids = sorted(set(re.findall(r"terminal-\d+", svg)))
    for number, identifier in enumerate(ids):
        svg = svg.replace(identifier, f"terminal-{number}")
    svg = FONT_FACE.sub("", COMMENT.sub("", svg))
    return FONT_FAMILY.sub(PLAIN_FONTS, svg)


def main() -> None:
    """Draw every picture."""
    for picture in PICTURES:
        asyncio.run(draw(picture))


if __name__ == "__main__":
    main()

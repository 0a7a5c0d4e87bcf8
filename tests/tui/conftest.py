"""Somebody who plays: presses keys, waits for screens, and reads what is on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from tests.content.mechanisms_in_yaml import FILES, RULES, SHIPPED
from tests.tui import once
from tests.tui.whole_session import SHORT_DEBATE, short_debate
from tests.without_debates import without_debates
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.stylesheet import Stylesheet
from textual.events import Callback, Idle
from textual.message import Message
from textual.messages import Prompt
from textual.pilot import Pilot
from textual.strip import Strip

from dialogue_sim.session.changes.standing import Standing, standing_of
from dialogue_sim.session.hindsight.adviser import advice
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.hindsight.ranges import ranges
from dialogue_sim.session.saves.reading import Save
from dialogue_sim.session.settings import Settings
from dialogue_sim.session.start import Start
from dialogue_sim.session.strategies.profile import profile
from dialogue_sim.tui.app import DialogueSim

PATIENCE = 15.0
REROLLS = 20
KNOWN = {
    "advice": once.known(advice),
    "hindsight": once.known(partial(hindsight, rerolls=REROLLS)),
    "profile": once.known(profile),
    "ranges": once.known(ranges),
}
OPEN = Settings(difficulty="open")
SILENCE = 20
"""Turns of the event loop; what one widget tells another takes one or two."""


class Ears:
    """Counts what widgets tell each other, to know when they have done."""

    def __init__(self) -> None:
        self.heard = 0
        self.effects = 0

    def __call__(self, message: Message) -> None:
        """One more message; waiting for a screen sends callbacks itself, which mean nothing."""
        self.heard += 1
        self.effects += not isinstance(message, Callback | Idle | Prompt)


@dataclass
class Player:
    """A person at the keyboard of an app that runs without a terminal."""

    app: DialogueSim
    pilot: Pilot[None]
    ears: Ears
    _read: str = ""
    _read_at: int = -1

    @property
    def screen(self) -> str:
        """Name of the screen on top."""
        return type(self.app.screen).__name__

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; each has had its effect before the next."""
        for key in keys:
            self.app.simulate_key(key)
            await self.settle()

    async def settle(self) -> None:
        """Let the app do and draw all that it can do without another key, a thread or a clock.

        Pilot's own wait asks whether the processor was idle for 20 ms, several times a key.
        """
        effects = -1
        while effects != self.ears.effects and self.app.is_running:
            await self._silence()
            effects = self.ears.effects
            await self.pilot.pause(0)
            await self._silence()

    async def _silence(self) -> None:
        """Until no widget has said anything for a while."""
        heard, quiet = -1, 0
        while quiet < SILENCE:
            quiet = quiet + 1 if heard == self.ears.heard else 0
            heard = self.ears.heard
            await asyncio.sleep(0)

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        end = asyncio.get_running_loop().time() + PATIENCE
        await self.settle()
        while not condition():
            assert asyncio.get_running_loop().time() < end, f"waited for {what}: {self.screen}"
            await self.pilot.pause(0.01)
            await self.settle()

    async def until_screen(self, *names: str) -> str:
        """Wait for one of some screens, with all its parts; returns its name."""
        await self.until(
            lambda: self.screen in names and self.app.screen.is_mounted, " or ".join(names)
        )
        return self.screen

    async def begin(self, *keys: str) -> str:
        """From the brief to the first turn; keys before the mandate that is taken, if any."""
        await self.until_screen("BriefScreen")
        await self.press("enter")
        following = ("PlayScreen", "QuestionSheet", "Reading")
        if await self.until_screen("MandateSheet", *following) == "MandateSheet":
            await self.press(*keys, "enter")
            await self.until_screen(*following)
        return self.screen

    async def finish_turn(self) -> None:
        """From the reactions to the next turn, or to the ending."""
        await self.until_screen("ReactionsScreen")
        while self.screen == "ReactionsScreen":
            await self.press("enter")
        if await self.until_screen("PlayScreen", "Reading", "EndingScreen") == "PlayScreen":
            await self.settle()
        if self.screen == "Reading":
            await self.press("escape")

    def text(self) -> str:
        """Everything that can be read, line by line."""
        if self._read_at != self.ears.heard:
            self._read_at, self._read = self.ears.heard, self._look()
        return self._read

    def _look(self) -> str:
        rows = (strip.text for strip in self.strips())
        return "\n".join(row.replace("\xa0", " ").rstrip() for row in rows)

    def strips(self) -> list[Strip]:
        """The rows as a terminal would get them; a picture of them takes five times as long."""
        visible_screen_stack.set(self.app._background_screens)  # noqa: SLF001  no other way
        return self.app.screen._compositor.render_strips()  # noqa: SLF001


@pytest.fixture(autouse=True)
def drawn_when_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """No picture is drawn but those that a test reads: there is no terminal to show others on.

    Textual draws several for every key.
    """
    monkeypatch.setattr(Compositor, "render_update", pass_over)


def pass_over(compositor: Compositor, screen_stack: object) -> None:
    """In place of a picture: as if what has changed had been drawn."""
    del screen_stack
    compositor._dirty_regions.clear()  # noqa: SLF001


@pytest.fixture(autouse=True)
def few_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The adviser counts few sessions: what it finds is not for screens to test."""
    monkeypatch.setattr("dialogue_sim.session.hindsight.adviser.SESSIONS", REROLLS)


@pytest.fixture(autouse=True)
def no_debates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped scenarios and those of the working folder, without debates.

    A test of debates puts the library back: `setattr(sitting, "default_library", ...)`.
    """
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", once.library)


@pytest.fixture(autouse=True)
def done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Style sheets are read, sessions begun, advised and looked back at once for all tests.

    The look back plays few sessions: what it finds is not for screens to test.
    """
    monkeypatch.setattr(Stylesheet, "_parse_rules", once.parsed)
    monkeypatch.setattr("dialogue_sim.tui.sitting.begin", once.game_begun)
    for name, work in KNOWN.items():
        monkeypatch.setattr(f"dialogue_sim.tui.sitting.{name}", work)


@pytest.fixture
def short_sessions(monkeypatch: pytest.MonkeyPatch) -> str:
    """The session of December ends after three turns; the title that it has then."""
    files = without_debates(short_debate())
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", lambda: files)
    return SHORT_DEBATE


@pytest.fixture
def nothing_advised(monkeypatch: pytest.MonkeyPatch) -> None:
    """An adviser with nothing to say: in small terminals that leaves room for everything else."""
    monkeypatch.setattr("dialogue_sim.tui.sitting.advice", lambda *_: {})


@pytest.fixture(autouse=True)
def unchanged_since(monkeypatch: pytest.MonkeyPatch) -> None:
    """The content of a save counts as that of today, wherever the test has taken it from.

    A save that is called `changed` is compared.
    """

    def stands(save: Save, library: Mapping[str, bytes]) -> Standing:
        if save.path.stem == "changed":
            return standing_of(save, library)
        return Standing("same", str(save.head["scenario"]))

    monkeypatch.setattr("dialogue_sim.session.changes.opening.standing_of", stands)


@pytest.fixture
def fixed_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped scenario with mechanisms whose numbers do not change when it is tuned."""
    files = without_debates({**SHIPPED, RULES: FILES[RULES]})
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", lambda: files)


Opener = Callable[..., AbstractAsyncContextManager[Player]]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the app with saves of its own; without motion unless a test asks for it.

    A game begun from the shelf has the same luck every time: by chance a member would break
    silence, and another screen would come.
    """
    monkeypatch.setattr("dialogue_sim.tui.app.random_seed", lambda: "kalmar")

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24),
        start: Start | None = None,
        *,
        motion: bool = False,
        saves: Path = tmp_path,
    ) -> AsyncIterator[Player]:
        app = DialogueSim(saves=saves, start=start, settings=OPEN)
        app.animation_level = "full" if motion else "none"
        ears = Ears()
        async with app.run_test(size=size, message_hook=ears) as pilot:
            yield Player(app, pilot, ears)

    return open_app

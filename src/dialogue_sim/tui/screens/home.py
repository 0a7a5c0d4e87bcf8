"""The first screen: scenarios to play and sessions to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAINT,
    KEY,
    STRONG,
    Lines,
    ends,
    line,
    paragraph,
    stack,
)
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.top_bar import DISCLAIMER

if TYPE_CHECKING:
    from pathlib import Path

    from textual.events import Resize

    from dialogue_sim.session.saves.catalogue import SaveCard, ScenarioCard
    from dialogue_sim.tui.sitting import Shelf

QUESTION = "Should an alliance talk to an adversary, how, and at what price?"
HOW = (
    "You table a text. The members let silence pass or break it. Everybody says why. Then the "
    "other side answers."
)
SCENARIO, SAVE = "scenario", "save"


def masthead(width: int) -> Lines:
    """The name of the game, what it asks, how it goes, and what it is not."""
    name = line(("◆ ", KEY), ("d i a l o g u e   s i m", STRONG))
    lines = [ends(name, line((DISCLAIMER, f"italic {DIM}")), width), Content("")]
    return [*lines, *paragraph(QUESTION, width), *paragraph(HOW, width, DIM)]


class HomeScreen(FullScreen):
    """What there is on the shelf; until it has been looked at, a line says so."""

    KIND = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    AUTO_FOCUS = "#shelf"

    class Play(Message):
        """A scenario was chosen."""

        def __init__(self, scenario: str) -> None:
            super().__init__()
            self.scenario = scenario

    class Resume(Message):
        """A save was chosen."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    _shelf: Shelf | None = None

    def body(self) -> ComposeResult:
        """Masthead and shelf."""
        yield Page(masthead, id="masthead")
        yield FollowedList(
            Option(Content("One moment …"), disabled=True), id="shelf", markup=False
        )

    def show(self, shelf: Shelf) -> None:
        """List what there is."""
        self._shelf = shelf
        shelf_list = self.query_one(FollowedList)
        kept = shelf_list.highlighted
        options = _options(shelf, shelf_list.scrollable_content_region.width)
        shelf_list.set_options(options)
        first = next((i for i, option in enumerate(options) if not option.disabled), None)
        shelf_list.highlighted = first if kept is None else min(kept, len(options) - 1)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        if self._shelf is not None:
            self.call_after_refresh(self.show, self._shelf)

    def action_choose(self) -> None:
        """What the key that chooses does."""
        self.query_one(FollowedList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass on what was chosen."""
        kind, _, place = (event.option_id or "").partition(":")
        if self._shelf is None:
            return
        if kind == SCENARIO:
            self.post_message(self.Play(self._shelf.scenarios[int(place)].id))
        elif kind == SAVE:
            self.post_message(self.Resume(self._shelf.saves[int(place)].path))


def _options(shelf: Shelf, width: int) -> list[Option]:
    options = [_heading("Scenarios", width)]
    options += [
        Option(stack(_scenario(card, width)), id=f"{SCENARIO}:{place}")
        for place, card in enumerate(shelf.scenarios)
    ]
    if shelf.saves:
        options.append(_heading("Go on with", width))
    options += [
        Option(_save(card, width), id=f"{SAVE}:{place}") for place, card in enumerate(shelf.saves)
    ]
    return options


def _heading(title: str, width: int) -> Option:
    text = line("\n", (title, "bold $primary"), " ", ("─" * (width - len(title) - 1), FAINT))
    return Option(text, disabled=True)


def _scenario(card: ScenarioCard, width: int) -> Lines:
    if card.problem:
        return [line((card.id, STRONG), ("  has errors; open it to read them", BAD)),
                *paragraph(card.problem, width, DIM, 2)]  # fmt: skip
    facts = f"{card.level} · {card.minutes} minutes · {card.turns} turns"
    rests = f"{card.date} · rests on {', '.join(card.documents)}"
    if card.label:
        rests = f"{card.date} · an invented world [{card.label}]"
    return [
        ends(line(("▸ ", KEY), (card.title, STRONG)), line((facts, DIM)), width),
        *paragraph(card.hook, width, indent=2),
        *paragraph(rests, width, DIM, 2),
    ]


def _save(card: SaveCard, width: int) -> Content:
    if card.problem:
        return ends(line((card.path.name, STRONG)), line(("cannot be opened", BAD)), width)
    state = f"turn {card.turn}/{card.turns}"
    if card.ending:
        state = f"ended: {card.ending.replace('_', ' ')}"
    name = line(("▸ ", KEY), (card.scenario.replace("_", " "), STRONG), f"  seed {card.seed}")
    return ends(name, line((state, DIM)), width)

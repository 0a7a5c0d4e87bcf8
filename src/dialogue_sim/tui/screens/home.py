"""The first screen: scenarios to play and sessions to go on with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    KEY,
    STRONG,
    Lines,
    ends,
    line,
    paragraph,
    rule,
    shorten,
)
from dialogue_sim.tui.screens.frame import FullScreen, Request
from dialogue_sim.tui.widgets.panel import FollowedList, Page, Panel
from dialogue_sim.tui.widgets.top_bar import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
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
LATEST = 3
"""As many unfinished sessions lie above the scenarios; the others lie below."""

ROOM_FOR_FACTS = 70
"""Columns from which a row tells more of a scenario than how long it takes."""


def masthead(width: int) -> Lines:
    """The name of the game, what it asks, how it goes, and what it is not."""
    name = line(("◆ ", KEY), ("d i a l o g u e   s i m", STRONG))
    lines = [ends(name, line((DISCLAIMER, f"italic {DIM}")), width), Content("")]
    return [*lines, *paragraph(QUESTION, width), *paragraph(HOW, width, DIM)]


class About(Panel):
    """What is highlighted, in a few lines."""

    _draw: Callable[[int], Lines] | None = None

    def show(self, draw: Callable[[int], Lines]) -> None:
        """Tell of something else."""
        self._draw = draw
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """Its hook and what it rests on, or where it was saved, or what is wrong with it."""
        return [] if self._draw is None else shorten(self._draw(width), width, height)


class HomeScreen(FullScreen):
    """What there is on the shelf; until it has been looked at, a line says so."""

    KIND = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    AUTO_FOCUS = "#shelf"

    class Play(Request):
        """A scenario was chosen."""

        def __init__(self, screen: HomeScreen, scenario: str) -> None:
            super().__init__(screen)
            self.scenario = scenario

    class Resume(Request):
        """A save was chosen."""

        def __init__(self, screen: HomeScreen, path: Path) -> None:
            super().__init__(screen)
            self.path = path

    _shelf: Shelf | None = None

    def body(self) -> ComposeResult:
        """Masthead, shelf, and more about what is highlighted there."""
        yield Page(masthead, id="masthead")
        yield FollowedList(
            Option(Content("One moment …"), disabled=True), id="shelf", markup=False
        )
        yield About(id="about")

    def show(self, shelf: Shelf) -> None:
        """List what there is."""
        self._shelf = shelf
        shelf_list = self.query_one(FollowedList)
        kept = shelf_list.highlighted_option
        options = _options(shelf, shelf_list.scrollable_content_region.width)
        shelf_list.set_options(options)
        ids = [option.id for option in options]
        first = next((i for i, option in enumerate(options) if not option.disabled), None)
        shelf_list.highlighted = ids.index(kept.id) if kept and kept.id in ids else first

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        if self._shelf is not None:
            self.call_after_refresh(self.show, self._shelf)

    def action_choose(self) -> None:
        """What the key that chooses does."""
        self.query_one(FollowedList).action_select()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell more about it."""
        kind, _, place = (event.option_id or "").partition(":")
        if self._shelf is None:
            return
        if kind == SCENARIO:
            scenario = self._shelf.scenarios[int(place)]
            self.query_one(About).show(partial(_about_scenario, scenario))
        elif kind == SAVE:
            self.query_one(About).show(partial(_about_save, self._shelf.saves[int(place)]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass on what was chosen."""
        kind, _, place = (event.option_id or "").partition(":")
        if self._shelf is None:
            return
        if kind == SCENARIO:
            self.post_message(self.Play(self, self._shelf.scenarios[int(place)].id))
        elif kind == SAVE:
            self.post_message(self.Resume(self, self._shelf.saves[int(place)].path))


def _options(shelf: Shelf, width: int) -> list[Option]:
    """Sessions to go on with, then scenarios, then all other saves: a row for each."""
    titles = {card.id: card.title for card in shelf.scenarios}
    saves = [
        Option(_save(card, titles, width), id=f"{SAVE}:{place}")
        for place, card in enumerate(shelf.saves)
    ]
    open_ones = [
        option
        for option, card in zip(saves, shelf.saves, strict=True)
        if not card.ending and not card.problem
    ][:LATEST]
    groups = {
        "Go on with": open_ones,
        "Scenarios": [
            Option(_scenario(card, width), id=f"{SCENARIO}:{place}")
            for place, card in enumerate(shelf.scenarios)
        ],
        "Other sessions": [option for option in saves if option not in open_ones],
    }
    rows: list[Option] = []
    for title, options in groups.items():
        if options:
            gap = "\n" if rows else ""
            rows += [Option(line(gap, rule(title, width)), disabled=True), *options]
    return rows


def _scenario(card: ScenarioCard, width: int) -> Content:
    if card.problem:
        return ends(line((card.id, STRONG)), line(("has errors", BAD)), width)
    facts = f"{card.minutes} minutes"
    if width >= ROOM_FOR_FACTS:
        facts = f"{card.level} · {facts} · {card.turns} turns"
    return ends(line(("▸ ", KEY), (card.title, STRONG)), line((facts, DIM)), width)


def _save(card: SaveCard, titles: Mapping[str, str], width: int) -> Content:
    if card.problem:
        return ends(line((card.path.name, STRONG)), line(("cannot be opened", BAD)), width)
    state = f"turn {card.turn}/{card.turns}"
    if card.ending:
        state = f"ended: {card.ending.replace('_', ' ')}"
    title = titles.get(card.scenario, card.scenario)
    name = line(("▸ ", KEY), (title, STRONG), f"  seed {card.seed}")
    return ends(name, line((state, DIM)), width)


def _about_scenario(card: ScenarioCard, width: int) -> Lines:
    if card.problem:
        return [line("It can be opened to read what is wrong:"),
                *paragraph(card.problem, width, DIM)]  # fmt: skip
    rests = f"rests on {', '.join(card.documents)}"
    if card.label:
        rests = f"an invented world [{card.label}]"
    return [*paragraph(card.hook, width), *paragraph(f"{card.date} · {rests}", width, DIM)]


def _about_save(card: SaveCard, width: int) -> Lines:
    wrong = paragraph(card.problem, width) if card.problem else []
    return [*wrong, *paragraph(f"saved in {card.path}", width, DIM)]

"""The reading room: everything that can be looked up, on shelves, with one search for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.style import Style
from textual.widgets import Input

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, KEY, Lines, line
from dialogue_sim.tui.marks import GROUND
from dialogue_sim.tui.screens.frame import Reading, Sheet
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.screens.shelves import CITED, EVIDENCE, TURN, shelves
from dialogue_sim.tui.widgets.catalogue import Catalogue, Entry
from dialogue_sim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from dialogue_sim.session.views.reading_room import ReadingRoom

ALL = "All"


class ShelfBar(Panel):
    """Names of the shelves, the open one marked; a click opens another."""

    auto_links = False  # names are not underlined

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names
        self.place = 0

    def open(self, place: int) -> None:
        """Mark another shelf."""
        self.place = place
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """One line; the marked one stands in brackets where there is no colour."""
        del height
        plain = self.app.no_color
        drawn = line("")
        for place, name in enumerate(self._names):
            if place == self.place:
                shown = line((f"[{name}]" if plain else f" {name} ", "bold" if plain else GROUND))
            else:
                shown = line((f" {name} ", DIM))
            clicked = Style.from_meta({"@click": f"screen.shelf({place})"})
            drawn = line(drawn, shown.stylize(clicked), " ")
        hint = line((" tab", KEY), (" next shelf", DIM))
        fits = drawn.cell_length + hint.cell_length <= width
        return [line(drawn, hint if fits else "")]


class ReadingRoomSheet(Sheet[None]):
    """Shelves, a search, what matches, and one entry in full."""

    KIND = "library"
    BINDINGS: ClassVar[list[BindingType]] = bindings("library")
    AUTO_FOCUS = "Search"

    def __init__(self, room: ReadingRoom, at: str = "", cites: tuple[str, ...] = ()) -> None:
        """Args: at: id of the entry to open at; cites: sentences to show before all others."""
        super().__init__("Reading room")
        self._legend = _note(room)
        self._view = room.view
        self._shelves: dict[str, list[Entry]] = {ALL: [], **shelves(room, cites)}
        self._shelves[ALL] = [one for name in self._shelves for one in self._shelves[name]]
        self._at = at
        self._open = CITED if CITED in self._shelves else self._shelf_of(at)

    def _shelf_of(self, name: str) -> str:
        """The shelf on which an entry stands."""
        found = (s for s, held in self._shelves.items() if s != ALL and _has(held, name))
        return next(found, ALL)

    def body(self) -> ComposeResult:
        """The shelves and the catalogue."""
        yield ShelfBar(tuple(self._shelves))
        yield Catalogue(self._shelves[self._open], "everything here", headed=self._headed)

    @property
    def _headed(self) -> bool:
        return self._open == ALL

    def on_mount(self) -> None:
        """Open the shelf that was asked for."""
        super().on_mount()
        self.call_after_refresh(self._turn_to, list(self._shelves).index(self._open), self._at)

    def _turn_to(self, place: int, at: str = "") -> None:
        if not self.has_its_parts:
            return
        self._open = list(self._shelves)[place % len(self._shelves)]
        evidence = self._open in {ALL, EVIDENCE}
        self.retitle(self._title, self._legend if evidence else "")
        self.query_one(ShelfBar).open(place % len(self._shelves))
        self.query_one(Catalogue).hold(self._shelves[self._open], headed=self._headed, at=at)

    def action_shelf(self, place: int) -> None:
        """Open a shelf by its place."""
        self._turn_to(place)

    def action_next_shelf(self) -> None:
        """The shelf to the right."""
        self._turn_to(self.query_one(ShelfBar).place + 1)

    def action_previous_shelf(self) -> None:
        """The shelf to the left."""
        self._turn_to(self.query_one(ShelfBar).place - 1)

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """The key that opens, from the search."""
        self.action_open()

    def on_option_list_option_selected(self) -> None:
        """A double click, or the key that chooses in lists."""
        self.action_open()

    def action_open(self) -> None:
        """Read the highlighted entry whole."""
        entry = self.query_one(Catalogue).entry
        if entry is None:
            return
        if entry.id.startswith(TURN):
            turn = self._view.played[int(entry.id.removeprefix(TURN)) - 1]
            self.cover(ReactionsScreen(self._view, turn, at_once=True))
        else:
            self.cover(Reading(entry.title, entry.draw, cites=entry.cites))

    def action_next(self) -> None:
        """The entry below."""
        self.query_one(Catalogue).move(1)

    def action_previous(self) -> None:
        """The entry above."""
        self.query_one(Catalogue).move(-1)

    def action_page_down(self) -> None:
        """Further down in what is shown."""
        self.query_one(Catalogue).turn_page(1)

    def action_page_up(self) -> None:
        """Further up in what is shown."""
        self.query_one(Catalogue).turn_page(-1)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def _note(room: ReadingRoom) -> str:
    return f"evidence + for - against ± both: {room.motion}" if room.cards else ""


def _has(entries: list[Entry], name: str) -> bool:
    return any(entry.id == name for entry in entries)

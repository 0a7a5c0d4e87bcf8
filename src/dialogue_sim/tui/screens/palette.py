"""The palette: everything that can be done now, found by words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, KEY, STRONG, Lines, ends, line
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.catalogue import Catalogue, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE, POLICIES, LOOK_UP, SETTINGS = "Here", "Policies", "To look up", "Settings"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done now.

    Attributes:
        group: heading; key: that does the same, if there is one.
        seldom: whether it is listed only where a search finds it.
    """

    group: str
    title: str
    told: str
    key: str
    do: Callable[[], object]
    seldom: bool = False


class Palette(Sheet[Offer | None]):
    """Returns what was chosen; whoever opened it does it once the screen below is on top."""

    KIND = "palette"
    BINDINGS: ClassVar[list[BindingType]] = bindings("palette")
    AUTO_FOCUS = "Search"

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__("All that can be done here", "words find it")
        self._offers = {str(place): offer for place, offer in enumerate(offers)}

    def body(self) -> ComposeResult:
        """A search and what it finds."""
        entries = [_entry(name, offer) for name, offer in self._offers.items()]
        yield Catalogue(entries, "actions, policies, actors, documents, settings", headed=True)

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """The key that does it, from the search."""
        self.action_do()

    def on_option_list_option_selected(self) -> None:
        """A click, or the key that chooses in lists."""
        self.action_do()

    def action_do(self) -> None:
        """Do what is highlighted."""
        entry = self.query_one(Catalogue).entry
        if entry is not None:
            self.dismiss(self._offers[entry.id])

    def action_next(self) -> None:
        """What stands below."""
        self.query_one(Catalogue).move(1)

    def action_previous(self) -> None:
        """What stands above."""
        self.query_one(Catalogue).move(-1)

    def action_close(self) -> None:
        """Back without doing anything."""
        self.dismiss(None)


def _entry(name: str, offer: Offer) -> Entry:
    searched = f"{offer.group} {offer.title} {offer.told} {offer.key}".casefold()
    return Entry(
        name, offer.title, searched, partial(_prompt, offer), _nothing, offer.group,
        deep=offer.seldom,
    )  # fmt: skip


def _prompt(offer: Offer, width: int) -> Content:
    told = f"  {offer.told}" if offer.told else ""
    return ends(line((offer.title, STRONG), (told, DIM)), line((offer.key, KEY)), width)


def _nothing(_: int) -> Lines:
    return []

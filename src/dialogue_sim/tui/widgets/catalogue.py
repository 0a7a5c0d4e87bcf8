"""Things to look through: a search that goes on as one types, what matches, and one in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input
from textual.widgets.option_list import Option

from dialogue_sim.tui.drawing import DIM, STRONG, Lines, cut, ends, line, paragraph, rule
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.typing import Search

if TYPE_CHECKING:
    from textual.events import Resize

LONGEST_ECHO = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to look up.

    Attributes:
        id: of its own among all entries that stand together.
        title: a few words; searched: everything in which a search looks.
        prompt: draws its line for a width; draw: the whole of it.
        shelf: heading below which it stands where several shelves are shown.
        deep: whether it is shown beside other shelves only where a search finds it.
        cites: codes of the sentences that it rests on.
    """

    id: str
    title: str
    searched: str
    prompt: Callable[[int], Content]
    draw: Callable[[int], Lines]
    shelf: str = ""
    deep: bool = False
    cites: tuple[str, ...] = ()


def plain_prompt(lead: str, title: str, tail: str = "") -> Callable[[int], Content]:
    """Draws a line: something small, the title, and something small at the right end."""

    def draw(width: int) -> Content:
        head = line((f"{lead} " if lead else "", DIM), (title, STRONG))
        return ends(head, line((tail, DIM)), width) if tail else head.truncate(width)

    return draw


def matching(entries: Sequence[Entry], search: str) -> list[Entry]:
    """Entries in which every word of a search occurs, those with a word in the title first.

    Within a shelf alone: the shelves keep their order.
    """
    words = search.casefold().split()
    found = [entry for entry in entries if all(word in entry.searched for word in words)]
    shelves = list(dict.fromkeys(entry.shelf for entry in entries))

    def place(entry: Entry) -> tuple[int, bool]:
        named = any(word in entry.title.casefold() for word in words)
        return shelves.index(entry.shelf), bool(words) and not named

    return sorted(found, key=place)


class Catalogue(Vertical):
    """Entries, those that match the search; whoever holds it gives the keys."""

    def __init__(
        self, entries: Sequence[Entry], about: str, *, first: bool = True, headed: bool = False
    ) -> None:
        """Args: first: highlight the first one at once; headed: show headings of shelves."""
        super().__init__()
        self._entries = tuple(entries)
        self._about = about
        self._first = first
        self._headed = headed

    def compose(self) -> ComposeResult:
        """The search, what matches, and one of them in full."""
        yield Search(self._about)
        yield FollowedList(id="cards", markup=False)
        with VerticalScroll(id="card", can_focus=False):
            yield Page(self._page)

    def on_mount(self) -> None:
        """List everything once there is room to draw it for."""
        self.call_after_refresh(self._fill)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._fill)

    @property
    def entry(self) -> Entry | None:
        """What is highlighted; None before anything is."""
        option = self.query_one("#cards", FollowedList).highlighted_option
        return next((e for e in self._entries if option is not None and e.id == option.id), None)

    @property
    def search(self) -> str:
        """What was typed."""
        return self.query_one(Search).value

    def hold(self, entries: Sequence[Entry], *, headed: bool, at: str = "") -> None:
        """Hold other entries, and highlight one of them."""
        self._entries, self._headed = tuple(entries), headed
        self._fill(at)

    def move(self, by: int) -> None:
        """Highlight another entry."""
        cards = self.query_one("#cards", FollowedList)
        cards.action_cursor_down() if by > 0 else cards.action_cursor_up()
        self.query_one(Search).lead(cards)

    def turn_page(self, by: int) -> None:
        """Scroll the one that is shown in full."""
        shown = self.query_one("#card", VerticalScroll)
        shown.scroll_relative(y=by * max(1, shown.size.height - 1), animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search on as one types; the first that matches is highlighted."""
        event.stop()
        self._fill(afresh=bool(event.value))

    def on_option_list_option_highlighted(self) -> None:
        """Show it in full."""
        self._show()

    def _show(self) -> None:
        self.query_one(Page).show(self._page)
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)

    def _found(self) -> list[Entry]:
        found = matching(self._entries, self.search)
        shallow = self._headed and not self.search.split()
        return [entry for entry in found if not (shallow and entry.deep)]

    def _fill(self, at: str = "", *, afresh: bool = False) -> None:
        """List what matches.

        Args:
            at: what is to be highlighted; else the highlight stays on its entry.
            afresh: whether the first is highlighted anyway.
        """
        if not self.is_mounted or not self.size.width:
            return
        cards, kept = self.query_one("#cards", FollowedList), self.entry
        found = self._found()
        cards.set_options(self._options(found, cards.scrollable_content_region.width))
        wanted = at or ("" if afresh or kept is None else kept.id)
        ids = [option.id for option in cards.options]
        if wanted in ids:
            cards.highlighted = ids.index(wanted)
        elif found and (afresh or self._first):
            cards.highlighted = ids.index(found[0].id)
        else:
            cards.highlighted = None
        self._show()

    def _options(self, found: list[Entry], width: int) -> list[Option]:
        if not found:
            echo = cut(self.search, LONGEST_ECHO)
            said = f"Nothing found for {echo}." if echo else "There is nothing here yet."
            return [Option(line((cut(said, width), DIM)), disabled=True)]
        options = []
        for shelf, entries in groupby(found, key=lambda entry: entry.shelf):
            if self._headed and shelf:
                options.append(Option(rule(shelf, width), disabled=True))
            options += [Option(entry.prompt(width), id=entry.id) for entry in entries]
        return options

    def _page(self, width: int) -> Lines:
        chosen = self.entry
        if chosen is not None:
            return chosen.draw(width)
        count = len(self._found())
        return paragraph(f"{count} of {len(self._entries)}. ↓ highlights one.", width, DIM)

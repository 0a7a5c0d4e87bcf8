"""What a debate came to: every audience before and after it, and every argument's part in that."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Key, Resize
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, line, paragraph
from dialogue_sim.tui.marks import KINDS, MODELLED
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.widgets.ledger import (
    audience_prompt,
    chance_room,
    heading,
    ledger_total,
    line_prompt,
    without_sentence,
)
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from dialogue_sim.session.hindsight.without import Without
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.ledger import AudienceView
    from dialogue_sim.session.views.view import View

PACE = 0.4
"""Seconds between two audiences."""

NOT_YET = "Known once everybody has responded: d on the reactions opens the ledger again."
AT_WORK = "The turn is played again without it ..."


class LedgerScreen(FullScreen):
    """Audiences appear one after the other; below them are the lines of the highlighted one."""

    KIND = "ledger"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ledger")
    AUTO_FOCUS = "#audiences"

    class Ask(Message):
        """Somebody who has the session is to tell the screen what each argument was good for."""

        def __init__(self, screen: LedgerScreen, turn: int) -> None:
            super().__init__()
            self.screen = screen
            self.turn = turn

    def __init__(self, view: View, debate: DebateView, *, settled: bool, owner: str = "") -> None:
        """Show a debate that is over.

        Args:
            view: for the words; debate: with its ledger.
            settled: whether all has been seen of the turn, so that nothing is given away.
            owner: id of the actor whose lines are shown first.
        """
        super().__init__()
        self._view = view
        self._debate = debate
        self._settled = settled
        self._owner = owner
        self._audiences = sorted(debate.audiences, key=lambda a: KINDS.index(a.kind))
        self._shown = 0
        self._timer: Timer | None = None
        self._without: tuple[Without, ...] | None = None
        self._about = ""
        self._note = ""

    def body(self) -> ComposeResult:
        """The motion, the audiences, the lines of one of them, and what one line was good for."""
        yield TopBar()
        yield Page(self._motion, id="motion")
        with Container(id="ledger"):
            yield FollowedList(id="audiences", classes="pane", markup=False)
            yield FollowedList(id="lines", classes="pane", markup=False)
        yield Page(self._notes, id="without")

    def on_mount(self) -> None:
        """Begin to reveal."""
        bar = self.query_one(TopBar)
        bar.caption, bar.phase, bar.seed = self._view.title, "Ledger", self._view.seed
        bar.turn, bar.turns = self._debate.turn, self._view.turns
        self._list.border_title = Content("Likeliest response without and with the debate")
        self._list.border_subtitle = Content("tab to the arguments · x without one")
        if self._settled or self.app.animation_level == "none":
            self.call_after_refresh(self._reveal_all)
        else:
            self._timer = self.set_interval(PACE, self._reveal)

    @property
    def _list(self) -> FollowedList:
        return self.query_one("#audiences", FollowedList)

    @property
    def _lines(self) -> FollowedList:
        return self.query_one("#lines", FollowedList)

    @property
    def revealing(self) -> bool:
        """Whether there are audiences still to come."""
        return self._shown < len(self._audiences)

    @property
    def _chosen(self) -> AudienceView | None:
        place = self._list.highlighted
        return None if place is None else self._audiences[place]

    # ------------------------------------------------------------ what is shown

    def _motion(self, width: int) -> Lines:
        title = line((" Debated: ", DIM), (self._debate.motion, STRONG), (f"  {MODELLED}", DIM))
        return [title, line("  ", heading(width - 5, chance_room(self._audiences)))]

    def _notes(self, width: int) -> Lines:
        """The sum of the highlighted audience, and what was asked."""
        chosen = self._chosen
        lines = ledger_total(chosen, width) if chosen is not None else []
        return [*lines, *paragraph(self._note, width, STRONG)] if self._note else lines

    def _reveal(self) -> None:
        if self.revealing and self.has_its_parts:
            self._list.add_option(self._option(self._audiences[self._shown]))
            self._shown += 1
            self._list.highlighted = self._shown - 1
        if not self.revealing:
            self._stop()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _reveal_all(self) -> None:
        self._stop()
        if not self.has_its_parts:
            return
        self._list.add_options(self._option(one) for one in self._audiences[self._shown :])
        self._shown = len(self._audiences)
        owners = [one.actor for one in self._audiences]
        self._list.highlighted = owners.index(self._owner) if self._owner in owners else 0

    def _option(self, audience: AudienceView) -> Option:
        width = self._list.scrollable_content_region.width
        room = chance_room(self._audiences)
        return Option(audience_prompt(audience, width, room), id=audience.actor)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if not self.has_its_parts:
            return
        for place, audience in enumerate(self._audiences[: self._shown]):
            self._list.replace_option_prompt_at_index(place, self._option(audience).prompt)
        self._show_lines()

    def _show_lines(self) -> None:
        """The lines of the highlighted audience; the highlight stays on its argument."""
        chosen, lines = self._chosen, self._lines
        if chosen is None:
            return
        kept, width = lines.highlighted, lines.scrollable_content_region.width
        lines.border_title = Content(f"{chosen.name}, argument by argument")
        lines.set_options(
            Option(line_prompt(one, self._debate, width), id=one.argument) for one in chosen.lines
        )
        if chosen.lines:
            lines.highlighted = min(kept or 0, len(chosen.lines) - 1)
        self._refresh_notes()

    def _refresh_notes(self) -> None:
        self.query_one("#without", Page).show(self._notes)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the lines of another audience; what was asked about a line goes with it."""
        if event.option_list is self._list:
            self._show_lines()
        elif self._about and event.option_id != self._about:
            self._about = self._note = ""
            self._refresh_notes()

    # ------------------------------------------------------------ keys

    def on_key(self, event: Key) -> None:
        """Any key but that of leaving shows all that is still to come."""
        if self.revealing and event.key != "q":
            event.stop()
            event.prevent_default()
            self._reveal_all()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """The key that chooses in lists goes on here."""
        self.action_go_on()

    def action_go_on(self) -> None:
        """Show all; then go on."""
        if not self.has_its_parts:
            return
        if self.revealing:
            self._reveal_all()
        else:
            self.dismiss(None)

    def action_next_panel(self) -> None:
        """From the audiences to the arguments and back."""
        (self._lines if self._list.has_focus else self._list).focus()

    def action_without(self) -> None:
        """Ask what would have come without the highlighted argument."""
        option = self._lines.highlighted_option
        if option is None or option.id is None:
            return
        self._about, self._note = option.id, NOT_YET
        if self._settled:
            self._note = AT_WORK
            if self._without is None:
                self.post_message(self.Ask(self, self._debate.turn))
            else:
                self._answer()
        self._refresh_notes()

    def tell(self, found: tuple[Without, ...]) -> None:
        """Say what would have come, if the screen is still there."""
        self._without = found
        if self.has_its_parts:
            self._answer()
            self._refresh_notes()

    def _answer(self) -> None:
        one = next((w for w in self._without or () if w.argument == self._about), None)
        if one is not None:
            self._note = without_sentence(one, self._debate)
        elif self._about:
            self._note = "It was not on the floor in the end."

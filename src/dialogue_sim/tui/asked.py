"""What screens ask of the session: worked out beside them, and stopped when nobody waits."""
# ruff: noqa: PLC0415  what loads NumPy and pydantic is imported once the first frame stands

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.tui.screens.frame import LookUp
from dialogue_sim.tui.work import Working, quiet

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Mandate
    from dialogue_sim.tui.screens.amend import AmendSheet
    from dialogue_sim.tui.screens.ending import EndingScreen
    from dialogue_sim.tui.screens.ledger import LedgerScreen
    from dialogue_sim.tui.screens.looking_back import LookingBack
    from dialogue_sim.tui.screens.play import PlayScreen
    from dialogue_sim.tui.screens.receipt import ReceiptSheet
    from dialogue_sim.tui.sitting import Sitting

ASKED, LOOK_BACK, RANGES, HAND_IN = "asked", "look back", "ranges", "hand-in"
ADVICE, DRAFT = "advice", "draft"
"""Groups of work beside the screen; see `Working.beside`."""


class Asked(Working):
    """The part of the app that has the session, and tells screens what takes a while."""

    _sitting: Sitting | None = None

    async def mandates_picked(self, sitting: Sitting) -> tuple[Mandate, ...] | None:
        """What everybody at the keyboard picks who still can; None where one goes back."""
        from dialogue_sim.session.moves import Mandate
        from dialogue_sim.tui.screens.mandate import MandateSheet

        picked = []
        for view in sitting.picking:
            mandate = await self.push_screen_wait(MandateSheet(view))
            if mandate is None:
                return None
            picked.append(Mandate(mandate, view.seat))
        return tuple(picked)

    def ask_no_more(self) -> None:
        """Stop whatever is being worked out about the session."""
        for group in (ASKED, LOOK_BACK, RANGES, ADVICE, DRAFT):
            self.stop(group)

    def on_play_screen_advise(self, message: PlayScreen.Advise) -> None:
        """Count beside the screen what would come of this turn's texts."""
        if self._sitting is not None:
            self.beside(ADVICE, self._sitting.advice(), message.screen.advised)

    def on_play_screen_hush(self) -> None:
        """Count no further: the turn goes on."""
        self.stop(ADVICE)

    def on_amend_sheet_advise(self, message: AmendSheet.Advise) -> None:
        """Count beside the sheet what would come of the text as it is amended."""
        if self._sitting is not None:
            then = partial(message.sheet.advised, message.move)
            self.beside(DRAFT, self._sitting.advice_on(message.move), then)

    def on_ending_screen_ask(self, message: EndingScreen.Ask) -> None:
        """Play other sessions, and this one under other luck, beside the screen."""
        if self._sitting is not None:
            screen = message.screen
            self.beside(LOOK_BACK, self._sitting.look_back, screen.tell, screen.progress)

    def on_ending_screen_enough(self) -> None:
        """Stop that."""
        self.stop(LOOK_BACK)

    def on_ending_screen_hand_in(self, message: EndingScreen.HandIn) -> None:
        """Write the hand-in."""
        if self._sitting is not None:
            job = quiet(partial(self._sitting.hand_in, message.seen))
            self.beside(HAND_IN, job, message.screen.handed_in)

    def on_looking_back_ask(self, message: LookingBack.Ask) -> None:
        """Play the session under other luck beside the screen."""
        if self._sitting is not None:
            screen = message.screen
            self.beside(RANGES, self._sitting.ranges, screen.tell, screen.progress)

    def on_looking_back_enough(self) -> None:
        """Nobody waits for the range any more."""
        self.stop(RANGES)

    def on_receipt_sheet_ask(self, message: ReceiptSheet.Ask) -> None:
        """Work out beside the screen what would have moved everybody."""
        if self._sitting is not None:
            job = quiet(partial(self._sitting.hints, message.turn))
            self.beside(ASKED, job, message.sheet.tell)

    def on_ledger_screen_ask(self, message: LedgerScreen.Ask) -> None:
        """Play a turn again beside the screen, without each of its arguments."""
        if self._sitting is not None:
            job = partial(self._sitting.without_each, message.turn)
            self.beside(ASKED, job, message.screen.tell)

    def on_look_up(self, message: LookUp) -> None:
        """Open the reading room, once; a sheet that the app waits for does not keep it shut."""
        from dialogue_sim.tui.screens.reading_room import ReadingRoomSheet

        if self._sitting is not None and message.screen.on_top:
            room = self._sitting.reading_room(message.policy)
            self.push_screen(ReadingRoomSheet(room, message.at, message.cites))

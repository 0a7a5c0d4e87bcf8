"""How a turn is played from the table: one part after the other, never two at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.moves import Propose, Wait
from dialogue_sim.tui.screens.amend import AmendSheet, Draft, Occasion
from dialogue_sim.tui.screens.asking import Asking
from dialogue_sim.tui.screens.forecast import ForecastSheet
from dialogue_sim.tui.screens.frame import FullScreen, Reading
from dialogue_sim.tui.screens.groundwork import WaitSheet
from dialogue_sim.tui.screens.pages import error_page
from dialogue_sim.tui.widgets.policy_why import is_too_dear

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.views.menu import PolicyView
    from dialogue_sim.session.views.view import View
    from dialogue_sim.tui.sitting import Sitting

AMENDMENTS = 2
"""How many issues the note on the sheet counts to; the session layer is what refuses more."""

Part = Callable[[], Coroutine[object, object, None]]


class TurnScreen(FullScreen):
    """What a turn is played on."""

    @property
    @abstractmethod
    def policy(self) -> PolicyView:
        """The policy that is highlighted."""

    @abstractmethod
    def show(self, view: View) -> None:
        """Give a view to every panel."""

    @abstractmethod
    def seek_advice(self, view: View) -> None:
        """Let the adviser count for a view, or no longer."""

    @abstractmethod
    def begin_turn(self) -> None:
        """Back to the texts."""

    @abstractmethod
    def end(self) -> None:
        """The session is over."""


class TurnFlow:
    """Takes a session from one move to the next, and lays the sheets that ask for them.

    Attributes:
        playing: whether a part of the turn is being played; a second key then plays nothing.
    """

    def __init__(self, screen: TurnScreen, sitting: Sitting) -> None:
        self.screen = screen
        self.sitting = sitting
        self.playing = True
        self._asking = Asking(screen, sitting)

    @property
    def _view(self) -> View:
        return self.sitting.view

    def go_on(self) -> None:
        """Go on where a session stands; no key plays before that."""
        self._run(self._play_on)

    def table(self) -> None:
        """Table the highlighted text as it stands."""
        self._play(self._table)

    def wait(self) -> None:
        """Table nothing, once that is said twice."""
        self._play(self._wait)

    def amend(self) -> None:
        """Open the highlighted text; table what comes back."""
        self._play(self._amend)

    def forecast(self) -> None:
        """Seal a forecast for the highlighted text, then table it."""
        self._play(self._forecast)

    # ------------------------------------------------------------ parts of a turn

    async def _table(self) -> None:
        policy = self.screen.policy
        moves = (_proposal(policy.id, Draft()),) if self._may_choose(policy) else ()
        await self._play_on(*moves)

    async def _wait(self) -> None:
        if self._view.phase != "propose":
            await self._play_on()
        elif await self.screen.app.push_screen_wait(WaitSheet(self._view)):
            await self._play_on(Wait())

    async def _amend(self) -> None:
        policy = self.screen.policy
        if not self._may_choose(policy, amended=True):
            await self._play_on()
            return
        draft = await self.screen.app.push_screen_wait(AmendSheet(self._occasion(policy)))
        if draft is not None:
            sealed = () if draft.forecast is None else (draft.forecast,)
            await self._play_on(*sealed, _proposal(policy.id, draft))

    def _occasion(self, policy: PolicyView) -> Occasion:
        return Occasion(
            policy.text, self._view.venues, AMENDMENTS, 0,
            lambda draft: self.sitting.preview(_proposal(policy.id, draft)),
            self._asking.weigh,
            f"It {policy.blocked_by}: amend it first." if policy.blocked_by else "",
            partial(self._forecast_sheet, policy),
            partial(_proposal, policy.id),
        )  # fmt: skip

    async def _forecast(self) -> None:
        policy = self.screen.policy
        if not self._may_choose(policy):
            await self._play_on()
            return
        forecast = await self.screen.app.push_screen_wait(self._forecast_sheet(policy))
        if forecast is not None:
            await self._play_on(forecast, _proposal(policy.id, Draft()))

    def _forecast_sheet(self, policy: PolicyView) -> ForecastSheet:
        return ForecastSheet(self._view, policy.text.title, "enter seals it and tables the text")

    def _may_choose(self, policy: PolicyView, *, amended: bool = False) -> bool:
        """Whether a policy can be tabled here and now; if not because of itself, say why.

        Args:
            amended: whether it will be amended first, which can make it cheaper.
        """
        if self._view.phase != "propose":
            return False
        if amended and is_too_dear(policy.text, self._view):
            return True
        if policy.blocked_by:
            message = f"{policy.text.title} cannot be tabled now: {policy.blocked_by}"
            self.screen.notify(message, severity="warning", markup=False)
        return not policy.blocked_by

    # ------------------------------------------------------------ one after the other

    def _play(self, part: Part) -> None:
        """Play a part of the turn, unless one is being played already.

        A second key would otherwise make a move twice, or leave a sheet that nobody waits for.
        """
        if self.screen.on_top and not self.playing:
            self.playing = True
            self._run(part)

    def _run(self, part: Part) -> None:
        self.screen.run_worker(self._while_playing(part), group="turn")

    async def _while_playing(self, part: Part) -> None:
        try:
            await part()
        finally:
            self.playing = self._view.phase == "over"

    async def _play_on(self, *moves: Move) -> None:
        """Make moves, then ask persons for theirs until a text is to be chosen here."""
        while True:
            before = len(self._view.played)
            if not moves:
                asked = await self._next_moves()
                if asked is None:
                    return
                moves = asked
            if not await self._submit(*moves) and self._view.phase == "propose":
                return
            moves = ()
            self.screen.seek_advice(self._view)
            if len(self._view.played) > before:
                await self._asking.tell_turn()
                self.screen.begin_turn()
            if self._view.phase == "over":
                self.screen.end()
                return

    async def _next_moves(self) -> tuple[Move, ...] | None:
        """What the person who is asked decides; None where a text is to be chosen first."""
        await self._asking.pass_on()
        self.screen.show(self._view)
        return await self._asking.moves()

    async def _submit(self, *moves: Move) -> bool:
        """Make moves; if they are refused or cannot be saved, say why."""
        if not moves:
            return True
        try:
            self.sitting.submit(*moves)
        except DialogueSimError as error:
            page = Reading("That was not possible", partial(error_page, str(error)))
            await self.screen.app.push_screen_wait(page)
            return False
        return True


def _proposal(policy: str, draft: Draft) -> Propose:
    return Propose(policy, draft.amend, draft.venue)

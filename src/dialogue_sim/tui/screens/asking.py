"""Who is to move is asked: one sheet after the other, over the screen of the turn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.session.moves import Answer, Respond, Settle
from dialogue_sim.tui.screens.amend import AmendSheet, Occasion
from dialogue_sim.tui.screens.debate import DebateScreen
from dialogue_sim.tui.screens.drafts import Drafts
from dialogue_sim.tui.screens.frame import Layer, Reading
from dialogue_sim.tui.screens.ledger import LedgerScreen
from dialogue_sim.tui.screens.pages import cites_of_news, news_page, pass_on_page
from dialogue_sim.tui.screens.question import QuestionSheet
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.screens.silence import SilenceSheet
from dialogue_sim.tui.widgets.policy_why import weighed_up

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.view import View
    from dialogue_sim.tui.sitting import Sitting

AMENDMENTS_AFTER_SILENCE = 1
"""How many issues the note on the sheet counts to; the session layer is what refuses more."""

Made = tuple["Move", ...]
"""Moves that are to be made; none where a screen has made them already."""


class Asking:
    """Remembers what has been told and begun, so that nothing is told twice and no draft is lost.

    Attributes:
        screen: what sheets are laid over; sitting: the session.
    """

    def __init__(self, screen: Layer[None], sitting: Sitting) -> None:
        self.screen = screen
        self.sitting = sitting
        self._news = 0
        self._ledger = 0
        self._round = 0
        self._seated = ""
        self._welcomed: set[str] = set()
        self._drafts: dict[tuple[int, str], Drafts] = {}

    @property
    def _view(self) -> View:
        return self.sitting.view

    async def pass_on(self) -> None:
        """Say whose turn it is at the keyboard, where several persons share it."""
        view = self._view
        if view.seat != self._seated and self.sitting.shared:
            first = view.seat not in self._welcomed
            page = partial(pass_on_page, view, first=first)
            await self.screen.app.push_screen_wait(Reading(view.seat_name, page))
        self._seated = view.seat
        self._welcomed.add(view.seat)

    async def moves(self) -> Made | None:
        """What the person who is asked decides; None where a text is to be chosen first."""
        view = self._view
        if view.debate is not None and view.debate.speaking is not None:
            await self._tell_news()
            return await self._debate()
        await self._tell_ledger(view.debate)
        if view.phase == "settle":
            return (await self._settlement(),)
        await self._tell_news()
        return await self._question()

    async def _question(self) -> Made | None:
        view = self._view
        if view.at.question is None:
            return None
        said = await self.screen.app.push_screen_wait(QuestionSheet(view, view.at.question))
        if said is None:
            self._look_around("what you are asked")
            return None
        return (Respond(said) if view.phase == "respond" else Answer(said),)

    async def _debate(self) -> Made | None:
        """Let the seat speak; the screen makes the moves itself."""
        view = self._view
        drafts = self._drafts.setdefault((view.turn, view.seat), Drafts())
        floor = DebateScreen(view, self.sitting.submit, drafts)
        await self.screen.app.push_screen_wait(floor)
        if floor.over:
            return ()
        self._look_around("the debate")
        return None

    def _look_around(self, back: str) -> None:
        self.screen.notify(f"Look around; t takes you back to {back}.", markup=False)

    async def _settlement(self) -> Settle:
        """Ask how to settle a broken silence until it is said."""
        broken = self._view.broken
        assert broken is not None  # noqa: S101  silence was broken in a hearing
        as_group = self.sitting.preview(Settle("group"))
        while True:
            told = self._round == self._view.turn
            self._round = self._view.turn
            sheet = SilenceSheet(self._view, broken, as_group, at_once=told)
            how = await self.screen.app.push_screen_wait(sheet)
            if how != "amend":
                return Settle(how)
            occasion = Occasion(
                broken.text, (), AMENDMENTS_AFTER_SILENCE, AMENDMENTS_AFTER_SILENCE,
                lambda draft: self.sitting.preview(Settle("amend", draft.amend)), self.weigh,
            )  # fmt: skip
            draft = await self.screen.app.push_screen_wait(AmendSheet(occasion))
            if draft is not None:
                return Settle("amend", draft.amend)

    def weigh(self, text: TextView) -> list[list[str]]:
        """What speaks for or against a text in short pieces, a line of them each."""
        return weighed_up(text, self._view)

    async def _tell_news(self) -> None:
        """News of a turn, once."""
        view = self._view
        if view.news and self._news < view.turn:
            self._news = view.turn
            title, page = f"News · turn {view.turn}", partial(news_page, view.news)
            sheet = Reading(title, page, cites=cites_of_news(view.news))
            await self.screen.app.push_screen_wait(sheet)

    async def _tell_ledger(self, debate: DebateView | None) -> None:
        """What a debate came to, once; what comes of the turn is still to be seen."""
        if debate is not None and debate.audiences and self._ledger < debate.turn:
            self._ledger = debate.turn
            ledger = LedgerScreen(self.sitting.common, debate, settled=False)
            await self.screen.app.push_screen_wait(ledger)

    async def tell_turn(self) -> None:
        """The ledger, the reactions and the answer of the turn that is over."""
        view = self.sitting.common
        await self._tell_ledger(view.played[-1].debate)
        await self.screen.app.push_screen_wait(ReactionsScreen(view, view.played[-1]))

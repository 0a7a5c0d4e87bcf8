"""The screen of a turn: situation, policies, actors, why and log; from here a turn is played."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.game import IN_DEBATE
from dialogue_sim.session.moves import Propose, Wait
from dialogue_sim.tui.commands import POLICY_KEYS, bindings
from dialogue_sim.tui.screens.amend import AmendSheet, Draft, Occasion
from dialogue_sim.tui.screens.asking import Asking
from dialogue_sim.tui.screens.forecast import ForecastSheet
from dialogue_sim.tui.screens.frame import FullScreen, Reading
from dialogue_sim.tui.screens.groundwork import GroundworkSheet, WaitSheet
from dialogue_sim.tui.screens.log import LogSheet
from dialogue_sim.tui.screens.pages import (
    brief_page,
    error_page,
    glossary_page,
    goals_page,
    news_page,
)
from dialogue_sim.tui.screens.receipt import ReceiptSheet, slips_of_turn
from dialogue_sim.tui.widgets.lists import ActorList, PolicyList
from dialogue_sim.tui.widgets.log import Log
from dialogue_sim.tui.widgets.situation import Situation
from dialogue_sim.tui.widgets.top_bar import TopBar
from dialogue_sim.tui.widgets.why import (
    Explanation,
    Why,
    explain_actor,
    explain_counterpart,
    explain_policy,
    is_too_dear,
)

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Groundwork, Move
    from dialogue_sim.session.views.menu import PolicyView
    from dialogue_sim.session.views.view import View
    from dialogue_sim.tui.sitting import Sitting

PHASES = {
    "settle": "Silence", "respond": "Respond", "answer": "Answer",
    **dict.fromkeys(IN_DEBATE, "Debate"),
}  # fmt: skip
"""Words at the top; before a text is tabled, choose."""

WHOLE = 1000
"""Rows of an explanation that is shown whole."""

AMENDMENTS = 2
"""How many issues the note on the sheet counts to; the session layer is what refuses more."""


class PlayScreen(FullScreen):
    """Shows what the seat may see; that the session is over is handed up to the app."""

    KIND = "play"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("play"),
        *(Binding(key, f"pick({place})", show=False) for place, key in enumerate(POLICY_KEYS)),
    ]
    AUTO_FOCUS = "#policies"

    class Over(Message):
        """The session has ended."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._playing = True
        self._asking = Asking(self, sitting)

    @property
    def _view(self) -> View:
        return self.sitting.view

    def body(self) -> ComposeResult:
        """All panels; the style sheet puts them in their places."""
        yield TopBar()
        with Container(id="table"):
            yield Situation(id="situation", classes="pane")
            yield PolicyList(id="policies").add_class("pane")
            yield ActorList(id="actors").add_class("pane")
            yield Log(id="log", classes="pane")
            yield Why(id="why", classes="pane")

    def on_mount(self) -> None:
        """Show the first view, then go on where the session stands."""
        for name, title in (
            ("situation", "Situation"),
            ("actors", "Actors"),
            ("log", "Log"),
        ):
            self.query_one(f"#{name}").border_title = Content(title)
        self._show(self._view)
        self.call_after_refresh(self._go_on)

    def _show(self, view: View) -> None:
        """Give a view to every panel; nothing else writes to them."""
        bar = self.query_one(TopBar)
        bar.caption, bar.seed, bar.turn, bar.turns = view.title, view.seed, view.turn, view.turns
        bar.phase = PHASES.get(view.phase, "Choose")
        situation = self.query_one(Situation)
        situation.show(view)
        situation.border_subtitle = Content(f"seed {view.seed}")
        self.query_one(PolicyList).show(view)
        self.query_one(ActorList).show(view)
        self.query_one(Log).show(view)
        self.query_one(Why).show(self._explanation)

    # ------------------------------------------------------------ what is highlighted

    @property
    def _policy(self) -> PolicyView:
        chosen = self.query_one(PolicyList).chosen
        return next((p for p in self._view.menu if p.id == chosen), self._view.menu[0])

    @property
    def _explanation(self) -> Explanation:
        """About the actor that is highlighted if the actors have the focus, else the policy."""
        actors = self.query_one(ActorList)
        if not actors.has_focus:
            return explain_policy(self._policy, self._view)
        actor = next((a for a in self._view.actors if a.id == actors.chosen), None)
        return (
            explain_counterpart(self._view) if actor is None else explain_actor(actor, self._view)
        )

    def on_option_list_option_highlighted(self) -> None:
        """Explain what is highlighted now."""
        self.query_one(Why).show(self._explanation)

    def on_descendant_focus(self) -> None:
        """Explain what is highlighted where the focus is now."""
        self.query_one(Why).show(self._explanation)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a policy's text, or an actor's receipt."""
        if event.option_list.id == "policies":
            self.action_amend()
        else:
            self.action_receipt()

    def action_pick(self, place: int) -> None:
        """Highlight a policy by its key."""
        policies = self.query_one(PolicyList)
        if place < policies.option_count:
            policies.highlighted = place
            policies.focus()

    def action_next_panel(self) -> None:
        """From the policies to the actors and back."""
        policies, actors = self.query_one(PolicyList), self.query_one(ActorList)
        (actors if policies.has_focus else policies).focus()

    # ------------------------------------------------------------ things to read

    def action_receipt(self) -> None:
        """Why the highlighted actor responded as it did last turn."""
        view = self._view
        if not view.played:
            self.notify("Receipts come with the first reactions.", markup=False)
            return
        slips = slips_of_turn(view.played[-1], view.counterpart, view.counterpart)
        self.cover(ReceiptSheet(slips, self.query_one(ActorList).chosen))

    def action_why(self) -> None:
        """The explanation without cuts."""
        shown = self._explanation
        plain = self.app.no_color
        page = Reading(shown.title, lambda width: shown.draw(width, WHOLE, plain), shown.note)
        self.cover(page)

    def action_goals(self) -> None:
        """The goals as they stand."""
        self.cover(Reading("Goals", partial(goals_page, self._view)))

    def action_brief(self) -> None:
        """The brief again."""
        self.cover(Reading("Brief", partial(brief_page, self._view)))

    def action_glossary(self) -> None:
        """The words of the game."""
        self.cover(Reading("Glossary", partial(glossary_page, self._view)))

    def action_log(self) -> None:
        """All turns."""
        self.cover(LogSheet(self._view))

    def action_news(self) -> None:
        """What happened before this turn."""
        news = self._view.news
        if news:
            self.cover(Reading("News", partial(news_page, news)))
        else:
            self.notify("Nothing has happened since the last turn.", markup=False)

    # ------------------------------------------------------------ the turn

    def action_table(self) -> None:
        """Table the highlighted text as it stands."""
        self._play(self._table)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Groundwork is only where the setting has something to prepare."""
        backstage = self._view.backstage
        if action == "prepare" and not (backstage and (backstage.members or backstage.offers)):
            return False
        return super().check_action(action, parameters)

    def action_prepare(self) -> None:
        """Talk to members before the highlighted text is tabled."""
        if not self._playing:
            self.cover(GroundworkSheet(self._view, self._policy.id, self._prepare))

    def _prepare(self, move: Groundwork) -> View:
        self._show(self.sitting.submit(move))
        return self._view

    def action_wait(self) -> None:
        """Table nothing, once that is said twice."""
        self._play(self._wait)

    async def _wait(self) -> None:
        if self._view.phase != "propose":
            await self._play_on()
        elif await self.app.push_screen_wait(WaitSheet(self._view)):
            await self._play_on(Wait())

    def action_open(self) -> None:
        """What enter does where no list has the focus."""
        self.action_amend()

    def action_amend(self) -> None:
        """Open the highlighted text; table what comes back."""
        self._play(self._amend)

    async def _amend(self) -> None:
        policy = self._policy
        if not self._may_choose(policy, amended=True):
            await self._play_on()
            return
        occasion = Occasion(
            policy.text, self._view.venues, AMENDMENTS, 0,
            lambda draft: self.sitting.preview(_proposal(policy.id, draft)),
            self._asking.weigh,
            f"It {policy.blocked_by}: amend it first." if policy.blocked_by else "",
            partial(self._forecast_sheet, policy),
        )  # fmt: skip
        draft = await self.app.push_screen_wait(AmendSheet(occasion))
        if draft is not None:
            sealed = () if draft.forecast is None else (draft.forecast,)
            await self._play_on(*sealed, _proposal(policy.id, draft))

    def action_forecast(self) -> None:
        """Seal a forecast for the highlighted text, then table it."""
        self._play(self._forecast)

    async def _forecast(self) -> None:
        policy = self._policy
        if not self._may_choose(policy):
            await self._play_on()
            return
        forecast = await self.app.push_screen_wait(self._forecast_sheet(policy))
        if forecast is not None:
            await self._play_on(forecast, _proposal(policy.id, Draft()))

    def _forecast_sheet(self, policy: PolicyView) -> ForecastSheet:
        return ForecastSheet(self._view, policy.text.title, "enter seals it and tables the text")

    async def _table(self) -> None:
        policy = self._policy
        moves = (_proposal(policy.id, Draft()),) if self._may_choose(policy) else ()
        await self._play_on(*moves)

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
            self.notify(message, severity="warning", markup=False)
        return not policy.blocked_by

    def _play(self, part: Callable[[], Coroutine[object, object, None]]) -> None:
        """Play a part of the turn, unless one is being played already.

        A second key would otherwise make a move twice, or leave a sheet that nobody waits for.
        """
        if self.on_top and not self._playing:
            self._playing = True
            self.run_worker(self._while_playing(part), group="turn")

    def _go_on(self) -> None:
        """Go on where a session stands; no key plays before that."""
        self.run_worker(self._while_playing(self._play_on), group="turn")

    async def _while_playing(self, part: Callable[[], Coroutine[object, object, None]]) -> None:
        try:
            await part()
        finally:
            self._playing = self._view.phase == "over"

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
            if len(self._view.played) > before:
                await self._asking.tell_turn()
                self.query_one(PolicyList).focus()
            if self._view.phase == "over":
                self.post_message(self.Over())
                return

    async def _next_moves(self) -> tuple[Move, ...] | None:
        """What the person who is asked decides; None where a text is to be chosen first."""
        await self._asking.pass_on()
        self._show(self._view)
        return await self._asking.moves()

    async def _submit(self, *moves: Move) -> bool:
        """Make moves; if they are refused or cannot be saved, say why."""
        if not moves:
            return True
        try:
            self.sitting.submit(*moves)
        except DialogueSimError as error:
            page = Reading("That was not possible", partial(error_page, str(error)))
            await self.app.push_screen_wait(page)
            return False
        return True


def _proposal(policy: str, draft: Draft) -> Propose:
    return Propose(policy, draft.amend, draft.venue)

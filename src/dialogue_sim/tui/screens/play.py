"""The screen of a turn: situation, policies, actors, why and log; from here a turn is played."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from dialogue_sim.session.game import IN_DEBATE
from dialogue_sim.tui.commands import POLICY_KEYS, bindings
from dialogue_sim.tui.screens.frame import Reading, Request
from dialogue_sim.tui.screens.groundwork import GroundworkSheet
from dialogue_sim.tui.screens.history import HistoryScreen
from dialogue_sim.tui.screens.log import LogSheet
from dialogue_sim.tui.screens.pages import (
    brief_page,
    cites_of_news,
    codes_in,
    glossary_page,
    goals_page,
    news_page,
)
from dialogue_sim.tui.screens.receipt import ReceiptSheet, slips_of_turn
from dialogue_sim.tui.screens.turn_flow import TurnFlow, TurnScreen
from dialogue_sim.tui.widgets.advice import COUNTING, Forecast, Told
from dialogue_sim.tui.widgets.lists import ActorList, PolicyList
from dialogue_sim.tui.widgets.log import Log
from dialogue_sim.tui.widgets.policy_why import explain_policy
from dialogue_sim.tui.widgets.situation import Situation
from dialogue_sim.tui.widgets.table import Table
from dialogue_sim.tui.widgets.top_bar import TopBar
from dialogue_sim.tui.widgets.why import (
    Explanation,
    Why,
    explain_actor,
    explain_counterpart,
)

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Groundwork
    from dialogue_sim.session.views.advice import Advice, AdviceView
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

CANNOT = "No forecast: the text cannot be tabled now."
NOT_NOW = "Forecasts are made before a text is tabled."


class PlayScreen(TurnScreen):
    """Shows what the seat may see; that the session is over is handed up to the app."""

    KIND = "play"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("play"),
        *(Binding(key, f"pick({place})", show=False) for place, key in enumerate(POLICY_KEYS)),
    ]
    AUTO_FOCUS = "#policies"

    class Leave(Request):
        """The person goes back to the shelf; the session waits there."""

        def __init__(self, screen: PlayScreen) -> None:
            super().__init__(screen)
            self.play = screen

    class Over(Message):
        """The session has ended."""

    class Advise(Message):
        """The adviser is to count what would come of this turn's texts."""

        def __init__(self, screen: PlayScreen) -> None:
            super().__init__()
            self.screen = screen

    class Hush(Message):
        """Nobody waits for the adviser any more."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._flow = TurnFlow(self, sitting)
        self._advice: Advice | None = None
        self._sought: View | None = None

    @property
    def _view(self) -> View:
        return self.sitting.view

    def body(self) -> ComposeResult:
        """All panels; the style sheet puts them in their places."""
        yield TopBar()
        with Table(id="table"):
            yield Situation(id="situation", classes="pane")
            yield PolicyList(id="policies").add_class("pane")
            yield ActorList(id="actors").add_class("pane")
            yield Log(id="log", classes="pane")
            yield Forecast(id="forecast", classes="pane")
            yield Why(id="why", classes="pane")

    def on_mount(self) -> None:
        """Show the first view, then go on where the session stands."""
        self.query_one(Log).border_title = Content("Log")
        self.show(self._view)
        self.call_after_refresh(self._flow.go_on)

    def show(self, view: View) -> None:
        """Give a view to every panel; nothing else writes to them."""
        bar = self.query_one(TopBar)
        bar.caption, bar.seed, bar.turn, bar.turns = view.title, view.seed, view.turn, view.turns
        bar.phase, bar.debated = PHASES.get(view.phase, "Choose"), view.debated
        self.query_one(Table).show(view)
        self.query_one(Situation).show(view)
        self.query_one(PolicyList).show(view)
        self.query_one(ActorList).show(view)
        self.query_one(Log).show(view)
        self.seek_advice(view)
        self._explain()

    @property
    def playing(self) -> bool:
        """Whether a part of the turn is being played."""
        return self._flow.playing

    def action_home(self) -> None:
        """Back to the shelf; everything is saved."""
        if not self.playing:
            self.post_message(self.Leave(self))

    # ------------------------------------------------------------ the adviser

    def seek_advice(self, view: View) -> None:
        """Let the adviser count for a view, once; what was counted for another is void."""
        if view is self._sought:
            return
        self._sought, self._advice = view, None
        for policies in self.query(PolicyList):
            policies.advise({})
        asked = view.phase == "propose" and view.at.mover == view.seat
        self.post_message(self.Advise(self) if asked else self.Hush())

    def advised(self, advice: Advice) -> None:
        """Show what the adviser has counted."""
        self._advice = advice
        for policies in self.query(PolicyList):
            policies.advise(advice)
        self._explain()

    def _advice_on(self, policy: str) -> AdviceView | None:
        return None if self._advice is None else self._advice.get(policy)

    # ------------------------------------------------------------ what is highlighted

    @property
    def policy(self) -> PolicyView:
        """The policy that is highlighted."""
        chosen = self.query_one(PolicyList).chosen
        return next((p for p in self._view.menu if p.id == chosen), self._view.menu[0])

    def _explanation(self, *, whole: bool = False) -> Explanation:
        """About the actor that is highlighted if the actors have the focus, else the policy."""
        actors = self.query_one(ActorList)
        if not actors.has_focus:
            said_beside = self.query_one(Forecast).display and not whole
            advice = None if said_beside else self._advice_on(self.policy.id)
            return explain_policy(self.policy, self._view, advice)
        actor = next((a for a in self._view.actors if a.id == actors.chosen), None)
        return (
            explain_counterpart(self._view) if actor is None else explain_actor(actor, self._view)
        )

    def _explain(self) -> None:
        """Say why, and what would come of the highlighted policy, if the table is still laid."""
        if not all(self.query(part) for part in (PolicyList, ActorList, Forecast, Why)):
            return
        self.query_one(Why).show(self._explanation())
        self.query_one(Forecast).show(self._told())

    def _told(self) -> Told:
        policy, advice = self.policy, self._advice or {}
        reach = max((one.reach for one in advice.values()), default=0)
        instead = COUNTING if self._advice is None else CANNOT
        if self._view.phase != "propose":
            instead = NOT_NOW
        return Told(policy.text.title, advice.get(policy.id), reach, instead)

    def on_resize(self) -> None:
        """What other panels say, Why need not say."""
        self.call_after_refresh(self._explain)

    def on_option_list_option_highlighted(self) -> None:
        """Explain what is highlighted now."""
        self._explain()

    def on_descendant_focus(self) -> None:
        """Explain what is highlighted where the focus is now."""
        self._explain()

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
        shown = self._explanation(whole=True)
        plain = self.app.no_color
        page = Reading(shown.title, lambda width: shown.draw(width, WHOLE, plain), shown.note)
        self.cover(page)

    def action_read(self) -> None:
        """The reading room, at the highlighted actor if the actors have the focus."""
        actors = self.query_one(ActorList)
        at = f"actor:{actors.chosen}" if actors.has_focus else ""
        self.look_up(at, policy=self.policy.id)

    def action_goals(self) -> None:
        """The goals as they stand."""
        self.cover(Reading("Goals", partial(goals_page, self._view)))

    def action_brief(self) -> None:
        """The brief again."""
        view = self._view
        cites = codes_in(f"{view.brief} {view.background} {view.at.brief}")
        self.cover(Reading("Brief", partial(brief_page, view), cites=cites))

    def action_glossary(self) -> None:
        """The words of the game."""
        self.cover(Reading("Glossary", partial(glossary_page, self._view)))

    def action_log(self) -> None:
        """All turns."""
        self.cover(LogSheet(self._view))

    def action_history(self) -> None:
        """How the situation moved."""
        self.cover(HistoryScreen(self._view))

    def action_news(self) -> None:
        """What happened before this turn."""
        news = self._view.news
        if news:
            self.cover(Reading("News", partial(news_page, news), cites=cites_of_news(news)))
        else:
            self.notify("Nothing has happened since the last turn.", markup=False)

    # ------------------------------------------------------------ the turn

    def action_table(self) -> None:
        """Table the highlighted text as it stands."""
        self._flow.table()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Groundwork is only where the setting has something to prepare."""
        backstage = self._view.backstage
        if action == "prepare" and not (backstage and (backstage.members or backstage.offers)):
            return False
        return super().check_action(action, parameters)

    def action_prepare(self) -> None:
        """Talk to members before the highlighted text is tabled."""
        if not self._flow.playing:
            self.cover(GroundworkSheet(self._view, self.policy.id, self._prepare))

    def _prepare(self, move: Groundwork) -> View:
        self.show(self.sitting.submit(move))
        return self._view

    def action_wait(self) -> None:
        """Table nothing, once that is said twice."""
        self._flow.wait()

    def action_open(self) -> None:
        """What enter does where no list has the focus."""
        self.action_amend()

    def action_amend(self) -> None:
        """Open the highlighted text; table what comes back."""
        self._flow.amend()

    def action_forecast(self) -> None:
        """Seal a forecast for the highlighted text, then table it."""
        self._flow.forecast()

    def begin_turn(self) -> None:
        """Back to the texts."""
        self.query_one(PolicyList).focus()

    def end(self) -> None:
        """Hand up that the session is over."""
        self.post_message(self.Over())

"""The floor of a debate: what was said, by whom and on what evidence, and what one says to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets.option_list import Option

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.game import IN_DEBATE
from dialogue_sim.session.moves import Pass
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, GOOD, KEY, STRONG, Lines, ends, line, paragraph
from dialogue_sim.tui.screens.composing import AnswerSheet, ClaimSheet
from dialogue_sim.tui.screens.dossier import LEGEND, DossierSheet
from dialogue_sim.tui.screens.forecast import ForecastSheet
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.screens.speaking import BankSheet, SpeakingSheet, StandSheet
from dialogue_sim.tui.widgets.dossier import Dossier
from dialogue_sim.tui.widgets.floor import ArgumentList, argument_page, argument_prompt
from dialogue_sim.tui.widgets.key_bar import KeyBar
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.top_bar import TopBar
from dialogue_sim.words import SIDES

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Predict, Speech
    from dialogue_sim.session.views.debate_view import DebateView, SpeakingView
    from dialogue_sim.session.views.view import View
    from dialogue_sim.tui.screens.drafts import Drafts

WIDE = 110
"""From here on each side has a column, and the dossier stands beside them."""
STEPS = {"argue": "Argue", "rebut": "Rebut", "defend": "Defend"}
WHAT_NOW = {
    "argue": "Make up to two arguments, for the text or against it: enter opens the bank.",
    "rebut": "Answer what others said: highlight an argument and press enter.",
    "defend": "Keep what you have said, or withdraw an argument that was answered well.",
}


class DebateScreen(FullScreen):
    """Makes moves while the seat that looks has something to say; then it leaves.

    Attributes:
        debate: as it is shown now.
        over: whether the seat has said all that it will; else somebody looks around.
    """

    KIND = "debate"
    BINDINGS: ClassVar[list[BindingType]] = bindings("debate")
    AUTO_FOCUS = "#for"

    def __init__(self, view: View, do: Callable[[Speech | Predict], View], drafts: Drafts) -> None:
        super().__init__()
        assert view.debate is not None  # noqa: S101  the screen opens only then
        assert view.debate.speaking is not None  # noqa: S101
        self._view = view
        self.debate: DebateView = view.debate
        self._speaking: SpeakingView = view.debate.speaking
        self._do = do
        self._drafts = drafts
        self._said: tuple[str, str] = ("", "")
        self.over = False

    def body(self) -> ComposeResult:
        """The motion, the floor with one argument in full, and the dossier."""
        yield TopBar()
        yield Page(self._motion, id="motion")
        with Container(id="debate"):
            with Horizontal(id="floor"):
                yield ArgumentList(id="for")
                yield ArgumentList(id="against")
            with Container(id="beside", classes="pane"):
                yield Dossier(self.debate.dossier)
            with VerticalScroll(id="said", classes="pane"):
                yield Page(self._in_full)

    def on_mount(self) -> None:
        """Say where we are, and list what was said once there is room."""
        bar = self.query_one(TopBar)
        bar.caption, bar.seed = self._view.title, self._view.seed
        bar.turn, bar.turns = self._view.turn, self._view.turns
        beside = self.query_one("#beside")
        beside.border_title = Content("Dossier · d searches")
        beside.border_subtitle = Content(LEGEND)
        self.call_after_refresh(self._show, next(iter(self._speaking.owed), ""))

    def on_resize(self, _: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._show)

    # ------------------------------------------------------------ what is shown

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _lists(self) -> dict[str, tuple[str, ...]]:
        """Sides that each list holds: one each, or both in the first."""
        first, second = SIDES
        wide = self._wide
        return {first: (first,) if wide else SIDES, second: (second,) if wide else ()}

    def _show(self, new: str = "") -> None:
        """Give what is known to every part; nothing else writes to them.

        Args:
            new: an argument that was made just now, or has to be answered: it is highlighted.
        """
        if not self.has_its_parts:
            return
        self.query_one(TopBar).phase = f"Debate: {STEPS[self._speaking.step]}"
        for name, sides in self._lists().items():
            shown = self.query_one(f"#{name}", ArgumentList)
            self._fill(shown, sides, new)
            if new and shown.chosen == new:
                shown.focus()
        self.query_one(KeyBar).refresh()
        self._refresh_pages()

    def _fill(self, shown: ArgumentList, sides: tuple[str, ...], new: str) -> None:
        kept = shown.chosen
        arguments = [one for side in sides for one in self.debate.arguments if one.side == side]
        width = shown.scrollable_content_region.width
        shown.set_options(
            Option(argument_prompt(one, self._speaking, width), id=one.id) for one in arguments
        )
        counts = [f"{side} {sum(one.side == side for one in arguments)}" for side in sides]
        shown.border_title = Content(" · ".join(counts).capitalize())
        ids = [one.id for one in arguments]
        if ids:
            first = next((name for name in self._speaking.owed if name in ids), ids[0])
            chosen = new if new in ids else kept
            shown.highlighted = ids.index(chosen if chosen in ids else first)

    def _refresh_pages(self) -> None:
        self.query_one("#motion", Page).show(self._motion)
        self.query_one("#said Page", Page).show(self._in_full)

    def _motion(self, width: int) -> Lines:
        """The motion, the step and what is left of it, whose seat it is, and what to do."""
        speaking = self._speaking
        place = list(IN_DEBATE).index(speaking.step) + 1
        step = f"Step {place} of {len(IN_DEBATE)}: {STEPS[speaking.step]}"
        left = f" · {speaking.left} left" if speaking.step != "defend" else ""
        motion = line((" On the table: ", DIM), (self.debate.motion, STRONG))
        lines = [
            ends(motion, line((f"{step}{left} ", KEY)), width),
            line((f" {self._view.seat_name} speaks", STRONG), ("  " + self._sealed, DIM)),
        ]
        said, style = self._said
        told = f"{said} {self._what_now}" if said and style == GOOD else said or self._what_now
        return [*lines, *paragraph(told, width - 2, style or DIM, indent=1)]

    @property
    def _sealed(self) -> str:
        return "forecast sealed" if self._speaking.sealed else "no forecast sealed yet: f"

    @property
    def _what_now(self) -> str:
        said = WHAT_NOW[self._speaking.step]
        if self._speaking.owed:
            return f"{said} At least one of those with ! has to be answered."
        return said

    def _in_full(self, width: int) -> Lines:
        """The highlighted argument."""
        chosen = self._chosen
        if not chosen:
            return paragraph("Nothing has been said yet.", width, DIM)
        return argument_page(self.debate.argument(chosen), width)

    @property
    def _list(self) -> ArgumentList:
        """The list that was looked at last."""
        against = self.query_one("#against", ArgumentList)
        own = self._wide and (against.has_focus or self._last == "against")
        return against if own else self.query_one("#for", ArgumentList)

    _last = "for"

    @property
    def _chosen(self) -> str:
        return self._list.chosen

    def on_option_list_option_highlighted(self) -> None:
        """Show in full what is highlighted now."""
        self._refresh_pages()

    def on_descendant_focus(self) -> None:
        """Show in full what is highlighted where the focus is now."""
        if isinstance(self.focused, ArgumentList) and self.focused.id is not None:
            self._last = self.focused.id
        self._refresh_pages()

    def on_option_list_option_selected(self) -> None:
        """The key that chooses in lists speaks."""
        self.action_speak()

    # ------------------------------------------------------------ to speak

    def _say(self, move: Speech | Predict) -> str:
        """Make a move; the sentence that refuses it, or nothing."""
        try:
            self._view = self._do(move)
        except DialogueSimError as error:
            told = str(error)
            return f"{told[:1].upper()}{told[1:]}."
        self._drafts.said(move)
        return ""

    def _after(self, done: object, told: str = "It has been said.") -> None:
        """Show what has come of a move; leave once others are to go on."""
        if not done:
            return
        view, seat = self._view, self._speaking.seat
        debate = view.debate
        if debate is None or debate.speaking is None or view.seat != seat:
            self.over = True
            self.dismiss(None)
            return
        step, known = self._speaking.step, self._speaking.own
        self.debate, self._speaking = debate, debate.speaking
        moved_on = debate.speaking.step != step
        self._said = ("", "") if moved_on else (f"✓ {told}", GOOD)
        fresh = next((one for one in debate.speaking.own if one not in known), "")
        owed = next(iter(debate.speaking.owed), "")
        self._show(owed if moved_on and owed else fresh)

    def action_speak(self) -> None:
        """What the step asks for."""
        match self._speaking.step:
            case "argue":
                self._open(BankSheet(self._speaking, self._drafts, self._say))
            case "rebut":
                self._answer()
            case _:
                self._open(StandSheet(self.debate, self._speaking, self._say))

    def _answer(self) -> None:
        chosen = self._chosen
        if chosen not in self._speaking.targets:
            self._tell("That is your own: highlight somebody else's argument to answer it.")
            return
        draft = self._drafts.answer(chosen)
        self._open(AnswerSheet(self.debate, self._speaking, draft, self._say))

    def _open(self, sheet: SpeakingSheet) -> None:
        self.cover(sheet, self._after)

    def _tell(self, sentence: str) -> None:
        self._said = (sentence, BAD)
        self._refresh_pages()

    def action_write(self) -> None:
        """Argue in own words, where the scenario lets people write."""
        self._open(ClaimSheet(self.debate, self._speaking, self._drafts.claim, self._say))

    def action_rest(self) -> None:
        """Say no more in this step, unless something has to be answered first."""
        if not self._must_answer():
            self._after(not self._say_or_tell(Pass()))

    def action_leave(self) -> None:
        """Say no more in any step; stop where something has to be answered."""
        seat = self._speaking.seat
        while not self.over and self._speaking.seat == seat:
            if self._must_answer():
                return
            if self._say_or_tell(Pass()):
                return
            self._after(True)  # noqa: FBT003  it was said

    def _say_or_tell(self, move: Speech) -> str:
        refusal = self._say(move)
        if refusal:
            self._tell(refusal)
        return refusal

    def _must_answer(self) -> bool:
        """Whether the duty to answer is open; if so, say it."""
        owed = self._speaking.owed
        if owed:
            names = "; ".join(self.debate.argument(name).title for name in owed)
            self._tell(f"Every side answers at least one argument of the other: {names}.")
        return bool(owed)

    # ------------------------------------------------------------ around it

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A claim in own words only where and when people write one; a forecast only once."""
        writing = self._speaking.own_words and self._speaking.step == "argue"
        if action == "write" and not writing:
            return False
        if action == "forecast" and self._speaking.sealed:
            return False
        return super().check_action(action, parameters)

    def action_forecast(self) -> None:
        """Seal a forecast of what everybody will say."""
        note = f"{self._view.seat_name} · sealed until they speak"
        self.cover(ForecastSheet(self._view, self.debate.motion, note), self._seal)

    def _seal(self, forecast: Predict | None) -> None:
        if forecast is not None:
            refusal = self._say(forecast)
            if refusal:
                self._tell(refusal)
            else:
                self._after(forecast, "Your forecast is sealed.")

    def action_dossier(self) -> None:
        """Search the dossier, beside the floor or over it."""
        if self._wide:
            self.query_one("Search").focus()
        else:
            self.cover(DossierSheet(self.debate.dossier))

    def action_next_panel(self) -> None:
        """From one list to the next; the dossier is one of them where there is room."""
        self.focus_next("#for, #against, #cards, #said")

    def action_close(self) -> None:
        """From the dossier to the floor; from the floor to the table, to look around."""
        if isinstance(self.focused, ArgumentList) or self.focused is self.query_one("#said"):
            self.dismiss(None)
        else:
            self._list.focus()

"""A text on the table: its issues with their levels, and what an amendment does to its chances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, FAINT, STRONG, Lines, flow, line, paragraph
from dialogue_sim.tui.marks import EXPOSURE, chance_style, chance_words, exposure_words
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.advice import COUNTING, advice_line
from dialogue_sim.tui.widgets.amend_table import AmendTable, Choice
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Predict, Propose
    from dialogue_sim.session.views.advice import AdviceView
    from dialogue_sim.session.views.texts import LevelView, TextView
    from dialogue_sim.tui.screens.forecast import ForecastSheet

VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has amended so far, as ids, and the forecast that goes with it."""

    amend: dict[str, str] = field(default_factory=dict)
    venue: str | None = None
    forecast: Predict | None = None

    @property
    def count(self) -> int:
        """How many issues are amended; the venue counts as one."""
        return len(self.amend) + (self.venue is not None)

    def level(self, issue: str, otherwise: str) -> str:
        """The level an issue has been put at."""
        if issue == VENUE:
            return otherwise if self.venue is None else self.venue
        return self.amend.get(issue, otherwise)

    def put(self, choice: Choice, level: str) -> Draft:
        """The draft with one issue at another level; at its old level it is not amended."""
        changed = level != choice.base
        if choice.issue == VENUE:
            return replace(self, venue=level if changed else None)
        kept = {issue: to for issue, to in self.amend.items() if issue != choice.issue}
        return replace(self, amend={**kept, choice.issue: level} if changed else kept)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a text is amended: before it is tabled, or after silence was broken.

    Attributes:
        text: the text before amending; venues: none if the venue cannot be amended now.
        most: amendments that are possible; least: amendments that are needed to table it.
        preview: the text a draft would table; raises MoveError if that is not possible.
        weigh: what speaks for or against a text in short pieces, a line of them each.
        refusal: why the text cannot be tabled as it stands.
        forecast: gives a sheet on which the text is forecast; None where nothing can be.
        move: what tables a draft, for the adviser to count; None where it is not asked.
    """

    text: TextView
    venues: tuple[tuple[str, str], ...]
    most: int
    least: int
    preview: Callable[[Draft], TextView]
    weigh: Callable[[TextView], list[list[str]]]
    refusal: str = ""
    forecast: Callable[[], ForecastSheet] | None = None
    move: Callable[[Draft], Propose] | None = None


class AmendSheet(Sheet[Draft | None]):
    """Returns the draft that is to be tabled, or None."""

    KIND = "amend"
    BINDINGS: ClassVar[list[BindingType]] = bindings("amend")
    AUTO_FOCUS = "AmendTable"

    class Advise(Message):
        """The adviser is to count what would come of the text as it is amended."""

        def __init__(self, sheet: AmendSheet, move: Propose) -> None:
            super().__init__()
            self.sheet = sheet
            self.move = move

    def __init__(self, occasion: Occasion) -> None:
        super().__init__(occasion.text.title)
        self._occasion = occasion
        self._draft = Draft()
        self._advice: AdviceView | None = None
        self._now = occasion.text
        self._refusal = occasion.refusal

    def body(self) -> ComposeResult:
        """The issues, and below them what they mean and what they do."""
        with VerticalScroll(id="issues", can_focus=False):
            yield AmendTable(self._choices())
        yield Page(self._effects)

    def on_mount(self) -> None:
        """Count the amendments from the start."""
        super().on_mount()
        self._show()
        self._seek_advice()

    def _seek_advice(self) -> None:
        """Let the adviser count for the draft; what was counted for another is void."""
        self._advice = None
        if self._occasion.move is not None:
            self.post_message(self.Advise(self, self._occasion.move(self._draft)))

    def advised(self, move: Propose, advice: AdviceView) -> None:
        """Show what would come of the text, if it is still the one that was asked about."""
        asked = self._occasion.move
        if asked is not None and asked(self._draft) == move and self.has_its_parts:
            self._advice = advice
            self._show()

    def _choices(self) -> tuple[Choice, ...]:
        text, draft = self._occasion.text, self._draft
        rows = [_choice(row, draft) for row in text.levels]
        if self._occasion.venues:
            now = draft.level(VENUE, text.venue)
            rows.append(
                Choice(
                    VENUE, "Venue", "Where the sides meet.", self._occasion.venues, text.venue, now
                )
            )
        return tuple(rows)

    def on_amend_table_asked(self, message: AmendTable.Asked) -> None:
        """Try another level; if it is not possible, say why and keep the text."""
        table = self.query_one(AmendTable)
        draft = self._draft.put(table.chosen, message.level)
        self._refusal = ""
        try:
            self._now = self._occasion.preview(draft) if draft.count else self._occasion.text
        except DialogueSimError as error:
            self._refusal = f"{str(error)[:1].upper()}{str(error)[1:]}. Put one back first: 0."
        else:
            self._draft = draft
            self._seek_advice()
        self._show()

    def on_amend_table_moved(self) -> None:
        """Say what the highlighted issue is about, and keep it in sight."""
        self._refusal = "" if self._draft.count else self._occasion.refusal
        row = Region(0, self.query_one(AmendTable).row, 1, 1)
        self.query_one("#issues").scroll_to_region(row, animate=False)
        self._show()

    def _show(self) -> None:
        table = self.query_one(AmendTable)
        table.show(self._choices())
        count, most = self._draft.count, self._occasion.most
        self.retitle(self._occasion.text.title, f"{count} of {most} amendments")
        self.query_one(Page).show(self._effects)

    def _effects(self, width: int) -> Lines:
        """What the issue is about, and risk and chance before and after."""
        before, now = self._occasion.text, self._now
        about = self.query_one(AmendTable).chosen
        risk = [(f"{now.mark} ", EXPOSURE[now.mark][1]), (exposure_words(now.mark), STRONG)]
        moved = f"  exposure {before.exposure} → {now.exposure}" if self._draft.count else (
            f"  exposure {now.exposure} of 100"
        )  # fmt: skip
        chance = chance_words(now.chance)
        was = f"  before: {chance_words(before.chance)}" if self._draft.count else ""
        lines = [
            line((f"{about.title}: ", DIM), (about.summary, "")),
            line("─" * width).stylize(FAINT),
            line(*risk, (moved, DIM)),
            line((chance.capitalize(), f"bold {chance_style(now.chance)}"), (was, DIM)),
            *(row for part in self._occasion.weigh(now) for row in flow(part, width)),
            *self._forecast_line(width),
        ]
        return [*lines, *paragraph(self._refusal, width, BAD)]

    def _forecast_line(self, width: int) -> Lines:
        if self._occasion.move is None:
            return []
        if self._advice is None:
            return [line((COUNTING, DIM))]
        return [advice_line(self._advice, width)]

    def action_previous(self) -> None:
        """The issue above."""
        self.query_one(AmendTable).move(-1)

    def action_next(self) -> None:
        """The issue below."""
        self.query_one(AmendTable).move(1)

    def action_lower(self) -> None:
        """The level before."""
        self.query_one(AmendTable).ask(-1)

    def action_higher(self) -> None:
        """The next level."""
        self.query_one(AmendTable).ask(1)

    def action_reset(self) -> None:
        """The issue as it was."""
        self.query_one(AmendTable).reset()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A forecast is sealed before a text is tabled, and not after silence was broken."""
        if action == "forecast" and self._occasion.forecast is None:
            return False
        return super().check_action(action, parameters)

    def action_forecast(self) -> None:
        """Seal a forecast; with it the text is tabled."""
        if self._refuses() or self._occasion.forecast is None:
            return
        self.cover(self._occasion.forecast(), self._take)

    def _take(self, forecast: Predict | None) -> None:
        if forecast is not None:
            self.dismiss(replace(self._draft, forecast=forecast))

    def action_table(self) -> None:
        """Table the text, if it is amended as far as it has to be."""
        if not self._refuses():
            self.dismiss(self._draft)

    def _refuses(self) -> bool:
        """Whether the text cannot be tabled yet; if so, say why."""
        refusal = ""
        if self._draft.count < self._occasion.least:
            refusal = "Amend one issue first, or go back with esc and settle it otherwise."
        elif not self._draft.count:
            refusal = self._occasion.refusal
        if refusal:
            self._refusal = refusal
            self._show()
        return bool(refusal)

    def action_close(self) -> None:
        """Back without tabling."""
        self.dismiss(None)


def _choice(row: LevelView, draft: Draft) -> Choice:
    now = draft.level(row.issue, row.level)
    return Choice(row.issue, row.title, row.summary, row.options, row.level, now)

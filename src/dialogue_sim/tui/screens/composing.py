"""Sheets on which somebody composes: a claim in own words, or an answer to an argument."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from dialogue_sim.session.views.debate_view import ANSWER_FRAMES, FRAMES, MEANS
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, cut, fit, line, paragraph
from dialogue_sim.tui.marks import GROUND
from dialogue_sim.tui.screens.dossier import DossierSheet
from dialogue_sim.tui.screens.speaking import Say, SpeakingSheet
from dialogue_sim.tui.widgets.floor import argument_page, card_lines, words_of
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.rows import Rows
from dialogue_sim.tui.widgets.typing import Words
from dialogue_sim.words import REASONS, REBUTTALS, SIDES

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Speech
    from dialogue_sim.session.views.debate_view import DebateView, SpeakingView
    from dialogue_sim.tui.screens.drafts import AnswerDraft, ClaimDraft

LABEL = 10
GAP = "..."
CHOOSE = "choose with ←→"
CLEANED = "Something that cannot be shown was in it: � stands in its place."


class ComposeSheet(SpeakingSheet):
    """Lines to choose on, then words; what is begun is kept in a draft as it changes."""

    KIND = "compose"
    BINDINGS: ClassVar[list[BindingType]] = bindings("compose")
    AUTO_FOCUS = "Rows"

    def __init__(
        self, title: str, debate: DebateView, draft: ClaimDraft | AnswerDraft, say: Say
    ) -> None:
        super().__init__(title, say)
        self._debate = debate
        self._cards = {card.id: card for card in debate.dossier}
        self._written = draft
        self._frame = 0

    @property
    @abstractmethod
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """What can be chosen on each line before the cards, by the draft's own name of it."""

    @property
    @abstractmethod
    def frames(self) -> tuple[str, ...]:
        """Beginnings of sentences."""

    @property
    @abstractmethod
    def incomplete(self) -> str:
        """What has to be chosen before it can be said; nothing if nothing."""

    @property
    @abstractmethod
    def move(self) -> Speech:
        """What would be said."""

    @abstractmethod
    def about(self, width: int) -> Lines:
        """What stands above the lines."""

    @property
    def longest(self) -> int:
        """How many characters the words may have; none where nothing is written."""
        return 0

    def body(self) -> ComposeResult:
        """What it is about, the lines, the words, and why it cannot be said."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Page(self.about)
        yield Rows(len(self.choices) + len(self._written.cards), self._row)
        if self.longest:
            words = Words(self._written.words, self.longest)
            words.border_title = Content("In your own words")
            yield words
        yield Page(self.told, id="told")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sentences begin only where something is written."""
        if action == "frame" and not self.longest:
            return False
        return super().check_action(action, parameters)

    # ------------------------------------------------------------ lines

    def _row(self, place: int, width: int, active: bool) -> Content:  # noqa: FBT001  see `Draw`
        names = list(self.choices)
        if place < len(names):
            title, now = names[place].capitalize(), getattr(self._written, names[place])
            said = words_of(now) or CHOOSE
            arrows = ("◂ ", " ▸") if active else ("  ", "  ")
        else:
            now = self._written.cards[place - len(names)]
            title, arrows = "Card", ("  ", "  ")
            card = self._cards.get(now)
            said = "none · enter takes one" if active else "none"
            if card is not None:
                said = f"[{card.label}] {card.grade} {card.title}"
        ground = "reverse" if self.app.no_color else GROUND
        return line(
            ("▸ " if active else "  ", "$accent"),
            (fit(title, LABEL), f"bold {ground}" if active else ""), " ",
            (arrows[0], "$accent"), (cut(said, width - LABEL - 7), STRONG if now else DIM),
            (arrows[1], "$accent"),
        )  # fmt: skip

    @property
    def _card(self) -> int | None:
        """Which of the card lines is highlighted; None on another line."""
        rows = self.query_one(Rows)
        place = rows.row - len(self.choices)
        return place if rows.has_focus and place >= 0 else None

    def _change(self, by: int) -> None:
        rows, names = self.query_one(Rows), list(self.choices)
        if not rows.has_focus or rows.row >= len(names):
            return
        name = names[rows.row]
        known, now = self.choices[name], getattr(self._written, name)
        place = known.index(now) + by if now in known else 0 if by > 0 else len(known) - 1
        setattr(self._written, name, known[place % len(known)])
        self._show()

    def action_lower(self) -> None:
        """What comes before it."""
        self._change(-1)

    def action_higher(self) -> None:
        """What comes after it."""
        self._change(1)

    def action_previous(self) -> None:
        """The line above."""
        self.query_one(Rows).move(-1)

    def action_next(self) -> None:
        """The line below; below the last one are the words."""
        if not self.query_one(Rows).move(1) and self.longest:
            self.query_one(Words).focus()

    def on_words_above(self) -> None:
        """From the words to the lines."""
        self.query_one(Rows).focus()

    def on_rows_moved(self) -> None:
        """Tell about the line that is highlighted now."""
        self._show()

    def on_descendant_focus(self) -> None:
        """Draw the lines with or without a highlight."""
        self.query_one(Rows).refresh()

    def _show(self) -> None:
        self.query_one(Rows).refresh()
        self.query_one("#scroll Page", Page).show(self.about)
        self.refuse("")

    # ------------------------------------------------------------ words and cards

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is written."""
        if event.text_area.text != self._written.words:
            self._touched = True
            self._written.words = event.text_area.text
            self.refuse("")

    def on_words_cleaned(self) -> None:
        """Say that something was replaced; after the change that did it was drawn."""
        self.call_later(self.refuse, CLEANED)

    def on_words_said(self) -> None:
        """The key that says it, from the words."""
        self.action_say()

    def action_frame(self) -> None:
        """Begin with the next frame, its first gap selected; what was written stays behind it."""
        if not self.longest or not self.frames:
            self.refuse("Choose a side or a kind first: each has beginnings of its own.")
            return
        words = self.query_one(Words)
        frame = self.frames[self._frame % len(self.frames)]
        kept = words.text
        for other in self.frames:
            kept = kept.removeprefix(other).lstrip()
        self._frame += 1
        words.text = f"{frame} {kept}".rstrip()
        first = frame.index(GAP)
        words.selection = Selection((0, first), (0, first + len(GAP)))
        words.focus()

    def action_clear(self) -> None:
        """Take a card off."""
        if self._card is not None:
            self._written.cards[self._card] = ""
            self._show()

    def _take(self, card: str | None) -> None:
        if card is None or self._card is None:
            return
        self._written.cards[self._card] = card
        rows = self.query_one(Rows)
        if rows.move(1):
            return
        # On the line of a card, enter would open the dossier again and never say it.
        rows.highlight(0)
        if self.longest:
            self.query_one(Words).focus()

    def action_say(self) -> None:
        """Say it; on the line of a card, take one."""
        if self._card is not None:
            sheet = DossierSheet(self._debate.dossier, taking=True, counting=self.counting)
            self.cover(sheet, self._take)
        elif self.incomplete:
            self.refuse(self.incomplete)
        else:
            self.say(self.move)

    @property
    @abstractmethod
    def counting(self) -> frozenset[str]:
        """Ids of the cards that would add something to what is being written."""

    def told(self, width: int) -> Lines:
        """The sentence that refuses, or how to go on."""
        says = "enter says it" if self._card is None else "enter takes a card from the dossier"
        hint = says + (", ctrl+b begins a sentence" if self.longest else "")
        return super().told(width) or paragraph(hint, width, DIM)


class ClaimSheet(ComposeSheet):
    """A claim in own words."""

    def __init__(
        self, debate: DebateView, speaking: SpeakingView, draft: ClaimDraft, say: Say
    ) -> None:
        super().__init__("Argue in your own words", debate, draft, say)
        self._speaking = speaking
        self._draft = draft

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """Side and reason."""
        return {"side": SIDES, "reason": REASONS}

    @property
    def frames(self) -> tuple[str, ...]:
        """Of the side that is chosen."""
        return FRAMES.get(self._draft.side, ())

    @property
    def longest(self) -> int:
        """Of a claim."""
        return self._speaking.longest_claim

    @property
    def incomplete(self) -> str:
        """A claim has a side and a reason."""
        missing = [name for name in self.choices if not getattr(self._draft, name)]
        return f"Choose first: {' and '.join(missing)}." if missing else ""

    @property
    def counting(self) -> frozenset[str]:
        """Cards that speak for the side that is chosen."""
        return self._debate.supporting(self._draft.side)

    @property
    def move(self) -> Speech:
        """The claim."""
        return self._draft.move

    def about(self, width: int) -> Lines:
        """The motion, and what the cards do for the side that is chosen."""
        lines = paragraph(f"On: {self._debate.motion}", width, STRONG)
        lines += paragraph("A claim with a reason counts 150; a card that bears on it adds its "
                           "grade; nobody scores your words.", width, DIM)  # fmt: skip
        for name in filter(None, self._draft.cards):
            lines += card_lines(self._cards[name], width, self._draft.side)
        return lines


class AnswerSheet(ComposeSheet):
    """A rebuttal of one argument."""

    def __init__(
        self, debate: DebateView, speaking: SpeakingView, draft: AnswerDraft, say: Say
    ) -> None:
        super().__init__("Answer an argument", debate, draft, say)
        self._speaking = speaking
        self._draft = draft

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The kind."""
        return {"kind": REBUTTALS}

    @property
    def frames(self) -> tuple[str, ...]:
        """Of the kind that is chosen."""
        return ANSWER_FRAMES.get(self._draft.kind, ())

    @property
    def longest(self) -> int:
        """Of a rebuttal; in cards mode nothing is written."""
        return self._speaking.longest_rebuttal if self._speaking.own_words else 0

    @property
    def incomplete(self) -> str:
        """An answer is of some kind."""
        return "" if self._draft.kind else "Choose first how you answer, with ←→."

    @property
    def counting(self) -> frozenset[str]:
        """Cards that add something to an answer of the chosen kind."""
        return self._debate.counting(self._draft.target, self._draft.kind)

    @property
    def move(self) -> Speech:
        """The rebuttal."""
        return self._draft.move

    def about(self, width: int) -> Lines:
        """The argument that is answered, and what the chosen kind means."""
        lines = argument_page(self._debate.argument(self._draft.target), width)
        kinds = [self._draft.kind] if self._draft.kind else REBUTTALS
        for kind in kinds:
            lines += paragraph(f"{kind.capitalize()}: {MEANS[kind]}.", width, DIM)
        return lines

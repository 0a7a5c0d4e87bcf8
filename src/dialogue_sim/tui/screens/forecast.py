"""A sealed forecast: what everybody will say to a text, and how sure one is of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region

from dialogue_sim.session.moves import HOW_SURE, USUALLY_SURE, Predict
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, STRONG, Lines, Part, fit, line, paragraph
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    GROUND,
    KINDS,
    RESPONSE_MARKS,
    answer_word,
    chip,
    short_word,
)
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.rows import Rows
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.views.view import View

AT_FIRST = HOW_SURE.index(USUALLY_SURE)
NAME, WORD = 26, 14
HOW = (
    "You seal it before anybody has responded, and it is scored afterwards beside the model's "
    "own. Members have to be forecast, the others can be."
)


@dataclass
class Guess:
    """A forecast of one actor, as it is being made.

    Attributes:
        kind: of actor; nothing for the counterpart, who answers.
        words: the possibilities; place: which of them, or None; sure: place in `HOW_SURE`.
        needed: whether the forecast cannot be sealed without it.
    """

    about: str
    name: str
    kind: str
    words: tuple[str, ...]
    needed: bool
    place: int | None = None
    sure: int = AT_FIRST

    def step(self, by: int) -> None:
        """Another possibility; the first step goes to the middle."""
        last = len(self.words) - 1
        middle = last // 2
        self.place = middle if self.place is None else max(0, min(last, self.place + by))

    def surer(self, by: int) -> None:
        """More or less sure."""
        self.sure = max(0, min(len(HOW_SURE) - 1, self.sure + by))

    @property
    def said(self) -> dict[str, int]:
        """Percent for what is forecast; nothing without a forecast."""
        return {} if self.place is None else {self.words[self.place]: HOW_SURE[self.sure]}

    @property
    def chip(self) -> tuple[str, str]:
        """The possibility that is chosen, as an id and in a word."""
        assert self.place is not None  # noqa: S101  asked only then
        name = self.words[self.place]
        return name, short_word(name, self.kind) if self.kind else answer_word(name)


class ForecastSheet(Sheet[Predict | None]):
    """Returns the forecast that is to be sealed, or None."""

    KIND = "forecast"
    BINDINGS: ClassVar[list[BindingType]] = bindings("forecast")
    AUTO_FOCUS = "Rows"

    def __init__(self, view: View, title: str, note: str) -> None:
        super().__init__(f"Your forecast: {title}", note)
        self._guesses = guesses_for(view)
        self._told = ""

    def body(self) -> ComposeResult:
        """A line for everybody, and what is missing."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Rows(len(self._guesses), self._row)
        yield Page(self._page, id="told")

    @property
    def _guess(self) -> Guess:
        return self._guesses[self.query_one(Rows).row]

    def _row(self, place: int, width: int, active: bool) -> Content:  # noqa: FBT001  see `Draw`
        guess = self._guesses[place]
        ground = "reverse" if self.app.no_color else GROUND
        left, right = ("◂ ", " ▸") if active else ("  ", "  ")
        parts: list[Part] = [
            ("▸ " if active else "  ", "$accent"),
            (fit(guess.name, NAME), f"bold {ground}" if active else ""), " ", (left, "$accent"),
        ]  # fmt: skip
        if guess.place is None:
            parts.append(("to be forecast" if guess.needed else "no forecast", DIM))
        else:
            name, word = guess.chip
            mark = RESPONSE_MARKS.get(name) or ANSWER_MARKS[name]
            parts += [chip(mark, fit(word, WORD), plain=self.app.no_color), (right, "$accent")]
            parts += [
                (f" {HOW_SURE[guess.sure]:>3} % sure ", STRONG),
                ("■" * (guess.sure + 1), DIM),
            ]
        return line(*parts).truncate(width)

    def _page(self, width: int) -> Lines:
        return paragraph(self._told or HOW, width, BAD if self._told else DIM)

    def _show(self, told: str = "") -> None:
        self._told = told
        self.query_one(Rows).refresh()
        self.query_one(Page).show(self._page)

    def on_rows_moved(self) -> None:
        """Keep the highlighted line in sight."""
        row = Region(0, self.query_one(Rows).row + 1, 1, 1)
        self.query_one("#scroll").scroll_to_region(row, animate=False)
        self._show(self._told)

    def action_lower(self) -> None:
        """Towards breaking silence."""
        self._guess.step(-1)
        self._show()

    def action_higher(self) -> None:
        """Towards endorsing."""
        self._guess.step(1)
        self._show()

    def action_surer(self) -> None:
        """More sure."""
        self._guess.surer(1)
        self._show()

    def action_less_sure(self) -> None:
        """Less sure."""
        self._guess.surer(-1)
        self._show()

    def action_reset(self) -> None:
        """No forecast for this one."""
        self._guess.place = None
        self._show()

    def action_previous(self) -> None:
        """The actor above."""
        self._told = ""
        self.query_one(Rows).move(-1)

    def action_next(self) -> None:
        """The actor below."""
        self._told = ""
        self.query_one(Rows).move(1)

    def action_seal(self) -> None:
        """Seal it, if nobody is missing who has to be forecast."""
        missing = [g for g in self._guesses if g.needed and g.place is None]
        if missing:
            names = ", ".join(guess.name for guess in missing)
            self.query_one(Rows).highlight(self._guesses.index(missing[0]))
            self._show(f"Forecast every member first, with ←→. Missing: {names}.")
            return
        responses = {one.about: one.said for one in self._guesses if one.kind and one.said}
        answer = next((one.said for one in self._guesses if not one.kind), {})
        self.dismiss(Predict(responses, answer))

    def action_close(self) -> None:
        """Back without a forecast."""
        self.dismiss(None)


def guesses_for(view: View) -> list[Guess]:
    """Everybody but the seat itself, members first and the counterpart last."""
    actors = sorted(view.actors, key=lambda actor: KINDS.index(actor.kind))
    others = [
        Guess(actor.id, actor.name, actor.kind, RESPONSES, needed=actor.kind == "member")
        for actor in actors
        if actor.id != view.seat
    ]
    if view.seat_name == view.counterpart:
        return others
    return [*others, Guess("", view.counterpart, "", ANSWERS, needed=False)]

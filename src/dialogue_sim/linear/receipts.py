"""Which receipt is meant by a name: of the text on the table, or of the last that was heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.linear import again, pages
from dialogue_sim.session.views.hints import hints_of
from dialogue_sim.session.views.questions import AnswerQuestion, Question, ResponseQuestion

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.turn_view import HearingView
    from dialogue_sim.session.views.view import View


@dataclass(frozen=True, slots=True)
class Table:
    """What lies before the seat that asks.

    Attributes:
        asked: what the seat has to decide about, if it has.
    """

    game: Game
    view: View
    asked: Question | None

    def receipt(self, name: str) -> list[str]:
        """The receipt of an actor by its id or name; without one, of the seat that is asked.

        A number after the name asks for a turn that is over.
        """
        view, asked = self.view, self.asked
        who, _, number = name.rpartition(" ")
        if who and number.isdecimal():
            return self._of_turn(who.strip(), number)
        if isinstance(asked, ResponseQuestion) and name in {"", view.seat}:
            hints = hints_of(self.game, None)[view.seat]
            return pages.receipt(f"{view.seat_name}, on the table now", asked.receipt, hints)
        counterpart = {view.counterpart.casefold(), view.counterpart_short.casefold()}
        if isinstance(asked, AnswerQuestion) and name.casefold() in {"", *counterpart}:
            return pages.answer_receipt(view, asked.against)
        if name.casefold() in counterpart and view.played:
            return pages.answer_receipt(view, view.played[-1].answer.against)
        return self._of_hearing(name)

    def _of_turn(self, name: str, number: str) -> list[str]:
        view, turn = self.view, again.turn_of(self.view, number)
        if turn is None:
            return [f"Turn {number} is not over yet."]
        if name.casefold() in {view.counterpart.casefold(), view.counterpart_short.casefold()}:
            return pages.answer_receipt(view, turn.answer.against)
        if not turn.hearings:
            return [f"Nobody responded in turn {number}."]
        return self._said_by(name, turn.number, turn.hearings[-1], -1)

    def _of_hearing(self, name: str) -> list[str]:
        turn, body = self._heard()
        if body is None:
            return ["Nobody has responded yet."]
        return self._said_by(name, turn, body, 0 if self.view.broken else -1)

    def _said_by(self, name: str, turn: int | None, body: HearingView, text: int) -> list[str]:
        """The receipt of an actor's response to the text of a turn; see `hints_of`."""
        for reaction in body.reactions:
            names = {reaction.actor, reaction.short.casefold(), reaction.name.casefold()}
            if name.casefold() in names:
                hints = hints_of(self.game, turn, text)[reaction.actor]
                return pages.receipt(reaction.name, reaction.receipt, hints)
        return [f"There is no actor '{name}': {hint(name, [r.actor for r in body.reactions])}."]

    def _heard(self) -> tuple[int | None, HearingView | None]:
        """The hearing of this turn, or the last one with its turn: in some nothing is tabled."""
        now = self.view.broken
        if isinstance(self.asked, AnswerQuestion):
            now = self.asked.hearing
        if now is not None:
            return None, now
        heard = [turn for turn in self.view.played if turn.hearings]
        return (heard[-1].number, heard[-1].hearings[-1]) if heard else (None, None)

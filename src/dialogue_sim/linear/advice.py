"""What the adviser says at the desk: how each number would probably move, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.linear.pages import MODELLED, refusal
from dialogue_sim.session.hindsight.adviser import advice, advice_on
from dialogue_sim.session.views.advice import WAITING, moved

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Propose
    from dialogue_sim.session.views.advice import AdviceView, ProspectView
    from dialogue_sim.session.views.view import View

WAIT = "wait"
NOT_NOW = "The adviser is asked before a text is tabled, by whoever tables it."


def told(game: Game, view: View, wanted: str, draft: Propose | None) -> list[str]:
    """What would come of a text.

    Args:
        game: the session; view: of who asks.
        wanted: number or id of a policy, or `wait`; nothing for the draft.
        draft: the text that is being amended, if one is.
    """
    if game.phase != "propose" or view.seat != game.mover:
        return [NOT_NOW]
    if not wanted and draft is not None:
        return _on_draft(game, view, draft)
    names = {str(number): policy.id for number, policy in enumerate(view.menu, start=1)}
    policy = WAITING if wanted == WAIT else names.get(wanted, wanted)
    titles = {one.id: one.text.title for one in view.menu} | {WAITING: "waiting"}
    if policy not in titles or not wanted:
        return [f"Type advice and a number from 1 to {len(view.menu)}, or advice wait."]
    found = advice(game, view.seat).get(policy)
    if found is None:
        return [f"{titles[policy]} cannot be tabled now."]
    return lines_of(titles[policy], found)


def _on_draft(game: Game, view: View, draft: Propose) -> list[str]:
    title = next(one.text.title for one in view.menu if one.id == draft.policy)
    try:
        return lines_of(title, advice_on(game, view.seat, draft))
    except DialogueSimError as error:
        return [refusal(error)]


def lines_of(title: str, body: AdviceView) -> list[str]:
    """One number after the other."""
    counted = any(row.low is not None for row in body.rows)
    basis = f", in eight of ten of {body.sessions} sessions" if counted else ""
    head = f"Adviser on {title}: how this turn would move things{basis}. {MODELLED}"
    return [head, *(f"  {row.label}: {_row(row)}" for row in body.rows)]


def _row(row: ProspectView) -> str:
    if row.low is None or row.high is None:
        return f"{row.word}."
    median = "" if row.median is None else f", as often below {moved(row.median)} as above"
    return f"{moved(row.low)} to {moved(row.high)}{median}; {row.word}."

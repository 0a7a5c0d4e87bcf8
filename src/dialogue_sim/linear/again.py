"""What happened before, told again: the news of this turn, and a whole turn that is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.linear import forecast_pages, offstage, pages

if TYPE_CHECKING:
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View


def news(view: View) -> list[str]:
    """What happened before this turn."""
    lines = []
    for one in view.news:
        cited = " ".join([f"[{one.label}]", ", ".join(one.source)]).strip()
        lines.append(f"News: {one.title}. {one.text} {cited}")
        lines += [f"  It moved: {', '.join(one.effects)}."] if one.effects else []
    return lines or ["Nothing has happened since the last turn."]


def turn(view: View, number: str) -> list[str]:
    """A turn that is over as it was told when it ended; without a number the last one."""
    if not view.played:
        return ["No turn is over yet."]
    found = turn_of(view, number or str(view.played[-1].number))
    if found is None:
        return [f"Type turn and a number from 1 to {len(view.played)}."]
    heard = [line for body in found.hearings for line in ("", *pages.hearing(view, body))]
    return [
        *pages.log_entry(view, found), *heard, "", *pages.answer(view, found.answer),
        *offstage.after_turn(view, found), *forecast_pages.scored(view, found),
    ]  # fmt: skip


def turn_of(view: View, number: str) -> TurnView | None:
    """The turn that is over with a number; None if there is none."""
    return next((one for one in view.played if str(one.number) == number), None)

"""Text that several commands print: diagnostics with source lines, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import render_text
from dialogue_sim.content.files import default_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View


def with_source_lines(
    diagnostics: Iterable[Diagnostic], files: Mapping[str, bytes] | None = None
) -> str:
    """Diagnostics for a terminal, each with the line it is about."""
    files = default_library() if files is None else files
    texts = {path: raw.decode(errors="replace") for path, raw in files.items()}
    return render_text(diagnostics, texts)


def session_text(game: Game, *, percentiles: bool = False) -> str:
    """A finished session, a paragraph a turn.

    Args:
        game: the session.
        percentiles: whether its profile is placed among modelled sessions.
    """
    from dialogue_sim.session.views.view import view_for

    view = view_for(game, game.chair)
    lines = [f"{view.title}, seed {view.seed}"]
    for turn in view.played:
        lines += _turn(view, turn)
    values = ", ".join(f"{i.label} {i.value}" for i in view.indicators if i.rank == 1)
    lines.append(f"   {values}")
    if percentiles:
        lines += _placed(game)
    if view.mandate:
        lines.append(f"Mandate: {_mandate(view)}")
    ending = view.ending.title if view.ending else f"not finished (turn {view.turn})"
    lines.append(f"Ending: {ending}. Session code {view.code}. [MOD]")
    return "\n".join(lines)


def _turn(view: View, turn: TurnView) -> list[str]:
    """What was done before, what was tabled, what came of it and of older promises."""
    amended = f" ({'; '.join(turn.amendments)})" if turn.amendments else ""
    settled = f", then {turn.settlement}" if turn.settlement else ""
    lines = [f"{turn.number}. {turn.title}{amended}{settled}"]
    if turn.groundwork:
        lines.append(f"   before that: {'; '.join(turn.groundwork)}")
    answer = f"{view.counterpart_short} {turn.answer.word}"
    stands = "stands" if turn.stands else "does not stand"
    lines.append(f"   {answer}." if turn.waited else f"   {stands}; {answer}.")
    return [*lines, *(f"   {said}" for said in turn.pledges)]


def _placed(game: Game) -> list[str]:
    """The profile beside modelled sessions, a line for each number."""
    from dialogue_sim.session.strategies.profile import MODELLED, profile

    return [
        f"Profile beside {MODELLED} modelled sessions of the same scenario:",
        *(
            f"   {row.label} {row.value:.0f}, higher than {row.percentile:.0f} %"
            for row in profile(game)
        ),
    ]


def _mandate(view: View) -> str:
    (title,) = (mandate.title for mandate in view.mandates if mandate.id == view.mandate)
    won = sum(goal.points for goal in view.goals if goal.met)
    return f"{title}, {won} of {sum(goal.points for goal in view.goals)} points."

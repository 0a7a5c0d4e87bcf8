"""Text that several commands print: diagnostics with source lines, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import render_text
from dialogue_sim.content.files import default_library
from dialogue_sim.words import SIDES

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
    from dialogue_sim.session.playing import advised
    from dialogue_sim.session.views.view import view_for

    view = view_for(advised(game, "open"), game.chair)
    lines = [f"{view.title}, seed {view.seed}"]
    for turn in view.played:
        lines += _turn(view, turn)
    values = ", ".join(f"{i.label} {i.value}" for i in view.indicators if i.rank == 1)
    lines.append(f"   {values}")
    if percentiles:
        lines += _placed(game)
    lines += [
        f"Forecasts of {dict(view.at.seats).get(one.by, one.by)}: {one.right} of {one.forecasts} "
        f"right; score {one.score:.2f}, model {one.model_score:.2f}."
        for one in view.forecasts
    ]
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
    lines += [f"   {said}" for said in (*_debate(turn), *_forecasts(view, turn))]
    stands = "stands" if turn.stands else "does not stand"
    lines.append(f"   {answer}." if turn.waited else f"   {stands}; {answer}.")
    return [*lines, *(f"   {said}" for said in turn.pledges)]


def _debate(turn: TurnView) -> list[str]:
    """Who argued what on which side, and what both sides came to for everybody."""
    debate = turn.debate
    if debate is None:
        return []
    lines = []
    for side in SIDES:
        argued = [
            f"{one.speaker}, {one.title} ({one.id}){', withdrawn' * one.dropped} [{one.label}]"
            for one in debate.arguments
            if one.side == side
        ]
        lines.append(f"argued {side}: {'; '.join(argued) or 'nothing'}")
    answers = [
        f"{one.id}, {answer.speaker} {answer.does} [{answer.label}]"
        for one in debate.arguments
        for answer in one.rebuttals
    ]
    lines += [f"answered: {'; '.join(answers)}"] if answers else []
    came = [f"{a.short} {a.term} ({a.in_favour}/{a.against})" for a in debate.audiences]
    return [*lines, f"came to, for/against: {', '.join(came)} [MOD]"]


def _forecasts(view: View, turn: TurnView) -> list[str]:
    """Sealed forecasts against what came."""
    names = dict(view.at.seats)
    return [
        f"forecast of {names.get(one.by, one.by)}: {one.short} {one.likeliest} "
        f"{max(one.forecast):.0f} %, came {one.came}; score {one.score:.2f}, model "
        f"{one.model_score:.2f}"
        for one in turn.predictions
    ]


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

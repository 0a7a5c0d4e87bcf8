"""Sealed forecasts as they fared: beside a response, at the end of a turn and of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.views.predictions import mean_of_model
from dialogue_sim.tui.drawing import BAD, DIM, GOOD, STRONG, Lines, line, paragraph
from dialogue_sim.tui.marks import MODELLED, answer_word, short_word
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from textual.content import Content

    from dialogue_sim.session.views.predictions import ForecastScore, PredictionView
    from dialogue_sim.session.views.turn_view import TurnView

HOW = "Brier scores: 0 is right without doubt, 0.8 is knowing nothing, 2 is wrong without doubt."


def forecasts_of(turn: TurnView, actor: str) -> tuple[PredictionView, ...]:
    """What persons forecast of one actor in a turn."""
    return tuple(one for one in turn.predictions if one.about == actor)


def forecast_lines(turn: TurnView, actor: str, kind: str = "") -> Lines:
    """A line for each forecast of an actor: right or wrong as sign and word, and what it was."""
    named = len({one.by for one in turn.predictions}) > 1
    return [_line(one, kind, named=named) for one in forecasts_of(turn, actor)]


def answer_forecasts(turn: TurnView) -> Lines:
    """A line for each forecast of the counterpart's answer."""
    named = len({one.by for one in turn.predictions}) > 1
    return [_line(one, "", named=named) for one in turn.predictions if one.came in ANSWERS]


def _line(one: PredictionView, kind: str, *, named: bool) -> Content:
    sign, word, style = ("✓", "right", GOOD) if one.right else ("✗", "wrong", BAD)
    said = short_word(one.likeliest, kind) if one.likeliest in RESPONSES else ""
    said = said or answer_word(one.likeliest)
    whose = f" by {one.by.replace('_', ' ')}" if named else ""
    return line(
        (f"{sign} {word}", style), (f"  forecast{whose}: {said} {max(one.forecast):.0f} %", DIM)
    )


def score_lines(turn: TurnView, width: int) -> Lines:
    """The mean score of each seat that forecast in a turn, beside the model's own."""
    lines: Lines = []
    for seat in dict.fromkeys(one.by for one in turn.predictions):
        own = [one for one in turn.predictions if one.by == seat]
        right = sum(one.right for one in own)
        scores = sum(one.score for one in own) / len(own), mean_of_model(own)
        lines += paragraph(_said(seat, right, len(own), scores), width, STRONG)
    return [*lines, *paragraph(f"{HOW} {MODELLED}", width, DIM)] if lines else []


def total_lines(scores: tuple[ForecastScore, ...], width: int) -> Lines:
    """The mean scores of a session."""
    lines: Lines = []
    for one in scores:
        both = (one.score, one.model_score)
        lines += paragraph(_said(one.by, one.right, one.forecasts, both), width, STRONG)
    return [*lines, *paragraph(f"{HOW} {MODELLED}", width, DIM)] if lines else []


def _said(seat: str, right: int, count: int, scores: tuple[float, float | None]) -> str:
    yours, models = scores
    said = f"{seat.replace('_', ' ').capitalize()}: {right} of {count} right, score {yours:.2f}"
    if models is None:
        return f"{said}."
    better = "better than" if yours < models else "as good as" if yours == models else "behind"
    return f"{said}, {better} the model's {models:.2f}."

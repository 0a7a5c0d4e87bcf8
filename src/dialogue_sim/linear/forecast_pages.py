"""What linear mode says of sealed forecasts: each against what came, and how they fared in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.linear.floor_pages import MODELLED, words
from dialogue_sim.session.views.predictions import mean_of_model

if TYPE_CHECKING:
    from dialogue_sim.session.views.predictions import PredictionView
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View


def scored(view: View, turn: TurnView) -> list[str]:
    """Every forecast of a turn against what came."""
    lines = []
    for seat in dict.fromkeys(one.by for one in turn.predictions):
        own = [one for one in turn.predictions if one.by == seat]
        lines.append(f"Forecasts of {_name(view, seat)}, Brier scores from 0, right without "
                     "doubt, to 2, wrong without doubt; 0.80 is saying nothing:")  # fmt: skip
        lines += [_line(one) for one in own]
        mean, model = sum(one.score for one in own) / len(own), mean_of_model(own)
        models = "" if model is None else f"; the model's own chances {model:.2f}"
        lines.append(f"  On average {mean:.2f}{models}. {MODELLED}")
    return lines


def _line(one: PredictionView) -> str:
    came = f"came {words(one.came)}{', as forecast' * one.right}"
    said = f"forecast {words(one.likeliest)} with {max(one.forecast):.0f} %"
    model = "" if one.model_score is None else f", model {one.model_score:.2f}"
    return f"  {one.short}: {said}, {came}. Score {one.score:.2f}{model}."


def totals(view: View) -> list[str]:
    """How the forecasts of a session fared, for its ending."""
    lines = [
        f"  {_name(view, one.by)}: {one.right} of {one.forecasts} right; Brier score "
        f"{one.score:.2f}, the model's own {one.model_score:.2f}."
        for one in view.forecasts
        if one.model_score is not None
    ]
    return ["", f"Forecasts, 0 is best and 0.80 says nothing: {MODELLED}", *lines] * bool(lines)


def _name(view: View, seat: str) -> str:
    return dict(view.at.seats).get(seat, seat)

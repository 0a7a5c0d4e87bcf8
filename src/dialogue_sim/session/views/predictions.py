"""Sealed forecasts against what came: Brier scores, and the model's own beside them.

The score of a forecast over five possibilities is the sum of the squared differences between what
was forecast and what came (Brier 1950): 0 for the right one without doubt, 2 for a wrong one
without doubt, 0.8 for saying nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.engine.explain import expected_outlook
from dialogue_sim.engine.procedure import said_chances
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.moves import Predict
from dialogue_sim.session.views.odds import told_in
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.session.game import Game
    from dialogue_sim.words import Difficulty

SURE = 100.0


@dataclass(frozen=True, slots=True)
class PredictionView:
    """One forecast of a person, scored.

    Attributes:
        by: seat that forecast; about: id of the actor, or of the counterpart.
        forecast, model: percent for each possibility, worst response or first answer first; the
            model's is empty where chances are not told exactly.
        likeliest: what was forecast; came: what came.
        score: Brier score of the forecast; model_score: of the model's own probabilities, and
            apart: squared distance between the two, 0..2; None where numbers are kept back.
    """

    by: str
    about: str
    short: str
    forecast: tuple[float, ...]
    model: tuple[float, ...]
    likeliest: str
    came: str
    score: float
    model_score: float | None
    apart: float | None

    @property
    def right(self) -> bool:
        """Whether what was forecast came."""
        return self.likeliest == self.came


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """All forecasts of a seat in a session: mean scores; the model's as in `PredictionView`."""

    by: str
    forecasts: int
    right: int
    score: float
    model_score: float | None


def predictions_of(game: Game, place: int) -> tuple[PredictionView, ...]:
    """The forecasts of a finished turn; those of a turn in which nothing was tabled are void.

    What people said to the first text counts: the forecast was made for it. The model's own is
    what it gave before anything was argued or said, as the forecast was.
    """
    played = game.played[place]
    sealed = [(seat, move) for seat, move in zip(played.movers, played.moves, strict=True)
              if isinstance(move, Predict)]  # fmt: skip
    if not sealed or not played.turn.hearings:
        return ()
    turn, hearing = played.turn, played.turn.hearings[0]
    world = game.world_in(turn.number)
    moment = Moment(world, hearing.text, turn.before, no_debate(turn.before))
    reactions = react(moment)
    chances = said_chances(moment, reactions)[:, :, 0]
    answers = expected_outlook(moment, reactions).probabilities[:, 0]
    found = []
    for seat, move in sealed:
        for name, forecast in sorted(move.responses.items()):
            actor = game.world.actors.ids.index(name)
            came = int(hearing.ruling.responses[actor, 0])
            short = game.bundle.actors[name].short
            found.append(
                _scored(seat, (name, short), (RESPONSES, forecast), chances[:, actor], came)
            )
        if move.answer:
            about = game.bundle.counterpart.id, game.bundle.counterpart.short
            came = int(turn.answer[0])
            found.append(_scored(seat, about, (ANSWERS, move.answer), answers, came))
    return tuple(found)


def scores(game: Game) -> tuple[ForecastScore, ...]:
    """The forecasts of every seat that made some, over all finished turns, told exactly."""
    every = [one for place in range(len(game.played)) for one in predictions_of(game, place)]
    found = []
    for seat in dict.fromkeys(one.by for one in every):
        own = [one for one in every if one.by == seat]
        found.append(
            ForecastScore(
                by=seat,
                forecasts=len(own),
                right=sum(one.right for one in own),
                score=math.fsum(one.score for one in own) / len(own),
                model_score=mean_of_model(own),
            )
        )
    return tuple(found)


def mean_of_model(made: Sequence[PredictionView]) -> float | None:
    """Mean score of the model's own; None where numbers are kept back."""
    known = [one.model_score for one in made if one.model_score is not None]
    return math.fsum(known) / len(known) if len(known) == len(made) else None


def as_told(made: tuple[PredictionView, ...], told: Difficulty) -> tuple[PredictionView, ...]:
    """Forecasts with as much of the model's own as a seat is told."""
    match told:
        case "open":
            return made
        case "normal":
            return tuple(replace(one, model=()) for one in made)
        case "hard":
            return tuple(replace(one, model=(), model_score=None, apart=None) for one in made)


def scores_as_told(game: Game) -> tuple[ForecastScore, ...]:
    """The forecasts of every seat that made some, with as much of the model's as is told."""
    every = scores(game)
    hidden = told_in(game) == "hard"
    return tuple(replace(one, model_score=None) for one in every) if hidden else every


def spread(words: Sequence[str], forecast: Mapping[str, int]) -> tuple[float, ...]:
    """Percent for each possibility: what is not named shares the rest evenly."""
    others = [word for word in words if word not in forecast]
    rest = SURE - sum(forecast.values())
    return tuple(
        float(forecast[word]) if word in forecast else rest / len(others) for word in words
    )


def brier(forecast: Sequence[float], came: int) -> float:
    """Sum of squared differences between percents, as fractions, and what came; 0..2."""
    return _apart(forecast, [SURE * (place == came) for place in range(len(forecast))])


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    apart = [(x - y) / SURE for x, y in zip(one, other, strict=True)]
    return math.fsum(gap * gap for gap in apart)


def _scored(
    by: str,
    about: tuple[str, str],
    said: tuple[Sequence[str], Mapping[str, int]],
    chances: Array,
    came: int,
) -> PredictionView:
    words, named = said
    forecast, model = spread(words, named), tuple(float(c) * SURE for c in chances)
    return PredictionView(
        by=by,
        about=about[0],
        short=about[1],
        forecast=forecast,
        model=model,
        likeliest=words[forecast.index(max(forecast))],
        came=words[came],
        score=brier(forecast, came),
        model_score=brier(model, came),
        apart=_apart(forecast, model),
    )

"""A debate and the forecasts of a finished turn as plain JSON, for saves and for whoever runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine.floor import ledger_of
from dialogue_sim.session.views.debate_view import debated_in
from dialogue_sim.session.views.floor_view import argument_views
from dialogue_sim.session.views.predictions import predictions_of, scores

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.floor_view import ArgumentView, Debated, RebuttalView

Record = dict[str, object]


def debate_record(game: Game, place: int) -> Record:
    """The debate of a turn, given by its place; nothing where nothing was debated.

    `floor` holds every argument in the order in which they were made, `sides` what both sides came
    to for each actor, per mille, and the term of the reaction that is their difference.
    """
    debated = debated_in(game, place)
    if debated is None:
        return {}
    floor = [_argument(debated, one) for one in argument_views(debated)]
    return {"debate": {"floor": floor, "sides": _sides(debated)}}


def _argument(debated: Debated, one: ArgumentView) -> Record:
    written = one.id in debated.game.bundle.bank
    own = {} if written else {"claim": one.claim, "cards": [card.id for card in one.cards]}
    return {
        "argument": one.id,
        "by": one.seat,
        "side": one.side,
        "reason": one.reason,
        **own,
        "label": one.label,
        **({"dropped": True} if one.dropped else {}),
        "rebuttals": [_rebuttal(answer) for answer in one.rebuttals],
    }


def _rebuttal(one: RebuttalView) -> Record:
    return {
        "by": one.seat,
        "kind": one.kind,
        **({} if one.card is None else {"card": one.card.id}),
        **({"text": one.text} if one.text else {}),
        "force": one.force,
        "label": one.label,
    }


def _sides(debated: Debated) -> Record:
    world = debated.game.world_in(debated.turn)
    ledger = ledger_of(world, debated.floor, debated.text)
    return {
        actor: {
            "for": int(ledger.sides[0, place, 0]),
            "against": int(ledger.sides[1, place, 0]),
            "term": float(ledger.term[place, 0]),
        }
        for place, actor in enumerate(world.actors.ids)
    }


def forecasts_record(game: Game, place: int) -> Record:
    """Sealed forecasts of a turn against what came; nothing where nobody made any."""
    found = [
        {
            "by": one.by,
            "about": one.about,
            "forecast": list(one.forecast),
            "model": list(one.model),
            "came": one.came,
            "score": one.score,
            "model_score": one.model_score,
        }
        for one in predictions_of(game, place)
    ]
    return {"forecasts": found} if found else {}


def scores_record(game: Game) -> Record:
    """How the forecasts of a session fared, by seat; nothing where nobody made any."""
    found = {
        one.by: {
            "forecasts": one.forecasts,
            "right": one.right,
            "score": one.score,
            "model_score": one.model_score,
        }
        for one in scores(game)
    }
    return {"scores": found} if found else {}

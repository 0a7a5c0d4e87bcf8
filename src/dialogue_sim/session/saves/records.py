"""A finished turn as plain JSON: in the save, and for whoever runs sessions without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine import indicators, story
from dialogue_sim.engine.answer import drivers_of
from dialogue_sim.engine.explain import open_outlook
from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.engine.terms import NAMES
from dialogue_sim.session.moves import Answer, Groundwork, Mandate, Propose, Respond, Settle, Wait
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.saves.debate_record import (
    debate_record,
    forecasts_record,
    scores_record,
)
from dialogue_sim.session.state import digest
from dialogue_sim.session.strategies.profile import PROFILE, numbers, profile
from dialogue_sim.session.views.goals import goal_views
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from types import UnionType

    from dialogue_sim.engine.hearing import Hearing
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game, Played

Record = dict[str, object]


def turn_record(game: Game, place: int) -> Record:
    """Everything that a replay shows of a turn, so that it can be shown without playing it."""
    played = game.played[place]
    turn = played.turn
    seen = open_outlook(game.world, turn)
    policy, point = game.in_force_after(place + 1)
    return {
        "k": "turn",
        "t": turn.number,
        **debate_record(game, place),
        "hearings": [
            {
                "text": levels(game, point_heard),
                **hearing_record(game, hearing),
                "stands": bool(turn.stands[0]) and hearing is turn.last_hearing,
            }
            for point_heard, hearing in zip(played.points, turn.hearings, strict=False)
        ],
        "stands": bool(turn.stands[0]),
        "answer": ANSWERS[int(turn.answer[0])],
        "fired": list(game.fired(place)),
        "indicators": readings(game, turn.after),
        "in_force": {"policy": policy, **levels(game, point)},
        "drivers": {
            driver.name: float(value)
            for driver, value in zip(drivers_of(game.world), seen.drivers[:, 0], strict=True)
        },
        "ending": ending_of(game, int(turn.ending[0])),
        "state": played.state,
    }


def hearing_record(game: Game, hearing: Hearing) -> Record:
    """What everybody said to a text, and why, at the chances of the played session."""
    actors = list(enumerate(game.world.actors.ids))
    said, reactions = hearing.ruling.responses[:, 0], hearing.reactions
    return {
        "responses": {name: RESPONSES[int(said[i])] for i, name in actors},
        "terms": {
            name: dict(zip(NAMES, map(float, reactions.terms[:, i, 0]), strict=True))
            for i, name in actors
        },
        "probabilities": {
            name: [float(p) for p in reactions.probabilities[:, i, 0]] for i, name in actors
        },
    }


def opening_record(game: Game) -> Record:
    """The situation before the first turn, so that a replay can begin there."""
    return {
        "k": "opening",
        "indicators": readings(game, game.opening),
        "state": digest(game.opening),
    }


def run_record(game: Game, *, percentiles: bool = False) -> Record:
    """A whole session, as `run --json` prints it.

    Args:
        game: the session.
        percentiles: whether the profile is placed among modelled sessions, which takes a second.
    """
    return {
        "scenario": game.bundle.scenario.id,
        "seed": game.seed,
        **_mandates(game),
        "turns": [_turn(game, place) for place in range(len(game.played))],
        "ending": ending_of(game, game.ending),
        "session_code": game.code,
        **_measured(game),
        **scores_record(game),
        **({"percentiles": _percentiles(game)} if percentiles else {}),
    }


def _measured(game: Game) -> Record:
    """Where the session stands: its profile, and every seat's goals; nothing in a plain world."""
    if not game.world.rules.mechanisms.any:
        return {}
    seats = game.bundle.scenario.seats
    return {
        "profile": {name: float(numbers(game.world, game.situation, name)[0]) for name in PROFILE},
        "goals": {
            seat: {goal.id: {"points": goal.points, "met": goal.met} for goal in goals}
            for seat in seats
            if (goals := goal_views(game, seat))
        },
    }


def _percentiles(game: Game) -> Record:
    """Percent of modelled sessions below each number of the profile."""
    return {row.name: row.percentile for row in profile(game)}


def _mandates(game: Game) -> Record:
    """Which mandate each seat that has some is measured by."""
    seats = game.bundle.scenario.seats
    picked = {seat: game.mandate_of(seat) for seat, body in seats.items() if body.mandates}
    return {"mandates": picked} if picked else {}


def _turn(game: Game, place: int) -> Record:
    """One turn of a whole session."""
    played = game.played[place]
    made = list(zip(played.movers, played.moves, strict=True))

    def said(kind: type | UnionType) -> list[Record]:
        return [{"by": by, "do": write_move(move)} for by, move in made if isinstance(move, kind)]

    groundwork, spoken = said(Mandate | Groundwork), said(Respond | Answer)
    return {
        "turn": played.turn.number,
        **({"groundwork": groundwork} if groundwork else {}),
        "proposal": _proposal(played),
        "settle": [write_move(move) for move in played.moves if isinstance(move, Settle)],
        **({"spoken": spoken} if spoken else {}),
        **debate_record(game, place),
        **forecasts_record(game, place),
        "responses": responses(game, place),
        "stands": bool(played.turn.stands[0]),
        "answer": ANSWERS[int(played.turn.answer[0])],
        "injects": list(game.fired(place)),
        "situation": readings(game, played.turn.after),
        "state": played.state,
    }


def _proposal(played: Played) -> Record | None:
    """What was tabled; None where the chair waited."""
    match played.tabling:
        case Propose(policy, amend, venue):
            where = {"venue": venue} if venue is not None else {}
            return {"by": played.tabler, "policy": policy, "amend": dict(amend), **where}
        case Wait():
            return None


def responses(game: Game, place: int) -> dict[str, str]:
    """What every actor said in a turn; nobody did where nothing was tabled."""
    hearing = game.played[place].turn.last_hearing
    if hearing is None:
        return {}
    said = hearing.ruling.responses[:, 0]
    return {
        actor: RESPONSES[int(rank)]
        for actor, rank in zip(game.world.actors.ids, said, strict=True)
    }


def readings(game: Game, situation: Situation) -> dict[str, float]:
    """Every indicator in points, exactly; with mechanisms also what is read backstage."""
    names = [row.name for row in INDICATORS]
    if situation.backstage is not None:
        names += indicators.BACKSTAGE
    return {name: float(indicators.read(game.world, situation, name)[0]) for name in names}


def levels(game: Game, point: Point) -> Record:
    """A text as level ids and venue."""
    space = game.world.space
    return {
        "levels": {
            issue.id: issue.levels[place]
            for issue, place in zip(space.issues, point.levels, strict=True)
        },
        "venue": space.venues[point.venue],
    }


def ending_of(game: Game, place: int) -> str | None:
    """Id of an ending; None if there is none yet."""
    if place == story.NO_ENDING:
        return None
    return game.world.story.endings[place].id

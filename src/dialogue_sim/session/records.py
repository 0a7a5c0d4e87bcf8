"""A finished turn as plain JSON: in the save, and for whoever runs sessions without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine import indicators, story
from dialogue_sim.engine.answer import DRIVERS
from dialogue_sim.engine.explain import open_outlook
from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.engine.terms import NAMES
from dialogue_sim.session.moves import Answer, Propose, Respond, Settle, write_move
from dialogue_sim.session.state import digest
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game

Record = dict[str, object]


def turn_record(game: Game, place: int) -> Record:
    """Everything that a replay shows of a turn, so that it can be shown without playing it."""
    played = game.played[place]
    turn = played.turn
    reactions = turn.last_hearing.reactions
    seen = open_outlook(game.world, turn)
    actors = game.world.actors.ids
    policy, point = game.in_force_after(place + 1)
    return {
        "k": "turn",
        "t": turn.number,
        "responses": responses(game, place),
        "stands": bool(turn.stands[0]),
        "answer": ANSWERS[int(turn.answer[0])],
        "fired": fired(game, place),
        "indicators": readings(game, turn.after),
        "text": {"policy": policy, **levels(game, point)},
        "terms": {
            name: dict(zip(NAMES, map(float, reactions.terms[:, i, 0]), strict=True))
            for i, name in enumerate(actors)
        },
        "probabilities": {
            name: [float(p) for p in reactions.probabilities[:, i, 0]]
            for i, name in enumerate(actors)
        },
        "drivers": {
            driver.name: float(value)
            for driver, value in zip(DRIVERS, seen.drivers[:, 0], strict=True)
        },
        "ending": ending_of(game, int(turn.ending[0])),
        "state": digest(turn.after),
    }


def run_record(game: Game) -> Record:
    """A whole session, as `run --json` prints it."""
    turns: list[Record] = []
    for place, played in enumerate(game.played):
        first, rest = played.moves[0], zip(played.movers[1:], played.moves[1:], strict=True)
        assert isinstance(first, Propose)  # noqa: S101  nothing else can come first
        spoken = [
            {"by": mover, "do": write_move(move)}
            for mover, move in rest
            if isinstance(move, Respond | Answer)
        ]
        turns.append(
            {
                "turn": played.turn.number,
                "proposal": {
                    "by": played.movers[0],
                    "policy": first.policy,
                    "amend": dict(first.amend),
                    **({"venue": first.venue} if first.venue is not None else {}),
                },
                "settle": [write_move(m) for m in played.moves if isinstance(m, Settle)],
                **({"spoken": spoken} if spoken else {}),
                "responses": responses(game, place),
                "stands": bool(played.turn.stands[0]),
                "answer": ANSWERS[int(played.turn.answer[0])],
                "injects": fired(game, place),
                "situation": readings(game, played.turn.after),
                "state": digest(played.turn.after),
            }
        )
    return {
        "scenario": game.bundle.scenario.id,
        "seed": game.seed,
        "turns": turns,
        "ending": ending_of(game, game.ending),
        "session_code": game.code,
    }


def responses(game: Game, place: int) -> dict[str, str]:
    """What every actor said in a turn."""
    said = game.played[place].turn.last_hearing.ruling.responses[:, 0]
    return {
        actor: RESPONSES[int(rank)]
        for actor, rank in zip(game.world.actors.ids, said, strict=True)
    }


def fired(game: Game, place: int) -> list[str]:
    """Ids of the injects that happened at the start of a turn."""
    happened = game.played[place].turn.fired[:, 0]
    return [
        inject.id for inject, now in zip(game.world.story.injects, happened, strict=True) if now
    ]


def readings(game: Game, situation: Situation) -> dict[str, float]:
    """Every indicator in points, exactly."""
    return {
        row.name: float(indicators.read(game.world, situation, row.name)[0]) for row in INDICATORS
    }


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

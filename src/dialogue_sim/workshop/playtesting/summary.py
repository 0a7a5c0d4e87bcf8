"""What playtests come to: shares and means of many sessions, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from dialogue_sim.words import ANSWERS, RESPONSES
from dialogue_sim.workshop.playtesting.playtest import (
    broken_share,
    favourite_share,
    texts_per_session,
    waiting_share,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.workshop.playtesting.playtest import Record


class Picked(TypedDict):
    """Shares of the turns in which a policy was tabled, and in which it came to stand."""

    picked: float
    adopted: float


class Spread(TypedDict):
    """The smallest, the mean and the largest of many numbers."""

    min: float
    mean: float
    max: float


@dataclass(frozen=True)
class Summary:
    """Records of one or more strategies as shares and means; shares are 0..1.

    Attributes:
        goals: of the percentages of goal points; capital: of what is left after a turn.
        broken_silence: share of sessions in which silence was broken.
        waiting: share of turns in which nothing was tabled.
        favourite: share of the texts tabled that is the most frequent one.
    """

    sessions: int
    endings: dict[str, float]
    policies: dict[str, Picked]
    injects: dict[str, float]
    responses: dict[str, dict[str, float]]
    answers: dict[str, float]
    indicators: dict[str, Spread]
    goals: Spread
    capital: Spread
    broken_silence: float
    waiting: float
    texts_per_session: float
    favourite: float


def summary(records: Sequence[Record]) -> Summary:
    """Several records as one; every session counts alike.

    Args:
        records: at least one, all of the same scenario.
    """
    first = records[0]
    played = [~record.over for record in records]
    return Summary(
        sessions=int(np.sum([record.sessions for record in records])),
        endings=_endings(records),
        policies=_policies(records),
        injects={
            name: _mean(records, [record.injects[name] for record in records])
            for name in first.injects
        },
        responses=_responses(records),
        answers=_answers(records),
        indicators={
            name: _spread([record.ends[name] for record in records]) for name in first.ends
        },
        goals=_spread([record.percent for record in records]),
        capital=_spread([record.capital[on] for record, on in zip(records, played, strict=True)]),
        broken_silence=_mean(records, [broken_share(record) for record in records]),
        waiting=_mean(records, [waiting_share(record) for record in records]),
        texts_per_session=_mean(records, [texts_per_session(record) for record in records]),
        favourite=_mean(records, [favourite_share(record) for record in records]),
    )


def _endings(records: Sequence[Record]) -> dict[str, float]:
    """By ending, in the order of the file."""
    found = np.concatenate([record.ending for record in records])
    endings = records[0].casting.stage.bundle.scenario.endings
    return {ending.id: float((found == place).mean()) for place, ending in enumerate(endings)}


def _policies(records: Sequence[Record]) -> dict[str, Picked]:
    """By policy of the scenario, in the order of its menu."""
    stage = records[0].casting.stage
    places = {rule.id: place for place, rule in enumerate(stage.world.story.policies)}
    policy = np.concatenate([record.policy[~record.over] for record in records])
    stands = np.concatenate([record.stands[~record.over] for record in records])
    return {
        name: {
            "picked": float((policy == places[name]).mean()),
            "adopted": float(((policy == places[name]) & stands).mean()),
        }
        for name in stage.bundle.scenario.policies
    }


def _responses(records: Sequence[Record]) -> dict[str, dict[str, float]]:
    """By actor, what it said to the last text of a turn; nothing where nobody was asked."""
    counts = np.sum([record.responses for record in records], axis=0)
    ids = records[0].casting.stage.world.actors.ids
    return {
        actor: dict(zip(RESPONSES, (row / max(row.sum(), 1)).tolist(), strict=True))
        for actor, row in zip(ids, counts, strict=True)
    }


def _answers(records: Sequence[Record]) -> dict[str, float]:
    given = np.concatenate([record.answer[~record.over] for record in records])
    return {answer: float((given == place).mean()) for place, answer in enumerate(ANSWERS)}


def _spread(parts: Sequence[Array]) -> Spread:
    whole = np.concatenate(parts)
    return {"min": float(whole.min()), "mean": float(whole.mean()), "max": float(whole.max())}


def _mean(records: Sequence[Record], values: Sequence[float]) -> float:
    sessions = [record.sessions for record in records]
    return float(np.average(values, weights=sessions))


def favourite_text(record: Record) -> str:
    """The text that is tabled most often, as its policy and the levels that are amended."""
    tabled = record.tabled[record.tabled >= 0]
    if not tabled.size:
        return "nothing"
    place = int(np.bincount(tabled).argmax())
    stage = record.casting.stage
    policy = int(record.policy[record.tabled == place][0])
    name = stage.world.story.policies[policy].id
    now, plain = record.texts[place], stage.plain(name)
    rows = zip(stage.world.space.issues, now.levels, plain.levels, strict=True)
    changed = [f"{issue.id}={issue.levels[new]}" for issue, new, old in rows if new != old]
    return " ".join([name, *changed])

"""Many sessions at once without a person: what playtests, statistics and benchmarks play.

Session n of a batch is session n alone, bit for bit, whatever shares the batch with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.session.opening import open_situation, policy_point, proposals
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.draws import Keys
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.world import World

CHUNK = 8192
"""Sessions at a time: few enough for a processor's cache, enough to make a turn's calls cheap."""


@dataclass(frozen=True)
class Plan:
    """A strategy that looks only at the counterpart's last answer (`plans` of a setting).

    Attributes:
        policies: (p,) places of its policies among the story's.
        texts: what it tables, one per policy; seconds: what follows a broken silence (E16).
        after: (k,) which of them follows each answer.
    """

    policies: Integers
    texts: Proposal
    seconds: Proposal
    after: Integers


def plan(bundle: Bundle, world: World, name: str) -> Plan:
    """A plan of the setting, ready to be played in batches.

    Raises:
        KeyError: the setting has no such plan, or the menu lacks one of its policies.
    """
    answers = {str(answer): policy for answer, policy in bundle.setting.plans[name].items()}
    menu = list(dict.fromkeys(answers.values()))
    places = {rule.id: place for place, rule in enumerate(world.story.policies)}
    points = [policy_point(bundle, world, policy) for policy in menu]
    opening = open_situation(bundle, world, 0, np.zeros(1, dtype=np.uint64))
    return Plan(
        policies=np.array([places[policy] for policy in menu]),
        texts=proposals(world, points),
        seconds=proposals(world, [compromise(world, opening, point) for point in points]),
        after=np.array([menu.index(answers[answer]) for answer in ANSWERS]),
    )


def rehearse(
    bundle: Bundle, world: World, chosen: Plan, seed: int, sessions: Keys
) -> Iterator[Turn]:
    """Every turn of a batch of sessions; sessions that have ended are played on.

    Args:
        bundle: the scenario; world: what `build_world` made of it.
        chosen: what the chair tables.
        seed: 64-bit key of the seed.
        sessions: (s,) their numbers, `CHUNK` at a time.
    """
    situation = open_situation(bundle, world, seed, sessions)
    for number in range(1, world.story.turns + 1):
        place = chosen.after[situation.answer]
        text, second = take(chosen.texts, place), take(chosen.seconds, place)
        moves = Moves(chosen.policies[place], text, second)
        turn = play(world, situation, Draws(seed, sessions, number), moves)
        assert isinstance(turn, Turn)  # noqa: S101  every move that a turn can ask for is there
        yield turn
        situation = turn.after

"""The same seven-actor turn as agents of mesa and as negotiators of negmas.

Each is written as its documentation writes models: a model with one agent an actor that is stepped
turn by turn, and a mechanism with one negotiator an actor in which the chair's text is answered.
Both do their arithmetic with `plain`, so what is compared is how a session is run.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mesa
import plain
from negmas import ResponseType, SAOMechanism, make_issue
from negmas.sao import SAONegotiator

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.world import World


@dataclass(frozen=True)
class Stage:
    """What every session starts from: the plan's texts, and which follows an answer."""

    world: World
    texts: list[plain.Text]
    seconds: list[plain.Text]
    after: list[int]
    opening: plain.State


def finish(
    stage: Stage, turn: plain.Turn, luck: Callable[[int], float], again: Any
) -> plain.State:
    """Silence, a second attempt where it was broken, the answer, and the next situation."""
    state, stands = turn.state, turn.silence(luck)
    if not stands:
        turn = plain.Turn(stage.world, state, stage.seconds[stage.after[state.answer]])
        again(turn)
        stands = turn.silence(luck)
    division = turn.division()
    if not stands:
        responses = turn.responses
        turn = plain.Turn(stage.world, state, state.standing, responses=responses)
    answer = turn.answer(division, luck(-1), blocked=not stands)
    return plain.after(turn, division, answer, stands=stands)


class Actor(mesa.Agent):
    """One actor of the story."""

    def __init__(self, model: Session, place: int) -> None:
        super().__init__(model)
        self.place = place

    def respond(self) -> None:
        """Take the text on the table."""
        self.model.turn.respond(self.place, self.model.luck(self.place))


class Session(mesa.Model):
    """A session, stepped turn by turn."""

    def __init__(self, stage: Stage, luck: Callable[[int], float] | None = None) -> None:
        super().__init__(seed=7)
        self.stage, self.state = stage, stage.opening
        self.luck = luck or (lambda _: self.random.random())
        for place in range(len(stage.world.actors.ids)):
            Actor(self, place)

    def step(self) -> None:
        """One turn."""
        stage, state = self.stage, self.state
        self.turn = plain.Turn(stage.world, state, stage.texts[stage.after[state.answer]])
        self.agents.do("respond")
        self.state = finish(stage, self.turn, self.luck, self.hear)

    def hear(self, turn: plain.Turn) -> None:
        """A second text before every actor."""
        self.turn = turn
        self.agents.do("respond")


class Delegate(SAONegotiator):
    """One actor at the table; the first one tables the chair's text."""

    def __init__(self, place: int, table: dict[str, Any]) -> None:
        super().__init__()
        self.place, self.table = place, table

    def propose(self, state: Any, dest: str | None = None) -> Any:  # noqa: ARG002  their signature
        """Table the text."""
        self.table["turn"].respond(self.place, self.table["luck"](self.place))
        return self.table["offer"]

    def respond(self, state: Any, source: str | None = None) -> ResponseType:  # noqa: ARG002  their signature
        """Take the text; who objects says so in the turn, and lets the round go on."""
        self.table["turn"].respond(self.place, self.table["luck"](self.place))
        return ResponseType.ACCEPT_OFFER


def negotiate(stage: Stage, turns: int, luck: Callable[[int], float]) -> plain.State:
    """A session as one mechanism a turn."""
    issues = [make_issue([str(k) for k in range(len(stage.texts))], name="policy")]
    state = stage.opening
    table: dict[str, Any] = {"luck": luck}

    def hear(turn: plain.Turn) -> None:
        table["turn"] = turn
        mechanism = SAOMechanism(issues=issues, n_steps=1)
        for place in range(len(stage.world.actors.ids)):
            mechanism.add(Delegate(place, table))
        mechanism.run()

    for _ in range(turns):
        place = stage.after[state.answer]
        table["offer"] = (str(place),)
        turn = plain.Turn(stage.world, state, stage.texts[place])
        hear(turn)
        state = finish(stage, turn, luck, hear)
    return state


def sessions_of_mesa(stage: Stage, count: int, turns: int) -> None:
    """Some sessions, one after the other."""
    for _ in range(count):
        session = Session(stage)
        for _ in range(turns):
            session.step()


def sessions_of_negmas(stage: Stage, count: int, turns: int) -> None:
    """Some sessions, one after the other."""
    luck = random.Random(7)  # noqa: S311  a game's luck
    for _ in range(count):
        negotiate(stage, turns, lambda _: luck.random())

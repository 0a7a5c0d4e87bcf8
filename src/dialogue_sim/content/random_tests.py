"""`tests:` of a scenario that look at many sessions: shares of them, and what never happens."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from dialogue_sim.content.conditions import Expression
from dialogue_sim.content.scripted import Played, ScriptedTest, Turn
from dialogue_sim.content.suggest import did_you_mean
from dialogue_sim.content.text import Content

Player = Literal[
    "uniform", "least_used", "greedy", "look_ahead", "consulting", "planner",
    "grit", "tit_for_tat", "dual_track", "hardline", "unconditional",
]  # fmt: skip
"""Who may table in the sessions of a test: the strategies."""
PLAYERS: tuple[str, ...] = get_args(Player)
MOST = 10_000


class RandomTest(Content):
    """Many sessions by a strategy: how often something is so, and what is so after every turn.

    Session n has the seed `SEED-n`. In the turns that `play` names its moves are made; the
    strategy makes the others.
    """

    random: Annotated[int, Field(ge=1, le=MOST)]
    """How many sessions are played."""
    player: Player = "uniform"
    """The strategy that tables."""
    seed: str = "0"
    """Session n has this text, a hyphen and n as seed."""
    play: dict[Turn, Played] = {}
    """Moves that are made in every session, by turn."""
    until: Annotated[int | None, Field(ge=1, le=1000)] = None
    """The turn after which sessions are left and read."""
    expect: list[Expression] = []
    """Conditions about shares of sessions, such as rate(stands) >= 30%."""
    always: list[Expression] = []
    """Conditions that hold after every turn of every session."""
    never: list[Expression] = []
    """Conditions that hold after no turn of any session."""

    @model_validator(mode="after")
    def _asks_something(self) -> RandomTest:
        if not (self.expect or self.always or self.never):
            message = "a test with `random:` needs `expect:`, `always:` or `never:`"
            raise ValueError(message)
        return self

    @property
    def invariants(self) -> tuple[tuple[Literal["always", "never"], int, Expression], ...]:
        """What is asked after every turn: which list, the place in it, the line."""
        return (
            *(("always", place, line) for place, line in enumerate(self.always)),
            *(("never", place, line) for place, line in enumerate(self.never)),
        )


OWN = ("random", "player", "until", "always", "never")
"""The keys by which a test of many sessions is told from a scripted one."""


def _kind(written: object) -> str:
    """Which kind of test is meant, by its keys, misspelt or not."""
    if isinstance(written, RandomTest):
        return "random"
    if not isinstance(written, dict):
        return "scripted"
    known = (*OWN, "seed", "play", "expect")
    named = {key if key in known else did_you_mean(str(key), known) for key in written}
    return "random" if named.intersection(OWN) else "scripted"


ScenarioTest: TypeAlias = Annotated[
    Annotated[ScriptedTest, Tag("scripted")] | Annotated[RandomTest, Tag("random")],
    Discriminator(_kind),
]

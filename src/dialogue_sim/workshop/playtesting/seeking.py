"""Finds the first session of a playtest in which something is so, and makes a game of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.expressions import parse_condition
from dialogue_sim.content.suggest import hint
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.story import Reading
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.expression_tree import counted
from dialogue_sim.session.moves import Mandate
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.strategies.strategies import next_move
from dialogue_sim.workshop.playtesting.playtest import CHUNK, CHUNK_OF_QUICK, turns_of
from dialogue_sim.workshop.playtesting.seeds import seed_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.numerics import Truths
    from dialogue_sim.expression_tree import Node
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.strategies.rehearsal import Rehearsed
    from dialogue_sim.session.strategies.table import Stage
    from dialogue_sim.workshop.playtesting.playtest import Casting

ENDS = re.compile(r"ending\s*==\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: an inject, an ending, or a condition that is read after every turn.

    Attributes:
        text: as it was asked for; inject, ending: a place among those of the story.
    """

    text: str
    inject: int | None = None
    ending: int | None = None
    when: Node | None = None

    def found(self, stage: Stage, rehearsed: Rehearsed) -> Truths:
        """(s,) whether it is so in a turn."""
        turn = rehearsed.turn
        if self.inject is not None:
            fired: Truths = turn.fired[self.inject]
            return fired
        if self.ending is not None:
            ended: Truths = turn.ending == self.ending
            return ended
        assert self.when is not None  # noqa: S101  one of the three is there
        tabled = turn.last_hearing
        text = None if tabled is None else tabled.text
        return holds(self.when, Reading(stage.world, turn.after, turn.number, text))


@dataclass(frozen=True, slots=True)
class Found:
    """A session in which it is so.

    Attributes:
        casting: who played; place: of the session, from 0; turn: in which it is so first.
        at_start: whether it is so before anything is tabled in that turn.
    """

    casting: Casting
    place: int
    turn: int
    at_start: bool

    @property
    def seed(self) -> str:
        """The seed of the session."""
        return seed_of(self.casting.seed, self.place)


def sought(bundle: Bundle, text: str) -> Sought:
    """What is meant: the id of an inject or an ending, `ending == ID`, or a condition.

    Raises:
        DialogueSimError: there is no such ending.
        ExpressionError: the condition cannot be read.
    """
    injects = sorted(bundle.scenario.injects)
    endings = [ending.id for ending in bundle.scenario.endings]
    named = ENDS.fullmatch(text.strip())
    name = named[1] if named else text.strip()
    if named and name not in endings:
        message = f"there is no ending '{name}': {hint(name, endings)}"
        raise DialogueSimError(message)
    if name in endings:
        return Sought(text, ending=endings.index(name))
    if name in injects:
        return Sought(text, inject=injects.index(name))
    return Sought(text, when=parse_condition(text, bundle.names()))


def first_session(
    castings: Sequence[Casting], sessions: int, wanted: Sought, tell: Tell = silent
) -> Found | None:
    """The first session in which something is so, of the first player who has one.

    Args:
        castings: who plays, in their order; sessions: how many of each.
        wanted: what is looked for; tell: hears how much of it is played.

    Returns:
        None where no session has it.

    Raises:
        MoveError: the setting lacks the plan that a strategy follows.
        Stopped: nobody waits for it any more.
    """
    steps = Steps(tell, len(castings))
    for casting in castings:
        chunk = CHUNK_OF_QUICK if casting.quick else CHUNK
        counting = _counting(casting, wanted)
        for start in range(0, sessions, chunk):
            found = _in_chunk(counting, range(start, min(start + chunk, sessions)), wanted)
            if found is not None:
                steps.leap()
                place, turn = found
                return Found(casting, place, turn, wanted.inject is not None)
        steps.one()
    return None


def _counting(casting: Casting, wanted: Sought) -> Casting:
    """A casting whose story keeps the counters that a condition asks for."""
    if wanted.when is None:
        return casting
    stage = casting.stage
    story = stage.world.story
    more = [one for one in counted(wanted.when) if one not in story.counted]
    if not more:
        return casting
    story = replace(story, counted=(*story.counted, *more))
    return replace(casting, stage=replace(stage, world=replace(stage.world, story=story)))


def _in_chunk(casting: Casting, places: range, wanted: Sought) -> tuple[int, int] | None:
    """The first of some sessions in which it is so, and the turn; None where none is."""
    first: tuple[int, int] | None = None
    for rehearsed in turns_of(casting, places):
        at = np.flatnonzero(wanted.found(casting.stage, rehearsed))
        if at.size:
            place = places.start + int(rehearsed.places[at[0]])
            if first is None or place < first[0]:
                first = place, rehearsed.turn.number
    return first


def saved(found: Found, path: Path | None = None) -> Game:
    """The session as a game of its own, as far as where it is so; it can be gone on with.

    Args:
        found: which session; it is no recorded one.
        path: where its save is written, if at all.

    Raises:
        SaveError: the save exists, or cannot be written.
    """
    casting = found.casting
    bundle = casting.stage.bundle
    game = begin(bundle, found.seed, {})
    if casting.mandate:
        own = casting.seat == bundle.scenario.tabler(1)
        game = submit(game, Mandate(casting.mandate, "" if own else casting.seat))
    recording = record_to(game, path)
    turns = found.turn - found.at_start
    while len(recording.game.played) < turns:
        recording.submit(next_move(recording.game, casting.strategy))
    return recording.game

"""How an empty seat chooses: one function and one row per strategy.

A strategy chooses for a batch of sessions at once, and a game is a batch of one. It sees
what a player could see: neither the counterpart's nature nor what members keep to themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import stream
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.moves import Consult, MoveError, Propose, Settle, Wait
from dialogue_sim.session.playing import submit
from dialogue_sim.session.strategies.consultation import doubtful_member
from dialogue_sim.session.strategies.lookahead import look_ahead
from dialogue_sim.session.strategies.planner import plan_ahead
from dialogue_sim.session.strategies.table import WAIT, Table, stage_of
from dialogue_sim.session.strategies.table_moves import NOBODY
from dialogue_sim.session.tabling import capital_left, price_of
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.strategies.table import Stage


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way to choose a text; axis letter: s session.

    Attributes:
        choose: (s,) place of a text among those of the table, or `WAIT`.
        amends: whether it looks at texts with one amendment as well.
        consult: (s,) place of the member whom it consults before, or `NOBODY`; None for never.
        cheap: whether a thousand sessions of it take no time that anybody would notice.
        plan: the plan of the setting that it follows, if it does.
    """

    name: str
    summary: str
    choose: Callable[[Table], Integers]
    amends: bool = False
    consult: Callable[[Table], Integers] | None = None
    cheap: bool = True
    plan: str = ""


def can_play(bundle: Bundle, strategy: Strategy) -> bool:
    """Whether a setting has the plan that a strategy follows, if it follows one."""
    return not strategy.plan or strategy.plan in bundle.setting.plans


def next_move(game: Game, strategy: Strategy) -> Move:
    """What an unmanned seat does: its strategy's choice, or the compromise that it seeks.

    Raises:
        MoveError: the setting lacks a plan, or a person is asked: no strategy speaks for a person.
    """
    if game.phase == "settle":
        return settle(game)
    if game.phase != "propose":
        message = f"a person in the seat of {game.mover} has to {game.phase}"
        raise MoveError(message)
    table = table_of(game, strategy)
    if strategy.consult is not None and not any(isinstance(m, Consult) for m in game.pending):
        member = int(strategy.consult(table)[0])
        if member != NOBODY:
            return Consult(game.world.actors.ids[member])
    chosen = int(strategy.choose(table)[0])
    if chosen == WAIT:
        return Wait()
    place, point = int(table.texts.policies[chosen]), table.texts.points[chosen]
    policy = game.world.story.policies[place].id
    plain = table.stage.plain(policy)
    return Propose(policy, _changed(game, plain, point))


def table_of(game: Game, strategy: Strategy) -> Table:
    """What whoever is to table in a game can see."""
    policies = [rule.id for rule in game.world.story.policies]
    tabled = [played.policy for played in game.played]
    seats = game.bundle.scenario.seats
    return Table(
        stage=_stage(game),
        known=veiled(game.situation),
        draws=game.draws(),
        used=np.array([[tabled.count(policy)] for policy in policies]),
        amended=strategy.amends,
        mandate=game.mandate_of(game.tabler) if game.tabler in seats else "",
        persons=game.asked(),
    )


def _stage(game: Game) -> Stage:
    return stage_of(game.bundle, game.world.story.turns)


def until_asked(game: Game) -> tuple[Move, ...]:
    """The moves of seats that nobody holds, until a person is asked or the game is over."""
    moves: list[Move] = []
    while game.phase in {"propose", "settle"} and game.mover not in game.seats:
        moves.append(next_move(game, STRATEGIES[UNMANNED]))
        game = submit(game, moves[-1])
    return tuple(moves)


def settle(game: Game) -> Settle:
    """After a broken silence: the text's best neighbour by one issue, as of the opening (E16).

    What cannot be paid is not tabled: the text is withdrawn.
    """
    text = game.points[-1]
    better = _stage(game).compromise(text)
    changes = _changed(game, text, better)
    left, policy = capital_left(game), game.tabled_policy
    if left is not None and max(price_of(game, policy, one) for one in (text, better)) > left:
        return Settle("withdraw")
    return Settle("amend", changes) if changes else Settle("withdraw")


def play_out(game: Game, strategy: Strategy) -> Game:
    """The game played to its end by one strategy."""
    while game.phase != "over":
        game = submit(game, next_move(game, strategy))
    return game


def _changed(game: Game, plain: Point, point: Point) -> dict[str, str]:
    """The levels in which a text differs from another, by issue."""
    rows = zip(game.world.space.issues, plain.levels, point.levels, strict=True)
    return {issue.id: issue.levels[new] for issue, old, new in rows if old != new}


def _uniform(table: Table) -> Integers:
    luck = table.draws.uniform(stream("strategy", "uniform"))
    numbered = np.cumsum(table.may, axis=0)
    wanted = (luck * numbered[-1]).astype(np.int64) + 1
    return _first(table.may & (numbered == wanted))


def _least_used(table: Table) -> Integers:
    used = table.used[table.texts.policies].astype(np.float64)
    return _best(np.where(table.may, -used, -np.inf))


def _greedy(table: Table) -> Integers:
    """The text that who tables likes best as things stand."""
    texts, world = table.texts.proposals, table.world
    if table.tabler == world.counterpart.id:
        liked = np.broadcast_to(texts.counterpart_interest[:, None], table.may.shape)
    else:
        own = world.actors.ids.index(table.tabler)
        liked = np.stack([_utility(table, place)[own] for place in range(len(table.may))])
    return _best(np.where(table.may, liked, -np.inf))


def _utility(table: Table, place: int) -> Array:
    """(a, s) what one of the texts is worth to everybody now."""
    everywhere = np.full(table.known.sessions, place)
    text = take(table.texts.proposals, everywhere)
    return react(Moment(table.world, text, table.known, no_debate(table.known))).utility


def _planned(plan: str, summary: str) -> Strategy:
    """The strategy of a plan of the setting: a policy for each last answer of the counterpart.

    Where that policy cannot be tabled, the first of the plan that can be is.
    """

    def choose(table: Table) -> Integers:
        after = _texts_of_plan(table, plan)
        may = np.where(after[:, None] == WAIT, False, table.may[after])  # noqa: FBT003
        wanted = np.arange(len(after))[:, None] == table.known.answer
        first = np.where((may & wanted).any(axis=0), table.known.answer, _first(may))
        return np.where(first == WAIT, WAIT, after[first])

    return Strategy(plan, summary, choose, plan=plan)


def _texts_of_plan(table: Table, plan: str) -> Integers:
    """(k,) place of the text that a plan tables after each answer; `WAIT` if it is not there.

    Raises:
        MoveError: the setting has no such plan.
    """
    setting = table.stage.bundle.setting
    if plan not in setting.plans:
        message = f"setting '{setting.id}' has no plan '{plan}'"
        raise MoveError(message)
    after = {str(answer): policy for answer, policy in setting.plans[plan].items()}
    story = table.world.story.policies
    menu = [story[place].id for place in table.texts.policies]
    wanted = [after[answer] for answer in ANSWERS]
    return np.array([menu.index(policy) if policy in menu else WAIT for policy in wanted])


def _first(rows: Truths) -> Integers:
    """(s,) the first row that holds, or `WAIT`."""
    return np.where(rows.any(axis=0), rows.argmax(axis=0), WAIT)


def _best(rows: Array) -> Integers:
    """(s,) the first of the highest rows, or `WAIT` where none is finite."""
    best = rows.argmax(axis=0)
    return np.where(rows.max(axis=0) > -np.inf, best, WAIT)


STRATEGIES = {
    row.name: row
    for row in (
        Strategy("uniform", "any policy, each as likely", _uniform),
        Strategy("least_used", "whatever has been tabled least", _least_used),
        Strategy("greedy", "what who tables likes best now", _greedy),
        _planned("grit", "graduated steps while they are answered"),
        _planned("tit_for_tat", "talks for talks, firmness for firmness"),
        _planned("dual_track", "strict conditions and deterrence, always"),
        _planned("hardline", "isolation, always"),
        _planned("unconditional", "dialogue without conditions, always"),
        Strategy("look_ahead", "what promises most by the goals one turn on", look_ahead,
                 amends=True, cheap=False),
        Strategy("consulting", "asks the likeliest objector first, then looks ahead", look_ahead,
                 amends=True, consult=doubtful_member, cheap=False),
        Strategy("planner", "plays the best texts on in its mind, then decides", plan_ahead,
                 amends=True, cheap=False),
    )
}  # fmt: skip
"""An empty seat that tables uses one of these; names are part of the command line's contract."""

UNMANNED = "least_used"
"""How seats that nobody holds table while others play: it shows persons many texts, and needs no
plan of the setting."""

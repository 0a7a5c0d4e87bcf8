"""The same decisions again on a new text: how far they carry, and what comes out otherwise.

The luck is the same: draws are keyed by seed, turn and what they decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.session.changes.parting import Pair, Parting, partings, unfinished
from dialogue_sim.session.moves import Mandate, MoveError, Propose
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.playing import before_turn, begin, submit
from dialogue_sim.session.replay.names import names_of
from dialogue_sim.session.replay.recorded import recorded_line
from dialogue_sim.session.saves.journal import Journal
from dialogue_sim.session.saves.reading import Save
from dialogue_sim.session.saves.records import (
    hearing_record,
    opening_record,
    readings,
    turn_record,
)
from dialogue_sim.session.saves.tree import Tree
from dialogue_sim.session.saves.upcast import VERSION
from dialogue_sim.session.share.move_text import move_words
from dialogue_sim.session.tabling import capital_left, price_of
from dialogue_sim.session.worlds.opening import policy_point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.replay.recorded import RecordedLine, RecordedTurn
    from dialogue_sim.session.saves.journal import Record

NOWHERE = Path("live")
"""The save of a session that is written nowhere."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A move, who made it, and in which turn.

    Attributes:
        held: whether a person sat at the table then; else a strategy did.
    """

    turn: int
    by: str
    move: Move
    held: bool = True

    @property
    def words(self) -> str:
        """The move as a text has it: `propose top_level_talks`."""
        return move_words(self.move)


@dataclass(frozen=True)
class Line:
    """Decisions under some luck, to be made again and again.

    Attributes:
        seats: who sits where; the chair alone if left out.
    """

    seed: str
    decisions: tuple[Decision, ...] = ()
    seats: Mapping[str, str] | None = None

    def until(self, turn: int) -> Line:
        """The line without its decisions from a turn on."""
        return replace(self, decisions=tuple(one for one in self.decisions if one.turn < turn))


@dataclass(frozen=True, slots=True)
class Stop:
    """A decision that cannot be made; None where one is asked for that nobody made.

    Attributes:
        why: what refuses it, as half a sentence.
    """

    turn: int
    decision: Decision | None
    why: str

    @property
    def sentence(self) -> str:
        """Where the decisions stop, and why."""
        what = "" if self.decision is None else f" at `{self.decision.words}`"
        return f"the decisions stop in turn {self.turn}{what}: {self.why}"


@dataclass(frozen=True)
class Told:
    """A line as far as some text lets it be played.

    Attributes:
        made: how many decisions were made; the others wait for a text in which they can be.
        stop: where it did not go on; None where all of them could be made.
    """

    line: Line
    game: Game
    made: int
    stop: Stop | None
    _steps: tuple[Record, ...] = field(repr=False)

    @property
    def waiting(self) -> tuple[Decision, ...]:
        """The decisions that could not be made; nothing of them is lost."""
        return self.line.decisions[self.made :]

    @property
    def recorded(self) -> RecordedLine:
        """What was played, as a replay shows it."""
        return _recorded(self.game, self._steps)


def retold(line: Line, bundle: Bundle) -> Told:
    """Make the decisions of a line on some text, until one of them cannot be made.

    Raises:
        MoveError: the text does not offer the seats of the line, or the seed is none.
    """
    seats = {bundle.scenario.chair: "player"} if line.seats is None else dict(line.seats)
    game = begin(bundle, line.seed, seats)
    steps: list[Record] = []
    for made, decision in enumerate(line.decisions):
        try:
            after = _made(game, decision, seats)
        except MoveError as error:
            stop = Stop(decision.turn, decision, str(error))
            return Told(line, _held(game, seats), made, stop, tuple(steps))
        steps.append({"k": "move", "t": game.turn, "by": game.mover,
                      "do": write_move(decision.move)})  # fmt: skip
        finished = range(len(game.played), len(after.played))
        steps += [turn_record(after, place) for place in finished]
        game = after
    return Told(line, _held(game, seats), len(line.decisions), None, tuple(steps))


def _made(game: Game, decision: Decision, seats: dict[str, str]) -> Game:
    """The game after a decision; in turns that nobody held, everybody else is modelled."""
    if game.phase == "over":
        message = f"the session is over after turn {len(game.played)}"
        raise MoveError(message)
    if decision.turn != game.turn:
        message = f"{game.mover} has to {game.phase} in turn {game.turn}, which nobody did"
        raise MoveError(message)
    if not game.pending:
        game = replace(game, seats=seats if decision.held else {})
    if decision.by != game.mover and not isinstance(decision.move, Mandate):
        message = f"it was the decision of {decision.by}, and now {game.mover} moves"
        raise MoveError(message)
    return submit(game, decision.move)


def _held(game: Game, seats: dict[str, str]) -> Game:
    """The game with persons at the table, if its turn has not begun."""
    return game if game.pending else replace(game, seats=seats)


def extended(line: Line, game: Game) -> Line:
    """A line with what was decided since in a session that goes on from it.

    What was decided and could not be made is not in the game, and so in the new line neither.
    """
    made = [
        (turn, by, move)
        for turn, moves in enumerate(_by_turn(game), start=1)
        for by, move in moves
    ]
    held = {one.turn: one.held for one in line.decisions}
    decisions = tuple(Decision(turn, by, move, held.get(turn, True)) for turn, by, move in made)
    return Line(game.seed, decisions, dict(game.seats) or line.seats)


def _by_turn(game: Game) -> list[list[tuple[str, Move]]]:
    finished = [zip(one.movers, one.moves, strict=True) for one in game.played]
    return [list(moves) for moves in (*finished, zip(game.movers, game.pending, strict=True))]


# ---------------------------------------------------------------- what comes out otherwise


@dataclass(frozen=True)
class Otherwise:
    """The same line on two texts.

    Attributes:
        opening: prices of the first menu that are not what they were.
        turns: those that come out otherwise, in their order.
        now: the line on the new text.
    """

    opening: tuple[Pair, ...]
    turns: tuple[Parting, ...]
    now: Told

    @property
    def same(self) -> bool:
        """Whether nothing comes out otherwise."""
        return not (self.opening or self.turns)


def otherwise(line: Line, before: Bundle, now: Told) -> Otherwise:
    """What comes out otherwise than on the text before.

    Args:
        line: the decisions; before: the other text; now: the line on the new one.
    """
    try:
        then = retold(line, before)
    except MoveError:
        return Otherwise((), (), now)
    names = names_of(now.game.bundle)
    counterpart = names.actor(names.counterpart).name
    first, second = then.recorded, now.recorded
    found = {one.turn: one for one in partings(first, second, counterpart)}
    both = min(len(first.turns), len(second.turns))
    for place in range(both):
        pairs = tuple(_pairs_of_prices(then.game, now.game, place))
        if pairs:
            one = found.get(place + 1, Parting(place + 1, (), (), ()))
            found[place + 1] = replace(one, outcomes=(*one.outcomes, *pairs))
    if both < len(first.turns):
        for one in unfinished(first.turns[both], _heard(now.game)):
            found.setdefault(one.turn, one)
    for one in _beginning(then.game, now.game):
        found.setdefault(one.turn, one)
    opening = tuple(_changed(_menu_prices(then.game), _menu_prices(now.game)))
    return Otherwise(opening, tuple(found[turn] for turn in sorted(found)), now)


def _beginning(then: Game, now: Game) -> list[Parting]:
    """The turn that waits on both texts, where it does not begin in the same situation."""
    both = (then, now)
    if then.waiting is None or now.waiting is None or then.turn != now.turn:
        return []
    news = [[game.bundle.scenario.injects[one].title for one in news_of(game)] for game in both]
    was, now_is = (readings(game, game.waiting.before) for game in both if game.waiting)
    moved = tuple(
        (name, was[name], value)
        for name, value in now_is.items()
        if name in was and was[name] != value
    )
    gone = [Pair("news", title, "") for title in news[0] if title not in news[1]]
    new = [Pair("news", "", title) for title in news[1] if title not in news[0]]
    if not (gone or new or moved):
        return []
    return [Parting(now.turn, (), (*gone, *new), moved)]


def news_of(game: Game) -> tuple[str, ...]:
    """Ids of the injects that happened at the start of the turn that is going on."""
    if game.waiting is None:
        return ()
    fired = zip(game.world.story.injects, game.waiting.fired[:, 0], strict=True)
    return tuple(inject.id for inject, now in fired if now)


def _pairs_of_prices(then: Game, now: Game, place: int) -> list[Pair]:
    prices = [_price(game, place) for game in (then, now)]
    return [] if prices[0] == prices[1] else [Pair("price", prices[0], prices[1])]


def _price(game: Game, place: int) -> str:
    """What the text of a finished turn cost the chair; nothing where nothing has a price."""
    played = game.played[place]
    at = before_turn(game, place)
    if not isinstance(played.tabling, Propose) or capital_left(at) is None:
        return ""
    return str(price_of(at, played.policy, played.points[0]))


def _menu_prices(game: Game) -> dict[str, str]:
    """By title, what each policy of the first menu costs as it stands."""
    first = before_turn(game, 0)
    if capital_left(first) is None or first.tabler != first.chair:
        return {}
    plain = {name: _plain_price(first, name) for name in first.menu}
    return {first.bundle.policies.policies[name].title: cost for name, cost in plain.items()}


def _plain_price(game: Game, policy: str) -> str:
    return str(price_of(game, policy, policy_point(game.bundle, game.world, policy)))


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> list[Pair]:
    names = dict.fromkeys([*then, *now])
    return [
        Pair(f"price of {name}", then.get(name, ""), now.get(name, ""))
        for name in names
        if then.get(name) != now.get(name)
    ]


def _heard(game: Game) -> tuple[RecordedTurn, ...]:
    """The turn that is going on, as far as its text has been heard."""
    waiting = game.waiting
    if waiting is None or waiting.hearing is None:
        return ()
    hearing = hearing_record(game, waiting.hearing)
    record: Record = {"k": "turn", "t": game.turn, "hearings": [hearing]}
    return _recorded(game, (record,)).turns


def _recorded(game: Game, steps: tuple[Record, ...]) -> RecordedLine:
    """Steps as if they had been read from a save."""
    head: Record = {
        "k": "head", "dialogue_sim": "save", "v": VERSION, "scenario": game.bundle.scenario.id,
        "seed": game.seed, "seats": dict(game.seats), "turns": game.world.story.turns,
    }  # fmt: skip
    tree = Tree((head, opening_record(before_turn(game, 0)), *steps))
    return recorded_line(Save(NOWHERE, tree, Journal(NOWHERE), VERSION), names_of(game.bundle))

"""A save played again: on its own content, step by step, every turn compared with the record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.content.library import load as load_content
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.notation import read_move
from dialogue_sim.session.playing import advised, begin, reseeded, submit, with_debaters
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.reading import NewerError, need
from dialogue_sim.session.saves.records import opening_record, turn_record
from dialogue_sim.session.state import digest
from dialogue_sim.words import DIFFICULTIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.saves.journal import Record
    from dialogue_sim.session.saves.reading import Save
    from dialogue_sim.words import Difficulty

OF_MENUS = "menus"
"""What the head says of a story that holds the policies of its menus and no others."""


class DiffersError(SaveError):
    """A turn that does not come out as it was recorded.

    Attributes:
        turn: its number, 0 for the opening; names: the indicators that differ, if any do.
    """

    def __init__(self, where: str, turn: int, names: tuple[str, ...]) -> None:
        """Say which turn, and what differs in it."""
        self.turn, self.names = turn, names
        what = ", ".join(names) or "the rest of the situation"
        super().__init__(
            f"{where}: played again, it differs in {what}; the rules have changed since"
        )


class RefusedError(SaveError):
    """A move that was made then and cannot be made any more.

    Attributes:
        turn: in which it was made.
    """

    def __init__(self, where: str, turn: int, error: MoveError) -> None:
        """Say which move, and what refuses it."""
        self.turn = turn
        super().__init__(f"{where}: {error}")


@dataclass
class Playback:
    """The games along the lines of a save.

    Where lines share a beginning, it is played once.
    """

    save: Save
    _games: dict[int, Game] = field(default_factory=dict, repr=False)

    def begin(self) -> Game:
        """The game before anybody has moved.

        Raises:
            NewerError: the save is of a newer format.
            SaveError: the head or the content does not fit.
            ContentError: the content cannot be read by this version.
        """
        if self.save.newer:
            raise NewerError(self.save.newer)
        return begin_from(self.save, self.bundle())

    def bundle(self) -> Bundle:
        """The embedded content.

        Raises:
            SaveError: it is not all there.
            ContentError: it cannot be read by this version.
        """
        head = self.save.head
        scenario = need(head, "scenario", str, self.save.where(0))
        try:
            bundle = load_content(self.save.files, scenario)
        except (ContentError, UnknownIdError) as error:
            tree = self.save.tree
            if isinstance(error, ContentError) and tree.tip != tree.content_end:
                raise
            message = f"{self.save.path} breaks off before its content is complete"
            raise SaveError(f"{message}; nothing was played in it yet") from error
        # What is hashed after a turn counts every policy of the story.
        whole = head.get("story") != OF_MENUS
        return replace(bundle, whole_catalogue=True) if whole else bundle

    def game(self, step: int) -> Game:
        """The game at a step, all turns before it compared with their records.

        Raises:
            DiffersError: a turn comes out otherwise than it was recorded.
            SaveError: a record does not fit.
            ContentError: the content cannot be read by this version.
        """
        tree = self.save.tree
        line = tree.line(step)
        known = [place for place, number in enumerate(line) if number in self._games]
        game = self._games[line[known[-1]]] if known else self.begin()
        for number in line[known[-1] + 1 if known else 0 :]:
            game = self.stepped(game, number)
            if len(tree.children(number)) > 1:
                self._games[number] = game
        self._games[step] = game
        return game

    def stepped(self, game: Game, number: int) -> Game:
        """The game after one record: a move is made again, a turn is compared."""
        record, where = self.save.tree.records[number], self.save.where(number)
        match self.save.tree.kind(number):
            case "move":
                try:
                    return submit(game, read_move(record.get("do")))
                except MoveError as error:
                    raise RefusedError(where, game.turn, error) from error
            case "seats":
                return _reseated(game, record, where)
            case "branch":
                return _branched(game, record, where)
            case "opening":
                _compare(where, 0, record, opening_record(game), digest(game.opening))
            case "turn":
                _compare_turn(game, record, where)
            case _:
                pass
        return game

    def faults(self) -> Iterator[SaveError]:
        """Everything that does not fit, line by line; nothing where the save is sound.

        Raises:
            ContentError: the content cannot be read by this version.
        """
        told = set()
        for variation in self.save.tree.variations:
            try:
                self.game(variation.end)
            except SaveError as error:
                if str(error) not in told:
                    told.add(str(error))
                    yield error


def begin_from(save: Save, bundle: Bundle, turns: int | None = None) -> Game:
    """A game of some content as the head of a save says: seed, seats, turns and the rest.

    Args:
        turns: how many to play; as many as the head says if left out.

    Raises:
        SaveError: the head does not fit the content.
    """
    head, where = save.head, save.where(0)
    seats, speakers = _seats(head, where), _by_turn(head, "speakers", where)
    turns = need(head, "turns", int, where) if turns is None else turns
    try:
        game = begin(bundle, need(head, "seed", str, where), seats, max(1, turns), speakers)
        game = with_debaters(game, _by_turn(head, "debaters", where))
    except MoveError as error:
        message = f"{where}: {error}"
        raise SaveError(message) from error
    return advised(game, _difficulty(head, where))


def _seats(record: Record, where: str) -> dict[str, str]:
    return {seat: str(who) for seat, who in need(record, "seats", dict, where).items()}


def _reseated(game: Game, record: Record, where: str) -> Game:
    seats = _seats(record, where)
    if all(seat in game.bundle.scenario.seats for seat in seats):
        return replace(game, seats=seats)
    message = f"{where}: it names a seat that the scenario does not offer"
    raise SaveError(message)


def _branched(game: Game, record: Record, where: str) -> Game:
    """The game where a line leaves another: between two turns, under other luck if it says so."""
    if game.pending:
        message = f"{where}: a line begins between two turns, and not in the middle of one"
        raise SaveError(message)
    if game.waiting is None or not record.get("seed"):
        return game
    try:
        return reseeded(game, need(record, "seed", str, where))
    except MoveError as error:
        message = f"{where}: {error}"
        raise SaveError(message) from error


def _difficulty(head: Record, where: str) -> Difficulty:
    """How much the adviser says; a save that does not say is of an open session.

    Raises:
        SaveError: it says what this version does not know.
    """
    said = head.get("difficulty", "open")
    for difficulty in DIFFICULTIES:
        if said == difficulty:
            return difficulty
    message = f"{where}: `difficulty` is none of {', '.join(DIFFICULTIES)}"
    raise SaveError(message)


def _by_turn(head: Record, word: str, where: str) -> dict[int, frozenset[str]]:
    """By turn, further seats whose responses, answer or arguments a run was given."""
    if word not in head:
        return {}
    named = need(head, word, dict, where).items()
    return {
        int(turn): frozenset(map(str, seats))
        for turn, seats in named
        if turn.isdecimal() and isinstance(seats, list)
    }


def _compare_turn(game: Game, record: Record, where: str) -> None:
    """Compare a recorded turn with the same turn played again."""
    number = need(record, "t", int, where)
    if number != len(game.played) or game.pending:
        message = f"{where}: turn {number} was not played before this record"
        raise SaveError(message)
    state = game.played[-1].state
    if need(record, "state", str, where) != state:
        _compare(where, number, record, turn_record(game, number - 1), state)


def _compare(where: str, turn: int, recorded: Record, now: Record, state: str) -> None:
    if need(recorded, "state", str, where) == state:
        return
    then = need(recorded, "indicators", dict, where)
    today = need(now, "indicators", dict, where)
    raise DiffersError(where, turn, tuple(n for n, v in today.items() if then.get(n) != v))

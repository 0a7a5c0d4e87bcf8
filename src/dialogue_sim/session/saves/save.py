"""Saves, `.dsim`: what was decided, what came of it, and the content itself, in one journal.

A save opens without the files that it was made from, and what it says is checked by playing it
again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from dialogue_sim import __version__
from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load as load_content
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.notation import read_move, write_move
from dialogue_sim.session.playing import advised, begin, submit, with_debaters
from dialogue_sim.session.saves import journal
from dialogue_sim.session.saves.journal import Journal, Record, SaveError, short_hash
from dialogue_sim.session.saves.records import turn_record
from dialogue_sim.session.strategies.strategies import until_asked
from dialogue_sim.words import DIFFICULTIES

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.words import Difficulty

VERSION = 1
SUFFIX = ".dsim"
OF_MENUS = "menus"
"""What the head says of a story that holds the policies of its menus and no others."""
LONGEST_STEM = 40
Kind = TypeVar("Kind", str, int, dict[str, object])


@dataclass(frozen=True)
class Opened:
    """A save read again.

    Attributes:
        recording: ready to go on.
        notice: what was lost on the way, if anything, as a sentence.
    """

    recording: Recording
    notice: str = ""


@dataclass
class Recording:
    """A game and the journal it is written to; without a journal nothing is written.

    Attributes:
        turns: how many finished turns the journal holds.
        seated: whether the journal says who sits where; the save of a run does not, until
            somebody goes on with it.
    """

    game: Game
    journal: Journal | None = None
    turns: int = 0
    seated: bool = True

    @property
    def path(self) -> Path | None:
        """The file; None where nothing is written."""
        return None if self.journal is None else self.journal.path

    def submit(self, *moves: Move) -> Game:
        """Make moves, one after the other: they are on the disk before the game is returned.

        Raises:
            MoveError: a move is not possible now; nothing is written.
            SaveError: the disk did not take them; the game is as it was.
        """
        game, written = self.game, self.turns
        records: list[Record] = []
        if not self.seated:
            records.append({"k": "seats", "t": game.turn, "seats": game.seats})
        for move in moves:
            # A turn whose record was torn off is written again before what follows it.
            records += _turns(game, written)
            records.append({"k": "move", "t": game.turn, "by": game.mover, "do": write_move(move)})
            written, game = len(game.played), submit(game, move)
        records += _turns(game, written)
        if self.journal is not None and moves:
            self.journal.append(records)
            self.seated = True
        self.game, self.turns = game, len(game.played)
        return game

    def submit_and_go_on(self, *moves: Move) -> Game:
        """Make moves, then those of seats that nobody holds, until a person is asked.

        Raises:
            MoveError: a move is not possible now; nothing is written.
            SaveError: the disk did not take them; the game is as it was.
        """
        game = self.game
        for move in moves:
            game = submit(game, move)
        return self.submit(*moves, *until_asked(game))


def _turns(game: Game, first: int) -> list[Record]:
    """The records of finished turns from a place on."""
    return [turn_record(game, place) for place in range(first, len(game.played))]


def record_to(game: Game, path: Path | None) -> Recording:
    """Start the journal of a new game; a file that is already there is never written over.

    Args:
        game: in its first turn; moves that were made in it already are written too.
        path: where to; nowhere if left out.

    Raises:
        SaveError: the file exists or cannot be written.
    """
    if path is None:
        return Recording(game)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        taken = path.exists()
    except OSError as error:
        message = f"cannot make {path}: {error.strerror}"
        raise SaveError(message) from error
    if taken:
        message = f"{path} exists already; give another name, or go on with `resume`"
        raise SaveError(message)
    rules, text = fingerprints(game.bundle)
    head: Record = {
        "k": "head", "dialogue_sim": "save", "v": VERSION, "engine": __version__,
        "scenario": game.bundle.scenario.id, "seed": game.seed, "seats": game.seats,
        "turns": game.world.story.turns, "rules": rules, "text": text,
        "story": "catalogue" if game.bundle.whole_catalogue else OF_MENUS,
    }  # fmt: skip
    for word, by_turn in (("speakers", game.speakers), ("debaters", game.debaters)):
        if by_turn:
            head[word] = {str(turn): sorted(seats) for turn, seats in by_turn.items()}
    if game.difficulty != "open":
        head["difficulty"] = game.difficulty
    files: list[Record] = [
        {"k": "file", "path": name, "sha": short_hash(file.text), "body": file.text}
        for name, file in sorted(game.bundle.files.items())
    ]
    fresh = Journal(path)
    fresh.append([head, *files, *_made(game)])
    return Recording(game, fresh)


def _made(game: Game) -> list[Record]:
    """The moves of the turn that is going on."""
    return [
        {"k": "move", "t": game.turn, "by": by, "do": write_move(move)}
        for by, move in zip(game.movers, game.pending, strict=True)
    ]


def free_path(folder: Path, scenario: str, seed: str) -> Path:
    """A file name in a folder that nothing has yet."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in seed)
    stem, number = f"{scenario}-{plain[:LONGEST_STEM].strip('-') or 'seed'}", 1
    path = folder / f"{stem}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path


def open_save(path: Path) -> Opened:
    """Read a save, play its moves again and check every turn against what was recorded.

    Raises:
        SaveError: the file is no save, or a record does not fit; the sentence names it.
        ContentError: the embedded content cannot be read by this version.
    """
    records, written = read_records(path)
    game = _replay(records, path)
    seated = bool(game.seats)
    if not seated:  # the save of a run: whoever goes on sits in the chair
        game = replace(game, seats={game.chair: "player"})
    turns = [record for record in records if record.get("k") == "turn"]
    notice = ""
    if written.torn:
        notice = f"the last line of {path.name} was cut off in writing and is dropped"
    return Opened(Recording(game, written, len(turns), seated), notice)


def read_records(path: Path) -> tuple[list[Record], Journal]:
    """The records of a save, their chain checked, and the journal to go on with.

    Raises:
        SaveError: the file is no save of this version, or a record was changed.
    """
    records, written = journal.read(path)
    _must_be_save(records, path)
    return records, written


def glance_at_save(path: Path) -> list[Record]:
    """The latest records of a save and its head, for lists; opening it checks more.

    Raises:
        SaveError: the file is no save of this version, or a record was changed.
    """
    records = journal.glance(path)
    _must_be_save(records, path)
    return records


def _must_be_save(records: list[Record], path: Path) -> None:
    if not records or records[0].get("dialogue_sim") != "save":
        message = f"{path} is no save of this program"
        raise SaveError(message)
    version = records[0].get("v")
    if not isinstance(version, int) or version > VERSION:
        message = f"{path} was saved by a newer version (format {version}); install that one"
        raise SaveError(message)


def need(record: Record, key: str, kind: type[Kind], where: str) -> Kind:
    """What a record says under a key.

    Raises:
        SaveError: it says nothing there, or something of another kind.
    """
    value = record.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        message = f"{where}: `{key}` is missing or no {kind.__name__}; the file was changed here"
        raise SaveError(message)
    return value


def _replay(records: list[Record], path: Path) -> Game:
    head, where = records[0], f"{path}, record 1 (head)"
    files = {}
    for number, record in enumerate(records, start=1):
        if record.get("k") == "file":
            here = f"{path}, record {number} (file)"
            files[need(record, "path", str, here)] = need(record, "body", str, here).encode()
    scenario = need(head, "scenario", str, where)
    try:
        bundle = load_content(files, scenario)
    except UnknownIdError as error:
        message = f"{path} breaks off before its content is complete: '{scenario}' is missing"
        raise SaveError(message) from error
    # What is hashed after a turn counts every policy of the story.
    bundle = replace(bundle, whole_catalogue=head.get("story") != OF_MENUS)
    seats, speakers = _seats(head, where), _by_turn(head, "speakers", where)
    turns = need(head, "turns", int, where)
    try:
        game = begin(bundle, need(head, "seed", str, where), seats, max(1, turns), speakers)
        game = with_debaters(game, _by_turn(head, "debaters", where))
        game = advised(game, _difficulty(head, where))
    except MoveError as error:
        message = f"{where}: {error}"
        raise SaveError(message) from error
    for number, record in enumerate(records, start=1):
        game = _replayed(game, record, f"{path}, record {number} ({record.get('k')}")
    return game


def _seats(record: Record, where: str) -> dict[str, str]:
    return {seat: str(who) for seat, who in need(record, "seats", dict, where).items()}


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


def _replayed(game: Game, record: Record, where: str) -> Game:
    """The game after one record: a move is made again, a turn is compared."""
    match record.get("k"):
        case "move":
            try:
                return submit(game, read_move(record.get("do")))
            except MoveError as error:
                message = f"{where}): {error}"
                raise SaveError(message) from error
        case "seats":
            seats = _seats(record, f"{where})")
            if all(seat in game.bundle.scenario.seats for seat in seats):
                return replace(game, seats=seats)
            message = f"{where}): it names a seat that the scenario does not offer"
            raise SaveError(message)
        case "turn":
            _verify(game, record, f"{where} {record.get('t')})")
            return game
        case _:
            return game


def _verify(game: Game, record: Record, where: str) -> None:
    """Compare a recorded turn with the same turn played again."""
    number = need(record, "t", int, where)
    if not 1 <= number <= len(game.played):
        message = f"{where}: turn {number} was not played before this record"
        raise SaveError(message)
    played = turn_record(game, number - 1)
    if need(record, "state", str, where) == played["state"]:
        return
    recorded = need(record, "indicators", dict, where)
    now = need(played, "indicators", dict, where)
    differs = [name for name, value in now.items() if recorded.get(name) != value]
    what = ", ".join(differs) or "the rest of the situation"
    message = f"{where}: played again, it differs in {what}; the rules have changed since"
    raise SaveError(message)

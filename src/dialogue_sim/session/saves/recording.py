"""A game and the journal it is written to: every move is on the disk before anybody sees it.

A save opens without the files that it was made from, and what it says is checked by playing it
again. A session may go on from any turn of it; what was played before stays, as a variation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim import __version__
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.session.debating import must_be_readable
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.playing import before_turn, reseeded, submit, undo
from dialogue_sim.session.saves.finding import must_be_free
from dialogue_sim.session.saves.journal import Journal, Record, SaveError, short_hash
from dialogue_sim.session.saves.playback import OF_MENUS
from dialogue_sim.session.saves.reading import SUFFIX, read_save
from dialogue_sim.session.saves.records import opening_record, turn_record
from dialogue_sim.session.saves.tree import LONGEST_NAME, LONGEST_NOTE, MARKS
from dialogue_sim.session.saves.upcast import VERSION
from dialogue_sim.session.strategies.strategies import until_asked

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move

LONGEST_STEM = 40


@dataclass
class Recording:
    """A game and the journal it is written to; without a journal nothing is written.

    Attributes:
        at: number of the record at which the game stands.
        turns: how many finished turns the line of the journal to that record holds.
        format: of the last records of the journal; before an older one goes on, it says so.
        seated: whether the journal says who sits where; the save of a run does not, until
            somebody goes on with it.
        ends: number of the last record before each turn, of those that the line holds; the next
            turn's, too, where it has begun.
    """

    game: Game
    journal: Journal | None = None
    at: int = -1
    format: int = VERSION
    seated: bool = True
    ends: tuple[int, ...] = ()

    @property
    def path(self) -> Path | None:
        """The file; None where nothing is written."""
        return None if self.journal is None else self.journal.path

    @property
    def turns(self) -> int:
        """How many finished turns the line holds."""
        return max(0, len(self.ends) - 1)

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
        if moves:
            self._write(records)
            self.seated = True
        self.game = game
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

    def catch_up(self) -> None:
        """Write again what the game has and the file has lost: turns whose records were torn off.

        Raises:
            SaveError: the disk did not take them.
        """
        self._write(_turns(self.game, self.turns))

    def stand(self) -> None:
        """Say in the journal that the session stands here: whoever resumes goes on from here.

        Raises:
            SaveError: the disk did not take it.
        """
        if self.journal is not None:
            self._write_tip(self.at, self.journal)

    def branch(self, turn: int, seed: str = "", name: str = "") -> Game:
        """Go on from the beginning of a turn, by other moves or under other luck.

        What was played stays in the save, as a variation.

        Args:
            turn: one that is finished, or the one that is going on.
            seed: other luck from that turn on; the same if left out.
            name: what to call the line; `variation 1`, `variation 2`, ... if left out.

        Raises:
            MoveError: there is no such turn, or the name is none or taken.
            SaveError: the disk did not take it; the game is as it was.
        """
        if not 1 <= turn <= len(self.game.played) + (self.game.waiting is not None):
            message = f"there is no turn {turn} to go on from; {_turns_of(self.game)}"
            raise MoveError(message)
        if name:
            must_be_readable("the name of a line", name, LONGEST_NAME)
            self._must_be_free(name)
        luck = seed or self.game.seed_in(turn)
        # The new line leaves the old one before anything that was said about this turn's luck.
        earlier = {since: said for since, said in self.game.reseeds.items() if since < turn}
        old = before_turn(replace(self.game, reseeds=earlier), turn - 1)
        game = reseeded(old, luck)
        record: Record = {
            "k": "branch", "t": turn, **({"name": name} if name else {}),
            **({"seed": luck} if luck != old.seed_in(turn) else {}),
        }  # fmt: skip
        self._write(_turns(self.game, self.turns))
        before = self.at, self.ends
        if self.journal is not None:
            self.at, self.ends = self.ends[turn - 1], self.ends[:turn]
        try:
            self._write([record])
        except SaveError:
            self.at, self.ends = before
            raise
        self.game = game
        return game

    def undo(self) -> Game:
        """Take back the last move that a person made, and what nobody's seats did after it.

        What is taken back stays in the save, as a variation.

        Raises:
            MoveError: nobody has decided anything yet.
            SaveError: the disk did not take it; the game is as it was.
        """
        game = undo(self.game)
        earlier = {first: words for first, words in game.reseeds.items() if first <= game.turn}
        game = replace(game, reseeds=earlier)
        if self.journal is not None:
            kept = sum(len(played.moves) for played in game.played) + len(game.pending)
            self._stand_after(kept, self.journal)
        self.game = game
        return game

    def _stand_after(self, moves: int, journal: Journal) -> None:
        """Say in the journal that the session stands where some moves of its line were made."""
        save = read_save(journal.path)
        if save.journal.hashes != journal.hashes:
            message = (
                f"{journal.path} was changed by another window; close one and resume the save"
            )
            raise SaveError(message)
        tree = save.tree
        made = [number for number in tree.line(self.at) if tree.kind(number) == "move"]
        at = tree.parent(made[moves])
        kinds = {tree.kind(number) for number in tree.line(at)}
        self._write_tip(at, journal)
        self.ends = (tree.content_end, *tree.turns(at))
        self.seated = bool(tree.records[0].get("seats")) or "seats" in kinds

    def _write_tip(self, at: int, journal: Journal) -> None:
        newer: list[Record] = [{"k": "format", "v": VERSION}] if self.format < VERSION else []
        journal.append([*newer, {"k": "tip"}], at)
        self.at = at
        self.format = VERSION

    def _must_be_free(self, name: str) -> None:
        """Refuse a name by which another line is found.

        Raises:
            MoveError: it is one that lines have unasked, or another line of the save has it.
            SaveError: the save cannot be read.
        """
        taken = () if self.path is None else read_save(self.path).tree.variations
        must_be_free(name, [line.name for line in taken])

    def note(self, text: str, mark: str = "", at: int | None = None) -> None:
        """Write something beside a step; where the session stands if no other is named.

        Args:
            text: what to keep; mark: one of `tree.MARKS`, or nothing; at: number of the step.

        Raises:
            MoveError: there is nothing in it, it is too long, or the mark is none.
            SaveError: the disk did not take it.
        """
        if self.journal is not None:
            self.journal.append([note_record(text, mark)], self.at if at is None else at)

    def close(self) -> None:
        """Let somebody else write to the save; the next move takes hold of it again."""
        if self.journal is not None:
            self.journal.close()

    def _write(self, records: list[Record]) -> None:
        if self.journal is None or not records:
            return
        if self.format < VERSION:
            records = [{"k": "format", "v": VERSION}, *records]
        first = self.journal.last + 1
        at = self.journal.append(records, self.at)
        finished = [first + place for place, one in enumerate(records) if one["k"] == "turn"]
        self.at, self.ends = at, (*self.ends, *finished)
        self.format = VERSION


def note_record(text: str, mark: str = "") -> Record:
    """A note as it is written down.

    Raises:
        MoveError: there is nothing in it, it is too long, or the mark is none.
    """
    if mark and mark not in MARKS:
        message = f"`{mark}` is no mark; take one of {' '.join(MARKS)}"
        raise MoveError(message)
    if not (text.strip() or mark):
        message = "a note needs a word or a mark"
        raise MoveError(message)
    if text.strip():
        must_be_readable("a note", text, LONGEST_NOTE)
    return {"k": "note", **({"mark": mark} if mark else {}), "text": text}


def _turns_of(game: Game) -> str:
    return f"this session has turns 1 to {game.turn}"


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
    content = opening_records(game)
    fresh = new_journal(path)
    fresh.append([*content, *_made(game)])
    return Recording(game, fresh, fresh.last, ends=(len(content) - 1,))


def new_journal(path: Path) -> Journal:
    """A journal that nothing is in yet; the file appears with the first record.

    Raises:
        SaveError: the file exists, or its folder cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        taken = path.exists()
    except OSError as error:
        message = f"cannot make {path}: {error.strerror}"
        raise SaveError(message) from error
    if taken:
        message = f"{path} exists already; give another name, or go on with `resume`"
        raise SaveError(message)
    return Journal(path)


def opening_records(game: Game) -> list[Record]:
    """What a save begins with: the head, the content, and the situation before the first turn."""
    return [_head(game), *_files(game), opening_record(game)]


def _head(game: Game) -> Record:
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
    return head


def _files(game: Game) -> list[Record]:
    return [
        {"k": "file", "path": name, "sha": short_hash(file.text), "body": file.text}
        for name, file in sorted(game.bundle.written.items())
    ]


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

"""A line of a save as text: tags, then turns that a person can read aloud, and write by hand.

What is decided stands in it in full; what came of it stands in comments, to be read and not to be
trusted: whoever imports the text plays it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.session.game import session_code
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.notation import read_move
from dialogue_sim.session.replay.names import names_in
from dialogue_sim.session.replay.recorded import recorded_line
from dialogue_sim.session.saves.journal import SaveError, kind_of
from dialogue_sim.session.saves.playback import OF_MENUS
from dialogue_sim.session.saves.reading import NewerError, need
from dialogue_sim.session.share.move_text import move_words
from dialogue_sim.session.share.outcomes import comments
from dialogue_sim.session.share.reading_text import CATALOGUE, NOBODY
from dialogue_sim.session.share.tokens import atom, note, string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.session.replay.names import Names
    from dialogue_sim.session.replay.recorded import RecordedLine
    from dialogue_sim.session.saves.journal import Record
    from dialogue_sim.session.saves.reading import Save
    from dialogue_sim.session.saves.tree import Note

INDENT = "   "


def export_line(save: Save, step: int) -> str:
    """The line of a save that ends at a step, as text.

    Raises:
        NewerError: the save is of a format that this version does not know.
        SaveError: a record does not say what the text needs.
    """
    if save.newer:
        raise NewerError(save.newer)
    names = names_in(save)
    line = recorded_line(save, names, step)
    tags = [f"[{' '.join([name, *map(string, said)])}]" for name, *said in _tags(save, step, line)]
    return "\n".join([*tags, "", *_Writer(save, line, names, tuple(save.tree.line(step))).lines()])


def _tags(save: Save, step: int, line: RecordedLine) -> Iterator[tuple[str, ...]]:
    head, where = save.head, save.where(0)
    yield "Scenario", need(head, "scenario", str, where)
    yield "Title", line.title
    yield "Seed", need(head, "seed", str, where)
    yield "Line", save.tree.variation_of(step).name
    yield from _seats(need(head, "seats", dict, where))
    yield "Turns", str(need(head, "turns", int, where))
    if "difficulty" in head:
        yield "Difficulty", need(head, "difficulty", str, where)
    if head.get("story") != OF_MENUS:
        yield "Story", CATALOGUE
    for word in ("speakers", "debaters"):
        given = need(head, word, dict, where) if word in head else {}
        for turn, seats in given.items():
            yield word.capitalize(), turn, *map(str, seats if isinstance(seats, list) else ())
    for word in ("rules", "text", "engine"):
        if word in head:
            yield word.capitalize(), str(head[word])
    if line.turns and line.turns[-1].ending:
        yield "Ending", line.turns[-1].ending
    yield "Code", code_at(save, step)


def _seats(seats: dict[str, object]) -> Iterator[tuple[str, ...]]:
    if not seats:
        yield "Seats", NOBODY
    for seat, who in seats.items():
        yield ("Seat", seat) if who == "player" else ("Seat", seat, str(who))


def code_at(save: Save, step: int) -> str:
    """The session code of a line, by what was recorded.

    Raises:
        SaveError: a record does not say how a turn ended.
    """
    head, where, tree = save.head, save.where(0), save.tree
    turns = [(tree.records[number], save.where(number)) for number in tree.turns(step)]
    scenario, seed = need(head, "scenario", str, where), need(head, "seed", str, where)
    states = [need(record, "state", str, at) for record, at in turns]
    try:
        return session_code(scenario, seed, states)
    except UnicodeEncodeError as error:
        message = f"{where}: it holds half a character; the file was changed here"
        raise SaveError(message) from error


@dataclass
class _Writer:
    """Writes the steps of a line.

    Attributes:
        steps: numbers of its records, the head first.
        turn: how many turns are finished; told: the turn whose number was written last.
    """

    save: Save
    line: RecordedLine
    names: Names
    steps: tuple[int, ...]
    turn: int = 0
    told: int = 0
    _lines: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """All lines; the last one is empty."""
        tree = self.save.tree
        first = [step for step in self.steps if step <= tree.content_end]
        for step in first:
            self._notes(step)
        for place in range(len(first), len(self.steps)):
            step = self.steps[place]
            record = tree.records[step]
            following = self.steps[place + 1 : place + 2]
            ends_turn = [kind_of(tree.records[one]) for one in following] == ["turn"]
            self._step(step, record)
            self._notes(step, of_move=ends_turn and kind_of(record) == "move")
        return [*self._lines, ""]

    def _step(self, step: int, record: Record) -> None:
        where = self.save.where(step)
        match kind_of(record):
            case "move":
                try:
                    move = read_move(record.get("do"))
                except MoveError as error:
                    message = f"{where}: {error}"
                    raise SaveError(message) from error
                self._say(f"{atom(need(record, 'by', str, where))}: {move_words(move)}")
            case "branch":
                parts = [(key, record[key]) for key in ("name", "seed") if record.get(key)]
                self._say(_with_keys("branch", parts))
            case "seats":
                self._say(_with_keys("seats", list(need(record, "seats", dict, where).items())))
            case "turn":
                said = comments(self.line, self.names, self.turn)
                self._lines += [f"{INDENT}{one}" for one in said]
                self.turn += 1
            case _:
                pass

    def _say(self, words: str) -> None:
        """Write a step, with the number of its turn where it is the first of it."""
        number = self.turn + 1
        head = f"{number}. " if number > self.told else ""
        self._lines.append(f"{head:<{len(INDENT)}}{words}")
        self.told = number

    def _notes(self, step: int, *, of_move: bool = False) -> None:
        for one in self.save.tree.notes.get(step, ()):
            if one.mark or one.text.strip():
                self._lines.append(f"{INDENT}{_note(one, of_move=of_move)}")


def _note(one: Note, *, of_move: bool) -> str:
    return note(one.text, one.mark, of_move=of_move)


def _with_keys(word: str, parts: list[tuple[str, object]]) -> str:
    return " ".join([word, *(f"{atom(key)}={atom(str(part))}" for key, part in parts)])

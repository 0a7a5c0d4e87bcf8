"""A shared text read: what it says, before the story that it is of is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import quoted
from dialogue_sim.content.suggest import hint
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.notation import READERS
from dialogue_sim.session.saves.recording import note_record
from dialogue_sim.session.share.line import (
    Branched,
    Line,
    Made,
    Remark,
    Reseated,
    ShareError,
    Step,
    Tags,
)
from dialogue_sim.session.share.move_text import parts_of, read_move_words
from dialogue_sim.session.share.tokens import Token, must_be_visible, read_note, tokens
from dialogue_sim.words import DIFFICULTIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.session.share.line import ByTurn, Item
    from dialogue_sim.words import Difficulty

LONGEST = 4 * 1024 * 1024
REPEATED = ("Seat", "Speakers", "Debaters")
TAGS = (
    "Scenario", "Title", "Seed", "Line", "Seat", "Seats", "Turns", "Difficulty", "Story",
    "Speakers", "Debaters", "Rules", "Text", "Engine", "Ending", "Code",
)  # fmt: skip
"""Those of `REPEATED` may stand more than once; Title, Line, Text, Engine and Ending are only
for readers."""
NOBODY = "nobody"
CATALOGUE = "catalogue"
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
TAG_LENGTH = 3
"""A bracket, the name, a bracket: the shortest tag."""


def read_line(text: str) -> Line:
    """What a shared text says.

    Raises:
        ShareError: with the line that cannot be read, and what was expected there.
    """
    if len(text) > LONGEST:
        message = f"the text is larger than {LONGEST // 1024 // 1024} MB; this is no line"
        raise ShareError(message)
    must_be_visible(text)
    reader = _Reader()
    row: list[Token] = []
    for token in tokens(text):
        if token.kind != "end":
            row.append(token)
        elif row:
            reader.take(row)
            row = []
    return Line(reader.heading.tags(), tuple(reader.items))


@dataclass
class _Heading:
    """The tags that were read so far: by name, the line of each and what it says."""

    said: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)

    def take(self, row: Sequence[Token]) -> None:
        """Read one tag."""
        at, name, values = row[0].at, row[1].word if len(row) > 1 else "", row[2:-1]
        if len(row) < TAG_LENGTH or row[-1].text != "]" or row[1].kind != "word":
            message = f'line {at}: a tag was expected, such as [Seed "kalmar"]'
            raise ShareError(message)
        if name not in TAGS:
            message = f"line {at}: there is no tag {quoted(name)}: {hint(name, TAGS)}"
            raise ShareError(message)
        if name in self.said and name not in REPEATED:
            message = f"line {at}: the tag {name} stands twice"
            raise ShareError(message)
        if not values or any(token.kind != "string" for token in values):
            message = f'line {at}: a tag says its words in quotes, such as [{name} "..."]'
            raise ShareError(message)
        self.said.setdefault(name, []).append((at, tuple(token.word for token in values)))

    def tags(self) -> Tags:
        """All of them together."""
        scenario = self._one("Scenario")
        if not scenario:
            message = 'the text names no story: it begins with [Scenario "..."]'
            raise ShareError(message)
        return Tags(
            at={name: said[0][0] for name, said in self.said.items()},
            scenario=scenario,
            seed=self._one("Seed", "0"),
            seats=self._seats(),
            turns=self._number("Turns", self._one("Turns")) if "Turns" in self.said else None,
            difficulty=self._difficulty(),
            catalogue=self._one("Story") == CATALOGUE,
            speakers=self._by_turn("Speakers"),
            debaters=self._by_turn("Debaters"),
            rules=self._one("Rules"),
            code=self._one("Code"),
        )

    def _one(self, name: str, otherwise: str = "") -> str:
        for at, words in self.said.get(name, ()):
            if len(words) > 1:
                message = f"line {at}: the tag {name} says one thing, not {len(words)}"
                raise ShareError(message)
            return words[0]
        return otherwise

    def _number(self, name: str, word: str) -> int:
        if NUMBER.fullmatch(word):
            return int(word)
        at = self.said[name][0][0]
        message = f"line {at}: {quoted(word)} is no number of a turn, from 1 to 9999"
        raise ShareError(message)

    def _difficulty(self) -> Difficulty:
        said = self._one("Difficulty", "open")
        for difficulty in DIFFICULTIES:
            if said == difficulty:
                return difficulty
        at = self.said["Difficulty"][0][0]
        message = f"line {at}: there is no difficulty {quoted(said)}: {hint(said, DIFFICULTIES)}"
        raise ShareError(message)

    def _seats(self) -> dict[str, str] | None:
        """Who sits where: `[Seat "poland"]` a player, `[Seat "poland" "Ada"]` somebody named."""
        if "Seats" in self.said:
            at, said = self.said["Seats"][0]
            if said != (NOBODY,) or "Seat" in self.said:
                message = (
                    f'line {at}: a seat that is held stands as [Seat "..."]; [Seats "{NOBODY}"] '
                    "says that none is"
                )
                raise ShareError(message)
            return {}
        if "Seat" not in self.said:
            return None
        return {words[0]: " ".join(words[1:]) or "player" for _, words in self.said["Seat"]}

    def _by_turn(self, name: str) -> ByTurn:
        """Seats by turn, as in `[Speakers "2" "poland" "germany"]`."""
        rows = self.said.get(name, ())
        return {self._number(name, words[0]): frozenset(words[1:]) for _, words in rows}


@dataclass
class _Reader:
    """Reads a text row by row; a row is what stands on one line, without comments."""

    heading: _Heading = field(default_factory=_Heading)
    items: list[Item] = field(default_factory=list)
    turn: int = 0

    def take(self, row: list[Token]) -> None:
        """Read a row: a tag; or the number of a turn, a step and notes, as many as there are."""
        if row[0].text == "[":
            if self.items:
                message = f"line {row[0].at}: tags stand before the first turn"
                raise ShareError(message)
            self.heading.take(row)
            return
        if row[0].kind == "number":
            self.turn = int(row[0].text[:-1])
            row = row[1:]
        step: list[Token] = []
        for token in (*row, None):
            if token is not None and token.kind != "note":
                step.append(token)
                continue
            if step:
                self._step(step)
                step = []
            if token is not None:
                self._note(token)

    def _note(self, token: Token) -> None:
        text, mark, of_move = read_note(token)
        try:
            note_record(text, mark)
        except MoveError as error:
            message = f"line {token.at}: {error}"
            raise ShareError(message) from error
        self.items.append(Remark(token.at, text, mark, of_move))

    def _step(self, row: list[Token]) -> None:
        at = row[0].at
        if not self.turn:
            message = f"line {at}: the number of a turn was expected before the first step, `1.`"
            raise ShareError(message)
        if len(row) > 1 and row[1].text == ":" and row[0].kind in {"word", "string"}:
            self.items.append(Step(at, self.turn, self._made(row, at)))
            return
        match row[0].text:
            case "branch":
                said = parts_of(row[1:], at).words("name", "seed")
                does: Branched | Reseated = Branched(said.get("name", ""), said.get("seed", ""))
            case "seats":
                does = Reseated(parts_of(row[1:], at).words())
            case _:
                raise ShareError(_no_step(row, at))
        self.items.append(Step(at, self.turn, does))

    @staticmethod
    def _made(row: list[Token], at: int) -> Made:
        if len(row) < TAG_LENGTH or row[2].kind != "word":
            message = f"line {at}: a move was expected behind {quoted(row[0].word + ':')}"
            raise ShareError(message)
        by, word = row[0].word, row[2].text
        return Made(by, read_move_words(word, parts_of(row[3:], at)))


def _no_step(row: Sequence[Token], at: int) -> str:
    """What was expected where a row says nothing that is known."""
    said = row[0].text
    expected = "SEAT: MOVE was expected, such as secretary_general: wait"
    if row[0].kind == "number":
        return f"line {at}: the number of a turn stands first on its line"
    if said in READERS:
        return f"line {at}: it is not said whose move {quoted(said)} is; {expected}"
    likely = hint(said, ("branch", "seats")) if row[0].kind == "word" else ""
    meant = f"; {likely}" if likely.startswith("did") else ""
    return f"line {at}: {expected}, not {quoted(said)}{meant}"

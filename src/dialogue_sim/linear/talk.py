"""A talk at the desk: what is asked, the questions that are answered at every prompt, the view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.linear import (
    advice,
    again,
    debate_questions,
    looking_back,
    offstage,
    pages,
    reading,
    turning,
    words,
)
from dialogue_sim.linear.desk import EndOfInput, number_of
from dialogue_sim.linear.receipts import Table
from dialogue_sim.session.persons import look
from dialogue_sim.session.views.guide import next_step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dialogue_sim.content.scenario import Deed
    from dialogue_sim.linear.desk import Desk
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Argue, Move, Propose
    from dialogue_sim.session.saves.recording import Recording
    from dialogue_sim.session.views.guide import GuideView
    from dialogue_sim.session.views.questions import Question
    from dialogue_sim.session.views.view import View

WAYS: dict[Deed, str] = {
    "open": "Type its number.", "decide": "Enter tables a text; a number answers.",
    "receipt": "Type receipt and a name.", "log": "Type log.",
}  # fmt: skip
"""How one does what a guide waits for."""

DEEDS: dict[str, Deed] = {"receipt": "receipt", "log": "log"}
"""What one has done who types a word."""

LONGEST_QUESTION = 2
"""Words of a question where sentences are asked for; a search may have more."""
SEARCHES = ("dossier", "arguments", "sources")


def _is_sentence(typed: str) -> bool:
    words = typed.split()
    return len(words) > LONGEST_QUESTION and words[0] not in SEARCHES


def _not_now(_: View) -> list[str]:
    """Between turns of several persons: whose goals are secret from the others."""
    return ["What a seat is to achieve can be read when that seat is asked."]


@dataclass
class Talk:
    """The persons at the desk and the session that is recorded.

    Attributes:
        view: what the seat that is asked may see.
        asked: the text or the hearing that is being decided about.
        between: whether a turn is over and nobody is asked yet.
        heard: by turn and seat, what it has been told of the debate.
        drafts: claims that are being written, by seat.
        offered: (turn, seat) of those that have been offered to forecast.
        guided: whether somebody wants to be told what to do next.
        done: (turn, deed) of what a guide may have waited for; guide_said: what it has said.
        draft: the text that is being amended, before it is tabled.
    """

    desk: Desk
    recording: Recording
    view: View
    asked: Question | None = None
    between: bool = False
    heard: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    drafts: dict[str, Argue] = field(default_factory=dict)
    offered: set[tuple[int, str]] = field(default_factory=set)
    guided: bool = True
    done: set[tuple[int, Deed]] = field(default_factory=set)
    guide_said: set[GuideView] = field(default_factory=set)
    draft: Propose | None = None

    @property
    def game(self) -> Game:
        """The game as it stands."""
        return self.recording.game

    def submit(self, move: Move) -> None:
        """Make a move, and those of seats that nobody holds.

        Raises:
            MoveError: it is not possible now; nothing has happened.
        """
        self.view = look(self.recording.submit_and_go_on(move), self.view.played)
        self.asked = self.draft = None

    def turn_back(self) -> None:
        """Look at the game anew, where it stands at an earlier place than before."""
        self.view = look(self.game)
        self.asked = self.draft = None
        self.between = False
        self.drafts.clear()
        self.offered = {place for place in self.offered if place[0] < self.game.turn}
        self.heard = {place: o for place, o in self.heard.items() if place[0] < self.game.turn}

    def guide(self, turn: int) -> None:
        """Say what a new player is to do next in a turn, once."""
        done = {deed for number, deed in self.done if number == turn}
        step = next_step(self.view.guide, turn, done) if self.guided else None
        if step is not None and step not in self.guide_said:
            self.guide_said.add(step)
            self.desk.say(f"Next: {step.says} {WAYS[step.until]}")

    def ask(self, prompt: str, *, prose: bool = False) -> str:
        """An answer that is no question of its own; the common questions are answered here.

        Args:
            prompt: what is asked for.
            prose: whether sentences are; one may begin with the word of a question, so more than
                two words are one only where they search.

        Raises:
            EndOfInput: the person leaves, or nothing more comes.
        """
        while True:
            typed = self.desk.ask(prompt)
            lines = None if prose and _is_sentence(typed) else self._answer(typed)
            if lines is None:
                return typed
            self.desk.say_all(lines)

    def option(self, prompt: str, options: list[str], unsaid: str = "") -> str:
        """One of some options, by its number or its id; `unsaid` is what Enter stands for."""
        while True:
            typed = self.ask(prompt) or unsaid
            number = number_of(typed, len(options))
            if number:
                return options[number - 1]
            if typed in options:
                return typed
            self.desk.say(f"Type a number from 1 to {len(options)}, or help.")

    def _answer(self, typed: str) -> list[str] | None:
        """What is said to a common question; None for what is none."""
        word, _, rest = typed.partition(" ")
        rest = rest.strip()
        if word == "quit":
            raise EndOfInput
        if typed.casefold() in words.HAND_IN and self.view.phase != "over":
            return ["The hand-in is written after the ending, when all of it is known."]
        simple, searching = self._simple(), self._searching()
        if word in simple and not rest:
            return simple[word](self.view)
        if word in DEEDS:
            turn = self.view.played[-1].number if self.between else self.view.turn
            self.done.add((turn, DEEDS[word]))
        if word in searching:
            return searching[word](rest)
        if word in turning.WORDS:
            return turning.WORDS[word](self.recording, rest)
        return debate_questions.answer(self.game, self.view, word, rest)

    def _simple(self) -> Mapping[str, Callable[[View], list[str]]]:
        """Words that are answered from the view alone."""
        private = self.between and len(self.game.seats) > 1
        return {
            "situation": pages.situation, "menu": pages.menu, "actors": pages.actors,
            "log": pages.log, "goals": _not_now if private else pages.goals,
            "brief": _not_now if private else pages.brief,
            "background": pages.background, "news": again.news,
            "prepare": offstage.prepare, "members": offstage.members,
            "reading": offstage.reading, "lessons": offstage.all_lessons,
        }  # fmt: skip

    def _searching(self) -> Mapping[str, Callable[[str], list[str]]]:
        """Words that may be followed by what is meant."""
        return {
            "help": lambda _: words.help_lines(self.view),
            "receipt": Table(self.game, self.view, self.asked).receipt,
            "policy": self._policy,
            "advice": lambda policy: advice.told(self.game, self.view, policy, self.draft),
            "turn": lambda number: again.turn(self.view, number),
            "glossary": lambda word: pages.glossary(self.view, word),
            "answer": lambda _: self._last_answer(),
            "history": lambda word: looking_back.history(self.game, self.view, word),
            **reading.questions(self.game, self.view),
        }

    def _policy(self, number: str) -> list[str]:
        place = number_of(number, len(self.view.menu))
        if place:
            return pages.proposal(self.view.menu[place - 1].text)
        return [f"Type a number from 1 to {len(self.view.menu)}."]

    def _last_answer(self) -> list[str]:
        played = self.view.played
        return pages.answer(self.view, played[-1].answer) if played else ["None yet."]

"""A whole session as prompt and answer: the same game as on the screens, without Textual."""

from __future__ import annotations

import contextlib
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.linear import offstage, pages, words
from dialogue_sim.linear.desk import Desk, EndOfInput, terminal
from dialogue_sim.linear.receipts import Table
from dialogue_sim.session.groundwork import may_pick
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.moves import Answer, Mandate, MoveError, Propose, Respond, Settle, Wait
from dialogue_sim.session.persons import common_view, look, views_of_all
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.saves.catalogue import scenario_cards
from dialogue_sim.session.saves.folders import how_to_call
from dialogue_sim.session.saves.save import Recording, free_path, open_save, record_to
from dialogue_sim.session.strategies.profile import profile
from dialogue_sim.session.tabling import tabled
from dialogue_sim.session.views.questions import AnswerQuestion, Question, ResponseQuestion
from dialogue_sim.session.views.texts import preview
from dialogue_sim.session.views.view import view_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dialogue_sim.session.moves import Groundwork, Move
    from dialogue_sim.session.views.view import View


def play_linear(
    folder: Path,
    scenario: str | None,
    seed: str,
    seats: tuple[str, ...],
    mandates: tuple[Mandate, ...] = (),
) -> None:
    """Play a scenario as prompt and answer; without one, ask which.

    Args:
        folder: where the save is written; scenario: its id.
        seed: any text; seats: who is at the keyboard, the chair if left out.
        mandates: picked already.

    Raises:
        DialogueSimError: no such scenario or seat, content with errors, or the disk is full.
    """
    desk = terminal()
    try:
        scenario = scenario or _which(desk)
    except EndOfInput:
        return
    who = dict.fromkeys(seats, "player") if seats else None
    game = begin(load(default_library(), scenario), seed, who)
    for mandate in mandates:
        game = submit(game, mandate)
    recording = record_to(game, free_path(folder, scenario, seed))
    Conversation(desk, recording, look(game), new=True).run()


def resume_linear(path: Path) -> None:
    """Go on with a save as prompt and answer.

    Raises:
        DialogueSimError: the save cannot be opened.
    """
    desk = terminal()
    opened = open_save(path)
    if opened.notice:
        desk.say(opened.notice)
    Conversation(desk, opened.recording, look(opened.recording.game)).run()


def _which(desk: Desk) -> str:
    cards = [card for card in scenario_cards(default_library()) if not card.problem]
    for number, card in enumerate(cards, start=1):
        desk.say(f"{number}. {card.title}: {card.hook} ({card.minutes} minutes, id {card.id})")
    while True:
        typed = desk.ask("Scenario")
        number = _number(typed, len(cards))
        if number:
            return cards[number - 1].id
        if typed in {card.id for card in cards}:
            return typed
        desk.say(f"Type a number from 1 to {len(cards)}, or an id.")


def _number(typed: str, most: int) -> int:
    """A number from 1 to `most` in plain digits; 0 for anything else."""
    names = {str(number): number for number in range(1, most + 1)}
    return names.get(typed, 0)


def _not_now(_: View) -> list[str]:
    """Between turns of several persons: whose goals are secret from the others."""
    return ["What a seat is to achieve can be read when that seat is asked."]


@dataclass
class Conversation:
    """The persons at the desk and the session that is recorded.

    Attributes:
        view: what the seat that is asked may see.
        new: whether the session begins now, and was not resumed.
        asked: the text or the hearing that is being decided about.
        told: seats that know where they sit.
        between: whether a turn is over and nobody is asked yet.
        last: the seat that was asked last.
    """

    desk: Desk
    recording: Recording
    view: View
    new: bool = False
    asked: Question | None = None
    told: set[str] = field(default_factory=set)
    between: bool = False
    last: str = ""

    def run(self) -> None:
        """Ask and answer until the session ends or the person leaves."""
        try:
            self._begin()
            while self.view.phase != "over":
                self.desk.say_all(pages.situation(self.view))
                self._turn()
        except EndOfInput:
            self._leave()
            return
        self.desk.say_all(pages.ending(*views_of_all(self.recording.game, self.view)))
        if self.view.backstage is not None:
            self.desk.say_all(["", *offstage.profile_lines(profile(self.recording.game))])
        self.desk.say_all(pages.luck_and_choice(hindsight(self.recording.game, self.view.seat)))
        self.desk.say_whole(f"Saved in {self.recording.path}")

    def _begin(self) -> None:
        """Tell where everybody sits; who may be measured in several ways picks one."""
        picking = [s for s in self.recording.game.seats if may_pick(self.recording.game, s)]
        for seat in picking:
            self.view = view_for(self.recording.game, seat)
            self.desk.say_all(pages.seat(self.view) if self.told else pages.brief(self.view))
            self.told.add(seat)
            self._pick()
        self.view = look(self.recording.submit_and_go_on(), self.view.played)
        if not picking:
            page = pages.brief if self.new else pages.log
            self.desk.say_all(page(self.view))
        self.desk.say_all(offstage.lessons(self.view.lessons))

    def _pick(self) -> None:
        mandates = [mandate.id for mandate in self.view.mandates]
        while True:
            typed = self._ask(f"Mandate 1-{len(mandates)}, or Enter for 1")
            number = _number(typed or "1", len(mandates))
            if number or typed in mandates:
                break
            self.desk.say(f"Type a number from 1 to {len(mandates)}, or help.")
        picked = mandates[number - 1] if number else typed
        game = self.recording.game
        own = self.view.seat == game.mover
        game = self.recording.submit(Mandate(picked, "" if own else self.view.seat))
        self.view = view_for(game, self.view.seat)
        self.desk.say_all(["", *pages.goals(self.view), ""])

    def _leave(self) -> None:
        path = self.recording.path
        self.desk.say_whole(f"Saved in {path}")
        self.desk.say("Go on with:")
        self.desk.say_whole(f"{how_to_call()} resume {shlex.quote(str(path))} --linear")

    def _turn(self) -> None:
        """One turn: everybody who is asked decides, then all hear what came of it."""
        number = self.view.turn
        while len(self.view.played) < number:
            self._name_seat()
            self._submit(self._decide())
        view = common_view(self.recording.game, self.view)
        turn = view.played[number - 1]
        heard = pages.hearing(view, turn.hearings[-1]) if turn.hearings else offstage.waited(turn)
        self.desk.say_all(["", *heard, "", *pages.answer(view, turn.answer)])
        self.desk.say_all(offstage.after_turn(view, turn))
        own, self.view, self.asked, self.between = self.view, view, None, True
        what = "the ending" if own.phase == "over" else "the next turn"
        with contextlib.suppress(EndOfInput) if own.phase == "over" else contextlib.nullcontext():
            while self._ask(f"Receipt ACTOR for the numbers, or Enter for {what}"):
                somebody = view.actors[0].id
                self.desk.say(f"Type receipt and an actor, such as receipt {somebody}, or help.")
        self.view, self.between = own, False

    def _name_seat(self) -> None:
        """Where several persons sit at one desk: who is asked now, and at first what it wants."""
        if len(self.recording.game.seats) > 1:
            if self.last not in {"", self.view.seat}:
                self._ask(f"Pass the keyboard to {self.view.seat_name}, who presses Enter")
            self.last = self.view.seat
            self.desk.say_all(["", f"Seat: {self.view.seat_name}"])
            if self.told and self.view.seat not in self.told:
                self.desk.say_all(["", *pages.seat(self.view)])
        self.told.add(self.view.seat)

    def _decide(self) -> Move:
        """What the seat that is asked decides."""
        self.asked = self.view.at.question
        match self.asked:
            case ResponseQuestion() as body:
                self._tell_broken()
                self.desk.say_all(pages.response_question(body))
                return Respond(self._option("Response", [name for name, _ in body.options]))
            case AnswerQuestion() as body:
                self.desk.say_all(pages.answer_question(self.view, body))
                return Answer(self._option("Answer", [name for name, *_ in body.options]))
            case None if self.view.phase == "settle":
                self._tell_broken()
                return self._settle()
            case None:
                self.desk.say_all(pages.menu(self.view))
                return self._choose()

    def _tell_broken(self) -> None:
        if self.view.broken is not None:
            self.desk.say_all(pages.hearing(self.view, self.view.broken))

    def _option(self, prompt: str, options: list[str]) -> str:
        """One of five, by its number or its id."""
        while True:
            typed = self._ask(f"{prompt} 1-{len(options)}")
            number = _number(typed, len(options))
            if number:
                return options[number - 1]
            if typed in options:
                return typed
            self.desk.say(f"Type a number from 1 to {len(options)}, or help.")

    def _submit(self, move: Move) -> None:
        self.view = look(self.recording.submit_and_go_on(move), self.view.played)
        self.asked = None

    def _ask(self, prompt: str) -> str:
        """An answer that is no question of its own; the common questions are answered here."""
        while True:
            typed = self.desk.ask(prompt)
            if not self._answered(typed):
                return typed

    def _answered(self, typed: str) -> bool:
        word, _, rest = typed.partition(" ")
        simple = self._simple()
        match word:
            case "quit":
                raise EndOfInput
            case "help":
                self.desk.say_all(words.help_lines(self.view))
            case "receipt":
                table = Table(self.recording.game, self.view, self.asked)
                self.desk.say_all(table.receipt(rest.strip()))
            case "policy":
                self.desk.say_all(self._policy(rest.strip()))
            case "glossary":
                self.desk.say_all(pages.glossary(self.view, rest.strip()))
            case "answer":
                played = self.view.played
                lines = pages.answer(self.view, played[-1].answer) if played else ["None yet."]
                self.desk.say_all(lines)
            case _ if word in simple and not rest:
                self.desk.say_all(simple[word](self.view))
            case _:
                return False
        return True

    def _simple(self) -> dict[str, Callable[[View], list[str]]]:
        """Words that are answered from the view alone."""
        private = self.between and len(self.recording.game.seats) > 1
        return {
            "situation": pages.situation, "menu": pages.menu, "actors": pages.actors,
            "log": pages.log, "goals": _not_now if private else pages.goals,
            "brief": _not_now if private else pages.brief,
            "background": pages.background,
            "prepare": offstage.prepare, "members": offstage.members,
            "reading": offstage.reading, "lessons": offstage.all_lessons,
        }  # fmt: skip

    def _policy(self, number: str) -> list[str]:
        place = _number(number, len(self.view.menu))
        if place:
            return pages.proposal(self.view.menu[place - 1].text)
        return [f"Type a number from 1 to {len(self.view.menu)}."]

    def _choose(self) -> Propose | Wait:
        """A policy with its amendments, or to wait; `back` returns to the menu."""
        while True:
            typed = self._ask(f"Policy 1-{len(self.view.menu)}")
            chosen = self._named(typed)
            move = words.groundwork(typed, self.view) if chosen is None else Propose(chosen)
            match move:
                case Propose():
                    move = self._amend(move)
                    if move is not None:
                        return move
                case Wait():
                    return move
                case None:
                    last = len(self.view.menu)
                    meant = words.meant(typed, self.view)
                    self.desk.say(f"Type a number from 1 to {last}, or help.{meant}")
                case _:
                    self._prepare(move)

    def _prepare(self, move: Groundwork) -> None:
        """Groundwork, done at once; what came of it, or why it is not possible."""
        try:
            self._submit(move)
        except MoveError as error:
            self.desk.say(pages.refusal(error))
        else:
            self.desk.say_all(offstage.done(self.view, move))

    def _named(self, typed: str) -> str | None:
        number = _number(typed, len(self.view.menu))
        if number:
            return self.view.menu[number - 1].id
        return typed if typed in {policy.id for policy in self.view.menu} else None

    def _amend(self, move: Propose) -> Propose | None:
        while True:
            try:
                self.desk.say_all(pages.proposal(preview(self.recording.game, move)))
            except MoveError as error:
                self.desk.say(pages.refusal(error))
                return None
            typed = self._ask("Amend ISSUE LEVEL, Enter to table, or back")
            if typed == "back":
                self.desk.say_all(pages.menu(self.view))
                return None
            if typed:
                move = self._with(move, typed)
            elif self._payable(move):
                return move

    def _payable(self, move: Propose) -> bool:
        """Whether a text can be paid, with the sentence that says so where it cannot."""
        try:
            tabled(self.recording.game, move)
        except MoveError as error:
            self.desk.say(pages.refusal(error))
            return False
        return True

    def _with(self, move: Propose, typed: str) -> Propose:
        """The move with one more amendment, or the old one and a sentence why not."""
        issue, _, level = typed.replace("=", " ").replace(":", " ").partition(" ")
        level = level.strip()
        changed = Propose(move.policy, {**move.amend, issue: level}, move.venue)
        if issue == "venue":
            changed = Propose(move.policy, move.amend, level)
        try:
            preview(self.recording.game, changed)
        except MoveError as error:
            self.desk.say(pages.refusal(error))
            return move
        return changed

    def _settle(self) -> Settle:
        broken = self.view.broken
        assert broken is not None  # noqa: S101  a text failed in a hearing
        self.desk.say(
            f"{broken.failed[:1].upper()}{broken.failed[1:]}. "
            "Type `amend ISSUE LEVEL` to change one issue and try again, "
            "`group` to go on with those who want to, or `withdraw` to keep what is in force."
        )
        while True:
            word, _, rest = self._ask("Settle").partition(" ")
            issue, _, level = rest.strip().partition(" ")
            if word in {"group", "withdraw"}:
                return Settle("group" if word == "group" else "withdraw")
            if word != "amend":
                self.desk.say("Type amend ISSUE LEVEL, group, or withdraw.")
                continue
            move = Settle("amend", {issue: level.strip()})
            try:
                preview(self.recording.game, move)
            except DialogueSimError as error:
                self.desk.say(pages.refusal(error))
                continue
            return move

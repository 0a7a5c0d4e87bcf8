"""A whole session as prompt and answer: the same game as on the screens, without Textual."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.linear import (
    changed_rules,
    debate,
    forecast_pages,
    leaving,
    ledger_pages,
    offstage,
    pages,
    tabling,
)
from dialogue_sim.linear.desk import Desk, EndOfInput, number_of, terminal
from dialogue_sim.linear.talk import Talk
from dialogue_sim.linear.turning import TurnedBack
from dialogue_sim.session.game import IN_DEBATE
from dialogue_sim.session.groundwork import may_pick
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.moves import Answer, Mandate, Respond
from dialogue_sim.session.persons import common_view, look, views_of_all
from dialogue_sim.session.playing import advised, begin, submit
from dialogue_sim.session.saves.catalogue import scenario_cards
from dialogue_sim.session.saves.folders import as_typed, how_to_call
from dialogue_sim.session.saves.recording import free_path, record_to
from dialogue_sim.session.strategies.profile import profile
from dialogue_sim.session.views.questions import AnswerQuestion, ResponseQuestion
from dialogue_sim.session.views.view import view_for

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.settings import Settings
    from dialogue_sim.session.start import Start
    from dialogue_sim.session.views.view import View


def play_linear(folder: Path, start: Start, settings: Settings) -> None:
    """Play a scenario as prompt and answer; without one, ask which.

    Args:
        folder: where the save is written.
        start: what is asked for, with a seed.
        settings: the signs that are written, and whether scenarios that teach say what to do.

    Raises:
        DialogueSimError: no such scenario or seat, content with errors, or the disk is full.
    """
    desk = terminal(in_ascii=settings.signs == "ascii")
    try:
        scenario = start.scenario or _which(desk)
    except EndOfInput:
        return
    who = dict.fromkeys(start.seats, "player") if start.seats else None
    seed = start.seed or ""
    game = begin(load(default_library(), scenario), seed, who)
    game = advised(game, start.difficulty or "open")
    for mandate in start.mandates:
        game = submit(game, mandate)
    recording = record_to(game, free_path(folder, scenario, seed))
    talk = Talk(desk, recording, look(game), guided=settings.guide == "on")
    Conversation(talk, new=True).run()


def resume_linear(path: Path, settings: Settings, rules: str = "", line: str = "") -> bool:
    """Go on with a save as prompt and answer; see `play_linear`.

    Args:
        rules: `old` or `new`, where its scenario has others by now; asked for if left out.
        line: name of the line that goes on; that on which the session stands if left out.

    Returns:
        False where it is only to be looked at, as it was recorded.

    Raises:
        BusyError: it is being played in another window.
        DialogueSimError: the save cannot be opened.
    """
    desk = terminal(in_ascii=settings.signs == "ascii")
    try:
        opened = changed_rules.reopen(desk, path, rules, line)
    except EndOfInput:
        return True
    if opened is None:
        return False
    if opened.notice:
        desk.say(opened.notice)
    view = look(opened.recording.game)
    talk = Talk(desk, opened.recording, view, guided=settings.guide == "on")
    Conversation(talk).run()
    opened.recording.close()
    return True


def _which(desk: Desk) -> str:
    cards = [card for card in scenario_cards(default_library()) if not card.problem]
    for number, card in enumerate(cards, start=1):
        desk.say(f"{number}. {card.title}: {card.hook} ({card.minutes} minutes, id {card.id})")
    while True:
        typed = desk.ask("Scenario")
        number = number_of(typed, len(cards))
        if number:
            return cards[number - 1].id
        if typed in {card.id for card in cards}:
            return typed
        desk.say(f"Type a number from 1 to {len(cards)}, or an id.")


@dataclass
class Conversation:
    """A session at the desk, from the brief to the ending.

    Attributes:
        talk: the desk, the game and what the seat that is asked may see.
        new: whether the session begins now, and was not resumed.
        told: seats that know where they sit.
        last: the seat that was asked last.
    """

    talk: Talk
    new: bool = False
    told: set[str] = field(default_factory=set)
    last: str = ""

    def run(self) -> None:
        """Ask and answer until the session ends or the person leaves."""
        begin = self._begin
        while True:
            try:
                begin()
                self._play()
                self._conclude()
            except TurnedBack as back:
                self.talk.desk.say_all(["", str(back)])
                begin = self._go_back
            except EndOfInput:
                self._leave()
                return
            else:
                return

    def _play(self) -> None:
        talk = self.talk
        while talk.view.phase != "over":
            talk.desk.say_all(pages.situation(talk.view))
            self._turn()

    def _conclude(self) -> None:
        """The ending, and what is said of the whole session after it."""
        talk, desk = self.talk, self.talk.desk
        desk.say_all(pages.ending(*views_of_all(talk.game, talk.view)))
        desk.say_all([*ledger_pages.argued(talk.view), *forecast_pages.totals(talk.view)])
        if talk.view.backstage is not None:
            desk.say_all(["", *offstage.profile_lines(profile(talk.game))])
        found = hindsight(talk.game, talk.view.seat)
        desk.say_all(pages.luck_and_choice(found))
        desk.say_whole(f"Saved in {talk.recording.path}")
        with contextlib.suppress(EndOfInput):
            leaving.leave(talk, found)

    def _begin(self) -> None:
        """Tell where everybody sits; who may be measured in several ways picks one."""
        talk, desk = self.talk, self.talk.desk
        picking = self._pick_mandates()
        talk.view = look(talk.recording.submit_and_go_on(), talk.view.played)
        if not picking:
            advice = pages.ADVICE[talk.view.difficulty]
            desk.say_all(pages.brief(talk.view) if self.new else [*pages.log(talk.view), advice])
        desk.say_all(offstage.lessons(talk.view.lessons))

    def _go_back(self) -> None:
        """Go on from an earlier place; a mandate that was taken back is picked again."""
        talk = self.talk
        talk.turn_back()
        self._pick_mandates()
        talk.view = look(talk.recording.submit_and_go_on())

    def _pick_mandates(self) -> bool:
        """Whether somebody could pick, and has."""
        talk, desk = self.talk, self.talk.desk
        picking = [s for s in talk.game.seats if may_pick(talk.game, s)]
        for seat in picking:
            talk.view = view_for(talk.game, seat)
            desk.say_all(pages.seat(talk.view) if self.told else pages.brief(talk.view))
            self.told.add(seat)
            self._pick()
        return bool(picking)

    def _pick(self) -> None:
        talk = self.talk
        mandates = [mandate.id for mandate in talk.view.mandates]
        picked = talk.option(f"Mandate 1-{len(mandates)}, or Enter for 1", mandates, unsaid="1")
        own = talk.view.seat == talk.game.mover
        game = talk.recording.submit(Mandate(picked, "" if own else talk.view.seat))
        talk.view = view_for(game, talk.view.seat)
        talk.desk.say_all(["", *pages.goals(talk.view), ""])

    def _leave(self) -> None:
        desk, path = self.talk.desk, self.talk.recording.path
        desk.say_whole(f"Saved in {path}")
        desk.say("Go on with:")
        desk.say_whole(f"{how_to_call()} resume {as_typed(str(path))} --linear")

    def _turn(self) -> None:
        """One turn: everybody who is asked decides, then all hear what came of it."""
        talk, number = self.talk, self.talk.view.turn
        while len(talk.view.played) < number:
            self._name_seat()
            debating = talk.view.seat if talk.view.phase in IN_DEBATE else ""
            talk.submit(self._decide())
            talk.done.add((number, "decide"))
            if debating and talk.view.phase not in IN_DEBATE:
                debate.conclude(talk, debating)
        view = common_view(talk.game, talk.view)
        turn = view.played[number - 1]
        heard = pages.hearing(view, turn.hearings[-1]) if turn.hearings else offstage.waited(turn)
        talk.desk.say_all(["", *heard, "", *pages.answer(view, turn.answer)])
        talk.desk.say_all([*offstage.after_turn(view, turn), *forecast_pages.scored(view, turn)])
        self._rest(view)

    def _rest(self, view: View) -> None:
        """After a turn, until somebody goes on: receipts and all other questions."""
        talk = self.talk
        own, talk.view, talk.asked, talk.between = talk.view, view, None, True
        what = "the ending" if own.phase == "over" else "the next turn"
        talk.guide(view.played[-1].number)
        with contextlib.suppress(EndOfInput) if own.phase == "over" else contextlib.nullcontext():
            while talk.ask(f"Receipt ACTOR for the numbers, or Enter for {what}"):
                somebody = view.actors[0].id
                talk.desk.say(f"Type receipt and an actor, such as receipt {somebody}, or help.")
        talk.view, talk.between = own, False

    def _name_seat(self) -> None:
        """Where several persons sit at one desk: who is asked now, and at first what it wants."""
        talk = self.talk
        if len(talk.game.seats) > 1:
            same = self.last == talk.view.seat
            if self.last and not same:
                talk.ask(f"Pass the keyboard to {talk.view.seat_name}, who presses Enter")
            self.last = talk.view.seat
            if not (same and talk.view.phase in IN_DEBATE):
                talk.desk.say_all(["", f"Seat: {talk.view.seat_name}"])
            if self.told and talk.view.seat not in self.told:
                talk.desk.say_all(["", *pages.seat(talk.view)])
        self.told.add(talk.view.seat)

    def _decide(self) -> Move:
        """What the seat that is asked decides."""
        talk = self.talk
        talk.asked = talk.view.at.question
        match talk.asked:
            case ResponseQuestion() as body:
                self._tell_broken()
                talk.desk.say_all(pages.response_question(body))
                options = [name for name, _ in body.options]
                talk.guide(talk.view.turn)
                return Respond(talk.option(f"Response 1-{len(options)}", options))
            case AnswerQuestion() as body:
                talk.desk.say_all(pages.answer_question(talk.view, body))
                options = [name for name, *_ in body.options]
                talk.guide(talk.view.turn)
                return Answer(talk.option(f"Answer 1-{len(options)}", options))
            case None if talk.view.phase in IN_DEBATE:
                return debate.speak(talk)
            case None if talk.view.phase == "settle":
                self._tell_broken()
                return tabling.settle(talk)
            case None:
                talk.desk.say_all(pages.menu(talk.view))
                talk.guide(talk.view.turn)
                return tabling.choose(talk)

    def _tell_broken(self) -> None:
        view = self.talk.view
        if view.broken is not None:
            self.talk.desk.say_all(pages.hearing(view, view.broken))

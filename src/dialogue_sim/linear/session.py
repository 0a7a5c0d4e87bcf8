"""A whole session as prompt and answer: the same game as on the screens, without Textual."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.content.suggest import hint
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.linear import pages
from dialogue_sim.linear.desk import Desk, EndOfInput, terminal
from dialogue_sim.session.catalogue import scenario_cards
from dialogue_sim.session.folders import how_to_call
from dialogue_sim.session.game import begin
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.save import Recording, free_path, open_save, record_to
from dialogue_sim.session.texts import preview
from dialogue_sim.session.view import View, view_for

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.moves import Move

HELP = """\
A number chooses a policy. Then amend up to two issues by typing the issue and its level, such as
`conditions strict`; an empty line tables the text, `back` returns to the menu.
At every prompt: situation, menu, policy NUMBER, actors, receipt ACTOR, answer, goals, log, brief,
glossary WORD, help, quit. Everything is saved as you play.
Labels: [DOC] documented, [REP] reported by a document, [PTY] claimed by a party, [MOD] produced
by the model, [FIC] fiction of the scenario."""


def play_linear(folder: Path, scenario: str | None, seed: str, seats: tuple[str, ...]) -> None:
    """Play a scenario as prompt and answer; without one, ask which.

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
    recording = record_to(game, free_path(folder, scenario, seed))
    conversation = Conversation(desk, recording, view_for(game, game.chair))
    desk.say_all(_brief(conversation.view))
    conversation.run()


def resume_linear(path: Path) -> None:
    """Go on with a save as prompt and answer.

    Raises:
        DialogueSimError: the save cannot be opened.
    """
    desk = terminal()
    opened = open_save(path)
    game = opened.recording.game
    if opened.notice:
        desk.say(opened.notice)
    conversation = Conversation(desk, opened.recording, view_for(game, game.chair))
    desk.say_all(pages.log(conversation.view))
    conversation.run()


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


def _brief(view: View) -> list[str]:
    return [
        f"{view.title} ({view.date}). A teaching model, not a forecast.", "", view.brief, "",
        f"Your seat: {view.seat_name}. {view.seat_brief}", "", *pages.goals(view), "",
        f"Seed {view.seed}. Type help at any prompt.",
    ]  # fmt: skip


@dataclass
class Conversation:
    """One person at the desk and the session that is recorded."""

    desk: Desk
    recording: Recording
    view: View

    def run(self) -> None:
        """Ask and answer until the session ends or the person leaves."""
        try:
            while self.view.phase != "over":
                self.desk.say_all(pages.situation(self.view))
                self._turn()
        except EndOfInput:
            self._leave()
            return
        self.desk.say_all(pages.ending(self.view))
        self.desk.say_whole(f"Saved in {self.recording.path}")

    def _leave(self) -> None:
        path = self.recording.path
        self.desk.say_whole(f"Saved in {path}")
        self.desk.say("Go on with:")
        self.desk.say_whole(f"{how_to_call()} resume {shlex.quote(str(path))} --linear")

    def _turn(self) -> None:
        """One turn: choose, amend, table, perhaps settle, then hear everybody."""
        number = self.view.turn
        if self.view.phase == "propose":
            self.desk.say_all(pages.menu(self.view))
            self._submit(self._choose())
        while self.view.phase == "settle" and self.view.broken is not None:
            self.desk.say_all(pages.hearing(self.view, self.view.broken))
            self._submit(self._settle())
        turn = self.view.played[number - 1]
        self.desk.say_all(["", *pages.hearing(self.view, turn.hearings[-1])])
        self.desk.say_all(["", *pages.answer(self.view, turn.answer)])
        if self.view.phase != "over":
            while self._ask("Receipt ACTOR for the numbers, or Enter for the next turn"):
                self.desk.say("Type receipt and an actor, such as receipt poland, or help.")

    def _submit(self, move: Move) -> None:
        game = self.recording.submit(move)
        self.view = view_for(game, game.chair, self.view.played)

    def _ask(self, prompt: str) -> str:
        """An answer that is no question of its own; the common questions are answered here."""
        while True:
            typed = self.desk.ask(prompt)
            if not self._answered(typed):
                return typed

    def _answered(self, typed: str) -> bool:
        word, _, rest = typed.partition(" ")
        simple = {
            "situation": pages.situation, "menu": pages.menu, "actors": pages.actors,
            "goals": pages.goals, "log": pages.log, "brief": _brief,
        }  # fmt: skip
        match word:
            case "quit":
                raise EndOfInput
            case "help":
                self.desk.say(HELP)
            case "receipt":
                self.desk.say_all(self._receipt(rest.strip()))
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

    def _receipt(self, name: str) -> list[str]:
        body = self.view.broken or (
            self.view.played[-1].hearings[-1] if self.view.played else None
        )
        if body is None:
            return ["Nobody has responded yet."]
        for reaction in body.reactions:
            if name.casefold() in {
                reaction.actor,
                reaction.short.casefold(),
                reaction.name.casefold(),
            }:
                return pages.receipt(reaction.name, reaction.receipt)
        return [f"There is no actor '{name}': {hint(name, [r.actor for r in body.reactions])}."]

    def _policy(self, number: str) -> list[str]:
        place = _number(number, len(self.view.menu))
        if place:
            return pages.proposal(self.view.menu[place - 1].text)
        return [f"Type a number from 1 to {len(self.view.menu)}."]

    def _choose(self) -> Propose:
        """A policy with its amendments; `back` returns to the menu."""
        while True:
            typed = self._ask(f"Policy 1-{len(self.view.menu)}")
            chosen = self._named(typed)
            if chosen is None:
                self.desk.say(f"Type a number from 1 to {len(self.view.menu)}, or help.")
                continue
            move = self._amend(Propose(chosen))
            if move is not None:
                return move

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
                self.desk.say(f"{error}.")
                return None
            typed = self._ask("Amend ISSUE LEVEL, Enter to table, or back")
            if not typed:
                return move
            if typed == "back":
                self.desk.say_all(pages.menu(self.view))
                return None
            move = self._with(move, typed)

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
            self.desk.say(f"{error}.")
            return move
        return changed

    def _settle(self) -> Settle:
        self.desk.say(
            "Silence was broken. Type `amend ISSUE LEVEL` to change one issue and try again, "
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
                self.desk.say(f"{error}.")
                continue
            return move

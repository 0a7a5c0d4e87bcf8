"""The questions of whoever tables: which text, with which amendments, and what after it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.linear import forecasts, offstage, pages, words
from dialogue_sim.linear.desk import number_of
from dialogue_sim.session.moves import MoveError, Propose, Settle, Wait
from dialogue_sim.session.tabling import tabled
from dialogue_sim.session.views.texts import preview

if TYPE_CHECKING:
    from dialogue_sim.linear.talk import Talk
    from dialogue_sim.session.moves import Groundwork


def choose(talk: Talk) -> Propose | Wait:
    """A policy with its amendments, or to wait; `back` returns to the menu."""
    last = len(talk.view.menu)
    while True:
        typed = talk.ask(f"Policy 1-{last}")
        chosen = _named(talk, typed)
        move = words.groundwork(typed, talk.view) if chosen is None else Propose(chosen)
        match move:
            case Propose():
                move = _amend(talk, move)
                if move is not None:
                    return move
            case Wait():
                return move
            case None:
                meant = words.meant(typed, talk.view)
                talk.desk.say(f"Type a number from 1 to {last}, or help.{meant}")
            case _:
                _prepare(talk, move)


def _prepare(talk: Talk, move: Groundwork) -> None:
    """Groundwork, done at once; what came of it, or why it is not possible."""
    try:
        talk.submit(move)
    except MoveError as error:
        talk.desk.say(pages.refusal(error))
    else:
        talk.desk.say_all(offstage.done(talk.view, move))


def _named(talk: Talk, typed: str) -> str | None:
    number = number_of(typed, len(talk.view.menu))
    if number:
        return talk.view.menu[number - 1].id
    return typed if typed in {policy.id for policy in talk.view.menu} else None


def _amend(talk: Talk, move: Propose) -> Propose | None:
    while True:
        talk.draft = move
        try:
            talk.desk.say_all(pages.proposal(preview(talk.game, move)))
        except MoveError as error:
            talk.desk.say(pages.refusal(error))
            talk.draft = None
            return None
        talk.done.add((talk.view.turn, "open"))
        talk.guide(talk.view.turn)
        typed = talk.ask("Amend ISSUE LEVEL, Enter to table, or back")
        if typed == "back":
            talk.draft = None
            talk.desk.say_all(pages.menu(talk.view))
            return None
        if typed == "predict":
            forecasts.seal(talk)
        elif typed:
            move = _with(talk, move, typed)
        elif _payable(talk, move):
            return move


def _payable(talk: Talk, move: Propose) -> bool:
    """Whether a text can be paid, with the sentence that says so where it cannot."""
    try:
        tabled(talk.game, move)
    except MoveError as error:
        talk.desk.say(pages.refusal(error))
        return False
    return True


def _with(talk: Talk, move: Propose, typed: str) -> Propose:
    """The move with one more amendment, or the old one and a sentence why not."""
    issue, _, level = typed.replace("=", " ").replace(":", " ").partition(" ")
    level = level.strip()
    changed = Propose(move.policy, {**move.amend, issue: level}, move.venue)
    if issue == "venue":
        changed = Propose(move.policy, move.amend, level)
    try:
        preview(talk.game, changed)
    except MoveError as error:
        talk.desk.say(pages.refusal(error))
        return move
    return changed


def settle(talk: Talk) -> Settle:
    """What becomes of a text that failed."""
    broken = talk.view.broken
    assert broken is not None  # noqa: S101  a text failed in a hearing
    talk.desk.say(
        f"{broken.failed[:1].upper()}{broken.failed[1:]}. "
        "Type `amend ISSUE LEVEL` to change one issue and try again, "
        "`group` to go on with those who want to, or `withdraw` to keep what is in force."
    )
    while True:
        word, _, rest = talk.ask("Settle").partition(" ")
        issue, _, level = rest.strip().partition(" ")
        if word in {"group", "withdraw"}:
            return Settle("group" if word == "group" else "withdraw")
        if word != "amend":
            talk.desk.say("Type amend ISSUE LEVEL, group, or withdraw.")
            continue
        move = Settle("amend", {issue: level.strip()})
        try:
            preview(talk.game, move)
        except DialogueSimError as error:
            talk.desk.say(pages.refusal(error))
            continue
        return move

"""Forecasts at the desk: sealed before anybody responds, scored against what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.linear import pages
from dialogue_sim.linear.desk import number_of
from dialogue_sim.linear.floor_pages import words
from dialogue_sim.session.moves import HOW_SURE, USUALLY_SURE, MoveError, Predict
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.linear.talk import Talk


class Enough(Exception):  # noqa: N818  it is no error: the person has said what there is to say
    """Somebody leaves the questions; `sealed` says whether what was said counts."""

    def __init__(self, *, sealed: bool) -> None:
        """Leave, with or without a forecast."""
        self.sealed = sealed


def offer(talk: Talk) -> None:
    """Ask once, when a debate begins, whether somebody wants to forecast."""
    speaking = None if talk.view.debate is None else talk.view.debate.speaking
    place = talk.view.turn, talk.view.seat
    if speaking is None or speaking.sealed or speaking.own or place in talk.offered:
        return
    talk.offered.add(place)
    typed = talk.ask("Type predict to seal a forecast first, or Enter to go on")
    while typed:
        if typed == "predict":
            seal(talk)
            return
        typed = talk.ask("Type predict, or Enter to go on")


def seal(talk: Talk) -> None:
    """Ask what everybody will say, and seal it; `back` leaves without a forecast."""
    responses: dict[str, dict[str, int]] = {}
    answer: dict[str, int] = {}
    talk.desk.say_all(_how())
    try:
        for actor in talk.view.actors:
            if actor.id != talk.view.seat:
                said = _forecast(talk, actor.name, RESPONSES)
                responses |= {actor.id: said} if said else {}
        if talk.game.bundle.counterpart.id != talk.view.seat:
            talk.desk.say(_numbered("Answers", ANSWERS))
            answer = _forecast(talk, talk.view.counterpart, ANSWERS)
    except Enough as enough:
        if not enough.sealed:
            talk.desk.say("Nothing is sealed.")
            return
    _submit(talk, Predict(responses, answer))


def _how() -> list[str]:
    how = (
        "Forecast what everybody will say to the first text of this turn: a number for the "
        "response, Enter for none, `done` to seal what you have, `back` to leave it."
    )
    return [how, _numbered("Responses", RESPONSES)]


def _numbered(what: str, names: Sequence[str]) -> str:
    listed = ", ".join(f"{number} {words(name)}" for number, name in enumerate(names, start=1))
    return f"{what}: {listed}."


def _submit(talk: Talk, move: Predict) -> None:
    if not move.responses and not move.answer:
        talk.desk.say("Nothing was forecast, so nothing is sealed.")
        return
    try:
        talk.submit(move)
    except MoveError as error:
        talk.desk.say(pages.refusal(error))
    else:
        count = len(move.responses) + bool(move.answer)
        talk.desk.say(f"Sealed: {count} forecast{'' if count == 1 else 's'}. They are opened when "
                      "everybody has spoken.")  # fmt: skip


def _forecast(talk: Talk, name: str, known: Sequence[str]) -> dict[str, int]:
    """What one side will do, and how sure that is; empty for no forecast."""
    while True:
        typed = _typed(talk, f"{name} 1-{len(known)}")
        number = number_of(typed, len(known))
        if not typed:
            return {}
        if number or typed.replace(" ", "_") in known:
            said = known[number - 1] if number else typed.replace(" ", "_")
            return {said: _sure(talk)}
        talk.desk.say(f"Type a number from 1 to {len(known)}, Enter, done or back.")


def _sure(talk: Talk) -> int:
    listed = " ".join(map(str, HOW_SURE))
    while True:
        typed = talk.ask(f"How sure in percent, {listed}, or Enter for {USUALLY_SURE}")
        if typed == "back":
            raise Enough(sealed=False)
        chances = {str(percent): percent for percent in HOW_SURE}
        percent = chances.get(typed.removesuffix("%").strip() or str(USUALLY_SURE))
        if percent is not None:
            return percent
        talk.desk.say(f"Type one of {listed}.")


def _typed(talk: Talk, prompt: str) -> str:
    typed = talk.ask(prompt)
    if typed in {"done", "back"}:
        raise Enough(sealed=typed == "done")
    return typed


# ---------------------------------------------------------------- scores

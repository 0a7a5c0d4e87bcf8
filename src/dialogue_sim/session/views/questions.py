"""What a person in a seat is asked, with all that the seat may know to decide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.engine.floor import argued
from dialogue_sim.engine.procedure import procedure, under_procedure, under_silence
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.terms import Moment
from dialogue_sim.session.playing import must_be_seat
from dialogue_sim.session.views.account import account
from dialogue_sim.session.views.drivers import Comparison, compare, likeliest
from dialogue_sim.session.views.odds import Odds, all_odds, told_in
from dialogue_sim.session.views.receipts import ReceiptView, receipt
from dialogue_sim.session.views.roles import RoleView, roles_of
from dialogue_sim.session.views.texts import TextView, text_views
from dialogue_sim.session.views.turn_view import Heard, HearingView, hearing_view, response_word
from dialogue_sim.session.worlds.opening import text_of
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game

PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class ResponseQuestion:
    """A text is on the table: what does this seat say to it?

    Attributes:
        kind: member or voice; tabler: name of who tabled the text.
        again: whether it is the text that was tabled after the first one failed.
        failed: how the first one failed, as a clause.
        applies: whether it goes through the procedure, so that members can stop it.
        options: (response, word) of the five responses, worst first.
        receipt: how the model takes the text in this seat; nobody else's is known yet.
    """

    kind: str
    tabler: str
    text: TextView
    again: bool
    failed: str
    applies: bool
    options: tuple[tuple[str, str], ...]
    receipt: ReceiptView


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """The alliance has spoken: what does the counterpart do?

    Attributes:
        tabler: name of who tabled the text.
        hearing: what everybody said to the text that decided; None where nothing was tabled.
        stands: whether it stands; in_force: the text that the counterpart answers.
        options: (answer, word, what it means) of the five answers.
        chances: that the model gives each answer, by the counterpart's true nature.
        against: the drivers of the likeliest answer against the next, likewise.
    """

    tabler: str
    hearing: HearingView | None
    stands: bool
    in_force: TextView
    options: tuple[tuple[str, str, str], ...]
    chances: tuple[Odds, ...]
    against: Comparison


Question: TypeAlias = ResponseQuestion | AnswerQuestion


@dataclass(frozen=True, slots=True)
class NatureView:
    """What the counterpart is in this session; known to its own seat alone.

    Attributes:
        id: of the type; why: what the profile says about it.
    """

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class SeatView:
    """Where a person sits, and what is asked of this seat.

    Attributes:
        seats: (id, name) of every seat that a person can take; roles: what one does in each.
        mover: whose move it is, and `mover_name`; nobody's when the session is over.
        question: what this seat has to respond to or to answer now.
        nature: what the counterpart is, for its own seat; at the end of a masked session for all.
    """

    id: str
    name: str
    brief: str
    seats: tuple[tuple[str, str], ...]
    roles: tuple[RoleView, ...]
    mover: str
    mover_name: str
    question: Question | None
    nature: NatureView | None


def seat_view(game: Game, seat: str) -> SeatView:
    """What is said to one seat alone.

    Raises:
        MoveError: the scenario has no such seat.
    """
    must_be_seat(game.bundle, seat)
    seats, names = game.bundle.scenario.seats, game.bundle.name_of
    return SeatView(
        id=seat,
        name=names[seat],
        brief=seats[seat].brief,
        seats=tuple((name, names[name]) for name in sorted(seats)),
        roles=roles_of(game),
        mover=game.mover,
        mover_name=names.get(game.mover, ""),
        question=question(game) if seat == game.mover else None,
        nature=nature_view(game) if _knows_nature(game, seat) else None,
    )


def _knows_nature(game: Game, seat: str) -> bool:
    """The counterpart's own seat knows its nature, and behind a mask everybody does at the end."""
    masked = game.world.rules.mechanisms.mask is not None
    return seat == game.bundle.counterpart.id or (game.phase == "over" and masked)


def question(game: Game) -> Question | None:
    """What the seat whose move it is has to decide about the text on the table."""
    match game.phase:
        case "respond":
            return _response(game)
        case "answer":
            return _answer(game)
        case _:
            return None


def _response(game: Game) -> ResponseQuestion:
    situation, point = game.situation, game.points[-1]
    world = game.world_in(game.turn)
    text = text_of(game.world, point)
    floor = None if game.waiting is None else game.waiting.floor
    moment = Moment(world, text, situation, argued(world, floor, text, situation))
    laid_open = account(game.bundle, moment, react(moment), told=told_in(game))
    actor = game.bundle.actors[game.mover]
    applies = bool(under_procedure(moment)[0])
    silent = bool(under_silence(moment)[0])
    words = game.bundle.rules.ladder.words
    return ResponseQuestion(
        kind=actor.kind,
        tabler=game.bundle.name_of[game.tabler],
        text=text_views(game, situation, [(game.tabled_policy, point)])[0],
        again=len(game.points) > 1,
        failed=procedure(moment).failed,
        applies=applies,
        options=tuple(
            (response, response_word(words, actor.kind, rank, silent=silent))
            for rank, response in enumerate(RESPONSES)
        ),
        receipt=receipt(laid_open, game.world.actors.ids.index(game.mover)),
    )


def _answer(game: Game) -> AnswerQuestion:
    waiting = game.waiting
    assert waiting is not None  # noqa: S101  the game waits for an answer
    assert waiting.outlook is not None  # noqa: S101  so the counterpart looks at what came of it
    heard, in_force = waiting.hearing, game.in_force_after(len(game.played))
    hearing, stands = None, False
    if heard is not None:
        text, stands = (game.tabled_policy, game.points[-1]), not heard.ruling.blocked[0]
        which = Heard(text, game.turn, again=len(game.points) > 1)
        hearing = hearing_view(game, waiting.before, heard, which)
        in_force = text if stands else in_force
    chances = waiting.outlook.probabilities[:, 0]
    best = int(np.argmax(chances))
    pair = best, likeliest(waiting.outlook, besides=best)
    answers = [getattr(game.bundle.rules.answers, answer) for answer in ANSWERS]
    return AnswerQuestion(
        tabler=game.bundle.name_of[game.tabler],
        hearing=hearing,
        stands=stands,
        in_force=text_views(game, game.situation, [in_force])[0],
        options=tuple(
            (name, body.word, body.text) for name, body in zip(ANSWERS, answers, strict=True)
        ),
        chances=all_odds((float(chance) * PERCENT for chance in chances), told_in(game)),
        against=compare(
            game.bundle, game.world_in(game.turn), waiting.outlook, pair, told_in(game)
        ),
    )


def nature_view(game: Game) -> NatureView:
    """The type that was drawn for the counterpart, as its profile describes it."""
    name = game.world.counterpart.types[int(game.opening.nature[0])].id
    provenance = game.bundle.provenance(
        actor_path(game.bundle.counterpart.id), "types", name, "share"
    )
    return NatureView(name, provenance.why if provenance is not None else "")

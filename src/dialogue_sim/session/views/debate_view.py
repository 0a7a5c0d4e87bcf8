"""A debate as a seat sees it: the floor, what it can say now, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.argument import LONGEST_CLAIM, LONGEST_REBUTTAL
from dialogue_sim.session.debating import (
    MOST_ARGUMENTS,
    MOST_CARDS,
    MOST_REBUTTALS,
    arguments_of,
    on_floor,
    opposing,
)
from dialogue_sim.session.game import IN_DEBATE
from dialogue_sim.session.moves import Argue, Predict, Rebut
from dialogue_sim.session.views.dossier import CardView, OptionView, card_views, option_views
from dialogue_sim.session.views.floor_view import ArgumentView, Debated, argument_views
from dialogue_sim.session.views.ledger import AudienceView, audience_views, without_numbers
from dialogue_sim.session.views.odds import told_in
from dialogue_sim.session.worlds.opening import proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.scenario import DebateMode
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game, Phase
    from dialogue_sim.session.moves import Move

FRAMES: Mapping[str, tuple[str, ...]] = {
    "for": (
        "This text helps because ...",
        "Without it, ..., and that costs more than ...",
        "Even those who doubt it gain, since ...",
    ),
    "against": (
        "This text hurts because ...",
        "It would give away ... and bring ...",
        "Before this, ... has to happen, since ...",
    ),
}
"""Beginnings for who has to write a claim; nothing is made of them."""
ANSWER_FRAMES: Mapping[str, tuple[str, ...]] = {
    "challenge": ("The evidence does not show ..., because ...",),
    "undercut": ("Even if that is so, it does not follow that ..., because ...",),
    "counter": ("What weighs more is ..., because ...",),
    "concede": ("It is true that ..., but ...",),
}
MEANS: Mapping[str, str] = {
    "challenge": "says that the evidence does not hold; a card that contradicts it counts",
    "undercut": "says that the reason does not follow; any card of the other side helps a little",
    "counter": "puts something weightier against it; lives on its card",
    "concede": "grants a part and limits the rest",
}


@dataclass(frozen=True, slots=True)
class SpeakingView:
    """What the seat whose move it is can say in this step.

    Attributes:
        step: argue, rebut or defend; left: how many speeches are left in it.
        own: ids of its arguments; targets: ids of arguments that it can answer.
        owed: ids of those of which one has to be answered before the seat can rest.
        options: of the bank, by weight on this text, the seat's own positions first.
        own_words: whether claims may be written.
        sealed: whether the seat has sealed its forecast for this turn.
    """

    step: Phase
    seat: str
    left: int
    own: tuple[str, ...]
    targets: tuple[str, ...]
    owed: tuple[str, ...]
    options: tuple[OptionView, ...]
    own_words: bool
    sealed: bool
    most_cards: int = MOST_CARDS
    longest_claim: int = LONGEST_CLAIM
    longest_rebuttal: int = LONGEST_REBUTTAL


@dataclass(frozen=True, slots=True)
class DebateView:
    """A debate: the motion is the text on the table.

    Attributes:
        arguments: on the floor, and what was withdrawn, in the order in which they were made.
        speaking: what can be said now by the seat that looks; None for who has nothing to say.
        dossier: every card, those that bear on the text first; empty once the debate is over.
        audiences: the ledger of everybody; empty until the debate is over.
        loudest: by actor, titles of what added most for the text, and of what took most from it.
    """

    motion: str
    mode: DebateMode
    turn: int
    arguments: tuple[ArgumentView, ...]
    speaking: SpeakingView | None
    dossier: tuple[CardView, ...]
    audiences: tuple[AudienceView, ...]
    loudest: Mapping[str, tuple[str, str]]

    def argument(self, name: str) -> ArgumentView:
        """An argument by its id.

        Raises:
            KeyError: it was not made.
        """
        return {one.id: one for one in self.arguments}[name]

    def counting(self, target: str, kind: str) -> frozenset[str]:
        """Ids of the cards that would add something to an answer of a kind.

        A challenge needs a card that disputes those of the argument that is answered; all others,
        and an answer whose kind is not chosen yet, one that speaks for the other side.
        """
        answered = self.argument(target)
        if kind == "challenge":
            disputing = {title for card in answered.cards for title in card.disputed_by}
            return frozenset(card.id for card in self.dossier if card.title in disputing)
        return self.supporting("against" if answered.side == "for" else "for")

    def supporting(self, side: str) -> frozenset[str]:
        """Ids of the cards that speak for a side on this text."""
        return frozenset(card.id for card in self.dossier if side in card.speaks)


def debate_now(game: Game, seat: str) -> DebateView | None:
    """The debate of the turn that is going on, as a seat sees it; None without one."""
    waiting = game.waiting
    if waiting is None or waiting.floor is None or not game.points:
        return None
    text = proposals(game.world, [game.points[0]])
    said = tuple(zip(game.movers, game.pending, strict=True))
    debated = Debated(game, waiting.floor, text, said, game.turn)
    under_way = game.phase in IN_DEBATE
    cards = card_views(game.bundle, game.world, text) if under_way else ()
    speaking = _speaking(debated, seat, cards) if under_way and seat == game.mover else None
    situation = None if under_way else waiting.unheard or waiting.before
    return _view(debated, situation, speaking, cards)


def debate_of(game: Game, place: int) -> DebateView | None:
    """The debate of a finished turn; None without one."""
    debated = debated_in(game, place)
    return None if debated is None else _view(debated, game.played[place].turn.before, None, ())


def debated_in(game: Game, place: int) -> Debated | None:
    """The debate of a finished turn laid open; None without one."""
    played = game.played[place]
    turn = played.turn
    if turn.floor is None or not turn.hearings:
        return None
    said = tuple(zip(played.movers, played.moves, strict=True))
    return Debated(game, turn.floor, turn.hearings[0].text, said, turn.number)


def _view(
    debated: Debated,
    situation: Situation | None,
    speaking: SpeakingView | None,
    cards: tuple[CardView, ...],
) -> DebateView:
    game = debated.game
    policies = [move for _, move in debated.said if hasattr(move, "policy")]
    arguments = argument_views(debated)
    audiences = () if situation is None else audience_views(debated, situation)
    hidden = told_in(game) == "hard"
    return DebateView(
        motion=game.bundle.policies.policies[policies[0].policy].title,
        mode=game.bundle.debate.mode,
        turn=debated.turn,
        arguments=arguments,
        speaking=speaking,
        dossier=cards,
        audiences=tuple(map(without_numbers, audiences)) if hidden else audiences,
        loudest=_loudest(audiences, {one.id: one.title for one in arguments}),
    )


def _loudest(
    audiences: tuple[AudienceView, ...], titles: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """By actor, titles of what added most for the text, and of what took most from it."""
    found = {}
    for audience in audiences:
        shares = sorted((float(line.share), line.argument) for line in audience.lines)
        least, most = (shares[0], shares[-1]) if shares else ((0.0, ""), (0.0, ""))
        found[audience.actor] = (
            titles[most[1]] if most[0] > 0.0 else "",
            titles[least[1]] if least[0] < 0.0 else "",
        )
    return found


def _speaking(debated: Debated, seat: str, cards: tuple[CardView, ...]) -> SpeakingView:
    game = debated.game
    made = [move for who, move in debated.said if who == seat]
    own = arguments_of(game, seat)
    standing = on_floor(game)
    answered = {move.target for move in made if isinstance(move, Rebut)}
    owed = opposing(game, seat) if game.phase == "rebut" else []
    options = option_views(game.bundle, game.world, debated.text, seat, cards)
    return SpeakingView(
        step=game.phase,
        seat=seat,
        left=_left(game, made),
        own=tuple(name for name in standing if name in own),
        targets=tuple(name for name in standing if name not in own),
        owed=() if answered.intersection(owed) else tuple(owed),
        options=tuple(one for one in options if one.id not in standing),
        own_words=game.bundle.debate.mode == "ledger",
        sealed=any(isinstance(move, Predict) for move in made),
    )


def _left(game: Game, made: Sequence[Move]) -> int:
    """How many speeches a seat has left in this step."""
    match game.phase:
        case "argue":
            return MOST_ARGUMENTS - sum(isinstance(move, Argue) for move in made)
        case "rebut":
            return MOST_REBUTTALS - sum(isinstance(move, Rebut) for move in made)
        case _:
            return sum(isinstance(move, Argue) for move in made)

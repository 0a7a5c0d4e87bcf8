"""The dossier and the argument bank in the engine's own shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.bank import (
    AGAINST,
    DOCUMENTED,
    FOR,
    NO_CARD,
    PARTY,
    REPORTED,
    refuted_cards,
)
from dialogue_sim.engine.world import Bank, Debate, Dossier
from dialogue_sim.session.worlds.hinges import build_hinges
from dialogue_sim.words import REASONS, SIDES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.actor import Actor, Threshold
    from dialogue_sim.content.argument import Argument, Card
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.numerics import Integers, Truths
    from dialogue_sim.engine.world import Actors, Bearing, Space

GRADES = {"DOC": DOCUMENTED, "FIC": DOCUMENTED, "REP": REPORTED, "PTY": PARTY}
"""Per mille of a card by its label; in an invented world its own documents are the record."""


def build_debate(bundle: Bundle, space: Space, actors: Actors) -> Debate | None:
    """Everything that a story can debate with; None where it does not debate."""
    rule = bundle.debate
    if rule.mode == "none" or not bundle.bank:
        return None
    places = {name: place for place, name in enumerate((*actors.ids, bundle.counterpart.id))}
    scenario = bundle.scenario
    weights = [
        [getattr(actor.reasons, reason) for reason in REASONS] for actor in bundle.actors.values()
    ]
    return Debate(
        bank=_bank(bundle, space, places),
        tablers={turn: places[scenario.tabler(turn)] for turn in rule.turns},
        attends=np.array([*(_attends(actor) for actor in bundle.actors.values()), False]),
        weights=_fixed(weights),
    )


def _attends(actor: Actor) -> bool:
    """Whether an actor takes the floor without a person in its seat."""
    return actor.kind != "public" and actor.debates is not False


def grade_of(bundle: Bundle, card: Card) -> int:
    """Per mille that a card adds: by the label of the document that its first source is in."""
    name = card.source[0].rpartition("-")[0]
    return GRADES[bundle.documents.documents[name].label]


def _bank(bundle: Bundle, space: Space, places: dict[str, int]) -> Bank:
    dossier = _dossier(bundle, space)
    refuted = dict(zip(dossier.ids, refuted_cards(dossier), strict=True))
    documented = {
        card
        for card, grade in zip(dossier.ids, dossier.grades, strict=True)
        if grade == DOCUMENTED
    }
    bank = bundle.bank
    return Bank(
        dossier=dossier,
        ids=tuple(bank),
        speakers=np.stack([_speakers(argument, places) for argument in bank.values()]),
        sides=_fixed([SIDES.index(argument.side) for argument in bank.values()]),
        reasons=_fixed([REASONS.index(argument.reason) for argument in bank.values()]),
        cards=_fixed([_cards(argument, dossier.ids) for argument in bank.values()]),
        bears=tuple(build_hinges(space.issues, argument.bears_on) for argument in bank.values()),
        refuted=np.array([
            any(refuted.get(card, False) for card in argument.cards)
            or not documented.isdisjoint(argument.disputed_by)
            for argument in bank.values()
        ]),
        repeated=np.zeros(len(bank), dtype=np.bool_),
        written=len(bank),
    )  # fmt: skip


def _dossier(bundle: Bundle, space: Space) -> Dossier:
    cards = bundle.dossier

    def bearing(hinges: Sequence[Threshold] | None) -> Bearing:
        return None if hinges is None else build_hinges(space.issues, hinges)

    sides = {FOR: [], AGAINST: []}  # type: dict[int, list[Bearing]]
    for card in cards.values():
        sides[FOR].append(bearing(card.bears_on.for_))
        sides[AGAINST].append(bearing(card.bears_on.against))
    disputes = [[one in other.disputed_by for other in cards.values()] for one in cards]
    return Dossier(
        ids=tuple(cards),
        grades=_fixed([grade_of(bundle, card) for card in cards.values()]),
        bears=(tuple(sides[FOR]), tuple(sides[AGAINST])),
        disputes=np.array(disputes, dtype=np.bool_).reshape(len(cards), len(cards)),
    )


def _speakers(argument: Argument, places: dict[str, int]) -> Truths:
    row = np.zeros(len(places), dtype=np.bool_)
    row[[places[name] for name in argument.speakers if name in places]] = True
    return row


def _cards(argument: Argument, known: tuple[str, ...]) -> list[int]:
    """Two places; a card that cannot be played at this date is left out."""
    found = [known.index(card) for card in argument.cards if card in known]
    return [*found, NO_CARD, NO_CARD][:2]


def _fixed(numbers: object) -> Integers:
    """An array of integers that nobody can write to."""
    array = np.array(numbers, dtype=np.int64)
    array.setflags(write=False)
    return array

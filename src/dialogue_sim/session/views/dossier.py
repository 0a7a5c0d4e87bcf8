"""The dossier and the argument bank as people read them: what bears on the text, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.bank import AGAINST, FOR, HARDLY, PARTLY, WHOLLY, bearings, card_relevance
from dialogue_sim.engine.debate import CLAIM
from dialogue_sim.session.worlds.debates import grade_of
from dialogue_sim.words import SIDES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.world import World

BEARS: Mapping[int, str] = {
    WHOLLY: "bears on it", PARTLY: "bears on it in part", HARDLY: "hardly bears on it"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardView:
    """A piece of evidence.

    Attributes:
        grade: per mille that it adds to an argument; label: DOC, REP, PTY or FIC.
        date: of its source; source: citations.
        speaks: for each side that it speaks for on this text, how far.
        disputed_by: titles of cards that contradict it.
    """

    id: str
    title: str
    text: str
    label: str
    grade: int
    date: str
    source: tuple[str, ...]
    speaks: Mapping[str, str]
    disputed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionView:
    """An argument of the bank that could be made.

    Attributes:
        own: whether it is a position of the seat that looks; relevance: how far it bears on the
            text, per mille, and `bears` the same in words.
        cards: those of its cards that count on this text; evidence: per mille that they add.
        refuted: whether it contradicts a documented card.
    """

    id: str
    title: str
    claim: str
    side: str
    reason: str
    own: bool
    relevance: int
    cards: tuple[CardView, ...]
    evidence: int
    refuted: bool
    source: tuple[str, ...]

    @property
    def bears(self) -> str:
        """How far it bears on the text, in words."""
        return BEARS[self.relevance]


def card_views(bundle: Bundle, world: World, text: Proposal) -> tuple[CardView, ...]:
    """Every card of the dossier, those that bear on the text first."""
    assert world.debate is not None  # noqa: S101  asked only where a story debates
    near = card_relevance(world.debate.bank, text.levels)[:, :, 0]
    views = [
        CardView(
            id=name,
            title=card.title,
            text=card.text,
            label=bundle.documents.documents[card.source[0].rpartition("-")[0]].label,
            grade=grade_of(bundle, card),
            date=_date(bundle, card.source[0]),
            source=bundle.documents.cited(card.source),
            speaks={
                SIDES[side]: BEARS[int(near[side, place])]
                for side in (FOR, AGAINST)
                if near[side, place] > HARDLY
            },
            disputed_by=tuple(
                bundle.dossier[other].title for other in card.disputed_by
                if other in bundle.dossier
            ),
        )
        for place, (name, card) in enumerate(bundle.dossier.items())
    ]  # fmt: skip
    return tuple(sorted(views, key=lambda view: not view.speaks))


def option_views(
    bundle: Bundle, world: World, text: Proposal, seat: str, cards: tuple[CardView, ...]
) -> tuple[OptionView, ...]:
    """Arguments that bear on a text: the seat's own first, the weightier before the lighter."""
    assert world.debate is not None  # noqa: S101  asked only where a story debates
    near, by_id = bearings(world.debate.bank, text.levels), {card.id: card for card in cards}
    views = [
        OptionView(
            id=name,
            title=argument.title,
            claim=argument.claim,
            side=argument.side,
            reason=argument.reason,
            own=seat in argument.speakers,
            relevance=int(near.relevance[place, 0]),
            cards=tuple(
                by_id[card] for card in argument.cards
                if card in by_id and argument.side in by_id[card].speaks
            ),
            evidence=int(near.evidence[place, 0]),
            refuted=bool(world.debate.bank.refuted[place]),
            source=bundle.documents.cited(argument.source),
        )
        for place, (name, argument) in enumerate(bundle.bank.items())
    ]  # fmt: skip
    worth = {view.id: -view.relevance * (CLAIM + view.evidence) for view in views}
    able = [view for view in views if view.relevance > HARDLY]
    return tuple(sorted(able, key=lambda view: (not view.own, worth[view.id], view.id)))


def _date(bundle: Bundle, source: str) -> str:
    return str(bundle.documents.documents[source.rpartition("-")[0]].date)

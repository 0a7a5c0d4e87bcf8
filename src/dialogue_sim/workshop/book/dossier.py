"""The dossier to cut out: cards, and the arguments of either side with who could make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.content.citations import CITATION
from dialogue_sim.paper.blocks import Paragraph, Section, Slip, Slips
from dialogue_sim.session.views.bank_view import bank_view
from dialogue_sim.words import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.paper.blocks import Block, Inline
    from dialogue_sim.session.views.bank_view import BankedView, BankView
    from dialogue_sim.workshop.book.material import Material

ABOUT: Final = (
    "Cut along the dashes. A card is evidence; its label says how far it can be leaned on."
)


def dossier(material: Material) -> Section | None:
    """All cards and arguments that can be used at the date of the story; None without debates."""
    if material.world.debate is None:
        return None
    bank = bank_view(material.bundle)
    blocks: list[Block] = [Paragraph(ABOUT), Section("Cards", "cards", (_cards(material, bank),))]
    for side in SIDES:
        made = tuple(_argument(material, bank, one) for one in bank.arguments if one.side == side)
        if made:
            blocks.append(Section(f"Arguments {side}", f"arguments-{side}", (Slips(made),)))
    return Section("Dossier", "dossier", tuple(blocks), fresh=True)


def _cards(material: Material, bank: BankView) -> Slips:
    return Slips(
        tuple(
            Slip(
                card.title,
                material.linked(card.text),
                (
                    *_cited(material, card.source),
                    f" ({card.date})",
                    *(
                        [f"; disputed by {', '.join(card.disputed_by)}"]
                        if card.disputed_by
                        else []
                    ),
                ),
                f"[{card.label}] {card.id}",
            )
            for card in bank.cards
        )
    )


def _argument(material: Material, bank: BankView, one: BankedView) -> Slip:
    titles = {card.id: card.title for card in bank.cards}
    evidence = "; ".join(titles[card] for card in one.cards)
    speakers = ", ".join(material.name(speaker) for speaker in one.speakers)
    small: tuple[Inline, ...] = (
        f"By {speakers}. ",
        *((f"Cards: {evidence}. ",) if evidence else ()),
        *_cited(material, one.source),
    )
    mark = f"{one.side}, {one.reason.replace('_', ' ')} {one.id}"
    return Slip(one.title, material.linked(one.claim), small, mark)


def _cited(material: Material, sources: tuple[str, ...]) -> tuple[Inline, ...]:
    return tuple(_each(material, sources))


def _each(material: Material, sources: tuple[str, ...]) -> Iterator[Inline]:
    for place, source in enumerate(sources):
        yield ", " if place else ""
        yield from material.linked(source) if CITATION.search(source) else (source,)

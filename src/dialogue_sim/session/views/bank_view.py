"""Everything that can be argued in a scenario, and how far each of it bears on a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.engine.bank import bearings
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.views.dossier import BEARS, CardView, card_views
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import opening_of, policy_point, proposals

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class BankedView:
    """An argument of the bank.

    Attributes:
        speakers: ids of those in the story who could say it of themselves.
        cards: ids of its cards; bears: how far it bears on the text, in words, or nothing
            without a text; relevance: the same per mille, or None.
    """

    id: str
    title: str
    side: str
    speakers: tuple[str, ...]
    reason: str
    claim: str
    cards: tuple[str, ...]
    bears: str
    relevance: int | None
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BankView:
    """The argument bank and the dossier of a scenario.

    Attributes:
        policy: the text that they are held against, and its title; nothing without one.
        arguments: for before against; with a text those that bear on it most come first.
        cards: with a text those that bear on it come first; without one, `speaks` is empty.
    """

    scenario: str
    title: str
    policy: str
    policy_title: str
    arguments: tuple[BankedView, ...]
    cards: tuple[CardView, ...]


def bank_view(bundle: Bundle, policy: str = "") -> BankView:
    """What can be argued in a scenario, perhaps held against a policy as the catalogue has it.

    Raises:
        UnknownIdError: no such policy; DialogueSimError: nothing is debated in the scenario.
    """
    policies = bundle.policies.policies
    if policy and policy not in policies:
        raise UnknownIdError("policy", policy, sorted(policies))
    world = build_world(bundle.with_policy(policy) if policy else bundle)
    if world.debate is None:
        message = f"nothing is debated in '{bundle.scenario.id}', so there are no arguments"
        raise DialogueSimError(message)
    text = _text(bundle, world, policy)
    cards = card_views(bundle, world, text)
    if not policy:
        cards = tuple(replace(card, speaks={}) for card in sorted(cards, key=lambda c: c.id))
    return BankView(
        scenario=bundle.scenario.id,
        title=bundle.scenario.title,
        policy=policy,
        policy_title=policies[policy].title if policy else "",
        arguments=_arguments(bundle, world, text if policy else None),
        cards=cards,
    )


def _text(bundle: Bundle, world: World, policy: str) -> Proposal:
    """The policy's text; without a policy that in force, so that cards can be read at all."""
    point = policy_point(bundle, world, policy) if policy else opening_of(bundle, world).standing
    return proposals(world, [point])


def _arguments(bundle: Bundle, world: World, text: Proposal | None) -> tuple[BankedView, ...]:
    assert world.debate is not None  # noqa: S101  the caller has looked
    here = {*bundle.story, bundle.counterpart.id}
    near = None if text is None else bearings(world.debate.bank, text.levels).relevance[:, 0]
    views = [
        BankedView(
            id=name,
            title=argument.title,
            side=argument.side,
            speakers=tuple(one for one in argument.speakers if one in here),
            reason=argument.reason,
            claim=argument.claim,
            cards=tuple(card for card in argument.cards if card in bundle.dossier),
            bears="" if near is None else BEARS[int(near[place])],
            relevance=None if near is None else int(near[place]),
            source=bundle.documents.cited(argument.source),
        )
        for place, (name, argument) in enumerate(bundle.bank.items())
    ]
    return tuple(sorted(views, key=lambda v: (v.side == "against", -(v.relevance or 0), v.id)))

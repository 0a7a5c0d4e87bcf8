"""The mechanisms of `rules.yaml` in the engine's own shape, as far as a scenario has them on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from dialogue_sim.content.conditions import read_condition
from dialogue_sim.engine import mechanisms as m
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.content import mechanisms as content
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.mechanisms import Mechanism
    from dialogue_sim.engine.world import World

PERCENT = 100.0
Written = TypeVar("Written")
Rule = TypeVar("Rule")


def mechanisms_without_reference(bundle: Bundle) -> m.Mechanisms:
    """All mechanisms; what the mood is measured by is missing: finding it needs a world."""
    written = bundle.rules.mechanisms
    # Resolve is what breaks silence: other procedures know nothing of it.
    silent = bundle.scenario.procedure == "silence"

    def made(
        name: Mechanism, block: Written | None, make: Callable[[Written, int], Rule]
    ) -> Rule | None:
        begins = bundle.scenario.active_from(name)
        return None if block is None or begins is None else make(block, begins)

    return m.Mechanisms(
        directional_mood=made(
            "directional_mood", written.directional_mood, lambda _, t: m.DirectionalMood(1.0, t)
        ),
        deferral=made("deferral", written.deferral, _deferral),
        staircase=made("staircase", written.staircase, _staircase),
        resolve=made("resolve", written.resolve if silent else None, _resolve),
        capital=made("capital", written.capital, lambda block, t: _capital(bundle, block, t)),
        mask=made("mask", written.mask, lambda block, t: _mask(bundle, block, t)),
    )


def with_reference(bundle: Bundle, world: World) -> m.Mechanisms:
    """The mechanisms, the mood measured by the offer of the policy that the setting names."""
    mechanisms, written = world.rules.mechanisms, bundle.rules.mechanisms.directional_mood
    if mechanisms.directional_mood is None or written is None:
        return mechanisms
    text = proposals(world, [policy_point(bundle, world, written.reference)])
    measured = replace(mechanisms.directional_mood, reference=float(text["offer"][0]))
    return replace(mechanisms, directional_mood=measured)


def _deferral(block: content.Deferral, turn: int) -> m.Deferral:
    return m.Deferral(
        block.ceasefire_below / PERCENT,
        block.settlement_at / PERCENT,
        block.settlement_share,
        turn,
    )


def _staircase(block: content.Staircase, turn: int) -> m.Staircase:
    floor, added = block.war
    return m.Staircase(
        slack=block.slack,
        width=block.width,
        war_floor=floor,
        war_overreach=added,
        step=block.step,
        most=block.most,
        hostilities=block.hostilities,
        probe=block.probe,
        exploit=block.exploit,
        escalate=block.escalate,
        from_turn=turn,
    )


def _resolve(block: content.Resolve, turn: int) -> m.Resolve:
    return m.Resolve(
        centre=block.centre,
        spread=block.spread,
        assure_now=block.assure_now,
        assure_promise=block.assure_promise,
        due=block.due,
        kept_credibility=block.kept.credibility / PERCENT,
        broken_credibility=block.broken.credibility / PERCENT,
        broken_cohesion=block.broken.cohesion / PERCENT,
        grudge=block.broken.grudge,
        from_turn=turn,
    )


def _capital(bundle: Bundle, block: content.CapitalRule, turn: int) -> m.Capital:
    bonus = block.bonus
    return m.Capital(
        start=float(block.start),
        income=block.income,
        most=block.most,
        bonus_when=None if bonus is None else read_condition(bonus.when, bundle.names()),
        bonus=0 if bonus is None else bonus.plus,
        broken_silence=block.broken_silence,
        consult=block.consult,
        assure_now=block.assure_now,
        assure_promise=block.assure_promise,
        campaign=block.campaign.cost,
        campaign_mood=block.campaign.mood,
        from_turn=turn,
    )


def _mask(bundle: Bundle, block: content.Mask, turn: int) -> m.Mask:
    chances = [block.report[name] for name in sorted(bundle.counterpart.types)]
    floor, added = block.face
    return m.Mask(
        report_base=tuple(chance[0] for chance in chances),
        report_openness=tuple(chance[1] for chance in chances),
        verified_from=block.verified_from,
        paper_lost=block.paper_lost,
        face_floor=floor,
        face_openness=added,
        from_turn=turn,
    )

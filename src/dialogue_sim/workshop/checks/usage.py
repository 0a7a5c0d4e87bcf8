"""What moves nothing, and what nothing moves: quantities, effects and catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.expressions import parse_effect
from dialogue_sim.content.suggest import hint
from dialogue_sim.expression_tree import ActorValue, Name, walk
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.workshop.checks.asked import asked_of
from dialogue_sim.workshop.checks.findings import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.yaml_source import Path_
    from dialogue_sim.expression_tree import Effect, Node

HELD = frozenset({"hardliners", "outside_support"})
"""What no equation moves: only effects of news and texts do."""


def frozen_quantities(bundle: Bundle) -> Iterator[Finding]:
    """Conditions that read a quantity which neither the model nor an effect ever changes."""
    still = _never_moved(bundle) - {effect.target for _, effect in _effects(bundle)}
    for asked in asked_of(bundle):
        rows = [(line.node, line.spot) for line in asked.lines] or [(asked.node, asked.spot)]
        for node, spot in rows:
            for name in sorted(_names(node) & still):
                opening = {**bundle.setting.situation, **bundle.scenario.situation}.get(name, 0)
                yield Finding(
                    spot, "DS311",
                    f"'{name}' is read here but never changes: it stays at {opening:g}",
                    f"let an inject or a policy change it, as in `{name} += 10`, or read "
                    "something else",
                )  # fmt: skip


def _never_moved(bundle: Bundle) -> frozenset[str]:
    """Quantities that the rules of this setting leave as they are."""
    rules = bundle.rules.dynamics
    war = rules.hostilities
    calm = not any((war.escalate, war.reciprocate, war.fade))
    return HELD | ({"hostilities"} if calm else set())


def _names(node: Node) -> set[str]:
    return {part.name for part in walk(node) if isinstance(part, Name)}


def idle_effects(bundle: Bundle) -> Iterator[Finding]:
    """Effects that add nothing, and those on a trust that nobody acts on or asks for."""
    for spot, effect in _effects(bundle):
        if effect.op != "=" and not effect.value:
            yield Finding(
                spot, "DS312", "this effect adds nothing", "give it a number, or leave it out"
            )
        elif effect.actor is not None and not _heeded(bundle, effect.actor):
            yield Finding(
                spot, "DS312",
                f"nothing depends on the trust of '{effect.actor}': it is no member, "
                "`stars.trust` of its file is 0, and no condition reads it",
                "give it a star for trust, or change something else",
            )  # fmt: skip


def _heeded(bundle: Bundle, actor: str) -> bool:
    """Whether the trust of an actor moves a response, the mean of the members or a condition."""
    profile = bundle.actors.get(actor)
    if profile is None or profile.kind == "member" or profile.stars.trust:
        return True
    return any(
        isinstance(part, ActorValue) and part.kind == "trust" and actor in part.actors
        for asked in asked_of(bundle)
        for part in walk(asked.node)
    )


def _effects(bundle: Bundle) -> Iterator[tuple[Spot, Effect]]:
    """Every effect of the story's news and texts."""
    names = bundle.names()
    rows: list[tuple[str, Path_, list[str]]] = [
        (bundle.path, ("injects", name), inject.effects)
        for name, inject in bundle.scenario.injects.items()
    ]
    rows += [
        (bundle.beside("policies"), ("policies", name), policy.effects)
        for name, policy in bundle.repertoire.items()
    ]
    for file, at, lines in rows:
        for place, line in enumerate(lines):
            yield Spot(file, (*at, "effects", place)), parse_effect(line, names)


def plans_without_a_strategy(bundle: Bundle) -> Iterator[Finding]:
    """Plans that no strategy follows, because none has their name."""
    known = sorted({strategy.plan for strategy in STRATEGIES.values() if strategy.plan})
    for plan in bundle.setting.plans.keys() - known:
        yield Finding(
            Spot(bundle.beside("setting"), ("plans", plan), key=True), "DS313",
            f"no strategy is called '{plan}', so nobody follows this plan", hint(plan, known),
        )  # fmt: skip


def unread_documents(bundle: Bundle) -> Iterator[Finding]:
    """Documents that a scenario names and never cites."""
    text = bundle.files[bundle.path].text
    for place, document in enumerate(bundle.scenario.documents):
        if f"{document}-" not in text:
            yield Finding(
                Spot(bundle.path, ("documents", place)), "DS313",
                f"'{document}' is named as a source, but nothing in this file cites it",
                "cite a sentence of it, or take it off the list",
            )  # fmt: skip

"""The menu of a turn: what can be tabled, what it risks, and why something cannot be now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine import story
from dialogue_sim.session.tabling import capital_left
from dialogue_sim.session.views.texts import TextView, text_views
from dialogue_sim.session.worlds.opening import policy_point

if TYPE_CHECKING:
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game


@dataclass(frozen=True, slots=True)
class PolicyView:
    """One instrument of the menu; `blocked_by` says why it cannot be tabled now, if so."""

    id: str
    short: str
    text: TextView
    label: str
    source: tuple[str, ...]
    blocked_by: str


def tablable(game: Game, situation: Situation, turn: int) -> list[str]:
    """The policies of a turn's menu that whoever tables there could table, in a situation."""
    scenario, rules = game.bundle.scenario, game.world.story.policies
    legal = story.legal(game.world, situation, turn)[:, 0]
    may = {rule.id for rule, now in zip(rules, legal, strict=True) if now}
    tabler = scenario.tabler(turn)
    return [p for p in scenario.menu(turn) if p in may and game.bundle.may_table(tabler, p)]


def menu_views(game: Game) -> tuple[PolicyView, ...]:
    """The policies that can be tabled in this turn, in the order of the menu."""
    policies, documents = game.bundle.policies.policies, game.bundle.documents
    menu = game.menu
    texts = text_views(
        game, game.situation,
        [(name, policy_point(game.bundle, game.world, name)) for name in menu],
    )  # fmt: skip
    allowed = story.legal(game.world, game.situation, game.turn)[:, 0]
    views = []
    for name, text in zip(menu, texts, strict=True):
        policy = policies[name]
        cited = documents.sentence(policy.source[0])
        blocked_by = "" if allowed[game.world.story.place_of(name)] else policy.why_not
        left = capital_left(game)
        if left is not None and text.price is not None and text.price > left:
            blocked_by = f"costs {text.price}, and {left} is left"
        if not game.bundle.may_table(game.tabler, name):
            blocked_by = f"tabled by {', '.join(policy.tabled_by)} only"
        views.append(
            PolicyView(
                id=name,
                short=policy.short,
                text=text,
                label=cited[0].label if cited else documents.modelled,
                source=documents.cited(policy.source),
                blocked_by=blocked_by,
            )
        )
    return tuple(views)

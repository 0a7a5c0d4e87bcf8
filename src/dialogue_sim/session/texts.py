"""How a text looks to the people at the table: its levels in words, what it risks, its chances."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.procedure import chance_to_stand, under_procedure
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.opening import policy_point, proposals
from dialogue_sim.session.tabling import tabled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Settle

MARKS = "○◔◑◕●"
"""Exposure from nothing to everything, in five steps."""

PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class LevelView:
    """One issue of a text.

    Attributes:
        options: (id, label) of every level, from low to high.
        amended: whether it differs from the policy as it stands in the catalogue.
    """

    issue: str
    title: str
    summary: str
    level: str
    label: str
    options: tuple[tuple[str, str], ...]
    amended: bool


@dataclass(frozen=True, slots=True)
class TextView:
    """A text in words.

    Attributes:
        exposure: what can be lost if the counterpart cheats, 0..100; mark: the same as a symbol.
        chance: percent that it stands if tabled now; None if it needs nobody's consent.
    """

    policy: str
    title: str
    summary: str
    venue: str
    venue_label: str
    venue_amended: bool
    levels: tuple[LevelView, ...]
    exposure: int
    mark: str
    chance: int | None

    @property
    def amendments(self) -> tuple[str, ...]:
        """What differs from the catalogue, as `Issue: level`."""
        changed = [f"{row.title}: {row.label}" for row in self.levels if row.amended]
        return (*changed, f"Venue: {self.venue_label}") if self.venue_amended else tuple(changed)


def text_views(
    game: Game, situation: Situation, texts: Sequence[tuple[str, Point]]
) -> tuple[TextView, ...]:
    """Several texts, each a policy and the point it has become, in one situation."""
    proposal = proposals(game.world, [point for _, point in texts])
    everywhere = repeat(situation, len(texts))
    moment = Moment(game.world, proposal, everywhere, no_debate(everywhere))
    chances = chance_to_stand(moment, react(moment))
    needed = under_procedure(moment)
    exposure = proposal.exposure
    return tuple(
        _text_view(
            game, policy, point, float(exposure[place]),
            points(float(chances[place]) * PERCENT) if needed[place] else None,
        )
        for place, (policy, point) in enumerate(texts)
    )  # fmt: skip


def _text_view(
    game: Game, policy: str, point: Point, exposure: float, chance: int | None
) -> TextView:
    setting, body = game.bundle.setting, game.bundle.policies.policies[policy]
    catalogue = policy_point(game.bundle, game.world, policy)
    rows = []
    for (name, issue), place, usual in zip(
        setting.issues.items(), point.levels, catalogue.levels, strict=True
    ):
        level = issue.levels[place]
        options = tuple((option.id, option.label) for option in issue.levels)
        rows.append(
            LevelView(
                name, issue.title, issue.summary, level.id, level.label, options, place != usual
            )
        )
    venue = game.world.space.venues[point.venue]
    return TextView(
        policy=policy,
        title=body.title,
        summary=body.summary,
        venue=venue,
        venue_label=setting.venues[venue],
        venue_amended=point.venue != catalogue.venue,
        levels=tuple(rows),
        exposure=points(exposure * PERCENT),
        mark=exposure_mark(exposure),
        chance=chance,
    )


def points(value: float) -> int:
    """A number as a screen shows it: rounded, halves up."""
    return math.floor(value + 0.5)


def exposure_mark(exposure: float) -> str:
    """A symbol for exposure 0..1; anything above four tenths is as bad as it gets in practice."""
    steps = (0.05, 0.15, 0.25, 0.40)
    return MARKS[sum(exposure > step for step in steps)]


def preview(game: Game, move: Propose | Settle) -> TextView:
    """The text that a move would table, before it is made.

    Raises:
        MoveError: the move is not possible now; the sentence says why.
    """
    point = tabled(game, move)
    policy = move.policy if isinstance(move, Propose) else game.tabled_policy
    return text_views(game, game.situation, [(policy, point)])[0]

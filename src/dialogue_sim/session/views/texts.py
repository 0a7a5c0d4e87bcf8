"""How a text looks to the people at the table: its levels in words, what it risks, its chances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.procedure import chance_to_stand, under_procedure
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.tabling import drafted
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.odds import Odds, odds_of, told_in
from dialogue_sim.session.views.stakes import stakes
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Settle
    from dialogue_sim.session.views.stakes import Stakes, Step

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
class StepView:
    """How far a text would go now, and how much of that is a step too far; in points.

    Attributes:
        reach: how far it would go if the counterpart took it up; progress: what is reached.
        too_far: 0 for a step that can be answered, 100 for one entirely too far.
    """

    reach: int
    progress: int
    too_far: int

    @property
    def says(self) -> str:
        """The adviser's word on it."""
        where = f"reach {self.reach}, progress {self.progress}"
        return f"a step too far: {where}" if self.too_far else f"a step within reach: {where}"


@dataclass(frozen=True, slots=True)
class TextView:
    """A text in words.

    Attributes:
        exposure: what can be lost if the counterpart cheats, 0..100; mark: the same as a symbol.
        chance: that it stands if tabled now; None if it needs nobody's consent.
        breaks: (short name, chance) of members that may break silence, the likeliest first.
        price: points of political capital; None where there is none.
        step: how far the text would go, where that depends on what has been reached.
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
    chance: Odds | None
    breaks: tuple[tuple[str, Odds], ...]
    price: int | None
    step: StepView | None

    @property
    def amendments(self) -> tuple[str, ...]:
        """What differs from the catalogue, as `Issue: level`."""
        changed = [f"{row.title}: {row.label}" for row in self.levels if row.amended]
        return (*changed, f"Venue: {self.venue_label}") if self.venue_amended else tuple(changed)


def text_views(
    game: Game,
    situation: Situation,
    texts: Sequence[tuple[str, Point]],
    turn: int | None = None,
) -> tuple[TextView, ...]:
    """Several texts, each a policy and the point it has become, in one situation.

    Args:
        game: the session; situation: in which the texts are looked at.
        texts: policies and points.
        turn: number of the turn; the one that is going on if left out.
    """
    turn = game.turn if turn is None else turn
    world = game.world_in(turn)
    proposal = proposals(game.world, [point for _, point in texts])
    everywhere = repeat(situation, len(texts))
    moment = Moment(world, proposal, everywhere, no_debate(everywhere))
    reactions = react(moment)
    stands, needed = chance_to_stand(moment, reactions), under_procedure(moment)
    free = game.bundle.scenario.tabler(turn) != game.chair
    staked = stakes(moment, reactions, [policy for policy, _ in texts])
    told = told_in(game)
    return tuple(
        _text_view(
            game, policy, point, float(proposal.exposure[place]),
            Beside(
                odds_of(float(stands[place]) * PERCENT, told) if needed[place] else None,
                _breaks(game, staked[place]), _price(staked[place], free=free),
                _step(staked[place].step),
            ),
        )
        for place, (policy, point) in enumerate(texts)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a text beside its words; see `TextView`."""

    chance: Odds | None
    breaks: tuple[tuple[str, Odds], ...]
    price: int | None
    step: StepView | None


def _breaks(game: Game, staked: Stakes) -> tuple[tuple[str, Odds], ...]:
    """Members whom nobody plays and who may break silence, the likeliest first."""
    chances = [
        (game.bundle.actors[name].short, chance * PERCENT)
        for name, chance in (staked.breaks or {}).items()
        if name not in game.asked() and points(chance * PERCENT)
    ]
    chances.sort(key=lambda one: (-points(one[1]), one[0]))
    return tuple((short, odds_of(percent, told_in(game))) for short, percent in chances)


def _price(staked: Stakes, *, free: bool) -> int | None:
    """What the text costs; nobody but the chair pays."""
    return 0 if free and staked.price is not None else staked.price


def _step(step: Step | None) -> StepView | None:
    if step is None:
        return None
    return StepView(points(step.reach), points(step.progress), points(step.too_far))


def _text_view(game: Game, policy: str, point: Point, exposure: float, beside: Beside) -> TextView:
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
        chance=beside.chance,
        breaks=beside.breaks,
        price=beside.price,
        step=beside.step,
    )


def exposure_mark(exposure: float) -> str:
    """A symbol for exposure 0..1; anything above four tenths is as bad as it gets in practice."""
    steps = (0.05, 0.15, 0.25, 0.40)
    return MARKS[sum(exposure > step for step in steps)]


def preview(game: Game, move: Propose | Settle) -> TextView:
    """The text that a move would table, before it is made or can be paid.

    Raises:
        MoveError: the move is not possible now; the sentence says why.
    """
    point = drafted(game, move)
    policy = move.policy if isinstance(move, Propose) else game.tabled_policy
    return text_views(game, game.situation, [(policy, point)])[0]

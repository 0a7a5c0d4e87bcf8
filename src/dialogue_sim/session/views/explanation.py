"""A policy looked at before anybody plays: every receipt, every flip hint, and the open answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.content.suggest import hint
from dialogue_sim.engine.answer import drivers_of
from dialogue_sim.engine.explain import expected_outlook
from dialogue_sim.engine.procedure import chance_to_stand, under_silence
from dialogue_sim.engine.reaction import modal_response, react
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.amendments import amended
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.views.account import VENUE, account
from dialogue_sim.session.views.drivers import Comparison, compare, likeliest
from dialogue_sim.session.views.hints import Heard, HintView, hints_for
from dialogue_sim.session.views.origins import actor_made_of, policy_made_of, setting_made_of
from dialogue_sim.session.views.reasons import reason
from dialogue_sim.session.views.receipts import ReceiptView, receipt
from dialogue_sim.session.views.stakes import Stakes, stakes
from dialogue_sim.session.views.turn_view import response_word
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, policy_point, proposals
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.answer import Outlook
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.world import Space, World
    from dialogue_sim.session.views.account import Account


@dataclass(frozen=True, slots=True)
class Expected:
    """How one actor would take a text.

    Attributes:
        response: the likeliest of five; word: in the words of its kind.
        probabilities: of the five responses, worst first.
        hints: what would bring each response above the likeliest, the lowest first.
        made_of: what made its profile what it is here, in lines.
    """

    id: str
    name: str
    kind: str
    response: str
    word: str
    reason: str
    receipt: ReceiptView
    probabilities: tuple[float, ...]
    hints: tuple[HintView, ...]
    made_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text at the opening of a scenario, explained.

    Attributes:
        actors: those asked for; nobody if the counterpart alone was asked for.
        counterpart: its id and its name.
        comparisons: each other answer of the counterpart against the likeliest one.
        stakes: what the mechanisms of the scenario make of the text.
        made_of: what made the text and its setting what they are here, in lines.
    """

    scenario: str
    policy: str
    title: str
    levels: Mapping[str, float]
    labels: Mapping[str, str]
    venue: str
    actors: tuple[Expected, ...]
    answers: Mapping[str, float]
    drivers: Mapping[str, float]
    counterpart: tuple[str, str]
    comparisons: tuple[Comparison, ...]
    procedure: str
    p_stands: float
    stakes: Stakes
    made_of: tuple[str, ...] = ()


def explain(
    bundle: Bundle, policy: str, changes: Mapping[str, str], only: str | None = None
) -> Explanation:
    """Explain a policy, perhaps changed, at the opening of a scenario.

    Args:
        bundle: the scenario; policy: one of the setting's, on the menu or not.
        changes: issue to level (id, label or value), or `venue` to a venue.
        only: one actor, or the counterpart; everybody if left out.

    Raises:
        UnknownIdError: no such policy or actor; MoveError: no such issue, level or venue.
    """
    _must_exist(bundle, policy, only)
    world = build_world(bundle := bundle.with_policy(policy)).at(1)
    point = changed(bundle, world.space, policy_point(bundle, world, policy), changes)
    moment = _at_opening(bundle, world, point)
    laid_open = account(bundle, moment, reactions := react(moment))
    hints = hints_for(bundle, world, Heard(moment.situation, point, debated=True))
    seen = expected_outlook(moment, reactions)
    return Explanation(
        scenario=bundle.scenario.id,
        policy=policy,
        title=bundle.policies.policies[policy].title,
        levels=_values(world, point),
        labels=_labels(bundle, world, point),
        venue=world.space.venues[point.venue],
        actors=_those(laid_open, hints, only),
        answers=_named(ANSWERS, seen.probabilities),
        drivers=_named([driver.name for driver in drivers_of(world)], seen.drivers),
        counterpart=(bundle.counterpart.id, bundle.counterpart.name),
        comparisons=_comparisons(bundle, world, seen),
        procedure=world.rules.procedure.name,
        p_stands=float(chance_to_stand(moment, reactions)[0]),
        stakes=stakes(moment, reactions, [policy])[0],
        made_of=(*policy_made_of(bundle, policy), *setting_made_of(bundle)),
    )


def _at_opening(bundle: Bundle, world: World, point: Point) -> Moment:
    """A text in the situation before turn 1."""
    situation = open_situation(bundle, world, 0, np.zeros(1, dtype=np.uint64))
    return Moment(world, proposals(world, [point]), situation, no_debate(situation))


def _named(names: Sequence[str], rows: Array) -> dict[str, float]:
    """The first session's number of each row, by name."""
    return {name: float(row[0]) for name, row in zip(names, rows, strict=True)}


def _must_exist(bundle: Bundle, policy: str, only: str | None) -> None:
    if policy not in bundle.policies.policies:
        raise UnknownIdError("policy", policy, sorted(bundle.policies.policies))
    if only is not None and only not in bundle.name_of:
        raise UnknownIdError("actor", only, list(bundle.name_of))


def _comparisons(bundle: Bundle, world: World, seen: Outlook) -> tuple[Comparison, ...]:
    """Every answer but the likeliest, against that one."""
    best = likeliest(seen)
    return tuple(
        compare(bundle, world, seen, (answer, best)) for answer in range(len(ANSWERS))
        if answer != best
    )  # fmt: skip


def _those(
    laid_open: Account, hints: Mapping[str, tuple[HintView, ...]], only: str | None
) -> tuple[Expected, ...]:
    """Everybody who was asked for."""
    return tuple(
        _expected(laid_open, place, hints[name])
        for place, name in enumerate(laid_open.bundle.actors)
        if only in {None, name}
    )


def _expected(laid_open: Account, actor: int, hints: tuple[HintView, ...]) -> Expected:
    profile = laid_open.bundle.actors[laid_open.actor_id(actor)]
    chances = laid_open.said[:, actor]
    modal, silent = modal_response(chances), bool(under_silence(laid_open.moment)[0])
    return Expected(
        id=profile.id,
        name=profile.name,
        kind=profile.kind,
        response=RESPONSES[modal],
        word=response_word(
            laid_open.bundle.rules.ladder.words, profile.kind, modal, silent=silent
        ),
        reason=reason(laid_open, actor, modal),
        receipt=receipt(laid_open, actor),
        probabilities=tuple(float(chance) for chance in chances),
        hints=hints,
        made_of=actor_made_of(laid_open.bundle, profile.id),
    )


def changed(bundle: Bundle, space: Space, point: Point, changes: Mapping[str, str]) -> Point:
    """A text with some issues set; a level is given by id, label or value.

    Raises:
        MoveError: no such issue, level or venue.
    """
    known = [*(issue.id for issue in space.issues), VENUE]
    for name in changes:
        if name not in known:
            message = f"there is no issue '{name}': {hint(name, known)}"
            raise MoveError(message)
    levels = {n: _level(bundle, n, wanted) for n, wanted in changes.items() if n != VENUE}
    return amended(space, point, levels, changes.get(VENUE))


def _level(bundle: Bundle, issue: str, wanted: str) -> str:
    """Id of a level given by id, label or value."""
    for level in bundle.setting.issues[issue].levels:
        if wanted.casefold() in {level.id, level.label.casefold()} or _same(wanted, level.value):
            return level.id
    known = bundle.setting.level_ids(issue)
    message = f"'{wanted}' is no level of {issue}: {hint(wanted, known)}"
    raise MoveError(message)


def _same(wanted: str, value: float) -> bool:
    try:
        return float(wanted) == value
    except ValueError:
        return False


def _values(world: World, point: Point) -> dict[str, float]:
    return {
        issue.id: issue.values[place]
        for issue, place in zip(world.space.issues, point.levels, strict=True)
    }


def _labels(bundle: Bundle, world: World, point: Point) -> dict[str, str]:
    setting = bundle.setting
    return {
        setting.issues[issue.id].title: setting.issues[issue.id].levels[place].label
        for issue, place in zip(world.space.issues, point.levels, strict=True)
    }

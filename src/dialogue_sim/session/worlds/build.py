"""From content to the engine's world: the one place that knows both.

Points become fractions, level ids become values, words become arrays; nothing is computed that
the engine could not be asked for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.conditions import read_condition
from dialogue_sim.content.expressions import parse_effect
from dialogue_sim.engine import world as w
from dialogue_sim.engine.capital import whole_points
from dialogue_sim.engine.draws import stream
from dialogue_sim.engine.proposal import measure
from dialogue_sim.expression_tree import counted
from dialogue_sim.session.worlds.coefficients import public_rule, rules_without_poll
from dialogue_sim.session.worlds.debates import build_debate
from dialogue_sim.session.worlds.hinges import build_hinges, place_of, value_of
from dialogue_sim.session.worlds.opening import polled_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.actor import Actor, Counterpart, RedLine
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.policy import Policy
    from dialogue_sim.content.scenario import Inject
    from dialogue_sim.content.setting import MeasurePart, Setting
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.expression_tree import Node

KEPT = 16
"""How many worlds are remembered: every session that is begun or opened asks for one."""
STAR_TERMS = ("interest", "trust", "domestic", "reciprocity", "argument", "cohesion", "peers")


@lru_cache(maxsize=KEPT)
def build_world(bundle: Bundle) -> w.World:
    """Everything of a scenario that the engine needs and that never changes.

    The same bundle gives the same world: it is for reading.
    """
    space = build_space(bundle.setting)
    actors = build_actors(bundle)
    rules = rules_without_poll(bundle)
    debate = build_debate(bundle, space, actors)
    world = w.World(space, actors, build_counterpart(bundle), rules, build_story(bundle), debate)
    return public_rule(bundle, world, polled_moment(bundle, world))


def build_space(setting: Setting) -> w.Space:
    """The issue space: issues in the order of the file, which is the order of sums and screens."""
    issues = tuple(
        w.Issue(
            name,
            tuple(level.id for level in issue.levels),
            tuple(float(level.value) for level in issue.levels),
        )
        for name, issue in setting.issues.items()
    )
    measures = {
        name: tuple(_measure_term(issues, issue, part) for issue, part in parts.items())
        for name, parts in setting.measures
    }
    consistency = tuple((term.issue, term.weight) for term in measures.pop("consistency"))
    return w.Space(issues, tuple(setting.venues), measures, consistency)


def _measure_term(issues: Sequence[w.Issue], issue: str, part: MeasurePart) -> w.MeasureTerm:
    return w.MeasureTerm(
        issue=place_of(issues, issue),
        weight=float(part.weight),
        anchors=tuple(float(anchor) for anchor in part.at or ()),
        above=None if part.above is None else value_of(issues, issue, part.above),
        below=None if part.below is None else value_of(issues, issue, part.below),
        only_if=None if part.only_if is None else place_of(issues, part.only_if),
    )


def build_actors(bundle: Bundle) -> w.Actors:
    """Everybody but the counterpart, sorted by id, as arrays over actors."""
    space = build_space(bundle.setting)
    actors = tuple(bundle.actors.values())
    ids = tuple(bundle.actors)

    def column(name: str) -> Array:
        return frozen([float(getattr(actor, name)) for actor in actors])

    return w.Actors(
        ids=ids,
        kinds=tuple(actor.kind for actor in actors),
        members=tuple(i for i, actor in enumerate(actors) if actor.kind == "member"),
        public=ids.index(bundle.setting.public),
        preferences=build_preferences(space, actors),
        red_lines=tuple(
            _red_line(space.issues, name, place, line)
            for place, actor in enumerate(actors)
            for name, line in actor.red_lines.items()
        ),
        shares=_shares(actors, column("red_line_force"), column("caution")),
        listens=_listens(bundle, actors),
        capability=column("capability"),
        trust=column("trust"),
        vulnerability=column("vulnerability"),
        learning_rate=column("learning_rate"),
        generosity=column("generosity"),
        public_tilt=column("public_tilt"),
        predictability=column("predictability"),
        streams=tuple(stream("actor", name) for name in ids),
        resolve_streams=tuple(stream("resolve", name) for name in ids),
        asks=tuple(
            tuple(
                (place_of(space.issues, ask.issue),
                 value_of(space.issues, ask.issue, ask.at_least))
                for ask in actor.ask
            )
            for actor in actors
        ),
    )  # fmt: skip


def build_preferences(space: w.Space, actors: Sequence[Actor | Counterpart]) -> w.Preferences:
    """Ideals, shapes, salience shares and venue affinities (E5)."""
    ideals, shapes, salience, affinity = [], [], [], []
    for actor in actors:
        positions = [actor.issues.get(issue.id) for issue in space.issues]
        ideals.append([
            0.0 if position is None else value_of(space.issues, issue.id, position.ideal)
            for issue, position in zip(space.issues, positions, strict=True)
        ])  # fmt: skip
        shapes.append(tuple(
            "peak" if position is None else position.shape
            for position in positions
        ))  # fmt: skip
        stars = [0.0 if position is None else float(position.salience) for position in positions]
        stars.append(float(actor.venues["salience"]))
        total = sum(stars)
        salience.append([star / total for star in stars])
        affinity.append([float(actor.venues.get(venue, 0.0)) for venue in space.venues])
    tolerance = [float(actor.tolerance) for actor in actors]
    return w.Preferences(
        frozen(ideals), tuple(shapes), frozen(salience), frozen(affinity), frozen(tolerance)
    )


def _shares(actors: Sequence[Actor], force: Array, caution: Array) -> Array:
    """(term, a): star shares (E4), then the weights of principle and caution."""
    rows = []
    for actor in actors:
        stars = [float(getattr(actor.stars, term)) for term in STAR_TERMS]
        total = sum(stars)
        rows.append([star / total for star in stars])
    return frozen([*zip(*rows, strict=True), force, caution])


def _listens(bundle: Bundle, actors: Sequence[Actor]) -> Array:
    """(a, a): a bloc's weight is shared equally among its members in the story."""
    ids = [actor.id for actor in actors]
    matrix = []
    for actor in actors:
        row = dict.fromkeys(ids, 0.0)
        for name, star in actor.listens_to.items():
            peers = [peer for peer in bundle.blocs.get(name, (name,)) if peer in row]
            for peer in peers:
                row[peer] += float(star) / len(peers)
        total = sum(row.values())
        matrix.append([weight / total if total else 0.0 for weight in row.values()])
    return frozen(matrix)


def _red_line(issues: Sequence[w.Issue], name: str, actor: int, line: RedLine) -> w.RedLine:
    unresolved = line.holds == "unresolved"
    return w.RedLine(
        name, actor, float(line.severity), unresolved, build_hinges(issues, line.when)
    )


def build_counterpart(bundle: Bundle) -> w.Counterpart:
    """The adversary; its types sorted by id."""
    profile = bundle.counterpart
    return w.Counterpart(
        id=profile.id,
        preferences=build_preferences(build_space(bundle.setting), [profile]),
        predictability=float(profile.predictability),
        insecurity=float(profile.insecurity),
        types=tuple(
            w.CounterpartType(name, float(t.share), float(t.greed), float(t.insecurity))
            for name, t in sorted(profile.types.items())
        ),
        answer_stream=stream("answer", profile.id),
        type_stream=stream("type", profile.id),
        report_stream=stream("report", profile.id),
    )


def build_story(bundle: Bundle) -> w.Story:
    """Policies, injects and endings with their conditions read; injects sorted by id."""
    names, scenario = bundle.names(), bundle.scenario
    policies = tuple(
        w.PolicyRule(
            name,
            None if policy.when is None else read_condition(policy.when, names),
            tuple(parse_effect(line, names) for line in policy.effects),
            0.0 if policy.cost is None else policy.cost - _own_price(bundle, policy),
        )
        for name, policy in bundle.repertoire.items()
    )
    injects = tuple(
        _inject(bundle, name, inject) for name, inject in sorted(scenario.injects.items())
    )
    endings = tuple(
        w.Ending(ending.id, read_condition(ending.when, names)) for ending in scenario.endings
    )
    goals = [
        read_condition(goal.when, names)
        for seat in scenario.seats.values()
        for goal in seat.every_goal()
    ]
    capital = bundle.rules.mechanisms.capital
    on = bundle.active_from("capital") is not None
    if on and capital is not None and capital.bonus is not None:
        goals.append(read_condition(capital.bonus.when, names))
    asked = [rule.when for rule in policies]
    asked += [rule.when for rule in injects]
    asked += [rule.when for rule in endings]
    return w.Story(scenario.turns, policies, injects, endings, _counters([*asked, *goals]))


def _own_price(bundle: Bundle, policy: Policy) -> float:
    """What a policy's text costs by the setting's measure, in whole points."""
    space = build_space(bundle.setting)
    values = [
        [value_of(space.issues, issue.id, policy.levels[issue.id])] for issue in space.issues
    ]
    return float(whole_points(measure(space, "price", np.array(values)))[0])


def _inject(bundle: Bundle, name: str, inject: Inject) -> w.Inject:
    names = bundle.names()
    return w.Inject(
        id=name,
        at=inject.at,
        when=None if inject.when is None else read_condition(inject.when, names),
        chance=int(inject.chance[:-1]) / 100,
        once=inject.once,
        effects=tuple(parse_effect(line, names) for line in inject.effects),
        stream=stream("inject", name),
    )


def _counters(conditions: Sequence[Node | None]) -> tuple[Node, ...]:
    """The distinct conditions inside `count(...)`, in the order in which they are met."""
    found = [inner for node in conditions if node is not None for inner in counted(node)]
    return tuple(dict.fromkeys(found))


def frozen(numbers: object) -> Array:
    """An array of doubles that nobody can write to."""
    array = np.array(numbers, dtype=np.float64)
    array.setflags(write=False)
    return array

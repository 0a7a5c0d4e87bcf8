"""Whether a story has what the mechanisms of its setting need: texts, types, asks, a column.

A mechanism is looked at only where the scenario has it; what is written for one that is switched
off may wait.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.mechanisms import Begins
from dialogue_sim.content.references import Checker

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.policy import Policy
    from dialogue_sim.content.setting import Level, MeasurePart, Setting
    from dialogue_sim.content.sourced import Path

ROUNDING: Final = 1e-9
"""A sum of decimal weights that makes a whole unit may miss it by this much as a double."""


def check_mechanisms(bundle: Bundle) -> list[Diagnostic]:
    """Everything that a mechanism of this story refers to or needs, and is not there."""
    rules = Checker(bundle, bundle.files[bundle.beside("rules")])
    scenario = Checker(bundle, bundle.files[bundle.path])
    _check_switches(scenario)
    _check_mood(rules)
    _check_staircase(rules)
    _check_capital(rules)
    _check_prices(scenario)
    _check_mask(rules)
    return [*rules.problems, *scenario.problems, *_check_asks(bundle)]


def _check_switches(checker: Checker) -> None:
    """What a scenario switches on is there, and its turn comes."""
    scenario, mechanisms = checker.bundle.scenario, checker.bundle.rules.mechanisms
    for name, switch in scenario.mechanisms.items():
        at: Path = ("mechanisms", name)
        if switch is not False and getattr(mechanisms, name) is None:
            message = f"the setting has no mechanism '{name}' that could be on"
            remedy = f"write `{name}:` under `mechanisms:` of rules.yaml, or leave this out"
            checker.report(at, "DS209", message, remedy, key=True)
        if isinstance(switch, Begins) and switch.from_turn > scenario.turns:
            turns = scenario.turns
            message = f"turn {switch.from_turn} never comes: the scenario has {turns} turns"
            remedy = f"write `{name}: false` to play without it"
            checker.report((*at, "from_turn"), "DS209", message, remedy)


def _check_mood(checker: Checker) -> None:
    """The mood is measured against an offer, that of the text people were asked about."""
    bundle = checker.bundle
    rule = bundle.rules.mechanisms.directional_mood
    if rule is None or bundle.active_from("directional_mood") is None:
        return
    at: Path = ("mechanisms", "directional_mood", "reference")
    policies = bundle.policies.policies
    if not checker.known("policy", rule.reference, policies, at):
        return
    offer = _measured(bundle.setting, "offer", policies[rule.reference])
    if offer is not None and offer <= 0.0:
        message = f"'{rule.reference}' offers nothing, so no mood for dialogue speaks for it"
        checker.report(at, "DS209", message, "name a text whose measure `offer` is above 0")
        return
    public = bundle.actors.get(bundle.setting.public)
    if public is not None and public.poll is not None and public.poll.policy != rule.reference:
        polled = public.poll.policy
        message = f"people were asked about '{polled}', and the mood is measured against another"
        place = checker.file.place(at)
        remedy = f"write `reference: {polled}`, or support leaves the poll"
        checker.problems.append(Diagnostic(place, "warning", "DS223", message, remedy))


def _check_staircase(checker: Checker) -> None:
    """A step too far has a column in the answer table, and words."""
    rules = checker.bundle.rules
    if rules.mechanisms.staircase is None:
        return
    if rules.drivers.overreach is None:
        message = "`staircase` needs to know how a step too far bears on the answers"
        remedy = "add `overreach: [...]` to `drivers:`, five numbers from reciprocate to escalate"
        checker.report(("mechanisms", "staircase"), "DS208", message, remedy, key=True)
    elif "overreach" not in rules.driver_words:
        message = "`driver_words` has no words for overreach, which receipts name"
        remedy = "add for example `overreach: a step too far`"
        checker.report(("driver_words",), "DS208", message, remedy, key=True)


def _check_capital(checker: Checker) -> None:
    """The condition of the bonus can be read."""
    rule = checker.bundle.rules.mechanisms.capital
    if rule is None or rule.bonus is None or checker.bundle.active_from("capital") is None:
        return
    checker.condition(rule.bonus.when, ("mechanisms", "capital", "bonus", "when"))


def _check_prices(checker: Checker) -> None:
    """No text on the menu costs more than anybody can ever hold."""
    bundle = checker.bundle
    rule = bundle.rules.mechanisms.capital
    if rule is None or bundle.active_from("capital") != 1:
        return
    for place, name in enumerate(bundle.scenario.policies):
        policy = bundle.policies.policies.get(name)
        if policy is None:
            continue
        price = policy.cost
        if price is None:
            price = ceil((_measured(bundle.setting, "price", policy) or 0.0) - ROUNDING)
        if price > rule.most:
            costs = f"it costs {price}, but at most {rule.most} can be held"
            message = f"nobody can pay for '{name}': {costs}"
            remedy = "lower its price, raise `most:` in rules.yaml, or take it off the menu"
            checker.report(("policies", place), "DS209", message, remedy)


def _check_mask(checker: Checker) -> None:
    """There are reports for each type of the counterpart and for no other."""
    bundle = checker.bundle
    rule = bundle.rules.mechanisms.mask
    if rule is None or bundle.active_from("mask") is None:
        return
    types, at = bundle.counterpart.types, ("mechanisms", "mask", "report")
    for name in rule.report:
        checker.known(f"type of '{bundle.counterpart.id}'", name, types, (*at, name), key=True)
    for name in types.keys() - rule.report.keys():
        message = f"nobody says how often a report about the type '{name}' is clean"
        remedy = f"add `{name}: [0.5, 0.0]`: the chance without transparency, and what it adds"
        checker.report(at, "DS208", message, remedy, key=True)


def _check_asks(bundle: Bundle) -> list[Diagnostic]:
    """Every member can be promised something."""
    if bundle.active_from("resolve") is None:
        return []
    problems = []
    for name, actor in bundle.actors.items():
        if actor.kind == "member" and not actor.ask:
            place = bundle.files[actor_path(name)].place(())
            message = f"nothing can be promised to '{name}': it does not say what it asks for"
            remedy = "add `ask: [{issue: ..., at_least: ...}]`, one level or several"
            problems.append(Diagnostic(place, "error", "DS208", message, remedy))
    return problems


# --------------------------------------------------------- measures of a policy


def _measured(setting: Setting, name: str, policy: Policy) -> float | None:
    """A measure of a policy as it stands: the sum of weight times shape.

    Returns:
        None where the policy or the measure names something unknown, which is reported there.
    """
    total = 0.0
    parts: dict[str, MeasurePart] = getattr(setting.measures, name)
    for issue, part in parts.items():
        shape = _shape(setting, issue, part, policy)
        if shape is None:
            return None
        total += part.weight * shape
    return total


def _shape(setting: Setting, issue: str, part: MeasurePart, policy: Policy) -> float | None:
    """An anchor, a hinge or the level itself; 0 where another issue has to be above 0 first."""
    level = _level(setting, issue, policy.levels.get(issue, ""))
    if level is None:
        return None
    if part.only_if is not None:
        needed = _level(setting, part.only_if, policy.levels.get(part.only_if, ""))
        if needed is None or needed.value <= 0.0:
            return 0.0
    if part.at is not None:
        place = setting.level_ids(issue).index(level.id)
        return part.at[place] if place < len(part.at) else None
    hinge = _level(setting, issue, part.above or part.below or "")
    if hinge is None:
        return level.value
    beyond = level.value - hinge.value if part.above is not None else hinge.value - level.value
    room = 1.0 - hinge.value if part.above is not None else hinge.value
    return beyond / room if beyond > 0.0 else 0.0


def _level(setting: Setting, issue: str, identifier: str) -> Level | None:
    known = setting.issues[issue].levels if issue in setting.issues else []
    return next((level for level in known if level.id == identifier), None)

"""Whether everything that a scenario's files refer to exists: ids, levels, sources, names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.cited import cited
from dialogue_sim.content.conditions import lines_of
from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.expressions import ExpressionError, parse_condition, parse_effect
from dialogue_sim.content.quantities import OPENING, SIGNED
from dialogue_sim.content.suggest import did_you_mean, hint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from dialogue_sim.content.actor import Actor, Profile
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.conditions import Condition
    from dialogue_sim.content.setting import MeasurePart
    from dialogue_sim.content.yaml_source import YamlFile

Path = tuple[str | int, ...]
RANGES = {"support": (1, 99), "trust": (3, 97)}
"""Points of what is kept as log-odds: certainty has none."""
SALIENCE, AFFINITY = (0, 5), (-1, 1)
"""Ranges inside `venues:`, where one key says how much they matter and the others which."""


def check_references(bundle: Bundle) -> list[Diagnostic]:
    """Every reference that leads nowhere, and every expression that cannot be read."""
    problems: list[Diagnostic] = []
    for check in (check_setting, check_policies, check_actors, check_scenario, check_sources):
        problems.extend(check(bundle))
    return problems


@dataclass
class Checker:
    """Collects the problems of one file.

    Attributes:
        file: the file that the paths point into.
    """

    bundle: Bundle
    file: YamlFile
    problems: list[Diagnostic] = field(default_factory=list)

    @cached_property
    def levels(self) -> Mapping[str, list[str]]:
        """Level ids by issue."""
        return {
            issue: self.bundle.setting.level_ids(issue) for issue in self.bundle.setting.issues
        }

    def report(
        self, at: Path, code: str, message: str, remedy: str = "", *, key: bool = False
    ) -> None:
        """One more error, at a value or at a key."""
        place = self.file.place(at, key=key)
        self.problems.append(Diagnostic(place, "error", code, message, remedy))

    def known(
        self, kind: str, identifier: str, known: Collection[str], at: Path, *, key: bool = False
    ) -> bool:
        """Report an id that is not among the known ones."""
        if identifier in known:
            return True
        message = f"there is no {kind} '{identifier}'"
        self.report(at, "DS202", message, hint(identifier, known), key=key)
        return False

    def somebody(self, identifier: str, at: Path, *, key: bool = False) -> None:
        """Warn of an id that is no actor of the library and no bloc.

        No error, because a save holds only the actors of its own story.
        """
        if identifier not in self.bundle.everybody and identifier not in self.bundle.setting.blocs:
            known = {*self.bundle.everybody, *self.bundle.setting.blocs}
            message = f"there is no actor or bloc '{identifier}', so this reaches nobody"
            place = self.file.place(at, key=key)
            remedy = hint(identifier, known)
            self.problems.append(Diagnostic(place, "warning", "DS210", message, remedy))

    def once(self, identifier: str, earlier: Iterable[str], at: Path) -> None:
        """Report an id that has stood in the same list before."""
        if identifier in earlier:
            self.report(at, "DS209", f"'{identifier}' stands in this list twice")

    def comes(self, turn: int, at: Path, *, key: bool = False) -> None:
        """Report a turn after the last one."""
        last = self.bundle.scenario.turns
        if turn > last:
            message = f"turn {turn} never comes: the scenario has {last} turns"
            self.report(at, "DS209", message, key=key)

    def level(self, issue: str, level: str, at: Path, issue_at: Path, *, key: bool = True) -> None:
        """Report an unknown issue, or a level that the issue does not have."""
        if self.known("issue", issue, self.levels, issue_at, key=key):
            self.known(f"level of {issue}", level, self.levels[issue], at)

    def condition(self, condition: Condition, at: Path) -> None:
        """Report every line of a condition that cannot be read."""
        for path, line in lines_of(condition):
            self._expression(line, (*at, *path), effect=False)

    def effects(self, lines: Iterable[str], at: Path) -> None:
        """Report every effect that cannot be read."""
        for place, line in enumerate(lines):
            self._expression(line, (*at, place), effect=True)

    def opening(self, situation: Iterable[tuple[str, float]], at: Path) -> None:
        """Report names that `situation:` cannot set, and values out of range."""
        for name, value in situation:
            actor = name.partition("(")[2].rstrip(")")
            signed = name in SIGNED or name.startswith("stance(")
            if actor and name.partition("(")[0] in {"trust", "stance"}:
                self.known("actor", actor, self.bundle.story, (*at, name), key=True)
            else:
                self.known("quantity", name, OPENING, (*at, name), key=True)
            low, high = RANGES.get(name.partition("(")[0], (-100, 100) if signed else (0, 100))
            if not low <= value <= high:
                message = f"{name} lies between {low} and {high} points"
                self.report((*at, name), "DS207", message)

    def _expression(self, line: str, at: Path, *, effect: bool) -> None:
        """Report a line that cannot be read, unless its scalar has a diagnostic already."""
        if at in self.file.flawed:
            return
        names = self.bundle.names()
        try:
            if effect:
                parse_effect(line, names)
            else:
                parse_condition(line, names)
        except ExpressionError as error:
            exact = self.file.within(at, line, error.offset, error.length)
            self.problems.append(Diagnostic(exact, "error", "DS203", error.message, error.help))


def check_setting(bundle: Bundle) -> list[Diagnostic]:
    """Measures, plans, the text in force, and what going on as a group means."""
    setting = bundle.setting
    checker = Checker(bundle, bundle.files[bundle.beside("setting")])
    for name, parts in setting.measures:
        for issue, part in parts.items():
            _check_measure(checker, issue, part, ("measures", name, issue))
    _check_people(checker)
    policies = bundle.policies.policies
    checker.known("policy", setting.standing, policies, ("standing",))
    for plan, answers in setting.plans.items():
        for answer, policy in answers.items():
            checker.known("policy", policy, policies, ("plans", plan, answer))
    checker.opening(setting.situation.items(), ("situation",))
    rules = Checker(bundle, bundle.files[bundle.beside("rules")])
    for issue, level in bundle.rules.settle.group.items():
        at: Path = ("settle", "group", issue)
        rules.level(issue, level, at, at)
    return checker.problems + rules.problems


def _check_people(checker: Checker) -> None:
    setting = checker.bundle.setting
    public = checker.bundle.actors.get(setting.public)
    if public is not None and public.kind != "public":
        message = f"'{setting.public}' is no public: its kind is {public.kind}"
        checker.report(("public",), "DS202", message)
    for bloc, members in setting.blocs.items():
        for place, member in enumerate(members):
            checker.somebody(member, ("blocs", bloc, place))


def _check_measure(checker: Checker, issue: str, part: MeasurePart, at: Path) -> None:
    if not checker.known("issue", issue, checker.levels, at, key=True):
        return
    levels = checker.levels[issue]
    for side, level in (("above", part.above), ("below", part.below)):
        if level is not None:
            checker.known(f"level of {issue}", level, levels, (*at, side))
    if part.only_if is not None:
        checker.known("issue", part.only_if, checker.levels, (*at, "if"))
    if part.at is not None and len(part.at) != len(levels):
        message = f"`at` needs {len(levels)} anchors, one for each level of {issue}"
        checker.report((*at, "at"), "DS208", message)


def check_policies(bundle: Bundle) -> list[Diagnostic]:
    """Every policy is a complete point in the issue space."""
    setting = bundle.setting
    checker = Checker(bundle, bundle.files[bundle.beside("policies")])
    for name, policy in bundle.policies.policies.items():
        at: Path = ("policies", name)
        checker.known("venue", policy.venue, setting.venues, (*at, "venue"))
        for issue, level in policy.levels.items():
            checker.level(issue, level, (*at, "levels", issue), (*at, "levels", issue))
        missing = [issue for issue in setting.issues if issue not in policy.levels]
        if missing:
            message = f"policy '{name}' says nothing about {', '.join(missing)}"
            checker.report(
                (*at, "levels"),
                "DS208",
                message,
                "a policy names a level of every issue",
                key=True,
            )
        if policy.when is not None:
            checker.condition(policy.when, (*at, "when"))
        checker.effects(policy.effects, (*at, "effects"))
        for place, seat in enumerate(policy.tabled_by):
            checker.somebody(seat, (*at, "tabled_by", place))
    return checker.problems


def check_actors(bundle: Bundle) -> list[Diagnostic]:
    """Positions, venues, red lines and whom an actor listens to."""
    problems: list[Diagnostic] = []
    for name, profile in _profiles(bundle).items():
        checker = Checker(bundle, bundle.files[actor_path(name)])
        checker.known("setting", profile.setting, [bundle.setting.id], ("setting",))
        for issue, position in profile.issues.items():
            checker.level(issue, position.ideal, ("issues", issue, "ideal"), ("issues", issue))
        for venue in profile.venues:
            known = [*bundle.setting.venues, "salience"]
            checker.known("venue", venue, known, ("venues", venue), key=True)
        if "salience" not in profile.venues:
            checker.report(("venues",), "DS208", "`venues` needs `salience:`, 0 to 5", key=True)
        for venue, value in profile.venues.items():
            low, high = SALIENCE if venue == "salience" else AFFINITY
            if not low <= value <= high:
                message = f"{venue} lies between {low} and {high}"
                checker.report(("venues", venue), "DS207", message)
        if name in bundle.actors:
            _check_reactions(checker, bundle.actors[name])
        problems.extend(checker.problems)
    return problems


def _profiles(bundle: Bundle, *, from_elsewhere: bool = False) -> dict[str, Profile]:
    """Everybody in the story who belongs to its setting, or those who belong to another one.

    A setting that is misspelt is not another one.
    """
    own, found = bundle.setting.id, {}
    everybody = {**bundle.actors, bundle.setting.counterpart: bundle.counterpart}
    for name, profile in everybody.items():
        foreign = profile.setting != own and did_you_mean(profile.setting, [own]) is None
        if foreign == from_elsewhere:
            found[name] = profile
    return found


def _check_reactions(checker: Checker, actor: Actor) -> None:
    bundle = checker.bundle
    for line, body in actor.red_lines.items():
        for place, threshold in enumerate(body.when):
            at: Path = ("red_lines", line, "when", place)
            level, side = (
                threshold.above or threshold.below or "",
                "above" if threshold.above else "below",
            )
            checker.level(threshold.issue, level, (*at, side), (*at, "issue"), key=False)
    for peer in actor.listens_to:
        checker.somebody(peer, ("listens_to", peer), key=True)
    for place, ask in enumerate(actor.ask):
        checker.level(
            ask.issue, ask.at_least, ("ask", place, "at_least"), ("ask", place, "issue"), key=False
        )
    if actor.kind == "public" and actor.id == bundle.setting.public:
        if actor.poll is None:
            checker.report(
                (), "DS208", f"the public '{actor.id}' needs `poll:`, which anchors its support"
            )
        else:
            policies = bundle.policies.policies
            checker.known("policy", actor.poll.policy, policies, ("poll", "policy"))
            checker.opening(actor.poll.situation.items(), ("poll", "situation"))


def check_scenario(bundle: Bundle) -> list[Diagnostic]:
    """Cast, seats, menu, injects, endings and goals."""
    scenario, setting = bundle.scenario, bundle.setting
    checker = Checker(bundle, bundle.files[bundle.path])
    checker.known("actor in this story", setting.public, bundle.story, ("actors",), key=True)
    own = scenario.seats.keys() - {setting.counterpart}
    checker.known("seat of the alliance", scenario.chair, sorted(own), ("chair",))
    for name, profile in _profiles(bundle, from_elsewhere=True).items():
        message = f"'{name}' belongs to the setting '{profile.setting}', not to '{setting.id}'"
        remedy = f"name an actor of '{setting.id}', or copy {actor_path(name)} under a new id"
        checker.report(("actors", name), "DS202", message, remedy, key=True)
    seated = [name for name in scenario.actors if name != setting.public]
    for seat, body in scenario.seats.items():
        checker.known("actor in this story", seat, seated, ("seats", seat), key=True)
        for path, wish in body.goals_by_path():
            checker.condition(wish.when, ("seats", seat, *path, "when"))
    for place, policy in enumerate(scenario.policies):
        checker.known("policy", policy, bundle.policies.policies, ("policies", place))
        checker.once(policy, scenario.policies[:place], ("policies", place))
    if scenario.standing is not None:
        checker.known("policy", scenario.standing, bundle.policies.policies, ("standing",))
    for place, document in enumerate(scenario.documents):
        checker.known("document", document, bundle.documents.documents, ("documents", place))
    checker.opening(scenario.situation.items(), ("situation",))
    _check_story(checker)
    return checker.problems


def _check_story(checker: Checker) -> None:
    scenario = checker.bundle.scenario
    for name, inject in scenario.injects.items():
        if inject.when is not None:
            checker.condition(inject.when, ("injects", name, "when"))
        checker.effects(inject.effects, ("injects", name, "effects"))
        if inject.at is not None:
            checker.comes(inject.at, ("injects", name, "at"))
    for place, ending in enumerate(scenario.endings):
        checker.condition(ending.when, ("endings", place, "when"))
        earlier = [before.id for before in scenario.endings[:place]]
        checker.once(ending.id, earlier, ("endings", place, "id"))
    last = len(scenario.endings) - 1
    if scenario.endings[last].when != "last_turn":
        checker.report(
            ("endings", last, "when"), "DS209", "the last ending must hold on the last turn",
            "write `when: last_turn`",
        )  # fmt: skip
    read = checker.bundle.actors
    whole = len(read) == len(checker.bundle.story)
    if whole and not any(actor.kind == "member" for actor in read.values()):
        checker.report(("actors",), "DS208", "nobody in this story is a member", key=True)


def check_sources(bundle: Bundle) -> list[Diagnostic]:
    """Every citation leads to a sentence of `documents.yaml`."""
    known = frozenset(bundle.documents.ids())
    return [
        Diagnostic(
            citation.place(file), "error", "DS202",
            f"there is no source '{citation.source}'", hint(citation.source, known),
        )
        for file in bundle.files.values()
        for citation in cited(file)
        if citation.source not in known
    ]  # fmt: skip

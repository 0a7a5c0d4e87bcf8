"""What the documents promise of the coefficients, checked before anybody plays with them.

A trainer may edit every number. Some orders among the numbers carry what the documents say, such
as that cutting the other side off does not calm it; these are checked here, each in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.diagnostics import Diagnostic, Place
from dialogue_sim.content.references import Checker
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from dialogue_sim.content.actor import Poll
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.dynamics import Tension
    from dialogue_sim.content.sourced import Path

ROUNDING: Final = 1e-9
"""Decimal coefficients that meet a limit exactly may miss it by this much as doubles."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Which answer has the largest (or smallest) number in a column of the answer table.

    Then the probability of that answer never falls (never rises) as the driver grows, whatever
    the other drivers are: dP_k/dd = lambda P_k (B_k - sum_j P_j B_j) has the sign of B_k less a
    mean of the column (E17). A tie keeps the sign, so it is allowed.

    Attributes:
        says: what has to stay true, in words.
    """

    driver: str
    answer: str
    largest: bool
    says: str


PROMISES: Final = (
    Promise("offer", "reciprocate", largest=True,
            says="a bigger offer must never make the counterpart less likely to reciprocate"),
    Promise("hardliners", "reciprocate", largest=False,
            says="stronger hardliners must never make the counterpart likelier to reciprocate"),
    Promise("war", "reciprocate", largest=False,
            says="heavier fighting must never make the counterpart likelier to reciprocate"),
    Promise("split", "exploit_splits", largest=True,
            says="a deeper split must never make the counterpart less likely to exploit it"),
    Promise("temptation", "exploit_splits", largest=True,
            says="more to grab must never make the counterpart less likely to grab it"),
    Promise("deterrent", "exploit_splits", largest=False,
            says="stronger deterrence must never make the counterpart likelier to exploit splits"),
    Promise("threat", "escalate", largest=True,
            says="a graver threat must never make the counterpart less likely to escalate"),
    Promise("isolation", "escalate", largest=True,
            says="cutting the counterpart off must never make it less likely to escalate"),
    Promise("overreach", "reciprocate", largest=False,
            says="a step too far must never make the counterpart likelier to reciprocate"),
)  # fmt: skip
"""Which sentences say so stands beside the numbers; `overreach` is there with a staircase only."""


def check_promises(bundle: Bundle) -> list[Diagnostic]:
    """Every coefficient that turns round what the documents say, or sets tension free."""
    return [*check_answer_table(bundle), *check_tension(bundle), *check_poll(bundle)]


# ----------------------------------------------------------- the answer table


def check_answer_table(bundle: Bundle) -> list[Diagnostic]:
    """One error for every column in which another answer has the number that was promised."""
    checker = Checker(bundle, bundle.files[bundle.beside("rules")])
    for promise in PROMISES:
        _check_column(checker, promise)
    return checker.problems


def _check_column(checker: Checker, promise: Promise) -> None:
    column: list[float] | None = getattr(checker.bundle.rules.drivers, promise.driver)
    if column is None:
        return
    extreme = max(column) if promise.largest else min(column)
    held = column[ANSWERS.index(promise.answer)]
    if held == extreme:
        return
    place = column.index(extreme)
    message = (
        f"{promise.says}: no number of '{promise.driver}' may be "
        f"{'larger' if promise.largest else 'smaller'} than that of {promise.answer} ({held:g}), "
        f"but {ANSWERS[place]} has {extreme:g}"
    )
    down, up = ("lower", "raise") if promise.largest else ("raise", "lower")
    remedy = f"{down} this number to {held:g}, or {up} that of {promise.answer} to {extreme:g}"
    at = _number(checker, ("drivers", promise.driver), place)
    checker.report(at, "DS221", message, remedy + _words_of_the_source(checker, promise))


def _number(checker: Checker, column: Path, place: int) -> Path:
    """Where a number of a list stands, written with its source or bare."""
    with_source = (*column, "value", place)
    return with_source if with_source in checker.file.values else (*column, place)


def _words_of_the_source(checker: Checker, promise: Promise) -> str:
    bundle = checker.bundle
    found = bundle.provenance(checker.file.path, "drivers", promise.driver)
    for source in () if found is None else found.source:
        known = bundle.documents.sentence(source)
        if known is not None:
            return f"; {source} says: {known[1]}"
    return ""


# -------------------------------------------------------------------- tension


def check_tension(bundle: Bundle) -> list[Diagnostic]:
    """An error if the two postures, left to themselves, do not calm down (E18)."""
    checker = Checker(bundle, bundle.files[bundle.beside("rules")])
    rule = bundle.rules.dynamics.tension
    mean, radius = eigenvalues(rule)
    block: Path = ("dynamics", "tension")
    if radius < 1.0 - ROUNDING:
        _check_rest(checker, rule, block)
        return checker.problems
    if mean < 0.0:
        message = (
            "our own posture overshoots: it swings to and fro between the turns and never settles"
        )
        remedy = "lower `choice` and `other`: they add up to too much"
        checker.report((*block, "own", "choice"), "DS222", message, remedy)
        return checker.problems
    at, remedy = _brake(rule)
    message = (
        "the two postures feed each other: a turn in which nothing happens keeps "
        f"{radius:.0%} of the tension, so it climbs to 100 and stays there"
    )
    checker.report((*block, *at), "DS222", message, remedy)
    return checker.problems


def _check_rest(checker: Checker, rule: Tension, block: Path) -> None:
    """An error if tension settles beyond its scale though nobody does anything."""
    ours, theirs = rest(rule)
    if max(ours, theirs) <= 1.0 + ROUNDING:
        return
    message = (
        "with texts and answers that are neither friendly nor hostile the other side's posture "
        f"would settle at {theirs:.0%} and ours at {ours:.0%}: tension climbs to its limit by "
        "itself"
    )
    name, most = _least_harm(rule)
    remedy = f"lower `{name}` to at most {most:.3g}"
    checker.report((*block, "counterpart", name), "DS222", message, remedy)


def _least_harm(rule: Tension) -> tuple[str, float]:
    """Grievance, or fear where no grievance is small enough, at which both postures fit."""
    own, theirs = rule.own, rule.counterpart
    pull, half = own.choice + own.other, own.choice / 2.0
    left = pull * theirs.fatigue - own.other * theirs.fear
    limits = [(left - theirs.fear * half) / pull]
    if own.other:
        limits.append((left - theirs.fatigue * half) / own.other)
    if min(limits) >= 0.0:
        return "grievance", min(limits)
    limits = [pull * (theirs.fatigue - theirs.grievance) / (own.other + half)]
    if own.other:
        ours = (pull - half) * theirs.fatigue - own.other * theirs.grievance
        limits.append(ours / own.other)
    return "fear", max(0.0, min(limits))


def rest(rule: Tension) -> tuple[float, float]:
    """Where our posture and theirs settle without offers and conduct; see `eigenvalues`.

    (choice + other) own - other theirs = choice / 2 and fatigue theirs - fear own = grievance.
    """
    own, theirs = rule.own, rule.counterpart
    pull = own.choice + own.other
    determinant = pull * theirs.fatigue - own.other * theirs.fear
    ours = (own.choice / 2.0 * theirs.fatigue + own.other * theirs.grievance) / determinant
    return ours, (pull * theirs.grievance + theirs.fear * own.choice / 2.0) / determinant


def eigenvalues(rule: Tension) -> tuple[float, float]:
    """Mean of the two eigenvalues of the tension map, and the larger of their sizes.

    The map is [[1 - choice - other, other], [fear, 1 - fatigue]]. No coefficient is negative, so
    both eigenvalues are real: mean + root and mean - root (Richardson 1960).
    """
    own, theirs = rule.own, rule.counterpart
    first, second = 1.0 - own.choice - own.other, 1.0 - theirs.fatigue
    mean, half = (first + second) / 2.0, (first - second) / 2.0
    return mean, abs(mean) + sqrt(half * half + own.other * theirs.fear)


def _brake(rule: Tension) -> tuple[Path, str]:
    """The number that has to change, and how: stable means other x fear < pull x fatigue."""
    own, theirs = rule.own, rule.counterpart
    pull = own.choice + own.other
    if not pull:
        return ("own", "choice"), "raise `choice` above 0, so that our posture follows our texts"
    if not theirs.fatigue:
        needed = own.other * theirs.fear / pull
        return ("counterpart", "fatigue"), f"raise `fatigue` above {needed:.3g}"
    most = pull * theirs.fatigue / own.other
    needed = own.other * theirs.fear / pull
    remedy = f"lower `fear` below {most:.3g}"
    if needed < 1.0:
        remedy += f", or raise `fatigue` above {needed:.3g}"
    return ("counterpart", "fear"), remedy


# ------------------------------------------------------------------- the poll


def check_poll(bundle: Bundle) -> list[Diagnostic]:
    """Whatever would part public support from the poll that anchors it (E15)."""
    problems = _useless_polls(bundle)
    identifier = bundle.setting.public
    public = bundle.actors.get(identifier)
    if public is None or public.kind != "public" or public.poll is None:
        return problems
    if public.stars.domestic:
        message = "there is no public behind the public, so opinion at home cannot move it"
        remedy = "write 0: what it thinks of a text already follows from the poll"
        place = _written(bundle, identifier, "stars", "domestic")
        problems.append(Diagnostic(place, "error", "DS223", message, remedy))
    checker = Checker(bundle, bundle.files[actor_path(identifier)])
    _check_finding(checker, public.poll)
    return problems + checker.problems + _check_opening(bundle, public.poll)


def _written(bundle: Bundle, actor: str, *path: str) -> Place:
    """Where a number of a profile stands: in the scenario that changes it, or in the profile."""
    return bundle.files[actor_path(actor)].place(path)


def _check_finding(checker: Checker, poll: Poll) -> None:
    checker.opening([("support", poll.support)], ("poll",))
    for name in ("hostilities", "conduct"):
        if name not in poll.situation and name not in checker.bundle.setting.situation:
            message = f"nobody says how much {name} there was when the poll was taken"
            remedy = f"write `{name}: ...` in the poll's `situation:`"
            checker.report(("poll", "situation"), "DS208", message, remedy, key=True)
    supposed = poll.situation.get("support", poll.support)
    if supposed != poll.support:
        message = (
            f"the poll found {poll.support:g} % in favour, so its situation cannot suppose "
            f"{supposed:g} %"
        )
        remedy = "leave `support:` out here; the poll says it"
        checker.report(("poll", "situation", "support"), "DS223", message, remedy)


def _check_opening(bundle: Bundle, poll: Poll) -> list[Diagnostic]:
    """A story opens with some support; if that is not the poll's, somebody should know.

    The setting's opening is for every scenario and should be the poll's; a scenario may open in
    another mood, which is worth a note.
    """
    setting, own = bundle.files[bundle.beside("setting")], bundle.scenario.situation
    opens = {**bundle.setting.situation, **own}.get("support")
    if opens == poll.support:
        return []
    public, found = bundle.setting.public, f"{poll.support:g}"
    if opens is None:
        message = "nobody says how many are in favour when the story opens"
        remedy = f"write `support: {found}`, as the poll of '{public}' says"
        place = setting.place(("situation",), key=True)
        return [Diagnostic(place, "error", "DS208", message, remedy)]
    message = (
        f"the story opens with {opens:g} % in favour, but the poll of '{public}' found {found} %, "
        "and turn by turn the mood returns to the poll"
    )
    file = bundle.files[bundle.path] if "support" in own else setting
    place = file.place(("situation", "support"))
    remedy = f"write `support: {found}`"
    if "support" in own:
        return [Diagnostic(place, "info", "DS223", message, f"{remedy}, unless this is meant")]
    remedy += ", or `support:` in the situation of the scenario that opens in another mood"
    return [Diagnostic(place, "warning", "DS223", message, remedy)]


def _useless_polls(bundle: Bundle) -> list[Diagnostic]:
    problems = []
    for name, actor in bundle.actors.items():
        if actor.poll is not None and name != bundle.setting.public:
            message = f"this poll anchors nothing: the public is '{bundle.setting.public}'"
            place = bundle.files[actor_path(name)].place(("poll",), key=True)
            problems.append(Diagnostic(place, "warning", "DS223", message, "leave the poll out"))
    return problems

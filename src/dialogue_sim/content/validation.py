"""Checks data against a model and turns what pydantic says into diagnostics at their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from dialogue_sim.content.characters import quoted
from dialogue_sim.content.diagnostics import Diagnostic, Place, capped
from dialogue_sim.content.suggest import did_you_mean, hint
from dialogue_sim.content.validation_phrases import (
    CONTAINERS,
    Said,
    expected_kind,
    phrase,
    wrong_kind,
)
from dialogue_sim.content.validation_shape import Step, Trace, legal_keys, trace
from dialogue_sim.content.yaml_source import Path_, YamlFile

M = TypeVar("M", bound=BaseModel)

_MOST_ERRORS: Final = 1000  # so many are looked at; a file with more is not meant seriously
_OWN_KEYS: Final = "x-"  # keys that authors may use as they like


def validate(
    model: type[M], file: YamlFile, data: object | None = None, at: Path_ = ()
) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Check data against a model.

    A validator's own ValueError is reported in its own words. It may carry `at`, a path inside
    the block that it checks, and `help`.

    Args:
        model: What the data should be; a frozen model that forbids unknown keys.
        file: Where the data come from, for the places.
        data: What to check; left out, what stands at `at` in the file.
        at: Where the data stand in the file.

    Returns:
        The model, or None and every problem, sorted. Keys that begin with `x-` are left out.
    """
    checked = _inside(file.data, at) if data is None else data
    while True:
        try:
            return model.model_validate(checked), ()
        except ValidationError as error:
            found = _problems(error, checked, model)
            own = {problem.trace.path for problem in found if problem.is_authors_own}
            rest = _without(checked, own, ())
            if rest == checked:
                return None, capped(_diagnostics(_best(found, 0), file, at))
            checked = rest


@dataclass(frozen=True, slots=True)
class _Problem:
    """One error of pydantic, with where it stands."""

    kind: str
    message: str
    value: object
    context: Mapping[str, Any]
    trace: Trace
    expected: str | None  # the kind of value, if that is what is wrong

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.trace.steps

    @property
    def is_authors_own(self) -> bool:
        return self.kind == "extra_forbidden" and self.name.startswith(_OWN_KEYS)

    @property
    def name(self) -> str:
        """The key that is missing or unknown."""
        return str(self.trace.path[-1]) if self.trace.path else ""


def _problems(error: ValidationError, data: object, model: type[BaseModel]) -> list[_Problem]:
    return [
        _Problem(
            kind=details["type"],
            message=details["msg"],
            value=details["input"],
            context=details.get("ctx", {}),
            trace=trace(details["loc"], data, model, missing=details["type"] == "missing"),
            expected=expected_kind(details["type"]),
        )
        for details in error.errors(include_url=False)[:_MOST_ERRORS]
    ]


def _inside(data: object, at: Path_) -> object:
    for segment in at:
        if isinstance(data, dict):
            data = data.get(segment)
        elif isinstance(data, list) and isinstance(segment, int) and segment < len(data):
            data = data[segment]
        else:
            return None
    return data


def _without(data: object, paths: set[Path_], here: Path_) -> object:
    """Return the data without what stands at the paths."""
    if isinstance(data, dict):
        return {
            key: _without(value, paths, (*here, key))
            for key, value in data.items()
            if (*here, key) not in paths
        }
    if isinstance(data, list):
        return [_without(value, paths, (*here, number)) for number, value in enumerate(data)]
    return data


def _best(found: Sequence[_Problem], depth: int) -> list[_Problem]:
    """Keep of each union the problems of the branch that fits best."""
    kept = [problem for problem in found if len(problem.steps) == depth]
    groups: dict[Step, list[_Problem]] = {}
    for problem in found:
        if len(problem.steps) > depth:
            groups.setdefault(problem.steps[depth], []).append(problem)
    branches: list[list[_Problem]] = []
    for step, group in groups.items():
        best = _best(group, depth + 1)
        if step.is_branch:
            branches.append(best)
        else:
            kept += best
    return kept + _best_branch(branches, depth) if branches else kept


def _best_branch(branches: Sequence[list[_Problem]], depth: int) -> list[_Problem]:
    whole = [[problem for problem in group if _is_whole(problem, depth)] for group in branches]
    if all(whole):
        first = whole[0][0]
        kinds = dict.fromkeys(problem.expected for group in whole for problem in group)
        return [replace(first, expected=" or ".join(str(kind) for kind in kinds))]
    return min(branches, key=lambda group: _misfit(group, depth))


def _is_whole(problem: _Problem, depth: int) -> bool:
    """Say whether the union's value itself is of the wrong kind."""
    inside = problem.steps[depth:]
    return problem.expected is not None and all(step.is_branch for step in inside)


def _misfit(group: Sequence[_Problem], depth: int) -> tuple[int, int, int, int]:
    whole = sum(_is_whole(problem, depth) for problem in group)
    shapes = sum(
        problem.expected is not None
        and (problem.expected in CONTAINERS or isinstance(problem.value, dict | list))
        for problem in group
    )
    names = sum(problem.kind in {"missing", "extra_forbidden"} for problem in group)
    return whole, shapes, names, len(group)


def _diagnostics(found: Sequence[_Problem], file: YamlFile, base: Path_) -> Iterable[Diagnostic]:
    misspelt = {_meant(problem) for problem in found if problem.kind == "extra_forbidden"}
    for problem in found:
        path = problem.trace.path
        if (*base, *path) in file.flawed or (problem.kind == "missing" and path in misspelt):
            continue
        said = _say(problem)
        place = _place(problem, file, base)
        yield Diagnostic(place, "error", said.code, said.message, said.help)


def _meant(problem: _Problem) -> Path_ | None:
    """Return the path of the key that an unknown key most probably stands for."""
    near = did_you_mean(problem.name, legal_keys(problem.trace.block))
    return None if near is None else (*problem.trace.path[:-1], near)


def _say(problem: _Problem) -> Said:
    if problem.kind == "extra_forbidden":
        help_ = hint(problem.name, legal_keys(problem.trace.block))
        return Said("DS120", f"unknown key {quoted(problem.name)}", help_)
    if problem.kind == "missing":
        message = f"the key {quoted(problem.name)} is missing{_whose(problem.trace.path[:-1])}"
        return Said("DS121", message, f"add '{problem.name}: ...'")
    if problem.expected is not None:
        said = wrong_kind(problem.expected, problem.value)
        # Keys are always text, so that no change of quotes could help.
        return replace(said, help="") if problem.trace.on_key else said
    return phrase(problem.kind, problem.message, problem.value, problem.context)


def _whose(block: Path_) -> str:
    if not block:
        return ""
    last = block[-1]
    return f" in {quoted(last)}" if isinstance(last, str) else f" in entry {last + 1}"


def _place(problem: _Problem, file: YamlFile, base: Path_) -> Place:
    path = (*base, *problem.trace.path)
    if problem.kind == "missing":
        return file.place(path[:-1], key=True)
    if problem.kind == "union_tag_not_found":
        return file.place(path, key=True)
    if problem.kind == "union_tag_invalid":
        return file.place((*path, str(problem.context.get("discriminator", "")).strip("'")))
    error = problem.context.get("error")
    if error is not None:
        path = (*path, *getattr(error, "at", ()))
        block = isinstance(_inside(file.data, path), dict)
        return file.place(path, key=bool(getattr(error, "at", ())) and block)
    return file.place(path, key=problem.kind == "extra_forbidden" or problem.trace.on_key)

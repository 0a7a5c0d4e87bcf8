"""The model card of a setting: every equation, number and source, read from its content."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.bundle import actor_path
from dialogue_sim.workshop.card.coefficients import Coefficient, pooled, written
from dialogue_sim.workshop.card.equations import EQUATIONS
from dialogue_sim.workshop.card.limits import LIMITS
from dialogue_sim.workshop.card.literature import LITERATURE
from dialogue_sim.workshop.card.parameters import ACTOR, COUNTERPART, Limits, Parameter, limits
from dialogue_sim.workshop.sources.numbers import Number, Share, numbers_of, positions_of, share
from dialogue_sim.workshop.sources.of_setting import any_scenario, content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.documents import Document
    from dialogue_sim.workshop.card.equation import Equation
    from dialogue_sim.workshop.card.literature import Work


@dataclass(frozen=True, slots=True)
class EquationView:
    """An equation with the current values of its coefficients."""

    equation: Equation
    coefficients: tuple[Coefficient, ...]


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter with its range and the values that the setting's actors have."""

    parameter: Parameter
    limits: Limits
    here: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A document or data set, and how many numbers cite it."""

    id: str
    document: Document
    numbers: int


@dataclass(frozen=True, slots=True)
class ModelCard:
    """All that the card says of a setting.

    Attributes:
        fictional: whether its world is invented.
        all_numbers, by_actor, by_file: how many numbers rest on what.
        positions: the same for what actors want on issues, which are levels and not numbers.
        reasons: (file and line, why) of each reason given for a number that no actor owns.
    """

    setting: str
    title: str
    fictional: bool
    equations: tuple[EquationView, ...]
    actor: tuple[ParameterView, ...]
    counterpart: tuple[ParameterView, ...]
    all_numbers: Share
    by_actor: tuple[Share, ...]
    by_file: tuple[Share, ...]
    positions: Share
    sources: tuple[SourceView, ...]
    reasons: tuple[tuple[str, str], ...]
    literature: tuple[Work, ...]


def model_card(files: Mapping[str, bytes], setting: str) -> ModelCard:
    """Read the card of a setting from its content.

    Args:
        files: the library.
        setting: id of the setting, the name of its folder.

    Raises:
        UnknownIdError: there is no such setting.
        DialogueSimError: it has no scenario, or its content has errors.
    """
    bundle = any_scenario(files, setting)
    content, documents = content_of(files, setting), bundle.documents
    every = {path: numbers_of(file, documents) for path, file in content.items()}
    by_path = {path: numbers for path, numbers in every.items() if numbers}
    numbers = [number for found in by_path.values() for number in found]
    actors = [path for path in by_path if path.startswith("actors/")]
    positions = [row for path in actors for row in positions_of(content[path], documents)]
    rest = [path for path in by_path if path not in actors]
    theirs = actor_path(bundle.setting.counterpart)
    own = [number for path in actors if path != theirs for number in by_path[path]]
    return ModelCard(
        setting=setting,
        title=bundle.setting.title,
        fictional=bool(documents.fictional),
        equations=tuple(
            EquationView(row, tuple(_coefficients(row, bundle, by_path))) for row in EQUATIONS
        ),
        actor=_parameters(ACTOR, Actor, own),
        counterpart=_parameters(COUNTERPART, Counterpart, by_path[theirs]),
        all_numbers=share("all", numbers),
        by_actor=tuple(share(PurePosixPath(path).stem, by_path[path]) for path in actors),
        by_file=tuple(share(PurePosixPath(path).name, by_path[path]) for path in rest),
        positions=share("positions", positions),
        sources=_sources(bundle, numbers),
        reasons=_reasons(number for path in rest for number in by_path[path]),
        literature=LITERATURE,
    )


def as_json(card: ModelCard) -> dict[str, Any]:
    """The card as plain data; documents without their sentences."""
    plain = asdict(card)
    for source, view in zip(plain["sources"], card.sources, strict=True):
        source["document"] = view.document.model_dump(exclude={"sentences"})
    return {**plain, "limits": list(LIMITS)}


def _coefficients(
    equation: Equation, bundle: Bundle, by_path: Mapping[str, tuple[Number, ...]]
) -> Iterable[Coefficient]:
    theirs = actor_path(bundle.setting.counterpart)
    for name in equation.numbers:
        where, _, path = name.partition(".")
        steps = tuple(path.split("."))
        match where:
            case "actor":
                actors = [p for p in by_path if p.startswith("actors/") and p != theirs]
                yield pooled(steps, [number for p in actors for number in by_path[p]])
            case "counterpart":
                yield from written(steps, by_path[theirs])
            case _:
                yield from written(steps, by_path[bundle.beside(where)])


def _parameters(
    rows: Sequence[Parameter], model: type[Actor | Counterpart], numbers: Sequence[Number]
) -> tuple[ParameterView, ...]:
    views, left = [], list(numbers)
    for row in rows:
        found = [number for number in left if _is(row, number)]
        left = [number for number in left if number not in found]
        here = pooled((), found).value if found else ""
        views.append(ParameterView(row, limits(row, model), here))
    return tuple(views)


def _is(parameter: Parameter, number: Number) -> bool:
    """Whether a number is one of this parameter; `*` stands for any key."""
    steps = parameter.path.split(".")
    pairs = zip(steps, number.at, strict=False)
    return len(steps) == len(number.at) and all(step in {"*", at} for step, at in pairs)


def _sources(bundle: Bundle, numbers: Sequence[Number]) -> tuple[SourceView, ...]:
    cited = [{source.rpartition("-")[0] for source in number.source} for number in numbers]
    return tuple(
        SourceView(name, document, sum(name in names for names in cited))
        for name, document in bundle.documents.documents.items()
    )


def _reasons(numbers: Iterable[Number]) -> tuple[tuple[str, str], ...]:
    """Every reason once, with the first number that it is given for."""
    found: dict[str, str] = {}
    for number in numbers:
        if number.why:
            place = f"{PurePosixPath(number.file).name}:{number.line}"
            found.setdefault(number.why, place)
    return tuple((place, why) for why, place in found.items())

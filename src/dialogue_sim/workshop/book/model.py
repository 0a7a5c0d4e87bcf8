"""The model in short: what is computed here, which mechanisms are on, and what it cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from dialogue_sim.content.mechanisms import Mechanism
from dialogue_sim.content.sourced import BASES, INFERRED
from dialogue_sim.paper.blocks import Cell, Code, Listing, Pairs, Paragraph, Section, Strong, Table
from dialogue_sim.workshop.book.glance import number
from dialogue_sim.workshop.card.equations import EQUATIONS
from dialogue_sim.workshop.card.equations_of_debate import DEBATE
from dialogue_sim.workshop.card.limits import LIMITS
from dialogue_sim.workshop.sources.numbers import numbers_of, share

if TYPE_CHECKING:
    from dialogue_sim.paper.blocks import Inline
    from dialogue_sim.workshop.book.material import Material
    from dialogue_sim.workshop.card.equation import Equation
    from dialogue_sim.workshop.sources.numbers import Share

ABOUT: Final = (
    "It is for teaching: seeing why actors with the same information respond to one text in "
    "different ways. It is not for forecasting, nor for judging the governments and people it is "
    "about. The whole card, with every coefficient, is printed by "
)
BOLD: Final = "**"
FICTION: Final = "\n\nThe world of this setting is invented, and so is what its numbers rest on."


def model(material: Material) -> Section:
    """The card of the model, as far as this scenario uses it."""
    setting = material.bundle.setting.id
    return Section(
        "The model in short", "model",
        (
            Paragraph((
                ABOUT,
                Code(f"dialogue-sim model {setting}"),
                ".",
            )),
            Section("Mechanisms", "mechanisms", (_mechanisms(material),)),
            Section("What the numbers rest on", "numbers", _numbers(material)),
            Section("What it cannot do", "limits", (Listing(tuple(map(_marked, LIMITS))),)),
            Section("Equations", "equations", (_equations(material),)),
        ),
        fresh=True,
    )  # fmt: skip


def _marked(text: str) -> tuple[Inline, ...]:
    """A sentence of the card, whose first words stand between double asterisks."""
    return tuple(
        Strong(part) if place % 2 else part for place, part in enumerate(text.split(BOLD)) if part
    )


def _mechanisms(material: Material) -> Table:
    rows = tuple(
        (name.replace("_", " "), _state(material.bundle.active_from(name)))
        for name in get_args(Mechanism)
    )
    return Table(("mechanism", "in this scenario"), rows)


def _state(start: int | None) -> str:
    if start is None:
        return "off"
    return "on" if start == 1 else f"on from turn {start}"


def _numbers(material: Material) -> tuple[Paragraph, Table]:
    """Of the files that this scenario reads: how many numbers rest on what."""
    bundle = material.bundle
    every = {
        path: numbers
        for path, file in sorted(bundle.files.items())
        if (numbers := numbers_of(file, bundle.documents))
    }
    whole = share("all", [one for numbers in every.values() for one in numbers])
    rows = [share(path.rpartition("/")[2], numbers) for path, numbers in every.items()]
    inferred = whole.by_basis[INFERRED]
    said = (
        f"{inferred} of {whole.total} numbers in the files of this scenario are inferred: they "
        "are judgements of the authors, and each says why."
    )
    fiction = FICTION if bundle.documents.fictional else ""
    table = Table(("file", "all", *BASES), tuple(map(_share, [*rows, whole])))
    return Paragraph(said + fiction), table


def _share(row: Share) -> tuple[str | Cell, ...]:
    counts = (row.by_basis[basis] for basis in BASES)
    return (row.name, number(row.total), *map(number, counts))


def _equations(material: Material) -> Pairs:
    """The equations that count here."""
    return Pairs(
        tuple(
            (f"{row.number} {row.name}", (Code(row.formula), f"\n{row.meaning}"))
            for row in EQUATIONS
            if _counts(material, row)
        )
    )


def _counts(material: Material, row: Equation) -> bool:
    """Whether an equation is computed here: not without its debates, or its mechanism."""
    if row in DEBATE and material.world.debate is None:
        return False
    words = [name.split(".") for name in row.numbers if name.startswith("rules.mechanisms.")]
    asked: list[Mechanism] = [
        one for one in get_args(Mechanism) if [one] in (w[2:3] for w in words)
    ]
    return not asked or any(material.bundle.active_from(one) is not None for one in asked)

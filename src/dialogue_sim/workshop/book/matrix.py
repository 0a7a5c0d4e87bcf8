"""What reads and what writes: every quantity against every inject, policy and ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.paper.blocks import Cell, Code, Paragraph, Section, Table
from dialogue_sim.workshop.book.influences import CLOCK, actants_of, quantities

if TYPE_CHECKING:
    from dialogue_sim.workshop.book.influences import Actant
    from dialogue_sim.workshop.book.material import Material

READ, WRITTEN = 2, 6
"""Shades of cells."""
ABOUT: Final = (
    "Rows are quantities, columns injects, policies with conditions or effects, and endings. "
    "r: its condition reads the quantity. +6: it raises it by six points; = 40: it sets it. A "
    "row that is only written changes what the model makes of it, but nothing written here waits "
    "for it."
)


def matrix(material: Material) -> Section:
    """The whole matrix, and what is read and never written here or the other way round."""
    actants = actants_of(material.bundle)
    names = quantities(actants)
    heads = tuple((f"{one.kind}: {one.title} ", Code(one.id)) for one in actants)
    rows = tuple(
        (Cell((Code(name),), head=True), *(cell(material, one, name) for one in actants))
        for name in names
    )
    table = Table(("quantity", *heads), rows, dense=True, tall=True)
    return Section(
        "Who reads, who writes", "matrix",
        (Paragraph(ABOUT), table, Paragraph(_only(actants, names))), fresh=True, wide=True,
    )  # fmt: skip


def cell(material: Material, one: Actant, name: str) -> Cell:
    """What an inject, a policy or an ending has to do with a quantity."""
    written = " ".join(change for target, change in one.writes if target == name)
    if name == "turn" and one.kind == "inject":
        at = material.bundle.scenario.injects[one.id].at
        written = "" if at is None else f"at {at}"
    read = "r" if name in one.reads else ""
    if not (read or written):
        return Cell("")
    return Cell(f"{read} {written}".strip(), WRITTEN if written else READ)


def _only(actants: tuple[Actant, ...], names: tuple[str, ...]) -> str:
    """Which quantities are read without being written here, and the other way round."""
    read = {name for one in actants for name in one.reads}
    written = {name for one in actants for name, _ in one.writes}
    lone = [name for name in names if name in written - read]
    moved = [name for name in names if name in read - written - CLOCK]
    return (
        f"Written and read by nothing here: {', '.join(lone) or 'none'}. "
        f"Read and moved by the model or by texts alone: {', '.join(moved) or 'none'}."
    )

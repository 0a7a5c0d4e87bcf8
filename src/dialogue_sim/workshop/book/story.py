"""What leads to what: injects and endings, whose turn it is, and how one thing brings another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.paper.blocks import Cell, Code, Faint, Listing, Note, Section, Table, Tag
from dialogue_sim.paper.graph import Edge, Graph, Node, graph
from dialogue_sim.workshop.book.influences import CLOCK, Actant, actants_of, unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.scenario import Inject
    from dialogue_sim.paper.blocks import Block, Inline
    from dialogue_sim.workshop.book.material import Material

FACTS: Final[dict[str, tuple[str, ...]]] = {
    "inject": ("fired", "turns_since"),
    "policy": ("adopted", "chose", "turns_since"),
    "ending": (),
}
LOOKS: Final = {"inject": "plain", "policy": "dashed", "ending": "bold"}
SHORT: Final = 16
"""Longer clauses stand in the table alone."""
NEVER: Final = "cannot come"
ABOUT_GRAPH: Final = (
    "Boxes are injects, bold ones endings, round ones quantities, dashed ones policies. An arrow "
    "into a quantity says what is done to it, one out of it which clause reads it. The rules of "
    "the model move the quantities as well, every turn; only what authors wrote is drawn, and "
    "of it what something here reads."
)


def story(material: Material) -> Section:
    """The graph, then everything in it as tables."""
    scenario, never = material.bundle.scenario, unreachable(material.bundle)
    blocks: list[Block] = [graph(_graph(material, never))]
    if never:
        names = ", ".join(sorted(never))
        message = f"These cannot come, whatever is played: {names}."
        blocks.append(Note(message, heed=True))
    if scenario.injects:
        blocks.append(Section("Injects", "injects", (_injects(material, never),)))
    blocks.append(Section("Endings", "endings", _endings(material, never)))
    blocks.append(Section("Turns", "turns", (_turns(material),)))
    return Section("What leads to what", "story", tuple(blocks), fresh=True)


def _graph(material: Material, never: frozenset[str]) -> Graph:
    actants = _connected(material.bundle)
    read = {name for one in actants for name in one.reads} - CLOCK
    things = tuple(
        Node(
            f"{one.kind} {one.id}", one.title, _mark(material, one, never), LOOKS[one.kind],
            None, one.kind == "ending",
        )
        for one in actants
    )  # fmt: skip
    boxes = {fact: f"{one.kind} {one.id}" for one in actants for fact in _facts(one)}
    met = dict.fromkeys(_met(actants, boxes))
    numbers = tuple(Node(name, name, look="round") for name in met if name in read)
    return Graph(
        f"How injects, policies and endings of {material.bundle.scenario.title} hang together",
        "Arrows lead from what changes a quantity to what reads it; the table says the same.",
        (*things, *numbers),
        tuple(edge for one in actants for edge in _edges(one, read, boxes)),
        verb="by",
        note=ABOUT_GRAPH,
    )


def _connected(bundle: Bundle) -> tuple[Actant, ...]:
    """Injects and endings, and those policies of which something reads an effect or a fact."""
    actants = actants_of(bundle)
    read = {name for one in actants for name in one.reads}
    known = {one.id for one in actants}
    bare = (
        Actant("policy", name, policy.title, (), "", ())
        for name, policy in bundle.policies.policies.items()
        if name not in known
    )

    def counts(one: Actant) -> bool:
        own = {name for name, _ in one.writes} | _facts(one)
        return one.kind != "policy" or bool(own & read)

    return tuple(one for one in (*actants, *bare) if counts(one))


def _facts(one: Actant) -> set[str]:
    """What a condition may ask about an inject or a policy: its box stands for all of it."""
    return {f"{fact}({one.id})" for fact in FACTS[one.kind]}


def _met(actants: Sequence[Actant], boxes: Mapping[str, str]) -> Iterator[str]:
    """Quantities that are drawn: not what has a box of its own."""
    for one in actants:
        for name in (*one.reads, *(written for written, _ in one.writes)):
            if name not in boxes:
                yield name


def _mark(material: Material, one: Actant, never: frozenset[str]) -> str:
    """A word above a title: what it is, and when or how likely it comes."""
    if one.id in never:
        return f"{one.kind}, {NEVER}"
    if one.kind != "inject":
        return one.kind
    inject = material.bundle.scenario.injects[one.id]
    turn = "" if inject.at is None else f", turn {inject.at}"
    chance = "" if inject.chance == "100%" else f", {inject.chance}"
    return f"inject{turn}{chance}"


def _edges(one: Actant, read: set[str], boxes: Mapping[str, str]) -> Iterator[Edge]:
    """Arrows from what one reads, and to what it changes if anything here reads that."""
    own = f"{one.kind} {one.id}"
    for name in one.reads:
        clauses = [clause.says for clause in one.clauses if name in clause.reads]
        if name not in CLOCK:
            yield Edge(boxes.get(name, name), own, _short(name, clauses), "; ".join(clauses))
    for name, change in one.writes:
        if name in read:
            yield Edge(own, name, change, f"{name} {change}")


def _short(name: str, clauses: Sequence[str]) -> str:
    """Clauses beside an arrow that comes from the quantity: its name need not be repeated."""
    kept = [clause.removeprefix(name).strip() for clause in clauses]
    label = "; ".join(kept)
    return label if len(label) <= SHORT else ""


def _injects(material: Material, never: frozenset[str]) -> Table:
    rows = tuple(
        (
            (*_name(inject.title, name), *([f" {NEVER}"] if name in never else [])),
            _when(inject),
            (Tag(inject.label), " ", *material.codes(inject.source)),
            material.linked(inject.text),
            (Code("\n".join(inject.effects)),),
        )
        for name, inject in material.bundle.scenario.injects.items()
    )
    return Table(("inject", "when", "rests on", "what players read", "effects"), rows)


def _name(title: str, name: str) -> tuple[Inline, ...]:
    return (f"{title}\n", Code(name))


def _when(inject: Inject) -> tuple[Inline, ...]:
    from_turn = () if inject.at is None else (f"turn {inject.at}\n",)
    when = () if inject.when is None else (Code(_lines(inject.when)), "\n")
    chance = "" if inject.chance == "100%" else f"chance {inject.chance}\n"
    return (*from_turn, *when, chance, Faint("once" if inject.once else "may come again"))


def _lines(condition: object) -> str:
    """A condition with one line for each clause."""
    if isinstance(condition, str):
        return condition
    for word in ("all", "any", "none"):
        lines = getattr(condition, word)
        if lines is not None:
            return f"{word} of:\n" + "\n".join(lines)
    return ""


def _endings(material: Material, never: frozenset[str]) -> tuple[Block, ...]:
    rows = tuple(
        (
            Cell(str(place), number=True),
            (
                *_name(ending.title, ending.id),
                *((f" {NEVER}",) if ending.id in never else ()),
            ),
            (Code(_lines(ending.when)),),
            material.linked(ending.text),
        )
        for place, ending in enumerate(material.bundle.scenario.endings, start=1)
    )
    order = "After each turn they are read from the first on; the first that holds ends the story."
    return (Listing((order,)), Table(("", "ending", "condition", "what players read"), rows))


def _turns(material: Material) -> Table:
    """Who tables in each turn, from which menu, with or without a debate, and what is due."""
    bundle, scenario = material.bundle, material.bundle.scenario
    debate, rows = bundle.debate, []
    for turn in range(1, scenario.turns + 1):
        menu = scenario.menu(turn)
        due = [one.title for one in scenario.injects.values() if one.at == turn]
        debated = debate.mode != "none" and turn in debate.turns
        rows.append((
            Cell(str(turn), number=True),
            material.name(scenario.tabler(turn)),
            "the whole menu" if menu == scenario.policies else _shorts(material, menu),
            "yes" if debated else "",
            "; ".join(due),
        ))  # fmt: skip
    return Table(("turn", "tables", "from", "debate", "inject due"), tuple(rows))


def _shorts(material: Material, menu: Sequence[str]) -> str:
    return ", ".join(material.bundle.policies.policies[name].short for name in menu)

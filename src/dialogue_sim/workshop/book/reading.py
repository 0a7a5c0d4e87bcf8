"""The reading list: every document, what is cited of it and what rests on that; and the gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.content.citations import CITATION
from dialogue_sim.content.sourced import INFERRED
from dialogue_sim.paper.blocks import Code, Listing, Note, Pairs, Paragraph, Section, Table, Tag
from dialogue_sim.workshop.book.material import PARAGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.citations import Uses
    from dialogue_sim.content.documents import Document
    from dialogue_sim.paper.blocks import Block, Inline, Words
    from dialogue_sim.workshop.book.material import Material

UNSEEN: Final = ("rules", "setting")
"""Holders of numbers of which receipts show only the columns of the answer table."""
SHOWN: Final = "drivers"
FEW: Final = 10
"""So many words of a text are enough to find it again."""
NONE_SHOWN: Final = (
    "No text, profile or receipt names these; only coefficients, measures or expectations rest on "
    "them. Players find them in the reading room alone."
)


def reading(material: Material) -> Section:
    """What to read, and where the scenario says things without a source."""
    found = [_document(material, name, body) for name, body in material.documents.items()]
    return Section(
        "Reading list", "reading", (*found, Section("Gaps", "gaps", _gaps(material))), fresh=True
    )


def _document(material: Material, name: str, body: Document) -> Section:
    own = "named by the scenario" if name in material.bundle.scenario.documents else "cited"
    kind: tuple[Inline, ...] = (f"{body.kind} ", Tag(body.label))
    facts: tuple[tuple[Words, Words], ...] = (
        ("Title", body.title), ("Author", body.author), ("Date", body.date),
        ("Kind", kind), ("Here", own),
    )  # fmt: skip
    blocks: list[Block] = [Pairs(facts)]
    if body.weaknesses:
        blocks.append(Listing(tuple(material.linked(one) for one in body.weaknesses)))
    rows = tuple(
        (
            code if key not in body.unverified else f"{code}\nunverified",
            says,
            "; ".join(_held(material.used[code])),
        )
        for key, says in body.sentences.items()
        for code in [f"{name}-{key}"]
        if code in material.used
    )
    if rows:
        blocks.append(Table(("sentence", "in other words", "what rests on it"), rows))
    idle = len(body.sentences) - len(rows)
    if idle:
        blocks.append(
            Paragraph(f"{idle} more sentences are told, and nothing here rests on them.")
        )
    return Section(f"{name}: {body.title}", material.anchors[name], tuple(blocks))


def _held(by: Uses) -> Iterator[str]:
    for holder, parts in by.items():
        yield f"{holder} ({', '.join(parts)})" if parts else holder


def _gaps(material: Material) -> tuple[Block, ...]:
    """What is cited and seen by nobody, what is said without a source, and what has no origin."""
    rows = (
        ("Cited and shown to nobody", _never_shown(material), NONE_SHOWN),
        ("Said without a source", tuple(_without_source(material)), ""),
        ("Cited without a known origin", tuple(_unverified(material)), ""),
    )
    blocks: list[Block] = []
    for title, items, about in rows:
        if items:
            note = (Paragraph(about),) if about else ()
            anchor = f"gaps-{title.lower().replace(' ', '-')}"
            blocks.append(Section(title, anchor, (*note, Listing(items))))
    return tuple(blocks) or (Note("None were found."),)


def _never_shown(material: Material) -> tuple[Words, ...]:
    found = []
    for code in sorted(material.used):
        by = material.used[code]
        if all(_unseen(holder, parts) for holder, parts in by.items()):
            known = material.bundle.documents.sentence(code)
            says = "no such sentence" if known is None else known[1]
            found.append((material.code(code), f" {says} ({'; '.join(_held(by))})"))
    return tuple(found)


def _unseen(holder: str, parts: tuple[str, ...]) -> bool:
    if holder in UNSEEN:
        return not any(part.startswith(SHOWN) for part in parts)
    return holder.startswith("expectation")


def _without_source(material: Material) -> Iterator[Words]:
    """Paragraphs of the briefs without a citation, arguments of nobody's, inferred polls."""
    bundle = material.bundle
    scenario = bundle.scenario
    texts = [("brief", scenario.brief), ("in more depth", scenario.advanced or "")]
    for where, text in texts:
        for part in PARAGRAPHS.split(text.strip()):
            if part.strip() and not CITATION.search(part):
                yield f"A paragraph of the {where}: {_beginning(part)}"
    after = scenario.afterwards
    if after is not None and after.label != "FIC" and not after.source:
        yield f"Afterwards: {_beginning(after.text)}"
    for name, argument in bundle.bank.items():
        if not argument.source:
            why = f"{argument.title} ({argument.why})"
            yield ("Argument ", Code(name), f": {why}")
    yield from _inferred(material)


def _inferred(material: Material) -> Iterator[Words]:
    """How many numbers of each profile are judgements, where all of them are."""
    for name in (*material.bundle.actors, material.bundle.counterpart.id):
        sources = material.bundle.sources.get(f"actors/{name}.yaml")
        bases = [] if sources is None else [one.basis for one in sources.by_path.values()]
        if bases and all(basis == INFERRED for basis in bases):
            yield f"Every number of {material.name(name)} is inferred."


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:FEW]) + (" \N{HORIZONTAL ELLIPSIS}" if len(words) > FEW else "")


def _unverified(material: Material) -> Iterator[Words]:
    for code, by in sorted(material.used.items()):
        known = material.bundle.documents.sentence(code)
        if known is not None and material.bundle.documents.unverified(code):
            yield (material.code(code), f" {known[1]} ({'; '.join(_held(by))})")
